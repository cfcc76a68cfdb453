//! Weights of patches, packed for the kernels, and their gradients, from what those have gathered.

use super::pack::transpose;
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::product::numbers;
use crate::numerics::layout::Layout;
use crate::numerics::patches::{Patch, Patches};
use crate::numerics::scalar::Scalar;

/// The weights of bands one after the other, each transposed, and each as it is: numbers, or blocks of 16 networks.
#[inline(always)]
pub(super) fn bands<V: Copy>(patches: Patches, weight: &[V], forwards: &mut [V], backwards: &mut [V]) {
    let size = patches.target[1] * patches.columns();
    for (own, band) in forwards.chunks_exact_mut(size).zip(weight.chunks_exact(size)) {
        transpose(band, patches.columns(), own);
    }
    backwards[..weight.len()].copy_from_slice(weight);
}

/// Where lanes are units: of each block of targets the weights of the stretch that it reads, a block a source unit; and of
/// each block of sources those of the stretch that reads it. Lanes of the target that are left over hold those of the last
/// unit, lanes of the source zero.
#[inline(always)]
pub(super) fn stretches<T: Scalar>(
    layout: Layout,
    patches: Patches,
    weight: &[T],
    forwards: &mut [Block<T>],
    backwards: &mut [Block<T>],
) {
    forwards.fill(Block::ZERO);
    backwards.fill(Block::ZERO);
    let (read, read_by) = (patches.read().units(), patches.read_by().units());
    let (columns, channels, last) = (patches.columns(), patches.target[1], patches.targets() - 1);
    for lane in 0..LANES * layout.blocks_of_member(patches.targets()) {
        let target = lane.min(last);
        let Patch { first, count, column } = patches.patch(target / channels);
        let row = patches.row(target / channels) + target % channels;
        let row = &weight[row * columns + column..][..count];
        let block = lane / LANES;
        let start = block * read + first - patches.first_read(block);
        for (own, &value) in forwards[start..start + count].iter_mut().zip(row) {
            own.0[lane % LANES] = value;
        }
        if lane > last {
            continue;
        }
        for (source, &value) in (first..first + count).zip(row) {
            let block = source / LANES;
            let place = block * read_by + target - patches.first_read_by(block);
            backwards[place].0[source % LANES] = value;
        }
    }
}

/// The gradient of a weight of which each target has gathered some blocks of sources.
#[inline(always)]
pub(super) fn gather<T: Scalar>(patches: Patches, gathered: &[Block<T>], gradient: &mut [T]) {
    gradient.fill(T::ZERO);
    let (columns, channels, blocks) = (patches.columns(), patches.target[1], patches.blocks_of_patch());
    for (target, sums) in gathered.chunks_exact(blocks).enumerate() {
        let patch = patches.patch(target / channels);
        let row = patches.row(target / channels) + target % channels;
        let own = &mut gradient[row * columns + patch.column..][..patch.count];
        let start = patch.first - LANES * patches.first_block(patch);
        for (own, &sum) in own.iter_mut().zip(&numbers(sums)[start..]) {
            *own += sum;
        }
    }
}
