//! What a network has learned of its constants: rates as time constants, learned delays as times.

use aru::description::{Description, Parameter, Role};
use aru::prelude::*;

use crate::time::{number, show};

/// Up to so many values are listed one by one.
const LISTED: usize = 16;

/// A learned constant, in the units that it is read in.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// `hidden.tau_s`, or `hidden.alpha_s` where the length of a step is not known.
    pub name: String,
    /// In ascending order: seconds where `is_time`.
    pub values: Vec<f64>,
    pub is_time: bool,
}

/// Constants of units and delays of links that were learned, in the order of the declaration.
pub fn learned<N: Network>(net: &N, dt: Option<f64>) -> Vec<Learned> {
    let description = net.description();
    let learned = net.parameters().filter(|parameter| parameter.is_learned());
    learned
        .filter_map(|parameter| {
            let declared = parameter.declaration();
            let (name, to_time) = reading(description, declared, dt)?;
            let values = parameter.values().iter().map(|value| value.to_f64());
            let mut values: Vec<f64> = values.map(to_time).collect();
            values.sort_by(f64::total_cmp);
            Some(Learned {
                name,
                values,
                is_time: dt.is_some() && is_a_time(description, declared),
            })
        })
        .collect()
}

/// A constant that is read as a time where the step has a length.
fn is_a_time(description: &Description, parameter: &Parameter) -> bool {
    description.is_rate(parameter) || matches!(parameter.role, Role::Delay { .. })
}

/// What it is called, and how its value is read.
type Reading = (String, Box<dyn Fn(f64) -> f64>);

fn reading(description: &Description, parameter: &Parameter, dt: Option<f64>) -> Option<Reading> {
    let name = parameter.name.to_string();
    match (parameter.role, dt) {
        (Role::Constant { .. }, Some(dt)) if description.is_rate(parameter) => {
            Some((as_time(&name), Box::new(move |alpha| dt / alpha)))
        }
        (Role::Constant { .. }, _) => Some((name, Box::new(|value| value))),
        (Role::Delay { .. }, Some(dt)) => Some((name, Box::new(move |steps| steps * dt))),
        (Role::Delay { .. }, None) => Some((name, Box::new(|steps| steps))),
        _ => None,
    }
}

/// `hidden.alpha_s` as the time constant that it stands for; another rate as it is, with what is shown of it.
pub fn as_time(name: &str) -> String {
    match name.rsplit_once(".alpha") {
        Some((layer, rest)) => format!("{layer}.tau{rest}"),
        None => format!("dt / {name}"),
    }
}

impl Learned {
    /// One number, all of a few, or the quartiles of many.
    pub fn in_words(&self) -> String {
        let show = |value: f64| match self.is_time {
            true => show(value),
            false => number(value),
        };
        let values = &self.values;
        match values.len() {
            0 => "none".to_owned(),
            1 => show(values[0]),
            count if count <= LISTED => {
                let all: Vec<String> = values.iter().map(|&value| show(value)).collect();
                all.join(", ")
            }
            count => {
                let at = |quarter: usize| show(values[quarter * (count - 1) / 4]);
                format!(
                    "{count} from {} to {}, half of them {} to {}, median {}",
                    at(0),
                    at(4),
                    at(1),
                    at(3),
                    at(2)
                )
            }
        }
    }

    /// The mean, as it is shown.
    pub fn mean(&self) -> String {
        let mean = self.values.iter().sum::<f64>() / self.values.len().max(1) as f64;
        match self.is_time {
            true => show(mean),
            false => number(mean),
        }
    }
}
