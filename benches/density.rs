//! What a link of few pairs costs beside a dense one: time of an update of the same network, whose own link has a density,
//! as a part of that with all pairs. `cargo bench --bench density`; docs/performance.md has the table.

mod rounds;

use aru::prelude::*;

use rounds::{fastest, update, waves};

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
/// Of a fit.
const UPDATES: usize = 30;
/// Rounds in which each network has its turn.
const ROUNDS: usize = 4;

fn row<const H: usize>() -> aru::Result<()> {
    for sequences in [1, 8, 32] {
        let data = waves::<Dense<f32, H>>(sequences, STEPS)?;
        let mut of_each = [
            update::<Dense<f32, H>>(&data, UPDATES),
            update::<Fifth<f32, H>>(&data, UPDATES),
            update::<Tenth<f32, H>>(&data, UPDATES),
            update::<Fiftieth<f32, H>>(&data, UPDATES),
        ];
        let times = fastest(ROUNDS, &mut of_each, |update| update())?;
        println!(
            "| {H} | {sequences} | {:.1} ms | {:.2} | {:.2} | {:.2} |",
            1e3 * times[0],
            times[1] / times[0],
            times[2] / times[0],
            times[3] / times[0],
        );
    }
    Ok(())
}

fn main() -> aru::Result<()> {
    println!("An update of {STEPS} steps, one thread, f32; the others as a part of the dense one's time\n");
    rounds::head(&["units", "batch", "dense", "density 0.2", "0.1", "0.02"]);
    row::<64>()?;
    row::<128>()?;
    row::<256>()?;
    row::<512>()?;
    row::<1024>()
}
