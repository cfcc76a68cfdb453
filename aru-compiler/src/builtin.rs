//! The built-in units, in the language in which users write their own; they take the same path from here on.

use proc_macro2::{Ident, TokenStream};

use crate::declaration::{Expression, Unit};
use crate::functions::Activation;
use crate::parse;
use crate::report::Errors;

const TEXT: &str = "
    /// A unit whose synaptic current and firing rate each have a time constant of their own.
    unit Aru {
        constant alpha_s, alpha_r;
        current = (1 - alpha_s) * prev(current) + alpha_s * drive;
        rate    = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        emit rate;
    }

    /// The simple recurrent unit: the rate follows its drive at once.
    unit Elman {
        state rate;
        rate = activation(drive);
        emit rate;
    }

    /// A unit without memory; what an output is made of.
    unit Dense {
        value = activation(drive);
        emit value;
    }

    /// The gated recurrent unit, with the equations and the gate order of PyTorch.
    unit Gru {
        ports reset, update, candidate;
        bias recurrent_bias;
        r      = sigmoid(reset);
        z      = sigmoid(update);
        n      = tanh(candidate + r * (recur(candidate) + recurrent_bias));
        hidden = (1 - z) * n + z * prev(hidden);
        emit hidden;
    }

    /// Long short-term memory, with the equations and the gate order of PyTorch.
    unit Lstm {
        ports input, forget, candidate, output;
        state hidden;
        i      = sigmoid(input);
        f      = sigmoid(forget);
        g      = tanh(candidate);
        o      = sigmoid(output);
        cell   = f * prev(cell) + i * g;
        hidden = o * tanh(cell);
        emit hidden;
    }
";

/// What is behind a name of one letter while rustc reads the text. It remembers every name that it reads, and
/// `confusable_idents` would take `o` for a slip of a user's `σ`.
const LENGTHENED: &str = "_in_full";

/// The built-in units, parsed.
pub fn units() -> Vec<Unit> {
    let tokens = lengthened(TEXT).parse::<TokenStream>();
    let tokens =
        tokens.unwrap_or_else(|error| unreachable!("the text of the built-in units is tested: {error}"));
    // Errors that are dropped untold panic with what they say.
    let mut units = parse::items(tokens, &mut Errors::new()).units;
    units.iter_mut().for_each(shorten);
    units
}

fn lengthened(text: &str) -> String {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let mut written = String::new();
    for line in text.lines() {
        let mut rest = line;
        // Docs are a string to rustc.
        while let Some(start) = rest
            .find(is_part)
            .filter(|_| !line.trim_start().starts_with("///"))
        {
            let length = rest[start..].find(|character| !is_part(character));
            let end = length.map_or(rest.len(), |length| start + length);
            written.push_str(&rest[..end]);
            if end == start + 1 && rest[start..].starts_with(char::is_alphabetic) {
                written.push_str(LENGTHENED);
            }
            rest = &rest[end..];
        }
        written.push_str(rest);
        written.push('\n');
    }
    written
}

fn shorten(unit: &mut Unit) {
    let names = [&mut unit.constants, &mut unit.ports, &mut unit.biases];
    let names = names
        .into_iter()
        .chain([&mut unit.declared_states, &mut unit.emits]);
    names.flatten().for_each(shorten_name);
    for equation in &mut unit.equations {
        shorten_name(&mut equation.name);
        equation.value.iter_mut().for_each(shorten_names);
    }
}

fn shorten_names(expression: &mut Expression) {
    match expression {
        Expression::Number(_) => {}
        Expression::Name(name) => shorten_name(name),
        Expression::Call(_, arguments) => arguments.iter_mut().for_each(shorten_names),
        Expression::Negate(inner) => shorten_names(inner),
        Expression::Select(selection) => selection.parts.iter_mut().for_each(shorten_names),
        Expression::Binary(_, left, right) => {
            shorten_names(left);
            shorten_names(right);
        }
    }
}

fn shorten_name(name: &mut Ident) {
    if let Some(short) = name.to_string().strip_suffix(LENGTHENED) {
        *name = Ident::new(short, name.span());
    }
}

/// What a layer of that unit applies unless it says otherwise. The units of a user have no such default.
pub fn default_activation(unit: &Ident) -> Option<Activation> {
    match unit.to_string().as_str() {
        "Aru" | "Elman" => Some(Activation::named("sigmoid")),
        "Dense" => Some(Activation::named("identity")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Unit, units};

    /// rustc remembers every name that it reads, and takes `o` for a slip of a user's `σ`.
    #[test]
    fn built_in_units_are_read_without_names_of_one_letter() {
        let letters = |unit: &Unit| {
            let names = unit.equations.iter().map(|equation| equation.name.to_string());
            names.filter(|name| name.len() == 1).collect::<String>()
        };
        let units = units();
        let found: Vec<String> = units.iter().map(letters).collect();
        assert_eq!(found, ["", "", "", "rzn", "ifgo"]);
        for unit in &units {
            assert!(!format!("{unit:?}").contains("_in_full"), "{unit:?}");
        }
    }
}
