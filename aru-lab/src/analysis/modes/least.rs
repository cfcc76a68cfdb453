//! The least linear system that responds as a map does.
//!
//! A linear system with the state z\[t+1\] = A z\[t\] + B x\[t\] and the output C z has the map h\[k\] = C A^(k-1) B behind the lag of now.
//! Laid out as a Hankel matrix, H\[i, j\] = h\[1 + i + j\], it is the product of what the state does to the outputs to come and of what the
//! inputs before did to the state. Its rank is the least number of states that any such system has, and all systems of that many have
//! the same A but for the choice of coordinates, and so the same eigenvalues (Ho and Kalman 1966). What noise and rounding add is cut
//! off by its singular values (Kung 1978): with H = U S V' and H1 the same matrix one lag later, A = S^(-1/2) U' H1 V S^(-1/2).

use ndarray::{Array2, ArrayView2, Axis, s};

use super::super::spectrum::spectrum;
use super::symmetric::{eigen, largest};

/// Rows of the Hankel matrix at most; what are no rows of the lags are columns.
const ROWS: usize = 200;

/// Columns that are laid out at a time.
const COLUMNS: usize = 1 << 12;

/// The part of all squares, and of the largest, below which there is only rounding.
const ROUNDING: f64 = 1e-13;

/// What was found of a map.
pub(super) struct Least {
    /// Eigenvalues as \[real, imaginary\], of a conjugate pair the one above the real axis; and which part of the squares of the Hankel
    /// matrix each makes by itself.
    pub(super) poles: Vec<([f64; 2], f64)>,
    /// Which part of them all of it makes.
    pub(super) explained: f64,
}

/// Of a map `[lag, feature]` of three lags at least, of finite numbers. As many states as it takes for so large a part of the squares
/// of its Hankel matrix. None where the eigenvalues are not found.
pub(super) fn least(map: ArrayView2<'_, f64>, part: f64) -> Option<Least> {
    let most = map.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    // In units of the largest, so that no square is lost; what there is of now needs no state.
    let later = map
        .slice(s![1.., ..])
        .mapv(|value| if most > 0.0 { value / most } else { 0.0 });
    let rows = (later.nrows() / 2).min(ROWS);
    let columns = later.nrows() - rows;
    let (own, next) = products(later.view(), rows, columns);
    let total = own.diag().sum();
    if total == 0.0 {
        return Some(Least {
            poles: Vec::new(),
            explained: 1.0,
        });
    }
    let (squares, vectors) = largest(&own, ROUNDING);
    let order = order(&squares, part);
    let vectors = vectors.slice(s![.., ..order]);
    let mut matrix = vectors.t().dot(&next).dot(&vectors);
    for ((row, column), value) in matrix.indexed_iter_mut() {
        // The singular values are the roots of the squares.
        *value /= squares[row].powf(0.25) * squares[column].powf(0.75);
    }
    let mut poles = spectrum(matrix.view())?;
    poles.retain(|pole| pole[1] >= 0.0);
    // What stands in the Hankel matrix, each as often as it does.
    let counts = counts(rows, columns);
    Some(shares(later.slice(s![..counts.len(), ..]), &counts, poles))
}

/// H H' and H1 H', `[row, row]` both.
fn products(later: ArrayView2<'_, f64>, rows: usize, columns: usize) -> (Array2<f64>, Array2<f64>) {
    let features = later.ncols();
    let mut own = Array2::zeros((rows, rows));
    let mut next = Array2::zeros((rows, rows));
    let together = (COLUMNS / features.max(1)).max(1);
    for first in (0..columns).step_by(together) {
        let count = together.min(columns - first);
        // One row more than H has: H1 is the same from its second row on.
        let part = Array2::from_shape_fn((rows + 1, count * features), |(row, place)| {
            later
                .get([row + first + place / features, place % features])
                .copied()
                .unwrap_or(0.0)
        });
        let (above, below) = (part.slice(s![..rows, ..]), part.slice(s![1.., ..]));
        own += &above.dot(&above.t());
        next += &below.dot(&above.t());
    }
    (own, next)
}

/// How many of the largest make so large a part of their sum.
fn order(squares: &[f64], part: f64) -> usize {
    let real = squares
        .iter()
        .take_while(|&&square| square > ROUNDING * squares[0]);
    let total: f64 = real.clone().sum();
    let mut sum = 0.0;
    let enough = real.clone().position(|square| {
        sum += square;
        sum >= part * total
    });
    enough.map_or(real.count(), |last| last + 1)
}

