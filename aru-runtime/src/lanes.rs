//! What the 16 lanes of a block are: the one seam between emitted code and kernels.
//!
//! Emitted code says which products and equations a step has; a `Lanes` says how they are done. With
//! [`BatchLanes`](crate::row_lanes::BatchLanes) the lanes are sequences of a batch, with
//! [`NetworkLanes`](crate::row_lanes::NetworkLanes) networks; a row of a variable with N units is N blocks in both.

use std::fmt::Debug;
use std::ops::Range;

use crate::block::Block;
use crate::dispatch::Isa;
use crate::functions::Functions;
use crate::scalar::Scalar;
use crate::series::Series;

/// The row of the step before, and the row of this step.
pub type BeforeAndNow<'a, T> = (&'a mut [Block<T>], &'a mut [Block<T>]);

/// A layout of blocks, and the products that run in it. N is always the number of target units, M that of source
/// units; weights are `[N, M]`, row-major.
pub trait Lanes: Copy + Debug + Send + Sync + 'static {
    /// The number type of the network.
    type Scalar: Scalar;
    /// The instruction set that the code is compiled for.
    type Isa: Isa;
    /// How one parameter is held.
    type Value: Copy;
    /// How the gradient of one parameter is gathered.
    type Gradient: Copy;

    /// The instruction set.
    fn isa(self) -> Self::Isa;

    /// Number of blocks in a row of a variable with `units` units.
    fn blocks(self, units: usize) -> usize;

    /// The row of step `step - delay`.
    #[inline(always)]
    fn row<const N: usize>(
        self,
        series: &Series<Self::Scalar>,
        step: usize,
        delay: usize,
    ) -> &[Block<Self::Scalar>] {
        &series.blocks()[series.range(self.blocks(N), step, delay)]
    }

    /// The row of step `step - delay`, to be written.
    #[inline(always)]
    fn row_mut<const N: usize>(
        self,
        series: &mut Series<Self::Scalar>,
        step: usize,
        delay: usize,
    ) -> &mut [Block<Self::Scalar>] {
        let range = series.range(self.blocks(N), step, delay);
        &mut series.blocks_mut()[range]
    }

    /// The rows of the step before and of this step, to be written.
    #[inline(always)]
    fn before_and_now<const N: usize>(
        self,
        series: &mut Series<Self::Scalar>,
        step: usize,
    ) -> BeforeAndNow<'_, Self::Scalar> {
        let width = self.blocks(N);
        let start = series.range(width, step, 1).start;
        series.blocks_mut()[start..start + 2 * width].split_at_mut(width)
    }

    /// A constant shared by all units.
    fn global(self, constant: &[Self::Value]) -> Block<Self::Scalar>;

    /// A constant of the units in block `unit` of a row.
    fn per_unit(self, constant: &[Self::Value], unit: usize) -> Block<Self::Scalar>;

    /// Adds to the gradient of a constant shared by all units.
    fn add_global(self, gradient: &mut [Self::Gradient], amount: Block<Self::Scalar>);

    /// Adds to the gradient of a constant of the units in block `unit` of a row.
    fn add_per_unit(self, gradient: &mut [Self::Gradient], unit: usize, amount: Block<Self::Scalar>);

    /// drive\[t\] = bias.
    fn set_bias<const N: usize>(
        self,
        bias: &[Self::Value],
        drive: &mut Series<Self::Scalar>,
        steps: Range<usize>,
    );

    /// drive\[t\] = 0.
    #[inline(always)]
    fn set_zero<const N: usize>(self, drive: &mut Series<Self::Scalar>, steps: Range<usize>) {
        for t in steps {
            self.row_mut::<N>(drive, t, 0).fill(Block::ZERO);
        }
    }

    /// drive\[t\] += W source\[t - delay\].
    fn multiply<const N: usize, const M: usize>(
        self,
        weight: &[Self::Value],
        source: &Series<Self::Scalar>,
        delay: usize,
        drive: &mut Series<Self::Scalar>,
        steps: Range<usize>,
    );

    /// d_source\[t - delay\] += W' d_drive\[t\].
    fn multiply_transposed<const N: usize, const M: usize>(
        self,
        weight: &[Self::Value],
        d_drive: &Series<Self::Scalar>,
        d_source: &mut Series<Self::Scalar>,
        delay: usize,
        steps: Range<usize>,
    );

    /// d_weight += sum over t of d_drive\[t\] source\[t - delay\]'.
    fn weight_gradient<const N: usize, const M: usize>(
        self,
        d_drive: &Series<Self::Scalar>,
        source: &Series<Self::Scalar>,
        delay: usize,
        steps: Range<usize>,
        d_weight: &mut [Self::Gradient],
    );

    /// d_bias += sum over t of d_drive\[t\].
    fn bias_gradient<const N: usize>(
        self,
        d_drive: &Series<Self::Scalar>,
        steps: Range<usize>,
        d_bias: &mut [Self::Gradient],
    );

    /// Every lane the same number.
    #[inline(always)]
    fn number(self, value: f64) -> Block<Self::Scalar> {
        Block::splat(Self::Scalar::from_f64(value))
    }

    /// exp(x).
    #[inline(always)]
    fn exp(self, x: Block<Self::Scalar>) -> Block<Self::Scalar> {
        x.map(|x| x.exp(self.isa()))
    }

    /// Natural logarithm.
    #[inline(always)]
    fn ln(self, x: Block<Self::Scalar>) -> Block<Self::Scalar> {
        x.map(|x| x.ln(self.isa()))
    }

    /// Square root.
    #[inline(always)]
    fn sqrt(self, x: Block<Self::Scalar>) -> Block<Self::Scalar> {
        x.map(|x| x.sqrt())
    }

    /// 1 / (1 + exp(-x)).
    #[inline(always)]
    fn sigmoid(self, x: Block<Self::Scalar>) -> Block<Self::Scalar> {
        x.map(|x| x.sigmoid(self.isa()))
    }

    /// Hyperbolic tangent.
    #[inline(always)]
    fn tanh(self, x: Block<Self::Scalar>) -> Block<Self::Scalar> {
        x.map(|x| x.tanh(self.isa()))
    }

    /// ln(1 + exp(x)).
    #[inline(always)]
    fn softplus(self, x: Block<Self::Scalar>) -> Block<Self::Scalar> {
        x.map(|x| x.softplus(self.isa()))
    }

    /// max(0, x).
    #[inline(always)]
    fn relu(self, x: Block<Self::Scalar>) -> Block<Self::Scalar> {
        self.leaky_relu(x, 0.0)
    }

    /// x above zero, slope x below.
    #[inline(always)]
    fn leaky_relu(self, x: Block<Self::Scalar>, slope: f64) -> Block<Self::Scalar> {
        let slope = Self::Scalar::from_f64(slope);
        x.map(|x| if x > Self::Scalar::ZERO { x } else { slope * x })
    }

    /// x above zero, exp(x) - 1 below.
    #[inline(always)]
    fn elu(self, x: Block<Self::Scalar>) -> Block<Self::Scalar> {
        x.map(|x| {
            let below = if x < Self::Scalar::ZERO {
                x
            } else {
                Self::Scalar::ZERO
            };
            if x > Self::Scalar::ZERO {
                x
            } else {
                below.exp_m1(self.isa())
            }
        })
    }

    /// `above` in the lanes where x is above zero, else `below`: the derivative of a function with a corner at zero.
    #[inline(always)]
    fn above_zero(
        self,
        x: Block<Self::Scalar>,
        above: Block<Self::Scalar>,
        below: Block<Self::Scalar>,
    ) -> Block<Self::Scalar> {
        let mut out = below;
        for lane in 0..crate::block::LANES {
            if x.0[lane] > Self::Scalar::ZERO {
                out.0[lane] = above.0[lane];
            }
        }
        out
    }
}
