use aru::prelude::*;

recurrent_net! {
    pub struct Net<const T: usize> {
        input x: 1;
        layer hidden: Elman<T>;
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
