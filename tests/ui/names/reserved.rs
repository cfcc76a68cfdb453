use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer __hidden: Elman<4>;
        output y: 1;

        x -> __hidden -> y;
    }
}

fn main() {}
