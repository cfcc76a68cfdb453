//! What a layer norm costs beside the product in front of it: time of an update of the same network without the norm, with
//! it, and with a second product in its place. `cargo bench --bench norm`; docs/performance.md has the table.

use std::time::{Duration, Instant};

use aru::prelude::*;
use ndarray::Array3;

/// Units of the layer, and of what drives it.
const UNITS: usize = 63;

macro_rules! networks {
    ($($name:ident: { $($setting:tt)* } $($second:ident)?;)*) => {$(
        recurrent_net! {
            struct $name {
                input x: UNITS;
                input second: UNITS;
                layer hidden: Elman<UNITS> { activation: tanh; $($setting)* }
                output y: 4;
                x -> hidden;
                $($second -> hidden;)?
                second -> y;
                hidden -> y;
            }
        }
    )*};
}

networks! {
    Plain: {};
    Normed: { norm: layer; };
    Twice: {} second;
}

/// The same in a loop over steps.
mod own_link {
    use super::UNITS;
    use aru::prelude::*;

    macro_rules! networks {
        ($($name:ident: { $($setting:tt)* } $($second:ident)?;)*) => {$(
            recurrent_net! {
                pub struct $name {
                    input x: UNITS;
                    input second: UNITS;
                    layer hidden: Elman<UNITS> { activation: tanh; $($setting)* }
                    output y: 4;
                    x -> hidden;
                    hidden ~> hidden;
                    $($second -> hidden;)?
                    second -> y;
                    hidden -> y;
                }
            }
        )*};
    }

    networks! {
        Plain: {};
        Normed: { norm: layer; };
        Twice: {} second;
    }
}

const STEPS: usize = 100;
/// Updates of a fit: what it does once, as checks, is a small part of its time then.
const UPDATES: usize = 10;
/// The networks take turns, so that a slow minute of the machine is one for all of them.
const ROUNDS: usize = 40;

/// The fastest update of each of three networks.
fn updates<A, B, C>((mut a, mut b, mut c): (A, B, C), sequences: usize) -> aru::Result<[Duration; 3]>
where
    A: Network<Scalar = f32>,
    B: Network<Scalar = f32>,
    C: Network<Scalar = f32>,
{
    let wave = |(sequence, step, feature): (usize, usize, usize)| {
        ((sequence + step * (feature + 1)) as f32 * 0.1).sin()
    };
    let data = Sequences::new(
        Array3::from_shape_fn((sequences, STEPS, 2 * UNITS), wave),
        Array3::from_shape_fn((sequences, STEPS, 4), wave),
    )?;
    let mut fastest = [Duration::MAX; 3];
    for _ in 0..ROUNDS {
        let round = [fit(&mut a, &data)?, fit(&mut b, &data)?, fit(&mut c, &data)?];
        for (fastest, taken) in fastest.iter_mut().zip(round) {
            *fastest = taken.min(*fastest);
        }
    }
    Ok(fastest)
}

/// How long an update takes.
fn fit<N: Network<Scalar = f32>>(net: &mut N, data: &Sequences<f32>) -> aru::Result<Duration> {
    let start = Instant::now();
    Trainer::new(Adam::new(1e-3))
        .batch_size(data.len())
        .epochs(UPDATES)
        .threads(1)
        .progress(Progress::Silent)
        .fit(net, data)?;
    Ok(start.elapsed() / UPDATES as u32)
}

fn row(name: &str, sequences: usize, [plain, normed, twice]: [Duration; 3]) {
    let micros = |time: Duration| 1e6 * time.as_secs_f64();
    println!(
        "| {name} | {sequences} | {:.0} us | {:.0} us | {:.0} us |",
        micros(plain),
        micros(normed) - micros(plain),
        micros(twice) - micros(plain)
    );
}

fn main() -> aru::Result<()> {
    println!("| {UNITS} units | sequences | update | of it a norm | of it a product |");
    println!("| --- | --- | --- | --- | --- |");
    for sequences in [1, 8, 32] {
        let of_all_steps = (Plain::new(1), Normed::new(1), Twice::new(1));
        row("all steps at once", sequences, updates(of_all_steps, sequences)?);
        let step_by_step = (
            own_link::Plain::new(1),
            own_link::Normed::new(1),
            own_link::Twice::new(1),
        );
        row("step by step", sequences, updates(step_by_step, sequences)?);
    }
    Ok(())
}
