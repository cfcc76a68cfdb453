//! The eigenvalues of a real matrix.
//!
//! A Jacobian is full of exact zeros: lines move on by a place, layers do not read all others. Numbers of a state that
//! reach each other form a *block* (`blocks.rs`), and the eigenvalues of the matrix are those of its blocks, since in some
//! order of them it is block triangular. A block of one number is its own eigenvalue, without any rounding. That matters: a
//! line of d places that leads into nothing has d eigenvalues of 0, which any method on the whole matrix would find as a
//! circle of radius eps^(1/d).
//!
//! A larger block is scaled by powers of two, so that its rows are as large as its columns (Parlett and Reinsch 1969),
//! brought to Hessenberg form by reflections, and taken apart by the double shift QR steps of Francis (`francis.rs`).

mod blocks;
mod francis;

use ndarray::{Array2, ArrayView2};

/// The eigenvalues of a matrix as \[real, imaginary\] parts, in no order; pairs are exactly conjugate. What rounding cannot
/// tell from zero is zero. None where a number is not finite or the steps do not converge.
pub(crate) fn spectrum(matrix: ArrayView2<'_, f64>) -> Option<Vec<[f64; 2]>> {
    if !matrix.iter().all(|value| value.is_finite()) {
        return None;
    }
    let mut all = Vec::with_capacity(matrix.nrows());
    for block in blocks::blocks(matrix) {
        if let [place] = block[..] {
            all.push([matrix[[place, place]], 0.0]);
            continue;
        }
        let size = block.len();
        let mut own = Array2::from_shape_fn((size, size), |(i, j)| matrix[[block[i], block[j]]]);
        balance(&mut own);
        let norm = own.iter().map(|value| value * value).sum::<f64>().sqrt();
        let floor = size as f64 * f64::EPSILON * norm;
        to_hessenberg(&mut own);
        let found = francis::eigenvalues(&mut own)?;
        all.extend(
            found
                .into_iter()
                .map(|value| match value[0].hypot(value[1]) <= floor {
                    true => [0.0; 2],
                    false => value,
                }),
        );
    }
    Some(all)
}

/// Scales row and column of each number against each other, by powers of two, until both are about as large.
fn balance(matrix: &mut Array2<f64>) {
    let size = matrix.nrows();
    let mut is_balanced = false;
    while !is_balanced {
        is_balanced = true;
        for i in 0..size {
            let others = || (0..size).filter(|&j| j != i);
            let column: f64 = others().map(|j| matrix[[j, i]].abs()).sum();
            let row: f64 = others().map(|j| matrix[[i, j]].abs()).sum();
            if column == 0.0 || row == 0.0 {
                continue;
            }
            let (mut factor, mut scaled) = (1.0, column);
            while scaled < row / 2.0 {
                factor *= 2.0;
                scaled *= 4.0;
            }
            while scaled >= row * 2.0 {
                factor /= 2.0;
                scaled /= 4.0;
            }
            if (scaled + row) / factor < 0.95 * (column + row) {
                is_balanced = false;
                matrix.row_mut(i).mapv_inplace(|value| value / factor);
                matrix.column_mut(i).mapv_inplace(|value| value * factor);
            }
        }
    }
}

/// A similar matrix with zeros below the diagonal next to the main one, by a reflection for each column.
fn to_hessenberg(matrix: &mut Array2<f64>) {
    let size = matrix.nrows();
    for column in 0..size.saturating_sub(2) {
        let first = column + 1;
        let scale: f64 = (first..size).map(|i| matrix[[i, column]].abs()).sum();
        if (first + 1..size).all(|i| matrix[[i, column]] == 0.0) {
            continue;
        }
        let mut reflector: Vec<f64> = (first..size).map(|i| matrix[[i, column]] / scale).collect();
        let length = reflector.iter().map(|value| value * value).sum::<f64>().sqrt();
        let target = if reflector[0] > 0.0 { -length } else { length };
        let half = length * length - reflector[0] * target;
        reflector[0] -= target;
        // (I - v v' / half) from the left, then from the right.
        for j in column + 1..size {
            let along: f64 = reflector
                .iter()
                .zip(first..)
                .map(|(v, i)| v * matrix[[i, j]])
                .sum();
            for (v, i) in reflector.iter().zip(first..) {
                matrix[[i, j]] -= along / half * v;
            }
        }
        for i in 0..size {
            let along: f64 = reflector
                .iter()
                .zip(first..)
                .map(|(v, j)| v * matrix[[i, j]])
                .sum();
            for (v, j) in reflector.iter().zip(first..) {
                matrix[[i, j]] -= along / half * v;
            }
        }
        matrix[[first, column]] = scale * target;
        for i in first + 1..size {
            matrix[[i, column]] = 0.0;
        }
    }
}

#[cfg(test)]
mod tests;
