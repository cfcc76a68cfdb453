//! An experiment that says what it claims: the command line, the report with a verdict on each claim, and the page
//! that shows several reports.
//!
//! The experiments of the paper (the examples of this crate) are written with it, and one's own reads the same:
//! options, trials in a resumable [`Study`](crate::study::Study), claims beside measured numbers, figures.

mod claim;
mod html;
mod markdown;
mod options;
mod page;
mod report;
#[cfg(test)]
mod tests;
mod text;

pub use claim::{Claim, Verdict};
pub use options::Options;
pub use page::Page;
pub use report::{Picture, Report, Table};
