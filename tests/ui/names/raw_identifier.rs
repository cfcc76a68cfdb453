use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer r#type: Elman<4>;
        output y: 1;

        x -> r#type -> y;
    }
}

fn main() {}
