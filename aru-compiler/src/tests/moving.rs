//! Gates and learned delays, lowered: what they are made of, and what they are called.

use super::{faults, network};
use crate::network::{Bounds, Initial, LearnedDelay, Role, Source, Spread};

const GATED: &str = "
    unit Mine { ports a, b; constant alpha_s, k, alpha_r; bias c; v = alpha_s * a + b + k * c + alpha_r * prev(v); emit v; }
    struct Net {
        dt: 5 ms;
        input x: 2;
        layer h: Mine<3> { tau_r: gated(20 ms, from x, h) in logistic(5 ms, 50 ms); k: 2; alpha_s: gated; }
        layer plain: Mine<3> { alpha_r: 0.5; k: 2; alpha_s: 0.5; }
        output y: 1;
        x -> h -> plain -> y;
        plain ~> h.alpha_s { delays: [1, 3]; weights: learn he; }
    }";

#[test]
fn a_gate_is_a_port_and_an_equation_of_another_unit() {
    let network = network(GATED);
    assert_eq!(
        network.units.len(),
        3,
        "with gates, without, and that of the output"
    );
    let unit = &network.units[network.layers[0].unit];
    assert_eq!(
        unit.name,
        "Mine with alpha_s gated in (0, 1), alpha_r gated in (0.1, 1)"
    );
    assert_eq!(unit.ports, ["a", "b", "gate_of_alpha_s", "gate_of_alpha_r"]);
    assert_eq!(unit.constants, ["k"]);
    let equations = unit.equations.iter().map(|equation| equation.name.as_str());
    assert_eq!(equations.collect::<Vec<_>>(), ["alpha_s", "alpha_r", "v"]);
    assert_eq!(unit.emit, 2);

    let own = network.parameters.iter();
    let own: Vec<(&str, usize)> = own
        .map(|parameter| (parameter.name.as_str(), parameter.shape[0].factor))
        .collect();
    assert_eq!(
        own[..8],
        [
            ("x_to_h.weight", 2),
            ("plain_to_h.alpha_s.weight", 1),
            ("x_to_h.alpha_r.weight", 1),
            ("h_to_h.alpha_r.weight", 1),
            ("h.bias", 2),
            ("h.c", 1),
            ("h.alpha_s.bias", 1),
            ("h.alpha_r.bias", 1),
        ]
    );
    let bias = &network.parameters[7];
    assert_eq!(
        (bias.initial, bias.declared_as_time),
        (Initial::Number(0.02), true)
    );
    let role = Role::Gate {
        layer: 0,
        port: 3,
        low: 0.005 / 0.05,
        high: 1.0,
    };
    assert_eq!((bias.role, bias.bounds), (role, Bounds::Free));
    assert_eq!(network.parameters[6].initial, Initial::Number(0.5), "the middle");
    assert_eq!(network.parameters[2].initial, Initial::Zeros);
    let ports: Vec<_> = network
        .links
        .iter()
        .map(|link| (link.source, link.port))
        .collect();
    assert_eq!(
        ports[3..],
        [
            (Source::Layer(1), Some(2)),
            (Source::Input(0), Some(3)),
            (Source::Layer(0), Some(3))
        ]
    );
    assert_eq!(
        (&network.links[4].delays, &network.links[5].delays),
        (&vec![0], &vec![1])
    );
}

#[test]
fn a_learned_delay_is_a_parameter_in_steps() {
    let network = network(
        "struct Net {
            dt: 5 ms;
            input x: 2;
            layer h: Gru<3>;
            output y: 1;
            x ~> h { delay: learn per_source(uniform(11 ms, 20 ms)) in logistic(5 ms, 150 ms, slope 2); spread: fixed 3; }
            h -> y { delay: learn(2.5) in 0..=4; spread: 1.5; }
        }",
    );
    let names: Vec<&str> = network
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str())
        .collect();
    assert_eq!(names[..3], ["x_to_h.weight", "x_to_h.delay", "x_to_h.spread"]);
    assert_eq!(network.parameters[0].shape.len(), 2, "no axis of delays");
    let delay = &network.parameters[1];
    assert_eq!(delay.initial, Initial::Uniform(2.2, 4.0));
    let bounds = Bounds::Logistic {
        low: 1.0,
        high: 30.0,
        slope: 2.0,
    };
    assert_eq!((delay.bounds, delay.role), (bounds, Role::Delay { link: 0 }));
    assert!(!network.parameters[2].learn);
    assert_eq!(network.links[0].delays, [1, 30]);
    let learned = network.links[1]
        .learned_delay
        .map(|LearnedDelay { spread, .. }| spread);
    assert_eq!(learned, Some(Spread::Folded(1.5)));
}

#[test]
fn faults_of_gates_and_delays_are_told_once() {
    let net = |setting: &str, link: &str| {
        faults(&format!(
            "struct Net {{ input x: 1; layer h: Aru<2> {{ alpha_s: {setting}; alpha_r: 1.0; }} output y: 1;
                x ~> h {{ {link} }} h -> y; }}"
        ))
    };
    let told = |found: Vec<String>, expected: &str| {
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].contains(expected), "{found:#?}");
    };
    told(
        net("gated(from x) in 0.1..=0.9", ""),
        "nothing is left to project",
    );
    told(net("gated", ""), "nothing drives the gate of `alpha_s`");
    told(
        net("gated(1, from x)", ""),
        "which a logistic from 0 to 1 never reaches",
    );
    told(net("gated(from z)", ""), "no input, layer or output named `z`");
    told(
        net("gated(from y)", ""),
        "`alpha_s: gated;` and `y ~> h.alpha_s;`",
    );
    told(net("0.5", "delay: learn(9.0) in 1..=8;"), "`delay` starts at 9.0");
    told(
        net("0.5", "delay: learn(2.0) in 1..=8; spread: -1;"),
        "never negative",
    );
    told(
        net("0.5", "delay: learn per_unit(2.0) in 1..=8;"),
        "`learn per_source(..)`",
    );
    told(
        net("0.5", "delay: learn(2.0) in 0..=8;"),
        "`~>` reads earlier steps only",
    );
}
