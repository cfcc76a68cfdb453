use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input sound: 5;
        layer code: Dense<[1, 7]>;
        output rate: 1;

        sound -> code { form: local(kernel 9, pad 1); }
        code -> rate;
    }
}

fn main() {}
