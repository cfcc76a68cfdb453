//! A network as a PyTorch module: one Python file, written from the description alone.
//!
//! The file is a class with the equations of the declaration, step by step. Parameters have the names that they have in
//! saved files, so that these are its state. Whatever a declaration does not use has no line in its file.

mod checks;
mod formula;
mod functions;
mod layer;
mod links;
mod names;
mod norm;
mod notation;
mod parameters;
mod term;
mod text;
mod trace;

use aru_runtime::error::Result;
use aru_runtime::network::description::Description;

use self::functions::functions;
use self::names::Names;
use self::parameters::declared_masks;
use self::term::number;
use self::text::{Lines, docstring};

/// The file of a network.
pub(crate) fn write(description: &Description) -> Result<String> {
    let mut names = Names::of_file();
    let class = names.take(&description.name);
    let (functions, definitions) = functions(description, &mut names)?;

    let mut members = Lines::new(4);
    if !description.docs.is_empty() {
        members.lines(&docstring(&description.docs));
        members.line("");
    }
    parameters::constructor(description, &mut members);
    parameters::entering(description, &mut members);
    running(description, &mut members);
    trace::trace(description, &functions, &names, &mut members);
    let members = members.into_text();

    let mut lines = Lines::new(0);
    head(description, &class, &mut lines);
    let is_in = |part: &str| definitions.contains(part) || members.contains(part);
    if is_in("math.") {
        lines.line("import math");
        lines.line("");
    }
    lines.line("import torch");
    if ["F.softplus(", "F.leaky_relu(", "F.elu("].into_iter().any(is_in) {
        lines.line("import torch.nn.functional as F");
    }
    lines.line("from safetensors.torch import load_file");
    lines.line("from torch import nn");
    let mut text = lines.into_text();
    text.push_str(&definitions);
    if declared_masks(description).next().is_some() {
        text.push_str(PAIRS);
    }
    if description.links.iter().any(|link| link.learned_delay.is_some()) {
        text.push_str(KERNEL);
    }
    if description.links.iter().any(|link| link.form.window().is_some()) {
        text.push_str(LOCAL);
    }
    text.push_str(&checks::functions(description));
    text.push_str(&format!("\n\nclass {class}(nn.Module):\n{members}"));
    Ok(text)
}

const PAIRS: &str = r#"

def pairs(*rows):
    """Which sources, by column, a link joins to which targets, by row."""
    return torch.tensor([[float(pair) for pair in row] for row in rows])
"#;

const LOCAL: &str = r#"

def local(x, weight, window, parts):
    """Patches of bands times a weight, whose parts are ports and bands: one, where all bands share it."""
    (bands, kernel, stride, pad), (ports, own) = window, parts
    x = nn.functional.pad(x.reshape(len(x), bands, -1), (0, 0, pad, pad))
    x = x.unfold(1, kernel, stride).transpose(2, 3).flatten(2)
    weight = weight.reshape(ports, own, -1, x.shape[2]).expand(-1, x.shape[1], -1, -1)
    return torch.einsum("nbk,pbck->npbc", x, weight).flatten(1)
"#;

const KERNEL: &str = r#"

def kernel(delay, spread, low, high):
    """The weights [step, 1 or source] of the steps from low to high around a delay; their sum is one."""
    steps = torch.arange(low, high + 1, dtype=delay.dtype, device=delay.device)[:, None]
    height = 1 + spread - torch.abs(steps - delay)
    height = torch.maximum(height, torch.zeros_like(height))
    return height / height.sum(0)
"#;

fn head(description: &Description, class: &str, lines: &mut Lines) {
    let (inputs, outputs) = (description.input_size(), description.output_size());
    lines.line(format!(
        "\"\"\"The network {} of aru in PyTorch.",
        description.name
    ));
    lines.line("");
    let load = format!("net = {class}.load(\"net.safetensors\")");
    let (width, run) = (load.len(), "y = net(x)");
    lines.line(format!("    {load}  # what `save` wrote"));
    lines.line(format!(
        "    {run:width$}  # x [sequence, step, {inputs}], y [sequence, step, {outputs}]"
    ));
    let inside: Vec<&str> = description.inputs.iter().map(|input| &*input.name).collect();
    let outside: Vec<&str> = description.outputs().map(|output| &*output.name).collect();
    let noisy = description.layers.iter().filter(|layer| layer.noise.is_some());
    let noisy: Vec<String> = noisy
        .map(|layer| format!("{} [sequence, step, {}]", layer.name, layer.size))
        .collect();
    let mut notes = Lines::new(0);
    if inside.len() > 1 {
        notes.line(format!(
            "The features of x are those of {}, in this order.",
            inside.join(", ")
        ));
    }
    if outside.len() > 1 {
        notes.line(format!(
            "The features of y are those of {}, in this order.",
            outside.join(", ")
        ));
    }
    if !noisy.is_empty() {
        notes.line(format!(
            "Noise is a dict of standard normal numbers: {}.",
            noisy.join(", ")
        ));
    }
    if let Some(dt) = description.dt {
        notes.line(format!("A step is {} s, a rate alpha = dt / tau.", number(dt)));
    }
    let notes = notes.into_text();
    if !notes.is_empty() {
        lines.line("");
        lines.lines(&notes);
    }
    lines.line("\"\"\"");
    lines.line("");
}

fn running(description: &Description, lines: &mut Lines) {
    let (inputs, outputs) = (description.input_size(), description.output_size());
    checks::load(description, lines);
    lines.lines(&format!(
        "\
def forward(self, x, noise=None):
    \"\"\"The outputs [sequence, step, {outputs}] for inputs [sequence, step, {inputs}].\"\"\"
    return self.trace(x, noise)[0]
"
    ));
    lines.line("");
}
