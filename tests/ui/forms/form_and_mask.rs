use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input sound: 5;
        layer sum: Dense<5>;
        output rate: 1;

        sound -> sum { form: local(kernel 1); density: 0.5; }
        sum -> rate;
    }
}

fn main() {}
