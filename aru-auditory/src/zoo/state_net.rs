//! StateNet (Rançon, Masquelier and Cottereau 2025) and its memories: no window at all, the past is in the state.

/// The texts of these models: sizes are computed, the memory is chosen, and `@net` puts it behind the encoder that all share.
#[doc(hidden)]
#[macro_export]
macro_rules! __auditory_state_net {
    // What the two time constants of a unit start from, unless it is said. This is the one place to change it;
    // docs/auditory.md and tests/zoo/written.rs quote it.
    (
        $head:tt
        StateNetAru(
            dt $dt:literal $ms:ident, bands $bands:expr, kernel $kernel:expr, stride $stride:expr, channels $channels:expr,
            neurons $neurons:expr $(,)?
        )
    ) => {
        $crate::__auditory_state_net! {
            $head
            StateNetAru(
                dt $dt $ms, bands $bands, kernel $kernel, stride $stride, channels $channels,
                tau_s log_uniform(5.5 ms, 50 ms), tau_r log_uniform(5.5 ms, 200 ms), neurons $neurons
            )
        }
    };
    // Two learned time constants a unit, to be read in milliseconds.
    (
        $head:tt
        StateNetAru(
            dt $dt:literal $ms:ident, bands $bands:expr, kernel $kernel:expr, stride $stride:expr, channels $channels:expr,
            tau_s $start_s:ident $ends_s:tt, tau_r $start_r:ident $ends_r:tt, neurons $neurons:expr $(,)?
        )
    ) => {
        $crate::__auditory_state_net! {
            @net $head ($dt $ms) ($bands) ($kernel) ($stride) ($channels) ($neurons) {} {
                layer memory: Aru<{ (($bands - $kernel) / $stride + 1) * $channels }> {
                    tau_s: learn per_unit($start_s $ends_s) in logistic($dt $ms, 5 s);
                    tau_r: learn per_unit($start_r $ends_r) in logistic($dt $ms, 5 s);
                    activation: tanh;
                }
            } {
                code -> memory;
                memory ~> memory;
                memory -> rate;
            }
        }
    };
    ($head:tt StateNetAru $given:tt) => {
        $crate::__library::__wrong_arguments! {
            StateNetAru
            "dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 1"
            | "dt 5 ms, bands 32, kernel 7, stride 3, channels 7, tau_s log_uniform(5.5 ms, 50 ms), tau_r log_uniform(5.5 ms, 200 ms), neurons 1"
            $given
        }
    };

    // Poles: each channel of the code drives damped rotations, whose sum is gated. `flat` has a channel of the code a band, so
    // that a patch of one band is what drives the poles of that channel.
    (
        $head:tt
        StateNetS4d(
            dt $dt:literal $ms:ident, bands $bands:expr, kernel $kernel:expr, stride $stride:expr, channels $channels:expr,
            poles $poles:expr, neurons $neurons:expr $(,)?
        )
    ) => {
        $crate::__auditory_state_net! {
            @net $head ($dt $ms) ($bands) ($kernel) ($stride) ($channels) ($neurons) {
                /// A damped rotation: one pole of a diagonal state-space model. Its two ports are the real and imaginary
                /// part of B C.
                unit Pole {
                    ports real, imaginary;
                    constant decay, omega;
                    kept = exp(-decay);
                    re   = kept * (cos(omega) * prev(re) - sin(omega) * prev(im)) + real;
                    im   = kept * (sin(omega) * prev(re) + cos(omega) * prev(im)) + imaginary;
                    emit re;
                }
                /// Gated linear unit.
                unit Glu {
                    ports value, gate;
                    y = value * sigmoid(gate);
                    emit y;
                }
            } {
                layer flat: Dense<[{ (($bands - $kernel) / $stride + 1) * $channels }, 1]> { bias: none; }
                layer poles: Pole<[{ (($bands - $kernel) / $stride + 1) * $channels }, $poles]> {
                    decay: learn per_unit(log_uniform(0.0005, 0.05)) in 0.00001..=1;
                    omega: learn per_unit(by($crate::zoo::s4d_frequency::<{ $poles }>)) in 0..=3.1;
                    bias: none;
                }
                layer read: Dense<[{ (($bands - $kernel) / $stride + 1) * $channels }, 1]>;
                layer mixed: Glu<{ (($bands - $kernel) / $stride + 1) * $channels }>;
            } {
                code -> flat { form: identity; }
                flat -> poles { form: local(kernel 1); }
                poles -> read { form: local(kernel 1); weights: fixed 1; }
                flat -> read { form: diagonal; }
                read -> mixed -> rate;
            }
        }
    };
    ($head:tt StateNetS4d $given:tt) => {
        $crate::__library::__wrong_arguments! {
            StateNetS4d "dt 5 ms, bands 32, kernel 7, stride 3, channels 7, poles 32, neurons 1" $given
        }
    };

    // A Legendre memory: one encoder, a fixed linear memory, a nonlinear layer that reads both.
    (
        $head:tt
        StateNetLmu(
            dt $dt:literal $ms:ident, bands $bands:expr, kernel $kernel:expr, stride $stride:expr, channels $channels:expr,
            order $order:expr, theta $theta:expr, neurons $neurons:expr $(,)?
        )
    ) => {
        $crate::__auditory_state_net! {
            @net $head ($dt $ms) ($bands) ($kernel) ($stride) ($channels) ($neurons) {} {
                layer encoder: Dense<1> { bias: none; }
                layer memory: Elman<$order> { activation: identity; bias: none; }
                layer hidden: Elman<{ (($bands - $kernel) / $stride + 1) * $channels }> { activation: tanh; bias: none; }
            } {
                code -> encoder;
                hidden ~> encoder;
                memory ~> encoder { weights: learn zeros; }
                encoder -> memory { weights: fixed by($crate::zoo::legendre_input::<{ $order }, { $theta }>); }
                memory ~> memory { weights: fixed by($crate::zoo::legendre_matrix::<{ $order }, { $theta }>); }
                code -> hidden { weights: learn xavier; }
                hidden ~> hidden { weights: learn xavier; }
                memory -> hidden { weights: learn xavier; }
                hidden -> rate;
            }
        }
    };
    ($head:tt StateNetLmu $given:tt) => {
        $crate::__library::__wrong_arguments! {
            StateNetLmu "dt 5 ms, bands 32, kernel 7, stride 3, channels 7, order 128, theta 99, neurons 1" $given
        }
    };

    // The encoder, which all share, in front of a memory: units of its own, layers, and links.
    (
        @net [$($head:tt)*] ($dt:literal $ms:ident) ($bands:expr) ($kernel:expr) ($stride:expr) ($channels:expr)
        ($neurons:expr) { $($unit:tt)* } { $($layer:tt)* } { $($link:tt)* }
    ) => {
        $crate::__library::recurrent_net! {
            crate: $crate::__library;

            $($unit)*

            $($head)* {
                dt: $dt $ms;
                input sound: $bands;
                layer code: Dense<[{ ($bands - $kernel) / $stride + 1 }, $channels]> {
                    activation: sigmoid;
                    bias: learn uniform(0, 1);
                    norm: layer(over channels);
                }
                $($layer)*
                output rate: $neurons;
                sound -> code { form: local(kernel $kernel, stride $stride); weights: learn uniform(0, 1); }
                $($link)*
            }
        }
    };

    // The memories that have no arguments of their own.
    (
        $head:tt
        $memory:ident(
            dt $dt:literal $ms:ident, bands $bands:expr, kernel $kernel:expr, stride $stride:expr, channels $channels:expr,
            neurons $neurons:expr $(,)?
        )
    ) => {
        $crate::__auditory_state_net! {
            @memory $memory [$head ($dt $ms) ($bands) ($kernel) ($stride) ($channels) ($neurons)]
            { (($bands - $kernel) / $stride + 1) * $channels }
        }
    };
    ($head:tt $memory:ident $given:tt) => {
        $crate::__library::__wrong_arguments! {
            $memory "dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 1" $given
        }
    };

    // A gated memory as large as the code: the model of the paper's title.
    (@memory StateNet [$($of:tt)*] $units:tt) => {
        $crate::__auditory_state_net! {
            @net $($of)* {} {
                layer memory: Gru<$units>;
            } {
                code -> memory { weights: learn uniform(-0.126, 0.126); }
                memory ~> memory { weights: learn uniform(-0.126, 0.126); }
                memory -> rate;
            }
        }
    };
    (@memory StateNetLstm [$($of:tt)*] $units:tt) => {
        $crate::__auditory_state_net! {
            @net $($of)* {} {
                layer memory: Lstm<$units>;
            } {
                code -> memory { weights: learn uniform(-0.126, 0.126); }
                memory ~> memory { weights: learn uniform(-0.126, 0.126); }
                memory -> rate;
            }
        }
    };
    (@memory StateNetElman [$($of:tt)*] $units:tt) => {
        $crate::__auditory_state_net! {
            @net $($of)* {} {
                layer memory: Elman<$units> { activation: tanh; }
            } {
                code -> memory { weights: learn uniform(-0.126, 0.126); }
                memory ~> memory { weights: learn uniform(-0.126, 0.126); }
                memory -> rate;
            }
        }
    };
    // A rate that the input drives in place of a gated cell, with a skip round it: a minimal Mamba.
    (@memory StateNetSelective [$($of:tt)*] $units:tt) => {
        $crate::__auditory_state_net! {
            @net $($of)* {
                /// A rate that the input drives: the core of Mamba, exact for a constant input within a step.
                unit Selective {
                    ports step, value;
                    constant decay;
                    keep = exp(-decay * softplus(step));
                    h    = keep * prev(h) + (1 - keep) * value;
                    emit h;
                }
                /// Gated linear unit.
                unit Glu {
                    ports value, gate;
                    y = value * sigmoid(gate);
                    emit y;
                }
            } {
                layer memory: Selective<$units> { decay: learn per_unit(1.0) in 0.001..=10; }
                layer mixed: Glu<$units>;
                layer sum: Dense<$units> { bias: none; }
            } {
                code -> memory -> mixed;
                mixed -> sum { form: identity; }
                code -> sum { form: identity; }
                sum -> rate;
            }
        }
    };
    // Two gated layers with a skip round the second.
    (@memory StateNetDeep [$($of:tt)*] $units:tt) => {
        $crate::__auditory_state_net! {
            @net $($of)* {} {
                layer first: Gru<$units>;
                layer second: Gru<$units>;
                layer sum: Dense<$units> { bias: none; }
            } {
                code -> first -> second;
                first ~> first;
                second ~> second;
                first -> sum { form: identity; }
                second -> sum { form: identity; }
                sum -> rate;
            }
        }
    };
}
