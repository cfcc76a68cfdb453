//! Names that emitted code may use itself.
#![allow(non_snake_case)]

use aru::prelude::*;

recurrent_net! {
    unit T {
        constant t, self_, lanes, x;
        steps = t * drive + self_ * prev(values);
        values = lanes * activation(steps) + x;
        emit values;
    }
    pub struct Net<const N: usize, const H: usize, const STEPS: usize, const L: usize, const U: usize> {
        input input: N;
        input t: H;
        layer layer: T<STEPS> { t: learn global(1.0); self_: 0.5; lanes: 1.0; x: 0.0; activation: relu; }
        layer values_: Gru<L>;
        layer lanes: Aru<U> { alpha_s: 1.0; alpha_r: 0.5; }
        layer gradients: Dense<3>;
        layer unit: Dense<3>;
        layer adjoints: Elman<2> { initial: learn; }
        layer d_lanes: Elman<2> { initial: learn; }
        layer parts: Elman<2>;
        layer H: Dense<H>;
        output output: 1;
        output dt: 1;

        input -> layer -> values_ -> lanes -> gradients -> unit -> output;
        t -> layer;
        unit -> adjoints -> d_lanes -> parts -> H -> dt;
        layer ~> layer;
        adjoints ~> adjoints { delays: [1, 2]; }
        output ~> lanes;
    }
}

fn main() {
    let net = Net::<f32, 1, 2, 3, 4, 5>::new(1);
    assert_eq!(net.layer().t(), [1.0]);
}
