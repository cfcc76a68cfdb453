//! Links of patches.

use std::ops::Range;

use super::Lanes;
use super::parts::{Parts, PartsMut};
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::patches::Patches;
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::{Back, BackMut, Series};

/// The weight of such a link.
pub type Local<'a, T> = Parts<'a, T, Patches>;

/// The gradient of such a weight, to be written.
pub type LocalMut<'a, T> = PartsMut<'a, T, Patches>;

impl<T: Scalar, I: Isa> Lanes<T, I> {
    /// The weight of a link of patches.
    #[inline(always)]
    pub fn local(self, patches: Patches, blocks: &[Block<T>]) -> Local<'_, T> {
        let (forwards, backwards) = self.layout.parts_of_patches(patches);
        Parts::new(blocks, forwards + backwards, patches)
    }

    /// The gradient of the weight of a link of patches, to be written.
    #[inline(always)]
    pub fn local_mut(self, patches: Patches, blocks: &mut [Block<T>]) -> LocalMut<'_, T> {
        PartsMut::new(blocks, self.layout.blocks_of_patches_gradient(patches), patches)
    }

    /// drive\[t\] += W source\[t - delay\], each band of its patch.
    #[inline(always)]
    pub fn multiply_local(
        self,
        weight: Local<'_, T>,
        source: Back<'_, T>,
        drive: &mut Series<T>,
        steps: Range<usize>,
    ) {
        let patches = weight.kind;
        let job = Job::new(
            self.layout,
            patches.targets(),
            patches.sources(),
            source.delay,
            steps,
        );
        T::Registers::<I>::KERNELS.multiply_patches(
            self.isa,
            job,
            patches,
            weight.blocks,
            source.series,
            drive,
        );
    }

    /// d_source\[t - delay\] += W' d_drive\[t\], each patch of its band.
    #[inline(always)]
    pub fn multiply_local_transposed(
        self,
        weight: Local<'_, T>,
        d_drive: &Series<T>,
        d_source: BackMut<'_, T>,
        steps: Range<usize>,
    ) {
        let patches = weight.kind;
        let job = Job::new(
            self.layout,
            patches.targets(),
            patches.sources(),
            d_source.delay,
            steps,
        );
        T::Registers::<I>::KERNELS.multiply_patches_transposed(
            self.isa,
            job,
            patches,
            weight.blocks,
            d_drive,
            d_source.series,
        );
    }

    /// d_weight += sum over t of d_drive\[t\] source\[t - delay\]', each band with its patch.
    #[inline(always)]
    pub fn local_gradient(
        self,
        d_drive: &Series<T>,
        source: Back<'_, T>,
        steps: Range<usize>,
        d_weight: LocalMut<'_, T>,
    ) {
        if !self.layout.gradients {
            return;
        }
        let patches = d_weight.kind;
        let job = Job::new(
            self.layout,
            patches.targets(),
            patches.sources(),
            source.delay,
            steps,
        );
        T::Registers::<I>::KERNELS.patches_gradient(
            self.isa,
            job,
            patches,
            d_drive,
            source.series,
            d_weight.blocks,
        );
    }
}
