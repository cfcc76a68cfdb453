//! The step of a full state and its Jacobian, of every network of tests/golden: against streams, bit for bit, and against
//! central differences.

use aru::prelude::*;
use aru_test_support::golden::Golden;
use aru_test_support::jacobian::check;

macro_rules! case {
    ($($module:ident: $network:ident, $golden:literal;)*) => {$(
        // The texts are as they were given.
        #[allow(unused_variables, clippy::manual_is_multiple_of)]
        mod $module {
            use aru::prelude::*;

            include!(concat!("../golden/", $golden, ".rs"));

            #[test]
            fn is_that_of_differences() {
                let golden = aru_test_support::golden::Golden::read($golden);
                aru_test_support::jacobian::check(&super::network::<$network<f64>>(&golden));
            }
        }
    )*};
}

case! {
    paper: Paper, "paper";
    per_unit: PerUnit, "per_unit";
    current_only: CurrentOnly, "current_only";
    rate_only: RateOnly, "rate_only";
    elman: Elman, "elman";
    gru: Gru, "gru";
    lstm: Lstm, "lstm";
    hierarchy: Hierarchy, "hierarchy";
    delays: Delays, "delays";
    held: Held, "held";
    functions: Functions, "functions";
    gated: Gated, "gated";
    learned_delay: LearnedDelay, "learned_delay";
    spread_delay: SpreadDelay, "spread_delay";
    ties: Ties, "ties";
    masked: Masked, "masked";
    diagonal: Diagonal, "diagonal";
    dale: Dale, "dale";
    noisy: Noisy, "noisy";
    noisy_ragged: NoisyRagged, "noisy_ragged";
    gated_twice: GatedTwice, "gated_twice";
    custom_activation: CustomActivation, "custom_activation";
    penalised: Penalised, "penalised";
    cortex: Cortex, "cortex";
}

/// The network of a reference case, with its parameters. Masks come before their weights.
pub fn network<N: Declared>(golden: &Golden) -> N {
    let mut network = N::new(1);
    for (name, tensor) in golden.group("parameters") {
        let values = tensor.values.iter().map(|&value| N::Scalar::from_f64(value));
        let values: Vec<N::Scalar> = values.collect();
        network.set(name, &values).expect("a parameter of the network");
    }
    network
}

recurrent_net! {
    /// Emits what is no state, and keeps one that nothing reads.
    unit Leaky {
        constant alpha_a;
        state unread;
        kept = (1 - alpha_a) * prev(kept) + alpha_a * tanh(drive);
        unread = 2 * kept;
        out = kept + 0.5 * drive;
        emit out;
    }
    struct Lines {
        input x: 2;
        input z: 1;
        layer a: Aru<5> { alpha_s: 1.0; alpha_r: learn per_unit(0.3) in logistic(0, 1); }
        layer b: Leaky<20> { alpha_a: learn global(0.4) in logistic(0, 1); }
        layer c: Elman<3> { activation: tanh; }
        layer d: Lstm<4>;
        layer e: Dense<3>;
        output y: 2;
        x -> a { delays: [0, 2, 5]; }
        z ~> a { delay: 3; }
        a -> b -> c -> d -> y;
        d -> e;
        e ~> a { delays: [1, 3]; }
        a ~> a { delays: [1, 4]; }
        b ~> a { delays: [1, 7]; }
        c ~> b { delay: learn(2.5) in 1..=4; }
        d ~> d;
        y ~> c { delay: 6; }
    }
    /// The last layer is read by nothing, so that none of its rows are kept.
    struct Last {
        input x: 1;
        layer h: Elman<3>;
        output y: 1;
        x -> h -> y;
    }
    /// Without any state or line.
    pub struct Still {
        input x: 2;
        layer h: Dense<3> { activation: tanh; }
        output y: 1;
        x -> h -> y;
    }
}

#[test]
fn lines_folded_states_and_emissions_without_a_state_have_theirs() {
    check(&Lines::<f64>::new(3));
    check(&Last::<f64>::new(3));
    check(&Still::<f64>::new(3));
}
