use aru::prelude::*;

recurrent_net! {
    unit Mine {
        value = drive;
        emit value;
    }
    unit Mine {
        value = drive;
        emit value;
    }
    pub struct Net {
        input x: 1;
        layer hidden: Mine<4>;
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
