const NUMBERS: [[u8; 3]; 5] = [[1; 3]; 5];

aru::recurrent_net! {
    pub struct Net {
        input x: 3;
        layer a: Elman<5>;
        output y: 1;
        x -> a { mask: NUMBERS; }
        a -> y;
    }
}

fn main() {}
