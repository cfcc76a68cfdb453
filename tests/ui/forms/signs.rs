use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input sound: 5;
        layer a: Aru<5> { alpha_s: 0.5; alpha_r: 0.5; activation: relu; sign: dale(excitatory 0.8); }
        layer sum: Dense<5>;
        layer local: Dense<5>;
        layer same: Dense<5>;
        output rate: 1;

        sound -> a;
        a -> sum { form: conv(kernel 1); }
        a -> local { form: local(kernel 1); }
        a -> same { form: identity; }
        a -> rate;
        sum -> rate;
        local -> rate;
        same -> rate;
    }
}

fn main() {}
