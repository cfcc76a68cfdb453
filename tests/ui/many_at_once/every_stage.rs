use aru::prelude::*;

recurrent_net! {
    unit Mine {
        constant gain;
        rate = sigmod(drive);
        emit rte;
    }
    pub struct Net<const H: u8> {
        dt: 5;
        input x: 0;
        layr lost: Elman<4>;
        layer fast: Aru<H> {
            alpha_s: lern global(0.5);
            alpha_r: learn global(0.5) in 0.6..=0.9;
            activation: relux;
            initial: learn orthogonal(1.0);
        }
        layer slow: Lsmt<4>;
        output y: 1 { bias: zero; }

        x -> fast -> slow -> lost -> y;
        fats ~> slow { delay: 0; }
    }
}

fn main() {}
