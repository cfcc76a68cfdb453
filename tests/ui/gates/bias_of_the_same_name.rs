use aru::prelude::*;

recurrent_net! {
    unit Tired {
        constant alpha_s, strength;
        bias alpha_s_bias;
        current = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(current) + alpha_s_bias);
        emit current;
    }
    pub struct Net {
        input x: 1;
        layer hidden: Tired<4> {
            alpha_s: gated(from x);
            strength: 0.1;
        }
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {}
