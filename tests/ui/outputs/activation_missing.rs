use aru::prelude::*;

recurrent_net! {
    unit Rectified {
        y = activation(drive) * activation(drive);
        emit y;
    }
    pub struct Net {
        input x: 1;
        layer hidden: Elman<4>;
        output y: Rectified<1>;

        x -> hidden -> y;
    }
}

fn main() {}
