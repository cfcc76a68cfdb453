use aru::prelude::*;

recurrent_net! {
    pub struct Net<const units: usize> {
        input x: 1;
        layer hidden: Elman<units>;
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
