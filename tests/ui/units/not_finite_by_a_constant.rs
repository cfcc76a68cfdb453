use aru::prelude::*;

recurrent_net! {
    unit One {
        constant k, l;
        v = drive / k + ln(l + 1) + sqrt(k - 1);
        emit v;
    }
    struct Net {
        input x: 1;
        layer hidden: One<2> { k: 0; l: -1.0; }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
