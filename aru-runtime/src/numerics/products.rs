//! The products between rows of variables, in every layout.

use std::ops::Range;

use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::Isa;
use crate::numerics::dispatch::product::{Blocks, Order, Product, numbers};
use crate::numerics::lane_gradient::{Side, add_lane_gradient};
use crate::numerics::layout::{InLanes, Layout};
use crate::numerics::rows::{add_rows, set_rows};
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;
use crate::numerics::sparse::Packed;

/// Which rows a product reads and writes.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    layout: Layout,
    /// Units of the target: rows of the weight.
    targets: usize,
    /// Units of the source: columns of the weight.
    sources: usize,
    /// Blocks of both in a row of one member.
    widths: [usize; 2],
    /// Blocks of the weight for a product; after them come those for the transposed one.
    forwards: usize,
    /// How many steps earlier the source is read.
    delay: usize,
    /// The first step that is computed.
    first: usize,
    /// Number of steps.
    steps: usize,
}

impl Job {
    /// Between `sources` units, `delay` steps earlier, and `targets` units.
    #[inline(always)]
    pub(crate) fn new(
        layout: Layout,
        targets: usize,
        sources: usize,
        delay: usize,
        steps: Range<usize>,
    ) -> Self {
        Job {
            layout,
            targets,
            sources,
            // Sizes are constants where emitted code makes a job: only the case of the layout is left to find.
            widths: [layout.blocks_of_member(targets), layout.blocks_of_member(sources)],
            forwards: layout.parts_of_weight(targets, sources).0,
            delay,
            first: steps.start,
            steps: steps.len(),
        }
    }

    /// The rows of the target.
    #[inline(always)]
    pub(crate) fn of_target(self) -> (usize, usize) {
        (self.layout.members * self.widths[0], 0)
    }

    /// The rows of the source.
    #[inline(always)]
    pub(crate) fn of_source(self) -> (usize, usize) {
        (self.layout.members * self.widths[1], self.delay)
    }

    /// How rows lie.
    #[inline(always)]
    pub(crate) fn layout(self) -> Layout {
        self.layout
    }

    /// What lies in the lanes.
    #[inline(always)]
    pub(crate) fn lanes(self) -> InLanes {
        self.layout.lanes
    }

    /// Blocks of target and source in a row of one member.
    #[inline(always)]
    pub(crate) fn widths(self) -> [usize; 2] {
        self.widths
    }

    /// Number of steps.
    #[inline(always)]
    pub(crate) fn steps(self) -> usize {
        self.steps
    }

    /// Units of the target.
    #[inline(always)]
    pub(crate) fn targets(self) -> usize {
        self.targets
    }

    /// Units of the source.
    #[inline(always)]
    pub(crate) fn sources(self) -> usize {
        self.sources
    }

    /// A weight of few pairs as it is packed.
    #[inline(always)]
    pub(crate) fn packed<T: Scalar>(self, weight: &[Block<T>]) -> Packed<'_, T> {
        match self.layout.has_lists() {
            true => Packed::of(weight, [self.targets, self.sources], self.forwards),
            false => Packed::Dense(weight),
        }
    }

    #[inline(always)]
    pub(crate) fn read<T: Scalar>(self, series: &Series<T>, (width, delay): (usize, usize)) -> &[Block<T>] {
        let start = series.range(width, self.first, series.reach(delay)).start;
        &series.blocks()[start..start + self.steps * width]
    }

    #[inline(always)]
    pub(crate) fn write<T: Scalar>(
        self,
        series: &mut Series<T>,
        (width, delay): (usize, usize),
    ) -> &mut [Block<T>] {
        let start = series.range(width, self.first, series.reach(delay)).start;
        &mut series.blocks_mut()[start..start + self.steps * width]
    }
}

/// drive\[t\] += W source\[t - delay\]; with a bias drive\[t\] = bias + W source\[t - delay\].
#[inline(always)]
pub(crate) fn multiply<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    bias: Option<&[Block<T>]>,
    weight: &[Block<T>],
    source: &Series<T>,
    drive: &mut Series<T>,
) {
    let (targets, sources) = (job.targets, job.sources);
    let (forwards, _) = weight.split_at(job.forwards);
    let (from, to) = (
        job.read(source, job.of_source()),
        job.write(drive, job.of_target()),
    );
    // All blocks of a row: lanes that are left over get what the last unit gets.
    let [columns, from_width] = job.widths;
    let sides = [(sources, from_width), (targets, columns)];
    add_product(isa, job, sides, columns, forwards, from, (to, bias));
}

