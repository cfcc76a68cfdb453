use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input sound: 5;
        layer a: Dense<5>;
        layer b: Dense<5>;
        layer c: Dense<5>;
        layer d: Dense<5>;
        output rate: 1;

        sound -> a { form: local; }
        a -> b { form: conv(stride 2); }
        b -> c { form: conv(kernel 3, padding 1); }
        c -> d { form: conv(kernel 3, kernel 3); }
        d -> rate { form: locall(kernel 5); }
    }
}

fn main() {}
