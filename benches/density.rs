//! What a link of few pairs costs beside a dense one: time of an update of the same network, whose own link has a density,
//! as a part of that with all pairs. `cargo bench --bench density`; docs/performance.md has the table.

use std::time::{Duration, Instant};

use aru::prelude::*;
use ndarray::Array3;

/// The same network at each density of its own link.
macro_rules! networks {
    ($($name:ident: $($density:literal)?;)*) => {$(
        recurrent_net! {
            struct $name<const H: usize> {
                input x: 8;
                layer hidden: Aru<H> {
                    alpha_s: learn per_unit(0.5);
                    alpha_r: learn per_unit(0.5);
                }
                output y: 4;
                x -> hidden;
                hidden ~> hidden { $(density: $density;)? }
                hidden -> y;
            }
        }
    )*};
}

networks! {
    Dense: ;
    Fifth: 0.2;
    Tenth: 0.1;
    Fiftieth: 0.02;
}

const STEPS: usize = 100;
/// Updates of a fit: what it does once, as checks, is a small part of its time then.
const UPDATES: usize = 30;

/// The fastest of several updates.
fn update<N: Network<Scalar = f32>>(mut net: N, sequences: usize) -> aru::Result<Duration> {
    let wave = |(sequence, step, feature): (usize, usize, usize)| {
        ((sequence + step * (feature + 1)) as f32 * 0.1).sin()
    };
    let data = Sequences::new(
        Array3::from_shape_fn((sequences, STEPS, 8), wave),
        Array3::from_shape_fn((sequences, STEPS, 4), wave),
    )?;
    let mut fastest = Duration::MAX;
    for repeat in 0..4 {
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

fn row<const H: usize>() -> aru::Result<()> {
    for sequences in [1, 8, 32] {
        let dense = update(Dense::<f32, H>::new(1), sequences)?;
        let ratio = |time: Duration| time.as_secs_f64() / dense.as_secs_f64();
        println!(
            "| {H} | {sequences} | {:.1} ms | {:.2} | {:.2} | {:.2} |",
            1e3 * dense.as_secs_f64(),
            ratio(update(Fifth::<f32, H>::new(1), sequences)?),
            ratio(update(Tenth::<f32, H>::new(1), sequences)?),
            ratio(update(Fiftieth::<f32, H>::new(1), sequences)?),
        );
    }
    Ok(())
}

fn main() -> aru::Result<()> {
    println!("An update of {STEPS} steps, one thread, f32; the others as a part of the dense one's time\n");
    println!("| units | batch | dense | density 0.2 | 0.1 | 0.02 |");
    println!("| --- | --- | --- | --- | --- | --- |");
    row::<64>()?;
    row::<128>()?;
    row::<256>()?;
    row::<512>()?;
    row::<1024>()
}
