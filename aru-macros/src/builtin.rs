//! The built-in units, in the language in which users write their own; they take the same path from here on.

use proc_macro2::{Ident, TokenStream};

use crate::declaration::Unit;
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

/// The built-in units, parsed.
pub fn units() -> Vec<Unit> {
    let tokens = TEXT.parse::<TokenStream>();
    let tokens =
        tokens.unwrap_or_else(|error| unreachable!("the text of the built-in units is tested: {error}"));
    // Errors that are dropped untold panic with what they say.
    parse::items(tokens, &mut Errors::new()).units
}

/// What a layer of that unit applies unless it says otherwise. The units of a user have no such default.
pub fn default_activation(unit: &Ident) -> Option<Activation> {
    match unit.to_string().as_str() {
        "Aru" | "Elman" => Some(Activation::named("sigmoid")),
        "Dense" => Some(Activation::named("identity")),
        _ => None,
    }
}
