use aru::prelude::*;

const BANDS: usize = 34;

recurrent_net! {
    pub struct Plain {
        input sound: BANDS;
        output code: 9;
        sound -> code { form: local(kernel 7, stride 3); }
    }
}

fn main() {}
