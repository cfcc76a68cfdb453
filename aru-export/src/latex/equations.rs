//! Expressions of units as formulas.

use aru_runtime::network::description::{Activation, Description, Expression, Function};

use super::symbols::{Symbol, text};
use super::unit;
use crate::words::in_formula;

/// How tightly something binds.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Level {
    /// What follows would be read as a part of the last case.
    Cases,
    Sum,
    Product,
    Sign,
    Rest,
}

/// What an equation of a layer assigns.
pub(super) fn value(description: &Description, layer: usize, equation: usize) -> Symbol {
    Symbol::of(&unit(description, layer).equations[equation].name).of_layer(&description.layers[layer].name)
}

/// A constant of a layer; of one that is stored, its symbol.
pub(super) fn constant(description: &Description, layer: usize, name: &str) -> Symbol {
    Symbol::of(name).of_layer(&description.layers[layer].name)
}

/// A letter that this page chooses for something of a layer: with a prime where the unit calls something else so.
pub(super) fn letter(description: &Description, layer: usize, letter: &str) -> Symbol {
    let unit = unit(description, layer);
    let equations = unit.equations.iter().map(|equation| &equation.name);
    let lists = [&unit.ports, &unit.biases, &unit.constants, &unit.states];
    let mut names = lists.into_iter().flat_map(|list| list.iter()).chain(equations);
    let symbol = Symbol::of(letter);
    let symbol = match names.any(|name| name == letter) {
        true => symbol.raised("\\prime"),
        false => symbol,
    };
    symbol.of_layer(&description.layers[layer].name)
}

/// What drives a port of a layer.
pub(super) fn port(description: &Description, layer: usize, port: usize) -> Symbol {
    let name = &unit(description, layer).ports[port];
    let symbol = match super::links::gated(description, layer, port) {
        Some(rate) => Symbol::letter("g").raised(Symbol::of(rate).to_string()),
        None => Symbol::of(name),
    };
    symbol.of_layer(&description.layers[layer].name)
}

/// What a port gets over the layer's own link alone.
pub(super) fn recur(description: &Description, layer: usize, port: usize) -> Symbol {
    let name = &unit(description, layer).ports[port];
    Symbol::of(name)
        .raised("\\text{own}")
        .of_layer(&description.layers[layer].name)
}

/// An expression of a layer's unit, as the terms that it is the sum of.
pub(super) fn terms(description: &Description, layer: usize, expression: &Expression) -> Vec<String> {
    let leaf = |leaf: &Expression| match leaf {
        Expression::Drive(port) => self::port(description, layer, *port).at("t"),
        Expression::Recur(port) => recur(description, layer, *port).at("t"),
        Expression::Bias(bias) => {
            let name = &unit(description, layer).biases[*bias];
            constant(description, layer, name).to_string()
        }
        Expression::Constant(index) => {
            let name = &description.layers[layer].constants[*index].name;
            constant(description, layer, name).to_string()
        }
        Expression::Previous(state) => {
            let name = &unit(description, layer).states[*state];
            Symbol::of(name)
                .of_layer(&description.layers[layer].name)
                .at("t-1")
        }
        Expression::Value(equation) => value(description, layer, *equation).at("t"),
        _ => "x".to_string(),
    };
    let activation = description.layers[layer].activation.as_ref();
    let formula = Formula {
        leaf: &leaf,
        activation,
    };
    // The terms of a sum, the first of which may be one itself.
    let mut terms = Vec::new();
    let mut rest = expression;
    while let Expression::Apply(Function::Add, parts) = rest {
        terms.push(formula.within(&parts[1], Level::Product));
        rest = &parts[0];
    }
    terms.push(match terms.is_empty() {
        true => formula.part(rest).0,
        false => formula.within(rest, Level::Sum),
    });
    terms.reverse();
    terms
}

/// The value of an activation, in its argument x.
pub(super) fn of_argument(expression: &Expression) -> String {
    let leaf = |_: &Expression| "x".to_string();
    Formula {
        leaf: &leaf,
        activation: None,
    }
    .part(expression)
    .0
}

