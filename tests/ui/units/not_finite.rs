use aru::prelude::*;

recurrent_net! {
    unit One {
        a = 1 / 0;
        b = 2 * ln(0) + sqrt(-1);
        c = exp(1000) - exp(1000);
        v = a + b + c + drive;
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
