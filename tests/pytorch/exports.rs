//! Writes networks as PyTorch modules beside what they give here, and has `check_export.py` run them there: every case of
//! tests/golden with its own numbers, every declaration of tests/generated, some that are made for exports, and networks
//! after training.
//!
//! `cargo test --package aru-pytorch-tests` does so where Python can import torch and safetensors, and says so where it
//! cannot. Python is `$ARU_PYTHON`, else that which `.ci/pytorch` installs, else `python3`. `-- --write` writes alone.

mod case;
mod custom_activation;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use aru::Model;
use aru::prelude::*;
use aru_declared::sample::{Extent, Sample};
use aru_test_support::golden::Golden;

use self::case::Case;

const EXTENT: Extent = Extent {
    sequences: 3,
    steps: 11,
    gain: 0.9,
};

/// A network with numbers drawn, and what it gives here.
fn write_drawn(folder: &Path, name: &str, model: Model) {
    let sample = Sample::draw(model, EXTENT, 11);
    Case {
        network: &sample.network,
        data: &sample.data(),
        noise: sample.noise(),
        draws: sample.problem.noise.clone(),
    }
    .write(folder, name);
}

/// A network after training on the data of a golden case, all steps of them.
fn write_trained(folder: &Path, name: &'static str) {
    let golden = Golden::read(name);
    let mut network = case::network(aru_declared::golden(name).model, &golden);
    let data = Sequences::new(golden.array("inputs"), golden.array("targets")).expect("valid data");
    Trainer::new(Adam::new(0.01))
        .epochs(20)
        .batch_size(2)
        .progress(Progress::Silent)
        .fit(&mut network, &data)
        .expect("a training that does not diverge");
    let (noise, draws) = case::noise(&golden);
    Case {
        network: &network,
        data: &data,
        noise,
        draws,
    }
    .write(folder, &format!("{name}_after_training"));
}

fn write(folder: &Path) {
    macro_rules! golden {
        // With types that say what they are in PyTorch.
        (custom_activation, $network:ident) => {
            let model = Model::of::<custom_activation::CustomActivation<f64>>();
            case::golden(folder, "custom_activation", model);
        };
        ($name:ident, $network:ident) => {
            case::golden(
                folder,
                stringify!($name),
                aru_declared::golden(stringify!($name)).model,
            );
        };
    }
    aru_declared::every_golden!(golden);
    macro_rules! drawn {
        ($name:ident, $network:ty, $is_smooth:tt) => {
            write_drawn(
                folder,
                stringify!($name),
                aru_declared::generated(stringify!($name)).model,
            );
        };
    }
    aru_declared::every_network!(drawn);
    for (name, model) in aru_declared::for_exports::models() {
        write_drawn(folder, name, model);
    }
    for name in ["per_unit", "masked", "cortex"] {
        write_trained(folder, name);
    }
}

/// A Python that can import what the exports do.
fn python(root: &Path) -> Option<PathBuf> {
    let named = std::env::var_os("ARU_PYTHON").map(PathBuf::from);
    let installed = root.join("target/pytorch/bin/python");
    let found = [named, Some(installed), Some("python3".into())]
        .into_iter()
        .flatten();
    found.into_iter().find(|python| {
        let tried = Command::new(python)
            .args(["-c", "import torch, safetensors"])
            .output();
        tried.is_ok_and(|tried| tried.status.success())
    })
}

/// Whether the tests that a call of `cargo test` asks for are others.
fn is_left_out() -> bool {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut filters = arguments
        .iter()
        .filter(|argument| !argument.starts_with('-'))
        .peekable();
    let others = filters.peek().is_some() && !filters.any(|filter| "exports".contains(filter.as_str()));
    others
        || arguments
            .iter()
            .any(|argument| argument == "--ignored" || argument == "--list")
}

fn main() -> ExitCode {
    if is_left_out() {
        return ExitCode::SUCCESS;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("it holds what was written before");
    }
    write(&folder);
    println!("exports are in {}", folder.display());
    if std::env::args().any(|argument| argument == "--write") {
        return ExitCode::SUCCESS;
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(python) = python(&here.join("../..")) else {
        println!("Python cannot import torch: exports are not run there; `.ci/pytorch` installs it and does");
        return ExitCode::SUCCESS;
    };
    let judged = Command::new(python)
        .arg(here.join("check_export.py"))
        .arg(&folder)
        .status()
        .expect("Python runs");
    match judged.success() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
