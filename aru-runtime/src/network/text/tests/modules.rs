//! Texts with code that was built apart: here in the same program, through the same door.

use super::{bits, data};
use crate::loss::MeanSquaredError;
use crate::network::any::AnyNetwork;
use crate::network::description::Mask;
use crate::network::text::in_rust::InRust;
use crate::network::text::{Model, Text};
use crate::numerics::dispatch::Module;
use crate::paper::Paper;
use crate::run::network::Network;

const PAPER: &str = "
    /// The network of Eq. 20.
    pub struct Paper<const H: usize> {
        input x: 2;
        layer hidden: Aru<H> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            initial: learn;
        }
        output y: 2 { activation: sigmoid; }

        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }";

static SINGLE: Module = Module::single::<Paper<f32, 6>>();
static DOUBLE: Module = Module::double::<Paper<f64, 6>>();

fn paper(text: &str, units: usize) -> Model {
    Text::new(text)
        .with("H", units)
        .model()
        .unwrap_or_else(|faults| panic!("{faults}"))
}

fn is_foreign<T: crate::Scalar>(network: &AnyNetwork<T>) -> bool {
    network.is_compiled()
}

#[test]
fn a_module_has_the_bits_of_the_text() {
    let read = paper(PAPER, 6);
    let single = read.with_module(&SINGLE).unwrap();
    let double = read.with_module(&DOUBLE).unwrap();
    assert_ne!(single, read);
    assert_eq!(
        single,
        read.with_module(&SINGLE).unwrap(),
        "one model for one module"
    );

    let [own, other] = [single, read].map(|model| model.network::<f32>(7).unwrap());
    assert!(is_foreign(&own) && !is_foreign(&other));
    assert_eq!(bits(&own), bits(&other));
    let [own, other] = [double, read].map(|model| model.network::<f64>(7).unwrap());
    assert!(is_foreign(&own) && !is_foreign(&other));
    assert_eq!(bits(&own), bits(&other));
    let inputs = data::<f64>(2, 3, 8);
    let [own, other] = [own, other].map(|network| network.trace(inputs.view()).unwrap());
    for name in other.names() {
        assert_eq!(own.state(name).unwrap(), other.state(name).unwrap(), "{name}");
    }
}

#[test]
fn what_a_module_has_no_code_for_is_read() {
    let model = paper(PAPER, 6).with_module(&SINGLE).unwrap();
    assert!(!is_foreign(&model.network::<f64>(7).unwrap()));
    let both = model.with_module(&DOUBLE).unwrap();
    assert!(
        is_foreign(&both.network::<f32>(7).unwrap()),
        "the second module leaves the first one"
    );
    assert!(is_foreign(&both.network::<f64>(7).unwrap()));
    // Checks of gradients are done in f64, whatever the network.
    let network = model.network::<f32>(7).unwrap();
    let (inputs, targets) = (data::<f32>(2, 2, 5), data::<f32>(2, 2, 5));
    let report = network.check_gradients(inputs.view(), targets.view(), &MeanSquaredError);
    assert!(report.unwrap().is_correct());
}

#[test]
fn a_module_of_another_network_is_refused() {
    let refused = |model: Model| model.with_module(&SINGLE).unwrap_err();
    let expected = "it holds another network than `Paper`, or one of other sizes";
    assert_eq!(refused(paper(PAPER, 5)), expected);
    // The same parameters and rows, and another function.
    assert_eq!(refused(paper(&PAPER.replace("sigmoid", "tanh"), 6)), expected);
    let compiled = Model::of::<Paper<f32, 6>>();
    assert_eq!(refused(compiled), "`Paper` is compiled already");
}

#[test]
fn masks_and_starts_are_numbers_and_no_code() {
    let text = "struct Net {
        input x: 2; layer h: Elman<2> { bias: learn by(of::START); } output y: 1;
        x -> h { mask: PAIRS; } h ~> h { mask: by(every); } h -> y; }";
    let about = |pairs: [[bool; 2]; 2], start: f64| {
        let start = crate::description::Elements::of_values(vec![start; 2]);
        let text = Text::new(text)
            .with_mask("PAIRS", Mask::of_rows(&pairs).unwrap())
            .with_mask_by("every", |_, _| true)
            .with_start("of::START", start);
        let named = text.clone().in_rust().unwrap();
        let model = text.model().unwrap();
        (
            crate::network::module::about(model.description(), model.program::<f32>(false).plan),
            named,
        )
    };
    let (one, named) = about([[true, false], [true, true]], 0.5);
    assert_eq!(one, about([[false, true], [true, false]], 0.25).0);
    let expected = InRust {
        networks: vec![("Net".into(), Vec::new())],
        masks: vec![("PAIRS".into(), false, [2, 2]), ("every".into(), true, [2, 2])],
        starts: vec![("of::START".into(), 1)],
    };
    assert_eq!(named, expected);
    let named = Text::new(PAPER).with("H", 6).in_rust().unwrap();
    assert_eq!(named.networks, [("Paper".to_owned(), vec!["H".to_owned()])]);
}
