use aru::prelude::*;

const BANDS: usize = 34;

recurrent_net! {
    pub struct OfPaths {
        input sound: BANDS;
        layer code: Dense<[9, 7]>;
        output rate: 1;

        sound -> code { form: local(kernel 7, stride 3); }
        code -> rate;
    }
}

fn main() {}
