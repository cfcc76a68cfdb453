use aru::prelude::*;

recurrent_net! {

    struct Net {
        input x: 1;
        layer hidden: Elman<2>
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
