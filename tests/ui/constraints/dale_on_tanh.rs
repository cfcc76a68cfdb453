aru::recurrent_net! {
    pub struct Net {
        input x: 3;
        layer a: Elman<5> { activation: tanh; sign: dale(excitatory 0.8); }
        output y: 1;
        x -> a -> y;
        a ~> a;
    }
}

fn main() {}
