//! What a link of patches costs beside a dense one: time of an update of the same network, whose encoder is local or a
//! convolution. `cargo bench --bench local`; docs/performance.md has the table.

mod rounds;

use aru::prelude::*;

use rounds::{fastest, update, waves};

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
/// Of a fit.
const UPDATES: usize = 10;
/// Rounds in which each network has its turn.
const ROUNDS: usize = 20;

fn row<D, L, C>(name: &str) -> aru::Result<()>
where
    D: Declared<Scalar = f32>,
    L: Declared<Scalar = f32>,
    C: Declared<Scalar = f32>,
{
    for sequences in [1, 8, 32] {
        let data = waves::<D>(sequences, STEPS)?;
        let mut of_each = [
            update::<D>(&data, UPDATES),
            update::<L>(&data, UPDATES),
            update::<C>(&data, UPDATES),
        ];
        let times = fastest(ROUNDS, &mut of_each, |update| update())?;
        println!(
            "| {name} | {sequences} | {:.2} ms | {:.2} | {:.2} |",
            1e3 * times[0],
            times[1] / times[0],
            times[2] / times[0],
        );
    }
    Ok(())
}

fn main() -> aru::Result<()> {
    println!("An update of {STEPS} steps, one thread, f32; the others as a part of the dense one's time\n");
    rounds::head(&["links", "batch", "dense", "local", "conv"]);
    row::<WholeCode<f32>, LocalCode<f32>, ConvCode<f32>>("one, 32 bands to [9, 7]")?;
    row::<Whole<f32>, Local<f32>, Conv<f32>>("and one of [9, 7] to [9, 7], nine delays")
}
