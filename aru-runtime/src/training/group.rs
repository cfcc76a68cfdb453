//! What a thread of an ensemble's fit takes at a time: up to 16 networks in lockstep, or one by itself.

use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use super::checkpoint::{Checkpoints, Data, Identity, Keeper, State, identity};
use super::cohort::{Cohort, EpochData, Generate};
use super::fit::{Fit, FitOutcome};
use super::member::Member;
use super::settings::FitSettings;
use super::workspace::{One, Sixteen, Workspace};
use crate::data::sequences::DataSets;
use crate::error::Result;
use crate::network::program::Program;
use crate::numerics::block::LANES;
use crate::numerics::scalar::Scalar;
use crate::run::layout_choice::is_faster_in_lockstep;
use crate::run::sets::Sets;

/// What the networks of an ensemble are trained on.
pub(super) enum GroupData<'d, 's, T: Scalar> {
    Fixed(&'d dyn DataSets<T>),
    /// Made anew for each epoch, in each group by itself: it depends on the epoch and its random numbers alone.
    Generated(&'d Mutex<&'d mut Generate<'s, T>>),
}

impl<T: Scalar> Clone for GroupData<'_, '_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Scalar> Copy for GroupData<'_, '_, T> {}

/// What a thread takes at a time.
pub(super) enum Group<'n, 'p, T> {
    /// Networks from a number on, up to 16, in lockstep.
    Together(usize, &'n mut [&'p mut [T]]),
    /// A network by itself, and its number.
    Alone(usize, &'n mut [T]),
}

/// A batch beyond which nothing changes in what is faster.
const LARGE: usize = 1 << 20;

/// The networks in groups of 16; the members of a group that is faster so one by one.
pub(super) fn groups<'n, 'p, T: Scalar>(
    settings: &FitSettings<'_, T>,
    program: &Program<T>,
    networks: &'n mut [&'p mut [T]],
    data: GroupData<'_, '_, T>,
) -> Vec<Group<'n, 'p, T>> {
    let mut groups = Vec::new();
    let (batch, own_data) = match data {
        GroupData::Fixed(sets) => (settings.batch_size.min(sets.of(0).len()), sets.count().is_some()),
        GroupData::Generated(_) => (settings.batch_size.min(LARGE), false),
    };
    for (number, networks) in networks.chunks_mut(LANES).enumerate() {
        let first = number * LANES;
        if settings.lockstep || is_faster_in_lockstep(program, networks.len(), batch, own_data) {
            groups.push(Group::Together(first, networks));
        } else {
            groups.extend(
                (first..)
                    .zip(networks)
                    .map(|(number, network)| Group::Alone(number, network)),
            );
        }
    }
    groups
}

/// The checkpoints of a group, and what it goes on from.
pub(super) type Opened<T> = (Keeper, Option<State<T>>);

/// Whether there is something to go on from: its parameters then count, and those of the network given do not.
pub(super) fn is_resumed<T>((_, state): &Opened<T>) -> bool {
    state.is_some()
}

impl<T: Scalar> Group<'_, '_, T> {
    /// Number of its first network.
    pub(super) fn first(&self) -> usize {
        match self {
            Group::Together(first, _) | Group::Alone(first, _) => *first,
        }
    }

    /// The parameters of its networks.
    pub(super) fn networks(&self) -> Vec<&[T]> {
        match self {
            Group::Together(_, networks) => networks.iter().map(|network| &**network).collect(),
            Group::Alone(_, network) => vec![&**network],
        }
    }

