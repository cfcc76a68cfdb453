//! Whether the indices of a description that comes from elsewhere lead somewhere.

use aru_runtime::network::description::{
    Activation, Description, Expression, Function, LinkForm, Patches, Role, Source, Spread, Unit,
};

use crate::folding::any;

/// The first thing that leads nowhere, by where it stands, and what was expected there.
pub(super) fn fault(description: &Description) -> Option<(String, String)> {
    let mut faults = Faults(None);
    let (layers, links, units) = (
        description.layers.len(),
        description.links.len(),
        description.units.len(),
    );
    let parameters = description.parameters.len();
    for (at, unit) in description.units.iter().enumerate() {
        faults.unit(&format!("units[{at}]"), unit);
    }
    for (at, input) in description.inputs.iter().enumerate() {
        faults.channels(&format!("inputs[{at}]"), input.size, input.channels);
    }
    for (at, layer) in description.layers.iter().enumerate() {
        faults.channels(&format!("layers[{at}]"), layer.size, layer.channels);
        faults.index(&format!("layers[{at}].unit"), layer.unit, units);
        let constants = description
            .units
            .get(layer.unit)
            .map_or(0, |unit| unit.constants.len());
        if layer.constants.len() != constants {
            faults.told(
                format!("{} entries in layers[{at}].constants", layer.constants.len()),
                format!("{constants}, the constants of its unit"),
            );
        }
        if let Some(Activation::Written(written)) = &layer.activation {
            faults.written(&format!("layers[{at}].activation"), &written.value);
        }
        let applies = |unit: &Unit| {
            let mut equations = unit.equations.iter();
            let mut is_one = |part: &Expression| matches!(part, Expression::Apply(Function::Activation, _));
            equations.any(|equation| any(&equation.value, &mut is_one))
        };
        if layer.activation.is_none() && description.units.get(layer.unit).is_some_and(applies) {
            faults.told(
                format!("no layers[{at}].activation"),
                "the activation that its unit applies",
            );
        }
    }
    for (at, link) in description.links.iter().enumerate() {
        let at = format!("links[{at}]");
        match link.source {
            Source::Input(input) => faults.index(&format!("{at}.source"), input, description.inputs.len()),
            Source::Layer(layer) => faults.index(&format!("{at}.source"), layer, layers),
        }
        faults.index(&format!("{at}.target"), link.target, layers);
        match (link.weight, &link.form) {
            (Some(weight), _) => faults.index(&format!("{at}.weight"), weight, parameters),
            (None, LinkForm::Identity) => {}
            (None, form) => faults.told(
                format!("no {at}.weight, of the form {form:?}"),
                "the weight of the link",
            ),
        }
        let ends = match link.learned_delay {
            Some(learned) => {
                faults.index(&format!("{at}.learned_delay.delay"), learned.delay, parameters);
                if let Spread::Stored(spread) = learned.spread {
                    faults.index(&format!("{at}.learned_delay.spread"), spread, parameters);
                }
                link.delays.len() == 2 && link.delays[0] < link.delays[1]
            }
            None => !link.delays.is_empty(),
        };
        if !ends {
            let expected = match link.learned_delay {
                Some(_) => "the two ends of a range",
                None => "at least one delay",
            };
            faults.told(format!("{at}.delays {:?}", link.delays), expected);
        }
        match &link.form {
            LinkForm::Sparse { mask, .. } => {
                faults.index(&format!("{at}.form.Sparse.mask"), *mask, parameters)
            }
            LinkForm::Masked(mask) if faults.0.is_none() => {
                let expected = [
                    description.layers[link.target].size,
                    description.size_of(link.source),
                ];
                if mask.shape() != expected {
                    faults.told(
                        format!("{at}.form of shape {:?}", mask.shape()),
                        format!("{expected:?}"),
                    );
                }
            }
            LinkForm::Local(window) | LinkForm::Conv(window) if faults.0.is_none() => {
                let (bands, targets) = (
                    description.shape_of(link.source)[0],
                    description.layers[link.target].shape()[0],
                );
                let given = Patches::bands_of(bands, window.kernel, window.stride, window.pad);
                if given != Some(targets) || window.pad >= window.kernel {
                    faults.told(
                        format!("{window:?} in {at}.form"),
                        format!("a window that gives the {targets} bands of its target"),
                    );
                }
            }
            LinkForm::Identity if faults.0.is_none() => {
                let sizes = [
                    description.size_of(link.source),
                    description.layers[link.target].size,
                ];
                if sizes[0] != sizes[1] {
                    faults.told(
                        format!("{at} of the form Identity, between sizes {sizes:?}"),
                        "one size on both sides",
                    );
                }
                let ports = own_ports(description, link.target);
                if link.port.is_none() && ports > 1 {
                    faults.told(
                        format!("{at} of the form Identity, into {ports} ports"),
                        format!("{at}.port, the one that it adds to"),
                    );
                }
            }
            _ => {}
        }
        if let (Some(port), None) = (link.port, &faults.0) {
            let unit = &description.units[description.layers[link.target].unit];
            faults.index(&format!("{at}.port"), port, unit.ports.len());
        }
    }
    for (at, parameter) in description.parameters.iter().enumerate() {
        let (index, count) = match parameter.role {
            Role::Weight { link } | Role::Mask { link } | Role::Delay { link } | Role::Spread { link } => {
                (link, links)
            }
            Role::Bias { layer }
            | Role::SharedBias { layer, .. }
            | Role::Constant { layer, .. }
            | Role::Gate { layer, .. }
            | Role::Norm { layer, .. }
            | Role::InitialState { layer } => (layer, layers),
            _ => continue,
        };
        faults.index(&format!("parameters[{at}].role"), index, count);
        if let (Role::Gate { layer, port, .. }, None) = (parameter.role, &faults.0) {
            let unit = &description.units[description.layers[layer].unit];
            faults.index(
                &format!("parameters[{at}].role.Gate.port"),
                port,
                unit.ports.len(),
            );
        }
    }
    for (at, &layer) in description.order.iter().enumerate() {
        faults.index(&format!("order[{at}]"), layer, layers);
    }
    faults.0
}

