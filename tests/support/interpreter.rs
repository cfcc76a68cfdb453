//! A naive interpreter of [`Description`]: one sequence, one unit, one number at a time.
//!
//! It follows docs/language.md word by word, knows nothing of blocks, chunks or carries, and keeps every value of
//! every step. Whatever the emitted code does cleverly must come out as this does it plainly.

mod links;
mod noise;
mod norm;
mod order;

use std::collections::BTreeMap;

use aru::description::{
    Activation, Description, Expression, Function, Layer, LinkForm, Role, Scope, Source, Unit,
};

use self::links::names_recur;
use self::order::causal_order;
use super::number::{self, Number};
use super::problem::Draws;

pub use self::order::is_causal;

/// What a network gives for one sequence.
pub struct Run<N> {
    /// \[step\]\[feature\]: the outputs side by side in the order declared.
    pub outputs: Vec<Vec<N>>,
    /// `"layer.name"` to \[step\]\[unit\]: every value that an equation assigns.
    pub values: BTreeMap<String, Vec<Vec<N>>>,
}

/// Runs a network on one sequence, `inputs[step][feature]`. `parameters` are in the order of the description, `noise` has
/// the standard normal numbers of each layer with noise, `[step][unit]`: of one that is left out they are zero. What lies before
/// step `held` is a past that is given: it has no derivative.
pub fn interpret<N: Number>(
    description: &Description,
    parameters: &[Vec<N>],
    inputs: &[Vec<N>],
    noise: &Draws,
    held: usize,
) -> Run<N> {
    for (parameter, values) in description.parameters.iter().zip(parameters) {
        assert_eq!(
            parameter.shape.iter().product::<usize>(),
            values.len(),
            "{}",
            parameter.name
        );
    }
    let order = causal_order(description);
    let mut interpreter = Interpreter {
        description,
        parameters,
        own: description
            .layers
            .iter()
            .map(|layer| parameters_of(&layer.name, description, parameters))
            .collect(),
        inputs,
        noise,
        held,
        assigned: vec![Vec::new(); description.layers.len()],
    };
    for step in 0..inputs.len() {
        for &layer in &order {
            let mut values = interpreter.step(layer, step);
            if step < held {
                values.iter_mut().for_each(|values| *values = given(values));
            }
            interpreter.assigned[layer].push(values);
        }
    }
    interpreter.finish()
}

/// The parameters `{layer}.{name}`, by what stands behind the dot.
fn parameters_of<'a, N>(
    layer: &str,
    description: &'a Description,
    parameters: &'a [Vec<N>],
) -> BTreeMap<&'a str, &'a [N]> {
    let named = description.parameters.iter().zip(parameters);
    named
        .filter_map(|(parameter, values)| {
            let name = parameter.name.strip_prefix(layer)?.strip_prefix('.')?;
            Some((name, values.as_slice()))
        })
        .collect()
}

/// What one unit of a layer sees in one step.
struct Surroundings<'a, N> {
    layer: usize,
    unit: usize,
    step: usize,
    drives: &'a [Vec<N>],
    recurs: &'a [Vec<N>],
    /// What the activation that is being evaluated is applied to.
    argument: Option<N>,
}

/// The same numbers, moved by nothing.
fn given<N: Number>(values: &[N]) -> Vec<N> {
    values.iter().map(|value| N::constant(value.value())).collect()
}

struct Interpreter<'a, N> {
    description: &'a Description,
    parameters: &'a [Vec<N>],
    /// Of each layer, its own.
    own: Vec<BTreeMap<&'a str, &'a [N]>>,
    inputs: &'a [Vec<N>],
    noise: &'a Draws,
    /// The first step that is no given past.
    held: usize,
    /// \[layer\]\[step\]\[equation\]\[unit\]
    assigned: Vec<Vec<Vec<Vec<N>>>>,
}

