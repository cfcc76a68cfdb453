//! A declaration that was read, for as long as the process lives.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, Formatter};
use std::sync::{Mutex, PoisonError};

use aru_compiler::Compiled;

use super::given::Given;
use super::plan::Listed;
use super::{code, plan};
use crate::network::any::AnyNetwork;
use crate::network::description::{Description, Initial};
use crate::network::initial;
use crate::network::plan::Plan;
use crate::network::program::{Code, Program};
use crate::numerics::interpreted;
use crate::numerics::scalar::Scalar;

/// A declaration that was read from a text or a file: networks are made of it.
///
/// It lives as long as the process, as the code of a declaration in Rust does. The same declaration with the same sizes is
/// the same model, however often it is read.
#[derive(Clone, Copy)]
pub struct Model(&'static Read);

/// What is known of it.
#[derive(Debug)]
struct Read {
    description: Description,
    plan: Plan,
    noise: Vec<(usize, usize)>,
    code: interpreted::Code,
}

impl Model {
    /// Of a compiled network, with its description.
    pub(super) fn described(
        description: Description,
        Compiled { network, program }: &Compiled,
        given: &Given,
    ) -> Self {
        static KNOWN: Mutex<BTreeMap<String, Model>> = Mutex::new(BTreeMap::new());
        let plan = plan::plan(network, program, given);
        let key = key(&description, &plan);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(key).or_insert_with(|| {
            Model(Box::leak(Box::new(Read {
                plan: plan.leak(),
                noise: plan::noise(program),
                code: code::code(network, program, given),
                description,
            })))
        })
    }

    /// Its name: that of the `struct`.
    pub fn name(self) -> &'static str {
        &self.0.description.name
    }

    /// The declaration as plain data.
    pub fn description(self) -> &'static Description {
        &self.0.description
    }

    /// A network with parameters drawn as declared: the same numbers that `new(seed)` of a declaration in Rust draws.
    pub fn network<T: Scalar>(self, seed: u64) -> AnyNetwork<T> {
        AnyNetwork::of(self, initial::draw(self.description(), seed))
    }

    /// What runs its networks.
    pub(crate) fn program<T: Scalar>(self, traces: bool) -> Program<T> {
        Program {
            description: &self.0.description,
            plan: &self.0.plan,
            noise: &self.0.noise,
            code: Code::Read(&self.0.code),
            traces,
        }
    }
}

/// What tells models apart: all of the description, values that parameters start from too; and which weights are lists of
/// pairs, which follows from a density as it was written.
fn key(description: &Description, plan: &Listed) -> String {
    let json = serde_json::to_string(description);
    let json = json.unwrap_or_else(|error| unreachable!("a description is data: {error}"));
    let initial = description.parameters.iter().map(|parameter| &parameter.initial);
    let starts: Vec<_> = initial
        .filter(|initial| matches!(initial, Initial::By(_)))
        .collect();
    format!("{json} {starts:?} {:?}", plan.forms)
}

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Model {}

impl Debug for Model {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Model").field(&self.name()).finish()
    }
}
