use aru::prelude::*;

recurrent_net! {
    unit Mine {
        rate = sigmod(drive) + cosh(drive);
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
