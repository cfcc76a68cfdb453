//! Expressions as a declaration writes them, for comments.

use aru_runtime::network::description::{Activation, Expression, Function, Layer, Unit};

use super::term::number;

/// The equation of a unit with this value, as a line: `rate = (1 - alpha_r) * prev(rate) + alpha_r * tanh(current)`.
pub(super) fn equation(name: &str, value: &Expression, unit: &Unit, layer: &Layer) -> String {
    let of = Of {
        unit: Some(unit),
        activation: layer.activation.as_ref(),
        argument: "",
    };
    format!("{name} = {}", of.shown(value, 0))
}

/// The value of a written activation: `x * sigmoid(x)`.
pub(super) fn activation(value: &Expression, argument: &str) -> String {
    let of = Of {
        unit: None,
        activation: None,
        argument,
    };
    of.shown(value, 0)
}

struct Of<'a> {
    unit: Option<&'a Unit>,
    activation: Option<&'a Activation>,
    argument: &'a str,
}

impl Of<'_> {
    /// In brackets where it binds less tightly than what is around it: 0 nothing, 1 a sum, 2 a product, 3 a sign.
    fn shown(&self, expression: &Expression, around: u8) -> String {
        let name = |of: fn(&Unit) -> &[aru_runtime::network::description::Text], index: usize| {
            let names = self.unit.map_or(&[][..], of);
            names.get(index).map_or("?", |name| name).to_owned()
        };
        let (text, binding) = match expression {
            Expression::Number(value) => (number(*value), if *value < 0.0 { 2 } else { 4 }),
            Expression::Drive(port) => (name(|unit| &unit.ports, *port), 4),
            Expression::Recur(port) => match self.unit.is_some_and(|unit| unit.ports.len() == 1) {
                true => ("recur".into(), 4),
                false => (format!("recur({})", name(|unit| &unit.ports, *port)), 4),
            },
            Expression::Bias(bias) => (name(|unit| &unit.biases, *bias), 4),
            Expression::Constant(constant) => (name(|unit| &unit.constants, *constant), 4),
            Expression::Previous(state) => (format!("prev({})", name(|unit| &unit.states, *state)), 4),
            Expression::Value(equation) => {
                let equation = self.unit.and_then(|unit| unit.equations.get(*equation));
                (equation.map_or("?", |equation| &equation.name).to_owned(), 4)
            }
            Expression::Argument => (self.argument.to_owned(), 4),
            Expression::Apply(function, arguments) => self.applied(*function, arguments),
            _ => ("?".into(), 4),
        };
        match binding < around {
            true => format!("({text})"),
            false => text,
        }
    }

    fn applied(&self, function: Function, arguments: &[Expression]) -> (String, u8) {
        let shown = |index: usize, around: u8| self.shown(&arguments[index], around);
        let binary = |sign: &str, binding: u8, right: u8| {
            (
                format!("{} {sign} {}", shown(0, binding), shown(1, right)),
                binding,
            )
        };
        let select = |sign: &str| {
            let [a, b, holds, fails] = [0, 1, 2, 3].map(|index| shown(index, 0));
            (format!("select({a} {sign} {b}, {holds}, {fails})"), 4)
        };
        let called = |name: &str| {
            let arguments: Vec<String> = (0..arguments.len()).map(|index| shown(index, 0)).collect();
            (format!("{name}({})", arguments.join(", ")), 4)
        };
        match function {
            Function::Add => binary("+", 1, 1),
            Function::Subtract => binary("-", 1, 2),
            Function::Multiply => binary("*", 2, 3),
            Function::Divide => binary("/", 2, 3),
            Function::Negate => (format!("-{}", shown(0, 3)), 2),
            Function::SelectAbove => select(">"),
            Function::SelectAtLeast => select(">="),
            Function::Activation => match self.activation {
                Some(Activation::Identity) => (shown(0, 0), 0),
                Some(Activation::LeakyRelu(slope)) => {
                    (format!("leaky_relu({}, {})", shown(0, 0), number(*slope)), 4)
                }
                Some(Activation::Written(written)) => called(&written.name),
                Some(Activation::Custom(custom)) => called(&custom.name),
                Some(other) => called(&format!("{other:?}").to_lowercase()),
                None => called("activation"),
            },
            other => called(&format!("{other:?}").to_lowercase()),
        }
    }
}
