//! What a program keeps while it runs: what `recurrent_net!` writes as the plan.

use aru_compiler::network::{Form as LinkForm, Network, Parameter, Role, Scope, Size};
use aru_compiler::program::{self, Program};

use super::code::Layers;
use super::description::{number, numbers};
use super::given::Given;
use crate::network::plan::{AdjointRows, Plan, SeriesPlan};
use crate::numerics::layout::Form;

/// A plan that is not for ever yet.
#[derive(Debug)]
pub(super) struct Listed {
    series: Vec<(String, SeriesPlan)>,
    outputs: Vec<usize>,
    pub(super) forms: Vec<Form>,
    traced: Vec<(String, usize)>,
}

/// The plan of a program.
pub(super) fn plan(network: &Network, program: &Program, given: &Given) -> Listed {
    let series = program.series.iter().map(|series| {
        let plan = SeriesPlan {
            name: "",
            units: number(&series.size),
            before: series.before,
            trace_only: series.trace_only,
            adjoint: match series.adjoint {
                program::AdjointRows::Absent => AdjointRows::Absent,
                program::AdjointRows::Written => AdjointRows::Written,
                program::AdjointRows::Summed => AdjointRows::Summed,
                program::AdjointRows::Carried => AdjointRows::Carried,
                program::AdjointRows::Asked => AdjointRows::Asked,
            },
            initial: series.initial,
        };
        (series.name.clone(), plan)
    });
    let layers = || network.layers.iter().zip(&program.layers);
    let outputs = layers().filter(|(layer, _)| layer.is_output);
    let traced = layers().flat_map(|(layer, lowered)| {
        let equations = network.units[layer.unit].equations.iter().zip(&lowered.traced);
        equations.map(|(equation, &series)| (format!("{}.{}", layer.name, equation.name), series))
    });
    let all = Layers {
        network,
        program,
        given,
    };
    let forms = network.parameters.iter().map(|parameter| form(&all, parameter));
    Listed {
        series: series.collect(),
        outputs: outputs.map(|(_, lowered)| lowered.emission).collect(),
        forms: forms.collect(),
        traced: traced.collect(),
    }
}

impl Listed {
    /// The same for as long as the process lives.
    pub(super) fn leak(self) -> Plan {
        let series = self.series.into_iter();
        let series = series.map(|(name, plan)| SeriesPlan {
            name: name.leak(),
            ..plan
        });
        let traced = self.traced.into_iter();
        let traced = traced.map(|(name, series)| -> (&'static str, usize) { (name.leak(), series) });
        Plan {
            series: series.collect::<Vec<_>>().leak(),
            outputs: self.outputs.leak(),
            forms: self.forms.leak(),
            traced: traced.collect::<Vec<_>>().leak(),
        }
    }
}

/// The layers with noise, each with the series of its draws.
pub(super) fn noise(program: &Program) -> Vec<(usize, usize)> {
    let layers = program.layers.iter().enumerate();
    layers
        .filter_map(|(layer, lowered)| Some((layer, lowered.noise?)))
        .collect()
}

/// What a parameter is to the kernels.
fn form(layers: &Layers, parameter: &Parameter) -> Form {
    let network = layers.network;
    let axes: Vec<(usize, usize)> = parameter
        .shape
        .iter()
        .map(|axis| (axis.factor, number(&axis.size)))
        .collect();
    let (factor, first) = axes[0];
    let shared = match parameter.role {
        Role::Constant { layer, scope } | Role::Bias { layer, scope } => Some((layer, scope)),
        Role::Norm { layer, over, .. } => Some((layer, over.scope())),
        _ => None,
    };
    if let Some((layer, scope)) = shared {
        let [bands, channels] = numbers(&network.layers[layer].shape);
        return match (scope, parameter.role) {
            (Scope::Global, Role::Constant { .. }) => Form::Global,
            (Scope::PerBand, _) => Form::PerBand(factor, bands, channels),
            (Scope::PerChannel, _) => Form::PerChannel(factor, bands, channels),
            (Scope::Global | Scope::PerUnit, _) => Form::Units(factor, first),
        };
    }
    match parameter.role {
        Role::Mask { .. } => Form::Unread(axes.iter().map(|(factor, size)| factor * size).product()),
        Role::Weight { link } => {
            let declared = &network.links[link];
            let (last, before) = (axes[axes.len() - 1], axes.get(axes.len().wrapping_sub(2)));
            match (declared.form, before) {
                (LinkForm::Diagonal, _) => Form::Units(declared.taps() * last.0, last.1),
                (form, Some(&(ports, targets))) => {
                    let parts = declared.taps() * ports;
                    match form {
                        LinkForm::Local(_) | LinkForm::Conv(_) => Form::Patches(parts, layers.patches(link)),
                        form if form.has_few_pairs() => Form::Sparse(parts, targets, last.1),
                        _ => Form::Weight(parts, targets, last.1),
                    }
                }
                (_, None) => unreachable!("a weight has rows and columns"),
            }
        }
        // One for all units of the source.
        Role::Delay { .. } | Role::Spread { .. } if parameter.shape[0].size == Size::Number(1) => {
            Form::Global
        }
        _ => Form::Units(factor, first),
    }
}
