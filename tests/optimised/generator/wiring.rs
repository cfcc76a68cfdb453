//! Draws a whole declaration: layers, and links that make it valid.

use super::declaration::{Axis, Declaration, Link, Node, Size, Stored, Taps, Value};
use super::delays::{BEYOND, back, forward};
use super::draw::Draw;
use super::layers::{self, Frame};
use super::{constants, constraints};

const INPUTS: [&str; 3] = ["sound", "light", "touch"];
const STEPS: [(&str, usize); 5] = [
    ("1 ms", 1000),
    ("0.5 ms", 500),
    ("2ms", 2000),
    ("500 us", 500),
    ("0.004 s", 4000),
];

pub fn declaration(draw: &mut Draw, name: String) -> Declaration {
    let const_parameters: Vec<usize> = (0..draw.whole(0, 2)).map(|_| draw.whole(2, 4)).collect();
    let dt = draw.percent(50).then(|| draw.one_of(&STEPS));
    let inputs = if draw.percent(45) { 1 } else { draw.whole(2, 3) };
    let inputs: Vec<(&str, Size)> = INPUTS[..inputs]
        .iter()
        .map(|&name| (name, layers::size(draw, &const_parameters)))
        .collect();
    let frame = Frame {
        const_parameters: &const_parameters,
        dt: dt.map(|(_, microseconds)| microseconds),
        is_smooth: draw.percent(50),
    };
    let sizes: Vec<Size> = inputs.iter().map(|(_, size)| *size).collect();
    let layers = layers::layers(draw, &frame, &sizes);
    let mut layers_as_written: Vec<usize> = (0..layers.len()).collect();
    if draw.percent(60) {
        draw.shuffle(&mut layers_as_written);
    }
    let mut declaration = Declaration {
        name,
        const_parameters,
        dt,
        inputs,
        layers,
        links: Vec::new(),
        layers_as_written,
        chains: Vec::new(),
        links_come_first: draw.percent(25),
    };
    drive(draw, &mut declaration);
    embellish(draw, &mut declaration);
    gate(draw, &mut declaration);
    reach_outputs(draw, &mut declaration);
    hear(&mut declaration);
    drive_ports(&mut declaration);
    constraints::signs(draw, &mut declaration);
    draw.shuffle(&mut declaration.links);
    declaration.chains = chains(&declaration.links);
    drop_unused_const_parameters(&mut declaration);
    declaration
}

/// Every layer gets a source before it, every input something to drive.
fn drive(draw: &mut Draw, declaration: &mut Declaration) {
    let inputs = declaration.inputs.len();
    for target in 0..declaration.layers.len() {
        let source = draw.whole(0, inputs + target - 1);
        let source = if source < inputs {
            Node::Input(source)
        } else {
            Node::Layer(source - inputs)
        };
        link_forward(draw, declaration, source, target);
    }
    for input in 0..inputs {
        if !declaration
            .links
            .iter()
            .any(|link| link.source == Node::Input(input))
        {
            let target = draw.whole(0, declaration.layers.len() - 1);
            link_forward(draw, declaration, Node::Input(input), target);
        }
    }
}

/// Own links, feedback, and further links forward.
fn embellish(draw: &mut Draw, declaration: &mut Declaration) {
    for target in 0..declaration.layers.len() {
        if draw.percent(if declaration.layers[target].is_output {
            15
        } else {
            60
        }) {
            link_back(draw, declaration, Node::Layer(target), target);
        }
        for source in 0..declaration.layers.len() {
            if source > target && draw.percent(15) {
                link_back(draw, declaration, Node::Layer(source), target);
            } else if source < target && draw.percent(15) {
                link_forward(draw, declaration, Node::Layer(source), target);
            }
        }
        for input in 0..declaration.inputs.len() {
            if draw.percent(12) {
                link_forward(draw, declaration, Node::Input(input), target);
            }
        }
    }
}

