aru::recurrent_net! {
    pub struct Net {
        input x: 3;
        layer a: Elman<5>;
        output y: 1;
        a -> y;
        x -> a { density: 0.5; weights: learn orthogonal(1.0); }
        a ~> a { form: diagonal; weights: learn orthogonal(1.0); }
    }
}

fn main() {}
