//! Activations that the declaration writes, or a type: functions of the file, in front of its class.

use std::collections::BTreeMap;

use aru_runtime::error::{Error, Result};
use aru_runtime::network::description::{Activation, Description, Expression, Function, WrittenActivation};

use super::names::Names;
use super::term::{Term, number};
use super::text::{Lines, docstring};
use super::{formula, notation};
use crate::folding;

/// The name of each in Python. A written one and a type may have the same in the declaration.
pub(super) struct Functions(BTreeMap<(bool, String), String>);

/// The functions of a network, and their text.
pub(super) fn functions(description: &Description, names: &mut Names) -> Result<(Functions, String)> {
    let mut functions = Functions(BTreeMap::new());
    let mut text = String::new();
    for (index, layer) in description.layers.iter().enumerate() {
        let Some((activation, key)) = layer.activation.as_ref().and_then(|own| Some((own, key(own)?))) else {
            continue;
        };
        if functions.0.contains_key(&key) || !is_called(description, index) {
            continue;
        }
        let name = names.take(&key.1);
        let definition = match activation {
            Activation::Written(written) => written_in_python(written, &name),
            _ => custom_in_python(activation, &name)?,
        };
        text.push_str("\n\n");
        text.push_str(&definition);
        functions.0.insert(key, name);
    }
    Ok((functions, text))
}

/// Whether the equations of a layer apply its activation, once they are folded.
fn is_called(description: &Description, layer: usize) -> bool {
    let mut is_it = |part: &Expression| matches!(part, Expression::Apply(Function::Activation, _));
    let mut equations = folding::equations(description, layer).into_iter();
    equations.any(|equation| folding::any(&equation, &mut is_it))
}

/// What tells one from another; none for those of the language.
fn key(activation: &Activation) -> Option<(bool, String)> {
    match activation {
        Activation::Written(written) => Some((true, written.name.to_string())),
        Activation::Custom(custom) => Some((false, custom.name.to_string())),
        _ => None,
    }
}

impl Functions {
    /// An activation, applied to a tensor.
    pub(super) fn apply(&self, activation: &Activation, argument: &Term) -> Term {
        match key(activation) {
            None => formula::built_in(activation, argument),
            Some(key) => {
                let name = self.0.get(&key);
                let name = name.expect("every activation that is applied has a function");
                Term::atom(format!("{name}({})", argument.alone()), argument.is_batch())
            }
        }
    }
}

/// What a written activation is made of.
struct Inside {
    argument: String,
}

impl formula::Scope for Inside {
    fn leaf(&mut self, leaf: &Expression) -> Term {
        match leaf {
            Expression::Argument => Term::atom(&self.argument, true),
            other => unreachable!("{other:?} in an activation"),
        }
    }

    fn activation(&mut self, _: &Term) -> Term {
        unreachable!("an activation applies no other")
    }

    fn like(&self) -> &str {
        &self.argument
    }
}

fn written_in_python(written: &WrittenActivation, name: &str) -> String {
    let mut names = Names::of_function();
    let argument = names.take(&written.argument);
    let mut scope = Inside {
        argument: argument.clone(),
    };
    let value = formula::term(&folding::activation(written), &mut scope);
    let mut lines = Lines::new(0);
    lines.line(format!("def {name}({argument}):"));
    let mut body = Lines::new(4);
    if !written.docs.is_empty() {
        body.lines(&docstring(&written.docs));
    }
    body.comment(&notation::activation(&written.value, &written.argument));
    body.line(match value {
        // As many of it as there are arguments.
        Term::Number(value) => format!("return torch.full_like({argument}, {})", number(value)),
        value if !value.is_batch() => format!("return {}.expand_as({argument})", value.as_atom()),
        value => format!("return {}", value.alone()),
    });
    lines.extend(body);
    lines.into_text()
}

fn custom_in_python(activation: &Activation, name: &str) -> Result<String> {
    let Activation::Custom(custom) = activation else {
        unreachable!("{activation:?} is an activation of the language");
    };
    let Some(text) = custom.pytorch.as_deref().filter(|text| !text.trim().is_empty()) else {
        return Err(Error::Activation {
            name: custom.name.to_string(),
            fault: "it does not say what it is in PyTorch; give its type `const PYTORCH: Option<&'static str> = \
                    Some(\"an expression of x\");`, or write it in the declaration, `activation name(x) = ..;`"
                .into(),
        });
    };
    let mut lines = Lines::new(0);
    lines.line(format!("def {name}(x):"));
    let mut body = Lines::new(4);
    match text.lines().count() {
        1 => body.line(format!("return {}", text.trim())),
        _ => body.line(format!("return (\n{}\n    )", text.trim_end())),
    }
    lines.extend(body);
    Ok(lines.into_text())
}
