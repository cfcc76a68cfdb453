use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input sound: 34;
        layer code: Dense<[9, 7]>;
        layer deep: Dense<[5, 2]>;
        output rate: [3, 1];

        sound -> code { form: local(kernel 7, stride 3); }
        code -> deep { form: conv(kernel 3, stride 2, pad 1); }
        deep -> rate { form: conv(kernel 5); }
    }
}

fn main() {}
