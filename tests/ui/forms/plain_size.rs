use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input sound: 34;
        layer code: Dense<70>;
        output rate: 1;

        sound -> code { form: local(kernel 7, stride 3); }
        code -> rate;
    }
}

fn main() {}
