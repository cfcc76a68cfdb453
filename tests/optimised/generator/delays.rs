//! Draws the delays of links.

use super::declaration::{Learned, Taps};
use super::draw::Draw;

/// Longer than any sequence of the tests.
pub const BEYOND: usize = 15;

/// Delays of none or more.
pub fn forward(draw: &mut Draw, has_dt: bool) -> Taps {
    match draw.whole(0, 12) {
        12 => learned(draw, 0),
        0..=5 => Taps::Now,
        6 => Taps::Range(0, draw.whole(2, 4)),
        7 => Taps::InclusiveRange(0, draw.whole(1, 3)),
        8 => Taps::List(draw.one_of(&[
            vec![0, 3],
            vec![2, 0],
            vec![4, 0, 1],
            vec![0, BEYOND],
            vec![BEYOND, 0],
        ])),
        _ => back(draw, has_dt),
    }
}

/// Delays of one or more.
pub fn back(draw: &mut Draw, has_dt: bool) -> Taps {
    match draw.whole(0, 13) {
        12 | 13 => {
            let low = draw.whole(1, 2);
            learned(draw, low)
        }
        0..=4 => Taps::Before,
        5 | 6 if has_dt => Taps::DelayAsTime(draw.whole(1, 6)),
        5..=7 => Taps::Delay(draw.one_of(&[1, 2, 3, 5, BEYOND])),
        8 => Taps::Range(1, draw.whole(3, 5)),
        9 => Taps::InclusiveRange(draw.whole(1, 2), draw.whole(3, 4)),
        _ => Taps::List(draw.one_of(&[
            vec![1, 4],
            vec![3, 1],
            vec![5, 2, 6],
            vec![2, BEYOND],
            vec![BEYOND, 1],
        ])),
    }
}

/// A delay from `low` on. It starts between two steps, where differences tell its derivative.
fn learned(draw: &mut Draw, low: usize) -> Taps {
    let high = low + draw.whole(1, 5);
    Taps::Learned(Learned {
        per_source: draw.percent(50),
        start: low as f64 + draw.hundredths(20, 80),
        low,
        high,
        is_logistic: draw.percent(40),
        spread: draw
            .percent(60)
            .then(|| (draw.percent(50), draw.hundredths(20, 280))),
    })
}
