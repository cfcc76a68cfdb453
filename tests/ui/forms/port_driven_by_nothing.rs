use aru::prelude::*;

recurrent_net! {
    unit Selective {
        ports step, value;
        h = prev(h) * step + value;
        emit h;
    }

    pub struct Net {
        input x: 1;
        layer ssm: Selective<4> { bias: none; }
        output y: 1;

        x -> ssm.value;
        ssm -> y;
    }
}

fn main() {}
