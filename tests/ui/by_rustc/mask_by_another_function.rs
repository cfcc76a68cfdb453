fn near(target: usize) -> bool {
    target < 3
}

aru::recurrent_net! {
    pub struct Net {
        input x: 3;
        layer a: Elman<5>;
        output y: 1;
        x -> a { mask: by(near); }
        a -> y;
    }
}

fn main() {}
