use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input sound: 5;
        layer sum: Dense<5>;
        output rate: 1;

        sound -> sum { form: identity; weights: learn 1; }
        sum -> rate;
    }
}

fn main() {}
