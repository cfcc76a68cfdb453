use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer h: Elman<4>;
        output y: 1;

        x -> h;
        x -> h.drive;
        h -> y.drive { form: dense; }
        h -> y;
    }
}

fn main() {}
