use aru::prelude::*;

fn place(unit: usize) -> f64 {
    unit as f64
}

recurrent_net! {
    pub struct Net {
        dt: 5 ms;
        input x: 2;
        layer hidden: Aru<4> {
            tau_s: learn per_unit(log_uniform(5 ms)) in 5 ms..=1 s;
            alpha_r: 1.0;
            bias: learn zeros;
        }
        output y: 1;

        x -> hidden { weights: learn lecun; }
        hidden -> y;
    }
}

fn main() {
    let _ = place;
}
