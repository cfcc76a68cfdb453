//! Models of texts: what is refused, what is one model, and what becomes of equations.

use ndarray::Array3;

use super::super::Text;
use super::super::registers::{Instruction, Operand};
use crate::data::sequences::Sequences;
use crate::loss::MeanSquaredError;
use crate::network::any::AnyNetwork;
use crate::network::description::{Elements, Mask};
use crate::numerics::interpreted::Op;
use crate::paper::Paper;
use crate::run::network::Network;
use crate::training::Trainer;
use crate::training::ensemble::Ensemble;
use crate::training::optimiser::Adam;

const PAPER: &str = include_str!("../../../paper.rs");

/// What stands in the macro there.
fn paper() -> &'static str {
    let start = PAPER.find("recurrent_net! {").expect("it is declared") + "recurrent_net! {".len();
    &PAPER[start..PAPER.rfind('}').expect("it ends")]
}

fn fault(text: Text) -> String {
    text.model().expect_err("it has a fault").to_string()
}

#[test]
fn the_same_declaration_is_one_model() {
    let read = |units| Text::new(paper()).with("H", units).model().unwrap();
    let (first, again, other) = (read(3), read(3), read(4));
    assert_eq!(first, again);
    assert_ne!(first, other);
    assert_eq!(first.name(), "Paper");
    assert!(std::ptr::eq(first.description(), again.description()));
    assert_eq!(first.description(), Paper::<f32, 3>::new(1).description());
}

/// What a description does not say tells models apart too: the values of a start that is given.
#[test]
fn another_start_is_another_model() {
    let text =
        "struct Net { input x: 1; layer h: Elman<2> { bias: learn by(START); } output y: 1; x -> h -> y; }";
    let read = |values: [f64; 2]| {
        let start = Elements::of_values(values.to_vec());
        Text::new(text).with_start("START", start).model().unwrap()
    };
    let bias = |values| {
        let net: AnyNetwork<f64> = read(values).network(1).unwrap();
        net.parameter("h.bias").unwrap().values().to_vec()
    };
    assert_eq!(
        (bias([1.0, 2.0]), bias([3.0, 4.0])),
        (vec![1.0, 2.0], vec![3.0, 4.0])
    );
    assert_eq!(read([1.0, 2.0]), read([1.0, 2.0]));
}

#[test]
fn what_is_given_must_fit() {
    let masked = "struct Net { input x: 2; layer h: Elman<3>; output y: 1; x -> h { mask: PAIRS; } h -> y; }";
    let give = |rows: &[[bool; 2]]| fault(Text::new(masked).with_mask("PAIRS", Mask::of_rows(rows).unwrap()));
    let wrong = give(&[[true, false]]);
    let rule =
        "this mask needs a row for each unit of `h`, with a value for each of `x`: 3 rows of 2, not 1 of 2";
    assert!(
        wrong.starts_with(&format!("error: {rule}\n --> <text>:1:")),
        "{wrong}"
    );
    assert!(
        give(&[[false; 2]; 3]).contains("nothing joins `x` to `h`"),
        "all are false"
    );
    assert!(fault(Text::new(masked)).contains("`PAIRS` is a matrix of Rust, and the text has none"));
    let values = fault(Text::new(masked).with_start("PAIRS", Elements::of_values(vec![1.0])));
    assert!(
        values.contains("this mask needs rows, not values to start from"),
        "{values}"
    );

    let started =
        "struct Net { input x: 1; layer h: Elman<2> { bias: learn by(START); } output y: 1; x -> h -> y; }";
    let few = fault(Text::new(started).with_start("START", Elements::of_values(vec![1.0])));
    assert!(
        few.contains("`h.bias` has 2 elements, and 1 values are given"),
        "{few}"
    );
    for (value, shown) in [(f64::NAN, "NaN"), (f64::NEG_INFINITY, "-inf")] {
        let nothing = fault(Text::new(started).with_start("START", Elements::of_values(vec![1.0, value])));
        let told = format!("`h.bias` is to start from {shown} at [1]; expected finite numbers");
        assert!(nothing.contains(&told), "{nothing}");
    }
    let timed = "struct Net { dt: 1 ms; input x: 1; layer h: Aru<2> { tau_s: learn per_unit(by(START)) in 1 ms..=1 s; alpha_r: 1.0; }
        output y: 1; x -> h -> y; }";
    let nothing = fault(Text::new(timed).with_start("START", Elements::of_values(vec![f64::NAN, 0.01])));
    assert!(
        nothing.contains("`h.tau_s` is to start from NaN at [0]"),
        "{nothing}"
    );
    let two = format!("{started} {}", started.replace("Net", "Other"));
    let start = Elements::of_values(vec![0.0; 2]);
    let several = fault(Text::new(&two).with_start("START", start));
    assert!(
        several.contains("one network was expected, and `Other` is another"),
        "{several}"
    );
    assert_eq!(
        Text::new(&two).with_start("START", start).models().unwrap().len(),
        2
    );
}

