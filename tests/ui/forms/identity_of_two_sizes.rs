use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input sound: 5;
        layer sum: Dense<4>;
        output rate: 1;

        sound -> sum { form: identity; }
        sum -> rate;
    }
}

fn main() {}
