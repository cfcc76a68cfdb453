//! Whether the indices of a description that comes from elsewhere lead somewhere.

use aru_runtime::network::description::{Description, Expression, LinkForm, Role, Source, Spread, Unit};

/// The first index that leads nowhere, by where it stands.
pub(super) fn fault(description: &Description) -> Option<String> {
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
    for (at, layer) in description.layers.iter().enumerate() {
        faults.index(&format!("layers[{at}].unit"), layer.unit, units);
        let constants = description
            .units
            .get(layer.unit)
            .map_or(0, |unit| unit.constants.len());
        if layer.constants.len() != constants {
            faults.told(format!(
                "layers[{at}].constants has {} entries, its unit {constants} constants",
                layer.constants.len()
            ));
        }
    }
    for (at, link) in description.links.iter().enumerate() {
        let at = format!("links[{at}]");
        match link.source {
            Source::Input(input) => faults.index(&format!("{at}.source"), input, description.inputs.len()),
            Source::Layer(layer) => faults.index(&format!("{at}.source"), layer, layers),
        }
        faults.index(&format!("{at}.target"), link.target, layers);
        faults.index(&format!("{at}.weight"), link.weight, parameters);
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
            faults.told(format!("{at}.delays are {:?}", link.delays));
        }
        match &link.form {
            LinkForm::Sparse { mask } => faults.index(&format!("{at}.form.Sparse.mask"), *mask, parameters),
            LinkForm::Masked(mask) if faults.0.is_none() => {
                let expected = [
                    description.layers[link.target].size,
                    description.size_of(link.source),
                ];
                if mask.shape() != expected {
                    faults.told(format!(
                        "{at}.form has shape {:?}, expected {expected:?}",
                        mask.shape()
                    ));
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
            | Role::Constant { layer, .. }
            | Role::Gate { layer, .. }
            | Role::InitialState { layer } => (layer, layers),
            _ => continue,
        };
        faults.index(&format!("parameters[{at}].role"), index, count);
    }
    for (at, &layer) in description.order.iter().enumerate() {
        faults.index(&format!("order[{at}]"), layer, layers);
    }
    faults.0
}

/// The first one.
struct Faults(Option<String>);

impl Faults {
    fn told(&mut self, fault: String) {
        self.0.get_or_insert(fault);
    }

    fn index(&mut self, at: &str, index: usize, count: usize) {
        if index >= count {
            self.told(format!("{at} is {index}, of {count}"));
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
            Expression::Apply(_, arguments) => {
                for argument in arguments.iter() {
                    self.expression(at, argument, unit, place);
                }
            }
            _ => {}
        }
    }
}
