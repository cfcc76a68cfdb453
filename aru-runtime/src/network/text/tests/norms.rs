//! Norms of links that hand lanes on: what an input has in those that are left over must not reach a unit.

use ndarray::{Array3, Axis, concatenate};

use super::super::Text;
use crate::network::any::AnyNetwork;
use crate::run::network::Network;

/// Its units are normed to 1 and -1 with a mean of -1/2; a lane with no input would leave that further behind in each step.
#[test]
fn a_norm_sees_the_units_alone() {
    let text = "struct Net { input x: 8; layer h: Elman<8> { activation: relu; norm: layer; } output y: 8;
        x -> h { form: identity; } h ~> h { form: diagonal; } h -> y; }";
    let mut net: AnyNetwork<f32> = Text::new(text).model().unwrap().network(1).unwrap();
    net.set("h_to_h.weight", &[1.0; 8]).unwrap();
    let one = Array3::from_shape_fn((1, 300, 8), |(_, _, unit)| if unit < 4 { -1.1 } else { -0.9 });
    let many = concatenate(Axis(0), &vec![one.view(); 32]).unwrap();
    let (alone, beside) = (net.run(one.view()).unwrap(), net.run(many.view()).unwrap());
    assert!(alone.iter().all(|y| y.is_finite()));
    let first = beside.index_axis(Axis(0), 0);
    let apart = (&alone.index_axis(Axis(0), 0) - &first).mapv(f32::abs);
    assert!(apart.iter().all(|apart| *apart < 1e-4), "{apart}");
}
