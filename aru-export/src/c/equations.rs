//! Equations of units, and the functions that they call.

use std::collections::{BTreeMap, BTreeSet};

use aru_runtime::network::description::{Activation, Expression, Function, Layer};

use super::numbers::Number;
use crate::folding;

/// What a part of an expression is called, for the writer of it.
pub(super) trait Leaves {
    /// The text of what is neither a number nor an operation.
    fn leaf(&mut self, expression: &Expression) -> String;
}

/// Functions that the file defines, as far as they are called.
#[derive(Default)]
pub(super) struct Helpers {
    used: BTreeSet<&'static str>,
    /// Of each activation that the declaration writes, its name here and its definition.
    written: BTreeMap<String, (String, String)>,
}

/// How tightly an operation binds: sums, products, signs, the rest.
type Level = u8;

/// An expression as text.
pub(super) struct Equations<'a> {
    pub(super) number: Number,
    pub(super) prefix: &'a str,
    pub(super) layer: &'a Layer,
    pub(super) helpers: &'a mut Helpers,
}

impl Equations<'_> {
    pub(super) fn text(&mut self, expression: &Expression, leaves: &mut impl Leaves) -> String {
        self.part(expression, leaves).0
    }

    fn part(&mut self, expression: &Expression, leaves: &mut impl Leaves) -> (String, Level) {
        match expression {
            Expression::Number(number) => {
                let level = if number.is_sign_negative() { 2 } else { 3 };
                (self.number.literal(*number), level)
            }
            Expression::Apply(function, arguments) => self.apply(*function, arguments, leaves),
            other => (leaves.leaf(other), 3),
        }
    }

    fn apply(
        &mut self,
        function: Function,
        arguments: &[Expression],
        leaves: &mut impl Leaves,
    ) -> (String, Level) {
        let parts: Vec<(String, Level)> = arguments
            .iter()
            .map(|argument| self.part(argument, leaves))
            .collect();
        // In parentheses where it binds less tightly.
        let within = |place: usize, level: Level| match &parts[place] {
            (text, own) if *own < level => format!("({text})"),
            (text, _) => text.clone(),
        };
        let texts: Vec<&str> = parts.iter().map(|(text, _)| &**text).collect();
        let all = texts.join(", ");
        match function {
            Function::Add => (format!("{} + {}", within(0, 0), within(1, 1)), 0),
            Function::Subtract => (format!("{} - {}", within(0, 0), within(1, 1)), 0),
            Function::Multiply => (format!("{} * {}", within(0, 1), within(1, 2)), 1),
            Function::Divide => (format!("{} / {}", within(0, 1), within(1, 2)), 1),
            Function::Negate => (format!("-{}", within(0, 3)), 2),
            Function::SelectAbove => (
                format!(
                    "({} > {} ? {} : {})",
                    within(0, 0),
                    within(1, 0),
                    texts[2],
                    texts[3]
                ),
                3,
            ),
            Function::SelectAtLeast => (
                format!(
                    "({} >= {} ? {} : {})",
                    within(0, 0),
                    within(1, 0),
                    texts[2],
                    texts[3]
                ),
                3,
            ),
            Function::Max => (self.helper("max", &all), 3),
            Function::Min => (self.helper("min", &all), 3),
            Function::Sigmoid => (self.helper("sigmoid", &all), 3),
            Function::Relu => (self.helper("relu", &all), 3),
            Function::Softplus => (self.helper("softplus", &all), 3),
            Function::Exp => (self.library("exp", &all), 3),
            Function::Ln => (self.library("log", &all), 3),
            Function::Sqrt => (self.library("sqrt", &all), 3),
            Function::Tanh => (self.library("tanh", &all), 3),
            Function::Sin => (self.library("sin", &all), 3),
            Function::Cos => (self.library("cos", &all), 3),
            Function::Abs => (self.library("fabs", &all), 3),
            Function::Pow => match arguments[1] {
                Expression::Number(2.0) => (self.helper("square", texts[0]), 3),
                _ => (self.library("pow", &all), 3),
            },
            Function::Activation => self.activation(&all),
            other => unreachable!("{other:?} has no line here, though the language has it"),
        }
    }

    fn library(&self, name: &str, arguments: &str) -> String {
        format!("{}({arguments})", self.number.function(name))
    }

    fn helper(&mut self, name: &'static str, arguments: &str) -> String {
        self.helpers.used.insert(name);
        format!("{}_{name}({arguments})", self.prefix)
    }

    fn activation(&mut self, argument: &str) -> (String, Level) {
        let text = match &self.layer.activation {
            Some(Activation::Sigmoid) => self.helper("sigmoid", argument),
            Some(Activation::Tanh) => self.library("tanh", argument),
            Some(Activation::Relu) => self.helper("relu", argument),
            Some(Activation::Softplus) => self.helper("softplus", argument),
            Some(Activation::Identity) | None => format!("({argument})"),
            Some(Activation::LeakyRelu(slope)) => {
                let slope = self.number.literal(*slope);
                self.helper("leaky_relu", &format!("{argument}, {slope}"))
            }
            Some(Activation::Elu) => self.helper("elu", argument),
            Some(Activation::Written(written)) => {
                let name = match self.helpers.written.get(&*written.name) {
                    Some((name, _)) => name.clone(),
                    None => {
                        let name = format!(
                            "{}_activation_{}",
                            self.prefix,
                            super::names::spelled(&written.name)
                        );
                        let folded = folding::activation(written);
                        // Functions of numbers may be all that is left.
                        let reads_x = folding::any(&folded, &mut |part| *part == Expression::Argument);
                        let unused = if reads_x { "" } else { "    (void)x;\n" };
                        let value = self.text(&folded, &mut Argument);
                        let real = self.number.real();
                        let definition = format!(
                            "static {real} {name}({real} x)\n{{\n{unused}    return {value};\n}}\n\n"
                        );
                        self.helpers
                            .written
                            .insert(written.name.to_string(), (name.clone(), definition));
                        name
                    }
                };
                format!("{name}({argument})")
            }
            Some(other) => unreachable!("{other:?} is refused before"),
        };
        (text, 3)
    }
}

