use aru::prelude::*;

recurrent_net! {
    unit One {
        v = relu(1 / (3 - 3)) * prev(v) + softplus(-(1 / 0)) + drive;
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
