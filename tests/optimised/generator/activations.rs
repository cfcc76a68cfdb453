//! Activations of one's own that generated layers use: written in the language, and as types.

/// One of them.
#[derive(Debug)]
pub struct Own {
    /// As it stands behind `activation:`.
    pub name: &'static str,
    /// Which feature of the language it is.
    pub feature: &'static str,
    /// What its declaration says beside the networks; none of a type, which stands in a module of the file.
    pub text: Option<&'static str>,
    /// What `DESCRIPTION` says of it.
    pub fact: &'static str,
    pub is_smooth: bool,
    pub is_non_negative: bool,
}

pub static OWN: [Own; 4] = [
    Own {
        name: "swish",
        feature: "activation written",
        text: Some("    /// x / (1 + exp(-x)).\n    activation swish(x) = x * sigmoid(x);"),
        fact: "swish(x)",
        is_smooth: true,
        is_non_negative: false,
    },
    Own {
        name: "hill",
        feature: "activation written",
        text: Some("    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));"),
        fact: "hill(current)",
        is_smooth: true,
        is_non_negative: true,
    },
    Own {
        name: "custom(activations::OwnTanh)",
        feature: "activation custom",
        text: None,
        fact: "Custom(own_tanh)",
        is_smooth: true,
        is_non_negative: false,
    },
    Own {
        name: "custom(activations::ThresholdPower)",
        feature: "activation custom",
        text: None,
        fact: "Custom(threshold_power)",
        is_smooth: false,
        is_non_negative: true,
    },
];

/// The types, as a module of the file.
pub const TYPES: &str = "\
mod activations {
    use aru::prelude::*;

    /// With a derivative of its own.
    pub struct OwnTanh;

    impl Activation for OwnTanh {
        const NAME: &'static str = \"own_tanh\";
        const PYTORCH: Option<&'static str> = Some(\"torch.tanh(x)\");

        fn value<R: Real>(x: R) -> R {
            x.tanh()
        }

        fn derivative<R: Real>(_x: R, y: R) -> R {
            R::number(1.0) - y * y
        }
    }

    pub struct ThresholdPower;

    impl Activation for ThresholdPower {
        const NAME: &'static str = \"threshold_power\";
        const NON_NEGATIVE: bool = true;
        const PYTORCH: Option<&'static str> = Some(\"0.5 * torch.relu(x) ** 2\");

        fn value<R: Real>(x: R) -> R {
            let above = x.max(R::number(0.0));
            R::number(0.5) * above * above
        }
    }
}

";

/// That of this name.
pub fn own(name: &str) -> Option<&'static Own> {
    OWN.iter().find(|own| own.name == name)
}
