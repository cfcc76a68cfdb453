//! Settings of a trainer that cannot work.

use super::Trainer;
use super::selection::Selection;
use crate::error::{Error, Result};
use crate::numerics::scalar::Scalar;
use crate::training::optimiser::{Optimiser, check_number};

impl<T: Scalar, O: Optimiser> Trainer<'_, T, O> {
    /// What can be said before a network is seen.
    pub(super) fn check(&self) -> Result<()> {
        self.optimiser.check()?;
        self.schedule.check()?;
        for (setting, number) in [
            ("batch_size", self.batch_size),
            ("epochs", self.epochs),
            ("threads", self.threads),
            ("patience of early_stopping", self.patience.unwrap_or(1)),
            ("steps of truncate", self.truncation.unwrap_or(1)),
        ] {
            check_number(setting, number as f64, number > 0, "at least 1")?;
        }
        if let Some(norm) = self.clip_norm {
            check_number("clip_norm", norm, norm > 0.0, "a number above zero")?;
        }
        let Selection {
            rates,
            weight_decay,
            l2,
            ..
        } = &self.selection;
        for (name, rate) in rates {
            let expected = "a number above zero; to leave it as it is, `freeze` it";
            check_number(
                &format!("learning rate of {name:?}"),
                *rate,
                *rate > 0.0,
                expected,
            )?;
        }
        check_number(
            "weight_decay",
            *weight_decay,
            *weight_decay >= 0.0,
            "zero or more",
        )?;
        check_number("l2", *l2, *l2 >= 0.0, "zero or more")?;
        let watching = self.restore_best || self.patience.is_some();
        if watching && self.validation.is_none() {
            return Err(Error::Setting {
                setting: "the validation data of early_stopping or restore_best".into(),
                found: "missing".into(),
                expected: "give them by `validate` (the training data, to watch their loss)".into(),
            });
        }
        Ok(())
    }
}
