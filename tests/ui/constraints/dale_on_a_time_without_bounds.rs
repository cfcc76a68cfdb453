aru::recurrent_net! {
    pub struct Net {
        dt: 10 ms;
        input x: 3;
        layer a: Aru<5> { tau_s: 20 ms; tau_r: fixed global(20 ms); sign: dale(excitatory 0.8); }
        output y: 1;
        x -> a -> y;
        a ~> a;
    }
}

fn main() {}