/// Ports of a layer's unit that stand for themselves: those of gates stand behind them.
fn own_ports(description: &Description, of: usize) -> usize {
    let ports = description.units[description.layers[of].unit].ports.len();
    let is_gate = |role: Role| matches!(role, Role::Gate { layer, .. } if layer == of);
    let gates = description
        .parameters
        .iter()
        .filter(|parameter| is_gate(parameter.role));
    ports.saturating_sub(gates.count())
}

/// The first one.
struct Faults(Option<(String, String)>);

impl Faults {
    fn told(&mut self, found: String, expected: impl Into<String>) {
        self.0.get_or_insert_with(|| (found, expected.into()));
    }

    fn channels(&mut self, at: &str, size: usize, channels: usize) {
        if channels == 0 || !size.is_multiple_of(channels) {
            self.told(
                format!("{channels} in {at}.channels"),
                format!("channels of bands, a divisor of its size {size}"),
            );
        }
    }

    fn index(&mut self, at: &str, index: usize, count: usize) {
        if index >= count {
            self.told(
                format!("index {index} in {at}"),
                format!("an index of what is there, below {count}"),
            );
        }
    }

    fn unit(&mut self, at: &str, unit: &Unit) {
        self.index(&format!("{at}.emit"), unit.emit, unit.equations.len());
        for (place, equation) in unit.equations.iter().enumerate() {
            self.expression(&format!("{at}.equations[{place}]"), &equation.value, unit, place);
        }
    }

    /// An expression in the equation of that place, which reads those before it.
    fn expression(&mut self, at: &str, expression: &Expression, unit: &Unit, place: usize) {
        match expression {
            Expression::Drive(port) | Expression::Recur(port) => self.index(at, *port, unit.ports.len()),
            Expression::Bias(bias) => self.index(at, *bias, unit.biases.len()),
            Expression::Constant(constant) => self.index(at, *constant, unit.constants.len()),
            Expression::Previous(state) => self.index(at, *state, unit.states.len()),
            Expression::Value(equation) => self.index(at, *equation, place),
            Expression::Apply(function, arguments) => {
                self.arguments(at, *function, arguments);
                for argument in arguments.iter() {
                    self.expression(at, argument, unit, place);
                }
            }
            Expression::Number(_) => {}
            other => self.told(format!("{other:?} in {at}"), "a leaf of equations"),
        }
    }

    /// The expression of an activation.
    fn written(&mut self, at: &str, expression: &Expression) {
        match expression {
            Expression::Number(_) | Expression::Argument => {}
            Expression::Apply(Function::Activation, _) => self.told(
                format!("an activation in {at}"),
                "functions that are no activation of a layer",
            ),
            Expression::Apply(function, arguments) => {
                self.arguments(at, *function, arguments);
                for argument in arguments.iter() {
                    self.written(at, argument);
                }
            }
            other => self.told(format!("{other:?} in {at}"), "numbers and the argument alone"),
        }
    }

    fn arguments(&mut self, at: &str, function: Function, arguments: &[Expression]) {
        let expected = arity(function);
        if arguments.len() != expected {
            let found = format!("{function:?} of {} arguments in {at}", arguments.len());
            self.told(found, format!("{expected}"));
        }
        if let (Function::Pow, [_, exponent]) = (function, arguments)
            && !matches!(exponent, Expression::Number(_))
        {
            self.told(format!("Pow to {exponent:?} in {at}"), "a number");
        }
    }
}

/// How many arguments a function takes.
fn arity(function: Function) -> usize {
    use Function::*;
    match function {
        Add | Subtract | Multiply | Divide | Max | Min | Pow => 2,
        SelectAbove | SelectAtLeast => 4,
        _ => 1,
    }
}
