//! Which units are normed together.

use std::ops::Range;

/// Which units of a layer are normed together. Unit (b, c) of a layer of so many bands and channels is number
/// b x channels + c.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Groups {
    /// How many groups there are.
    pub(super) count: usize,
    /// Units of a group.
    pub(super) size: usize,
    /// From the first unit of a group to that of the next.
    pub(super) apart: usize,
    /// From a unit of a group to the next.
    pub(super) step: usize,
}

impl Groups {
    /// All units together.
    pub const fn all(units: usize) -> Self {
        Groups {
            count: 1,
            size: units,
            apart: units,
            step: 1,
        }
    }

    /// The channels of each band.
    pub const fn channels(bands: usize, channels: usize) -> Self {
        Groups {
            count: bands,
            size: channels,
            apart: channels,
            step: 1,
        }
    }

    /// The bands of each channel.
    pub const fn bands(bands: usize, channels: usize) -> Self {
        Groups {
            count: channels,
            size: bands,
            apart: 1,
            step: channels,
        }
    }

    /// Whether all of so many units are normed together.
    pub(super) fn is_whole(self, units: usize) -> bool {
        self.count == 1 && self.size == units && self.step == 1
    }

    /// The number of a unit of a group.
    #[inline(always)]
    pub(super) fn place(self, group: usize, unit: usize) -> usize {
        group * self.apart + unit * self.step
    }

    pub(super) fn each(self) -> impl Iterator<Item = Group> {
        (0..self.count).map(move |number| Group {
            first: number * self.apart,
            size: self.size,
            step: self.step,
        })
    }
}

/// Units that are normed together.
#[derive(Clone, Copy)]
pub(super) struct Group {
    pub(super) first: usize,
    pub(super) size: usize,
    pub(super) step: usize,
}

impl Group {
    /// The places of its units, where they are neighbours.
    #[inline(always)]
    pub(super) fn neighbours(self) -> Option<Range<usize>> {
        (self.step == 1).then(|| self.first..self.first + self.size)
    }

    /// The place of a unit.
    #[inline(always)]
    pub(super) fn place(self, unit: usize) -> usize {
        self.first + unit * self.step
    }
}
