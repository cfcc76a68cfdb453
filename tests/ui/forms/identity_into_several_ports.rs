use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input sound: 5;
        layer cell: Gru<5>;
        output rate: 1;

        sound -> cell { form: identity; }
        cell -> rate;
    }
}

fn main() {}
