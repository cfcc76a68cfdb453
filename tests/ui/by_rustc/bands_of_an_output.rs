use aru::prelude::*;

const BANDS: usize = 34;

recurrent_net! {
    pub struct OfAUnit {
        input sound: BANDS;
        output code: Elman<[9, 7]>;
        sound -> code { form: local(kernel 7, stride 3); }
    }

    pub struct OfOneChannel {
        input sound: BANDS;
        output code: Aru<[9, 1]> { alpha_s: 0.5; alpha_r: gated(from sound); }
        sound -> code { form: local(kernel 7, stride 3); }
    }
}

fn main() {}
