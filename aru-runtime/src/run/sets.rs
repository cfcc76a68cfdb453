//! The data of networks that run in lockstep.

use crate::data::sequences::Sequences;
use crate::numerics::block::LANES;
use crate::numerics::scalar::Scalar;
use crate::run::lane_data::{Lane, LaneData};

/// A data set for each of `WIDTH` networks, or one for all; lanes left over have that of the first.
pub(crate) struct Sets<'d, T, const WIDTH: usize> {
    sets: [&'d Sequences<T>; WIDTH],
    shared: bool,
}

impl<'d, T: Scalar, const WIDTH: usize> Sets<'d, T, WIDTH> {
    /// One for each network.
    pub(crate) fn new(sets: [&'d Sequences<T>; WIDTH]) -> Self {
        let shared = sets.iter().all(|&set| std::ptr::eq(set, sets[0]));
        Sets { sets, shared }
    }

    /// One for all networks.
    pub(crate) fn shared(set: &'d Sequences<T>) -> Self {
        Sets::new([set; WIDTH])
    }

    /// That of a network.
    pub(crate) fn of(&self, lane: usize) -> &'d Sequences<T> {
        self.sets[lane]
    }

    /// Number of sequences of the largest.
    pub(crate) fn len(&self) -> usize {
        self.sets.iter().map(|set| set.len()).max().unwrap_or(0)
    }

    /// Steps of the longest.
    pub(crate) fn steps(&self) -> usize {
        self.sets.iter().map(|set| set.steps()).max().unwrap_or(0)
    }

    /// Weight of some sequences in each lane.
    pub(crate) fn total_weights(&self, which: &[usize]) -> [f64; WIDTH] {
        if self.shared {
            return [self.sets[0].total_weight(which); WIDTH];
        }
        self.sets.map(|set| total_weight(set, which))
    }
}

impl<'d, T: Scalar> Sets<'d, T, LANES> {
    /// Some sequences of each; nothing where a set has fewer.
    pub(super) fn lanes(&self, which: &[usize]) -> LaneData<'d, T> {
        if self.shared {
            let lane = Lane::each_of(self.sets[0]);
            return LaneData::alike(which.len(), |member| lane(which[member]));
        }
        LaneData::new(LANES * which.len(), |place| {
            let (set, sequence) = (self.sets[place % LANES], which[place / LANES]);
            if sequence < set.len() {
                Lane::each_of(set)(sequence)
            } else {
                Lane::default()
            }
        })
    }
}

/// Weight of those sequences that the set has.
fn total_weight<T: Scalar>(set: &Sequences<T>, which: &[usize]) -> f64 {
    let there = which.iter().filter(|&&sequence| sequence < set.len());
    there.map(|&sequence| set.total_weight(&[sequence])).sum()
}
