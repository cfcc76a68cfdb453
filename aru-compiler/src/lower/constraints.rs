//! Which pairs links join, and the signs of weights.

use super::{axis, declared_unit, value};
use crate::check::non_negative_emission;
use crate::declaration as written;
use crate::network::{
    Bounds, Dimension, Form, Initial, Mask, Network, Parameter, Ratio, Role, Shape, Size, Source, Window,
};

/// The form of a link that comes next, whose mask joins the others here. That of a density has no index yet.
pub fn form(link: &written::Link, lowered: &mut Network) -> Form {
    let constraints = &link.constraints;
    if let Some(mask) = constraints.mask.as_ref().map(value) {
        lowered.masks.push(Mask {
            path: mask.path.clone(),
            is_function: mask.is_function,
            link: lowered.links.len(),
        });
        return Form::Masked(lowered.masks.len() - 1);
    }
    if let Some(density) = constraints.density.as_ref().map(value) {
        return Form::Sparse {
            density: ratio(density),
            mask: usize::MAX,
        };
    }
    match constraints.form.as_ref().map(|form| &value(form).kind) {
        Some(written::FormKind::Diagonal) => Form::Diagonal,
        Some(written::FormKind::Identity) => Form::Identity,
        Some(written::FormKind::Local(written)) => Form::Local(window(written)),
        Some(written::FormKind::Conv(written)) => Form::Conv(window(written)),
        Some(written::FormKind::Dense) | None => Form::Dense,
    }
}

fn window(written: &written::Window) -> Window {
    Window {
        kernel: written.kernel.value,
        stride: written.stride.value,
        pad: written.pad.value,
    }
}

fn ratio(part: &written::Part) -> Ratio {
    part.ratio().unwrap_or_else(|| {
        unreachable!("ruled out by constraints::values_are_valid and sign::parts_have_both_kinds")
    })
}

/// The shape of a weight: `[ports x N, source]`, diagonal `[ports x N]`, local `[ports x N, kernel x source channels]`, of a
/// convolution `[ports x channels, kernel x source channels]`, with several delays in front.
pub fn shape_of_weight(
    form: Form,
    ports: usize,
    [target, source]: [&Shape; 2],
    delays: usize,
) -> Vec<Dimension> {
    let mut shape = match form {
        Form::Identity => unreachable!("an identity has no weight"),
        Form::Diagonal => vec![axis(ports, &Size::of(target))],
        Form::Local(Window { kernel, .. }) => vec![axis(ports, &Size::of(target)), axis(kernel, &source[1])],
        Form::Conv(Window { kernel, .. }) => vec![axis(ports, &target[1]), axis(kernel, &source[1])],
        Form::Dense | Form::Masked(_) | Form::Sparse { .. } => {
            vec![axis(ports, &Size::of(target)), axis(1, &Size::of(source))]
        }
    };
    if delays > 1 {
        shape.insert(0, axis(1, &Size::Number(delays)));
    }
    shape
}

/// The parameter that says which pairs a link with a density joins.
pub fn mask(link: usize, accessor: &str, [target, source]: [&Size; 2], density: Ratio) -> Parameter {
    Parameter {
        name: format!("{accessor}.mask"),
        shape: vec![axis(1, target), axis(1, source)],
        role: Role::Mask { link },
        learn: false,
        initial: Initial::Sources(density),
        bounds: Bounds::Free,
        declared_as_time: false,
    }
}

/// Signs of the weights of a link that leaves a layer under Dale's law. What a transmitter does to a rate is a matter of the
/// receptor: gates have none.
pub fn signs_of_weight(network: &written::Network, link: &written::Link, source: Source) -> Bounds {
    let Source::Layer(layer) = source else {
        return Bounds::Free;
    };
    match &network.layers[layer].sign {
        Some(sign) if link.constraints.sign.is_none() && !network.is_of_gate(link) => Bounds::Signed {
            excitatory: ratio(&value(sign).excitatory),
        },
        _ => Bounds::Free,
    }
}

/// Signs of the initial values of a state: what a layer under Dale's law emits is not negative before step 0 either.
pub fn signs_of_state(layer: &written::Layer, state: &str, declaration: &written::Declaration) -> Bounds {
    if layer.sign.is_none() {
        return Bounds::Free;
    }
    let needed = non_negative_emission(declared_unit(declaration, &layer.unit), layer, declaration);
    let needed = needed.unwrap_or_else(|_| unreachable!("ruled out by sign::emissions_cannot_be_negative"));
    match needed.contains(state) {
        true => Bounds::Signed { excitatory: [1, 1] },
        false => Bounds::Free,
    }
}
