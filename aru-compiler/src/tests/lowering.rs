//! What a declaration means.

use super::reference::reference_cases;
use super::{network, networks};
use crate::functions;
use crate::network::Activation;
use crate::network::{
    Bounds, ConstantValue, Expression, Initial, Network, Operator, Role, Scope, Size, Source,
};

/// The declarations of docs/language.md.
const HIERARCHY: &str = "
    /// Two areas, each with its own time scale.
    pub struct Hierarchy<const H: usize> {
        input x: 1;

        layer fast: Aru<H> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            activation: sigmoid;
            initial: learn;
        }
        layer slow: Aru<H> {
            alpha_s: learn per_unit(uniform(0.1, 0.9)) in logistic(0, 1);
            alpha_r: fixed global(0.4);
        }
        output y: 1 { activation: identity; }

        x -> fast -> slow;      // this step
        fast ~> fast;           // one step back: recurrence
        slow ~> slow;
        slow ~> fast;           // one step back: feedback
        fast -> y;
    }";

const OWN_UNITS: &str = "
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// PyTorch's GRU.
    unit MyGru {
        ports reset, update, candidate;
        bias recurrent_bias;
        r = sigmoid(reset);
        z = sigmoid(update);
        n = tanh(candidate + r * (recur(candidate) + recurrent_bias));
        hidden = (1 - z) * n + z * prev(hidden);
        emit hidden;
    }
    pub struct Cortex {
        dt: 5 ms;
        input x: 3;
        layer v1: Adapting<64> {
            tau_s: learn per_unit(uniform(10 ms, 50 ms)) in 5 ms..=200 ms;
            tau_r: 20 ms;
            alpha_a: fixed global(0.01);
            strength: learn per_unit(0.1);
            activation: relu;
        }
        layer v2: MyGru<crate::SIZE> { initial: fixed normal(0, 0.1); bias: learn 0.5; }
        output y: 2;
        x -> v1 { delays: 0 ms..100 ms; weights: fixed orthogonal(1.0); }
        v1 -> v2 -> y;
        v2 ~> v2 { delays: [1, 25 ms]; };
        v2 ~> v1 { delay: 25 ms; }
    }";

fn parameter_names(network: &Network) -> Vec<&str> {
    network
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str())
        .collect()
}

#[test]
fn the_reference_cases_have_no_fault() {
    let cases = reference_cases();
    assert_eq!(cases.len(), 32);
    for (_, case) in cases {
        network(&case);
    }
}

#[test]
fn the_hierarchy_of_the_language_reference() {
    let network = network(HIERARCHY);
    assert_eq!(network.docs, [" Two areas, each with its own time scale."]);
    assert_eq!(network.visibility.to_string(), "pub");
    assert_eq!(network.const_parameters[0], "H");
    assert!(matches!(&network.layers[0].size, Size::Named(name) if name == "H"));
    assert_eq!(
        parameter_names(&network),
        [
            "x_to_fast.weight",
            "fast_to_fast.weight",
            "slow_to_fast.weight",
            "fast.bias",
            "fast.alpha_s",
            "fast.alpha_r",
            "fast.initial.current",
            "fast.initial.rate",
            "fast_to_slow.weight",
            "slow_to_slow.weight",
            "slow.bias",
            "slow.alpha_s",
            "slow.alpha_r",
            "fast_to_y.weight",
            "y.bias",
        ]
    );
    let links: Vec<_> = network
        .links
        .iter()
        .map(|link| (link.source, link.target, link.delays[0]))
        .collect();
    assert_eq!(
        links,
        [
            (Source::Input(0), 0, 0),
            (Source::Layer(0), 1, 0),
            (Source::Layer(0), 0, 1),
            (Source::Layer(1), 1, 1),
            (Source::Layer(1), 0, 1),
            (Source::Layer(0), 2, 0),
        ]
    );
    let logistic = Bounds::Logistic {
        low: 0.0,
        high: 1.0,
        slope: 1.5,
    };
    assert_eq!(network.parameters[4].bounds, logistic);
    assert_eq!(network.parameters[11].initial, Initial::Uniform(0.1, 0.9));
    assert_eq!(
        network.parameters[11].role,
        Role::Constant {
            layer: 1,
            scope: Scope::PerUnit
        }
    );
    assert!(!network.parameters[12].learn);
    assert_eq!(
        network.layers[1].activation,
        Some(Activation::BuiltIn(functions::Activation::named("sigmoid"))),
        "the default of `Aru`"
    );
    assert_eq!(
        network.layers[2].activation,
        Some(Activation::BuiltIn(functions::Activation::named("identity")))
    );
    assert_eq!(network.layers[1].initial, [None, None]);
    assert_eq!(network.units.len(), 2, "`Aru` once, `Dense` once");
    for (index, link) in network.links.iter().enumerate() {
        assert_eq!(
            network.parameters[link.weight.expect("a weight")].role,
            Role::Weight { link: index }
        );
    }
}

