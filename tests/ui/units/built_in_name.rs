use aru::prelude::*;

recurrent_net! {
    unit Gru {
        value = drive;
        emit value;
    }
    pub struct Net {
        input x: 1;
        layer hidden: Elman<4>;
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
