//! Links of which each band of the target reads a patch of the bands of its source: local ones, whose bands have weights
//! of their own, and convolutions, whose bands share one.
//!
//! Channels are inner: the units of a band are neighbours, and so are those of a patch. Where lanes are sequences or
//! networks each band is a small product. Where lanes are units, 16 of which belong to several bands, a block of target
//! units is multiplied with the stretch of the source that any of its bands reads, as long for every block; weights of
//! what a unit does not read are zero there.

mod check;

pub use self::check::{Declared, checked};
use crate::numerics::block::LANES;

/// Which bands of a source each band of a target reads: of S the stride, P the pad and K the kernel, band b reads the
/// bands b S - P .. b S - P + K of the source, all their channels. Bands beyond the edge are zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patches {
    /// Bands and channels of the source.
    pub source: [usize; 2],
    /// Bands and channels of the target.
    pub target: [usize; 2],
    /// Bands of a patch.
    pub kernel: usize,
    /// From the patch of one band to that of the next.
    pub stride: usize,
    /// Bands of zeros at either edge of the source.
    pub pad: usize,
    /// All bands have the same weights.
    pub is_shared: bool,
}

/// What a band of the target reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Patch {
    /// Its first unit of the source.
    pub first: usize,
    /// Number of units.
    pub count: usize,
    /// The column of the weight that the first unit is multiplied with: above 0 at the lower edge.
    pub column: usize,
}

/// Of each block of 16 units a stretch of the units of the other side, always of one length.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretches {
    /// Bands and channels of the side whose blocks these are.
    blocks: [usize; 2],
    /// Bands of a stretch, and their channels.
    pub bands: usize,
    channels: usize,
    /// Bands of the other side.
    others: usize,
}

impl Patches {
    /// Units of the source.
    #[inline(always)]
    pub const fn sources(&self) -> usize {
        self.source[0] * self.source[1]
    }

    /// Units of the target.
    #[inline(always)]
    pub const fn targets(&self) -> usize {
        self.target[0] * self.target[1]
    }

    /// Columns of the weight: what a unit reads at most.
    #[inline(always)]
    pub const fn columns(&self) -> usize {
        self.kernel * self.source[1]
    }

    /// Rows of the weight: units of the target, or channels where bands share them.
    #[inline(always)]
    pub const fn rows(&self) -> usize {
        if self.is_shared {
            self.target[1]
        } else {
            self.targets()
        }
    }

    /// Number of elements of the weight.
    #[inline(always)]
    pub const fn len(&self) -> usize {
        self.rows() * self.columns()
    }

    /// Whether there is no weight; of no declared link.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bands the target has then: floor((bands + 2 P - K) / S) + 1. None where the kernel is wider than all.
    pub const fn bands_of(bands: usize, kernel: usize, stride: usize, pad: usize) -> Option<usize> {
        match (bands + 2 * pad).checked_sub(kernel) {
            Some(rest) if stride > 0 => Some(rest / stride + 1),
            _ => None,
        }
    }

    /// The patch of a band.
    #[inline(always)]
    pub(crate) const fn patch(&self, band: usize) -> Patch {
        let [bands, channels] = self.source;
        let start = band * self.stride;
        let first = start.saturating_sub(self.pad);
        let end = start + self.kernel - self.pad;
        let end = if end < bands { end } else { bands };
        Patch {
            first: first * channels,
            count: (end - first) * channels,
            column: self.pad.saturating_sub(start) * channels,
        }
    }

    /// The first row of the weight of a band.
    #[inline(always)]
    pub(crate) const fn row(&self, band: usize) -> usize {
        if self.is_shared { 0 } else { band * self.target[1] }
    }

    /// The multiplications of a step.
    pub(crate) fn pairs(&self) -> usize {
        let bands = 0..self.target[0];
        bands.map(|band| self.target[1] * self.patch(band).count).sum()
    }

    /// Bands of the source that no patch reaches: those between one and the next, and behind the last.
    pub(crate) fn unreached(&self) -> Vec<usize> {
        let [bands, channels] = self.source;
        let (mut unreached, mut next) = (Vec::new(), 0);
        for target in 0..self.target[0] {
            let Patch { first, count, .. } = self.patch(target);
            unreached.extend(next..first / channels);
            next = next.max((first + count) / channels);
        }
        unreached.extend(next..bands);
        unreached
    }

    /// What blocks of the target read.
    #[inline(always)]
    pub(crate) fn read(&self) -> Stretches {
        let bands = touched(self.target);
        let reach = (bands - 1) * self.stride + self.kernel;
        Stretches {
            blocks: self.target,
            bands: reach.min(self.source[0]),
            channels: self.source[1],
            others: self.source[0],
        }
    }

    /// What blocks of the source are read by.
    #[inline(always)]
    pub(crate) fn read_by(&self) -> Stretches {
        let bands = touched(self.source);
        let reach = (bands + self.kernel - 2) / self.stride + 1;
        Stretches {
            blocks: self.source,
            bands: reach.min(self.target[0]),
            channels: self.target[1],
            others: self.target[0],
        }
    }

    /// The first unit of the source that block `block` of the target reads.
    #[inline(always)]
    pub(crate) fn first_read(&self, block: usize) -> usize {
        let stretches = self.read();
        let start = (stretches.band_of(block) * self.stride).saturating_sub(self.pad);
        stretches.first_from(start)
    }

    /// The first unit of the target that reads block `block` of the source.
    #[inline(always)]
    pub(crate) fn first_read_by(&self, block: usize) -> usize {
        let stretches = self.read_by();
        let end = stretches.band_of(block) + self.pad + 1;
        stretches.first_from(end.saturating_sub(self.kernel).div_ceil(self.stride))
    }

    /// Blocks of the source that a patch touches at most: those in which the gradient of a row is gathered.
    #[inline(always)]
    pub(crate) fn blocks_of_patch(&self) -> usize {
        let most = (self.columns() + LANES - 2) / LANES + 1;
        most.min(self.sources().div_ceil(LANES))
    }

    /// The first of them for a patch.
    #[inline(always)]
    pub(crate) fn first_block(&self, patch: Patch) -> usize {
        let last = self.sources().div_ceil(LANES) - self.blocks_of_patch();
        (patch.first / LANES).min(last)
    }
}

impl Stretches {
    /// Units of a stretch.
    #[inline(always)]
    pub(crate) fn units(self) -> usize {
        self.bands * self.channels
    }

    /// The band of the first unit of a block; of blocks behind the last unit that of this unit.
    #[inline(always)]
    fn band_of(self, block: usize) -> usize {
        let [bands, channels] = self.blocks;
        (LANES * block).min(bands * channels - 1) / channels
    }

    /// The first unit of the stretch that begins at a band, unless it would end behind the last.
    #[inline(always)]
    fn first_from(self, band: usize) -> usize {
        band.min(self.others - self.bands) * self.channels
    }
}

/// How many bands 16 neighbours belong to at most.
#[inline(always)]
fn touched([bands, channels]: [usize; 2]) -> usize {
    ((LANES - 1).div_ceil(channels) + 1).min(bands)
}

#[cfg(test)]
mod tests;
