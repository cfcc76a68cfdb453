//! All that a network knows of the past: its states, and what delayed links still have to read.

mod file;
mod parts;

use std::fmt::{self, Debug, Formatter};
use std::path::Path;

pub(crate) use self::parts::{Part, has_folded, parts};
use crate::error::{Error, Result};
use crate::names::unknown;
use crate::network::description::Description;
use crate::network::difference::check_same;
use crate::network::parameters::range_of;
use crate::network::program::Program;
use crate::numerics::scalar::Scalar;
use crate::run::declared::Declared;
use crate::run::network::Network;

/// The full state of a network between two steps. With the parameters and the inputs to come it decides all that follows.
///
/// It holds the states of every layer and output in the order declared (of a layer in the order of its unit), then the
/// lines. Line `line/hidden`, \[delay, unit\], is what links still read of what `hidden` has emitted, the newest first: from
/// two steps before the step to come, where the layer emits a state, since the step before that is the state itself; else
/// from one step before. Lines of layers and outputs come first, those of inputs last.
///
/// ```
/// # use aru::prelude::*;
/// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
/// # use net::Net;
/// let net = Net::<f64>::new(1);
/// let mut stream = net.stream();
/// stream.step(&[0.5]);
/// let mut state = stream.state();
/// let response = stream.step(&[1.0]).to_vec();
///
/// stream.set_state(&state);
/// assert_eq!(stream.step(&[1.0]), response, "again from there");
/// state.set("hidden.rate", &[0.0; 3])?;
/// stream.set_state(&state);
/// assert_ne!(stream.step(&[1.0]), response, "from elsewhere");
/// # Ok::<(), aru::Error>(())
/// ```
#[derive(Clone)]
pub struct State<N: Network> {
    /// That of its network.
    program: Program<N::Scalar>,
    values: Vec<N::Scalar>,
}

impl<N: Network> State<N> {
    /// Values in the order of the parts of this program.
    pub(crate) fn of(program: Program<N::Scalar>, values: Vec<N::Scalar>) -> Self {
        State { program, values }
    }

