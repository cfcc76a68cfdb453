//! Norms of drives: in a loop over steps and outside of it, of each port, beside noise, gates and learned delays.

use aru::Noise;
use aru::ndarray::{Array3, s};
use aru::prelude::*;

pub const BANDS: usize = 3;
pub const CHANNELS: usize = 2;

held! {
    /// Own links of two delays within the norm, an input that comes late, and an output that is normed too.
    in_the_loop: {
        pub struct Net {
            input x: 3;
            layer hidden: Aru<7> {
                alpha_s: learn per_unit(0.5) in logistic(0, 1);
                alpha_r: learn global(0.5) in logistic(0, 1);
                activation: sigmoid;
                norm: layer;
                initial: learn;
            }
            output y: 2 { norm: layer(eps 0.01); }
            x -> hidden { delays: [0, 2]; }
            hidden ~> hidden { delays: [1, 3]; }
            hidden -> y;
        }
    }

    /// No link onto itself: all steps at once.
    outside_of_the_loop: {
        pub struct Net {
            input x: 3;
            layer hidden: Dense<5> { activation: tanh; norm: layer(eps 1e-3); bias: none; }
            layer slow: Aru<4> { alpha_s: 1.0; alpha_r: learn per_unit(0.5) in 0.01..=1; activation: tanh; norm: layer; }
            output y: 2 { activation: tanh; }
            x -> hidden -> slow -> y;
            x -> y;
        }
    }

    /// Two layers that read each other, one of them normed in the loop: each port by itself, what `recur` names not at all.
    every_port: {
        pub struct Net {
            input x: 2;
            layer first: Lstm<5> { norm: layer(eps 0.001); initial: learn; }
            layer second: Gru<4> { norm: layer; initial: learn; }
            output y: Aru<3> { alpha_s: 1.0; alpha_r: learn per_unit(0.5) in 0.01..=1; activation: tanh; norm: layer; initial: learn; }
            x -> first;
            first ~> first;
            first -> second;
            second ~> second;
            second ~> first { delay: 2; }
            second -> y;
            y ~> y;
            y ~> second;
        }
    }

    /// Over the channels of each band, and over the bands of each channel; numbers that bands or channels share.
    channels_and_bands: {
        pub struct Net {
            input x: [2, 2];
            layer code: Dense<[4, 3]> { activation: tanh; norm: layer(over channels); bias: learn per_channel(normal(0, 1)); }
            layer hidden: Aru<[3, 5]> {
                alpha_s: learn per_band(0.5) in logistic(0, 1);
                alpha_r: learn per_channel(uniform(0.2, 0.8)) in 0.01..=1;
                activation: tanh;
                norm: layer(over bands, eps 1e-3);
                bias: learn per_band(zeros);
                initial: learn;
            }
            layer gates: Gru<[2, 2]> { norm: layer(over channels); bias: learn per_channel(zeros); }
            output y: [2, 1] { bias: learn per_band(zeros); }
            x -> code -> hidden -> gates;
            hidden ~> hidden { delays: [1, 2]; }
            gates ~> gates;
            gates -> y;
            hidden -> y;
        }
    }

    /// Bands and channels that rustc multiplies.
    shape_of_parameters: {
        pub struct Net {
            input x: 2;
            layer hidden: Aru<[super::BANDS, super::CHANNELS]> {
                alpha_s: learn per_band(0.5) in logistic(0, 1);
                alpha_r: 1.0;
                activation: tanh;
                norm: layer(over bands);
                bias: learn per_band(zeros);
            }
            output y: 1;
            x -> hidden -> y;
            hidden ~> hidden;
        }
    }

    /// Noise is added to what is normed; a gate has a drive of its own, which is not.
    noise_gates_and_delays: {
        pub struct Net {
            input x: 2;
            layer hidden: Aru<4> {
                alpha_s: gated(0.4, from x, hidden) in logistic(0.1, 0.9);
                alpha_r: learn global(0.5) in logistic(0, 1);
                activation: tanh;
                norm: layer;
                noise: normal(0.3);
                initial: learn;
            }
            layer twin: Aru<4> { alpha_s: 0.5; alpha_r: 1.0; activation: tanh; norm: layer; noise: normal(0.2); }
            output y: 2;
            x -> hidden { delay: learn(1.5) in 0..=3; }
            hidden ~> hidden { form: diagonal; }
            hidden -> twin { density: 0.5; }
            twin -> y;
        }
    }

    /// An output of a unit of one's own, whose initial value delayed links read.
    output_of_a_unit: {
        unit DoubleExponential {
            constant a, b, k, s;
            y = a * exp(-exp(k * drive - s)) + b;
            emit y;
        }
        pub struct Net {
            input x: 2;
            layer hidden: Elman<4> { activation: tanh; }
            output rate: DoubleExponential<3> {
                a: learn per_unit(0.5);
                b: learn global(0.2);
                k: learn per_unit(0.4);
                s: 0.5;
            }
            output slow: Aru<2> { alpha_s: 1.0; alpha_r: learn per_unit(0.5) in 0.01..=1; activation: tanh; initial: learn; }
            x -> hidden -> rate;
            hidden -> slow;
            slow ~> hidden { delay: 3; }
            rate ~> hidden;
        }
    }
}

