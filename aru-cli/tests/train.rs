//! `aru train`: what is learned, printed and written, and what is refused.

mod support;

use support::{NET, Place, is_picture};

/// What every fit here is trained with.
const FIT: &str = "train net.aru data.npz --set H=4 --axes sequence-step --quiet --rate 0.01";

fn place() -> Place {
    let place = Place::new();
    place.write("net.aru", NET);
    place.write_recordings("data.npz", 12, 120);
    place
}

/// The number behind a word of a text.
#[track_caller]
fn number_after(text: &str, word: &str) -> f64 {
    let rest = text
        .split_once(word)
        .unwrap_or_else(|| panic!("`{word}` is not in:\n{text}"))
        .1;
    let end = rest.find([' ', ',', '\n']).unwrap_or(rest.len());
    rest[..end]
        .parse()
        .unwrap_or_else(|_| panic!("no number behind `{word}` in:\n{text}"))
}

#[test]
fn a_leaky_integrator_is_learned_with_its_time_constant() {
    let place = place();
    let ran = place
        .aru(&format!("{FIT} --epochs 120 --rate-of-constants 0.05 --out fit"))
        .well();
    assert!(
        ran.told
            .contains("--input: `x` [12, 120] is 12 sequences of 120 steps, 1 feature"),
        "{}",
        ran.told
    );
    assert!(
        ran.out
            .contains("dealt: 9 sequences to train on, 1 to validate on, 2 to test on"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("inputs and targets are scaled"), "{}", ran.out);
    assert!(ran.out.contains("test, 240 steps of 2 sequences:"), "{}", ran.out);
    let explained = number_after(&ran.out, "variance explained ");
    assert!(explained > 0.99, "{}", ran.out);
    // The filter's own, which recurrence could take the place of only in part.
    let tau = number_after(&ran.out, "hidden.tau_s  ");
    assert!(
        (2.0..=20.0).contains(&tau) && ran.out.contains(" ms"),
        "{}",
        ran.out
    );
    for file in ["network.safetensors", "network.aru", "fit.json", "history.csv"] {
        assert!(place.exists(&format!("fit/{file}")), "{file}");
    }
    assert_eq!(place.read("fit/network.aru"), NET);
    assert!(
        place
            .read("fit/history.csv")
            .starts_with("epoch,updates,train_loss,validation_loss")
    );
    is_picture(
        &place.path("fit/training.svg"),
        &["validation", "kept", "hidden.tau_s", "Time constant (ms)"],
    );
    is_picture(
        &place.path("fit/prediction.svg"),
        &["measured", "predicted", "Time (s)", "test: y"],
    );
}

#[test]
fn one_recording_is_cut_along_time_into_windows() {
    let place = place();
    place.write_recordings("data.npz", 1, 2000);
    let ran = place.aru(&format!("{FIT} --epochs 2 --out fit")).well();
    assert!(
        ran.out
            .contains("cut along time: 1400 steps to train on, 200 to validate on, 400 to test on"),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("trained on in 7 windows of 250 steps, of which the first 50 are not scored"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("test, 400 steps of 1 sequence:"), "{}", ran.out);
}

#[test]
fn counts_are_predicted_in_bits_per_spike() {
    let place = place();
    place.write(
        "net.aru",
        NET.replace("output y: 1;", "output counts: 1 { activation: softplus; }")
            .replace("-> y", "-> counts"),
    );
    let ran = place
        .aru(&format!("{FIT} --loss poisson --cut time --epochs 20 --out fit"))
        .well();
    assert!(ran.out.contains("inputs are scaled"), "{}", ran.out);
    assert!(number_after(&ran.out, "bits per spike ") > 0.0, "{}", ran.out);
    is_picture(
        &place.path("fit/prediction.svg"),
        &["counts above 0", "Expected count a step"],
    );
    place
        .aru(&format!("{FIT} --loss poisson --scale both --out other"))
        .refused(
            1,
            &["`--scale both` changes what is predicted", "`--scale inputs`"],
        );
}

#[test]
fn choices_are_learned_from_a_label_for_each_sequence() {
    let place = Place::new();
    place.write("net.aru", NET.replace("output y: 1", "output y: 2"));
    place.write_choices("data.npz", 60);
    let fit = "train net.aru data.npz --set H=4 --target choice --loss cross-entropy --last-step --quiet --rate 0.02";
    let ran = place.aru(&format!("{fit} --epochs 40 --out fit")).well();
    assert!(number_after(&ran.out, "accuracy ") > 0.9, "{}", ran.out);
    is_picture(&place.path("fit/prediction.svg"), &["Probability"]);
    let again = place.aru("run fit data.npz").well();
    assert!(again.out.contains("accuracy"), "{}", again.out);
}

#[test]
fn a_fit_that_was_interrupted_goes_on_with_the_same_bits() {
    let place = place();
    let all = format!("{FIT} --epochs 2000 --patience 2000 --checkpoint-minutes 0.001");
    place.aru(&format!("{all} --out whole")).well();
    let mut child = place.command(&format!("{all} --out cut")).spawn().unwrap();
    let began = std::time::Instant::now();
    while !place.exists("cut/fit.checkpoint.older") && began.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(place.exists("cut/fit.checkpoint"), "it was killed too early");
    assert!(!place.exists("cut/network.safetensors"), "it was killed too late");
    place.aru(&format!("{all} --out cut")).refused(
        1,
        &["`cut` holds a fit already; `--resume` goes on with it, `--overwrite` begins anew"],
    );
    place
        .aru(&format!("{all} --out cut --resume --batch 3"))
        .refused(1, &["it is of another fit; batch_size: 4 in the file, 3 here"]);
    place.aru(&format!("{all} --out cut --resume")).well();
    let weights = |fit: &str| place.numbers(&format!("{fit}/network.safetensors"));
    assert!(weights("cut") == weights("whole"));
    place
        .aru(&format!("{FIT} --epochs 1 --out cut --overwrite"))
        .well();
    assert!(weights("cut") != weights("whole"));
}

#[test]
fn of_several_seeds_the_best_is_kept() {
    let place = place();
    let ran = place
        .aru(&format!("{FIT} --epochs 5 --seeds 3 --seed 7 --out fit"))
        .well();
    let table: Vec<&str> = ran
        .out
        .lines()
        .skip_while(|line| !line.starts_with("seed "))
        .take(4)
        .collect();
    assert!(
        table[0].contains("loss") && table[0].contains("hidden.tau_s"),
        "{}",
        ran.out
    );
    for (line, seed) in table[1..].iter().zip(["7", "8", "9"]) {
        assert!(line.starts_with(seed), "{}", ran.out);
    }
    assert_eq!(ran.out.matches("(best)").count(), 1);
    let best = table.iter().find(|line| line.contains("(best)")).unwrap();
    let losses: Vec<f64> = table[1..]
        .iter()
        .map(|line| {
            line.replace("(best)", "")
                .split_whitespace()
                .nth(2)
                .unwrap()
                .parse()
                .unwrap()
        })
        .collect();
    let lowest = losses.iter().copied().fold(f64::INFINITY, f64::min);
    let own: f64 = best.split_whitespace().nth(3).unwrap().parse().unwrap();
    assert_eq!(own, lowest, "{}", ran.out);
    let seed = &best[..1];
    let of_seed = place.numbers(&format!("fit/seeds/{seed}.safetensors"));
    assert!(place.numbers("fit/network.safetensors") == of_seed);
    // Those of a seed have the text of the folder above.
    place.aru("run fit/seeds/8.safetensors data.npz").well();
    is_picture(&place.path("fit/training.svg"), &["other seeds"]);
    place
        .aru(&format!("{FIT} --epochs 5 --seed 7 --out fit --resume"))
        .refused(
            1,
            &["the fit in `fit` is of several seeds; say `--seeds` as it did"],
        );
    let again = place
        .aru(&format!("{FIT} --epochs 5 --seeds 3 --seed 7 --out fit --resume"))
        .well();
    assert_eq!(again.out, ran.out, "it was over already");
}

#[test]
fn validation_and_test_can_be_files() {
    let place = place();
    place.write_recordings("more.npz", 2, 50);
    let ran = place
        .aru(&format!("{FIT} --epochs 2 --validate more.npz --out fit"))
        .well();
    assert!(!ran.out.contains("dealt"), "{}", ran.out);
    assert!(
        ran.out.contains("validation, 100 steps of 2 sequences:"),
        "{}",
        ran.out
    );
    let ran = place
        .aru(&format!(
            "{FIT} --epochs 2 --validate 0 --test more.npz --out other"
        ))
        .well();
    assert!(
        ran.out.contains("kept epoch 2 (all were done): training loss"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("test, 100 steps of 2 sequences:"), "{}", ran.out);
}

#[test]
fn a_first_value_is_set_and_a_frozen_one_stays() {
    let place = place();
    let fit = format!("{FIT} --epochs 2 --start hidden.tau_s=20ms --freeze hidden.tau_s --f64");
    let ran = place.aru(&format!("{fit} --out fit")).well();
    assert_eq!(number_after(&ran.out, "hidden.tau_s  "), 20.0, "{}", ran.out);
    place
        .aru(&format!("{FIT} --start hidden.tau_s=20 --out other"))
        .refused(2, &["a time constant needs a unit"]);
    place
        .aru(&format!("{FIT} --start hidden.tau_q=20ms --out other"))
        .refused(1, &["no parameter named `hidden.tau_q`"]);
    place
        .aru(&format!("{FIT} --start hidden.tau_s=2s --out other"))
        .refused(
            1,
            &["`hidden.tau_s` holds 2 at [0]; it must lie strictly between 0.001 and 0.1 seconds"],
        );
}

/// As with `2>&1 | head`: the fit is not ended by a line that it cannot write.
#[cfg(unix)]
#[test]
fn a_fit_that_nobody_watches_comes_to_its_end() {
    use std::process::Stdio;

    let place = place();
    let fit = FIT.replace("--quiet", "");
    let mut command = place.command(&format!("{fit} --epochs 2 --out fit"));
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(place.exists("fit/prediction.svg"));
}

#[test]
fn what_does_not_fit_is_refused_with_the_way_out() {
    let place = place();
    place.write("short.csv", "x,y\n1,2\n2,3\n");
    place.write("flat.csv", "x,y\n".to_owned() + &"1,2\n".repeat(200));
    let cases: [(&str, &[&str]); 12] = [
        ("--input z", &["no array named `z`", "`--input NAME` says which"]),
        (
            "--axes feature-step",
            &[
                "--input gives 12 features, and `Leaky` has 1 (`x` of 1 feature)",
                "`--axes`",
            ],
        ),
        (
            "--dt 2ms",
            &[
                "declares `dt: 1 ms;`",
                "--dt says that a step of the data is 2 ms",
            ],
        ),
        ("--validate 0.6 --test 0.5", &["leave nothing to train on"]),
        ("--validate 0.01", &["too few to deal", "`--cut time`"]),
        ("--last-step --cut time", &["`--cut sequences`"]),
        ("--validate no.npz", &["cannot read `no.npz`"]),
        ("--out net.aru", &["`net.aru` is a file; `--out` names a folder"]),
        (
            "--freeze hiden",
            &["no parameter named `hiden`, did you mean `hidden`?"],
        ),
        ("--momentum 0.5", &["`--momentum` is for `--optimiser sgd`"]),
        ("--weights net.aru", &["cannot read `net.aru`"]),
        (
            "--optimiser sgd --rate 1e30 --clip 1e30 --out diverged",
            &["training diverged"],
        ),
    ];
    for (options, parts) in cases {
        let ran = place.aru(&format!(
            "train net.aru data.npz --set H=4 --quiet {options}{}",
            match options {
                options if options.contains("--axes") => "",
                _ => " --axes sequence-step",
            }
        ));
        ran.refused(1, parts);
    }
    assert!(
        !place.exists("diverged/fit.checkpoint"),
        "it would be in the way of another try"
    );
    place
        .aru("train net.aru short.csv --set H=4")
        .refused(1, &["too few to be cut along time"]);
    place
        .aru("train net.aru flat.csv --set H=4")
        .refused(1, &["standard deviation", "`--scale none`"]);
    place.aru("train net.aru data.npz").refused(1, &["--set H=32"]);
    for wrong in [
        "--epochs 0",
        "--validate 1.5",
        "--dt 5",
        "--rate -1",
        "--loss hinge",
        "--axes time",
    ] {
        place
            .aru(&format!("train net.aru data.npz {wrong}"))
            .refused(2, &["error: "]);
    }
}