/// The argument of an activation is called x.
struct Argument;

impl Leaves for Argument {
    fn leaf(&mut self, expression: &Expression) -> String {
        match expression {
            Expression::Argument => "x".to_string(),
            other => unreachable!("{other:?} does not stand in an activation"),
        }
    }
}

impl Helpers {
    /// Those that are called, with those that these call first.
    pub(super) fn definitions(&self, number: Number, prefix: &str) -> String {
        let real = number.real();
        let [zero, one] = [0.0, 1.0].map(|value| number.literal(value));
        let [exp, expm1, log1p, fabs] = ["exp", "expm1", "log1p", "fabs"].map(|name| number.function(name));
        let mut text = String::new();
        for &name in &self.used {
            let (arguments, lines) = match name {
                // Neither power overflows.
                "sigmoid" => (
                    "x",
                    format!(
                        "    if (x >= {zero}) {{\n        return {one} / ({one} + {exp}(-x));\n    }}\n    const {real} e = {exp}(x);\n    return e / ({one} + e);\n"
                    ),
                ),
                "softplus" => (
                    "x",
                    format!("    return (x > {zero} ? x : {zero}) + {log1p}({exp}(-{fabs}(x)));\n"),
                ),
                "square" => ("x", "    return x * x;\n".to_string()),
                "relu" => ("x", format!("    return x > {zero} ? x : {zero};\n")),
                "elu" => ("x", format!("    return x > {zero} ? x : {expm1}(x);\n")),
                "leaky_relu" => ("x, slope", format!("    return x > {zero} ? x : slope * x;\n")),
                "max" => ("a, b", "    return a > b ? a : b;\n".to_string()),
                _ => ("a, b", "    return a < b ? a : b;\n".to_string()),
            };
            let arguments: Vec<String> = arguments
                .split(", ")
                .map(|argument| format!("{real} {argument}"))
                .collect();
            text.push_str(&format!(
                "static {real} {prefix}_{name}({})\n{{\n{lines}}}\n\n",
                arguments.join(", ")
            ));
        }
        self.written
            .values()
            .for_each(|(_, definition)| text.push_str(definition));
        text
    }
}

/// Whether an equation of a layer reads what comes over its links.
pub(super) fn reads_links(folded: &[Expression], live: &[bool]) -> bool {
    let mut is_read = |part: &Expression| matches!(part, Expression::Drive(_) | Expression::Recur(_));
    let mut alive = folded.iter().zip(live).filter(|(_, live)| **live);
    alive.any(|(expression, _)| folding::any(expression, &mut is_read))
}
