//! The parameters of a module: what its constructor enters.

use aru_runtime::network::description::{Bounds, Description, LinkForm, Mask, Parameter};

use super::links::mask_of;
use super::term::number;
use super::text::Lines;

pub(super) fn constructor(description: &Description, lines: &mut Lines) {
    lines.line("def __init__(self):");
    let mut body = Lines::new(8);
    body.line("\"\"\"All parameters are zero until they are loaded.\"\"\"");
    body.line("super().__init__()");
    if description
        .parameters
        .iter()
        .any(|parameter| bounds(parameter).is_some())
    {
        body.line("# Bounds are told, not kept: optimisers of PyTorch do not know them.");
    }
    for parameter in description.parameters.iter() {
        let axes: Vec<String> = parameter.shape.iter().map(usize::to_string).collect();
        let fixed = if parameter.learn { "" } else { ", trained=False" };
        let comment = bounds(parameter).map_or(String::new(), |bounds| format!("  # {bounds}"));
        let (name, axes) = (&parameter.name, axes.join(", "));
        body.line(format!(
            "self._enter(\"{name}\", torch.zeros({axes}){fixed}){comment}"
        ));
    }
    for (name, mask) in declared_masks(description) {
        self::mask(&name, mask, &mut body);
    }
    body.line("");
    lines.extend(body);
}

/// What a learned parameter may be.
fn bounds(parameter: &Parameter) -> Option<String> {
    match parameter.bounds {
        _ if !parameter.learn => None,
        Bounds::Interval { low, high } => Some(format!("in [{}, {}]", number(low), number(high))),
        Bounds::Logistic { low, high, .. } => Some(format!("in ({}, {})", number(low), number(high))),
        Bounds::Signed { excitatory, sources } => Some(match (excitatory, sources - excitatory) {
            (_, 0) => ">= 0".into(),
            (0, _) => "<= 0".into(),
            _ => format!(">= 0 from {excitatory} of {sources} sources, else <= 0"),
        }),
        _ => None,
    }
}

/// The masks that are part of the declaration, by their names in the module.
pub(super) fn declared_masks(description: &Description) -> impl Iterator<Item = (String, &Mask)> {
    description.links.iter().filter_map(|link| match &link.form {
        LinkForm::Masked(mask) => Some((mask_of(description, link), mask)),
        _ => None,
    })
}

/// A mask, a row for each target: in one line where it fits.
fn mask(name: &str, mask: &Mask, lines: &mut Lines) {
    let [_, sources] = mask.shape();
    let row = |row: &[bool]| {
        let row: String = row.iter().map(|&pair| if pair { '1' } else { '0' }).collect();
        format!("\"{row}\"")
    };
    let rows: Vec<String> = mask.pairs().chunks(sources.max(1)).map(row).collect();
    let whole = rows.join(", ");
    if name.len() + whole.len() < 45 {
        return lines.line(format!(
            "self._enter(\"{name}\", pairs({whole}), trained=False, saved=False)"
        ));
    }
    lines.line("self._enter(");
    lines.line(format!("    \"{name}\","));
    if whole.len() < 75 {
        lines.line(format!("    pairs({whole}),"));
    } else {
        lines.line("    pairs(");
        for row in rows {
            lines.line(format!("        {row},"));
        }
        lines.line("    ),");
    }
    lines.line("    trained=False,");
    lines.line("    saved=False,");
    lines.line(")");
}

/// Whether there is something that is not trained.
pub(super) fn has_buffers(description: &Description) -> bool {
    let is_fixed = |parameter: &Parameter| !parameter.learn;
    declared_masks(description).next().is_some() || description.parameters.iter().any(is_fixed)
}

/// The method by which parameters are entered.
pub(super) fn entering(description: &Description, lines: &mut Lines) {
    let has_masks = declared_masks(description).next().is_some();
    let has_buffers = has_buffers(description);
    lines.line(match (has_buffers, has_masks) {
        (_, true) => "def _enter(self, name, tensor, trained=True, saved=True):",
        (true, false) => "def _enter(self, name, tensor, trained=True):",
        (false, false) => "def _enter(self, name, tensor):",
    });
    let mut body = Lines::new(8);
    body.lines(ENTERING);
    if !has_buffers {
        body.line("module._parameters[last] = nn.Parameter(tensor)");
    } else {
        body.lines(EITHER);
    }
    if has_masks {
        body.lines(UNSAVED);
    }
    body.line("");
    lines.extend(body);
    let is_mode = |parameter: &Parameter| parameter.name.split('.').any(|part| part == "training");
    if description.parameters.iter().any(is_mode) {
        lines.lines(MODE);
        lines.line("");
    }
}

/// For a declaration with something called `training`, as modules call their mode.
const MODE: &str = r#"def train(self, mode=True):
    """Sets the mode of all modules where nothing else of its name is in the way."""
    for module in self.modules():
        module.__dict__["training"] = mode
    return self"#;

const ENTERING: &str = r#""""Enters a tensor by its name: it may be that of a method, which an attribute may not."""
module, (*path, last) = self, name.split(".")
for part in path:
    module = module._modules.setdefault(part, nn.Module())"#;

const EITHER: &str = "\
if trained:
    module._parameters[last] = nn.Parameter(tensor)
else:
    module._buffers[last] = tensor";

const UNSAVED: &str = "\
if not saved:
    module._non_persistent_buffers_set.add(last)";
