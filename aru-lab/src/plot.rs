//! Figures as SVG: lines, points, bars and landscapes with a legend, alone or as panels of a grid.
//!
//! Text stays text, so that it can be selected, searched and edited. Labels of axes carry their units. The same figure
//! is always the same file.
//!
//! | To show | draw |
//! |---|---|
//! | a course over time | [`line`](Figure::line), with [`errors`](Figure::errors) where it is a mean |
//! | pairs of numbers | [`points`](Figure::points), with [`identity`](Figure::identity) where they should be equal |
//! | a true value, a baseline | [`level`](Figure::level), [`vertical`](Figure::vertical) |
//! | groups side by side | [`categories`](Figure::categories), [`bars`](Figure::bars), [`bracket`](Figure::bracket) |
//! | a number over a plane | [`landscape`](Figure::landscape), with [`marker`](Figure::marker) for its special places |

mod check;
mod draw;
mod figure;
mod panels;
mod series;
mod svg;
#[cfg(test)]
mod tests;

pub use figure::Figure;
pub use panels::Panels;
pub use series::Marker;

/// A number that can be drawn: any real number, or a reference to one, so that slices, arrays and iterators all do.
pub trait Number {
    /// The number as the figure draws it.
    fn value(self) -> f64;
}

macro_rules! number {
    ($($number:ty),*) => {$(
        impl Number for $number {
            fn value(self) -> f64 {
                self as f64
            }
        }
    )*};
}

number!(f32, f64, i32, i64, u32, u64, usize);

impl<N: Number + Copy> Number for &N {
    fn value(self) -> f64 {
        (*self).value()
    }
}

fn values<V: Number>(values: impl IntoIterator<Item = V>) -> Vec<f64> {
    values.into_iter().map(Number::value).collect()
}
