//! What an activation of a user's type costs beside the same function of the language: time of an update with `custom(..)`,
//! as a part of that with the built-in or written one. `cargo bench --bench activation`; docs/performance.md has the table.

use std::time::{Duration, Instant};

use aru::prelude::*;
use ndarray::Array3;

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

/// Makes updates of a network, and tells how long one took.
fn updates<N: Declared<Scalar = f32>>(
    sequences: usize,
    count: usize,
) -> impl FnMut() -> aru::Result<Duration> {
    let wave = |(sequence, step, feature): (usize, usize, usize)| {
        ((sequence + step * (feature + 1)) as f32 * 0.1).sin()
    };
    let inputs = Array3::from_shape_fn((sequences, STEPS, 8), wave);
    let targets = Array3::from_shape_fn((sequences, STEPS, 4), wave);
    let mut net = N::new(1);
    move || {
        let data = Sequences::new(&inputs, &targets)?;
        let start = Instant::now();
        Trainer::new(Adam::new(1e-3))
            .batch_size(sequences)
            .epochs(count)
            .threads(1)
            .progress(Progress::Silent)
            .fit(&mut net, &data)?;
        Ok(start.elapsed() / count as u32)
    }
}

fn row<const H: usize>() -> aru::Result<()> {
    for sequences in [1, 8, 32] {
        // Enough that what a fit does once, as checks, is a small part of it.
        let count = (400_000 / (H * (H + 100) * sequences)).clamp(8, 100);
        let mut fits: [Box<dyn FnMut() -> aru::Result<Duration>>; 5] = [
            Box::new(updates::<Tanh<f32, H>>(sequences, count)),
            Box::new(updates::<CustomTanh<f32, H>>(sequences, count)),
            Box::new(updates::<ProvidedTanh<f32, H>>(sequences, count)),
            Box::new(updates::<Swish<f32, H>>(sequences, count)),
            Box::new(updates::<CustomSwish<f32, H>>(sequences, count)),
        ];
        let mut fastest = [Duration::MAX; 5];
        for _ in 0..ROUNDS {
            for (fit, fastest) in fits.iter_mut().zip(&mut fastest) {
                *fastest = fit()?.min(*fastest);
            }
        }
        let [tanh, custom, provided, swish, custom_swish] = fastest.map(|time| time.as_secs_f64());
        println!(
            "| {H} | {sequences} | {:.3} ms | {:.2} | {:.2} | {:.2} |",
            1e3 * tanh,
            custom / tanh,
            provided / tanh,
            custom_swish / swish,
        );
    }
    Ok(())
}

fn main() -> aru::Result<()> {
    println!(
        "An update of {STEPS} steps, one thread, f32; types as a part of the time of the same function of the language\n"
    );
    println!("| units | batch | tanh | its type, own derivative | provided derivative | swish, its type |");
    println!("| --- | --- | --- | --- | --- | --- |");
    row::<8>()?;
    row::<64>()?;
    row::<256>()
}
