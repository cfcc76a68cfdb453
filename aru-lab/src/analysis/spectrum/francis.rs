//! The eigenvalues of a Hessenberg matrix by QR steps with a double shift, as `hqr` of EISPACK (Martin, Peters and
//! Wilkinson 1970).
//!
//! A step multiplies by the reflections that H - x and H - y would need, where x and y are the eigenvalues of the last 2 x 2
//! block, conjugate or real, without leaving the real numbers: a bulge of three rows is chased down the diagonal. Below the
//! last rows elements fall to zero, and one eigenvalue or two are split off. Where the steps go in a circle, as they do for
//! a ring of delays, an odd shift breaks it.

use ndarray::Array2;

/// Steps for one eigenvalue after which an odd shift is made, and again.
const ODD: usize = 10;
/// Steps for one eigenvalue after which it is given up: a few are usual.
const MOST: usize = 300;

/// As \[real, imaginary\] parts; the matrix is used up. None where they are not found.
pub(super) fn eigenvalues(h: &mut Array2<f64>) -> Option<Vec<[f64; 2]>> {
    let norm: f64 = h.iter().map(|value| value.abs()).sum();
    let mut found = Vec::with_capacity(h.nrows());
    // What odd shifts have taken from the diagonal.
    let mut taken = 0.0;
    let (mut end, mut steps) = (h.nrows(), 0);
    while end > 0 {
        let n = end - 1;
        let first = first_of_block(h, n, norm);
        if first == n {
            found.push([h[[n, n]] + taken, 0.0]);
            (end, steps) = (end - 1, 0);
        } else if first + 1 == n {
            found.extend(pair(h, n, taken));
            (end, steps) = (end - 2, 0);
        } else if steps == MOST {
            return None;
        } else {
            let mut shift = Shift::of_last(h, n);
            if steps > 0 && steps % ODD == 0 {
                taken += shift.x;
                for i in 0..=n {
                    h[[i, i]] -= shift.x;
                }
                let size = h[[n, n - 1]].abs() + h[[n - 1, n - 2]].abs();
                shift = Shift {
                    x: 0.75 * size,
                    y: 0.75 * size,
                    w: -0.4375 * size * size,
                };
            }
            steps += 1;
            step(h, first, n, shift);
        }
    }
    Some(found)
}

/// Where the block that ends with row n begins: below it the matrix is as good as zero.
fn first_of_block(h: &Array2<f64>, n: usize, norm: f64) -> usize {
    let is_zero = |&row: &usize| {
        let around = h[[row - 1, row - 1]].abs() + h[[row, row]].abs();
        let around = if around == 0.0 { norm } else { around };
        h[[row, row - 1]].abs() <= f64::EPSILON * around
    };
    (1..=n).rev().find(is_zero).unwrap_or(0)
}

/// Those of the 2 x 2 block that ends with row n.
fn pair(h: &Array2<f64>, n: usize, taken: f64) -> [[f64; 2]; 2] {
    let w = h[[n, n - 1]] * h[[n - 1, n]];
    let p = (h[[n - 1, n - 1]] - h[[n, n]]) / 2.0;
    let q = p * p + w;
    let (x, root) = (h[[n, n]] + taken, q.abs().sqrt());
    if q < 0.0 {
        return [[x + p, root], [x + p, -root]];
    }
    // Their product is -w: no difference of near numbers.
    let z = if p < 0.0 { p - root } else { p + root };
    match z {
        0.0 => [[x, 0.0]; 2],
        z => [[x + z, 0.0], [x - w / z, 0.0]],
    }
}

/// Sum and product of the shifts, as the diagonal of the last 2 x 2 block and the product of the others.
#[derive(Clone, Copy)]
struct Shift {
    x: f64,
    y: f64,
    w: f64,
}

impl Shift {
    fn of_last(h: &Array2<f64>, n: usize) -> Self {
        Shift {
            x: h[[n, n]],
            y: h[[n - 1, n - 1]],
            w: h[[n, n - 1]] * h[[n - 1, n]],
        }
    }
}

/// A step in the block of rows `first..=n`, three at least.
fn step(h: &mut Array2<f64>, first: usize, n: usize, shift: Shift) {
    let (begin, mut column) = begin(h, first, n, shift);
    for i in begin + 2..=n {
        h[[i, i - 2]] = 0.0;
        if i > begin + 2 {
            h[[i, i - 3]] = 0.0;
        }
    }
    for k in begin..n {
        let rows = if k + 1 < n { 3 } else { 2 };
        let mut scale = 1.0;
        if k > begin {
            let below = |row: usize| if row < rows { h[[k + row, k - 1]] } else { 0.0 };
            column = [below(0), below(1), below(2)];
            scale = column.iter().map(|value| value.abs()).sum();
            if scale == 0.0 {
                continue;
            }
            column = column.map(|value| value / scale);
        }
        let [p, q, r] = column;
        let length = (p * p + q * q + r * r).sqrt();
        let s = if p < 0.0 { -length } else { length };
        if s == 0.0 {
            continue;
        }
        if k > begin {
            h[[k, k - 1]] = -s * scale;
        } else if begin > first {
            h[[k, k - 1]] = -h[[k, k - 1]];
        }
        // I - u v' with v = (1, q, r) / (p + s) and u = (p + s, q, r) / s.
        let v = [1.0, q / (p + s), r / (p + s)];
        let u = [(p + s) / s, q / s, r / s];
        for j in k..=n {
            let along: f64 = (0..rows).map(|row| v[row] * h[[k + row, j]]).sum();
            for row in 0..rows {
                h[[k + row, j]] -= along * u[row];
            }
        }
        for i in first..=n.min(k + 3) {
            let along: f64 = (0..rows).map(|row| u[row] * h[[i, k + row]]).sum();
            for row in 0..rows {
                h[[i, k + row]] -= along * v[row];
            }
        }
    }
}

/// The row at which the step may begin, two small elements in a row being as good as a zero, and the first column of
/// (H - x)(H - y) there.
fn begin(h: &Array2<f64>, first: usize, n: usize, Shift { x, y, w }: Shift) -> (usize, [f64; 3]) {
    let mut row = n - 2;
    loop {
        let z = h[[row, row]];
        let (r, s) = (x - z, y - z);
        let column = [
            (r * s - w) / h[[row + 1, row]] + h[[row, row + 1]],
            h[[row + 1, row + 1]] - z - r - s,
            h[[row + 2, row + 1]],
        ];
        let size: f64 = column.iter().map(|value| value.abs()).sum();
        let size = size.max(f64::MIN_POSITIVE);
        let [p, q, r] = column.map(|value| value / size);
        if row == first {
            return (row, [p, q, r]);
        }
        let around = h[[row - 1, row - 1]].abs() + z.abs() + h[[row + 1, row + 1]].abs();
        if h[[row, row - 1]].abs() * (q.abs() + r.abs()) <= f64::EPSILON * p.abs() * around {
            return (row, [p, q, r]);
        }
        row -= 1;
    }
}
