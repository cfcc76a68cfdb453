use aru::prelude::*;

const BANDS: usize = 5000;

recurrent_net! {
    pub struct OfPaths {
        input x: 1;
        layer hidden: Elman<[BANDS, 5000]>;
        output y: 1;

        x -> hidden -> y;
    }

    pub struct OfParameters<const H: usize> {
        input x: 1;
        layer hidden: Elman<[H, 5000]>;
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {
    let _ = OfParameters::<f32, 5000>::new(1);
}
