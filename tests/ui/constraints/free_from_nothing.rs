aru::recurrent_net! {
    pub struct Net {
        input x: 3;
        layer a: Elman<5>;
        output y: 1;
        a -> y;
        x -> a { sign: free; }
    }
}

fn main() {}
