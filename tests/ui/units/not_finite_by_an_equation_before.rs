use aru::prelude::*;

recurrent_net! {
    unit One {
        zero = 1 - 1;
        v = drive / zero + ln(zero) * tanh(drive / (2 - 2));
        emit v;
    }
    struct Net {
        input x: 1;
        layer hidden: One<2>;
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
