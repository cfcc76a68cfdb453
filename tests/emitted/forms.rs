//! Local links, convolutions, identities, and links into one port.

use aru::ndarray::Array3;
use aru::prelude::*;

held! {
    /// Patches beyond both edges, with strides, delays of every kind, several ports, from inputs, layers and the own link.
    local: {
        pub struct Net {
            input x: [5, 2];
            layer a: Aru<[3, 3]> {
                alpha_s: learn per_unit(0.5) in logistic(0, 1);
                alpha_r: 1.0;
                activation: tanh;
                initial: learn;
            }
            layer g: Gru<[2, 2]> { initial: learn; }
            output y: [2, 1];
            x -> a { form: local(kernel 3, stride 2, pad 1); delays: [0, 2]; }
            a ~> a { form: local(kernel 3, pad 1); delay: learn(1.5) in 1..=4; }
            a -> g { form: local(kernel 2); }
            g ~> g { form: local(kernel 1); }
            g ~> a { form: local(kernel 2, pad 1); delay: 3; }
            g -> y { form: local(kernel 1); weights: fixed lecun; }
        }
    }

    /// The same with weights that bands share.
    conv: {
        pub struct Net {
            input x: [6, 2];
            layer a: Aru<[3, 3]> {
                alpha_s: learn per_unit(0.5) in logistic(0, 1);
                alpha_r: 1.0;
                activation: tanh;
                initial: learn;
            }
            layer g: Gru<[2, 2]> { initial: learn; }
            output y: 1;
            x -> a { form: conv(kernel 2, stride 2); delays: 0..3; }
            a ~> a { form: conv(kernel 3, pad 1); delay: learn(1.5) in 1..=4; }
            a -> g { form: conv(kernel 2); }
            g ~> g { form: conv(kernel 1); }
            g ~> a { form: conv(kernel 2, pad 1); }
            g -> y;
        }
    }

    /// Sums behind nonlinearities, a step late, over several delays, and mixed.
    identity: {
        pub struct Net {
            input x: 3;
            layer a: Aru<3> { alpha_s: 0.4; alpha_r: learn global(0.5) in logistic(0, 1); activation: tanh; initial: learn; }
            layer sum: Dense<3> { bias: none; }
            layer h: Elman<3> { activation: tanh; initial: learn; }
            output y: 3;
            x -> a;
            a -> sum { form: identity; }
            x -> sum { form: identity; delays: [0, 2]; }
            sum -> h { form: identity; delay: learn per_source(1.5) in 0..=4; }
            h ~> h { form: identity; }
            h ~> a { form: identity; delay: 2; }
            h -> y;
            sum -> y { form: identity; }
        }
    }

    /// Every port by itself, from inputs, layers and the own link, beside links to all of them.
    ports: {
        unit Selective {
            ports step, value;
            constant decay;
            keep = exp(-decay * softplus(step + recur(step)));
            h = keep * prev(h) + (1 - keep) * tanh(value);
            emit h;
        }
        pub struct Net {
            input x: 2;
            layer a: Selective<3> { decay: learn per_unit(0.7); initial: learn; }
            layer b: Selective<3> { decay: 0.5; bias: none; initial: learn; }
            layer g: Gru<3> { initial: learn; }
            output y: 2;
            x -> a.value;
            x ~> a.step { delays: [1, 3]; }
            a ~> a.step { form: diagonal; }
            a -> b.step { form: identity; }
            x -> b.value;
            b ~> b.value { delay: learn(1.5) in 1..=3; }
            b -> g;
            g ~> g.candidate;
            g ~> a;
            g -> y;
            b -> y;
        }
    }
}

recurrent_net! {
    pub struct OneBand {
        input x: [4, 2];
        layer h: Elman<[1, 6]> { activation: tanh; }
        output y: 1;
        x -> h { form: conv(kernel 4); delays: 0..2; }
        h -> y;
    }
    pub struct Dense1 {
        input x: 8;
        layer h: Elman<6> { activation: tanh; }
        output y: 1;
        x -> h { delays: 0..2; }
        h -> y;
    }
    pub struct OneChannel {
        input x: 5;
        layer h: Elman<5> { activation: tanh; }
        output y: 1;
        x -> h { form: local(kernel 1); }
        h -> y;
    }
    pub struct ByUnits {
        input x: 5;
        layer h: Elman<5> { activation: tanh; }
        output y: 1;
        x -> h { form: diagonal; }
        h -> y;
    }
    /// Large enough for every block of units to hold several bands, of sizes that no const argument can be.
    pub struct Wide<const BANDS: usize, const CHANNELS: usize> {
        input x: [32, CHANNELS];
        layer c: Dense<[BANDS, CHANNELS]> { activation: tanh; }
        layer d: Dense<[BANDS, 3]> { activation: tanh; }
        output y: 1;
        x -> c { form: conv(kernel 7, stride 3, pad 1); delays: 0..2; }
        c -> d { form: local(kernel 3, pad 1); }
        d -> y;
    }
}

fn waves(sequences: usize, steps: usize, size: usize) -> Array3<f64> {
    Array3::from_shape_fn((sequences, steps, size), |(n, t, f)| {
        ((n * 31 + t * 7 + f * 3) as f64 * 0.37).sin()
    })
}

