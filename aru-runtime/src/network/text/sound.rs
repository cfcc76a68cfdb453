//! Whether a description is one that the compiler could have written: one out of a file may be anything.
//!
//! The stages of the compiler that come behind its checks take much for granted, and so does what runs a network. What is
//! asked here is all of that; each fault is a sentence that names the thing.

mod ends;
mod links;
mod parameters;
mod ranges;
mod units;

pub(super) use self::parameters::{Owned, OwnedLayer};
use crate::network::description::Description;

/// What is wrong, as a sentence without its full stop.
pub(super) type Fault = String;

/// Refuses what is no description of a network. Of a sound one, which parameters belong to each layer.
pub(super) fn check(description: &Description) -> Result<Owned, Fault> {
    ends::check(description)?;
    units::check(description)?;
    links::check(description)?;
    let owned = parameters::owned(description)?;
    links::check_ports(description, &owned)?;
    ranges::check(description)?;
    Ok(owned)
}

/// A length that does not fit in memory.
pub(super) fn too_long(what: &str) -> Fault {
    format!("{what} is longer than any memory")
}

/// `1 unit`, `3 units`.
fn counted(count: usize, thing: &str) -> String {
    crate::error::counted(count as u64, thing)
}