/// Every gate gets something that drives it: `from` what comes before its layer or that itself, or by a link.
fn gate(draw: &mut Draw, declaration: &mut Declaration) {
    let inputs = (0..declaration.inputs.len()).map(Node::Input);
    let layers = (0..declaration.layers.len()).map(Node::Layer);
    let all: Vec<Node> = inputs.chain(layers).collect();
    for target in 0..declaration.layers.len() {
        let reach = declaration.inputs.len() + target;
        let names: Vec<&'static str> = declaration.layers[target].gates().map(|gate| gate.name).collect();
        for name in names {
            let mut sources = all[..=reach].to_vec();
            draw.shuffle(&mut sources);
            sources.truncate(draw.whole(0, 2));
            if sources.is_empty() || draw.percent(60) {
                let others: Vec<Node> = all
                    .iter()
                    .copied()
                    .filter(|node| !sources.contains(node))
                    .collect();
                if !others.is_empty() {
                    let source = draw.one_of(&others);
                    let taps = match is_before(source, target) {
                        true => forward(draw, declaration.dt.is_some()),
                        false => back(draw, declaration.dt.is_some()),
                    };
                    let link = link(draw, declaration, (source, target, Some(name)), taps);
                    declaration.links.push(link);
                }
            }
            let constants = &mut declaration.layers[target].constants;
            for constant in constants.iter_mut().filter(|constant| constant.name == name) {
                if let Value::Gated { from, .. } = &mut constant.value {
                    from.clone_from(&sources);
                }
            }
        }
    }
}

/// From the last layer to the first: one that reaches no output is linked to a later output, or back to any.
fn reach_outputs(draw: &mut Draw, declaration: &mut Declaration) {
    for layer in (0..declaration.layers.len()).rev() {
        if reaches_output(declaration, layer) {
            continue;
        }
        let outputs = (0..declaration.layers.len()).filter(|&other| declaration.layers[other].is_output);
        let target = draw.one_of(&outputs.collect::<Vec<_>>());
        if target > layer {
            link_forward(draw, declaration, Node::Layer(layer), target);
        } else {
            link_back(draw, declaration, Node::Layer(layer), target);
        }
    }
}

/// A layer all of whose links read further back than the tests are long would be the same in every step.
fn hear(declaration: &mut Declaration) {
    for target in 0..declaration.layers.len() {
        let into = |index: &usize| {
            let link = &declaration.links[*index];
            link.target == target && !declaration.is_of_gate(link)
        };
        let links: Vec<usize> = (0..declaration.links.len()).filter(into).collect();
        let is_deaf = |&index: &usize| matches!(declaration.links[index].taps, Taps::Delay(BEYOND));
        if links.iter().all(is_deaf)
            && let Some(&first) = links.first()
        {
            declaration.links[first].taps = Taps::Before;
        }
    }
}

/// A port that no link drives gets a bias.
fn drive_ports(declaration: &mut Declaration) {
    for target in 0..declaration.layers.len() {
        let is_driven = |port: &&str| {
            let mut links = declaration.links_into(target);
            links.any(|link| link.port.is_none_or(|driven| driven == *port))
        };
        let layer = &declaration.layers[target];
        let all_are_driven = layer.unit.ports.iter().all(is_driven);
        if layer.bias == Some(Stored::Nothing) && !all_are_driven {
            declaration.layers[target].bias = None;
        }
    }
}

fn reaches_output(declaration: &Declaration, layer: usize) -> bool {
    let mut reached = vec![layer];
    let mut next = 0;
    while next < reached.len() {
        if declaration.layers[reached[next]].is_output {
            return true;
        }
        for link in &declaration.links {
            if link.source == Node::Layer(reached[next]) && !reached.contains(&link.target) {
                reached.push(link.target);
            }
        }
        next += 1;
    }
    false
}

fn link_forward(draw: &mut Draw, declaration: &mut Declaration, source: Node, target: usize) {
    let has_dt = declaration.dt.is_some();
    add(draw, declaration, source, target, |draw| forward(draw, has_dt));
}

