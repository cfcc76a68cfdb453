use aru::prelude::*;

const fn twice(size: usize) -> usize {
    2 * size
}

recurrent_net! {
    pub struct Net {
        input x: { twice(2) };
        layer hidden: Elman<{ 2 << 1 }>;
        output y: { "one" };

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