/// d_source\[t - delay\] += W' d_drive\[t\].
#[inline(always)]
pub(crate) fn multiply_transposed<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    weight: &[Block<T>],
    d_drive: &Series<T>,
    d_source: &mut Series<T>,
) {
    let (targets, sources) = (job.targets, job.sources);
    let (_, backwards) = weight.split_at(job.forwards);
    let (from, to) = (
        job.read(d_drive, job.of_target()),
        job.write(d_source, job.of_source()),
    );
    let columns = sources.div_ceil(LANES);
    let sides = [(targets, job.widths[0]), (sources, job.widths[1])];
    add_product(isa, job, sides, columns, backwards, from, (to, None));
}

/// The rows of `outer` units += weight x the rows of `inner` units; given a row to add to, = that row + the product.
///
/// Units come with the blocks that they take in a row of one member. The weight is packed: see [`crate::numerics::packing`]; where
/// lanes are units, into so many columns of blocks.
#[inline(always)]
fn add_product<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    [(inner, inner_width), (outer, outer_width)]: [(usize, usize); 2],
    columns: usize,
    weight: &[Block<T>],
    from: &[Block<T>],
    (to, onto): (&mut [Block<T>], Option<&[Block<T>]>),
) {
    let (layout, members) = (job.layout, job.layout.members);
    let (blocks, c_apart) = (Blocks::Apart(1, inner), [1, outer]);
    let steps_apart = [members * inner, members * outer];
    // What is alike in the last two is written out: made by a function, the kernels come out longer.
    match layout.lanes {
        InLanes::Units => Product {
            size: [job.steps * members, inner, columns],
            a: numbers(from),
            order: Order::Rows(LANES * inner_width),
            b: weight,
            blocks: Blocks::Panels,
            c: to.into(),
            c_apart: [outer_width, 1],
            steps: 1,
            steps_apart: [0, 0],
            by_parts: false,
            onto: onto.map(|row| (row, [0, 1])),
        }
        .add(isa),
        InLanes::Sequences => Product {
            size: [outer, inner, members],
            a: numbers(weight),
            order: Order::Columns(outer),
            b: from,
            blocks,
            c: to.into(),
            c_apart,
            steps: job.steps,
            steps_apart,
            by_parts: false,
            onto: onto.map(|row| (row, c_apart)),
        }
        .add(isa),
        InLanes::Networks => Product {
            size: [outer, inner, members],
            a: weight,
            order: Order::Columns(outer),
            b: from,
            blocks,
            c: to.into(),
            c_apart,
            steps: job.steps,
            steps_apart,
            by_parts: false,
            onto: onto.map(|row| (row, c_apart)),
        }
        .add(isa),
    }
}

/// d_weight += sum over t of d_drive\[t\] source\[t - delay\]'.
#[inline(always)]
pub(crate) fn weight_gradient<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    d_drive: &Series<T>,
    source: &Series<T>,
    d_weight: &mut [Block<T>],
) {
    let (layout, targets, sources) = (job.layout, job.targets, job.sources);
    let d_drives = job.read(d_drive, job.of_target());
    let from = job.read(source, job.of_source());
    match layout.lanes {
        InLanes::Units => Product {
            size: [targets, job.steps * layout.members, sources.div_ceil(LANES)],
            a: numbers(d_drives),
            order: Order::Columns(LANES * job.widths[0]),
            b: from,
            blocks: Blocks::Apart(job.widths[1], 1),
            c: d_weight.into(),
            c_apart: [sources.div_ceil(LANES), 1],
            steps: 1,
            steps_apart: [0, 0],
            by_parts: true,
            onto: None,
        }
        .add(isa),
        InLanes::Sequences | InLanes::Networks => {
            let side = |rows, width| Side {
                rows,
                width,
                first: 0,
                count: width,
            };
            add_lane_gradient(
                isa,
                [side(d_drives, targets), side(from, sources)],
                d_weight,
                sources,
            );
        }
    }
}

/// drive\[t\] = bias.
#[inline(always)]
pub(crate) fn set_bias<T: Scalar, I: Isa>(isa: I, job: Job, bias: &[Block<T>], drive: &mut Series<T>) {
    set_rows(isa, bias, job.write(drive, job.of_target()));
}

/// d_bias += sum over t of d_drive\[t\].
#[inline(always)]
pub(crate) fn bias_gradient<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    d_drive: &Series<T>,
    d_bias: &mut [Block<T>],
) {
    add_rows(isa, job.read(d_drive, job.of_target()), d_bias);
}

#[cfg(test)]
mod tests;
