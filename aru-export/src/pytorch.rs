//! A network as a PyTorch module: one Python file, written from the description alone.
//!
//! The file is a class with the equations of the declaration, step by step. Parameters have the names that they have in
//! saved files, so that these are its state. Whatever a declaration does not use has no line in its file.

mod formula;
mod functions;
mod layer;
mod links;
mod names;
mod notation;
mod term;
mod text;

use std::collections::BTreeMap;

use aru_runtime::error::Result;
use aru_runtime::network::description::{
    Bounds, Description, Expression, LinkForm, Mask, Parameter, Role, Source, Spread,
};

use self::functions::functions;
use self::links::{emitted, kernel_of, mask_of};
use self::names::Names;
use self::term::number;
use self::text::Lines;

/// The file of a network.
pub(crate) fn write(description: &Description) -> Result<String> {
    let mut names = Names::of_file();
    let class = names.take(&description.name);
    let (functions, definitions) = functions(description, &mut names)?;
    let mut lines = Lines::new(0);
    head(description, &class, &mut lines);
    let has_math = definitions.contains("math.");
    for import in ["import math"].into_iter().filter(|_| has_math) {
        lines.line(import);
    }
    for import in [
        "import torch",
        "from safetensors.torch import load_file",
        "from torch import nn",
    ] {
        lines.line(import);
    }
    let mut text = lines.into_text();
    text.push_str(&definitions);
    if declared_masks(description).next().is_some() {
        text.push_str(PAIRS);
    }
    if description.links.iter().any(|link| link.learned_delay.is_some()) {
        text.push_str(KERNEL);
    }
    let mut lines = Lines::new(0);
    lines.line(format!("\n\nclass {class}(nn.Module):"));
    let mut members = Lines::new(4);
    if !description.docs.is_empty() {
        for line in docstring(&description.docs).lines() {
            members.line(line);
        }
        members.line("");
    }
    constructor(description, &mut members);
    entering(description, &mut members);
    loading(&mut members);
    running(description, &mut members);
    lines.extend(members);
    lines.extend(trace(description, &functions, &names));
    text.push_str(&lines.into_text());
    Ok(text)
}

const PAIRS: &str = r#"

def pairs(*rows):
    """Which sources, by column, a link joins to which targets, by row."""
    return torch.tensor([[float(pair) for pair in row] for row in rows])
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
    lines.line(format!(
        "    net = {class}.load(\"net.safetensors\")  # what `save` wrote"
    ));
    lines.line(format!(
        "    y = net(x)                  # x [sequence, step, {inputs}], y [sequence, step, {outputs}]"
    ));
    let noisy: Vec<&str> = (description.layers.iter())
        .filter(|layer| layer.noise.is_some())
        .map(|layer| &*layer.name)
        .collect();
    if let Some(first) = description.layers.iter().find(|layer| layer.noise.is_some()) {
        lines.line("");
        lines.line(format!(
            "Noise is what is handed in, standard normal numbers: net(x, {{\"{}\": xi}}), xi [sequence, step, {}].",
            first.name, first.size
        ));
        if noisy.len() > 1 {
            lines.line(format!("Layers with noise are {}.", noisy.join(", ")));
        }
    }
    let inside: Vec<&str> = description.inputs.iter().map(|input| &*input.name).collect();
    if inside.len() > 1 {
        lines.line(format!(
            "Features of x are those of {}, in this order.",
            inside.join(", ")
        ));
    }
    let outside: Vec<&str> = description.outputs().map(|output| &*output.name).collect();
    if outside.len() > 1 {
        lines.line(format!(
            "Features of y are those of {}, in this order.",
            outside.join(", ")
        ));
    }
    lines.line("\"\"\"");
    lines.line("");
}

/// Doc lines in quotes.
fn docstring(docs: &str) -> String {
    let escaped = docs.replace('\\', "\\\\").replace('"', "\\\"");
    let lines: Vec<&str> = escaped.lines().map(str::trim_end).collect();
    match lines.as_slice() {
        [line] => format!("\"\"\"{}\"\"\"", line.trim()),
        _ => format!("\"\"\"\n{}\n\"\"\"", lines.join("\n")),
    }
}

