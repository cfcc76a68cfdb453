use aru::prelude::*;

recurrent_net! {
unit One { constant k; v = k * drive; emit v; }
    struct Net {
        input x: 1;
        layer hidden: One<2> { k: learn global(0.5) in ..; }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
