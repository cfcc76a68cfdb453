//! The equations of a network as lines for a terminal: what drives each layer, and what its unit does with it.

use aru::description::{
    Activation, Description, Expression, Function, Layer, Link, LinkForm, Role, Source, Unit,
};

use crate::time::number;

/// Layers and outputs in the order in which a step computes them.
pub fn write(description: &Description) -> String {
    let layers = description
        .order
        .iter()
        .map(|&layer| of_layer(description, layer));
    layers.collect::<Vec<_>>().join("\n\n")
}

fn of_layer(description: &Description, index: usize) -> String {
    let layer = &description.layers[index];
    let unit = &description.units[layer.unit];
    let units = if layer.size == 1 { "unit" } else { "units" };
    let mut lines = vec![format!("{} ({}, {} {units})", layer.name, unit.name, layer.size)];
    lines.extend(drives(description, index, unit));
    let context = Context { layer, unit };
    for equation in unit.equations.iter() {
        let value = context.text(&simplified(&context.folded(&equation.value)), Strength::Sum);
        lines.push(format!("    {}[t] = {value}", equation.name));
    }
    lines.push(format!("    emits {}", unit.equations[unit.emit].name));
    lines.join("\n")
}

/// What each port gets: a line for ports that get the same.
fn drives(description: &Description, index: usize, unit: &Unit) -> Vec<String> {
    let ports = Ports {
        description,
        layer: index,
        unit,
    };
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for (port, name) in unit.ports.iter().enumerate() {
        let all = [
            (format!("{name}[t]"), Some(ports.drive(port))),
            (format!("recur({name})[t]"), ports.recurrence(port)),
        ];
        for (name, sum) in all {
            let Some(sum) = sum else { continue };
            match lines.iter_mut().find(|(known, _)| *known == sum) {
                Some((_, names)) => names.push(name),
                None => lines.push((sum, vec![name])),
            }
        }
    }
    let lines = lines.into_iter();
    lines
        .map(|(sum, names)| format!("    {} = {sum}", names.join(", ")))
        .collect()
}

/// The ports of a layer.
struct Ports<'a> {
    description: &'a Description,
    layer: usize,
    unit: &'a Unit,
}

impl Ports<'_> {
    /// What the equations read as that port: links and bias, normed, then noise.
    fn drive(&self, port: usize) -> String {
        let layer = self.layer;
        let parts_off = self.names_its_recurrence(port);
        let mut terms = self.terms(port, |is_own| !(is_own && parts_off));
        let is_gate = self.has(
            |role| matches!(*role, Role::Gate { layer: of, port: own, .. } if (of, own) == (layer, port)),
        );
        let has_bias = self.has(|role| matches!(*role, Role::Bias { layer: of } | Role::SharedBias { layer: of, .. } if of == layer));
        if is_gate || has_bias {
            terms.push("bias".to_owned());
        }
        let sum = sum(terms);
        // A gate has a drive of its own, without norm and noise.
        let sum = match self.description.norm(layer) {
            Some(_) if !is_gate => format!("norm({sum})"),
            _ => sum,
        };
        match self.description.layers[layer].noise {
            Some(_) if !is_gate => format!("{sum} + noise"),
            _ => sum,
        }
    }

    /// What the layer's own link brings, where the equations name it by itself.
    fn recurrence(&self, port: usize) -> Option<String> {
        let is_named = self.names_its_recurrence(port);
        is_named.then(|| sum(self.terms(port, |is_own| is_own)))
    }

    fn terms(&self, port: usize, is_wanted: impl Fn(bool) -> bool) -> Vec<String> {
        let links = self.description.links.iter().filter(|link| {
            let drives_it = match link.port {
                Some(own) => own == port,
                None => port < link.ports(self.description),
            };
            link.target == self.layer && drives_it && is_wanted(link.source == Source::Layer(self.layer))
        });
        links.map(|link| term(self.description, link)).collect()
    }

    fn has(&self, wanted: impl Fn(&Role) -> bool) -> bool {
        let mut parameters = self.description.parameters.iter();
        parameters.any(|parameter| wanted(&parameter.role))
    }

    /// Whether an equation says `recur(port)`.
    fn names_its_recurrence(&self, port: usize) -> bool {
        fn names(expression: &Expression, port: usize) -> bool {
            match expression {
                Expression::Recur(own) => *own == port,
                Expression::Apply(_, arguments) => arguments.iter().any(|argument| names(argument, port)),
                _ => false,
            }
        }
        self.unit
            .equations
            .iter()
            .any(|equation| names(&equation.value, port))
    }
}

fn sum(terms: Vec<String>) -> String {
    match terms.is_empty() {
        true => "0".to_owned(),
        false => terms.join(" + "),
    }
}

