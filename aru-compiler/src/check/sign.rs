//! Dale's law: whether a layer can have it, and of which kinds its units are.
//!
//! A unit excites by weights of zero or more, which holds only as long as what it emits is not negative. That must
//! follow from its equations: from functions whose value cannot be negative, sums, products and quotients of what
//! follows, states that follow if they did before, and rates that cannot exceed 1.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use super::layers::with_units;
use super::value;
use crate::builtin;
use crate::declaration::{
    Activation, Constant, Declaration, Expression, Layer, Link, Network, Quantity, Setting, Unit, alpha_of,
    is_rate,
};
use crate::functions::{self, Function, Known};
use crate::network::Operator;
use crate::report::Errors;

// The part of a layer that excites is a part of its units, and where it says that there are both kinds, there are:
//
//     layer a: Aru<2> { sign: dale(excitatory 0.8); .. }
pub fn parts_have_both_kinds(network: &Network, errors: &mut Errors) {
    for layer in &network.layers {
        let Some(setting) = &layer.sign else { continue };
        let Some(dale) = value(setting, errors) else {
            continue;
        };
        let part = &dale.excitatory;
        let Some([numerator, denominator]) = part.ratio() else {
            errors.error(
                &part.tokens,
                "the excitatory part of a layer is a number of 0 to 1",
            );
            continue;
        };
        if let Some(size) = layer.size.known()
            && (1..denominator).contains(&numerator)
            && part
                .of(size)
                .is_some_and(|excitatory| excitatory == 0 || excitatory == size)
        {
            errors.error(
                &part.tokens,
                both_kinds_rule(&layer.name, &part.tokens.to_string()),
            );
        }
    }
}

/// What is wrong with a part that is none or all.
pub fn both_kinds_rule(layer: &Ident, part: &str) -> String {
    format!(
        "`{layer}` is too small for both kinds: {part} of its units, rounded, is none or all of them; make it larger, or \
         write `dale(excitatory 1)` or `dale(excitatory 0)`"
    )
}

// What a layer under Dale's law emits cannot be negative:
//
//     layer a: Aru<5> { activation: tanh; sign: dale(excitatory 0.8); .. }
pub fn emissions_cannot_be_negative(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for (layer, unit) in with_units(network, declaration) {
        let Some(Setting { value: Ok(dale), .. }) = &layer.sign else {
            continue;
        };
        if unit.is_incomplete || layer.is_incomplete {
            continue;
        }
        if let Err(reason) = non_negative_emission(unit, layer, declaration) {
            let is_built_in = declaration
                .builtins
                .iter()
                .any(|built_in| built_in.name == unit.name);
            let reason = match is_built_in && !unit.applies_activation() {
                true => format!("a `{}` can be negative; use `Aru`, `Elman` or `Dense`", unit.name),
                false => reason,
            };
            let message = format!(
                "Dale's law is for layers that cannot emit less than 0, which is not known of `{}`: {reason}",
                layer.name
            );
            errors.error(&dale.tokens, message);
        }
    }
}

// A sign is one of weights that leave the layer, and a link is free from what would else hold for it:
//
//     x -> a { sign: free; }      output y: 1 { activation: sigmoid; sign: dale(excitatory 1); }
pub fn signs_have_a_use(network: &Network, errors: &mut Errors) {
    if network.is_incomplete {
        return;
    }
    for layer in &network.layers {
        let Some(setting) = &layer.sign else { continue };
        let leaving = || network.links.iter().filter(|link| link.source == layer.name);
        let is_free = |link: &Link| {
            link.constraints
                .sign
                .as_ref()
                .is_some_and(|sign| sign.value.is_ok())
        };
        let has_sign = |link: &Link| !network.is_of_gate(link) && !is_free(link);
        if leaving().any(has_sign) {
            continue;
        }
        let name = &layer.name;
        let message = match leaving().next().is_none() {
            true => {
                format!("no link leaves `{name}`, so that its sign is that of nothing; remove the setting")
            }
            false => {
                let or_bind = match leaving().any(|link| !network.is_of_gate(link)) {
                    true => ", or take `sign: free` from a link",
                    false => "",
                };
                format!(
                    "the sign of `{name}` is that of nothing: Dale's law is not for gates and links with `sign: free`, and no \
                     other link leaves it; remove the setting{or_bind}"
                )
            }
        };
        errors.error(&setting.name, message);
    }
    for link in &network.links {
        let Some(setting) = &link.constraints.sign else {
            continue;
        };
        if network.is_of_gate(link) {
            let message = "weights of a gate have no sign that they could be free from: Dale's law is not for them; remove the \
                           setting";
            errors.error(&setting.name, message);
            continue;
        }
        let mut layers = network.layers.iter();
        let source = layers.find(|layer| layer.name == link.source);
        let is_bound = source.is_some_and(|layer| layer.sign.is_some() || layer.is_incomplete);
        if setting.value.is_ok() && !is_bound {
            let message = format!(
                "`{}` has no `sign` that the link could be free from; remove the setting",
                link.source
            );
            errors.error(&setting.name, message);
        }
    }
}

