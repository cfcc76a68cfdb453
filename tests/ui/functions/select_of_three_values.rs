use aru::prelude::*;

recurrent_net! {
    unit Mine {
        rate = select(drive > 0, drive, 0, 1);
        emit rate;
    }
    pub struct Net {
        input x: 1;
        layer hidden: Mine<4>;
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
