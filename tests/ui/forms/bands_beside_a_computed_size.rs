use aru::prelude::*;

const C: usize = 3;

recurrent_net! {
    pub struct Net {
        input sound: 34;
        layer code: Dense<[9, { 2 * C }]>;
        output y: 1;
        sound -> code { form: local(kernel 7, stride 3); }
        code -> y;
    }
}

fn main() {}
