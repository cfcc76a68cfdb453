//! Parameters: that all that layers and links need is there, nothing else, and each in its place.
//!
//! They stand in the order of the one buffer: for each layer the masks and weights of the links into it, with their learned
//! delays, then biases, the norm, constants and gates, initial states. Walking along them tells which belongs to whom.

use super::{Fault, links, too_long};
use crate::network::description::{
    Description, Layer, Link, LinkForm, Norm, NormPart, Parameter, Role, Scope, Spread, Unit,
};

/// Which parameters each layer has, and the axes of all.
pub(in super::super) struct Owned {
    pub(in super::super) layers: Vec<OwnedLayer>,
    /// Of each parameter the axes: so many times a size.
    pub(in super::super) axes: Vec<Vec<[usize; 2]>>,
}

/// The parameters of a layer.
#[derive(Default)]
pub(in super::super) struct OwnedLayer {
    /// Ports that are no gates.
    pub(in super::super) own_ports: usize,
    pub(in super::super) bias: Option<usize>,
    pub(in super::super) further_biases: Vec<Option<usize>>,
    pub(in super::super) norm: Option<Norm>,
    /// Its gates, in the order of their ports: name, ends, bias.
    pub(in super::super) gates: Vec<(String, [f64; 2], usize)>,
    /// Of each constant the parameter, where it is not folded.
    pub(in super::super) constants: Vec<Option<(usize, Scope)>>,
    pub(in super::super) initial: Vec<Option<usize>>,
}

/// Which parameters belong to each layer; refuses those that belong to none, or are not as their role needs them.
pub(super) fn owned(description: &Description) -> Result<Owned, Fault> {
    let mut walk = Walk {
        description,
        next: 0,
        axes: Vec::new(),
    };
    let layers = 0..description.layers.len();
    let layers = layers
        .map(|layer| walk.layer(layer))
        .collect::<Result<Vec<_>, Fault>>()?;
    if let Some(left) = walk.found() {
        return Err(format!(
            "the parameter `{}` belongs to no layer, or stands in another place than its own",
            left.name
        ));
    }
    let mut all = 0_usize;
    for axes in &walk.axes {
        let length = axes
            .iter()
            .flatten()
            .try_fold(1, |length: usize, &axis| length.checked_mul(axis));
        let sum = length.and_then(|length| all.checked_add(length));
        // An address has 48 bits on the machines that this runs on.
        all = sum
            .filter(|&sum| sum < 1 << 44)
            .ok_or_else(|| too_long("the buffer of all parameters"))?;
    }
    Ok(Owned {
        layers,
        axes: walk.axes,
    })
}

/// Goes along the parameters.
struct Walk<'a> {
    description: &'a Description,
    /// The one that is looked at.
    next: usize,
    axes: Vec<Vec<[usize; 2]>>,
}

