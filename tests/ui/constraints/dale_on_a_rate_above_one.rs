aru::recurrent_net! {
    pub struct Net {
        input x: 3;
        layer a: Aru<5> { alpha_s: 1.0; alpha_r: learn global(0.5); sign: dale(excitatory 0.8); }
        output y: 1;
        x -> a -> y;
        a ~> a;
    }
}

fn main() {}
