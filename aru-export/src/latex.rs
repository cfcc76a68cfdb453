//! A network as equations in LaTeX: a fragment that needs amsmath and nothing else.

mod conditions;
mod equations;
mod links;
mod patches;
mod symbols;
mod table;

use aru_runtime::network::description::{Activation, Description, Expression, Function, Layer};

use self::symbols::{Symbol, text};
use crate::folding::{self, unit};
use crate::values::Values;
use crate::words::{in_formula, short, unit_in_words};

const INTRODUCTION: &str = "Layers are vectors, and the equations of a unit hold for each of their elements. \
    $\\odot$ multiplies element by element. Before the first step everything is zero unless said otherwise.\n";

/// The fragment.
pub(crate) fn write(description: &Description, values: &Values) -> String {
    let mut written = format!("\\paragraph*{{{}.}}\n", text(&description.name));
    if !description.docs.trim().is_empty() {
        written.push_str(&format!("{}\n", text(description.docs.trim())));
    }
    if let Some(dt) = description.dt {
        written.push_str(&format!("A step is {}\\,ms.\n", short(1e3 * dt)));
    }
    written.push_str(INTRODUCTION);
    let mut functions = Functions::default();
    for &layer in description.order.iter() {
        written.push_str(&self::layer(description, layer, &mut functions));
    }
    written.push_str(&patches::definitions(description));
    written.push_str(&functions.definitions());
    written.push_str(&conditions::of(description));
    written.push_str(&table::of(description, values));
    written
}

/// A layer: what it is, what drives it, its equations, its values before the first step.
fn layer(description: &Description, index: usize, functions: &mut Functions) -> String {
    let layer = &description.layers[index];
    let kind = if layer.is_output { "Output" } else { "Layer" };
    let mut size = if layer.size == 1 {
        "1 unit".to_string()
    } else {
        format!("{} units", layer.size)
    };
    let [bands, channels] = layer.shape();
    if channels > 1 {
        size = format!("{size} in {bands} bands of {channels} channels");
    }
    if let Some(unit) = unit_in_words(description, layer) {
        size = format!("{}, {size}", text(unit));
    }
    let mut written = format!(
        "\n\\paragraph*{{{kind} \\texttt{{{}}}}} ({size}).\n",
        text(&layer.name)
    );
    if !layer.docs.trim().is_empty() {
        written.push_str(&format!("{}\n", text(layer.docs.trim())));
    }
    let mut lines = links::kernels(description, index);
    lines.extend(links::drives(description, index));
    let folded = folding::equations(description, index);
    for (equation, value) in folded.iter().enumerate() {
        functions.see(layer, value);
        let left = equations::value(description, index, equation).at("t");
        lines.push(links::sum(&left, &equations::terms(description, index, value)));
    }
    lines.extend(before(description, index));
    written.push_str(&format!(
        "\\begin{{align*}}\n{}\n\\end{{align*}}\n",
        lines.join(" \\\\\n")
    ));
    if let Some(sd) = layer.noise {
        let noise = equations::letter(description, index, "xi");
        written.push_str(&format!(
            "In training, noise of standard deviation ${}$ with ${}\\sim\\mathcal{{N}}(0, 1)$ for each unit, step and sequence.\n",
            in_formula(sd, 6),
            noise.at("t")
        ));
    }
    written
}

/// States that have a value before the first step.
fn before(description: &Description, index: usize) -> Vec<String> {
    let layer = &description.layers[index];
    let states = unit(description, index).states.iter().filter_map(|state| {
        folding::parameter_of(description, index, &format!("initial.{state}"))?;
        let symbol = Symbol::of(state).of_layer(&layer.name);
        let initial = Symbol::of(state).of_layer(&layer.name).raised("0");
        Some(format!("{} &= {initial} \\quad (t < 0)", symbol.at("t")))
    });
    states.collect()
}

/// The functions that equations name, to be defined once.
#[derive(Default)]
struct Functions {
    /// Left and right of the equals sign, in the order met.
    defined: Vec<(String, String)>,
}

impl Functions {
    fn see(&mut self, layer: &Layer, value: &Expression) {
        folding::any(value, &mut |part| {
            if let Expression::Apply(function, _) = part {
                self.see_function(layer, *function);
            }
            false
        });
    }

    fn see_function(&mut self, layer: &Layer, function: Function) {
        let relu = |slope: &str| {
            format!("\\begin{{cases}} x & x > 0 \\\\ {slope} & \\text{{otherwise}} \\end{{cases}}")
        };
        let activation = match function {
            Function::Sigmoid => Activation::Sigmoid,
            Function::Relu => Activation::Relu,
            Function::Softplus => Activation::Softplus,
            Function::Activation => match &layer.activation {
                Some(activation) => activation.clone(),
                None => return,
            },
            _ => return,
        };
        let name = equations::activation(&activation);
        let value = match &activation {
            Activation::Sigmoid => "\\frac{1}{1 + e^{-x}}".to_string(),
            Activation::Relu => "\\max(0, x)".to_string(),
            Activation::Softplus => "\\ln(1 + e^{x})".to_string(),
            Activation::LeakyRelu(slope) => relu(&format!("{}\\,x", in_formula(*slope, 6))),
            Activation::Elu => relu("e^{x} - 1"),
            Activation::Written(written) => {
                // What it applies itself is defined beside it.
                self.see(layer, &folding::activation(written));
                equations::of_argument(&folding::activation(written))
            }
            Activation::Custom(custom) => match &custom.latex {
                Some(latex) => latex.to_string(),
                None => return,
            },
            _ => return,
        };
        let left = format!("{name}(x)");
        if self.defined.iter().all(|(known, _)| *known != left) {
            self.defined.push((left, value));
        }
    }

    fn definitions(&self) -> String {
        if self.defined.is_empty() {
            return String::new();
        }
        let lines = self
            .defined
            .iter()
            .map(|(left, right)| format!("{left} &= {right}"));
        let lines: Vec<String> = lines.collect();
        format!(
            "\n\\noindent Functions:\n\\begin{{align*}}\n{}\n\\end{{align*}}\n",
            lines.join(" \\\\\n")
        )
    }
}