/// An ensemble of two declarations is refused; one of one declaration is trained as one.
#[test]
fn networks_of_an_ensemble_are_of_one_model() {
    let net = |units, seed| -> AnyNetwork<f32> {
        Text::new(paper())
            .with("H", units)
            .model()
            .unwrap()
            .network(seed)
            .unwrap()
    };
    let data = Sequences::new(Array3::ones((4, 5, 2)), Array3::zeros((4, 5, 2))).unwrap();
    let mut trainer = Trainer::new(Adam::new(1e-3)).epochs(1);
    let mut several = Ensemble::of([net(3, 1), net(4, 1)]);
    assert!(trainer.fit(&mut several, &data).is_err());
    let mut same = Ensemble::of([net(3, 1), net(3, 2)]);
    assert!(trainer.fit(&mut same, &data).unwrap().iter().all(Result::is_ok));
}

/// Rows too many for their place on the stack.
#[test]
fn a_layer_of_many_states_has_the_derivative_of_differences() {
    let states: Vec<String> = (0..30).map(|number| format!("s{number}")).collect();
    let chain = states.iter().scan("drive".to_owned(), |before, state| {
        let line = format!("{state} = 0.5 * prev({state}) + 0.5 * tanh({before});");
        *before = state.clone();
        Some(line)
    });
    let text = format!(
        "unit Chain {{ {} emit s29; }}
         struct Net {{ input x: 1; layer h: Chain<3>; output y: 1; x -> h -> y; }}",
        chain.collect::<Vec<_>>().join(" ")
    );
    let net: AnyNetwork<f64> = Text::new(&text).model().unwrap().network(7).unwrap();
    let inputs = Array3::from_shape_fn((2, 40, 1), |(i, t, _)| ((i + t) % 5) as f64);
    let report = net
        .check_gradients(inputs.view(), Array3::ones((2, 40, 1)).view(), &MeanSquaredError)
        .unwrap();
    assert!(report.is_correct(), "{report}");
}

/// Eq. 20, forwards: an operation for each rate, and the activation between them; all go where they are kept.
#[test]
fn equations_become_few_operations() {
    let text = paper();
    let compiled = aru_compiler::Text::new(text).with("H", 3).compile_one().unwrap();
    let code = super::super::code::code(&compiled.network, &compiled.program, &Default::default());
    let layers = |pass: &crate::numerics::interpreted::Pass| {
        let mut found = Vec::new();
        for statement in &pass.statements {
            if let crate::numerics::interpreted::Statement::Steps { body, .. } = statement {
                found.extend(body.iter().filter_map(|statement| match statement {
                    crate::numerics::interpreted::Statement::Units(units) => {
                        let ops: Vec<Op> = units.instructions.iter().map(|one| one.op).collect();
                        Some((ops, units.registers))
                    }
                    _ => None,
                }));
            }
        }
        found
    };
    let forward = vec![Op::Products, Op::Sigmoid, Op::Products];
    assert_eq!(layers(&code.forward), [(forward, 0), (vec![Op::Sigmoid], 0)]);
    let backward = layers(&code.backward);
    assert_eq!(backward[1].0.len(), 8, "{backward:?}");
    assert!(!backward[1].0.contains(&Op::Copy), "{backward:?}");
}

fn one(op: Op, to: Operand, of: Operand) -> Instruction {
    Instruction { op, to, of: [of; 4] }
}

/// A row that is read after it has been written anew would be another number.
#[test]
fn what_is_overwritten_is_read_first() {
    let (row, register) = (Operand::Row, Operand::Register);
    // r0 = row 0; r1 = -r0; row 0 = r1; row 1 = exp(r0): r0 must stay.
    let mut kept = vec![
        one(Op::Copy, register(0), row(0)),
        one(Op::Negate, register(1), register(0)),
        one(Op::Copy, row(0), register(1)),
        one(Op::Exp, row(1), register(0)),
    ];
    super::super::registers::read_in_place(&mut kept);
    assert_eq!(kept[0].to, register(0));
    // Without the write in between it goes.
    let mut read = vec![
        one(Op::Copy, register(0), row(0)),
        one(Op::Exp, row(1), register(0)),
        one(Op::Negate, row(0), register(0)),
    ];
    super::super::registers::read_in_place(&mut read);
    assert_eq!((read.len(), read[0].of[0], read[1].of[0]), (2, row(0), row(0)));
    // r0 = exp(row 1); row 2 = -row 0; row 0 = r0: row 0 must not be written at once.
    let mut stored = vec![
        one(Op::Exp, register(0), row(1)),
        one(Op::Negate, row(2), row(0)),
        one(Op::Copy, row(0), register(0)),
    ];
    super::super::registers::store_at_once(&mut stored);
    assert_eq!((stored.len(), stored[0].to), (3, register(0)));
    stored.remove(1);
    super::super::registers::store_at_once(&mut stored);
    assert_eq!((stored.len(), stored[0].to), (1, row(0)));
}
