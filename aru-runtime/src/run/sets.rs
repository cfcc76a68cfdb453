//! The data of networks that run in lockstep.

use crate::data::sequences::Sequences;
use crate::numerics::block::LANES;
use crate::numerics::scalar::Scalar;
use crate::run::lane_data::{Lane, LaneData};
use crate::run::weighing::{Weighing, total_of};

/// A data set for each of `WIDTH` networks, or one for all; lanes left over have that of the first.
pub(crate) struct Sets<'d, T, const WIDTH: usize> {
    sets: [&'d Sequences<T>; WIDTH],
    shared: bool,
    /// What each lane's weights are multiplied by before they are summed over an epoch.
    factors: [Option<f64>; WIDTH],
}

impl<'d, T: Scalar, const WIDTH: usize> Sets<'d, T, WIDTH> {
    /// One for each network.
    pub(crate) fn new(sets: [&'d Sequences<T>; WIDTH]) -> Self {
        let shared = sets.iter().all(|&set| std::ptr::eq(set, sets[0]));
        let factor = |set: &Sequences<T>| Weighing::of(set, 0..set.len()).factor;
        let factors = match shared {
            true => [factor(sets[0]); WIDTH],
            false => sets.map(factor),
        };
        Sets {
            sets,
            shared,
            factors,
        }
    }

    /// One for all networks.
    pub(crate) fn shared(set: &'d Sequences<T>) -> Self {
        Sets::new([set; WIDTH])
    }

    /// Whether all networks have the same.
    pub(crate) fn are_shared(&self) -> bool {
        self.shared
    }

    /// That of a network.
    pub(crate) fn of(&self, lane: usize) -> &'d Sequences<T> {
        self.sets[lane]
    }

    /// Number of sequences of the largest.
    pub(crate) fn len(&self) -> usize {
        self.sets.iter().map(|set| set.len()).max().unwrap_or(0)
    }

    /// Steps of the longest sequence of all.
    pub(crate) fn steps(&self) -> usize {
        self.sets.iter().map(|set| set.steps()).max().unwrap_or(0)
    }

    /// Weight of some sequences in each lane, on one scale for all sequences of the lane.
    pub(crate) fn total_weights(&self, which: &[usize]) -> [f64; WIDTH] {
        let total = |lane: usize| total_of(self.sets[lane], which.iter().copied(), self.factors[lane]);
        if self.shared {
            return [total(0); WIDTH];
        }
        std::array::from_fn(total)
    }

    /// Steps within the lengths of some sequences in each lane, whatever they weigh.
    pub(crate) fn steps_within(&self, which: &[usize]) -> [f64; WIDTH] {
        let steps = |lane: usize| {
            let set = self.sets[lane];
            let there = which.iter().filter(|&&sequence| sequence < set.len());
            there.map(|&sequence| set.length(sequence)).sum::<usize>() as f64
        };
        if self.shared {
            return [steps(0); WIDTH];
        }
        std::array::from_fn(steps)
    }

    /// Weights for a batch by itself.
    pub(super) fn weighings(&self, which: &[usize]) -> [Weighing; WIDTH] {
        let weighing = |set: &Sequences<T>| Weighing::of(set, which.iter().copied());
        if self.shared {
            return [weighing(self.sets[0]); WIDTH];
        }
        self.sets.map(weighing)
    }
}

impl<'d, T: Scalar> Sets<'d, T, LANES> {
    /// Some sequences of each, weighed so; nothing where a set has fewer.
    pub(super) fn lanes(&self, which: &[usize], weighings: &[Weighing; LANES]) -> LaneData<'d, T> {
        if self.shared {
            let lane = Lane::each_of(self.sets[0]);
            let factor = weighings[0].factor;
            return LaneData::alike(which.len(), |member| Lane {
                factor,
                ..lane(which[member])
            });
        }
        LaneData::new(LANES * which.len(), |place| {
            let (set, sequence) = (self.sets[place % LANES], which[place / LANES]);
            if sequence < set.len() {
                Lane {
                    factor: weighings[place % LANES].factor,
                    ..Lane::each_of(set)(sequence)
                }
            } else {
                Lane::default()
            }
        })
    }
}
