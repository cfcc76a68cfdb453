//! What the lanes of a tile are given: sequences, weights, noise, penalties.

use crate::data::sequences::Sequences;
use crate::numerics::scalar::Scalar;
use crate::run::conditions::Conditions;
use crate::run::lane_data::{Lane, LaneData};
use crate::run::objective::Objective;
use crate::run::penalties::on_values::{Counts, OfBatch};
use crate::run::weighing::Weighing;

/// The sequences of a tile.
pub(super) type Lanes<'a, T> = dyn Fn(&[usize]) -> LaneData<'a, T> + Sync + 'a;

pub(super) fn lanes<'a, T: Scalar>(
    data: &'a Sequences<T>,
    weighing: Weighing,
    objective: Objective<'a, T>,
) -> impl Fn(&[usize]) -> LaneData<'a, T> + Sync + 'a {
    lanes_by(data, weighing, objective.conditions, |lane| lane)
}

/// The same, each up to the last step that counts; for a penalty on values all do.
pub(super) fn lanes_that_count<'a, T: Scalar>(
    data: &'a Sequences<T>,
    weighing: Weighing,
    objective: Objective<'a, T>,
) -> impl Fn(&[usize]) -> LaneData<'a, T> + Sync + 'a {
    // Penalties on values count steps that losses do not.
    let cut = match objective.on_values() {
        None => Lane::up_to_what_counts,
        Some(_) => |lane| lane,
    };
    lanes_by(data, weighing, objective.conditions, cut)
}

/// The same, each as far as `cut` leaves it.
fn lanes_by<'a, T: Scalar>(
    data: &'a Sequences<T>,
    weighing: Weighing,
    conditions: Conditions<'a, T>,
    cut: fn(Lane<'a, T>) -> Lane<'a, T>,
) -> impl Fn(&[usize]) -> LaneData<'a, T> + Sync + 'a {
    let lane = Lane::each_of(data);
    move |which| {
        let lanes = LaneData::new(which.len(), |place| Lane {
            factor: weighing.factor,
            start: conditions.start(which[place]),
            ..cut(lane(which[place]))
        });
        lanes.with_draws(conditions.draws)
    }
}

/// The penalties on values of a batch.
pub(super) fn of_batch<'o, T: Scalar>(
    objective: Objective<'o, T>,
    data: &Sequences<T>,
    which: &[usize],
) -> Option<OfBatch<'o>> {
    let counts = || Counts::of(which.iter().map(|&sequence| data.length(sequence)));
    objective.on_values().map(|penalised| {
        let counts = counts();
        OfBatch::new(penalised, |_| counts)
    })
}
