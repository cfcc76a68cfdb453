use crate::error::ErrorKind;
use crate::run::declared::Declared;
use crate::run::network::Network;

const UPPER: [[bool; 3]; 2] = [[true, true, true], [false, true, true]];

aru_macros::recurrent_net! {
    pub struct Net {
        input x: 3;
        layer h: Elman<2> { activation: relu; initial: learn -0.5; sign: dale(excitatory 0.5); }
        output y: 4;
        x -> h { mask: UPPER; delays: [0, 1]; }
        h ~> h { form: diagonal; }
        h -> y { density: 0.5; weights: fixed normal(0, 1); }
    }
    /// With another mask.
    pub struct Other {
        input x: 3;
        layer h: Elman<2> { activation: relu; initial: learn -0.5; sign: dale(excitatory 0.5); }
        output y: 4;
        x -> h { mask: by(all); delays: [0, 1]; }
        h ~> h { form: diagonal; }
        h -> y { density: 0.5; weights: fixed normal(0, 1); }
    }
    pub struct Dense {
        input x: 3;
        layer h: Elman<2> { activation: relu; initial: learn -0.5; sign: dale(excitatory 0.5); }
        output y: 4;
        x -> h { delays: [0, 1]; }
        h ~> h;
        h -> y { weights: fixed normal(0, 1); }
    }
}

fn all(_: usize, _: usize) -> bool {
    true
}

fn refusal(net: &mut Net<f64>, name: &str, values: &[f64]) -> String {
    let before = net.clone();
    let error = net.set(name, values).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Value);
    assert_eq!(net.values, before.values);
    error.to_string()
}

#[test]
fn shapes_are_those_of_the_language() {
    let net = Net::<f32>::new(1);
    let shape = |name: &str| net.parameter(name).unwrap().shape();
    assert_eq!(shape("x_to_h.weight"), [2, 2, 3]);
    assert_eq!(shape("h_to_h.weight"), [2]);
    assert_eq!(shape("h_to_y.weight"), [4, 2]);
    assert_eq!(shape("h_to_y.mask"), [4, 2]);
    assert_eq!(
        net.h_to_y().mask().iter().sum::<f32>(),
        4.0,
        "one of two for each"
    );
    assert!(!net.parameter("h_to_y.mask").unwrap().is_learned());
    assert_eq!(net.h().initial_rate(), [0.5, 0.5], "its magnitude");
}

#[test]
fn a_number_where_nothing_is_linked_is_refused_with_its_place() {
    let mut net = Net::<f64>::new(1);
    let mut weight = vec![0.25; 12];
    (weight[3], weight[9]) = (0.0, 0.0);
    net.set("x_to_h.weight", &weight).unwrap();
    weight[9] = 0.125;
    assert_eq!(
        refusal(&mut net, "x_to_h.weight", &weight),
        "`x_to_h.weight` holds 0.125 at [1, 1, 0], where nothing is linked; it must be 0 there (is the matrix transposed?)"
    );
    weight[9] = -0.0;
    net.set("x_to_h.weight", &weight).unwrap();
    assert_eq!(net.x_to_h().weight()[9].to_bits(), 0, "zero without a sign");
}

#[test]
fn a_mask_is_set_like_any_other_and_weights_follow() {
    let mut net = Net::<f64>::new(1);
    net.set("h_to_y.mask", &[1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0])
        .unwrap();
    net.set("h_to_y.weight", &[1.0, 0.0, 0.0, -2.0, 3.0, -4.0, 0.0, 0.0])
        .unwrap();
    assert_eq!(
        refusal(&mut net, "h_to_y.mask", &[1.0, 0.5, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0]),
        "`h_to_y.mask` holds 0.5 at [0, 1]; it must lie at 0, or at 1 where a pair is linked"
    );
    net.set("h_to_y.mask", &[1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0])
        .unwrap();
    let bits: Vec<u64> = net
        .h_to_y()
        .weight()
        .iter()
        .map(|weight| weight.to_bits())
        .collect();
    let expected = [1.0, 0.0, 0.0, 0.0, 0.0, -4.0, 0.0, 0.0].map(f64::to_bits);
    assert_eq!(
        bits, expected,
        "what lost its place is 0, what gained one starts at 0"
    );
}

