//! The cases of tests/golden, whose texts are as they were given.

use super::declaration::Declaration;
use aru::__private::Module;
use aru::{Model, Text};

pub use self::custom_activation::{CustomActivation, ThresholdPower};

/// Calls `$case!` with the name of each, and that of its network.
#[macro_export]
macro_rules! every_golden {
    ($case:ident) => {
        $case! { paper, Paper }
        $case! { per_unit, PerUnit }
        $case! { current_only, CurrentOnly }
        $case! { rate_only, RateOnly }
        $case! { elman, Elman }
        $case! { gru, Gru }
        $case! { lstm, Lstm }
        $case! { hierarchy, Hierarchy }
        $case! { delays, Delays }
        $case! { held, Held }
        $case! { functions, Functions }
        $case! { gated, Gated }
        $case! { learned_delay, LearnedDelay }
        $case! { spread_delay, SpreadDelay }
        $case! { ties, Ties }
        $case! { masked, Masked }
        $case! { diagonal, Diagonal }
        $case! { dale, Dale }
        $case! { noisy, Noisy }
        $case! { noisy_ragged, NoisyRagged }
        $case! { gated_twice, GatedTwice }
        $case! { custom_activation, CustomActivation }
        $case! { penalised, Penalised }
        $case! { cortex, Cortex }
        $case! { today_adaptation, TodayAdaptation }
        $case! { today_legendre, TodayLegendre }
        $case! { today_selective, TodaySelective }
        $case! { statenet, Statenet }
        $case! { spectral_cnn, SpectralCnn }
        $case! { adaptrans_dnet, AdaptransDnet }
        $case! { normed_aru, NormedAru }
        $case! { residual_lstm, ResidualLstm }
    };
}

macro_rules! declared {
    ($name:ident, $network:ident) => {
        #[allow(unused_variables, clippy::manual_is_multiple_of)]
        mod $name {
            use aru::prelude::*;

            include!(concat!("../golden/", stringify!($name), ".rs"));
        }
    };
}

every_golden!(declared);

/// The one of this name.
pub fn find(name: &str) -> Declaration {
    macro_rules! of {
        ($name:ident, $network:ident) => {
            if name == stringify!($name) {
                return Declaration {
                    name: stringify!($name),
                    type_name: std::any::type_name::<$name::$network<f64>>(),
                    model: Model::of::<$name::$network<f64>>(),
                    source: include_str!(concat!("../golden/", stringify!($name), ".rs")),
                    items,
                };
            }
        };
    }
    every_golden!(of);
    panic!("no case of tests/golden is called `{name}`")
}

/// The code of the one of this name as a library shows it that was built apart, for f32 and for f64.
pub fn modules(name: &str) -> [&'static Module; 2] {
    macro_rules! of {
        ($name:ident, $network:ident) => {
            if name == stringify!($name) {
                static SINGLE: Module = Module::single::<$name::$network<f32>>();
                static DOUBLE: Module = Module::double::<$name::$network<f64>>();
                return [&SINGLE, &DOUBLE];
            }
        };
    }
    every_golden!(of);
    panic!("no case of tests/golden is called `{name}`")
}

/// What only Rust has and a text names.
fn items<'t>(text: Text<'t>, path: &str) -> (Text<'t>, bool) {
    use custom_activation::Swish;
    match path {
        "ThresholdPower" => (text.with_activation::<ThresholdPower>(path), true),
        "Swish" => (text.with_activation::<Swish>(path), true),
        _ => (text, false),
    }
}
