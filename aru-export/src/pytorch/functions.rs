//! Activations that the declaration writes, or a type: functions of the file, in front of its class.

use std::collections::BTreeMap;

use aru_runtime::error::{Error, Result};
use aru_runtime::network::description::{Activation, Description, Expression, WrittenActivation};

use super::names::Names;
use super::term::Term;
use super::text::{Lines, docstring};
use super::{formula, notation, term};

/// The name of each in Python. A written one and a type may have the same in the declaration.
pub(super) struct Functions(BTreeMap<(bool, String), String>);

/// The functions of a network, and their text.
pub(super) fn functions(description: &Description, names: &mut Names) -> Result<(Functions, String)> {
    let mut functions = Functions(BTreeMap::new());
    let mut text = String::new();
    for layer in description.layers.iter() {
        let Some((activation, key)) = layer.activation.as_ref().and_then(|own| Some((own, key(own)?))) else {
            continue;
        };
        if functions.0.contains_key(&key) {
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

/// What tells one from another; none for those of the language.
fn key(activation: &Activation) -> Option<(bool, String)> {
    match activation {
        Activation::Written(written) => Some((true, written.name.to_string())),
        Activation::Custom(custom) => Some((false, custom.name.to_string())),
        _ => None,
    }
}

impl Functions {
    /// An activation, applied.
    pub(super) fn apply(&self, activation: &Activation, argument: &Term, like: &str) -> Term {
        let called = |text: String| {
            let name = key(activation).and_then(|key| self.0.get(&key));
            let name = name.expect("every activation of a layer has a function");
            Term::atom(format!("{name}({text})"), argument.is_batch())
        };
        match (activation, argument) {
            // An expression of numbers is a number.
            (Activation::Written(written), Term::Number(_)) => {
                let mut scope = Inside {
                    argument: argument.clone(),
                    like: like.to_owned(),
                };
                formula::term(&written.value, &mut scope)
            }
            (Activation::Written(_), _) => called(argument.alone()),
            (Activation::Custom(_), _) => called(match argument {
                Term::Number(_) => argument.as_tensor(like),
                _ => argument.alone(),
            }),
            (built_in, _) => formula::built_in(built_in, argument),
        }
    }
}

/// What a written activation is made of.
struct Inside {
    argument: Term,
    like: String,
}

impl formula::Scope for Inside {
    fn leaf(&mut self, leaf: &Expression) -> Term {
        match leaf {
            Expression::Argument => self.argument.clone(),
            other => unreachable!("{other:?} in an activation"),
        }
    }

    fn activation(&mut self, _: &Term) -> Term {
        unreachable!("an activation applies no other")
    }

    fn like(&self) -> &str {
        &self.like
    }
}

fn written_in_python(written: &WrittenActivation, name: &str) -> String {
    let mut names = Names::of_function();
    let argument = names.take(&written.argument);
    let mut scope = Inside {
        argument: Term::atom(&argument, true),
        like: argument.clone(),
    };
    let value = formula::term(&written.value, &mut scope);
    let mut lines = Lines::new(0);
    lines.line(format!("def {name}({argument}):"));
    let mut body = Lines::new(4);
    if !written.docs.is_empty() {
        body.lines(&docstring(&written.docs));
    }
    body.comment(&notation::activation(&written.value, &written.argument));
    body.line(match value {
        // As many of it as there are arguments.
        Term::Number(number) => format!("return torch.full_like({argument}, {})", term::number(number)),
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
