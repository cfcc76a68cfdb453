//! What the forms of links ask of their sizes, units and settings.

use proc_macro2::Ident;
use quote::ToTokens;

use crate::declaration::{Declaration, FormKind, Layer, Link, Network, Window};
use crate::report::Errors;
use crate::suggest;

// The numbers of a window, each by itself:
//
//     form: local(kernel 0)      form: conv(kernel 3, stride 0)      form: conv(kernel 3, pad 3)
pub fn windows_are_valid(network: &Network, errors: &mut Errors) {
    for link in &network.links {
        let Some(Window { kernel, stride, pad }) = link.form().and_then(|form| form.window()) else {
            continue;
        };
        if kernel.value == 0 {
            errors.error(&kernel.tokens, "a kernel reads at least one band");
        }
        if stride.value == 0 {
            errors.error(
                &stride.tokens,
                "the patches of two bands are at least one band apart",
            );
        }
        if pad.value >= kernel.value && kernel.value > 0 {
            let message = format!(
                "with a pad of {} and a kernel of {} a band would read nothing but zeros; the pad must be below the kernel",
                pad.value, kernel.value
            );
            errors.error(&pad.tokens, message);
        }
        for count in [kernel, stride, pad] {
            if count.value > super::LARGEST_SIZE {
                errors.error(
                    &count.tokens,
                    format!("a number of bands may be {} at most", super::LARGEST_SIZE),
                );
            }
        }
    }
}

// The target has as many bands as there are patches:
//
//     input sound: 34;  layer code: Dense<[9, 7]>;  sound -> code { form: local(kernel 7, stride 3); }
//
// Sizes that are const parameters or paths are compared when they are known, by rustc, with the same text.
pub fn bands_fit(network: &Network, errors: &mut Errors) {
    for link in &network.links {
        let Some(form) = link.form() else { continue };
        let Some(window) = form.window().filter(|window| is_sound(window)) else {
            continue;
        };
        let layer = network.layers.iter().find(|layer| layer.name == link.target);
        let (Some(source), Some(layer)) = (network.size_of(&link.source), layer) else {
            continue;
        };
        let Some(bands) = source.axes().0.known() else {
            continue;
        };
        // A size of zero, or one that could not be read, has been reported.
        if bands == 0 || source.to_token_stream().is_empty() {
            continue;
        }
        let [kernel, stride, pad] = [&window.kernel, &window.stride, &window.pad].map(|count| count.value);
        let source = &link.source;
        // A size that is too large has been reported too.
        let Some(padded) = pad.checked_mul(2).and_then(|pads| bands.checked_add(pads)) else {
            continue;
        };
        let Some(rest) = padded.checked_sub(kernel) else {
            let padded = match pad {
                0 => String::new(),
                _ => format!(" with a pad of {pad} on either side"),
            };
            let message = format!("kernel {kernel} is wider than the {bands} bands of `{source}`{padded}");
            errors.error(&window.kernel.tokens, message);
            continue;
        };
        let known = layer.size.axes().0.known().filter(|&targets| targets > 0);
        let Some(targets) = known.filter(|_| !layer.size.to_token_stream().is_empty()) else {
            continue;
        };
        let given = rest / stride + 1;
        if given != targets {
            let (patches, way) = (in_words(window), declared(layer, given));
            let but = but(layer, targets);
            let plural = if given == 1 { "" } else { "s" };
            let message = format!(
                "{patches} over the {bands} bands of `{source}` give {given} band{plural}, but {but}; write `{way}`"
            );
            errors.error(&form.tokens, message);
        }
    }
}

fn is_sound(window: &Window) -> bool {
    let (kernel, stride) = (window.kernel.value, window.stride.value);
    kernel > 0 && stride > 0 && window.pad.value < kernel && kernel.max(stride) <= super::LARGEST_SIZE
}

/// `kernel 7 and stride 3`.
fn in_words(window: &Window) -> String {
    let [kernel, stride, pad] = [&window.kernel, &window.stride, &window.pad].map(|count| count.value);
    match pad {
        0 => format!("kernel {kernel} and stride {stride}"),
        _ => format!("kernel {kernel}, stride {stride} and pad {pad}"),
    }
}

fn but(layer: &Layer, targets: usize) -> String {
    match layer.size.axes() {
        (bands, Some(channels)) => format!(
            "`{}` is [{}, {}]",
            layer.name,
            bands.to_token_stream(),
            channels.to_token_stream()
        ),
        _ => format!(
            "`{}` is a plain `{targets}`, which is {targets} bands of one channel",
            layer.name
        ),
    }
}

/// How the target would be declared with so many bands.
fn declared(layer: &Layer, bands: usize) -> String {
    let channels = match layer.size.axes() {
        (_, Some(channels)) => channels.to_token_stream().to_string(),
        (targets, None) => match targets.known() {
            Some(targets) if targets % bands == 0 => (targets / bands).to_string(),
            _ => "1".to_owned(),
        },
    };
    let [before, behind] = around(layer.is_output, &layer.unit.to_string());
    format!("{before}[{bands}, {channels}]{behind}")
}

/// What stands around the size of a layer: `Dense<` and `>`, or nothing around that of an output without a unit of its own.
pub fn around(is_output: bool, unit: &str) -> [String; 2] {
    match is_output && unit == "Dense" {
        true => [String::new(), String::new()],
        false => [format!("{unit}<"), ">".to_owned()],
    }
}