/// How often each lag stands in a Hankel matrix.
fn counts(rows: usize, columns: usize) -> Vec<f64> {
    let lags = rows + columns - 1;
    let count = |lag: usize| (lag + 1).min(lags - lag).min(rows).min(columns);
    (0..lags).map(|lag| count(lag) as f64).collect()
}

/// Which part each pole makes: the map as a sum of what they do, by least squares of the Hankel matrix.
fn shares(map: ArrayView2<'_, f64>, counts: &[f64], poles: Vec<[f64; 2]>) -> Least {
    let columns: Vec<(usize, Vec<f64>)> = poles
        .iter()
        .enumerate()
        .flat_map(|(number, &pole)| {
            courses(pole, counts)
                .into_iter()
                .map(move |course| (number, course))
        })
        .collect();
    // By the roots of the counts, so that plain squares are those of the Hankel matrix.
    let weighted = Array2::from_shape_fn(map.dim(), |(lag, feature)| {
        counts[lag].sqrt() * map[[lag, feature]]
    });
    let basis = Array2::from_shape_fn((counts.len(), columns.len()), |(lag, column)| {
        columns[column].1[lag]
    });
    let (squares, vectors) = eigen(basis.t().dot(&basis));
    let mut along = vectors.t().dot(&basis.t()).dot(&weighted);
    for (mut row, &square) in along.axis_iter_mut(Axis(0)).zip(&squares) {
        // Two poles that are one to the last digit share what they do.
        row *= if square > ROUNDING * squares[0] {
            1.0 / square
        } else {
            0.0
        };
    }
    let strengths = vectors.dot(&along);
    let total = sum_of_squares(weighted.view());
    let part_of = |number: usize| {
        let own: Vec<usize> = (0..columns.len())
            .filter(|&column| columns[column].0 == number)
            .collect();
        let course = basis.select(Axis(1), &own).dot(&strengths.select(Axis(0), &own));
        sum_of_squares(course.view()) / total
    };
    let missed = sum_of_squares((&weighted - &basis.dot(&strengths)).view());
    Least {
        poles: poles
            .iter()
            .enumerate()
            .map(|(number, &pole)| (pole, part_of(number)))
            .collect(),
        explained: 1.0 - missed / total,
    }
}

/// The course of a real pole, or both of a pair, over lags, of unit length, in the same weighting.
fn courses([re, im]: [f64; 2], counts: &[f64]) -> Vec<Vec<f64>> {
    let (size, angle) = (re.hypot(im), im.atan2(re));
    let last = counts.len() - 1;
    let course = |wave: fn(f64) -> f64| -> Vec<f64> {
        let at = |(lag, count): (usize, &f64)| {
            // What grows is seen from its end, so that nothing overflows.
            let steps = if size > 1.0 {
                lag as f64 - last as f64
            } else {
                lag as f64
            };
            count.sqrt() * size.powf(steps) * wave(angle * lag as f64)
        };
        let course: Vec<f64> = counts.iter().enumerate().map(at).collect();
        let length = course.iter().map(|value| value * value).sum::<f64>().sqrt();
        course.into_iter().map(|value| value / length).collect()
    };
    match im {
        0.0 => vec![course(f64::cos)],
        _ => vec![course(f64::cos), course(f64::sin)],
    }
}

fn sum_of_squares(values: ArrayView2<'_, f64>) -> f64 {
    values.iter().map(|value| value * value).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_of_a_hankel_matrix_counts() {
        let later = Array2::from_shape_fn((9, 2), |(lag, feature)| (lag * lag % 7) as f64 - feature as f64);
        let (rows, columns) = (4, 5);
        let (own, next) = products(later.view(), rows, columns);
        let counts = counts(rows, columns);
        assert_eq!(counts, [1.0, 2.0, 3.0, 4.0, 4.0, 3.0, 2.0, 1.0]);
        let squares: f64 = counts
            .iter()
            .zip(later.outer_iter())
            .map(|(count, row)| count * row.dot(&row))
            .sum();
        assert!((own.diag().sum() - squares).abs() < 1e-12);
        let dot = |i: usize, j: usize| -> f64 {
            (0..columns)
                .map(|lag| later.row(i + lag).dot(&later.row(j + lag)))
                .sum()
        };
        assert!((own[[1, 3]] - dot(1, 3)).abs() < 1e-12 && (next[[1, 3]] - dot(2, 3)).abs() < 1e-12);
    }

    #[test]
    fn the_order_is_the_least_that_is_enough() {
        assert_eq!(order(&[90.0, 9.0, 1.0, 1e-20], 0.9), 1);
        assert_eq!(order(&[90.0, 9.0, 1.0, 1e-20], 0.91), 2);
        assert_eq!(order(&[90.0, 9.0, 1.0, 1e-20], 1.0), 3);
    }
}
