//! burn on the CPU, by its backend Flex: W1 to W4, W6 and S. Prints the same line as the other peers.
//!
//! Threads are held to cores from outside (`taskset`), as burn's pool has one for each core that it may use.

mod network;

use std::time::Instant;

use burn::optim::{AdamConfig, GradientsParams};
use burn::prelude::*;
use clap::Parser;

use network::{Aru, Inputs, waves};

const REPEATS: usize = 7;

#[derive(Parser)]
struct Options {
    #[arg(long)]
    workload: String,
    #[arg(long)]
    batch: Option<usize>,
    #[arg(long)]
    steps: Option<usize>,
    #[arg(long)]
    hidden: Option<usize>,
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// Measures each variant at least so long
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
}

/// Sizes of a workload; inputs are as many as outputs.
#[derive(Clone, Copy)]
pub struct Sizes {
    pub features: usize,
    pub hidden: usize,
    pub steps: usize,
    pub batch: usize,
    pub sequences: usize,
}

struct Measured {
    variant: &'static str,
    median: f64,
    best: f64,
    first_loss: f64,
    start_up: f64,
}

fn main() {
    let start = Instant::now();
    let options = Options::parse();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    assert!(
        options.threads == cores,
        "{} threads, but {cores} cores: use taskset",
        options.threads
    );
    let (features, hidden, steps, batch, sequences) = match &*options.workload {
        "W1" => (2, 10, 20, 20, Some(400)),
        "W2" => (2, 100, 20, 20, Some(400)),
        "W3" => (16, 256, 100, 64, None),
        "W4" => (32, 1024, 100, 64, None),
        "W6" => (2, 10, 2000, 20, None),
        "S" => (2, 10, 20, 1, None),
        other => panic!("{other} is not written in burn"),
    };
    let batch = options.batch.unwrap_or(batch);
    let sizes = Sizes {
        features,
        hidden: options.hidden.unwrap_or(hidden),
        steps: options.steps.unwrap_or(steps),
        batch,
        sequences: sequences.unwrap_or(batch),
    };
    assert!(
        sizes.sequences % batch == 0,
        "{} sequences do not make batches of {batch}",
        sizes.sequences
    );
    let streaming = options.workload == "S";
    let best = if streaming {
        stream(sizes, options.seconds, start)
    } else {
        let plain = train(sizes, Inputs::EachStep, options.seconds, start);
        // Its backward pass costs the square of the steps.
        if sizes.steps > 20 {
            plain
        } else {
            let hoisted = train(sizes, Inputs::AllSteps, options.seconds, Instant::now());
            if hoisted.median < plain.median {
                hoisted
            } else {
                plain
            }
        }
    };
    println!(
        "{{\"system\":\"burn\",\"workload\":\"{}\",\"batch\":{batch},\"threads\":{},\"unit\":\"{}\",\
         \"median\":{:e},\"best\":{:e},\"first_loss\":{},\"start_up\":{:.4},\"N\":{},\"T\":{},\
         \"variant\":\"{}\",\"version\":\"0.22.1\"}}",
        options.workload,
        options.threads,
        if streaming { "step" } else { "epoch" },
        best.median,
        best.best,
        best.first_loss,
        best.start_up,
        sizes.hidden,
        sizes.steps,
        best.variant,
    );
}

fn train(sizes: Sizes, inputs: Inputs, seconds: f64, start: Instant) -> Measured {
    let device = Device::flex().autodiff();
    let mut net = Aru::new(sizes, &device);
    let batches: Vec<_> = (0..sizes.sequences / sizes.batch)
        .map(|place| {
            (
                inputs.batch(sizes, place, &device),
                network::targets(sizes, place, &device),
            )
        })
        .collect();
    let mut adam = AdamConfig::new().init();
    let mut epoch = |mut net: Aru, first: Option<&mut f64>| -> Aru {
        let mut first = first;
        for (x, y) in &batches {
            let error = net.forward(x, sizes) - y.clone();
            let loss = (error.clone() * error).mean();
            let gradients = GradientsParams::from_grads(loss.backward(), &net);
            if let Some(first) = first.take() {
                *first = f64::from(loss.into_scalar::<f32>());
            }
            net = adam.step(1e-3, net, gradients);
        }
        net
    };
    let mut first_loss = 0.0;
    net = epoch(net, Some(&mut first_loss));
    let start_up = start.elapsed().as_secs_f64();
    net = epoch(net, None);
    let mut net = Some(net);
    let (median, best) = repeat(seconds, || net = net.take().map(|net| epoch(net, None)));
    let variant = match inputs {
        Inputs::EachStep => "input by step",
        Inputs::AllSteps => "input hoisted",
    };
    Measured {
        variant,
        median,
        best,
        first_loss,
        start_up,
    }
}

/// Time is that of a step, the loss that of the first sequence.
fn stream(sizes: Sizes, seconds: f64, start: Instant) -> Measured {
    let device = Device::flex();
    let net = Aru::new(sizes, &device);
    let rows = |phase| -> Vec<Tensor<2>> {
        (0..sizes.steps)
            .map(|step| waves(sizes, step..step + 1, 0..1, phase, &device))
            .collect()
    };
    let (inputs, targets) = (rows(0.0), rows(1.0));
    let mut state = net.start(1);
    let mut first_loss = 0.0;
    for (x, y) in inputs.iter().zip(targets) {
        state = net.step(state, x.clone());
        let error = net.read_out(state.1.clone()) - y;
        first_loss += f64::from((error.clone() * error).mean().into_scalar::<f32>()) / sizes.steps as f64;
    }
    let start_up = start.elapsed().as_secs_f64();
    let thousand = || {
        let mut state = net.start(1);
        for step in 0..1000 {
            state = net.step(state, inputs[step % sizes.steps].clone());
            std::hint::black_box(net.read_out(state.1.clone()));
        }
    };
    let (median, best) = repeat(seconds, thousand);
    Measured {
        variant: "flex",
        median: 1e-3 * median,
        best: 1e-3 * best,
        first_loss,
        start_up,
    }
}

/// Median and best of at least seven repeats, or three where one takes seconds.
fn repeat(seconds: f64, mut run: impl FnMut()) -> (f64, f64) {
    let begin = Instant::now();
    let mut times = Vec::new();
    loop {
        let start = Instant::now();
        run();
        times.push(start.elapsed().as_secs_f64());
        let passed = begin.elapsed().as_secs_f64();
        if (times.len() >= REPEATS && passed >= seconds) || (times.len() >= 3 && passed > 20.0) {
            break;
        }
    }
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[0])
}
