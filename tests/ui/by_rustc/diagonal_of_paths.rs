const THREE: usize = 3;
const FIVE: usize = 5;

aru::recurrent_net! {
    pub struct Net {
        input x: THREE;
        layer a: Elman<FIVE>;
        output y: 1;
        x -> a { form: diagonal; }
        a -> y;
    }
}

fn main() {}
