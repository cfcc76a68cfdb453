//! The reference networks as C: compiled without a warning, and step by step what the network itself computes.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use aru::description::{Activation, Description};
use aru::prelude::*;
use aru::{AnyNetwork, Model};
use aru_test_support::golden::Golden;

use super::golden::network;

macro_rules! golden {
    // Of a type: below.
    (custom_activation, $network:ident) => {};
    // Where what was equal differs by rounding after a step, f32 has nothing to agree with.
    (ties, $network:ident) => {
        #[test]
        fn ties() {
            check::<f64>("ties");
        }
    };
    ($name:ident, $network:ident) => {
        #[test]
        fn $name() {
            check::<f32>(stringify!($name));
        }
    };
}

aru_declared::every_golden!(golden);

macro_rules! generated {
    ($module:ident, $network:ty, $is_smooth:tt) => {
        #[test]
        fn $module() {
            check_generated(stringify!($module));
        }
    };
}

/// The generated declarations, which between them have every pair of features.
mod generated {
    use super::*;

    aru_declared::every_network!(generated);
}

fn check_generated(name: &str) {
    let model = aru_declared::generated(name).model;
    let network: AnyNetwork<f64> = drawn(model, 7);
    if is_of_rust(model.description()) {
        let refused = network.to_c().expect_err("no other language sees into it");
        assert!(refused.to_string().contains("a type of Rust"), "{refused}");
        return;
    }
    compare(&network, &waves(model.description().input_size()), name);
}

/// Whether an activation of a layer is a type.
fn is_of_rust(description: &Description) -> bool {
    let mut layers = description.layers.iter();
    layers.any(|layer| matches!(layer.activation, Some(Activation::Custom(_))))
}

fn drawn<T: Scalar>(model: Model, seed: u64) -> AnyNetwork<T> {
    model.network(seed).expect("all that it starts from is known")
}

/// Patches, identities and links into one port.
mod forms {
    use super::super::forms;
    use super::*;

    macro_rules! each {
        ($($module:ident)*) => {$(
            #[test]
            fn $module() {
                let network = drawn::<f32>(Model::of::<forms::$module::Net<f32>>(), 7);
                let inputs = waves(network.description().input_size());
                compare(&network, &inputs, concat!("forms_", stringify!($module)));
            }
        )*};
    }
    each! { local conv identity ports }
}

#[test]
fn an_activation_that_is_a_type_is_refused_by_name() {
    let model = aru_declared::golden("custom_activation").model;
    let network = network::<f32>(model, &Golden::read("custom_activation"));
    let error = network
        .to_c()
        .expect_err("no other language sees into it")
        .to_string();
    assert_eq!(
        error,
        "the activation of `e` is `threshold_power`, a type of Rust that no other language sees into; to_c needs it in the \
         language of units: `activation threshold_power(x) = ..;` beside the network"
    );
}

recurrent_net! {
    activation swish(x) = x * sigmoid(x);
    unit Signed {
        constant alpha_s, gain;
        int = (1 - alpha_s) * prev(int) - alpha_s * (-gain) * drive;
        emit int;
    }
    /// Names that are words of C, of its library and of the text itself. */ int main /* ???/
    struct Double {
        input y1: 2;
        input float: 1;
        layer int: Aru<3> { alpha_s: fixed per_unit(0.25); alpha_r: 0.5; activation: swish; initial: fixed 0.1; }
        layer int_rate: Elman<3> { activation: leaky_relu(0.1); bias: none; }
        layer state: Elman<2> { activation: elu; }
        layer short: Signed<2> { alpha_s: 0.5; gain: fixed global(-0.5); }
        output x: 1;
        output exp: 2 { activation: softplus; }

        y1 -> int;
        float ~> int { delay: 3; }
        int ~> int { delays: [1, 300]; }
        int ~> int_rate;
        int_rate ~> int_rate { form: diagonal; delay: 7; }
        int_rate -> state;
        state -> x;
        int_rate ~> exp { mask: by(never); }
        state -> short -> exp;
    }
}

fn never(_: usize, _: usize) -> bool {
    false
}

#[test]
fn awkward_names_and_long_delays() {
    let network = drawn::<f32>(Model::of::<Double<f32>>(), 3);
    let inputs = ndarray::Array3::from_shape_fn((2, 700, 3), |(i, t, j)| {
        ((7 * i + 3 * t + 5 * j) % 11) as f32 / 5.0 - 1.0
    });
    compare(&network, &inputs, "awkward_names");
}

recurrent_net! {
    /// Patches beyond both edges.
    struct SharedByBands {
        input sound: [40, 2];
        output map: [20, 3];
        sound -> map { form: conv(kernel 4, stride 2, pad 1); weights: fixed 0.73; delays: [0, 2]; }
    }
}

#[test]
fn bands_share_the_numbers_of_a_convolution() {
    let network = drawn::<f32>(Model::of::<SharedByBands<f32>>(), 1);
    compare(&network, &waves(80), "shared_by_bands");
    let text = network.to_c().expect("it has no activation of Rust's");
    assert_eq!(text.matches("0.73").count(), 2 * 3 * 8, "{text}");
}

#[test]
fn declarations_made_for_exports() {
    for (name, model) in aru_declared::for_exports::models() {
        if !["names", "port_by_port", "normed_forms"].contains(&name) {
            let inputs = model.description().input_size();
            compare(&drawn::<f64>(model, 5), &waves(inputs), name);
            if name == "numbers" {
                compare(
                    &drawn::<f32>(model, 5),
                    &waves(inputs),
                    "numbers_in_single_precision",
                );
            }
        }
    }
}

