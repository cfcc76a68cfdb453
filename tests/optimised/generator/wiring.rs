//! Draws a whole declaration: layers, and links that make it valid.

use super::declaration::{Declaration, Form, Learned, Link, Node, Taps, Value};
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

/// Longer than any sequence of the tests.
pub const BEYOND: usize = 15;

pub fn declaration(draw: &mut Draw, name: String) -> Declaration {
    let const_parameters: Vec<usize> = (0..draw.whole(0, 2)).map(|_| draw.whole(2, 4)).collect();
    let dt = draw.percent(50).then(|| draw.one_of(&STEPS));
    let inputs = if draw.percent(45) { 1 } else { draw.whole(2, 3) };
    let inputs = INPUTS[..inputs]
        .iter()
        .map(|&name| (name, layers::size(draw, &const_parameters)))
        .collect();
    let frame = Frame {
        const_parameters: &const_parameters,
        has_dt: dt.is_some(),
        is_smooth: draw.percent(50),
    };
    let layers = layers::layers(draw, &frame);
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
            if sources.is_empty() || draw.percent(30) {
                let others: Vec<Node> = all
                    .iter()
                    .copied()
                    .filter(|node| !sources.contains(node))
                    .collect();
                let taps = back(draw, declaration.dt.is_some());
                if !others.is_empty() {
                    let weights = constants::weights(draw);
                    declaration.links.push(Link {
                        source: draw.one_of(&others),
                        target,
                        port: Some(name),
                        taps,
                        weights,
                        form: Form::All,
                        is_free: false,
                        has_docs: false,
                    });
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

/// A layer that all reads longer ago than the tests are long would be the same in every step.
fn hear(declaration: &mut Declaration) {
    for target in 0..declaration.layers.len() {
        let into = |link: &&mut Link| link.target == target && link.port.is_none();
        let mut links: Vec<&mut Link> = declaration.links.iter_mut().filter(into).collect();
        let is_deaf = |link: &&mut Link| matches!(link.taps, Taps::Delay(BEYOND));
        if links.iter().all(is_deaf)
            && let Some(first) = links.first_mut()
        {
            first.taps = Taps::Before;
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
    let taps = match draw.whole(0, 12) {
        12 => learned(draw, 0),
        0..=5 => Taps::Now,
        6 => Taps::Range(0, draw.whole(2, 4)),
        7 => Taps::InclusiveRange(0, draw.whole(1, 3)),
        8 => Taps::List(draw.one_of(&[vec![0, 3], vec![2, 0], vec![4, 0, 1], vec![0, BEYOND]])),
        _ => back(draw, declaration.dt.is_some()),
    };
    add(draw, declaration, source, target, taps);
}

fn link_back(draw: &mut Draw, declaration: &mut Declaration, source: Node, target: usize) {
    let taps = back(draw, declaration.dt.is_some());
    add(draw, declaration, source, target, taps);
}

/// Delays of one or more.
fn back(draw: &mut Draw, has_dt: bool) -> Taps {
    match draw.whole(0, 13) {
        12 | 13 => {
            let low = draw.whole(1, 2);
            learned(draw, low)
        }
        0..=4 => Taps::Before,
        5 | 6 if has_dt => Taps::DelayAsTime(draw.whole(1, 6)),
        5..=7 => Taps::Delay(draw.one_of(&[1, 2, 3, 5, BEYOND])),
        8 => Taps::Range(1, draw.whole(3, 5)),
        9 => Taps::InclusiveRange(draw.whole(1, 2), draw.whole(3, 4)),
        _ => Taps::List(draw.one_of(&[vec![1, 4], vec![3, 1], vec![5, 2, 6], vec![2, BEYOND]])),
    }
}

/// A delay from `low` on. It starts between two steps, where differences tell its derivative.
fn learned(draw: &mut Draw, low: usize) -> Taps {
    let high = low + draw.whole(1, 5);
    Taps::Learned(Learned {
        per_source: draw.percent(50),
        start: low as f64 + draw.hundredths(20, 80),
        low,
        high,
        is_logistic: draw.percent(40),
        spread: draw
            .percent(60)
            .then(|| (draw.percent(50), draw.hundredths(20, 280))),
    })
}

/// At most one link joins a pair.
fn add(draw: &mut Draw, declaration: &mut Declaration, source: Node, target: usize, taps: Taps) {
    if declaration
        .links
        .iter()
        .any(|link| link.source == source && link.target == target && link.port.is_none())
    {
        return;
    }
    let (from, to) = (declaration.node_size(source), declaration.layers[target].size);
    let form = constraints::form(draw, from, to);
    let weights = constraints::weights(&form, constants::weights(draw));
    declaration.links.push(Link {
        source,
        target,
        port: None,
        taps,
        weights,
        form,
        is_free: false,
        has_docs: draw.percent(10),
    });
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
            let end = Node::Layer(links[chain[chain.len() - 1]].target);
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
    use super::declaration::Size;
    let sizes = declaration
        .inputs
        .iter()
        .map(|(_, size)| *size)
        .chain(declaration.layers.iter().map(|layer| layer.size));
    let used: Vec<Size> = sizes.collect();
    let kept: Vec<usize> = (0..declaration.const_parameters.len())
        .filter(|&index| {
            used.iter()
                .any(|size| matches!(size, Size::Const(named, _) if *named == index))
        })
        .collect();
    let renumber = |size: &mut Size| {
        if let Size::Const(index, _) = size {
            *index = kept
                .iter()
                .position(|kept| kept == index)
                .expect("a used one is kept");
        }
    };
    declaration.inputs.iter_mut().for_each(|(_, size)| renumber(size));
    declaration
        .layers
        .iter_mut()
        .for_each(|layer| renumber(&mut layer.size));
    declaration.const_parameters = kept
        .iter()
        .map(|&index| declaration.const_parameters[index])
        .collect();
}
