aru::recurrent_net! {
    pub struct Net {
        input x: 3;
        layer a: Elman<5>;
        output y: 1;
        a -> y;
        x -> a { mask: [[true; 3]; 5]; }
        a ~> a { mask: by(|target, source| target != source); }
    }
}

fn main() {}
