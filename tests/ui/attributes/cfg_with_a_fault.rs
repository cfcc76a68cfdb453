use aru::prelude::*;

recurrent_net! {
    #[cfg(any())]
    pub struct Net {
        input x: 1;
        layer other: Elman<0>;
        layer hidden: Elman<4>;
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
    #[cfg(not(any()))]
    pub struct Net { input x: 1; layer hidden: Elman; output y: 1; x -> hidden -> y; }
}

fn main() {
    Net::<f32>::new(1).hidden().bias();
}
