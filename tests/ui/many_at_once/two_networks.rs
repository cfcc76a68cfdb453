use aru::prelude::*;

recurrent_net! {
    struct First {
        input x: 1;
        layer hidden: Elman<4>;
        output y: 1;

        x -> hiden -> y;
    }
    struct Second {
        input x: 1;
        layer hidden: Elman<4>;
        output y: 0;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {}
