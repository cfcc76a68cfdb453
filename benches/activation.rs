//! What an activation of a user's type costs beside the same function of the language: time of an update with `custom(..)`,
//! as a part of that with the built-in or written one. `cargo bench --bench activation`; docs/performance.md has the table.

mod rounds;

use aru::prelude::*;

use rounds::{fastest, update, waves};

/// With a derivative of its own.
pub struct OwnTanh;

impl Activation for OwnTanh {
    const NAME: &'static str = "own_tanh";

    fn value<R: Real>(x: R) -> R {
        x.tanh()
    }

    fn derivative<R: Real>(_x: R, y: R) -> R {
        R::number(1.0) - y * y
    }
}

/// With the derivative that is provided.
pub struct DerivedTanh;

impl Activation for DerivedTanh {
    const NAME: &'static str = "derived_tanh";

    fn value<R: Real>(x: R) -> R {
        x.tanh()
    }
}

/// x sigmoid(x), with the derivative that is provided.
pub struct OwnSwish;

impl Activation for OwnSwish {
    const NAME: &'static str = "own_swish";

    fn value<R: Real>(x: R) -> R {
        x * x.sigmoid()
    }
}

/// The same network with each activation.
macro_rules! networks {
    ($($name:ident: $activation:ident $(($path:path))?;)*) => {
        recurrent_net! {
            activation swish(x) = x * sigmoid(x);
            $(
                struct $name<const H: usize> {
                    input x: 8;
                    layer hidden: Aru<H> {
                        alpha_s: learn per_unit(0.5);
                        alpha_r: learn per_unit(0.5);
                        activation: $activation $(($path))?;
                    }
                    output y: 4;
                    x -> hidden;
                    hidden ~> hidden;
                    hidden -> y;
                }
            )*
        }
    };
}

networks! {
    Tanh: tanh;
    CustomTanh: custom(OwnTanh);
    ProvidedTanh: custom(DerivedTanh);
    Swish: swish;
    CustomSwish: custom(OwnSwish);
}

const STEPS: usize = 100;
/// Rounds in which each network has its turn: many short ones, so that some are disturbed by nothing else.
const ROUNDS: usize = 25;

fn row<const H: usize>() -> aru::Result<()> {
    for sequences in [1, 8, 32] {
        let data = waves::<Tanh<f32, H>>(sequences, STEPS)?;
        let updates = (400_000 / (H * (H + 100) * sequences)).clamp(8, 100);
        let mut of_each = [
            update::<Tanh<f32, H>>(&data, updates),
            update::<CustomTanh<f32, H>>(&data, updates),
            update::<ProvidedTanh<f32, H>>(&data, updates),
            update::<Swish<f32, H>>(&data, updates),
            update::<CustomSwish<f32, H>>(&data, updates),
        ];
        let times = fastest(ROUNDS, &mut of_each, |update| update())?;
        println!(
            "| {H} | {sequences} | {:.3} ms | {:.2} | {:.2} | {:.2} |",
            1e3 * times[0],
            times[1] / times[0],
            times[2] / times[0],
            times[4] / times[3],
        );
    }
    Ok(())
}

fn main() -> aru::Result<()> {
    println!(
        "An update of {STEPS} steps, one thread, f32; types as a part of the time of the same function of the language\n"
    );
    rounds::head(&[
        "units",
        "batch",
        "tanh",
        "its type, own derivative",
        "provided derivative",
        "swish, its type",
    ]);
    row::<8>()?;
    row::<64>()?;
    row::<256>()
}
