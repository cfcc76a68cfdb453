const TRANSPOSED: [[bool; 5]; 3] = [[true; 5]; 3];

aru::recurrent_net! {
    pub struct Net {
        input x: 3;
        layer a: Elman<5>;
        output y: 1;
        x -> a { mask: TRANSPOSED; }
        a -> y;
    }
}

fn main() {}
