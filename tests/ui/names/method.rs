use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer run: Elman<4>;
        layer to_c: Elman<4>;
        layer to_svg: Elman<4>;
        layer to_json: Elman<4>;
        output y: 1;

        x -> run -> to_c -> to_svg -> to_json -> y;
    }
}

fn main() {}
