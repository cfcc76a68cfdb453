use aru::prelude::*;

recurrent_net! {
    unit One {
        constant alpha_s;
        v = drive / (1 - alpha_s) + 0 * prev(v);
        emit v;
    }
    struct Net {
        input x: 1;
        layer hidden: One<2> { alpha_s: 1.0; }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