/// What a layer rests on that its type of an activation promises not to be negative: no state has that name.
pub const PROMISE: &str = "activation";

/// The states whose values before step 0 must not be negative either, where a layer cannot emit less than 0, and
/// [`PROMISE`] where that rests on a type of the user's; else why that is not known.
pub fn non_negative_emission(
    unit: &Unit,
    layer: &Layer,
    declaration: &Declaration,
) -> Result<BTreeSet<String>, String> {
    let mut proof = Proof {
        unit,
        layer,
        declaration,
        argument: None,
        states: unit.states().into_iter().map(ToString::to_string).collect(),
        reasons: BTreeMap::new(),
    };
    // States are taken to follow until one does not: what is left then follows from one step to the next.
    loop {
        let fails = proof.states.iter().find_map(|state| {
            let reason = proof.equation(state)?.err()?;
            Some((state.clone(), reason))
        });
        let Some((state, reason)) = fails else { break };
        proof.states.remove(&state);
        proof.reasons.insert(state, reason);
    }
    let Some(emitted) = unit.emits.first().map(Ident::to_string) else {
        return Ok(BTreeSet::new());
    };
    if let Some(emission) = proof.equation(&emitted) {
        emission?;
    }
    Ok(proof.needed_by(emitted))
}

#[derive(Clone)]
struct Proof<'a> {
    unit: &'a Unit,
    layer: &'a Layer,
    declaration: &'a Declaration,
    /// Within an activation of the user's own: its argument, and what follows of that.
    argument: Option<(&'a Ident, Follows)>,
    /// That follow, as far as is known.
    states: BTreeSet<String>,
    /// Why others do not.
    reasons: BTreeMap<String, String>,
}

/// That a value cannot be negative, with the states of the step before on which it rests; or why that is not known.
type Follows = Result<BTreeSet<String>, String>;

