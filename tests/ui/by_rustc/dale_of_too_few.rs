const TWO: usize = 2;

aru::recurrent_net! {
    pub struct Net {
        input x: 1;
        layer a: Elman<TWO> { sign: dale(excitatory 0.8); }
        output y: 1;
        x -> a -> y;
    }
}

fn main() {}