#[test]
fn times_and_units_of_ones_own() {
    let network = network(OWN_UNITS);
    assert_eq!(network.dt, Some(0.005));
    assert_eq!(
        parameter_names(&network),
        [
            "x_to_v1.weight",
            "v2_to_v1.weight",
            "v1.bias",
            "v1.alpha_s",
            "v1.alpha_a",
            "v1.strength",
            "v1_to_v2.weight",
            "v2_to_v2.weight",
            "v2.bias",
            "v2.recurrent_bias",
            "v2.initial.hidden",
            "v2_to_y.weight",
            "y.bias",
        ]
    );
    let v1 = &network.layers[0];
    assert!(matches!(v1.constants[1].value, ConstantValue::Folded(alpha) if alpha == 0.25));
    assert_eq!(v1.constants[0].name, "alpha_s");
    let alpha_s = &network.parameters[3];
    assert_eq!(
        alpha_s.initial,
        Initial::Uniform(0.01, 0.05),
        "a time stays in seconds"
    );
    assert!(alpha_s.declared_as_time);
    assert_eq!(
        alpha_s.bounds,
        Bounds::Interval {
            low: 0.005 / 0.2,
            high: 1.0
        }
    );
    assert!(!network.parameters[4].declared_as_time);

    assert_eq!(network.links[0].delays, (0..20).collect::<Vec<_>>());
    assert_eq!(network.links[3].delays, [1, 5]);
    assert_eq!(network.links[4].delays, [5]);
    assert_eq!(network.parameters[0].initial, Initial::Orthogonal(1.0));
    let shape: Vec<_> = network.parameters[7]
        .shape
        .iter()
        .map(|axis| (axis.factor, text(&axis.size)))
        .collect();
    assert_eq!(
        shape,
        [
            (1, "2".into()),
            (3, "__ARU_SIZE_0".into()),
            (1, "__ARU_SIZE_0".into())
        ]
    );
    let shape: Vec<_> = network.parameters[8]
        .shape
        .iter()
        .map(|axis| axis.factor)
        .collect();
    assert_eq!(shape, [3], "one block of the bias a port");
    assert_eq!(network.parameters[9].shape[0].factor, 1);
    assert_eq!(network.parameters[8].initial, Initial::Number(0.5));
    assert_eq!(network.parameters[10].initial, Initial::Normal(0.0, 0.1));
}

fn text(size: &Size) -> String {
    match size {
        Size::Number(number) => number.to_string(),
        Size::Named(name) => name.to_string(),
        Size::Product(axes) => axes.iter().map(text).collect::<Vec<_>>().join(" x "),
    }
}

#[test]
fn shapes_are_products_where_they_must_be() {
    let network = network(
        "struct N<const H: usize> {
            input a: [34, 2];
            layer b: Dense<[H, 1]>;
            layer c: Dense<[1, H]>;
            layer d: Dense<[H, BANDS]>;
            output e: [1, 5];
            a -> b -> c -> d -> e;
        }",
    );
    let sizes: Vec<String> = network.ends().map(|(_, size)| text(size)).collect();
    assert_eq!(sizes, ["68", "H", "H", "H x __ARU_SIZE_0", "5"]);
    assert_eq!(network.inputs[0].shape, [Size::Number(34), Size::Number(2)]);
    assert_eq!(network.layers[3].shape, [Size::Number(1), Size::Number(5)]);
}

