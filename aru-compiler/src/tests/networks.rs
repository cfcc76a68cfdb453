//! Networks whose programs docs/bptt.md derives.

/// The network of README.md and docs/bptt.md.
pub const PAPER: &str = "
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
    }
";

/// Feedback across layers, per-unit rates and delays: the second derivation of docs/bptt.md.
pub const FEEDBACK: &str = "
    pub struct Feedback {
        input x: 1;
        layer fast: Aru<5> {
            alpha_s: learn per_unit(0.5);
            alpha_r: 1.0;
        }
        layer slow: Aru<4> {
            alpha_s: learn global(0.5);
            alpha_r: learn per_unit(0.5);
        }
        output y: 1;

        x -> fast { delays: 0..3; }
        fast -> slow;
        fast ~> fast;
        slow ~> slow { delay: 2; }
        slow ~> fast;
        fast -> y;
    }
";

/// A gate and a learned delay: the third derivation of docs/bptt.md.
pub const MOVING: &str = "
    pub struct Moving {
        input x: 2;
        layer hidden: Aru<5> {
            alpha_s: gated(from x) in logistic(0.1, 0.9);
            alpha_r: 1.0;
        }
        output y: 1;

        x ~> hidden { delay: learn(2.5) in 1..=6; spread: fixed 1.5; }
        hidden ~> hidden;
        hidden -> y;
    }
";