    /// The declaration of the network that it is of.
    pub fn description(&self) -> &'static Description {
        self.program.description
    }

    /// Refuses a state of another declaration than this.
    pub(crate) fn check(&self, description: &'static Description) -> Result<()> {
        check_same(|| "the state".into(), self.description(), description)
    }

    /// Every number, part after part.
    pub fn values(&self) -> &[N::Scalar] {
        &self.values
    }

    pub(crate) fn values_mut(&mut self) -> &mut [N::Scalar] {
        &mut self.values
    }

    /// The names of its parts, in order: `hidden.rate`, `line/hidden`.
    pub fn names(&self) -> Vec<String> {
        parts(&self.program).into_iter().map(|part| part.name).collect()
    }

    /// A state of every unit of a layer, or a line: one delay after the other, the newest first.
    ///
    /// # Errors
    /// There is no part of this name; the error names the nearest.
    pub fn get(&self, name: &str) -> Result<&[N::Scalar]> {
        Ok(&self.values[find(&self.program, name)?.range()])
    }

    /// Gives a part other values.
    ///
    /// # Errors
    /// There is no part of this name, its number of values is another, or one is not finite. All is then as it was.
    pub fn set(&mut self, name: &str, values: &[N::Scalar]) -> Result<()> {
        let part = find(&self.program, name)?;
        if values.len() != part.len() {
            let expected = match part.rows {
                _ if !part.is_line => format!("[{}], one number a unit", part.units),
                rows => format!("the {} values of [{rows}, {}], row-major", part.len(), part.units),
            };
            return Err(Error::shape(format!("`{name}`"), expected, &[values.len()]));
        }
        check_finite(name, values)?;
        self.values[part.range()].copy_from_slice(values);
        Ok(())
    }

    /// Writes it to a safetensors file, with the declaration of its network: one tensor a part.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        file::save(self, path.as_ref())
    }

    /// Reads what [`save`](State::save) wrote, of the same declaration. Numbers of the other scalar are converted.
    ///
    /// # Errors
    /// The file cannot be read, is damaged or holds no state; it is that of another network (the error says what differs
    /// first); a value is not finite.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// # let path = std::env::temp_dir().join(format!("aru-state-{}.safetensors", std::process::id()));
    /// use aru::State;
    ///
    /// let mut stream = Net::<f32>::new(1).stream();
    /// stream.step(&[0.5]);
    /// stream.state().save(&path)?;
    /// assert_eq!(State::<Net<f32>>::load(&path)?, stream.state());
    /// # std::fs::remove_file(&path).ok();
    /// # Ok::<(), aru::Error>(())
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Self>
    where
        N: Declared,
    {
        file::load(N::own_program(), path.as_ref())
    }

    /// [`load`](State::load) for a network, of any kind.
    ///
    /// # Errors
    /// As [`load`](State::load).
    ///
    /// ```
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// use aru::State;
    /// use aru::prelude::*;
    ///
    /// /// What a network was last, or else its initial state.
    /// fn last<N: Network>(net: &N, path: &std::path::Path) -> aru::Result<State<N>> {
    ///     match path.exists() {
    ///         true => State::load_for(net, path),
    ///         false => Ok(net.initial_state()),
    ///     }
    /// }
    ///
    /// # let path = std::env::temp_dir().join(format!("aru-state-for-{}.safetensors", std::process::id()));
    /// let net = Net::<f32>::new(1);
    /// let mut state = last(&net, &path)?;
    /// state.set("hidden.rate", &[0.25; 3])?;
    /// state.save(&path)?;
    /// assert_eq!(last(&net, &path)?.get("hidden.rate")?, [0.25; 3]);
    /// # std::fs::remove_file(&path).ok();
    /// # Ok::<(), aru::Error>(())
    /// ```
    pub fn load_for(network: &N, path: impl AsRef<Path>) -> Result<Self> {
        file::load(network.program(), path.as_ref())
    }
}

impl<N: Network> Debug for State<N> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let parts = parts(&self.program).into_iter();
        let parts = parts.map(|part| (part.range(), part.name));
        f.debug_map()
            .entries(parts.map(|(range, name)| (name, &self.values[range])))
            .finish()
    }
}

impl<N: Network> PartialEq for State<N> {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values && self.check(other.description()).is_ok()
    }
}

/// The state before step 0.
pub(crate) fn initial_state<N: Network>(network: &N, parts: &[Part]) -> State<N> {
    let program = network.program();
    let zero = N::Scalar::ZERO;
    let mut values = vec![zero; parts.last().map_or(0, |part| part.range().end)];
    for part in parts {
        // Rows of a line are like the state: they have been so for ever.
        if let Some(index) = program.plan.series[part.series].initial {
            let initial = &network.values()[range_of(program.description, index)];
            for (_, places) in part.each_row() {
                values[places].copy_from_slice(initial);
            }
        }
    }
    State::of(program, values)
}

fn find<T: Scalar>(program: &Program<T>, name: &str) -> Result<Part> {
    let mut parts = parts(program);
    match parts.iter().position(|part| part.name == name) {
        Some(place) => Ok(parts.swap_remove(place)),
        None => {
            let known: Vec<&str> = parts.iter().map(|part| &*part.name).collect();
            Err(unknown("part of a state", name, &known))
        }
    }
}

fn check_finite<T: Scalar>(name: &str, values: &[T]) -> Result<()> {
    match values.iter().position(|value| !value.is_finite()) {
        None => Ok(()),
        Some(place) => Err(Error::NotFinite {
            what: format!("`{name}`"),
            index: vec![place],
            value: values[place].to_f64(),
        }),
    }
}

#[cfg(test)]
mod tests;