impl<'a> Proof<'a> {
    fn value_of(&self, name: &str) -> Option<&'a Expression> {
        let mut equations = self.unit.equations.iter();
        equations.find(|equation| equation.name == name)?.value.as_ref()
    }

    fn equation(&self, name: &str) -> Option<Follows> {
        self.value_of(name).map(|value| self.follows(value))
    }

    fn follows(&self, expression: &'a Expression) -> Follows {
        match expression {
            Expression::Number(number) if number.value >= 0.0 => Ok(BTreeSet::new()),
            Expression::Number(number) => Err(format!("{} is below 0", number.tokens)),
            Expression::Name(name) => self.name(name),
            Expression::Negate(_) => Err("what stands behind a minus can be negative".to_owned()),
            Expression::Binary(Operator::Subtract, left, right) => self.difference(left, right),
            Expression::Binary(_, left, right) => Ok(&self.follows(left)? | &self.follows(right)?),
            Expression::Select(selection) => {
                self.function(Function::named(selection.function), &selection.parts, "select")
            }
            Expression::Call(name, arguments) => self.call(name, arguments),
        }
    }

    fn name(&self, name: &Ident) -> Follows {
        if let Some((_, follows)) = &self.argument {
            // An activation knows no other name.
            return follows.clone();
        }
        if self.unit.constants.contains(name) {
            return self.constant(name);
        }
        self.equation(&name.to_string())
            .unwrap_or_else(|| Err(format!("`{name}` can be negative")))
    }

    fn call(&self, name: &Ident, arguments: &'a [Expression]) -> Follows {
        match (name.to_string().as_str(), arguments) {
            ("prev", [Expression::Name(state)]) => {
                let state = state.to_string();
                match self.reasons.get(&state) {
                    None => Ok(BTreeSet::from([state])),
                    Some(reason) => Err(reason.clone()),
                }
            }
            ("activation", _) => self.activation(arguments),
            ("recur", _) => Err("`recur` can be negative".to_owned()),
            (called, _) => match Function::find(called) {
                Some(function) => self.function(function, arguments, called),
                // Reported elsewhere.
                None => Ok(BTreeSet::new()),
            },
        }
    }

    fn activation(&self, arguments: &'a [Expression]) -> Follows {
        let refused = |name: &str| {
            format!("its activation `{name}` can be negative; choose `sigmoid`, `relu` or `softplus`")
        };
        let built_in = |activation: functions::Activation| {
            let name = activation.function.row().name;
            let follows = self.function(activation.function, arguments, name);
            follows.map_err(|_| refused(name))
        };
        let Some(setting) = &self.layer.activation else {
            return builtin::default_activation(&self.unit.name).map_or(Ok(BTreeSet::new()), built_in);
        };
        match &setting.value {
            // Reported elsewhere.
            Err(_) => Ok(BTreeSet::new()),
            Ok(Activation::BuiltIn(activation)) => built_in(*activation),
            Ok(Activation::Custom(_)) => Ok(BTreeSet::from([PROMISE.to_owned()])),
            Ok(Activation::Named(name)) => {
                let written = self.declaration.activation(name);
                let parts = written.and_then(|written| written.arguments.first().zip(written.value.as_ref()));
                let (Some((argument, value)), Some(applied)) = (parts, arguments.first()) else {
                    return Ok(BTreeSet::new());
                };
                let within = Proof {
                    argument: Some((argument, self.follows(applied))),
                    ..self.clone()
                };
                within.follows(value).map_err(|_| refused(&name.to_string()))
            }
        }
    }

    fn function(&self, function: Function, arguments: &'a [Expression], name: &str) -> Follows {
        let follow: Vec<Follows> = arguments.iter().map(|argument| self.follows(argument)).collect();
        // Rests on none of the arguments, or on one, or on all that follow.
        let alone = (0..follow.len()).map(|argument| vec![argument]);
        let ways = std::iter::once(vec![])
            .chain(alone)
            .chain([(0..follow.len()).collect()]);
        for way in ways {
            let known = arguments.iter().enumerate().map(|(index, argument)| Known {
                is_non_negative: way.contains(&index) && follow[index].is_ok(),
                number: match argument {
                    Expression::Number(number) => Some(number.value),
                    _ => None,
                },
            });
            if (function.row().is_non_negative)(&known.collect::<Vec<Known>>()) {
                let used = way.iter().filter_map(|&argument| follow[argument].as_ref().ok());
                return Ok(used.flatten().cloned().collect());
            }
        }
        Err(format!("`{name}` can be negative"))
    }

    /// Of differences only 1 less a rate is known.
    fn difference(&self, left: &'a Expression, right: &'a Expression) -> Follows {
        let is_one = matches!(left, Expression::Number(number) if number.value == 1.0);
        match right {
            Expression::Name(rate)
                if is_one && self.unit.constants.contains(rate) && is_rate(&rate.to_string()) =>
            {
                match self.may_exceed_one(rate) {
                    false => Ok(BTreeSet::new()),
                    true => Err(self.overshoots(rate)),
                }
            }
            _ => Err("a difference can be negative, unless it is 1 less a rate".to_owned()),
        }
    }

    /// What is said of a rate that may exceed 1, by the name that it is given.
    fn overshoots(&self, rate: &Ident) -> String {
        match self.layer.constant(rate) {
            Some(Setting { name, .. }) if alpha_of(&name.to_string()).is_some() => format!(
                "`{name}` may be set below a step, from where a unit overshoots; bound it from a step on, as `in 1 ms..=1 s`, or \
                 write it as a time alone, `{name}: 20 ms;`"
            ),
            _ => format!(
                "`{rate}` may exceed 1, from where a unit overshoots; bound it, `in logistic(0, 1)`, or write a number of 1 at \
                 most"
            ),
        }
    }

    fn may_exceed_one(&self, rate: &Ident) -> bool {
        let Some(Setting {
            name,
            value: Ok(value),
            ..
        }) = self.layer.constant(rate)
        else {
            return false;
        };
        // No time constant is shorter than a step.
        let is_time = alpha_of(&name.to_string()).is_some();
        match value {
            Constant::Folded(Quantity::Time(_)) => false,
            Constant::Folded(Quantity::Number(number)) => !is_time && number.value > 1.0,
            Constant::Gated(gate) => gate.bounds.as_ref().is_some_and(|bounds| match &bounds.high {
                Quantity::Time(_) => false,
                Quantity::Number(high) => high.value > 1.0,
            }),
            Constant::Stored { bounds: None, .. } => true,
            Constant::Stored {
                bounds: Some(bounds), ..
            } => match &bounds.high {
                Quantity::Time(_) => false,
                Quantity::Number(high) => high.value > 1.0,
            },
        }
    }

    fn constant(&self, constant: &Ident) -> Follows {
        let Some(Setting { value: Ok(value), .. }) = self.layer.constant(constant) else {
            return Ok(BTreeSet::new());
        };
        // A rate leaves 0 nowhere.
        let is_below = !is_rate(&constant.to_string())
            && match value {
                Constant::Folded(number) => number.value() < 0.0,
                Constant::Gated(_) => false,
                Constant::Stored { bounds, .. } => {
                    bounds.as_ref().is_none_or(|bounds| bounds.low.value() < 0.0)
                }
            };
        match is_below {
            false => Ok(BTreeSet::new()),
            true => Err(format!(
                "the constant `{constant}` can be negative; bound it from 0 on, as `in 0..=1`"
            )),
        }
    }

    /// The states on which it rests that a value follows, by way of the steps before.
    fn needed_by(&self, emitted: String) -> BTreeSet<String> {
        let mut needed: BTreeSet<String> = self.states.get(&emitted).into_iter().cloned().collect();
        let mut waiting = vec![emitted];
        while let Some(name) = waiting.pop() {
            let used = self.equation(&name).and_then(Result::ok).unwrap_or_default();
            waiting.extend(used.into_iter().filter(|state| needed.insert(state.clone())));
        }
        needed
    }
}
