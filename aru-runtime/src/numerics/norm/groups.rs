//! Which units are normed together.

use std::ops::Range;

use super::element::Element;

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
    /// z = (u - mean) / sqrt(variance + eps) in place of u; gives 1 / sqrt(variance + eps).
    #[inline(always)]
    pub(super) fn standardise<V: Element>(self, eps: f64, row: &mut [V]) -> V {
        let part = 1.0 / self.size as f64;
        let mean = V::sum(self, row).times(part);
        self.each(row, |u| *u = u.minus(mean));
        let variance = V::sum_of_products(self, row, row).times(part);
        let scale = variance.root_inverse(eps);
        self.each(row, |u| *u = u.product(scale));
        scale
    }

    /// The adjoint of u in place of that of z.
    #[inline(always)]
    pub(super) fn standardise_transposed<V: Element>(self, scale: V, kept: &[V], d_z: &mut [V]) {
        let part = 1.0 / self.size as f64;
        let mean = V::sum(self, d_z).times(part);
        let along = V::sum_of_products(self, d_z, kept).times(part);
        // Loops, since a closure of as much would not be inlined.
        match self.neighbours() {
            Some(places) => {
                let kept = &kept[places.clone()];
                for (d_z, z) in d_z[places].iter_mut().zip(kept) {
                    *d_z = scale.product(d_z.minus(mean).minus(z.product(along)));
                }
            }
            None => {
                for place in (0..self.size).map(|unit| self.place(unit)) {
                    let along = kept[place].product(along);
                    d_z[place] = scale.product(d_z[place].minus(mean).minus(along));
                }
            }
        }
    }

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

    /// Every value of the group in a row.
    #[inline(always)]
    fn each<V>(self, row: &mut [V], act: impl Fn(&mut V)) {
        match self.neighbours() {
            Some(places) => row[places].iter_mut().for_each(act),
            None => (0..self.size).for_each(|unit| act(&mut row[self.place(unit)])),
        }
    }
}
