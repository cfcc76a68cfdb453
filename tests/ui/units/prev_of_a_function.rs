use aru::prelude::*;

recurrent_net! {
    unit One { v = drive + prev(v) + prev(tanh(sqrt(v))); emit v; }
    struct Net {
        input x: 1;
        layer hidden: One<2>;
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
