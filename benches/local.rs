//! What a link of patches costs beside a dense one: time of an update of the same network, whose encoder is local or a
//! convolution. `cargo bench --bench local`; docs/performance.md has the table.

use std::time::{Duration, Instant};

use aru::prelude::*;
use ndarray::Array3;

/// The same encoder by each form, from 32 bands to 9 bands of 7 channels, and one from those with 9 steps of the past.
macro_rules! networks {
    ($($name:ident: $first:ident $first_window:tt, $second:ident $second_window:tt;)*) => {$(
        recurrent_net! {
            struct $name {
                input sound: 32;
                layer code: Dense<[9, 7]> { activation: sigmoid; }
                layer map: Dense<[9, 7]> { activation: sigmoid; }
                output rate: 1;
                sound -> code { form: $first $first_window; }
                code -> map { form: $second $second_window; delays: 0..9; }
                map -> rate;
            }
        }
    )*};
}

networks! {
    Local: local (kernel 7, stride 3), local (kernel 3, pad 1);
    Conv: conv (kernel 7, stride 3), conv (kernel 3, pad 1);
}

recurrent_net! {
    struct Whole {
        input sound: 32;
        layer code: Dense<63> { activation: sigmoid; }
        layer map: Dense<63> { activation: sigmoid; }
        output rate: 1;
        sound -> code;
        code -> map { delays: 0..9; }
        map -> rate;
    }
    /// The encoder alone.
    struct WholeCode {
        input sound: 32;
        output code: 63;
        sound -> code;
    }
    struct LocalCode {
        input sound: 32;
        output code: [9, 7];
        sound -> code { form: local(kernel 7, stride 3); }
    }
    struct ConvCode {
        input sound: 32;
        output code: [9, 7];
        sound -> code { form: conv(kernel 7, stride 3); }
    }
}

const STEPS: usize = 200;
/// Updates of a fit: what it does once, as checks, is a small part of its time then.
const UPDATES: usize = 10;

/// The fastest of several updates.
fn update<N: Declared<Scalar = f32>>(sequences: usize) -> aru::Result<Duration> {
    let mut net = N::new(1);
    let outputs = N::DESCRIPTION.output_size();
    let wave = |(sequence, step, feature): (usize, usize, usize)| {
        ((sequence + step * (feature + 1)) as f32 * 0.1).sin()
    };
    let data = Sequences::new(
        Array3::from_shape_fn((sequences, STEPS, 32), wave),
        Array3::from_shape_fn((sequences, STEPS, outputs), wave),
    )?;
    let mut fastest = Duration::MAX;
    for repeat in 0..20 {
        let start = Instant::now();
        Trainer::new(Adam::new(1e-3))
            .batch_size(sequences)
            .epochs(UPDATES)
            .threads(1)
            .progress(Progress::Silent)
            .fit(&mut net, &data)?;
        if repeat > 0 {
            fastest = fastest.min(start.elapsed() / UPDATES as u32);
        }
    }
    Ok(fastest)
}

fn row<D, L, C>(name: &str) -> aru::Result<()>
where
    D: Declared<Scalar = f32>,
    L: Declared<Scalar = f32>,
    C: Declared<Scalar = f32>,
{
    for sequences in [1, 8, 32] {
        let dense = update::<D>(sequences)?;
        let ratio = |time: Duration| time.as_secs_f64() / dense.as_secs_f64();
        println!(
            "| {name} | {sequences} | {:.2} ms | {:.2} | {:.2} |",
            1e3 * dense.as_secs_f64(),
            ratio(update::<L>(sequences)?),
            ratio(update::<C>(sequences)?),
        );
    }
    Ok(())
}

fn main() -> aru::Result<()> {
    println!("An update of {STEPS} steps, one thread, f32; the others as a part of the dense one's time\n");
    println!("| links | batch | dense | local | conv |");
    println!("| --- | --- | --- | --- | --- |");
    row::<WholeCode<f32>, LocalCode<f32>, ConvCode<f32>>("one, 32 bands to [9, 7]")?;
    row::<Whole<f32>, Local<f32>, Conv<f32>>("and one of [9, 7] to [9, 7], nine delays")
}
