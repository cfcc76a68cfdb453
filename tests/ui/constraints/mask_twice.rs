aru::recurrent_net! {
    pub struct Net {
        input x: 3;
        layer a: Elman<5>;
        output y: 1;
        a -> y;
        x -> a { mask: by(linked); mask: MATRIX; }
    }
}

fn main() {}
