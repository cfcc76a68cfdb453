use aru::prelude::*;

recurrent_net! {
    pub struct Net<const Net: usize> {
        input x: 1;
        layer hidden: Elman<Net>;
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
