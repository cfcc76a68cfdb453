use aru::prelude::*;

recurrent_net! {
    unit Tired {
        constant alpha_s, strength;
        current = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(current));
        emit current;
    }
    pub struct Net {
        input x: 1;
        layer hidden: Tired<4> {
            alpha_s: 0.5;
            strength: 0.1;
        }
        output y: 1;

        x -> hidden -> y;
        x -> hidden.strength;
    }
}

fn main() {}
