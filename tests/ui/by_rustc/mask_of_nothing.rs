const NOTHING: [[bool; 3]; 5] = [[false; 3]; 5];

aru::recurrent_net! {
    pub struct Net {
        input x: 3;
        layer a: Elman<5>;
        output y: 1;
        x -> a { mask: NOTHING; }
        a -> y;
    }
}

fn main() {}