recurrent_net! {
    struct Wide<const H: usize> {
        input x: 2;
        layer hidden: Aru<H> {
            alpha_s: learn per_unit(0.5) in logistic(0, 1);
            alpha_r: 1.0;
            activation: tanh;
            norm: layer;
        }
        output y: 1;
        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn inputs(sequences: usize, steps: usize) -> Array3<f64> {
    Array3::from_shape_fn((sequences, steps, 2), |(n, t, f)| {
        ((7 * n + 3 * t + f) as f64 * 0.7).sin()
    })
}

recurrent_net! {
    struct Shaped {
        input x: 2;
        layer code: Dense<[5, 7]> { activation: tanh; norm: layer(over channels); bias: learn per_channel(normal(0, 1)); }
        layer hidden: Aru<[4, 9]> {
            alpha_s: learn per_band(uniform(0.2, 0.8)) in logistic(0, 1);
            alpha_r: learn per_channel(uniform(0.2, 0.8)) in logistic(0, 1);
            activation: tanh;
            norm: layer(over bands);
            bias: learn per_band(normal(0, 1));
        }
        output y: 1;
        x -> code -> hidden -> y;
        hidden ~> hidden;
    }
}

#[test]
fn outputs_have_the_same_bits_in_any_company() {
    have_the_same_bits(&Wide::<f32, 37>::new(3));
    have_the_same_bits(&Shaped::<f32>::new(3));
}

fn have_the_same_bits<N: Network<Scalar = f32>>(net: &N) {
    let inputs = inputs(20, 9).mapv(|value| value as f32);
    let together = net.run(inputs.view()).unwrap();
    for sequence in [0, 7, 19] {
        let alone = net.run(inputs.slice(s![sequence..=sequence, .., ..])).unwrap();
        assert_eq!(alone, together.slice(s![sequence..=sequence, .., ..]));
        let mut stream = net.stream();
        for step in 0..9 {
            let streamed = stream
                .step(&inputs.slice(s![sequence, step, ..]).to_vec())
                .to_vec();
            assert_eq!(streamed, together.slice(s![sequence, step, ..]).to_vec());
        }
    }
}

/// Sequences in the lanes, and units.
#[test]
fn gradients_are_the_mean_of_those_of_each_sequence() {
    are_means(&Wide::<f64, 37>::new(3));
    are_means(&Shaped::<f64>::new(3));
}

fn are_means<N: Network<Scalar = f64>>(net: &N) {
    let inputs = inputs(20, 9);
    let targets = Array3::from_shape_fn((20, 9, 1), |(n, t, _)| ((n + t) as f64 * 0.3).cos());
    let (_, together) = net
        .loss_and_gradients(inputs.view(), targets.view(), &MeanSquaredError)
        .unwrap();
    let alone = (0..20).map(|sequence| {
        let [x, t] = [&inputs, &targets].map(|array| array.slice(s![sequence..=sequence, .., ..]));
        net.loss_and_gradients(x, t, &MeanSquaredError).unwrap().1
    });
    let alone: Vec<_> = alone.collect();
    for (name, gradient) in together.iter() {
        for (place, element) in gradient.iter().enumerate() {
            let mean = alone.iter().map(|own| own.get(name).unwrap()[place]).sum::<f64>() / 20.0;
            assert!(
                (element - mean).abs() < 1e-12,
                "{name}[{place}]: {element} and {mean}"
            );
        }
    }
}

#[test]
fn chunks_and_ensembles_are_the_same_network() {
    let net = Wide::<f64, 37>::new(3);
    let inputs = inputs(3, 40);
    let targets = Array3::from_shape_fn((3, 40, 1), |(n, t, _)| ((n + t) as f64 * 0.3).cos());
    let (whole, _) = chunked(&net, &inputs, &targets, 40);
    let (parts, _) = chunked(&net, &inputs, &targets, 7);
    for ((name, whole), (_, parts)) in whole.iter().zip(parts.iter()) {
        for (one, other) in whole.iter().zip(parts) {
            assert!((one - other).abs() < 1e-12, "{name}");
        }
    }
    let data = Sequences::new(&inputs, &targets).unwrap();
    are_those_of_the_network_alone::<Wide<f64, 37>>(&data);
    are_those_of_the_network_alone::<Shaped<f64>>(&data);
}

fn are_those_of_the_network_alone<N: Declared<Scalar = f64>>(data: &Sequences<f64>) {
    let trainer = || {
        Trainer::new(Adam::new(0.01))
            .loss(MeanSquaredError)
            .epochs(4)
            .batch_size(3)
            .progress(Progress::Silent)
    };
    let mut ensemble = Ensemble::<N>::new(5..8);
    trainer().lockstep(true).fit(&mut ensemble, data).unwrap();
    let mut alone = N::new(6);
    trainer().fit(&mut alone, data).unwrap();
    for (one, other) in ensemble.networks()[1].parameters().zip(alone.parameters()) {
        for (one, other) in one.values().iter().zip(other.values()) {
            assert!((one - other).abs() < 1e-9);
        }
    }
}

fn chunked(
    net: &Wide<f64, 37>,
    inputs: &Array3<f64>,
    targets: &Array3<f64>,
    steps: usize,
) -> aru::__private::BothGradients<f64> {
    aru::__private::gradients_in_chunks(
        net,
        inputs.view(),
        targets.view(),
        &MeanSquaredError,
        (&Noise::Off, &Default::default()),
        steps,
    )
    .unwrap()
}

#[test]
fn gains_and_shifts_are_parameters_of_their_own() {
    let net = Wide::<f32, 3>::new(1);
    assert_eq!(
        (net.hidden().norm_gain(), net.hidden().norm_shift()),
        (&[1.0; 3][..], &[0.0; 3][..])
    );
    assert!(net.parameter("hidden.norm.gain").is_ok() && net.parameter("hidden.norm.shift").is_ok());
    // Decay leaves them alone.
    let mut decayed = net.clone();
    let data = Sequences::new(Array3::zeros((1, 4, 2)), Array3::<f32>::zeros((1, 4, 1))).unwrap();
    Trainer::new(Adam::new(0.1))
        .weight_decay(0.5)
        .epochs(1)
        .progress(Progress::Silent)
        .fit(&mut decayed, &data)
        .unwrap();
    assert_eq!(
        decayed.hidden().norm_gain(),
        &[1.0; 3],
        "inputs of zero give it no gradient"
    );
    assert_ne!(decayed.x_to_hidden().weight(), net.x_to_hidden().weight());
}

#[test]
fn a_frozen_shift_stays_where_it_is_and_a_free_one_moves() {
    let net = Wide::<f32, 3>::new(1);
    let targets = Array3::from_shape_fn((3, 9, 1), |(n, t, _)| ((n + t) as f32 * 0.3).cos());
    let data = Sequences::new(inputs(3, 9).mapv(|value| value as f32), targets).unwrap();
    let fitted = |frozen: &[&str]| {
        let mut fitted = net.clone();
        Trainer::new(Adam::new(0.1))
            .epochs(2)
            .freeze(frozen.iter().copied())
            .progress(Progress::Silent)
            .fit(&mut fitted, &data)
            .unwrap();
        fitted
    };
    let (free, frozen) = (fitted(&[]), fitted(&["hidden.norm.shift"]));
    assert!(free.hidden().norm_shift().iter().all(|&shift| shift != 0.0));
    assert_eq!(frozen.hidden().norm_shift(), &[0.0; 3]);
    assert!(frozen.hidden().norm_gain().iter().all(|&gain| gain != 1.0));
}

recurrent_net! {
    struct OverBands {
        input x: 2;
        layer hidden: Elman<[3, 3]> { norm: layer(over bands, eps 0.001); bias: learn per_band(zeros); }
        output y: 1;
        x -> hidden -> y;
    }
    struct OverChannels {
        input x: 2;
        layer hidden: Elman<[3, 3]> { norm: layer(over channels, eps 0.001); bias: learn per_channel(zeros); }
        output y: 1;
        x -> hidden -> y;
    }
}

#[test]
fn summaries_and_files_say_what_is_normed() {
    let summary = OverBands::<f32>::new(1).summary().to_string();
    assert!(summary.contains("layer(over bands, eps 0.001)"), "{summary}");
    // That of one which says none is left out.
    let summary = Wide::<f32, 3>::new(1).summary().to_string();
    assert!(!summary.contains("layer("), "{summary}");
    let path = std::env::temp_dir().join(format!("aru-norms-{}.safetensors", std::process::id()));
    OverBands::<f32>::new(1).save(&path).unwrap();
    OverBands::<f32>::load(&path).unwrap();
    let error = OverChannels::<f32>::load(&path).unwrap_err().to_string();
    std::fs::remove_file(&path).unwrap();
    assert!(error.contains("norm layer(over bands, eps 0.001)"), "{error}");
}