impl<'a> Walk<'a> {
    /// The parameter that is looked at.
    fn found(&self) -> Option<&'a Parameter> {
        self.description.parameters.get(self.next)
    }

    /// Takes the next parameter, which must have this name, this role and these axes.
    fn take(&mut self, name: &str, role: Role, axes: Vec<[usize; 2]>) -> Result<usize, Fault> {
        let Some(found) = self.found() else {
            return Err(format!("the parameter `{name}` is missing"));
        };
        if found.name != name {
            return Err(format!(
                "the parameter `{}` stands where `{name}` is expected",
                found.name
            ));
        }
        if found.role != role {
            return Err(format!(
                "the parameter `{name}` is said to be {:?}, and is {role:?}",
                found.role
            ));
        }
        let expected: Option<Vec<usize>> = axes
            .iter()
            .map(|[factor, size]| factor.checked_mul(*size))
            .collect();
        let expected = expected.ok_or_else(|| too_long(&format!("`{name}`")))?;
        if *found.shape != *expected {
            return Err(format!(
                "the parameter `{name}` has shape {:?}, expected {expected:?}",
                found.shape
            ));
        }
        self.axes.push(axes);
        self.next += 1;
        Ok(self.next - 1)
    }

    /// The same where it is there by this name.
    fn take_if(&mut self, name: &str, role: Role, axes: Vec<[usize; 2]>) -> Result<Option<usize>, Fault> {
        match self.found() {
            Some(found) if found.name == name => self.take(name, role, axes).map(Some),
            _ => Ok(None),
        }
    }

    fn layer(&mut self, index: usize) -> Result<OwnedLayer, Fault> {
        let description = self.description;
        let layer = &description.layers[index];
        let unit = &description.units[layer.unit];
        let is_gate =
            |parameter: &&Parameter| matches!(parameter.role, Role::Gate { layer, .. } if layer == index);
        let gates = description.parameters.iter().filter(is_gate).count();
        let Some(own_ports) = unit.ports.len().checked_sub(gates).filter(|&own| own > 0) else {
            return Err(format!(
                "`{}` has {gates} gates, and its unit `{}` too few ports for them",
                layer.name, unit.name
            ));
        };
        let mut owned = OwnedLayer {
            own_ports,
            ..OwnedLayer::default()
        };
        for (number, link) in description.links.iter().enumerate() {
            if link.target == index {
                self.link(number, link, &owned)?;
            }
        }
        self.biases(index, layer, unit, &mut owned)?;
        self.norm(index, layer, &mut owned)?;
        self.constants(index, layer, unit, &mut owned)?;
        let role = Role::InitialState { layer: index };
        for state in unit.states.iter() {
            let name = format!("{}.initial.{state}", layer.name);
            let initial = match owned.initial.first() {
                // All states have one, or none.
                Some(Some(_)) => Some(self.take(&name, role, vec![[1, layer.size]])?),
                Some(None) => None,
                None => self.take_if(&name, role, vec![[1, layer.size]])?,
            };
            owned.initial.push(initial);
        }
        Ok(owned)
    }

    fn link(&mut self, number: usize, link: &Link, target: &OwnedLayer) -> Result<(), Fault> {
        let description = self.description;
        let layer = &description.layers[link.target];
        let owner = match link.port {
            None => links::name(description, link),
            Some(port) => {
                let port_name = match port.checked_sub(target.own_ports) {
                    None => &*description.units[layer.unit].ports[port],
                    Some(gate) => name_of_gate(description, link.target, gate)?,
                };
                format!("{}.{port_name}", links::name(description, link))
            }
        };
        let ports = link.port.map_or(target.own_ports, |_| 1);
        let (targets, sources) = (layer.size, description.size_of(link.source));
        if let LinkForm::Sparse { mask, .. } = link.form {
            let role = Role::Mask { link: number };
            let found = self.take(&format!("{owner}.mask"), role, vec![[1, targets], [1, sources]])?;
            is_index(&owner, "mask", Some(mask), Some(found))?;
        }
        let channels = description.shape_of(link.source)[1];
        let axes = match link.form {
            LinkForm::Identity => None,
            LinkForm::Diagonal => Some(vec![[ports, targets]]),
            LinkForm::Local(window) => Some(vec![[ports, targets], [window.kernel, channels]]),
            LinkForm::Conv(window) => Some(vec![[ports, layer.channels], [window.kernel, channels]]),
            LinkForm::Dense | LinkForm::Masked(_) | LinkForm::Sparse { .. } => {
                Some(vec![[ports, targets], [1, sources]])
            }
        };
        let weight = match axes {
            None => None,
            Some(mut axes) => {
                if link.taps() > 1 {
                    axes.insert(0, [1, link.taps()]);
                }
                Some(self.take(&format!("{owner}.weight"), Role::Weight { link: number }, axes)?)
            }
        };
        is_index(&owner, "weight", link.weight, weight)?;
        let Some(learned) = link.learned_delay else {
            return Ok(());
        };
        let own = self.found().map(|found| found.shape.first().copied());
        let size = match own {
            Some(Some(size)) if size == sources => sources,
            _ => 1,
        };
        let role = Role::Delay { link: number };
        let delay = self.take(&format!("{owner}.delay"), role, vec![[1, size]])?;
        is_index(&owner, "delay", Some(learned.delay), Some(delay))?;
        if let Spread::Stored(stored) = learned.spread {
            let role = Role::Spread { link: number };
            let spread = self.take(&format!("{owner}.spread"), role, vec![[1, 1]])?;
            is_index(&owner, "spread", Some(stored), Some(spread))?;
        }
        Ok(())
    }

    fn biases(
        &mut self,
        index: usize,
        layer: &Layer,
        unit: &Unit,
        owned: &mut OwnedLayer,
    ) -> Result<(), Fault> {
        let scope = match self.found().map(|found| found.role) {
            Some(Role::SharedBias {
                scope: scope @ (Scope::PerBand | Scope::PerChannel),
                ..
            }) => scope,
            _ => Scope::PerUnit,
        };
        let role = match scope {
            Scope::PerUnit => Role::Bias { layer: index },
            scope => Role::SharedBias { layer: index, scope },
        };
        let size = shared_by(scope, layer);
        let name = |label: &str| format!("{}.{label}", layer.name);
        owned.bias = self.take_if(&name("bias"), role, vec![[owned.own_ports, size]])?;
        // They are there where the bias is.
        for bias in unit.biases.iter() {
            let further = match owned.bias {
                Some(_) => Some(self.take(&name(bias), role, vec![[1, size]])?),
                None => None,
            };
            owned.further_biases.push(further);
        }
        Ok(())
    }

    fn norm(&mut self, index: usize, layer: &Layer, owned: &mut OwnedLayer) -> Result<(), Fault> {
        let Some(Role::Norm { over, eps, .. }) = self.found().map(|found| found.role) else {
            return Ok(());
        };
        let size = shared_by(over.scope(), layer);
        let mut part = |part, label: &str| {
            let role = Role::Norm {
                layer: index,
                part,
                over,
                eps,
            };
            let name = format!("{}.norm.{label}", layer.name);
            self.take(&name, role, vec![[owned.own_ports, size]])
        };
        let (gain, shift) = (part(NormPart::Gain, "gain")?, part(NormPart::Shift, "shift")?);
        // Less is zero in f32.
        if !(eps.is_finite() && eps >= f64::from(f32::MIN_POSITIVE)) {
            return Err(format!(
                "the norm of `{}` adds {eps} to the variance; it is above 0",
                layer.name
            ));
        }
        owned.norm = Some(Norm {
            over,
            eps,
            gain,
            shift,
        });
        Ok(())
    }

    /// Constants and gates: in the order of the unit's constants, which those that are gated are no more.
    fn constants(
        &mut self,
        index: usize,
        layer: &Layer,
        unit: &Unit,
        owned: &mut OwnedLayer,
    ) -> Result<(), Fault> {
        for constant in layer.constants.iter() {
            self.gates(index, layer, unit, owned)?;
            if constant.folded.is_some() {
                owned.constants.push(None);
                continue;
            }
            let scope = match self.found().map(|found| found.role) {
                Some(Role::Constant { scope, .. }) => scope,
                _ => Scope::Global,
            };
            let role = Role::Constant { layer: index, scope };
            let name = format!("{}.{}", layer.name, constant.name);
            let parameter = self.take(&name, role, vec![[1, shared_by(scope, layer)]])?;
            owned.constants.push(Some((parameter, scope)));
        }
        self.gates(index, layer, unit, owned)?;
        match owned.own_ports + owned.gates.len() == unit.ports.len() {
            true => Ok(()),
            false => Err(format!(
                "a gate of `{}` stands in another place than its own",
                layer.name
            )),
        }
    }

    /// The gates that stand here.
    fn gates(
        &mut self,
        index: usize,
        layer: &Layer,
        unit: &Unit,
        owned: &mut OwnedLayer,
    ) -> Result<(), Fault> {
        while let Some(Role::Gate { low, high, .. }) = self.found().map(|found| found.role) {
            let number = owned.gates.len();
            let port = owned.own_ports + number;
            if port >= unit.ports.len() {
                return Ok(());
            }
            let gate = name_of_gate(self.description, index, number)?.to_owned();
            let role = Role::Gate {
                layer: index,
                port,
                low,
                high,
            };
            let bias = self.take(
                &format!("{}.{gate}.bias", layer.name),
                role,
                vec![[1, layer.size]],
            )?;
            if !(low.is_finite() && high.is_finite() && 0.0 <= low && low < high && high <= 2.0) {
                return Err(format!(
                    "the gate `{gate}` of `{}` lies between {low} and {high}; a rate lies between 0 and 2",
                    layer.name
                ));
            }
            owned.gates.push((gate, [low, high], bias));
        }
        Ok(())
    }
}

/// The rate of a gate: the equations of gates stand in front of all others of the unit.
fn name_of_gate(description: &Description, layer: usize, gate: usize) -> Result<&str, Fault> {
    let layer = &description.layers[layer];
    let unit = &description.units[layer.unit];
    match unit.equations.get(gate) {
        Some(equation) => Ok(&equation.name),
        None => Err(format!(
            "the unit `{}` has no equation for its gate number {gate}",
            unit.name
        )),
    }
}

/// How many numbers a layer has of what is shared so.
fn shared_by(scope: Scope, layer: &Layer) -> usize {
    let [bands, channels] = layer.shape();
    match scope {
        Scope::Global => 1,
        Scope::PerUnit => layer.size,
        Scope::PerBand => bands,
        Scope::PerChannel => channels,
    }
}

/// What a link says of the place of its parameter.
fn is_index(owner: &str, label: &str, said: Option<usize>, found: Option<usize>) -> Result<(), Fault> {
    match said == found {
        true => Ok(()),
        false => Err(format!(
            "`{owner}` takes parameter {said:?} for its {label}, which is {found:?}"
        )),
    }
}
