aru::recurrent_net! {
    pub struct Net {
        input x: 3;
        layer a: Elman<5>;
        output y: 1 { activation: sigmoid; sign: dale(excitatory 1); }
        x -> a -> y;
    }
}

fn main() {}
