use aru::prelude::*;

recurrent_net! {
    unit One { ports a, b; v = a + b + recur(-(a)) + recur(recur(a)); emit v; }
    struct Net {
        input x: 1;
        layer hidden: One<2>;
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
