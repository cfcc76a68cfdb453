//! Links: what they join, how long ago, and that no circle of them is without a delay.

use std::collections::BTreeSet;

use aru_compiler::restored::{LARGEST_SIZE, LONGEST, MOST};

use super::super::restored::ratio;
use super::{Fault, Owned, counted};
use crate::network::description::{Description, Link, LinkForm, Patches, Source, Spread, Window};

/// Refuses links that no declaration has, but for their parameters.
pub(super) fn check(description: &Description) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for (index, link) in description.links.iter().enumerate() {
        check_ends(description, index, link)?;
        let what = name(description, link);
        let source = match link.source {
            Source::Input(input) => (0, input),
            Source::Layer(layer) => (1, layer),
        };
        if !seen.insert((source, link.target, link.port)) {
            return Err(format!("two links are {what}"));
        }
        check_delays(link, &what)?;
        check_form(description, link, &what)?;
    }
    check_order(description)
}

/// What a link drives, where it is known which ports of its target are gates.
pub(super) fn check_ports(description: &Description, owned: &Owned) -> Result<(), Fault> {
    for link in description.links.iter() {
        let is_single = link.port.is_some() || owned.layers[link.target].own_ports == 1;
        if link.form == LinkForm::Identity && !is_single {
            return Err(format!(
                "{} adds its source to several ports, where an identity adds to one",
                name(description, link)
            ));
        }
    }
    Ok(())
}

/// `x_to_h`, or `x_to_h.port`: what the names of the parameters of a link begin with.
pub(super) fn name(description: &Description, link: &Link) -> String {
    let target = &description.layers[link.target];
    let source = match link.source {
        Source::Input(input) => &description.inputs[input].name,
        Source::Layer(layer) => &description.layers[layer].name,
    };
    format!("{source}_to_{}", target.name)
}

fn check_ends(description: &Description, index: usize, link: &Link) -> Result<(), Fault> {
    let (inputs, layers) = (description.inputs.len(), description.layers.len());
    let is_there = match link.source {
        Source::Input(input) => input < inputs,
        Source::Layer(layer) => layer < layers,
    };
    if !is_there {
        let (inputs, layers) = (counted(inputs, "input"), counted(layers, "layer"));
        return Err(format!(
            "link number {index} reads {:?}, where there are {inputs} and {layers}",
            link.source
        ));
    }
    let Some(target) = description.layers.get(link.target) else {
        let layers = counted(layers, "layer");
        return Err(format!(
            "link number {index} drives layer number {}, where there are {layers}",
            link.target
        ));
    };
    let ports = description.units[target.unit].ports.len();
    match link.port.filter(|&port| port >= ports) {
        Some(port) => Err(format!(
            "{} drives port number {port}, where there are {ports}",
            name(description, link)
        )),
        None => Ok(()),
    }
}

fn check_delays(link: &Link, what: &str) -> Result<(), Fault> {
    let count = link.delays.len();
    if !(1..=MOST).contains(&count) {
        return Err(format!(
            "{what} has {}; a link has 1 to {MOST}",
            counted(count, "delay")
        ));
    }
    if let Some(delay) = link.delays.iter().find(|&&delay| delay as u128 > LONGEST) {
        return Err(format!(
            "{what} has a delay of {delay} steps; it is {LONGEST} at most"
        ));
    }
    let different: BTreeSet<&usize> = link.delays.iter().collect();
    if different.len() < count {
        return Err(format!("{what} has the same delay twice"));
    }
    let Some(learned) = link.learned_delay else {
        return Ok(());
    };
    match *link.delays {
        [low, high] if low < high => {}
        _ => {
            return Err(format!(
                "the learned delay of {what} lies between {:?}; a range has two ends, the first below the second",
                link.delays
            ));
        }
    }
    match learned.spread {
        Spread::Folded(spread) if !(0.0..=LONGEST as f64).contains(&spread) => {
            Err(format!("the spread of {what} is {spread}; it is 0 to {LONGEST}"))
        }
        _ => Ok(()),
    }
}

fn check_form(description: &Description, link: &Link, what: &str) -> Result<(), Fault> {
    let (targets, sources) = (
        description.layers[link.target].size,
        description.size_of(link.source),
    );
    match &link.form {
        LinkForm::Dense => Ok(()),
        LinkForm::Sparse { density, .. } => match density.and_then(ratio) {
            Some(_) => Ok(()),
            None => Err(format!(
                "{what} has a density of {density:?}, expected a part above 0 and at most 1, of up to 19 decimals"
            )),
        },
        LinkForm::Masked(mask) => {
            let [rows, columns] = mask.shape();
            if [rows, columns] != [targets, sources] {
                return Err(format!(
                    "the mask of {what} has {rows} rows of {columns}, where it joins {sources} sources to {targets} targets"
                ));
            }
            match mask.count() {
                0 => Err(format!("no pair of the mask of {what} is linked")),
                _ => Ok(()),
            }
        }
        LinkForm::Diagonal | LinkForm::Identity => match targets == sources {
            true => Ok(()),
            false => Err(format!(
                "{what} joins {sources} sources to {targets} targets, each to that of its number"
            )),
        },
        LinkForm::Local(window) | LinkForm::Conv(window) => {
            let ([bands, _], [own, _]) = (
                description.shape_of(link.source),
                description.layers[link.target].shape(),
            );
            check_window(*window, [bands, own], what)
        }
    }
}

fn check_window(window: Window, [bands, own]: [usize; 2], what: &str) -> Result<(), Fault> {
    let Window { kernel, stride, pad } = window;
    if [kernel, stride, pad]
        .into_iter()
        .any(|count| count > LARGEST_SIZE)
        || kernel == 0
        || stride == 0
        || pad >= kernel
    {
        return Err(format!(
            "{what} has a kernel of {kernel} bands, a stride of {stride} and a pad of {pad}; the first two are above 0, the \
             pad is below the kernel, and none is above {LARGEST_SIZE}"
        ));
    }
    match Patches::bands_of(bands, kernel, stride, pad) {
        Some(given) if given == own => Ok(()),
        given => Err(format!(
            "{what} reads {} of {bands} bands, where its target has {own}",
            match given {
                Some(given) => counted(given, "patch").replace("patchs", "patches"),
                None => "no patch".into(),
            }
        )),
    }
}

/// Refuses a circle of links that all read this step.
fn check_order(description: &Description) -> Result<(), Fault> {
    let mut waiting = vec![0_usize; description.layers.len()];
    let now: Vec<(usize, usize)> = description
        .links
        .iter()
        .filter(|link| link.delays.contains(&0))
        .filter_map(|link| match link.source {
            Source::Layer(source) => Some((source, link.target)),
            Source::Input(_) => None,
        })
        .collect();
    for &(_, target) in &now {
        waiting[target] += 1;
    }
    let mut ready: Vec<usize> = (0..waiting.len()).filter(|&layer| waiting[layer] == 0).collect();
    while let Some(done) = ready.pop() {
        for &(_, target) in now.iter().filter(|(source, _)| *source == done) {
            waiting[target] -= 1;
            if waiting[target] == 0 {
                ready.push(target);
            }
        }
    }
    match waiting.iter().position(|&left| left > 0) {
        Some(layer) => Err(format!(
            "`{}` waits for itself: a circle of links has no delay",
            description.layers[layer].name
        )),
        None => Ok(()),
    }
}
