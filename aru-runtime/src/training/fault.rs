//! What stops training before its end, and what the caller is told.

use super::checkpoint::Ended;
use super::fit_error::FitError;
use super::history::{History, Stopped};
use super::reparametrisation::Left;
use crate::error::Error;
use crate::network::description::Description;

/// What stops the training of a network before its end.
#[derive(Debug)]
pub(super) enum Fault {
    /// Something that should be a number is none, and where that came from if it was so before any update.
    NotFinite(String, Option<String>),
    /// A loss of the user's own panicked, or gave what is no number.
    Loss(Error),
    /// A learned rate without bounds is outside (0, 2).
    Left(Left),
    /// A schedule gave a factor that is negative or no number.
    Schedule(f64),
    /// The data of an epoch could not be made, or do not fit the network.
    Data(Error),
}

impl Fault {
    /// How a training ended, as a file holds it; None for what began outside of the network.
    pub(super) fn to_state(outcome: &Result<Stopped, Fault>) -> Option<Ended> {
        match outcome {
            Ok(stopped) => Some(Ended::Well(*stopped)),
            Err(Fault::NotFinite(what, origin)) => Some(Ended::NotFinite(what.clone(), origin.clone())),
            Err(Fault::Left(left)) => Some(Ended::Left(left.parameter, left.value.to_bits())),
            Err(Fault::Loss(_) | Fault::Schedule(_) | Fault::Data(_)) => None,
        }
    }

    /// The outcome that [`to_state`](Fault::to_state) made.
    pub(super) fn from_state(ended: Ended) -> Result<Stopped, Fault> {
        match ended {
            Ended::Well(stopped) => Ok(stopped),
            Ended::NotFinite(what, origin) => Err(Fault::NotFinite(what, origin)),
            Ended::Left(parameter, bits) => Err(Fault::Left(Left {
                parameter,
                value: f64::from_bits(bits),
            })),
        }
    }

    /// True where the parameters of the last update cannot be kept.
    pub(super) fn spoils_parameters(&self) -> bool {
        matches!(self, Fault::NotFinite(..) | Fault::Left(_) | Fault::Loss(_))
    }
}

/// What a fit returns: its history, or an error that holds it. The network was left as it was after `kept_epoch`.
pub(super) fn conclude(
    description: &Description,
    mut history: History,
    outcome: Result<Stopped, Fault>,
    update: u64,
    kept_epoch: usize,
) -> Result<History, FitError> {
    let finished = history.len();
    let epoch = finished + 1;
    let error = match outcome {
        Ok(stopped) => {
            history.stopped = Some(stopped);
            return Ok(history);
        }
        Err(Fault::NotFinite(what, origin)) => Error::Diverged {
            epoch,
            update,
            what,
            origin,
            kept_epoch,
            finished,
        },
        Err(Fault::Data(error) | Fault::Loss(error)) => error,
        Err(Fault::Schedule(factor)) => Error::setting(
            format!("factor of the schedule in epoch {epoch}"),
            factor,
            "expected zero or more",
        ),
        Err(Fault::Left(left)) => Error::RateLeftRange {
            name: description.parameters[left.parameter].name.to_string(),
            value: left.value,
            epoch,
            update,
            kept_epoch,
            finished,
        },
    };
    Err(FitError::new(error, history))
}
