use aru::prelude::*;

recurrent_net! {
    unit Mine {
        constants gain;
        rate = drive;
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
