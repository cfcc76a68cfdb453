//! Files of the declared types of the other tests, opened by `aru::load` without these types.

use aru_test_support::loaded::check_loaded;

use crate::golden;
use crate::interpreter::declarations;

macro_rules! golden {
    ($($module:ident: $network:ident;)*) => {$(
        #[test]
        fn $module() {
            check_loaded::<golden::$module::$network<f64>>(stringify!($module));
            check_loaded::<golden::$module::$network<f32>>(stringify!($module));
        }
    )*};
}

golden! {
    paper: Paper;
    per_unit: PerUnit;
    current_only: CurrentOnly;
    rate_only: RateOnly;
    elman: Elman;
    gru: Gru;
    lstm: Lstm;
    hierarchy: Hierarchy;
    delays: Delays;
    held: Held;
    functions: Functions;
    gated: Gated;
    learned_delay: LearnedDelay;
    spread_delay: SpreadDelay;
    ties: Ties;
    masked: Masked;
    diagonal: Diagonal;
    dale: Dale;
    noisy: Noisy;
    noisy_ragged: NoisyRagged;
    gated_twice: GatedTwice;
    custom_activation: CustomActivation;
    penalised: Penalised;
    cortex: Cortex;
    today_adaptation: TodayAdaptation;
    today_legendre: TodayLegendre;
    today_selective: TodaySelective;
    statenet: Statenet;
    spectral_cnn: SpectralCnn;
    adaptrans_dnet: AdaptransDnet;
    normed_aru: NormedAru;
    residual_lstm: ResidualLstm;
}

macro_rules! generated {
    ($module:ident, $network:ty, $is_smooth:tt) => {
        #[test]
        fn $module() {
            check_loaded::<$network>(stringify!($module));
        }
    };
}

declarations::every_network!(generated);