    /// Opens its checkpoint.
    pub(super) fn open(
        &self,
        fit: &Fit<'_, T>,
        checkpoints: &Checkpoints,
        data: GroupData<'_, '_, T>,
    ) -> Result<Opened<T>> {
        fn identity_of<T: Scalar, const WIDTH: usize>(
            fit: &Fit<'_, T>,
            first: usize,
            start: &[&[T]],
            data: GroupData<'_, '_, T>,
        ) -> Identity {
            let of_lanes = |sets| of_lanes::<T, WIDTH>(sets, first, start.len());
            let train = match data {
                GroupData::Fixed(sets) => Some(of_lanes(sets)),
                GroupData::Generated(_) => None,
            };
            let validation = fit.settings.validation.map(of_lanes);
            let data = Data {
                train: train.as_ref(),
                validation: validation.as_ref(),
            };
            identity(fit, first, start, &data)
        }
        let identity = match self {
            Group::Together(first, networks) => {
                let start: Vec<&[T]> = networks.iter().map(|network| &**network).collect();
                identity_of::<T, LANES>(fit, *first, &start, data)
            }
            Group::Alone(number, network) => identity_of::<T, 1>(fit, *number, &[&**network], data),
        };
        Keeper::open(checkpoints, fit.settings.resume, identity)
    }

    /// Trains its networks; `after` sees each epoch.
    pub(super) fn run(
        self,
        fit: &Fit<'_, T>,
        data: GroupData<'_, '_, T>,
        opened: Option<Opened<T>>,
        after: &dyn Fn(&[Member<T>]) -> ControlFlow<()>,
    ) -> Result<Vec<FitOutcome>> {
        let (settings, program, first) = (fit.settings, fit.program, self.first());
        let steps = |sets: &dyn DataSets<T>, count: usize| {
            let own = (first..first + count).map(|network| sets.of(network).steps());
            own.max().unwrap_or(1)
        };
        let longest = |count: usize| {
            let train = match data {
                GroupData::Fixed(sets) => steps(sets, count),
                GroupData::Generated(_) => 1,
            };
            train.max(settings.validation.map_or(1, |sets| steps(sets, count)))
        };
        match self {
            Group::Together(_, networks) => {
                let count = networks.len();
                let steps = longest(count);
                let workspace = Sixteen::new(program, networks, steps, settings.truncation)?;
                let workspace = workspace.interrupted_by(&fit.interrupt);
                run_cohort(fit, workspace, first, count, data, opened, after)
            }
            Group::Alone(_, network) => {
                let steps = longest(1);
                let workspace = One::new(program, network, steps, settings.truncation, 1)?;
                let workspace = workspace.interrupted_by(&fit.interrupt);
                run_cohort(fit, workspace, first, 1, data, opened, after)
            }
        }
    }
}

/// Networks that stand in a workspace, from their first epoch to their last.
fn run_cohort<T: Scalar, W: Workspace<T, WIDTH>, const WIDTH: usize>(
    fit: &Fit<'_, T>,
    workspace: W,
    first: usize,
    count: usize,
    data: GroupData<'_, '_, T>,
    opened: Option<Opened<T>>,
    after: &dyn Fn(&[Member<T>]) -> ControlFlow<()>,
) -> Result<Vec<FitOutcome>> {
    let validation = fit.settings.validation.map(|sets| of_lanes(sets, first, count));
    let mut cohort = Cohort::new(fit, workspace, count)?;
    if let Some(opened) = opened {
        cohort.keep(opened, first == 0)?;
    }
    let mut after = |members: &[Member<T>], _: &[T]| after(members);
    match data {
        GroupData::Fixed(sets) => {
            let source = EpochData::Fixed(of_lanes(sets, first, count));
            cohort.run(source, validation.as_ref(), &mut after);
        }
        GroupData::Generated(generate) => {
            let mut generate = |epoch: usize, random: &mut _| {
                let mut generate = generate.lock().unwrap_or_else(PoisonError::into_inner);
                generate(epoch, random)
            };
            cohort.run(
                EpochData::Generated(&mut generate),
                validation.as_ref(),
                &mut after,
            );
        }
    }
    Ok(cohort.finish())
}

/// The data of `count` networks from number `first` on.
fn of_lanes<T: Scalar, const WIDTH: usize>(
    sets: &dyn DataSets<T>,
    first: usize,
    count: usize,
) -> Sets<'_, T, WIDTH> {
    Sets::new(std::array::from_fn(|lane| {
        sets.of(first + if lane < count { lane } else { 0 })
    }))
}
