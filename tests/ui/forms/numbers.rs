use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input sound: 5;
        layer a: Dense<5>;
        layer b: Dense<5>;
        layer c: Dense<5>;
        output rate: 1;

        sound -> a { form: local(kernel 0); }
        a -> b { form: conv(kernel 3, stride 0, pad 1); }
        b -> c { form: conv(kernel 3, pad 3); }
        c -> rate { form: local(kernel 2.5); }
    }
}

fn main() {}
