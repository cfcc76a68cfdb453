//! A declaration as a value, for as long as the process lives.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::fmt::{self, Debug, Formatter};
use std::sync::{Mutex, PoisonError};

use aru_compiler::Compiled;

use super::given::Given;
use super::plan::Listed;
use super::restored::Restored;
use super::{code, plan, restored, sound};
use crate::error::{Error, Result};
use crate::network::any::AnyNetwork;
use crate::network::description::{Description, Initial, Parameter};
use crate::network::difference::{OTHERWISE, first_difference};
use crate::network::emitted::{self, Emitted};
use crate::network::initial;
use crate::network::module::about;
use crate::network::plan::Plan;
use crate::network::program::{Code, Program};
use crate::numerics::compiled::of_scalar;
use crate::numerics::dispatch::{Foreign, Module, instruction_set};
use crate::numerics::interpreted;
use crate::numerics::room::has_room;
use crate::numerics::scalar::Scalar;

/// A declaration that was read from a text or a file, or [one that is compiled](Model::of): networks are made of it.
///
/// It lives as long as the process, as the code of a declaration in Rust does. The same declaration with the same sizes is
/// the same model, however often it is read.
#[derive(Clone, Copy)]
pub struct Model(&'static Known);

/// What is known of it.
struct Known {
    description: &'static Description,
    plan: &'static Plan,
    noise: &'static [(usize, usize)],
    runs: Runs,
}

/// What runs its networks.
enum Runs {
    Read(interpreted::Code),
    Emitted {
        f32: OfScalar<f32>,
        f64: OfScalar<f64>,
    },
    /// For the scalar that the module is of; the other one is read.
    Foreign {
        read: &'static interpreted::Code,
        f32: Option<Foreign<f32>>,
        f64: Option<Foreign<f64>>,
    },
}

/// Code that the macro has written, without what only a trace needs and with it.
struct OfScalar<T: Scalar> {
    plain: Code<T>,
    traced: Code<T>,
}

impl<T: Scalar> OfScalar<T> {
    fn of<N: Emitted<Number = T>>() -> Self {
        OfScalar {
            plain: Program::of::<N>().code,
            traced: Program::traced::<N>().code,
        }
    }
}

impl Model {
    /// Of a declaration that is compiled: see [`of`](Model::of).
    pub(crate) fn emitted<N: Emitted>() -> Self {
        static KNOWN: Mutex<BTreeMap<TypeId, Model>> = Mutex::new(BTreeMap::new());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        // One for both scalars.
        *known.entry(TypeId::of::<N::Over<f64>>()).or_insert_with(|| {
            Model(Box::leak(Box::new(Known {
                description: emitted::description::<N>(),
                plan: const { &N::PLAN },
                noise: N::NOISE,
                runs: Runs::Emitted {
                    f32: OfScalar::of::<N::Over<f32>>(),
                    f64: OfScalar::of::<N::Over<f64>>(),
                },
            })))
        })
    }

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
            Model(Box::leak(Box::new(Known {
                plan: Box::leak(Box::new(plan.leak())),
                noise: plan::noise(program).leak(),
                runs: Runs::Read(code::code(network, program, given)),
                description: Box::leak(Box::new(description)),
            })))
        })
    }

    /// Of a description: the way back from [`description`](Model::description), and from what a file says.
    ///
    /// A description may come from anywhere: all of it is checked. One of a declaration in Rust is taken too, unless a layer
    /// applies an activation that is a type.
    ///
    /// ```
    /// use aru::{Model, Text};
    ///
    /// let read = Text::new("struct Net { input x: 2; layer h: Elman<4>; output y: 1; x -> h -> y; h ~> h; }").model()?;
    /// let mut description = read.description().clone();
    /// assert_eq!(Model::of_description(description.clone())?, read);
    ///
    /// description.links.to_mut()[0].target = 7;
    /// let error = Model::of_description(description).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "no network is made of this description of `Net`: link number 0 drives layer number 7, where there are 2 layers"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What no declaration says, with the name of the thing; an activation that is a type of Rust.
    pub fn of_description(description: Description) -> Result<Model> {
        match Self::restored(description.clone()) {
            Ok(model) => Ok(model),
            Err(fault) => Err(Error::Description {
                name: description.name.to_string(),
                fault,
            }),
        }
    }

    /// The same, or why not.
    pub(crate) fn restored(mut description: Description) -> std::result::Result<Model, String> {
        restored::complete_densities(&mut description);
        let owned = sound::check(&description)?;
        let Restored { network, given } = restored::restored(&description, &owned);
        restored::check_gates(&network)?;
        let compiled = Compiled::of_network(network);
        // Whatever could be missed above: what is run is what the description says.
        let again = super::description::description(&compiled, &given);
        if again != description {
            let difference = first_difference(&description, &again);
            let difference = difference.unwrap_or_else(|| OTHERWISE.to_owned());
            return Err(format!(
                "no declaration has it, the nearest one differs: {}",
                difference.replace("in the file", "there")
            ));
        }
        Ok(Model::described(description, &compiled, &given))
    }

    /// The same with the code of a module, which runs its networks of the scalar that the module is of, with the same numbers.
    /// Whatever is asked of them in the other scalar is done as before.
    ///
    /// A flag that [ends a fit](crate::training::Trainer::interrupted_by) acts after the chunk of steps that is running: the
    /// code does not know of it.
    ///
    /// # Errors
    /// Why the module is none for this model.
    #[doc(hidden)]
    pub fn with_module(self, module: &'static Module) -> std::result::Result<Model, String> {
        static KNOWN: Mutex<BTreeMap<[usize; 2], Model>> = Mutex::new(BTreeMap::new());
        let (read, f32, f64) = match &self.0.runs {
            Runs::Read(read) => (read, None, None),
            Runs::Foreign { read, f32, f64 } => (*read, *f32, *f64),
            Runs::Emitted { .. } => return Err(format!("`{}` is compiled already", self.name())),
        };
        let key = [
            std::ptr::from_ref(self.0).addr(),
            std::ptr::from_ref(module).addr(),
        ];
        if let Some(&model) = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(model);
        }
        if !module.runs_here() {
            return Err(format!(
                "it was built for another instruction set than {}",
                instruction_set()
            ));
        }
        if !module.holds(&about(self.0.description, self.0.plan)) {
            return Err(format!(
                "it holds another network than `{}`, or one of other sizes",
                self.name()
            ));
        }
        let made = Model(Box::leak(Box::new(Known {
            runs: Runs::Foreign {
                read,
                f32: module.of_single().or(f32),
                f64: module.of_double().or(f64),
            },
            ..*self.0
        })));
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(*known.entry(key).or_insert(made))
    }

    /// Its name: that of the `struct`.
    pub fn name(self) -> &'static str {
        &self.0.description.name
    }

    /// The declaration as plain data.
    pub fn description(self) -> &'static Description {
        self.0.description
    }

    /// A network with parameters drawn as declared: the same numbers that `new(seed)` of a declaration in Rust draws.
    ///
    /// # Errors
    ///
    /// More parameters than memory has room for. A parameter starts from a function, `by(path)`, and the model is out of a file, which holds no functions. What was saved
    /// has its values all the same: [`load`](crate::network::text::load).
    pub fn network<T: Scalar>(self, seed: u64) -> Result<AnyNetwork<T>> {
        let is_unknown = |parameter: &&Parameter| match parameter.initial {
            Initial::By(elements) => !elements.is_known(),
            _ => false,
        };
        // Each is drawn in double precision.
        let numbers: usize = self.description().parameters.iter().map(Parameter::len).sum();
        if !has_room::<(f64, T)>(&[numbers]) {
            return Err(Error::setting(
                format!("the number of parameters of `{}`", self.description().name),
                numbers,
                "more than memory has room for; give smaller sizes",
            ));
        }
        match self.description().parameters.iter().find(is_unknown) {
            None => Ok(AnyNetwork::of(self, initial::draw(self.description(), seed))),
            Some(parameter) => Err(Error::setting(
                format!("the start of `{}`", parameter.name),
                "a function that the file did not hold",
                "take the values of a saved network, `aru::load`, or read the declaration as a `Text` with that start",
            )),
        }
    }

    /// What runs its networks.
    pub(crate) fn program<T: Scalar>(self, traces: bool) -> Program<T> {
        let code = match &self.0.runs {
            Runs::Read(code) => Code::Read(code),
            Runs::Emitted { f32, f64 } => {
                let OfScalar { plain, traced } = of_scalar::<OfScalar<T>>(f32, f64);
                if traces { *traced } else { *plain }
            }
            Runs::Foreign { read, f32, f64 } => match of_scalar::<Option<Foreign<T>>>(f32, f64) {
                Some(code) => Code::Foreign(*code),
                None => Code::Read(read),
            },
        };
        Program {
            description: self.0.description,
            plan: self.0.plan,
            noise: self.0.noise,
            code,
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
