aru::recurrent_net! {
    pub struct Net {
        input x: 3;
        layer a: Aru<5> { alpha_s: gated(0.4, from x) in logistic(0.1, 2); alpha_r: 0.5; noise: normal(0.1); }
        output y: 1;
        x -> a -> y;
    }
}

fn main() {}
