//! The macro that names a model, and what it says of a call that fits none.

/// Declares models of auditory neurons by their names: each call is one of [`recurrent_net!`](aru_macros::recurrent_net), with
/// the text of the model and your sizes in it.
///
/// ```
/// use aru::auditory::auditory_net;
/// use aru::prelude::*;
///
/// auditory_net! {
///     /// Ten neurons of the avian cortex.
///     pub struct Songbird: StateNet(dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 10);
///
///     /// What it has to beat, for any number of neurons.
///     pub struct Rival<const NEURONS: usize>:
///         DNet(dt 5 ms, bands 32, taps 5, units 20, tau uniform(6 ms, 50 ms), neurons NEURONS);
/// }
///
/// let net = Songbird::<f32>::new(7);
/// assert_eq!(net.memory_to_rate().weight().len(), 10 * 63);
/// assert_eq!(Rival::<f32, 3>::new(7).rate().tau_r(), [0.010; 3]);
/// ```
///
/// A declaration is `struct Name: Model(arguments);`, with docs, attributes, a visibility and const parameters as in
/// `recurrent_net!`. Several may stand in a call. Arguments have names and stand in the order of this table; all of them but the two that `StateNetAru` may do without:
///
/// | model | arguments |
/// | --- | --- |
/// | `Linear`, `LinearNonlinear` | `dt 5 ms, bands 32, taps 41, neurons 1` |
/// | `NetworkReceptiveField` | `dt 5 ms, bands 32, taps 41, units 20, neurons 1` |
/// | `DNet` | `dt 5 ms, bands 32, taps 5, units 20, tau uniform(6 ms, 50 ms), neurons 1` |
/// | `AdaptedDNet` | `dt 5 ms, bands 32, low 250, high 8000, taps 5, units 20, tau uniform(6 ms, 50 ms), neurons 1` |
/// | `Window` | `dt 5 ms, bands 32, taps 8, units 12, neurons 1` |
/// | `Cnn2d` | `dt 5 ms, bands 32, kernel 6, taps 9, channels 10, units 90, neurons 1` |
/// | `StateNet`, `StateNetLstm`, `StateNetElman`, `StateNetSelective`, `StateNetDeep` | `dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 1` |
/// | `StateNetAru` | the same, and before `neurons` where the start is to be another one: `tau_s log_uniform(5.5 ms, 50 ms), tau_r log_uniform(5.5 ms, 200 ms)` |
/// | `StateNetS4d` | `dt 5 ms, bands 32, kernel 7, stride 3, channels 7, poles 32, neurons 1` |
/// | `StateNetLmu` | `dt 5 ms, bands 32, kernel 7, stride 3, channels 7, order 128, theta 99, neurons 1` |
///
/// - `dt` is the length of a bin, `bands` the frequency bands of the spectrogram, `neurons` the outputs.
/// - `taps` steps of the sound are read by a filter: this one and those before. `units` is the size of the hidden layer.
/// - `kernel` bands are read by each position of an encoder, `stride` bands apart, with `channels` units at each. The number
///   of positions, (bands - kernel) / stride + 1, and the size of the memory, positions x channels, follow.
/// - `tau`, `tau_s`, `tau_r` are what time constants start from: any INIT of the language. Of a range what is shorter than `dt`
///   is not drawn. The output of a `DNet` starts at 10 ms, and its bins may be no longer.
/// - `low` and `high` are the ends of the front end's range in whole Hz, for the time constants of its bands.
/// - `poles` damped rotations has each channel. The Legendre memory holds `theta` steps in `order` numbers.
///
/// Sizes are integers or paths to a `const`. `bands`, `units`, `channels` and `neurons` may be const parameters of the struct
/// too where nothing is computed of them: not `bands` and `channels` of `Cnn2d` and of the `StateNet`s, and not `bands` of
/// `AdaptedDNet`. `taps`, `kernel` and `stride` are integers.
///
/// Layers are called as in the texts ([`zoo`](crate::zoo)): the input `sound`, the output `rate`, and, where there are such,
/// `code`, `hidden`, `memory`. The macro needs no `crate: path;`: it knows the library under whatever name.
#[macro_export]
macro_rules! auditory_net {
    (
        $(#[$attribute:meta])* $visibility:vis struct $name:ident $(<$(const $parameter:ident: usize),+ $(,)?>)?:
            $model:ident($($argument:tt)*);
        $($rest:tt)*
    ) => {
        $crate::__auditory_model! {
            [$(#[$attribute])* $visibility struct $name $(<$(const $parameter: usize),+>)?]
            $model($($argument)*)
        }
        $crate::auditory_net! { $($rest)* }
    };
    () => {};
    ($($other:tt)*) => {
        $crate::__library::__no_model! { $($other)* }
    };
}

/// By the name of the model to the file that has its text.
#[doc(hidden)]
#[macro_export]
macro_rules! __auditory_model {
    ($head:tt Linear $arguments:tt) => { $crate::__auditory_filter! { $head Linear $arguments } };
    ($head:tt LinearNonlinear $arguments:tt) => { $crate::__auditory_filter! { $head LinearNonlinear $arguments } };
    ($head:tt NetworkReceptiveField $arguments:tt) => { $crate::__auditory_filter! { $head NetworkReceptiveField $arguments } };
    ($head:tt Window $arguments:tt) => { $crate::__auditory_filter! { $head Window $arguments } };
    ($head:tt Cnn2d $arguments:tt) => { $crate::__auditory_filter! { $head Cnn2d $arguments } };
    ($head:tt DNet $arguments:tt) => { $crate::__auditory_filter! { $head DNet $arguments } };
    ($head:tt AdaptedDNet $arguments:tt) => { $crate::__auditory_filter! { $head AdaptedDNet $arguments } };
    ($head:tt StateNet $arguments:tt) => { $crate::__auditory_state_net! { $head StateNet $arguments } };
    ($head:tt StateNetLstm $arguments:tt) => { $crate::__auditory_state_net! { $head StateNetLstm $arguments } };
    ($head:tt StateNetElman $arguments:tt) => { $crate::__auditory_state_net! { $head StateNetElman $arguments } };
    ($head:tt StateNetAru $arguments:tt) => { $crate::__auditory_state_net! { $head StateNetAru $arguments } };
    ($head:tt StateNetSelective $arguments:tt) => { $crate::__auditory_state_net! { $head StateNetSelective $arguments } };
    ($head:tt StateNetS4d $arguments:tt) => { $crate::__auditory_state_net! { $head StateNetS4d $arguments } };
    ($head:tt StateNetLmu $arguments:tt) => { $crate::__auditory_state_net! { $head StateNetLmu $arguments } };
    ($head:tt StateNetDeep $arguments:tt) => { $crate::__auditory_state_net! { $head StateNetDeep $arguments } };
    ($head:tt $other:ident $arguments:tt) => {
        $crate::__library::__unknown_model! {
            $other
            [
                Linear LinearNonlinear NetworkReceptiveField DNet AdaptedDNet Window Cnn2d StateNet StateNetLstm StateNetElman
                StateNetAru StateNetSelective StateNetS4d StateNetLmu StateNetDeep
            ]
        }
    };
}
