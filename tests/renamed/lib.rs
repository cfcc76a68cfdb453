//! Passes the macro on to crates that do not know the library.

pub use rnn;

/// `recurrent_net!` for crates that depend on this one alone.
#[macro_export]
macro_rules! network {
    ($($declaration:tt)*) => {
        $crate::rnn::recurrent_net! {
            crate: $crate::rnn;
            $($declaration)*
        }
    };
}