fn constructor(description: &Description, lines: &mut Lines) {
    lines.line("def __init__(self):");
    let mut body = Lines::new(8);
    body.line("\"\"\"All parameters are zero until they are loaded.\"\"\"");
    body.line("super().__init__()");
    if (description.parameters.iter()).any(|parameter| parameter.learn && bounds(parameter.bounds).is_some())
    {
        body.line("# Bounds are told, not kept: an optimiser of PyTorch may leave them.");
    }
    for parameter in description.parameters.iter() {
        let axes: Vec<String> = parameter.shape.iter().map(usize::to_string).collect();
        let fixed = if parameter.learn { "" } else { ", trained=False" };
        let comment = bounds(parameter.bounds).map_or(String::new(), |bounds| format!("  # {bounds}"));
        let zeros = format!("torch.zeros({})", axes.join(", "));
        body.line(format!(
            "self._enter(\"{}\", {zeros}{fixed}){comment}",
            parameter.name
        ));
    }
    for (name, mask) in declared_masks(description) {
        let [_, sources] = mask.shape();
        let row = |row: &[bool]| {
            let row: String = row.iter().map(|&pair| if pair { '1' } else { '0' }).collect();
            format!("\"{row}\"")
        };
        let rows: Vec<String> = mask.pairs().chunks(sources.max(1)).map(row).collect();
        let whole = rows.join(", ");
        if name.len() + whole.len() < 55 {
            body.line(format!(
                "self._enter(\"{name}\", pairs({whole}), trained=False, saved=False)"
            ));
            continue;
        }
        body.line("self._enter(");
        body.line(format!("    \"{name}\","));
        body.line("    pairs(");
        for row in rows {
            body.line(format!("        {row},"));
        }
        body.line("    ),");
        body.line("    trained=False,");
        body.line("    saved=False,");
        body.line(")");
    }
    body.line("");
    lines.extend(body);
}

/// What a parameter may be.
fn bounds(bounds: Bounds) -> Option<String> {
    match bounds {
        Bounds::Interval { low, high } => Some(format!("from {} to {}", number(low), number(high))),
        Bounds::Logistic { low, high, .. } => Some(format!("between {} and {}", number(low), number(high))),
        Bounds::Signed { excitatory, sources } => Some(match (excitatory, sources - excitatory) {
            (_, 0) => "0 or more".into(),
            (0, _) => "0 or less".into(),
            (some, others) => {
                format!("from the first {some} sources 0 or more, from the other {others} 0 or less")
            }
        }),
        _ => None,
    }
}

/// The masks that are part of the declaration, each once.
fn declared_masks(description: &Description) -> impl Iterator<Item = (String, &Mask)> {
    description.links.iter().filter_map(|link| match &link.form {
        LinkForm::Masked(mask) => Some((mask_of(description, link), mask)),
        _ => None,
    })
}

fn entering(description: &Description, lines: &mut Lines) {
    let has_masks = declared_masks(description).next().is_some();
    let has_fixed = has_masks || description.parameters.iter().any(|parameter| !parameter.learn);
    let signature = match (has_fixed, has_masks) {
        (_, true) => "self, name, tensor, trained=True, saved=True",
        (true, false) => "self, name, tensor, trained=True",
        (false, false) => "self, name, tensor",
    };
    lines.line(format!(
        "def _enter(self{}):",
        signature.trim_start_matches("self")
    ));
    let mut body = Lines::new(8);
    body.line(
        "\"\"\"Enters a tensor by its name: it may be that of a method, which an attribute may not.\"\"\"",
    );
    body.line("module, (*path, last) = self, name.split(\".\")");
    body.line("for part in path:");
    body.line("    module = module._modules.setdefault(part, nn.Module())");
    if has_fixed {
        body.line("if trained:");
        body.line("    module._parameters[last] = nn.Parameter(tensor)");
        body.line("else:");
        body.line("    module._buffers[last] = tensor");
    } else {
        body.line("module._parameters[last] = nn.Parameter(tensor)");
    }
    if has_masks {
        body.line("if not saved:");
        body.line("    module._non_persistent_buffers_set.add(last)");
    }
    body.line("");
    lines.extend(body);
}

