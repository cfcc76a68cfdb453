//! The declaration of tests/golden/custom_activation.rs, with types that say what they are in PyTorch.

use aru::prelude::*;

/// Half the square of what is above zero: a supralinear threshold unit.
pub struct ThresholdPower;

impl Activation for ThresholdPower {
    const NAME: &'static str = "threshold_power";
    const NON_NEGATIVE: bool = true;
    const PYTORCH: Option<&'static str> = Some("0.5 * torch.relu(x) ** 2");

    fn value<R: Real>(x: R) -> R {
        let above = x.relu();
        R::number(0.5) * above * above
    }

    fn derivative<R: Real>(x: R, _y: R) -> R {
        x.relu()
    }
}

/// x / (1 + exp(-x)).
pub struct Swish;

impl Activation for Swish {
    const NAME: &'static str = "swish";
    const PYTORCH: Option<&'static str> = Some("x * torch.sigmoid(x)");

    fn value<R: Real>(x: R) -> R {
        x * x.sigmoid()
    }
}

recurrent_net! {
    pub struct CustomActivation {
        input x: 2;
        layer e: Aru<5> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn per_unit(0.5) in logistic(0, 1);
            activation: custom(ThresholdPower);
            initial: learn;
            sign: dale(excitatory 0.6);
        }
        layer s: Dense<4> {
            activation: custom(Swish);
        }
        layer k: Elman<3> {
            activation: leaky_relu(0.1);
        }
        layer u: Elman<3> {
            activation: elu;
            initial: learn;
        }
        output y: 2 { activation: softplus; }

        x -> e;
        e ~> e;
        e -> s;
        s -> k;
        k ~> k;
        s ~> u;
        u ~> u;
        k -> y;
        u -> y;
    }
}
