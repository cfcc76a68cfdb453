//! The method that runs the network, step by step.

use aru_runtime::network::description::{Description, LinkForm, Parameter, Role, Source, Spread};

use super::functions::Functions;
use super::layer;
use super::links::{emitted, kernel_of, mask_of, repeated};
use super::names::Names;
use super::parameters::has_buffers;
use super::term::number;
use super::text::Lines;

pub(super) fn trace(description: &Description, functions: &Functions, names: &Names, lines: &mut Lines) {
    lines.line("def trace(self, x, noise=None):");
    let mut body = Lines::new(8);
    body.line("\"\"\"The outputs, and every value by its name, each [sequence, step, unit].\"\"\"");
    let inputs = description.input_size();
    body.line(format!(
        "if not torch.is_tensor(x) or x.dim() != 3 or x.shape[2] != {inputs}:"
    ));
    body.line(format!(
        "    raise ValueError(f\"x has shape {{tuple(x.shape)}}, expected a tensor [sequence, step, {inputs}]\")"
    ));
    noise_is_whole(description, &mut body);
    body.line(match has_buffers(description) {
        true => "p = dict(self.named_parameters()) | dict(self.named_buffers())",
        false => "p = dict(self.named_parameters())",
    });
    prepared(description, &mut body);
    body.line("");
    body.line("# A tensor [sequence, unit] a step.");
    entries("values", &traced(description), &mut body);
    let mut steps = Lines::new(12);
    for (place, &index) in description.order.iter().enumerate() {
        if place > 0 {
            steps.line("");
        }
        layer::step(description, index, functions, names, &mut steps);
    }
    let mut before = before(description);
    // Of what folds no past is read.
    before.retain(|(name, _)| steps.text().contains(&format!("at(\"{name}\", t - ")));
    past(description, &before, &mut body);
    body.line("");
    body.line("for t in range(x.shape[1]):");
    body.extend(steps);
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
        _ => body.list("outputs", ["torch.cat([", "], 2)"], &outputs),
    }
    body.line("return outputs, {name: torch.stack(steps, 1) for name, steps in values.items()}");
    lines.extend(body);
}

/// Refuses noise that leaves a layer out: without a word it would mean none, and be none that was meant.
fn noise_is_whole(description: &Description, body: &mut Lines) {
    let noisy = description.layers.iter().filter(|layer| layer.noise.is_some());
    let noisy: Vec<String> = noisy.map(|layer| format!("\"{}\"", layer.name)).collect();
    if noisy.is_empty() {
        return;
    }
    body.line(format!(
        "if noise is not None and (missing := {{{}}} - set(noise)):",
        noisy.join(", ")
    ));
    body.line("    raise ValueError(f\"noise of {sorted(missing)} is missing; zeros stand for none\")");
}

/// What is the same in every step: weights where pairs are linked, and the weights of learned delays.
fn prepared(description: &Description, lines: &mut Lines) {
    let masked = description.links.iter().filter_map(|link| match &link.form {
        LinkForm::Masked(_) => Some((link, mask_of(description, link))),
        LinkForm::Sparse { mask, .. } => Some((link, description.parameters[*mask].name.to_string())),
        _ => None,
    });
    for (place, (link, mask)) in masked.enumerate() {
        if place == 0 {
            lines.line("# Weights of pairs that are linked; the others are zero.");
        }
        let Some(weight) = link.weight.map(|weight| &description.parameters[weight]) else {
            continue;
        };
        let repeated = repeated(description, link);
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
    lines.list(name, ["{", "}"], &entries);
}

/// How values of this step and earlier ones are read.
fn past(description: &Description, before: &[(String, String)], lines: &mut Lines) {
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
    if !before.is_empty() {
        lines.line("# What has been before step 0.");
        entries("before", before, lines);
    }
    lines.line("");
    lines.line("def at(name, t):");
    lines.line("    \"\"\"A value of step t.\"\"\"");
    lines.line(match before.is_empty() {
        true => "    return past[name][t]",
        false => "    return past[name][t] if t >= 0 else before[name]",
    });
}

/// Whatever may be read of steps before the first, and what it is there.
fn before(description: &Description) -> Vec<(String, String)> {
    let mut before = Vec::new();
    for layer in description.layers.iter() {
        let unit = &description.units[layer.unit];
        for state in unit.states.iter() {
            let name = format!("{}.{state}", layer.name);
            before.push((name, initial(description, &layer.name, state, layer.size)));
        }
    }
    for link in description
        .links
        .iter()
        .filter(|link| link.delays.iter().any(|&delay| delay > 0))
    {
        let name = emitted(description, link.source);
        if before.iter().any(|(known, _)| *known == name) {
            continue;
        }
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
        before.push((name, value));
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
