use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer cell: Gru<4>;
        output y: 1;

        x -> cell -> y;
        cell ~> cell.candidate;
    }
}

fn main() {}
