use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer cell: Gru<4>;
        output y: 1;

        x -> cell -> y;
        cell ~> cell.alpha_s;
    }
}

fn main() {}
