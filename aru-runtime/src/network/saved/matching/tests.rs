use super::*;
use crate::paper::Paper;
use crate::run::declared::Declared;
use crate::run::network::Network;

fn saved<T>(name: &str, network: &impl Network, then: impl FnOnce(&Path) -> T) -> T {
    let name = format!("aru-{}-matching-{name}.safetensors", std::process::id());
    let path = std::env::temp_dir().join(name);
    network.save(&path).unwrap();
    let result = then(&path);
    std::fs::remove_file(&path).ok();
    result
}

#[test]
fn a_file_of_the_same_network_is_taken_whole() {
    let (net, mut other) = (Paper::<f64, 3>::new(1), Paper::<f64, 3>::new(2));
    let matching = saved("same", &net, |path| other.load_matching(path).unwrap());
    assert!(matching.is_complete() && matching.difference().is_none());
    assert_eq!(net.values(), other.values());
    assert_eq!(
        matching.taken().len(),
        Paper::<f64, 3>::DESCRIPTION.parameters.len()
    );
}

#[test]
fn what_has_another_shape_stays_as_it_was() {
    let (net, mut other) = (Paper::<f64, 3>::new(1), Paper::<f32, 4>::new(2));
    let before = other.clone();
    let matching = saved("size", &net, |path| other.load_matching(path).unwrap());
    assert_eq!(
        matching.taken(),
        ["hidden.alpha_s", "hidden.alpha_r", "y.bias"],
        "{matching}"
    );
    let weight = &matching.kept()[0];
    assert_eq!(
        (weight.name, weight.shape, weight.in_file.as_deref()),
        ("x_to_hidden.weight", &[4, 2][..], Some(&[3, 2][..]))
    );
    assert_eq!(matching.unused().len(), matching.kept().len());
    assert_eq!(
        other.parameter("x_to_hidden.weight").unwrap().values(),
        before.parameter("x_to_hidden.weight").unwrap().values()
    );
    let text = matching.to_string();
    assert!(
        text.contains("as it was: x_to_hidden.weight, of shape [4, 2], [3, 2] in the file"),
        "{text}"
    );
    assert!(
        text.contains("the first difference: layer `hidden` has"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_a_value_is_told_and_the_rest_is_taken() {
    let mut net = Paper::<f64, 3>::new(2);
    let before = net.clone();
    let mut spoilt = Paper::<f64, 3>::new(1);
    spoilt.values_mut()[0] = f64::NAN;
    let matching = saved("spoilt", &spoilt, |path| net.load_matching(path).unwrap());
    let [kept] = matching.kept() else {
        panic!("{matching}")
    };
    assert_eq!(kept.name, "x_to_hidden.weight");
    let reason = kept.refused.as_deref().unwrap();
    assert!(
        reason.contains("`x_to_hidden.weight` holds NaN at [0, 0]"),
        "{reason}"
    );
    assert!(matching.to_string().contains(reason), "{matching}");
    assert_eq!(matching.unused(), ["x_to_hidden.weight"]);
    let weight = |net: &Paper<f64, 3>| net.parameter("x_to_hidden.weight").unwrap().values().to_vec();
    assert_eq!(weight(&net), weight(&before));
    assert_eq!(net.values()[6..], spoilt.values()[6..]);
    assert!(net.load_matching("no/such/file").is_err());
}

aru_macros::recurrent_net! {
    struct Unbound {
        input x: 2;
        layer h: Aru<2> { alpha_s: learn global(1.5) in 0.1..=1.9; alpha_r: 1.0; activation: relu; }
        layer g: Elman<2>;
        output y: 1;
        x -> h -> g -> y;
        g ~> g;
    }

    struct Bound {
        input x: 2;
        layer h: Aru<2> {
            alpha_s: learn global(0.5) in 0.1..=1;
            alpha_r: 1.0;
            activation: relu;
            sign: dale(excitatory 0.5);
        }
        layer g: Elman<2>;
        output y: 1;
        x -> h -> g -> y;
        g ~> g { mask: by(others); }
    }
}

fn others(target: usize, source: usize) -> bool {
    target != source
}

/// One weight refused the whole file.
#[test]
fn each_parameter_that_breaks_a_mask_a_sign_or_a_range_is_told() {
    let (mut net, mut other) = (Unbound::<f64>::new(1), Bound::<f64>::new(2));
    net.set("h_to_g.weight", &[1.0, 2.0, -3.0, -4.0]).unwrap();
    let before = other.clone();
    let matching = saved("bound", &net, |path| other.load_matching(path).unwrap());
    let kept: Vec<&str> = matching.kept().iter().map(|kept| kept.name).collect();
    assert_eq!(
        kept,
        ["h.alpha_s", "h_to_g.weight", "g_to_g.weight"],
        "{matching}"
    );
    for kept in matching.kept() {
        let [now, then] = [&other, &before].map(|net| net.parameter(kept.name).unwrap().values().to_vec());
        assert_eq!(now, then, "{}", kept.name);
        assert!(
            kept.refused
                .as_ref()
                .is_some_and(|reason| reason.contains(kept.name))
        );
    }
    assert_eq!(other.x_to_h().weight(), net.x_to_h().weight());
}

aru_macros::recurrent_net! {
    struct OneDelay {
        input x: 4;
        layer h: Elman<3>;
        output y: 1;
        x -> h { density: 0.5; }
        h -> y;
    }

    struct TwoDelays {
        input x: 4;
        layer h: Elman<3>;
        output y: 1;
        x -> h { delays: [0, 1]; density: 0.5; }
        h -> y;
    }
}

/// The mask was taken, and cleared most of the weight that stayed.
#[test]
fn a_mask_comes_with_its_weight_alone() {
    let (net, mut other) = (OneDelay::<f64>::new(1), TwoDelays::<f64>::new(2));
    let before = other.clone();
    let matching = saved("mask", &net, |path| other.load_matching(path).unwrap());
    let kept: Vec<&str> = matching.kept().iter().map(|kept| kept.name).collect();
    assert_eq!(kept, ["x_to_h.mask", "x_to_h.weight"], "{matching}");
    for name in kept {
        let [now, then] = [&other, &before].map(|net| net.parameter(name).unwrap().values().to_vec());
        assert_eq!(now, then, "{name}");
    }
    let mut same = OneDelay::<f32>::new(2);
    let matching = saved("same-mask", &net, |path| same.load_matching(path).unwrap());
    assert!(matching.is_complete());
}

/// Neither is taken where the weight cannot be, and a mask that is none is told by its name.
#[test]
fn a_mask_is_taken_with_its_weight_or_not_at_all() {
    let mut spoilt = OneDelay::<f64>::new(1);
    let place = spoilt.values().iter().position(|&value| value == 1.0).unwrap();
    for (value, kept) in [(f64::NAN, "x_to_h.weight"), (0.5, "x_to_h.mask")] {
        let mut same = OneDelay::<f64>::new(2);
        let before = same.clone();
        let at = if value.is_nan() { 12 } else { place };
        let sound = std::mem::replace(&mut spoilt.values_mut()[at], value);
        let matching = saved("spoilt-mask", &spoilt, |path| same.load_matching(path).unwrap());
        spoilt.values_mut()[at] = sound;
        let refused = matching.kept().iter().find(|one| one.name == kept).unwrap();
        assert!(refused.refused.is_some(), "{matching}");
        let causes: Vec<&str> = matching
            .kept()
            .iter()
            .filter_map(|one| one.refused.as_deref())
            .collect();
        // Each of the two was the cause of the other.
        assert!(
            causes[0].contains(&format!("`{kept}` holds {value:?} at")),
            "{matching}"
        );
        if value.is_nan() {
            assert_eq!(causes, [causes[0]; 2]);
        }
        for name in ["x_to_h.mask", "x_to_h.weight"] {
            let [now, then] = [&same, &before].map(|net| net.parameter(name).unwrap().values().to_vec());
            assert_eq!(now, then, "{name}: {matching}");
        }
    }
}