/// What a link brings.
fn term(description: &Description, link: &Link) -> String {
    let source = match link.source {
        Source::Input(input) => &description.inputs[input].name,
        Source::Layer(layer) => &description.layers[layer].name,
    };
    let at = |delay: usize| match delay {
        0 => format!("{source}[t]"),
        delay => format!("{source}[t-{delay}]"),
    };
    let weight = link.weight.map(|weight| &*description.parameters[weight].name);
    let product = |weight: &str, source: String| match link.form {
        LinkForm::Diagonal => format!("{weight} * {source}"),
        LinkForm::Local(_) => format!("local({weight}, {source})"),
        LinkForm::Conv(_) => format!("conv({weight}, {source})"),
        _ => format!("{weight} {source}"),
    };
    match (weight, &link.learned_delay, &*link.delays) {
        (None, _, delays) => at(delays.first().copied().unwrap_or(0)),
        (Some(weight), Some(learned), _) => {
            let delay = &description.parameters[learned.delay].name;
            product(weight, format!("{source}[t - {delay}]"))
        }
        (Some(weight), None, [delay]) => product(weight, at(*delay)),
        (Some(weight), None, delays) => {
            let is_range = delays.windows(2).all(|pair| pair[1] == pair[0] + 1);
            let over = match (is_range, delays) {
                (true, [first, .., last]) => format!("{first} to {last}"),
                _ => delays.iter().map(usize::to_string).collect::<Vec<_>>().join(", "),
            };
            format!(
                "sum over d = {over} of {}",
                product(&format!("{weight}[d]"), format!("{source}[t-d]"))
            )
        }
    }
}

/// How tightly a text binds.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Strength {
    Sum,
    Product,
    Atom,
}

/// What names in the equations of a unit mean in one layer.
struct Context<'a> {
    layer: &'a Layer,
    unit: &'a Unit,
}

impl Context<'_> {
    /// Constants that are plain numbers in their place.
    fn folded(&self, expression: &Expression) -> Expression {
        match expression {
            Expression::Constant(constant) => match self.layer.constants[*constant].folded {
                Some(number) => Expression::Number(number),
                None => expression.clone(),
            },
            Expression::Apply(function, arguments) => {
                let arguments: Vec<Expression> =
                    arguments.iter().map(|argument| self.folded(argument)).collect();
                Expression::Apply(*function, arguments.into())
            }
            _ => expression.clone(),
        }
    }

    fn text(&self, expression: &Expression, at_least: Strength) -> String {
        let (text, strength) = self.written(expression);
        if strength < at_least {
            format!("({text})")
        } else {
            text
        }
    }

    fn written(&self, expression: &Expression) -> (String, Strength) {
        use Strength::{Atom, Product, Sum};
        let unit = self.unit;
        let text = match expression {
            Expression::Number(value) if *value < 0.0 => return (number(*value), Sum),
            Expression::Number(value) => number(*value),
            Expression::Drive(port) => format!("{}[t]", unit.ports[*port]),
            Expression::Recur(port) => format!("recur({})[t]", unit.ports[*port]),
            Expression::Bias(bias) => unit.biases[*bias].to_string(),
            Expression::Constant(constant) => unit.constants[*constant].to_string(),
            Expression::Previous(state) => format!("{}[t-1]", unit.states[*state]),
            Expression::Value(equation) => format!("{}[t]", unit.equations[*equation].name),
            Expression::Argument => "x".to_owned(),
            Expression::Apply(function, arguments) => {
                let infix = |sign: &str, own: Strength, right: Strength| {
                    let (a, b) = (self.text(&arguments[0], own), self.text(&arguments[1], right));
                    (format!("{a} {sign} {b}"), own)
                };
                return match function {
                    Function::Add => infix("+", Sum, Sum),
                    Function::Subtract => infix("-", Sum, Product),
                    Function::Multiply => infix("*", Product, Product),
                    Function::Divide => infix("/", Product, Atom),
                    Function::Negate => (format!("-{}", self.text(&arguments[0], Atom)), Sum),
                    Function::Activation if self.layer.activation == Some(Activation::Identity) => {
                        self.written(&arguments[0])
                    }
                    _ => {
                        let inner: Vec<String> = arguments.iter().map(|one| self.text(one, Sum)).collect();
                        (format!("{}({})", self.name(*function), inner.join(", ")), Atom)
                    }
                };
            }
            _ => "?".to_owned(),
        };
        (text, Atom)
    }

    fn name(&self, function: Function) -> String {
        match (function, &self.layer.activation) {
            (Function::Activation, Some(activation)) => match activation {
                Activation::Written(written) => written.name.to_string(),
                Activation::Custom(custom) => custom.name.to_string(),
                Activation::LeakyRelu(slope) => format!("leaky_relu({})", number(*slope)),
                other => format!("{other:?}").to_lowercase(),
            },
            (Function::SelectAbove, _) => "select_above".to_owned(),
            (Function::SelectAtLeast, _) => "select_at_least".to_owned(),
            (other, _) => format!("{other:?}").to_lowercase(),
        }
    }
}

/// Without what folded numbers make superfluous: 1 x, 0 x, x + 0.
fn simplified(expression: &Expression) -> Expression {
    let Expression::Apply(function, arguments) = expression else {
        return expression.clone();
    };
    let arguments: Vec<Expression> = arguments.iter().map(simplified).collect();
    let value = |expression: &Expression| match expression {
        Expression::Number(value) => Some(*value),
        _ => None,
    };
    if let [a, b] = &arguments[..] {
        match (function, value(a), value(b)) {
            (Function::Add, Some(a), Some(b)) => return Expression::Number(a + b),
            (Function::Subtract, Some(a), Some(b)) => return Expression::Number(a - b),
            (Function::Multiply, Some(a), Some(b)) => return Expression::Number(a * b),
            (Function::Multiply, Some(0.0), _) | (Function::Multiply, _, Some(0.0)) => {
                return Expression::Number(0.0);
            }
            (Function::Multiply, Some(1.0), _) | (Function::Add, Some(0.0), _) => return b.clone(),
            (Function::Multiply | Function::Divide, _, Some(1.0))
            | (Function::Add | Function::Subtract, _, Some(0.0)) => return a.clone(),
            _ => {}
        }
    }
    Expression::Apply(*function, arguments.into())
}
