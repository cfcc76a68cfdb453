use aru::prelude::*;

recurrent_net! {
    pub struct Net<const H: usize> {
        input x: 1;
        layer hidden: Elman<{ H }>;
        layer wide: Elman<{ 2 * H }>;
        output y: 1;

        x -> hidden -> wide -> y;
        hidden ~> hidden;
    }
}

fn main() {}
