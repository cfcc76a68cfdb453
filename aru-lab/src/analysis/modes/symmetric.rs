//! Eigenvalues and eigenvectors of a symmetric matrix by rotations (Jacobi 1846): short, and exact to the last digits for the large
//! ones, which are all that is asked for. A large matrix of few that are not zero is made small first.

use ndarray::{Array1, Array2, Axis, stack};

/// Rounds over all pairs of rows at most; fewer than ten are usual.
const ROUNDS: usize = 60;

/// The eigenvalues of a matrix that has none below zero, but for those that are together no more than `left` of their sum: the largest
/// first, and the eigenvectors as columns in the same order.
///
/// With as many columns of a Cholesky factor L as that takes, each of the row of which most is left, the matrix is L L', and the
/// small L' L has the same eigenvalues; of its eigenvectors v those of the matrix are L v.
pub(super) fn largest(matrix: &Array2<f64>, left: f64) -> (Vec<f64>, Array2<f64>) {
    let factor = factor(matrix, left);
    let (values, small) = eigen(factor.t().dot(&factor));
    let mut vectors = factor.dot(&small);
    for (mut vector, value) in vectors.axis_iter_mut(Axis(1)).zip(&values) {
        vector /= value.max(f64::MIN_POSITIVE).sqrt();
    }
    (values, vectors)
}

/// Columns of the factor, until no more than `left` of the trace is left.
fn factor(matrix: &Array2<f64>, left: f64) -> Array2<f64> {
    let size = matrix.nrows();
    let mut rest = matrix.diag().to_owned();
    let enough = left * rest.sum();
    let mut columns: Vec<Array1<f64>> = Vec::new();
    while columns.len() < size && rest.sum() > enough {
        let Some((pivot, most)) = rest
            .iter()
            .copied()
            .enumerate()
            .max_by(|(_, a), (_, b)| a.total_cmp(b))
        else {
            break;
        };
        let mut column = matrix.column(pivot).to_owned();
        for before in &columns {
            column.scaled_add(-before[pivot], before);
        }
        column /= most.sqrt();
        rest.zip_mut_with(&column, |rest, value| *rest = (*rest - value * value).max(0.0));
        // What rounding leaves of it is none.
        rest[pivot] = 0.0;
        columns.push(column);
    }
    let views: Vec<_> = columns.iter().map(|column| column.view()).collect();
    stack(Axis(1), &views).unwrap_or_else(|_| Array2::zeros((size, 0)))
}

/// All eigenvalues, the largest first, and the eigenvectors as columns in the same order. Of the matrix the lower half is not read.
pub(super) fn eigen(mut matrix: Array2<f64>) -> (Vec<f64>, Array2<f64>) {
    let size = matrix.nrows();
    let norm = matrix.iter().map(|value| value * value).sum::<f64>().sqrt();
    // What is as good as zero beside the largest: together less than rounding.
    let floor = f64::EPSILON * norm / size.max(1) as f64;
    for row in 0..size {
        for column in 0..row {
            matrix[[row, column]] = matrix[[column, row]];
        }
    }
    let mut vectors = Array2::eye(size);
    for _ in 0..ROUNDS {
        let mut has_turned = false;
        for p in 0..size {
            for q in p + 1..size {
                if matrix[[p, q]].abs() > floor {
                    turn(&mut matrix, &mut vectors, p, q);
                    has_turned = true;
                }
            }
        }
        if !has_turned {
            break;
        }
    }
    let mut order: Vec<usize> = (0..size).collect();
    order.sort_by(|&a, &b| matrix[[b, b]].total_cmp(&matrix[[a, a]]));
    let values = order.iter().map(|&place| matrix[[place, place]]).collect();
    let vectors = Array2::from_shape_fn((size, size), |(row, column)| vectors[[row, order[column]]]);
    (values, vectors)
}

/// The rotation of two rows and columns after which the element where they cross is zero.
fn turn(matrix: &mut Array2<f64>, vectors: &mut Array2<f64>, p: usize, q: usize) {
    let theta = (matrix[[q, q]] - matrix[[p, p]]) / (2.0 * matrix[[p, q]]);
    // The smaller of both angles.
    let tangent = theta.signum() / (theta.abs() + theta.hypot(1.0));
    let cosine = 1.0 / tangent.hypot(1.0);
    let sine = tangent * cosine;
    let turned = |one: f64, other: f64| (cosine * one - sine * other, sine * one + cosine * other);
    for k in 0..matrix.nrows() {
        (matrix[[k, p]], matrix[[k, q]]) = turned(matrix[[k, p]], matrix[[k, q]]);
        (vectors[[k, p]], vectors[[k, q]]) = turned(vectors[[k, p]], vectors[[k, q]]);
    }
    for k in 0..matrix.nrows() {
        (matrix[[p, k]], matrix[[q, k]]) = turned(matrix[[p, k]], matrix[[q, k]]);
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn a_matrix_is_its_eigenvectors_times_its_eigenvalues() {
        let matrix = Array2::from_shape_fn((12, 12), |(i, j)| {
            (((i * j + 3 * (i + j)) % 17) as f64 - 8.0) + if i == j { i as f64 } else { 0.0 }
        });
        let (values, vectors) = eigen(matrix.clone());
        assert!(values.is_sorted_by(|a, b| a >= b));
        let again = vectors
            .dot(&Array2::from_diag(&Array1::from(values)))
            .dot(&vectors.t());
        let one = vectors.t().dot(&vectors);
        assert!(
            (&again - &matrix)
                .iter()
                .all(|difference| difference.abs() < 1e-11)
        );
        assert!(
            (one - Array2::<f64>::eye(12))
                .iter()
                .all(|difference| difference.abs() < 1e-12)
        );
    }

    #[test]
    fn a_large_matrix_of_few_eigenvalues_has_those_of_a_small_one() {
        // Of rank four, with eigenvalues that are far apart.
        let factor = Array2::from_shape_fn((60, 4), |(i, j)| {
            10_f64.powi(-(j as i32)) * ((i * (j + 2)) as f64).cos()
        });
        let matrix = factor.dot(&factor.t());
        let (all, _) = eigen(matrix.clone());
        let (values, vectors) = largest(&matrix, 1e-15);
        assert!((4..8).contains(&values.len()), "{values:?}");
        for (place, expected) in all.iter().take(4).enumerate() {
            assert!((values[place] - expected).abs() < 1e-13 * all[0], "{values:?}");
            let vector = vectors.column(place);
            let wrong = matrix.dot(&vector) - &(*expected * &vector);
            assert!((vector.dot(&vector) - 1.0).abs() < 1e-6);
            assert!(wrong.iter().all(|value| value.abs() < 1e-12 * all[0]));
        }
        // As few as are enough.
        let (few, _) = largest(&matrix, 1e-3);
        let (sum, trace): (f64, f64) = (few.iter().sum(), matrix.diag().sum());
        assert!(few.len() < 4 && sum >= 0.999 * trace && sum <= trace, "{few:?}");
        assert_eq!(largest(&Array2::zeros((3, 3)), 1e-3).1.dim(), (3, 0));
    }

    #[test]
    fn equal_rows_and_zeros_are_no_fault() {
        let (values, _) = eigen(array![[2.0, 2.0], [2.0, 2.0]]);
        assert!((values[0] - 4.0).abs() < 1e-15 && values[1].abs() < 1e-15);
        assert_eq!(eigen(Array2::zeros((3, 3))).0, [0.0; 3]);
        assert!(eigen(Array2::zeros((0, 0))).0.is_empty());
    }
}