#[test]
fn what_is_folded() {
    compare(
        &drawn::<f64>(Model::of::<Folded<f64>>(), 5),
        &waves(1),
        "what_is_folded",
    );
}

#[test]
fn masks_that_link_nothing() {
    compare(
        &drawn::<f64>(Model::of::<Unlinked<f64>>(), 5),
        &waves(1),
        "masks_that_link_nothing",
    );
}

recurrent_net! {
    /// At prev(v) = 0 the drive is divided by zero, were it not zero itself.
    unit Normalised {
        constant k;
        v = k * drive / (k + prev(v));
        out = v + pow(drive, 0) + pow(drive, 1) * (k - 1) + activation(k) * exp(drive);
        emit out;
    }
    /// Its exponential overflows.
    activation finite(x) = x + 0 * exp(x);
    activation constant(x) = 0.25 + 0 * x;
    activation of_numbers(x) = exp(0.5) + 0 * x;
    struct Folded {
        input x: 1;
        layer h: Normalised<2> { k: 0.0; activation: finite; }
        layer large: Dense<2> { activation: finite; bias: fixed 1000.0; }
        layer same: Dense<2> { activation: constant; }
        layer number: Dense<2> { activation: of_numbers; }
        output y: 2;
        x -> h;
        h -> large -> y;
        h -> same -> y;
        h -> number -> y;
    }
}

recurrent_net! {
    struct Unlinked {
        input x: 1;
        layer h: Dense<2>;
        output y: 1;
        x -> h { mask: by(never); }
        h -> y { mask: by(never); }
    }
}

fn waves<T: Scalar>(features: usize) -> ndarray::Array3<T> {
    let number = |(i, t, j): (usize, usize, usize)| ((7 * i + 3 * t + 5 * j) % 11) as f64 / 5.0 - 1.0;
    ndarray::Array3::from_shape_fn((2, 25, features), |place| T::from_f64(number(place)))
}

fn check<T: Scalar>(name: &'static str) {
    let golden = Golden::read(name);
    let network = network::<T>(aru_declared::golden(name).model, &golden);
    let inputs = golden.array("inputs").mapv(T::from_f64);
    compare(&network, &inputs, name);
}

fn compare<T: Scalar>(network: &AnyNetwork<T>, inputs: &ndarray::Array3<T>, name: &str) {
    let text = network.to_c().expect("it has no activation of Rust's");
    let folder = std::env::temp_dir().join(format!("aru-c-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for temporary files");
    std::fs::write(folder.join("network.c"), text).expect("a file there");
    std::fs::write(folder.join("main.c"), program(network, inputs.dim())).expect("a file there");
    if let Some(found) = run(&folder, inputs) {
        let expected = network.run(inputs.view()).expect("valid inputs");
        assert_eq!(found.len(), expected.len());
        let tolerance = if T::NAME == "f32" { 1e-6 } else { 1e-13 };
        for (place, (found, expected)) in found.iter().zip(&expected).enumerate() {
            let expected = expected.to_f64();
            let difference = (found - expected).abs() / expected.abs().max(1.0);
            assert!(
                difference <= tolerance,
                "output {place}: {found}, expected {expected}"
            );
        }
    }
    std::fs::remove_dir_all(&folder).ok();
}

/// Reads all inputs, writes all outputs.
fn program<T: Scalar>(network: &AnyNetwork<T>, (sequences, steps, inputs): (usize, usize, usize)) -> String {
    let name = &network.description().name;
    let real = if T::NAME == "f32" { "float" } else { "double" };
    format!(
        r#"
#include <stdio.h>
#include "network.c"
int main(void) {{
    static {name}_state state;
    for (int n = 0; n < {sequences}; n++) {{
        {name}_reset(&state);
        for (int t = 0; t < {steps}; t++) {{
            {real} x[{inputs}], y[{name}_OUTPUTS];
            for (int i = 0; i < {name}_INPUTS; i++) {{
                double number;
                if (scanf("%lf", &number) != 1) return 1;
                x[i] = ({real})number;
            }}
            {name}_step(&state, x, y);
            for (int i = 0; i < {name}_OUTPUTS; i++) printf("%.17g\n", (double)y[i]);
        }}
    }}
    return 0;
}}
"#
    )
}

/// The outputs, or nothing where there is no compiler.
fn run<T: Scalar>(folder: &Path, inputs: &ndarray::Array3<T>) -> Option<Vec<f64>> {
    let compiler = Command::new("gcc")
        .args([
            "-std=c99",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-pedantic",
            "-O1",
            "main.c",
            "-o",
            "main",
            "-lm",
        ])
        .current_dir(folder)
        .output();
    let Ok(compiled) = compiler else {
        println!("gcc is not installed: the C text is not compiled");
        return None;
    };
    let said = String::from_utf8_lossy(&compiled.stderr);
    assert!(compiled.status.success(), "{said}");
    let mut program = Command::new(folder.join("main"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it is compiled");
    let mut stdin = program.stdin.take().expect("it is piped");
    let numbers: Vec<String> = inputs
        .iter()
        .map(|number| format!("{:?}", number.to_f64()))
        .collect();
    let writer = std::thread::spawn(move || stdin.write_all(numbers.join("\n").as_bytes()));
    let output = program.wait_with_output().expect("it ends");
    writer.join().expect("no panic").expect("it reads");
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("numbers");
    Some(text.lines().map(|line| line.parse().expect("a number")).collect())
}