fn loading(lines: &mut Lines) {
    for line in [
        "@classmethod",
        "def load(cls, path, dtype=torch.float32):",
        "    \"\"\"The network of a file that `save` wrote.\"\"\"",
        "    net = cls().to(dtype)",
        "    net.load_state_dict(load_file(path))",
        "    return net",
        "",
    ] {
        lines.line(line);
    }
}

fn running(description: &Description, lines: &mut Lines) {
    let (inputs, outputs) = (description.input_size(), description.output_size());
    lines.line("def forward(self, x, noise=None):");
    lines.line(format!(
        "    \"\"\"The outputs [sequence, step, {outputs}] for inputs [sequence, step, {inputs}].\"\"\""
    ));
    lines.line("    return self.trace(x, noise)[0]");
    lines.line("");
}

fn trace(description: &Description, functions: &functions::Functions, names: &Names) -> Lines {
    let mut lines = Lines::new(4);
    lines.line("def trace(self, x, noise=None):");
    let mut body = Lines::new(8);
    body.line("\"\"\"The outputs, and every value by its name, each [sequence, step, unit].\"\"\"");
    let inputs = description.input_size();
    body.line(format!("if x.shape[2] != {inputs}:"));
    body.line(format!(
        "    raise ValueError(f\"x has {{x.shape[2]}} features, expected {inputs}\")"
    ));
    body.line("p = dict(self.named_parameters()) | dict(self.named_buffers())");
    prepared(description, &mut body);
    body.line("");
    body.line("# A tensor [sequence, unit] a step.");
    entries("values", &traced(description), &mut body);
    past(description, &mut body);
    body.line("");
    body.line("for t in range(x.shape[1]):");
    for (place, &index) in description.order.iter().enumerate() {
        if place > 0 {
            body.line("");
        }
        let mut step = Lines::new(12);
        layer::step(description, index, functions, names, &mut step);
        body.extend(step);
    }
    body.line("");
    let outputs: Vec<String> = description
        .layers
        .iter()
        .enumerate()
        .filter(|(_, layer)| layer.is_output)
        .map(|(index, _)| {
            format!(
                "torch.stack(values[\"{}\"], 1)",
                emitted(description, Source::Layer(index))
            )
        })
        .collect();
    match outputs.as_slice() {
        [output] => body.line(format!("outputs = {output}")),
        _ => body.line(format!("outputs = torch.cat([{}], 2)", outputs.join(", "))),
    }
    body.line("return outputs, {name: torch.stack(steps, 1) for name, steps in values.items()}");
    lines.extend(body);
    lines
}

/// What is the same in every step: weights where pairs are linked, and the weights of learned delays.
fn prepared(description: &Description, lines: &mut Lines) {
    let masked = description.links.iter().filter_map(|link| match &link.form {
        LinkForm::Masked(_) => Some((link, mask_of(description, link))),
        LinkForm::Sparse { mask } => Some((link, description.parameters[*mask].name.to_string())),
        _ => None,
    });
    for (place, (link, mask)) in masked.enumerate() {
        if place == 0 {
            lines.line("# Weights of pairs that are linked; the others are zero.");
        }
        let weight = &description.parameters[link.weight];
        let rows = weight.shape[weight.shape.len() - 2];
        let ports = rows / description.layers[link.target].size;
        let repeated = if ports == 1 {
            String::new()
        } else {
            format!(".repeat({ports}, 1)")
        };
        let name = &weight.name;
        lines.line(format!("p[\"{name}\"] = p[\"{name}\"] * p[\"{mask}\"]{repeated}"));
    }
    let learned = description
        .links
        .iter()
        .filter_map(|link| Some((link, link.learned_delay?)));
    for (place, (link, learned)) in learned.enumerate() {
        if place == 0 {
            lines.line("# Weights k of the past around a learned delay.");
        }
        let spread = match learned.spread {
            Spread::Folded(value) => number(value),
            Spread::Stored(parameter) => format!("p[\"{}\"]", description.parameters[parameter].name),
        };
        let (kernel, delay) = (
            kernel_of(description, learned.delay),
            &description.parameters[learned.delay].name,
        );
        let (low, high) = (link.delays[0], link.delays[1]);
        lines.line(format!(
            "p[\"{kernel}\"] = kernel(p[\"{delay}\"], {spread}, {low}, {high})"
        ));
    }
}

