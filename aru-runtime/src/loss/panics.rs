//! A loss of the user's own may panic; what it said is kept, so that an error can name it.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What it returns, or what it said when it panicked.
pub(crate) fn caught<R>(call: impl FnOnce() -> R) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "it did not say why".into())
    })
}
