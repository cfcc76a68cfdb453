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

    pub struct OfParameters<const H: usize> {
        input sound: [34, 2];
        layer code: Dense<H>;
        output rate: 1;

        sound -> code { form: conv(kernel 7, stride 3, pad 1); }
        code -> rate;
    }
}

fn main() {
    let _ = OfParameters::<f32, 22>::new(1);
}
