use aru::prelude::*;

recurrent_net! {
    unit Selective {
        ports step, value;
        h = prev(h) * step + value;
        emit h;
    }

    pub struct Net {
        input x: 1;
        layer ssm: Selective<4>;
        output y: 1;

        x -> ssm.step;
        x ~> ssm.step;
        ssm -> y;
    }
}

fn main() {}
