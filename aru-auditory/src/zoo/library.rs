//! What emitted code names of the library: [`auditory_net!`](crate::auditory_net) finds it here, by `$crate`, under whatever
//! name a crate has the library.

pub use aru_macros::{__no_model, __unknown_model, __wrong_arguments, recurrent_net};
pub use aru_runtime::__private;
pub use aru_runtime::network::description;
pub use aru_runtime::numerics::scalar::Scalar;
pub use aru_runtime::run::declared::Declared;