fn link_back(draw: &mut Draw, declaration: &mut Declaration, source: Node, target: usize) {
    let has_dt = declaration.dt.is_some();
    add(draw, declaration, source, target, |draw| back(draw, has_dt));
}

/// Whether this step of a source is there when a layer is computed.
fn is_before(source: Node, target: usize) -> bool {
    match source {
        Node::Input(_) => true,
        Node::Layer(source) => source < target,
    }
}

/// At most one link joins a pair, or one each of the ports of a unit that has several.
fn add(
    draw: &mut Draw,
    declaration: &mut Declaration,
    source: Node,
    target: usize,
    taps: impl Fn(&mut Draw) -> Taps,
) {
    if declaration.links_into(target).any(|link| link.source == source) {
        return;
    }
    let mut ports = declaration.layers[target].unit.ports.to_vec();
    let ports: Vec<Option<&'static str>> = match ports.is_empty() || draw.percent(55) {
        true => vec![None],
        false => {
            draw.shuffle(&mut ports);
            ports.truncate(draw.whole(1, ports.len()));
            ports.into_iter().map(Some).collect()
        }
    };
    for port in ports {
        let taps = taps(draw);
        let link = link(draw, declaration, (source, target, port), taps);
        declaration.links.push(link);
    }
}

fn link(
    draw: &mut Draw,
    declaration: &Declaration,
    (source, target, port): (Node, usize, Option<&'static str>),
    taps: Taps,
) -> Link {
    let layer = &declaration.layers[target];
    let is_forward = is_before(source, target);
    let is_one_port = port.is_some() || layer.unit.ports.is_empty();
    let may_be_identity = is_one_port && (is_forward || constraints::is_bounded(layer));
    let (from, to) = (declaration.node_size(source), layer.size);
    let mut link = Link {
        source,
        target,
        port,
        taps,
        weights: None,
        form: constraints::form(draw, from, to, may_be_identity),
        is_free: false,
        has_docs: draw.percent(10),
    };
    link.weights = constraints::weights(&link.form, constants::weights(draw, &link));
    link
}

/// Links without a block are joined to chains of up to four names, as far as one starts where another ends.
fn chains(links: &[Link]) -> Vec<Vec<usize>> {
    let mut chains: Vec<Vec<usize>> = Vec::new();
    let mut used = vec![false; links.len()];
    for first in 0..links.len() {
        if used[first] {
            continue;
        }
        let mut chain = vec![first];
        used[first] = true;
        while chain.len() < 3 && !links[first].has_block() && !links[first].has_docs {
            let last = &links[chain[chain.len() - 1]];
            // A port emits nothing.
            if last.port.is_some() {
                break;
            }
            let end = Node::Layer(last.target);
            let next = (0..links.len()).find(|&next| {
                !used[next] && !links[next].has_block() && !links[next].has_docs && links[next].source == end
            });
            let Some(next) = next else { break };
            used[next] = true;
            chain.push(next);
        }
        chains.push(chain);
    }
    chains
}

/// A const parameter that no size names would be an unused one.
fn drop_unused_const_parameters(declaration: &mut Declaration) {
    let layers = declaration.layers.iter_mut().map(|layer| &mut layer.size);
    let inputs = declaration.inputs.iter_mut().map(|(_, size)| size);
    let mut axes: Vec<&mut Axis> = inputs.chain(layers).flat_map(Size::axes_mut).collect();
    let is_used = |index: &usize| {
        axes.iter()
            .any(|axis| matches!(axis, Axis::Const(named, _) if named == index))
    };
    let kept: Vec<usize> = (0..declaration.const_parameters.len()).filter(is_used).collect();
    for axis in &mut axes {
        if let Axis::Const(index, _) = axis {
            *index = kept
                .iter()
                .position(|kept| kept == index)
                .expect("a used one is kept");
        }
    }
    declaration.const_parameters = kept
        .iter()
        .map(|&index| declaration.const_parameters[index])
        .collect();
}