#[test]
fn the_built_in_units() {
    let network = network(
        "struct All {
            input x: 1;
            layer a: Aru<2> { alpha_s: 1.0; alpha_r: 0.5; }
            layer b: Elman<2>;
            layer c: Dense<2> {}
            layer d: Gru<2>;
            layer e: Lstm<2> { bias: none; initial: learn; }
            output y: 1;
            x -> a -> b -> c -> d -> e -> y;
        }",
    );
    let states: Vec<_> = network
        .units
        .iter()
        .map(|unit| (unit.name.as_str(), unit.states.join(" ")))
        .collect();
    let expected = [
        ("Aru", "current rate"),
        ("Elman", "rate"),
        ("Dense", ""),
        ("Gru", "hidden"),
        ("Lstm", "cell hidden"),
    ];
    assert_eq!(states, expected.map(|(unit, states)| (unit, states.to_owned())));
    let lstm = &network.layers[4];
    assert_eq!((lstm.bias, lstm.activation), (None, None));
    assert_eq!(network.units[4].ports.len(), 4);
    assert_eq!(network.units[3].biases, ["recurrent_bias"]);
    assert_eq!(lstm.initial.len(), 2);
    let last = lstm.initial[1].map(|parameter| network.parameters[parameter].name.as_str());
    assert_eq!(last, Some("e.initial.hidden"));
    assert_eq!(network.units[1].equations[0].value, call(Expression::Drive(0)));
}

fn call(argument: Expression) -> Expression {
    Expression::Activation(Box::new(argument))
}

#[test]
fn operators_bind_as_in_rust() {
    let network = network(
        "unit U { constant k; a = drive - k * drive / -k - 1; b = recur; emit a; }
        struct N { input x: 1; layer h: U<1> { k: -0.5; } output y: 1; x -> h -> y; }",
    );
    use Expression::{Binary, Constant, Drive, Negate, Number};
    let two = |operator, left, right| Binary(operator, Box::new(left), Box::new(right));
    let product = two(Operator::Multiply, Constant(0), Drive(0));
    let quotient = two(Operator::Divide, product, Negate(Box::new(Constant(0))));
    let difference = two(Operator::Subtract, Drive(0), quotient);
    assert_eq!(
        network.units[0].equations[0].value,
        two(Operator::Subtract, difference, Number(1.0))
    );
    assert_eq!(network.units[0].equations[1].value, Expression::Recur(0));
    assert!(matches!(network.layers[0].constants[0].value, ConstantValue::Folded(k) if k == -0.5));
}

#[test]
fn several_networks_share_the_units_of_their_call() {
    let networks = networks(
        "unit U { a = tanh(drive); emit a; }
        struct A { input x: 1; layer h: U<1>; output y: 1; x -> h -> y; }
        pub(crate) struct B { input x: 1; output y: 1; x -> y; }",
    );
    assert_eq!(networks.len(), 2);
    assert_eq!(networks[1].visibility.to_string().replace(' ', ""), "pub(crate)");
    assert_eq!(networks[1].units[0].name, "Dense");
}

#[test]
fn tau_with_a_logistic() {
    let source = |bounds: &str| {
        format!(
            "struct N {{ dt: 5 ms; input x: 1; layer h: Aru<1> {{ tau_s: learn global(20ms) in {bounds}; alpha_r: 1; }}
             output y: 1; x -> h -> y; }}"
        )
    };
    let bounds = |text: &str| network(&source(text)).parameters[2].bounds;
    assert_eq!(
        bounds("logistic(5 ms, 50 ms)"),
        Bounds::Logistic {
            low: 0.005 / 0.05,
            high: 1.0,
            slope: 1.5
        }
    );
    assert_eq!(
        bounds("logistic(0, 1, slope 2)"),
        Bounds::Logistic {
            low: 0.0,
            high: 1.0,
            slope: 2.0
        }
    );
}

#[test]
fn keywords_of_the_language_may_name_layers() {
    let network = network(
        "struct N { input input: 1; layer layer: Dense<2>; output output: 1; input -> layer -> output; }",
    );
    assert_eq!(network.links.len(), 2);
}

#[test]
fn sizes_are_computed() {
    let network = network(
        "struct N<const H: usize> {
            input a: { 2 * (20 - 3) };
            layer b: Dense<[{ (34 - 7) / 3 + 1 }, { 29 % 11 }]>;
            layer c: Dense<{ BANDS - 7 }>;
            layer d: Dense<[{ (H) }, { BANDS - 7 }]>;
            output e: { usize_of::BANDS };
            a -> b { form: local(kernel 7, stride 3); }
            b -> c -> d -> e;
        }",
    );
    let sizes: Vec<String> = network.ends().map(|(_, size)| text(size)).collect();
    assert_eq!(
        sizes,
        ["34", "70", "__ARU_SIZE_0", "H x __ARU_SIZE_0", "__ARU_SIZE_1"]
    );
    let paths: Vec<String> = network
        .named_sizes
        .iter()
        .map(|size| size.path.to_string())
        .collect();
    assert_eq!(paths, ["BANDS - 7", "usize_of :: BANDS"]);
}
