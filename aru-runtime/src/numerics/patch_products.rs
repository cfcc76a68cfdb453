//! The products of links of patches, in every layout: see [`crate::numerics::patches`].

use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::Isa;
use crate::numerics::dispatch::product::{Blocks, Element, Order, Product, numbers};
use crate::numerics::lane_gradient::{Side, add_lane_gradient};
use crate::numerics::layout::InLanes;
use crate::numerics::patches::{Patch, Patches};
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

/// drive\[t\] += W source\[t - delay\], each band of its patch.
#[inline(always)]
pub(crate) fn multiply_patches<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    patches: Patches,
    weight: &[Block<T>],
    source: &Series<T>,
    drive: &mut Series<T>,
) {
    let (forwards, _) = weight.split_at(job.layout().parts_of_patches(patches).0);
    let from = job.read(source, job.of_source());
    let to = job.write(drive, job.of_target());
    match job.lanes() {
        InLanes::Units => {
            let [columns, from_width] = job.widths();
            for block in 0..columns {
                let first = patches.first_read(block);
                let sides = [(patches.read().units(), from_width), (1, columns)];
                add_block(
                    isa,
                    job,
                    sides,
                    &forwards[block * patches.read().units()..],
                    first,
                    from,
                    &mut to[block..],
                );
            }
        }
        InLanes::Sequences => add_bands(isa, job, patches, numbers(forwards), from, to),
        InLanes::Networks => add_bands(isa, job, patches, forwards, from, to),
    }
}

/// d_source\[t - delay\] += W' d_drive\[t\], each patch of its band.
#[inline(always)]
pub(crate) fn multiply_patches_transposed<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    patches: Patches,
    weight: &[Block<T>],
    d_drive: &Series<T>,
    d_source: &mut Series<T>,
) {
    let (_, backwards) = weight.split_at(job.layout().parts_of_patches(patches).0);
    let from = job.read(d_drive, job.of_target());
    let to = job.write(d_source, job.of_source());
    match job.lanes() {
        InLanes::Units => {
            let [from_width, to_width] = job.widths();
            let units = patches.read_by().units();
            for block in 0..patches.sources().div_ceil(LANES) {
                let first = patches.first_read_by(block);
                let sides = [(units, from_width), (1, to_width)];
                add_block(
                    isa,
                    job,
                    sides,
                    &backwards[block * units..],
                    first,
                    from,
                    &mut to[block..],
                );
            }
        }
        InLanes::Sequences => add_bands_transposed(isa, job, patches, numbers(backwards), from, to),
        InLanes::Networks => add_bands_transposed(isa, job, patches, backwards, from, to),
    }
}

/// A block of units += its weights x the stretch of the other side that begins at a unit.
#[inline(always)]
fn add_block<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    [(units, from_width), (_, to_width)]: [(usize, usize); 2],
    weight: &[Block<T>],
    first: usize,
    from: &[Block<T>],
    to: &mut [Block<T>],
) {
    if job.steps() == 0 {
        return;
    }
    Product {
        size: [job.steps() * job.layout().members, units, 1],
        a: &numbers(from)[first..],
        order: Order::Rows(LANES * from_width),
        b: weight,
        blocks: Blocks::Panels,
        c: to.into(),
        c_apart: [to_width, 1],
        steps: 1,
        steps_apart: [0, 0],
        by_parts: false,
        onto: None,
    }
    .add(isa);
}

/// Every band += its weights x its patch.
#[inline(always)]
fn add_bands<T: Scalar, I: Isa, A: Element<T>>(
    isa: I,
    job: Job,
    patches: Patches,
    weight: &[A],
    from: &[Block<T>],
    to: &mut [Block<T>],
) {
    if job.steps() == 0 {
        return;
    }
    let (members, [sources, targets]) = (job.layout().members, [patches.sources(), patches.targets()]);
    let channels = patches.target[1];
    for band in 0..patches.target[0] {
        let Patch { first, count, column } = patches.patch(band);
        Product {
            size: [channels, count, members],
            a: &weight[patches.row(band) * patches.columns() + column * channels..],
            order: Order::Columns(channels),
            b: &from[first..],
            blocks: Blocks::Apart(1, sources),
            c: (&mut to[band * channels..]).into(),
            c_apart: [1, targets],
            steps: job.steps(),
            steps_apart: [members * sources, members * targets],
            by_parts: false,
            onto: None,
        }
        .add(isa);
    }
}

/// Every patch += the weights of its band, transposed, x the band.
#[inline(always)]
fn add_bands_transposed<T: Scalar, I: Isa, A: Element<T>>(
    isa: I,
    job: Job,
    patches: Patches,
    weight: &[A],
    from: &[Block<T>],
    to: &mut [Block<T>],
) {
    if job.steps() == 0 {
        return;
    }
    let (members, [sources, targets]) = (job.layout().members, [patches.sources(), patches.targets()]);
    let channels = patches.target[1];
    for band in 0..patches.target[0] {
        let Patch { first, count, column } = patches.patch(band);
        Product {
            size: [count, channels, members],
            a: &weight[patches.row(band) * patches.columns() + column..],
            order: Order::Columns(patches.columns()),
            b: &from[band * channels..],
            blocks: Blocks::Apart(1, targets),
            c: (&mut to[first..]).into(),
            c_apart: [1, sources],
            steps: job.steps(),
            steps_apart: [members * targets, members * sources],
            by_parts: false,
            onto: None,
        }
        .add(isa);
    }
}

/// d_weight += sum over t (and bands that share it) of d_drive\[t\] source\[t - delay\]', each band with its patch.
#[inline(always)]
pub(crate) fn patches_gradient<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    patches: Patches,
    d_drive: &Series<T>,
    source: &Series<T>,
    d_weight: &mut [Block<T>],
) {
    let d_drives = job.read(d_drive, job.of_target());
    let from = job.read(source, job.of_source());
    if job.steps() == 0 {
        return;
    }
    let channels = patches.target[1];
    let [targets_width, sources_width] = job.widths();
    for band in 0..patches.target[0] {
        let patch = patches.patch(band);
        if job.lanes() != InLanes::Units {
            let sides = [
                Side {
                    rows: d_drives,
                    width: patches.targets(),
                    first: band * channels,
                    count: channels,
                },
                Side {
                    rows: from,
                    width: patches.sources(),
                    first: patch.first,
                    count: patch.count,
                },
            ];
            let start = patches.row(band) * patches.columns() + patch.column;
            add_lane_gradient(isa, sides, &mut d_weight[start..], patches.columns());
            continue;
        }
        let blocks = patches.blocks_of_patch();
        Product {
            size: [channels, job.steps() * job.layout().members, blocks],
            a: &numbers(d_drives)[band * channels..],
            order: Order::Columns(LANES * targets_width),
            b: &from[patches.first_block(patch)..],
            blocks: Blocks::Apart(sources_width, 1),
            c: (&mut d_weight[band * channels * blocks..]).into(),
            c_apart: [blocks, 1],
            steps: 1,
            steps_apart: [0, 0],
            by_parts: true,
            onto: None,
        }
        .add(isa);
    }
}
