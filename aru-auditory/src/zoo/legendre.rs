//! The fixed matrices of a Legendre memory (Voelker, Kajić and Eliasmith 2019).
//!
//! The memory of order q holds the last theta steps of its input as coefficients of Legendre polynomials. In continuous time
//! m' = A_c m + B_c u with, counted from 0,
//!
//! A_c\[i\]\[j\] = (2 i + 1) / theta x (-1 where i < j, else (-1)^(i - j + 1)),   B_c\[i\] = (2 i + 1) / theta (-1)^i.
//!
//! An input that is held over a step makes of it m\[t\] = A m\[t-1\] + B u\[t\], A = exp(A_c), B = A_c^-1 (A - 1) B_c.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use ndarray::{Array2, s};

/// Element of the matrix A by which a Legendre memory of `ORDER` numbers goes on from step to step; it holds the last `THETA`
/// steps.
///
/// ```
/// use aru::auditory::zoo::{legendre_input, legendre_matrix};
/// use aru::prelude::*;
///
/// recurrent_net! {
///     /// The last twelve steps of its input, in six numbers.
///     struct Delay {
///         input x: 1;
///         layer memory: Elman<6> { activation: identity; bias: none; }
///         output y: 1;
///         x -> memory { weights: fixed by(legendre_input::<6, 12>); }
///         memory ~> memory { weights: fixed by(legendre_matrix::<6, 12>); }
///         memory -> y;
///     }
/// }
///
/// # fn main() -> aru::Result<()> {
/// let net = Delay::<f64>::new(1);
/// // An input that is held fills the memory with a constant, which is the first polynomial.
/// let trace = net.trace(aru::ndarray::Array3::ones((1, 60, 1)).view())?;
/// let memory = trace.state("memory.rate")?;
/// assert!((memory[[0, 59, 0]] - 1.0).abs() < 1e-3 && memory[[0, 59, 1]].abs() < 1e-3);
/// # Ok(())
/// # }
/// ```
///
/// # Panics
/// Where `row` or `column` is not below `ORDER`. `ORDER` and `THETA` of zero are refused when the program is compiled.
pub fn legendre_matrix<const ORDER: usize, const THETA: usize>(row: usize, column: usize) -> f64 {
    memory::<ORDER, THETA>().matrix[[row, column]]
}

/// Element of B, by which the input enters a Legendre memory: as [`legendre_matrix`], with a single column.
///
/// # Panics
/// As [`legendre_matrix`]; where `column` is not 0.
pub fn legendre_input<const ORDER: usize, const THETA: usize>(row: usize, column: usize) -> f64 {
    assert_eq!(column, 0, "one number drives a Legendre memory");
    memory::<ORDER, THETA>().input[row]
}

struct Memory {
    matrix: Array2<f64>,
    input: Vec<f64>,
}

/// Those that were asked for: elements are asked for one by one.
static MEMORIES: LazyLock<Mutex<BTreeMap<[usize; 2], Arc<Memory>>>> = LazyLock::new(Mutex::default);

fn memory<const ORDER: usize, const THETA: usize>() -> Arc<Memory> {
    const { assert!(ORDER > 0, "a Legendre memory has at least one number") };
    const { assert!(THETA > 0, "a Legendre memory holds at least one step") };
    let mut memories = MEMORIES.lock().unwrap_or_else(PoisonError::into_inner);
    let made = memories.entry([ORDER, THETA]);
    made.or_insert_with(|| Arc::new(Memory::new(ORDER, THETA)))
        .clone()
}

impl Memory {
    fn new(order: usize, theta: usize) -> Self {
        // exp([[A_c, B_c], [0, 0]]) = [[A, B], [0, 1]]: both at once, and no inverse of an ill-conditioned matrix.
        let joined = Array2::from_shape_fn((order + 1, order + 1), |(i, j)| {
            let scale = (2 * i + 1) as f64 / theta as f64;
            match () {
                () if i == order => 0.0,
                () if j == order => scale * sign(i),
                () if i < j => -scale,
                () => scale * sign(i - j + 1),
            }
        });
        let held = exponential(joined);
        Memory {
            matrix: held.slice(s![..order, ..order]).to_owned(),
            input: held.slice(s![..order, order]).to_vec(),
        }
    }
}

/// (-1)^n.
fn sign(n: usize) -> f64 {
    if n.is_multiple_of(2) { 1.0 } else { -1.0 }
}

/// exp of a square matrix by scaling and squaring (Moler and Van Loan 2003, method 3): halved until its norm is at most 1/2,
/// where 18 terms of the series leave less than rounding does, and squared as often.
fn exponential(matrix: Array2<f64>) -> Array2<f64> {
    const TERMS: u32 = 18;
    let norm = matrix.rows().into_iter().map(|row| row.mapv(f64::abs).sum());
    let norm = norm.fold(0.0, f64::max);
    let halvings = if norm > 0.5 {
        (2.0 * norm).log2().ceil() as i32
    } else {
        0
    };
    let scaled = matrix * 0.5_f64.powi(halvings);
    let one = Array2::<f64>::eye(scaled.nrows());
    // Horner: 1 + x (1 + x/2 (1 + x/3 (..))).
    let mut sum = one.clone();
    for term in (1..=TERMS).rev() {
        sum = &one + &(scaled.dot(&sum) / f64::from(term));
    }
    for _ in 0..halvings {
        sum = sum.dot(&sum);
    }
    sum
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    fn check(found: &Array2<f64>, expected: &Array2<f64>, bound: f64) {
        let largest = (found - expected).mapv(f64::abs).fold(0.0, |a: f64, &b| a.max(b));
        assert!(largest <= bound, "{largest}: {found}");
    }

    #[test]
    fn the_exponential_of_a_rotation_and_of_a_nilpotent_matrix_are_known() {
        let turned = exponential(array![[0.0, -3.0], [3.0, 0.0]]);
        let (sin, cos) = 3_f64.sin_cos();
        check(&turned, &array![[cos, -sin], [sin, cos]], 1e-14);
        let shifted = exponential(array![[0.0, 8.0, 0.0], [0.0, 0.0, 8.0], [0.0, 0.0, 0.0]]);
        check(
            &shifted,
            &array![[1.0, 8.0, 32.0], [0.0, 1.0, 8.0], [0.0, 0.0, 1.0]],
            1e-13,
        );
    }
}
