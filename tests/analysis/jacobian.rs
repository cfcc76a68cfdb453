//! The step of a full state and its Jacobian, of every network of tests/golden: against streams, bit for bit, and against
//! central differences.

use aru::prelude::*;
use aru::{AnyNetwork, Model};
use aru_declared::jacobian::check;
use aru_test_support::golden::Golden;

macro_rules! case {
    ($name:ident, $network:ident) => {
        #[test]
        fn $name() {
            let golden = Golden::read(stringify!($name));
            check(&network(
                aru_declared::golden(stringify!($name)).model,
                &golden,
            ));
        }
    };
}

/// Is that of differences.
mod of_golden {
    use super::*;

    aru_declared::every_golden!(case);
}

/// The network of a reference case, with its parameters. Masks come before their weights.
pub fn network(model: Model, golden: &Golden) -> AnyNetwork<f64> {
    let mut network = model.network(1).expect("all that it starts from is known");
    for (name, tensor) in golden.group("parameters") {
        network
            .set(name, &tensor.values)
            .expect("a parameter of the network");
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
    check(&Model::of::<Lines<f64>>().network(3).expect("all is known"));
    check(&Model::of::<Last<f64>>().network(3).expect("all is known"));
    check(&Model::of::<Still<f64>>().network(3).expect("all is known"));
}
