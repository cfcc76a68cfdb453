//! What a layer norm costs beside the product in front of it: time of an update of the same network without the norm, with
//! it, and with a second product in its place. `cargo bench --bench norm`; docs/performance.md has the table.

mod rounds;

use aru::prelude::*;

use rounds::{fastest, update, waves};

/// Units of the layer, and of what drives it.
const UNITS: usize = 63;

macro_rules! networks {
    ($($name:ident: { $($setting:tt)* } { $($link:tt)* })*) => {$(
        recurrent_net! {
            struct $name {
                input x: UNITS;
                input second: UNITS;
                layer hidden: Elman<UNITS> { activation: tanh; $($setting)* }
                output y: 4;
                x -> hidden;
                $($link)*
                second -> y;
                hidden -> y;
            }
        }
    )*};
}

networks! {
    Plain: {} {}
    Normed: { norm: layer; } {}
    Twice: {} { second -> hidden; }
    // The norm in a loop over steps; the product, of an input, is one over all of them in any case.
    PlainLoop: {} { hidden ~> hidden; }
    NormedLoop: { norm: layer; } { hidden ~> hidden; }
    TwiceLoop: {} { hidden ~> hidden; second -> hidden; }
}

/// A code of a spectrum, as StateNet has it: few multiplications a unit, and a norm of few units each.
macro_rules! codes {
    ($($name:ident: { $($setting:tt)* } $($second:ident)?;)*) => {$(
        recurrent_net! {
            struct $name {
                input x: 32;
                input second: 32;
                layer hidden: Elman<[9, 7]> { activation: tanh; $($setting)* }
                output y: 4;
                x -> hidden { form: local(kernel 7, stride 3); }
                $($second -> hidden { form: local(kernel 7, stride 3); })?
                second -> y;
                hidden -> y;
            }
        }
    )*};
}

codes! {
    PlainCode: {};
    NormedCode: { norm: layer(over channels); };
    TwiceCode: {} second;
}

const STEPS: usize = 100;
/// Of a fit.
const UPDATES: usize = 10;
/// Rounds in which each network has its turn.
const ROUNDS: usize = 40;

fn row<P, N, T>(name: &str, sequences: usize) -> aru::Result<()>
where
    P: Declared<Scalar = f32>,
    N: Declared<Scalar = f32>,
    T: Declared<Scalar = f32>,
{
    let data = waves::<P>(sequences, STEPS)?;
    let mut of_each = [
        update::<P>(&data, UPDATES),
        update::<N>(&data, UPDATES),
        update::<T>(&data, UPDATES),
    ];
    let times = fastest(ROUNDS, &mut of_each, |update| update())?;
    println!(
        "| {name} | {sequences} | {:.0} us | {:.0} us | {:.0} us |",
        1e6 * times[0],
        1e6 * (times[1] - times[0]),
        1e6 * (times[2] - times[0]),
    );
    Ok(())
}

fn main() -> aru::Result<()> {
    rounds::head(&[
        &format!("{UNITS} units"),
        "sequences",
        "update without",
        "a norm adds",
        "a product adds",
    ]);
    for sequences in [1, 8, 32] {
        row::<Plain<f32>, Normed<f32>, Twice<f32>>("all steps at once", sequences)?;
        row::<PlainLoop<f32>, NormedLoop<f32>, TwiceLoop<f32>>("step by step", sequences)?;
        row::<PlainCode<f32>, NormedCode<f32>, TwiceCode<f32>>("local, over channels", sequences)?;
    }
    Ok(())
}
