//! Models with a window on the past: filters, with and without an exponential memory behind them.

/// The texts of these models.
#[doc(hidden)]
#[macro_export]
macro_rules! __auditory_filter {
    // One spectro-temporal filter a neuron.
    (
        [$($head:tt)*]
        Linear(dt $dt:literal $ms:ident, bands $bands:expr, taps $taps:expr, neurons $neurons:expr $(,)?)
    ) => {
        $crate::__library::recurrent_net! {
            crate: $crate::__library;

            $($head)* {
                dt: $dt $ms;
                input sound: $bands;
                output rate: $neurons;
                sound -> rate { delays: 0..$taps; }
            }
        }
    };
    ($head:tt Linear $given:tt) => {
        $crate::__library::__wrong_arguments! {
            Linear "dt 5 ms, bands 32, taps 41, neurons 1" $given
        }
    };

    // A filter and a nonlinearity with four learned numbers.
    (
        [$($head:tt)*]
        LinearNonlinear(dt $dt:literal $ms:ident, bands $bands:expr, taps $taps:expr, neurons $neurons:expr $(,)?)
    ) => {
        $crate::__library::recurrent_net! {
            crate: $crate::__library;

            /// Saturating output of Thorson et al. 2015.
            unit DoubleExponential {
                constant a, b, k, s;
                y = a * exp(-exp(k * drive - s)) + b;
                emit y;
            }

            $($head)* {
                dt: $dt $ms;
                input sound: $bands;
                output rate: DoubleExponential<$neurons> {
                    a: learn per_unit(uniform(0.5, 1.5)) in 0..=100;
                    b: learn per_unit(uniform(0.1, 0.6)) in 0..=100;
                    k: learn per_unit(uniform(-0.5, 0.5));
                    s: learn per_unit(uniform(0.5, 1.5));
                }
                sound -> rate { delays: 0..$taps; }
            }
        }
    };
    ($head:tt LinearNonlinear $given:tt) => {
        $crate::__library::__wrong_arguments! {
            LinearNonlinear "dt 5 ms, bands 32, taps 41, neurons 1" $given
        }
    };

    // Filters, each with its nonlinearity, summed.
    (
        [$($head:tt)*]
        NetworkReceptiveField(
            dt $dt:literal $ms:ident, bands $bands:expr, taps $taps:expr, units $units:expr, neurons $neurons:expr $(,)?
        )
    ) => {
        $crate::__library::recurrent_net! {
            crate: $crate::__library;

            $($head)* {
                dt: $dt $ms;
                input sound: $bands;
                layer hidden: Dense<$units> { activation: sigmoid; norm: layer; }
                output rate: $neurons { activation: softplus; }
                sound -> hidden { delays: 0..$taps; }
                hidden -> rate;
            }
        }
    };
    ($head:tt NetworkReceptiveField $given:tt) => {
        $crate::__library::__wrong_arguments! {
            NetworkReceptiveField "dt 5 ms, bands 32, taps 41, units 20, neurons 1" $given
        }
    };

    // Short filters, and a learned exponential memory in every unit and in the output: an `Aru` without its own link.
    (
        [$($head:tt)*]
        DNet(
            dt $dt:literal $ms:ident, bands $bands:expr, taps $taps:expr, units $units:expr, tau $start:ident $ends:tt,
            neurons $neurons:expr $(,)?
        )
    ) => {
        $crate::__library::recurrent_net! {
            crate: $crate::__library;

            $($head)* {
                dt: $dt $ms;
                input sound: $bands;
                layer hidden: Aru<$units> {
                    alpha_s: 1.0;
                    tau_r: learn per_unit($start $ends) in $dt $ms..=5 s;
                    norm: layer;
                }
                output rate: Aru<$neurons> {
                    alpha_s: 1.0;
                    tau_r: learn per_unit(10 ms) in $dt $ms..=5 s;
                    activation: softplus;
                }
                sound -> hidden { delays: 0..$taps; }
                hidden -> rate;
            }
        }
    };
    ($head:tt DNet $given:tt) => {
        $crate::__library::__wrong_arguments! {
            DNet "dt 5 ms, bands 32, taps 5, units 20, tau uniform(6 ms, 50 ms), neurons 1" $given
        }
    };

    // The adaptation of AdapTrans in front of a DNet: two channels a band.
    (
        [$($head:tt)*]
        AdaptedDNet(
            dt $dt:literal $ms:ident, bands $bands:expr, low $low:expr, high $high:expr, taps $taps:expr, units $units:expr,
            tau $start:ident $ends:tt, neurons $neurons:expr $(,)?
        )
    ) => {
        $crate::__library::recurrent_net! {
            crate: $crate::__library;

            /// ON: sound above a share of its own recent mean. Of AdapTrans (Rançon et al. 2024).
            unit AdaptOn {
                constant alpha_m, w;
                on   = relu(drive - w * prev(mean));
                mean = (1 - alpha_m) * prev(mean) + alpha_m * drive;
                emit on;
            }
            /// OFF: the recent mean above a share of the sound.
            unit AdaptOff {
                constant alpha_m, w;
                off  = relu(prev(mean) - w * drive);
                mean = (1 - alpha_m) * prev(mean) + alpha_m * drive;
                emit off;
            }

            $($head)* {
                dt: $dt $ms;
                input sound: $bands;
                layer on: AdaptOn<$bands> {
                    tau_m: learn per_unit(by($crate::zoo::midbrain_tau::<{ $bands }, { $low }, { $high }>)) in $dt $ms..=5 s;
                    w: learn per_unit(0.75) in 0..=1;
                    bias: none;
                }
                layer off: AdaptOff<$bands> {
                    tau_m: learn per_unit(by($crate::zoo::midbrain_tau::<{ $bands }, { $low }, { $high }>)) in $dt $ms..=5 s;
                    w: learn per_unit(0.75) in 0..=1;
                    bias: none;
                }
                layer hidden: Aru<$units> {
                    alpha_s: 1.0;
                    tau_r: learn per_unit($start $ends) in $dt $ms..=5 s;
                    norm: layer;
                }
                output rate: $neurons { activation: softplus; }
                sound -> on { form: identity; }
                sound -> off { form: identity; }
                on -> hidden { delays: 0..$taps; }
                off -> hidden { delays: 0..$taps; }
                hidden -> rate;
            }
        }
    };
    ($head:tt AdaptedDNet $given:tt) => {
        $crate::__library::__wrong_arguments! {
            AdaptedDNet "dt 5 ms, bands 32, low 250, high 8000, taps 5, units 20, tau uniform(6 ms, 50 ms), neurons 1" $given
        }
    };

    // A short window and a few units: the stateless rival that is hard to beat.
    (
        [$($head:tt)*]
        Window(dt $dt:literal $ms:ident, bands $bands:expr, taps $taps:expr, units $units:expr, neurons $neurons:expr $(,)?)
    ) => {
        $crate::__library::recurrent_net! {
            crate: $crate::__library;

            $($head)* {
                dt: $dt $ms;
                input sound: $bands;
                layer hidden: Dense<$units> { activation: tanh; }
                output rate: $neurons;
                sound -> hidden { delays: 0..$taps; }
                hidden -> rate;
            }
        }
    };
    ($head:tt Window $given:tt) => {
        $crate::__library::__wrong_arguments! {
            Window "dt 5 ms, bands 32, taps 8, units 12, neurons 1" $given
        }
    };

    // Three convolutions over frequency and time, a dense layer, and the readout (Pennington and David 2023).
    (
        [$($head:tt)*]
        Cnn2d(
            dt $dt:literal $ms:ident, bands $bands:expr, kernel $kernel:expr, taps $taps:expr, channels $channels:expr,
            units $units:expr, neurons $neurons:expr $(,)?
        )
    ) => {
        $crate::__library::recurrent_net! {
            crate: $crate::__library;

            $($head)* {
                dt: $dt $ms;
                input sound: $bands;
                layer c1: Dense<[{ $bands + 1 - $kernel }, $channels]> {
                    activation: leaky_relu(0.1);
                    bias: learn per_channel(zeros);
                    norm: layer(over channels);
                }
                layer c2: Dense<[{ $bands + 2 - 2 * $kernel }, $channels]> {
                    activation: leaky_relu(0.1);
                    bias: learn per_channel(zeros);
                    norm: layer(over channels);
                }
                layer c3: Dense<[{ $bands + 3 - 3 * $kernel }, $channels]> {
                    activation: leaky_relu(0.1);
                    bias: learn per_channel(zeros);
                    norm: layer(over channels);
                }
                layer full: Dense<$units> { activation: leaky_relu(0.1); }
                output rate: $neurons { activation: softplus; }
                sound -> c1 { form: conv(kernel $kernel); delays: 0..$taps; }
                c1 -> c2 { form: conv(kernel $kernel); delays: 0..$taps; }
                c2 -> c3 { form: conv(kernel $kernel); delays: 0..$taps; }
                c3 -> full -> rate;
            }
        }
    };
    ($head:tt Cnn2d $given:tt) => {
        $crate::__library::__wrong_arguments! {
            Cnn2d "dt 5 ms, bands 32, kernel 6, taps 9, channels 10, units 90, neurons 1" $given
        }
    };
}
