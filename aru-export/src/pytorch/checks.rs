//! What a module asks of the values that it loads: that they are finite, and what the network itself refuses: values
//! outside their bounds, of the other sign, and where a mask links nothing.

use aru_runtime::network::description::{Bounds, Description, Link, LinkForm, Parameter, Role};

use super::links::{mask_of, repeated};
use super::term::number;
use super::text::Lines;

/// The function that checks one parameter.
const CHECK: &str = r#"

def check(name, value, holds, expected):
    """Refuses a value that a parameter cannot have, by its place."""
    wrong = holds.logical_not().nonzero().tolist()
    if wrong:
        found = value[tuple(wrong[0])].item()
        raise ValueError(f"{name} holds {found} at {wrong[0]}; it must be {expected}")
"#;

/// That of weights whose sign is that of their source.
const SIGNS: &str = r#"

def signs(value, excitatory, sources):
    """1 for the first of the sources, which excite, and -1 for the others."""
    source = torch.arange(value.numel(), device=value.device).reshape(value.shape) % sources
    return torch.where(source < excitatory, 1, -1)
"#;

/// The functions in front of the class.
pub(super) fn functions(description: &Description) -> String {
    let mut text = CHECK.to_owned();
    if description.parameters.iter().any(is_of_two_signs) {
        text.push_str(SIGNS);
    }
    text
}

fn is_of_two_signs(parameter: &Parameter) -> bool {
    matches!(parameter.bounds, Bounds::Signed { excitatory, sources } if 0 < excitatory && excitatory < sources)
}

/// The method that makes a module from a file.
pub(super) fn load(description: &Description, lines: &mut Lines) {
    lines.line("@classmethod");
    lines.line("def load(cls, path, dtype=torch.float32):");
    let mut body = Lines::new(8);
    body.line(
        "\"\"\"The network of a file that `save` wrote; an error says where it holds what cannot be.\"\"\"",
    );
    body.line("net = cls().to(dtype)");
    body.line("p = load_file(path)");
    body.line("net.load_state_dict(p)");
    body.line("for name, value in net.state_dict().items():");
    body.line("    check(name, value, value.isfinite(), \"finite\")");
    for parameter in description.parameters.iter() {
        let name = &*parameter.name;
        let conditions = of_bounds(description, parameter)
            .into_iter()
            .chain(of_mask(description, parameter));
        for (place, (holds, expected)) in conditions.enumerate() {
            if place == 0 {
                body.line(format!("value = p[\"{name}\"]"));
            }
            body.call(&[
                &format!("check(\"{name}\", value"),
                &holds,
                &format!("\"{expected}\")"),
            ]);
        }
    }
    body.line("return net");
    body.line("");
    lines.extend(body);
}

/// What holds for each element by itself, in Python and in words.
fn of_bounds(description: &Description, parameter: &Parameter) -> Vec<(String, String)> {
    let one = |holds: &str, expected: &str| vec![(holds.to_owned(), expected.to_owned())];
    let mut all = match (parameter.role, parameter.bounds) {
        (Role::Mask { .. }, _) => one("(value == 0) | (value == 1)", "0, or 1 where a pair is linked"),
        (_, Bounds::Interval { low, high }) => interval([low, high], ["<=", "<="], ", ends included"),
        (_, Bounds::Logistic { low, high, .. }) => interval([low, high], ["<", "<"], ", ends excluded"),
        (_, Bounds::Signed { excitatory, sources }) => match (excitatory, sources - excitatory) {
            (_, 0) => one("value >= 0", ">= 0: its source excites"),
            (0, _) => one("value <= 0", "<= 0: its source inhibits"),
            _ => vec![(
                format!("value * signs(value, {excitatory}, {sources}) >= 0"),
                format!(">= 0 from the first {excitatory} of {sources} sources, <= 0 from the others"),
            )],
        },
        _ => Vec::new(),
    };
    if scales_noise(description, parameter) {
        all.extend(interval(
            [0.0, 2.0],
            ["<", "<"],
            ", ends excluded: noise is scaled by it",
        ));
    }
    all
}

/// What lies between two numbers, of which either may be infinite.
fn interval([low, high]: [f64; 2], [below, above]: [&str; 2], ends: &str) -> Vec<(String, String)> {
    let above_low = format!("({} {below} value)", number(low));
    let below_high = format!("(value {above} {})", number(high));
    let (holds, expected) = match (low.is_finite(), high.is_finite()) {
        (true, true) => (
            format!("{above_low} & {below_high}"),
            format!("between {} and {}{ends}", number(low), number(high)),
        ),
        (true, false) => (above_low, format!("{} or above{ends}", number(low))),
        (false, true) => (below_high, format!("{} or below{ends}", number(high))),
        (false, false) => return Vec::new(),
    };
    vec![(holds, expected)]
}

/// Whether noise is scaled by sqrt((2 - alpha_s) / alpha_s) of this parameter.
fn scales_noise(description: &Description, parameter: &Parameter) -> bool {
    let Role::Constant { layer, .. } = parameter.role else {
        return false;
    };
    description.layers[layer].noise.is_some() && parameter.name.ends_with(".alpha_s")
}

/// What holds for the weight of a link with a mask.
fn of_mask(description: &Description, parameter: &Parameter) -> Option<(String, String)> {
    let Role::Weight { link } = parameter.role else {
        return None;
    };
    let link: &Link = &description.links[link];
    let mask = match &link.form {
        // By name: a part of it may be that of a method.
        LinkForm::Masked(_) => format!(
            "dict(net.named_buffers())[\"{}\"].cpu()",
            mask_of(description, link)
        ),
        LinkForm::Sparse { mask, .. } => format!("p[\"{}\"]", description.parameters[*mask].name),
        _ => return None,
    };
    let mask = format!("{mask}{}", repeated(description, link));
    Some((
        format!("(value == 0) | ({mask} == 1)"),
        "0 where nothing is linked".into(),
    ))
}