/// What an activation is called.
pub(super) fn activation(activation: &Activation) -> String {
    let operator = |name: &str| format!("\\operatorname{{{name}}}");
    match activation {
        Activation::Sigmoid => "\\sigma".to_string(),
        Activation::Tanh => "\\tanh".to_string(),
        Activation::Relu => operator("relu"),
        Activation::Softplus => operator("softplus"),
        Activation::Identity => String::new(),
        Activation::LeakyRelu(slope) => format!("\\operatorname{{relu}}_{{{}}}", in_formula(*slope, 6)),
        Activation::Elu => operator("elu"),
        Activation::Written(written) => format!("\\textit{{{}}}", text(&written.name)),
        Activation::Custom(custom) => format!("\\textit{{{}}}", text(&custom.name)),
        other => format!("\\textit{{{}}}", text(&format!("{other:?}"))),
    }
}

struct Formula<'a> {
    leaf: &'a dyn Fn(&Expression) -> String,
    activation: Option<&'a Activation>,
}

impl Formula<'_> {
    fn part(&self, expression: &Expression) -> (String, Level) {
        match expression {
            Expression::Number(number) => {
                let level = match number.is_sign_negative() {
                    true => Level::Sign,
                    false => Level::Rest,
                };
                (in_formula(*number, 6), level)
            }
            Expression::Apply(function, arguments) => self.apply(*function, arguments),
            other => ((self.leaf)(other), Level::Rest),
        }
    }

    fn within(&self, expression: &Expression, level: Level) -> String {
        match self.part(expression) {
            (text, own) if own < level => format!("\\left({text}\\right)"),
            (text, _) => text,
        }
    }

    fn apply(&self, function: Function, arguments: &[Expression]) -> (String, Level) {
        use Level::{Cases, Product, Rest, Sign, Sum};
        let of = |place: usize, level: Level| self.within(&arguments[place], level);
        let call = |name: &str| {
            let all: Vec<String> = arguments.iter().map(|argument| self.part(argument).0).collect();
            (format!("{name}\\left({}\\right)", all.join(", ")), Rest)
        };
        let cases = |relation: &str| {
            let condition = format!("{} {relation} {}", of(0, Sum), of(1, Sum));
            let cases = format!(
                "{} & {condition} \\\\ {} & \\text{{otherwise}}",
                of(2, Cases),
                of(3, Cases)
            );
            (format!("\\begin{{cases}} {cases} \\end{{cases}}"), Cases)
        };
        match function {
            // A sign after another one is a difference or a sum.
            Function::Add => match of(1, Product).strip_prefix('-') {
                Some(rest) => (format!("{} - {rest}", of(0, Sum)), Sum),
                None => (format!("{} + {}", of(0, Sum), of(1, Product)), Sum),
            },
            Function::Subtract => match of(1, Product).strip_prefix('-') {
                Some(rest) => (format!("{} + {rest}", of(0, Sum)), Sum),
                None => (format!("{} - {}", of(0, Sum), of(1, Product)), Sum),
            },
            Function::Multiply => {
                // Two numbers side by side would be read as one.
                // A sign, or cases, on the right would be read as something else.
                let right = of(1, Rest);
                let is_number = right.starts_with(|first: char| first.is_ascii_digit());
                let sign = if is_number { "\\cdot" } else { "\\," };
                (format!("{} {sign} {right}", of(0, Product)), Product)
            }
            Function::Divide => (format!("\\frac{{{}}}{{{}}}", of(0, Cases), of(1, Cases)), Rest),
            Function::Negate => (format!("-{}", of(0, Rest)), Sign),
            Function::Exp => call("\\exp"),
            Function::Ln => call("\\ln"),
            Function::Sqrt => (format!("\\sqrt{{{}}}", of(0, Cases)), Rest),
            Function::Tanh => call("\\tanh"),
            Function::Sin => call("\\sin"),
            Function::Cos => call("\\cos"),
            Function::Abs => (format!("\\left|{}\\right|", of(0, Cases)), Rest),
            Function::Max => call("\\max"),
            Function::Min => call("\\min"),
            // In parentheses always: a symbol may have something above it, and a number a sign.
            Function::Pow => (
                format!("\\left({}\\right)^{{{}}}", of(0, Cases), of(1, Cases)),
                Rest,
            ),
            Function::SelectAbove => cases(">"),
            Function::SelectAtLeast => cases("\\ge"),
            Function::Sigmoid => call(&activation(&Activation::Sigmoid)),
            Function::Relu => call(&activation(&Activation::Relu)),
            Function::Softplus => call(&activation(&Activation::Softplus)),
            Function::Activation => match self.activation {
                Some(own) => call(&activation(own)),
                None => call(""),
            },
            other => call(&format!("\\textit{{{}}}", text(&format!("{other:?}")))),
        }
    }
}