/// Takes the parameters of one network for another, and holds their outputs and gradients against each other.
fn are_equal<A: Declared<Scalar = f64>, B: Declared<Scalar = f64>>(features: usize) {
    let (a, mut b) = (A::new(5), B::new(6));
    for parameter in a.parameters() {
        b.set(parameter.name(), parameter.values())
            .expect("as many numbers");
    }
    for sequences in [1, 5, 20] {
        let (x, y) = (waves(sequences, 9, features), waves(sequences, 9, 1));
        assert_eq!(
            a.run(x.view()).expect("inputs that fit"),
            b.run(x.view()).expect("inputs that fit")
        );
        let gradient = |gradients: aru::Result<(f64, aru::Gradients<f64>)>| {
            let (_, gradients) = gradients.expect("data that fit");
            gradients
                .iter()
                .flat_map(|(_, values)| values.to_vec())
                .collect::<Vec<f64>>()
        };
        let of_a = gradient(a.loss_and_gradients(x.view(), y.view(), &MeanSquaredError));
        let of_b = gradient(b.loss_and_gradients(x.view(), y.view(), &MeanSquaredError));
        assert_eq!(of_a.len(), of_b.len());
        for (one, other) in of_a.iter().zip(&of_b) {
            assert!((one - other).abs() <= 1e-13 * (1.0 + one.abs()), "{one} {other}");
        }
    }
}

#[test]
fn a_convolution_onto_one_band_is_dense() {
    are_equal::<OneBand<f64>, Dense1<f64>>(8);
}

#[test]
fn a_local_link_of_one_band_and_channel_is_diagonal() {
    are_equal::<OneChannel<f64>, ByUnits<f64>>(5);
}

/// The same outputs to the bit with sequences and units in the lanes, and the same gradients but for rounding.
#[test]
fn every_layout_computes_the_same() {
    let net = Wide::<f64, 10, 5>::new(2);
    let (x, y) = (waves(40, 6, 160), waves(40, 6, 1));
    let together = net.run(x.view()).expect("inputs that fit");
    let mut sum = vec![0.0; net.parameters().map(|parameter| parameter.values().len()).sum()];
    for n in 0..40 {
        let (x, y) = (
            x.slice(aru::ndarray::s![n..n + 1, .., ..]),
            y.slice(aru::ndarray::s![n..n + 1, .., ..]),
        );
        let alone = net.run(x).expect("inputs that fit");
        assert_eq!(alone, together.slice(aru::ndarray::s![n..n + 1, .., ..]));
        let (_, gradients) = net
            .loss_and_gradients(x, y, &MeanSquaredError)
            .expect("data that fit");
        let values = gradients.iter().flat_map(|(_, values)| values.to_vec());
        for (sum, value) in sum.iter_mut().zip(values) {
            *sum += value / 40.0;
        }
    }
    let (_, gradients) = net
        .loss_and_gradients(x.view(), y.view(), &MeanSquaredError)
        .expect("data that fit");
    let all = gradients.iter().flat_map(|(_, values)| values.to_vec());
    for (one, other) in all.zip(sum) {
        assert!((one - other).abs() < 1e-12, "{one} {other}");
    }
}

/// Where lanes are networks, each has the numbers that it has alone, but for rounding.
#[test]
fn networks_in_lockstep_train_as_alone() {
    let data = Sequences::new(waves(20, 6, 32 * 2), waves(20, 6, 1)).expect("data that fit");
    let trainer = || {
        Trainer::new(Adam::new(0.01))
            .batch_size(7)
            .epochs(3)
            .progress(Progress::Silent)
    };
    let mut nets = Ensemble::<Wide<f64, 10, 2>>::new(0..17);
    trainer().lockstep(true).fit(&mut nets, &data).expect("a fit");
    for (seed, together) in (0..17).zip(nets.networks()) {
        let mut alone = Wide::<f64, 10, 2>::new(seed);
        trainer().fit(&mut alone, &data).expect("a fit");
        for (one, other) in alone.parameters().zip(together.parameters()) {
            for (one, other) in one.values().iter().zip(other.values()) {
                assert!((one - other).abs() < 1e-11, "{one} {other}");
            }
        }
    }
}

#[test]
fn the_summary_names_bands_that_no_patch_reaches() {
    recurrent_net! {
        pub struct Paper {
            input sound: 32;
            output code: [9, 7];
            sound -> code { form: local(kernel 7, stride 3); }
        }
    }
    let net = Paper::<f32>::new(1);
    assert_eq!(net.sound_to_code().weight().len(), 63 * 7);
    let summary = net.summary().to_string();
    assert!(
        summary.contains("band 31 of `sound` is read by no band"),
        "{summary}"
    );
}

/// Both have weights of the same shape, and read other bands.
#[test]
fn a_file_of_other_patches_is_refused() {
    recurrent_net! {
        pub struct ByTwo {
            input sound: 5;
            output code: [2, 3];
            sound -> code { form: conv(kernel 2, stride 2); }
        }
        pub struct ByThree {
            input sound: 5;
            output code: [2, 3];
            sound -> code { form: conv(kernel 2, stride 3); }
        }
    }
    let path = std::env::temp_dir().join(format!("aru-forms-{}.safetensors", std::process::id()));
    ByTwo::<f32>::new(1).save(&path).unwrap();
    ByTwo::<f32>::load(&path).unwrap();
    let error = ByThree::<f32>::load(&path).unwrap_err().to_string();
    std::fs::remove_file(&path).unwrap();
    assert!(error.contains("conv of patches of 2 bands, stride 2"), "{error}");
}
