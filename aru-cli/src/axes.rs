//! What the axes of arrays are, as the command line says it.

use aru::recording::Axes;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// What an array with two axes holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// One recording, time first
    #[default]
    StepFeature,
    /// One recording, time last
    FeatureStep,
    /// Many sequences of one feature
    SequenceStep,
}

impl From<Order> for Axes {
    fn from(order: Order) -> Self {
        match order {
            Order::StepFeature => Axes::StepFeature,
            Order::FeatureStep => Axes::FeatureStep,
            Order::SequenceStep => Axes::SequenceStep,
        }
    }
}