#[test]
fn the_other_sign_is_refused_with_its_place() {
    let mut net = Net::<f64>::new(1);
    assert_eq!(
        refusal(&mut net, "h_to_h.weight", &[1.0, 0.5]),
        "`h_to_h.weight` holds 0.5 at [1]; it must lie at 0 or below, since unit 1 of its source inhibits"
    );
    net.set("h_to_h.weight", &[0.0, -0.0]).unwrap();
    net.set("h_to_y.mask", &[1.0; 8]).unwrap();
    assert_eq!(
        refusal(
            &mut net,
            "h_to_y.weight",
            &[1.0, 0.0, -0.5, 0.0, 0.0, 0.0, 0.0, 0.0]
        ),
        "`h_to_y.weight` holds -0.5 at [1, 0]; it must lie at 0 or above, since unit 0 of its source excites"
    );
    assert_eq!(
        refusal(&mut net, "h.initial.rate", &[1.0, -0.5]),
        "`h.initial.rate` holds -0.5 at [1]; it must lie at 0 or above, since Dale's law holds for the layer"
    );
}

#[test]
fn files_carry_masks() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("net.safetensors");
    let mut net = Net::<f64>::new(1);
    net.set("h_to_y.mask", &[0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0])
        .unwrap();
    net.save(&path).unwrap();
    assert_eq!(Net::<f64>::load(&path).unwrap().values, net.values);
    let single = Net::<f32>::load(&path).unwrap();
    assert_eq!(single.h_to_y().mask(), [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0]);
    let other = Other::<f64>::load(&path).unwrap_err().to_string();
    assert!(
        other.contains("the mask of link `x to h` links source 0 to target 1 here and not in the file"),
        "{other}"
    );
    let dense = Dense::<f64>::load(&path).unwrap_err().to_string();
    assert!(
        dense.contains("link `x to h` has delays [0, 1], a mask in the file, delays [0, 1] here"),
        "{dense}"
    );
}

/// A program that writes such files itself may get the place wrong, or the sign.
#[test]
fn files_with_what_may_not_stand_are_refused() {
    use std::collections::BTreeMap;

    use crate::files::tensors::{self, Tensor};
    use crate::numerics::bytes::{dtype, to_bytes};

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("net.safetensors");
    let net = Net::<f64>::new(1);
    let load = |name: &str, values: &[f64]| {
        let tensors: Vec<Tensor> = net
            .parameters()
            .map(|parameter| Tensor {
                name: parameter.name().to_string(),
                shape: parameter.shape().to_vec(),
                dtype: dtype::<f64>(),
                bytes: to_bytes(if parameter.name() == name {
                    values
                } else {
                    parameter.values()
                }),
            })
            .collect();
        let metadata = BTreeMap::from([
            (
                "aru.declaration".to_string(),
                serde_json::to_string(&Net::<f64>::DESCRIPTION).unwrap(),
            ),
            ("aru.format".to_string(), "2".to_string()),
        ]);
        std::fs::write(&path, tensors::to_bytes(metadata, &tensors).unwrap()).unwrap();
        Net::<f64>::load(&path).unwrap_err().to_string()
    };
    let weight = load("x_to_h.weight", &[1.0; 12]);
    assert!(
        weight.contains("`x_to_h.weight` holds 1 at [0, 1, 0], where nothing is linked"),
        "{weight}"
    );
    let drawn = load("h_to_y.weight", &[1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0]);
    assert!(drawn.contains("where nothing is linked"), "{drawn}");
    let sign = load("h_to_h.weight", &[-1.0, -1.0]);
    assert!(sign.contains("since unit 0 of its source excites"), "{sign}");
    let mask = load("h_to_y.mask", &[2.0; 8]);
    assert!(mask.contains("`h_to_y.mask` holds 2 at [0, 0]"), "{mask}");
}

#[test]
fn a_link_that_joins_nothing_is_told() {
    fn none(_: usize, _: usize) -> bool {
        false
    }
    aru_macros::recurrent_net! {
        struct Cut { input x: 1; layer h: Elman<2>; output y: 1; x -> h -> y; h ~> h { mask: by(none); } }
    }
    let summary = Cut::<f32>::new(1).summary().to_string();
    assert!(
        summary.contains("note: the link `h to h` joins no pair of units: its mask is empty"),
        "{summary}"
    );
    assert!(summary.contains("0 of 4 pairs"), "{summary}");
    assert!(!Net::<f32>::new(1).summary().to_string().contains("joins no pair"));
}
