use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input sound: 34;
        output code: Elman<[9, 7]>;
        output plain: Dense<[9, 1]>;

        sound -> code { form: local(kernel 7, stride 3); }
        sound -> plain { form: local(kernel 7, stride 3); }
    }
}

fn main() {}