// A source that is added as it is has no weight, and adds to one port:
//
//     a -> b { form: identity; weights: learn 1; }      a -> gru { form: identity; }
pub fn identities_add_to_one_port(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for link in &network.links {
        let Some(form) = link.form().filter(|form| matches!(form.kind, FormKind::Identity)) else {
            continue;
        };
        if let Some(setting) = &link.weights {
            let message = "there is nothing to learn: `form: identity` adds its source as it is; `form: diagonal` has a weight";
            errors.error(&setting.name, message);
        }
        let layer = network.layers.iter().find(|layer| layer.name == link.target);
        let unit = layer.and_then(|layer| declaration.unit(&layer.unit));
        if let (None, Some(unit)) = (&link.port, unit)
            && unit.ports.len() > 1
            && !unit.is_incomplete
        {
            let ways = unit.ports.iter().map(|port| to_port(link, &port.to_string()));
            let ways: Vec<String> = ways.collect();
            let message = format!(
                "`{}` has several ports, and `form: identity` adds to one; say which: {}",
                link.target,
                suggest::one_of(&ways)
            );
            errors.error(&form.tokens, message);
        }
    }
}

/// The link into one port, as one would write it.
pub fn to_port(link: &Link, port: &str) -> String {
    format!("{} {} {}.{port}", link.source, link.arrow.text(), link.target)
}

// What leaves a layer under Dale's law has a sign by its source, which is the column of its weight. In a weight of patches a
// column is a place in the patch, and so another source in another band; what has no weight has no sign:
//
//     layer a: Aru<10> { sign: dale(excitatory 0.8); .. }      a -> b { form: conv(kernel 3); }
pub fn forms_have_signs(network: &Network, errors: &mut Errors) {
    for link in &network.links {
        let Some(form) = link.form() else { continue };
        let why = match form.kind {
            FormKind::Dense | FormKind::Diagonal => continue,
            FormKind::Identity => "`form: identity` has no weight that could have a sign",
            FormKind::Local(_) => {
                "signs are those of columns: in a local weight these are places of the patch, each another source in \
                 another band"
            }
            FormKind::Conv(_) => {
                "a number of a convolution is that of other sources in other bands, and has no sign of its own"
            }
        };
        let source = network.layers.iter().find(|layer| layer.name == link.source);
        let is_bound = source.is_some_and(|layer| layer.sign.is_some());
        if is_bound && link.constraints.sign.is_none() && !network.is_of_gate(link) {
            let message = format!(
                "`{}` is under Dale's law, and {why}; write `sign: free;`",
                link.source
            );
            errors.error(&form.tokens, message);
        }
    }
}

// A port gets something, over a link or from the bias:
//
//     layer ssm: Selective<4> { bias: none; .. }      x -> ssm.value;
pub fn ports_are_driven(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    if network.is_incomplete {
        return;
    }
    for layer in &network.layers {
        let Some(unit) = declaration.unit(&layer.unit) else {
            continue;
        };
        let has_bias = match &layer.bias {
            None => true,
            Some(setting) => match &setting.value {
                Ok(stored) => stored.is_some(),
                Err(_) => true,
            },
        };
        let into = || network.links.iter().filter(|link| link.target == layer.name);
        let of_own = || into().filter(|link| !network.is_of_gate(link));
        // A name that is not known may stand for any port.
        let ports = unit.port_names();
        let may_be_any = |link: &Link| {
            let is_known = |port: &Ident| ports.iter().any(|known| port == known);
            !link.port.as_ref().is_some_and(is_known)
        };
        if has_bias || of_own().next().is_none() || of_own().any(may_be_any) {
            continue;
        }
        for port in &unit.ports {
            if !into().any(|link| link.port.as_ref().is_some_and(|driven| driven == port)) {
                let name = &layer.name;
                let message = format!(
                    "`{name}.{port}` is driven by nothing; link something to it, as `a -> {name}.{port};`, or give `{name}` \
                     a bias"
                );
                errors.error(name, message);
            }
        }
    }
}

// A link drives all ports, or links drive them one by one:
//
//     a -> ssm;  a -> ssm.step;
pub fn ports_are_driven_once(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for link in &network.links {
        let is_own_port = link.port.is_some() && !network.is_of_gate(link);
        let mut others = network.links.iter();
        let whole = others.find(|other| {
            (&other.source, &other.target) == (&link.source, &link.target) && other.port.is_none()
        });
        let (true, Some(whole)) = (is_own_port, whole) else {
            continue;
        };
        let layer = network.layers.iter().find(|layer| layer.name == link.target);
        let Some(unit) = layer.and_then(|layer| declaration.unit(&layer.unit)) else {
            continue;
        };
        // `drive` has no name in a link, which is told.
        if unit.ports.is_empty() {
            continue;
        }
        let ports = unit.port_names();
        if !link
            .port
            .as_ref()
            .is_some_and(|port| ports.iter().any(|known| port == known))
        {
            continue;
        }
        let ways: Vec<String> = ports
            .iter()
            .map(|port| format!("`{};`", to_port(whole, port)))
            .collect();
        let message = format!(
            "`{}` drives every port of `{}`, this one among them; list the ports: {}",
            whole.text(),
            link.target,
            ways.join(" ")
        );
        errors.error(link, message);
    }
}
