aru::recurrent_net! {
    pub struct Net {
        input x: 3;
        layer a: Aru<5> { alpha_s: gated(0.4); alpha_r: 0.5; sign: dale(excitatory 0.8); }
        output y: 1;
        x -> a -> y;
        a ~> a.alpha_s { sign: free; }
    }
}

fn main() {}