/// Every value that an equation assigns.
fn traced(description: &Description) -> Vec<(String, String)> {
    let layers = description.layers.iter();
    let names = layers.flat_map(|layer| {
        let equations = description.units[layer.unit].equations.iter();
        equations.map(move |equation| format!("{}.{}", layer.name, equation.name))
    });
    names.map(|name| (name, "[]".into())).collect()
}

/// A dict, in a line where it fits.
fn entries(name: &str, entries: &[(String, String)], lines: &mut Lines) {
    let entries: Vec<String> = entries
        .iter()
        .map(|(key, value)| format!("\"{key}\": {value}"))
        .collect();
    let whole = entries.join(", ");
    if name.len() + whole.len() < 85 {
        return lines.line(format!("{name} = {{{whole}}}"));
    }
    lines.line(format!("{name} = {{"));
    for entry in entries {
        lines.line(format!("    {entry},"));
    }
    lines.line("}");
}

/// How values of this step and earlier ones are read.
fn past(description: &Description, lines: &mut Lines) {
    let mut first = 0;
    let inputs = description.inputs.iter().map(|input| {
        let features = match description.inputs.len() {
            1 => "x".into(),
            _ => format!("x[:, :, {first}:{}]", first + input.size),
        };
        first += input.size;
        (input.name.to_string(), format!("{features}.unbind(1)"))
    });
    let inputs: Vec<(String, String)> = inputs.collect();
    entries("inputs", &inputs, lines);
    lines.line("past = inputs | values");
    let before = before(description);
    if !before.is_empty() {
        lines.line("# Before step 0: initial states, and nothing from what is no state.");
        let before: Vec<(String, String)> = before.into_iter().collect();
        entries("before", &before, lines);
    }
    lines.line("");
    lines.line("def at(name, t):");
    lines.line(match before_is_needed(description) {
        true => "    return past[name][t] if t >= 0 else before[name]",
        false => "    return past[name][t]",
    });
}

fn before_is_needed(description: &Description) -> bool {
    !before(description).is_empty()
}

/// Whatever is read of steps before the first, and what it is there.
fn before(description: &Description) -> BTreeMap<String, String> {
    let mut before = BTreeMap::new();
    for layer in description.layers.iter() {
        let unit = &description.units[layer.unit];
        for (index, state) in unit.states.iter().enumerate() {
            let reads = |part: &Expression| *part == Expression::Previous(index);
            if unit
                .equations
                .iter()
                .any(|equation| formula::any(&equation.value, &reads))
            {
                let name = format!("{}.{state}", layer.name);
                before.insert(name, initial(description, &layer.name, state, layer.size));
            }
        }
    }
    for link in description
        .links
        .iter()
        .filter(|link| link.delays.iter().any(|&delay| delay > 0))
    {
        let name = emitted(description, link.source);
        let value = match link.source {
            Source::Input(input) => zeros(description.inputs[input].size),
            Source::Layer(index) => {
                let layer = &description.layers[index];
                let unit = &description.units[layer.unit];
                let emitted = &unit.equations[unit.emit].name;
                match unit.states.contains(emitted) {
                    true => initial(description, &layer.name, emitted, layer.size),
                    false => zeros(layer.size),
                }
            }
        };
        before.insert(name, value);
    }
    before
}

fn initial(description: &Description, layer: &str, state: &str, size: usize) -> String {
    let is_it = |parameter: &&Parameter| matches!(parameter.role, Role::InitialState { .. });
    match description
        .parameter(&format!("{layer}.initial.{state}"))
        .filter(is_it)
    {
        Some(parameter) => format!("p[\"{}\"].expand(len(x), -1)", parameter.name),
        None => zeros(size),
    }
}

fn zeros(size: usize) -> String {
    format!("x.new_zeros(len(x), {size})")
}