impl<N: Number> Interpreter<'_, N> {
    /// The values of a layer's equations in one step: \[equation\]\[unit\].
    fn step(&self, layer: usize, step: usize) -> Vec<Vec<N>> {
        let (size, unit_of_layer) = (self.layer(layer).size, self.unit(layer));
        let (drives, recurs) = self.drives_and_recurs(layer, step);
        let mut values = vec![Vec::new(); unit_of_layer.equations.len()];
        for unit in 0..size {
            let surroundings = Surroundings {
                layer,
                unit,
                step,
                drives: &drives,
                recurs: &recurs,
                argument: None,
            };
            let mut assigned = Vec::new();
            for (equation, values) in unit_of_layer.equations.iter().zip(&mut values) {
                let value = self.evaluate(&equation.value, &assigned, &surroundings);
                assigned.push(value);
                values.push(value);
            }
        }
        values
    }

    /// `[port][unit]` of all drives, and of what each port gets over the layer's own link.
    fn drives_and_recurs(&self, layer: usize, step: usize) -> (Vec<Vec<N>>, Vec<Vec<N>>) {
        let (size, unit) = (self.layer(layer).size, self.unit(layer));
        let own_ports = unit.ports.len() - self.gates(layer).len();
        let mut drives = vec![vec![N::constant(0.0); size]; unit.ports.len()];
        let mut recurs = drives.clone();
        for port in 0..unit.ports.len() {
            let recur_is_named = unit
                .equations
                .iter()
                .any(|equation| names_recur(&equation.value, port));
            for n in 0..size {
                let row = port * size + n;
                for link in self.description.links.iter().filter(|link| link.target == layer) {
                    // A link into one port drives that, any other all but gates.
                    let (row, ports) = match link.port {
                        Some(driven) if driven == port => (n, 1),
                        None if port < own_ports => (row, own_ports),
                        _ => continue,
                    };
                    let weight = link.weight.map_or(&[][..], |weight| &self.parameters[weight]);
                    let mut sum = N::constant(0.0);
                    for (k, source) in self.read_by(link, step).into_iter().enumerate() {
                        if let Some((window, is_shared)) = link.form.window() {
                            let of_port = row / size;
                            let part = (k * ports + of_port, n);
                            sum = sum + self.patch(link, (window, is_shared), weight, part, &source);
                            continue;
                        }
                        if link.form == LinkForm::Identity {
                            sum = sum + source[n];
                            continue;
                        }
                        let row = k * ports * size + row;
                        if link.form == LinkForm::Diagonal {
                            sum = sum + weight[row] * source[n];
                            continue;
                        }
                        for m in 0..source.len() {
                            if self.is_linked(link, n, m) {
                                sum = sum + weight[row * source.len() + m] * source[m];
                            }
                        }
                    }
                    let is_own = link.source == Source::Layer(layer);
                    if is_own {
                        recurs[port][n] = sum;
                    }
                    if !(is_own && recur_is_named) {
                        drives[port][n] = drives[port][n] + sum;
                    }
                }
                let gate = self.gates(layer).into_iter().find(|(gate, _)| *gate == port);
                match (gate, self.parameter(layer, "bias")) {
                    (Some((_, bias)), _) => drives[port][n] = drives[port][n] + bias[n],
                    (None, Some(bias)) => {
                        let each = bias.len() / own_ports;
                        let place = port * each + self.place(layer, "bias", n);
                        drives[port][n] = drives[port][n] + bias[place];
                    }
                    (None, None) => {}
                }
            }
            if port < own_ports {
                self.norm(layer, (port, own_ports), &mut drives[port]);
            }
        }
        (drives, recurs)
    }

    /// What left a source `delay` steps before `step`.
    fn emission(&self, source: Source, step: usize, delay: usize) -> Vec<N> {
        match source {
            Source::Input(input) => {
                let first: usize = self.description.inputs[..input]
                    .iter()
                    .map(|input| input.size)
                    .sum();
                let size = self.description.inputs[input].size;
                match step.checked_sub(delay) {
                    Some(step) if step < self.held => given(&self.inputs[step][first..first + size]),
                    Some(step) => self.inputs[step][first..first + size].to_vec(),
                    None => vec![N::constant(0.0); size],
                }
            }
            Source::Layer(layer) => {
                let unit = self.unit(layer);
                match step.checked_sub(delay) {
                    Some(step) => self.assigned[layer][step][unit.emit].clone(),
                    None => self.initial(layer, &unit.equations[unit.emit].name),
                }
            }
        }
    }

    /// The values of a name before step 0: those of its initial state; zero for what is no state.
    fn initial(&self, layer: usize, name: &str) -> Vec<N> {
        let is_state = self.unit(layer).states.iter().any(|state| state == name);
        match self.parameter(layer, &format!("initial.{name}")) {
            Some(initial) if is_state && self.held > 0 => given(initial),
            Some(initial) if is_state => initial.to_vec(),
            _ => vec![N::constant(0.0); self.layer(layer).size],
        }
    }

    fn evaluate(&self, expression: &Expression, assigned: &[N], around: &Surroundings<N>) -> N {
        let unit_of_layer = self.unit(around.layer);
        match expression {
            Expression::Number(number) => N::constant(*number),
            // The ports of gates stand behind that of the layer.
            Expression::Drive(0) => around.drives[0][around.unit] + self.noise(assigned, around),
            Expression::Drive(port) => around.drives[*port][around.unit],
            Expression::Recur(port) => around.recurs[*port][around.unit],
            Expression::Bias(bias) => match self.parameter(around.layer, &unit_of_layer.biases[*bias]) {
                Some(values) => values[self.place(around.layer, &unit_of_layer.biases[*bias], around.unit)],
                None => N::constant(0.0),
            },
            Expression::Constant(constant) => self.constant(*constant, around),
            Expression::Previous(state) => {
                let name = &unit_of_layer.states[*state];
                let equation = unit_of_layer
                    .equations
                    .iter()
                    .position(|equation| equation.name == *name);
                match around.step.checked_sub(1) {
                    None => self.initial(around.layer, name)[around.unit],
                    Some(before) => {
                        self.assigned[around.layer][before][equation.expect("a state is assigned")]
                            [around.unit]
                    }
                }
            }
            Expression::Value(equation) => assigned[*equation],
            Expression::Apply(function, arguments) => {
                let arguments: Vec<N> = arguments
                    .iter()
                    .map(|argument| self.evaluate(argument, assigned, around))
                    .collect();
                match (function, arguments.as_slice()) {
                    (Function::Add, &[a, b]) => a + b,
                    (Function::Subtract, &[a, b]) => a - b,
                    (Function::Multiply, &[a, b]) => a * b,
                    (Function::Divide, &[a, b]) => a / b,
                    (Function::Max, &[a, b]) => number::extreme(1.0, a, b),
                    (Function::Min, &[a, b]) => number::extreme(-1.0, a, b),
                    (Function::Pow, &[x, exponent]) => number::power(x, exponent.value()),
                    (Function::SelectAbove, &[x, y, a, b]) => {
                        if x.value() > y.value() {
                            a
                        } else {
                            b
                        }
                    }
                    (Function::SelectAtLeast, &[x, y, a, b]) => {
                        if x.value() >= y.value() {
                            a
                        } else {
                            b
                        }
                    }
                    (Function::Activation, &[x]) => self.activate(x, around),
                    (_, &[x]) => number::apply(*function, x, None),
                    _ => panic!("{function:?} of {} arguments", arguments.len()),
                }
            }
            Expression::Argument => around.argument.expect("only an activation has an argument"),
            other => panic!("the interpreter does not know {other:?}"),
        }
    }

    /// The layer's own activation.
    fn activate(&self, x: N, around: &Surroundings<N>) -> N {
        match &self.layer(around.layer).activation {
            Some(Activation::Written(written)) => {
                let inside = Surroundings {
                    argument: Some(x),
                    ..*around
                };
                self.evaluate(&written.value, &[], &inside)
            }
            other => number::apply(Function::Activation, x, other.as_ref()),
        }
    }

    /// A constant of the unit: folded, one for the layer, or one a unit.
    fn constant(&self, constant: usize, around: &Surroundings<N>) -> N {
        let constant = &self.layer(around.layer).constants[constant];
        match (constant.folded, self.parameter(around.layer, &constant.name)) {
            (Some(number), None) => N::constant(number),
            (None, Some(values)) => values[self.place(around.layer, &constant.name, around.unit)],
            _ => panic!(
                "`{}` is neither folded nor a parameter, or is both",
                constant.name
            ),
        }
    }

    /// The place of a unit's number in the parameter `{layer}.{name}`, that of one port: units may share it.
    fn place(&self, layer: usize, name: &str, unit: usize) -> usize {
        let layer = self.layer(layer);
        let declared = self.description.parameter(&format!("{}.{name}", layer.name));
        match declared.map(|parameter| parameter.role) {
            Some(Role::Constant { scope, .. } | Role::SharedBias { scope, .. }) => match scope {
                Scope::Global => 0,
                Scope::PerUnit => unit,
                Scope::PerBand => unit / layer.channels,
                Scope::PerChannel => unit % layer.channels,
                other => panic!("the interpreter does not know {other:?}"),
            },
            _ => unit,
        }
    }

    /// The parameter `{layer}.{name}`, where the network has it.
    fn parameter(&self, layer: usize, name: &str) -> Option<&[N]> {
        self.own[layer].get(name).copied()
    }

    fn layer(&self, layer: usize) -> &Layer {
        &self.description.layers[layer]
    }

    fn unit(&self, layer: usize) -> &Unit {
        &self.description.units[self.layer(layer).unit]
    }

    fn finish(self) -> Run<N> {
        let mut values = BTreeMap::new();
        let mut outputs = vec![Vec::new(); self.inputs.len()];
        for layer in 0..self.description.layers.len() {
            let unit = self.unit(layer);
            for (index, equation) in unit.equations.iter().enumerate() {
                let name = format!("{}.{}", self.layer(layer).name, equation.name);
                let steps = self.assigned[layer]
                    .iter()
                    .map(|equations| equations[index].clone())
                    .collect();
                values.insert(name, steps);
            }
            if self.layer(layer).is_output {
                for (step, output) in outputs.iter_mut().enumerate() {
                    output.extend(&self.assigned[layer][step][unit.emit]);
                }
            }
        }
        Run { outputs, values }
    }
}
