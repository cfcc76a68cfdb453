//! Parts of a description in words, as declarations, messages and tables say them.

use crate::network::description::{
    Activation, Description, Initial, Layer, Link, Norm, NormOver, Parameter, Role, Scope, Source,
};

impl Activation {
    /// As a declaration writes it.
    pub(crate) fn in_words(&self) -> String {
        match self {
            Activation::Sigmoid => "sigmoid".into(),
            Activation::Tanh => "tanh".into(),
            Activation::Relu => "relu".into(),
            Activation::Softplus => "softplus".into(),
            Activation::Identity => "identity".into(),
            Activation::LeakyRelu(slope) => format!("leaky_relu({slope})"),
            Activation::Elu => "elu".into(),
            Activation::Written(written) => written.name.to_string(),
            Activation::Custom(custom) => format!("custom({})", custom.name),
        }
    }
}

impl Norm {
    /// As a declaration writes it.
    pub(crate) fn in_words(&self) -> String {
        let over = match self.over {
            NormOver::Units => None,
            NormOver::Channels => Some("over channels".to_string()),
            NormOver::Bands => Some("over bands".to_string()),
        };
        let eps = (self.eps != USUAL_EPS).then(|| format!("eps {}", self.eps));
        let said: Vec<String> = over.into_iter().chain(eps).collect();
        match said.is_empty() {
            true => "layer".to_string(),
            false => format!("layer({})", said.join(", ")),
        }
    }
}

/// That of a norm that says no other: the number that the compiler of networks has in `lower/norm.rs`, held against this one by
/// tests/emitted/norms.rs.
const USUAL_EPS: f64 = 1e-5;

impl Scope {
    /// As a declaration writes it.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Scope::Global => "global",
            Scope::PerUnit => "per_unit",
            Scope::PerBand => "per_band",
            Scope::PerChannel => "per_channel",
        }
    }
}

impl Initial {
    /// As a declaration writes it; numbers of a time with their unit.
    pub(crate) fn in_words(self, is_time: bool) -> String {
        let show = |number: f64| match is_time {
            true => in_time(number),
            false => number.to_string(),
        };
        match self {
            Initial::Number(number) => show(number),
            Initial::Uniform(low, high) => format!("uniform({}, {})", show(low), show(high)),
            Initial::LogUniform(low, high) => format!("log_uniform({}, {})", show(low), show(high)),
            Initial::By(_) => "by a function".into(),
            Initial::Normal(mean, sd) => format!("normal({}, {})", show(mean), show(sd)),
            Initial::Lecun => "lecun".into(),
            Initial::He => "he".into(),
            Initial::Xavier => "xavier".into(),
            Initial::Orthogonal(gain) => format!("orthogonal({gain})"),
            Initial::Zeros => "zeros".into(),
            Initial::Sources(1) => "1 source of each unit".into(),
            Initial::Sources(kept) => format!("{kept} sources of each unit"),
        }
    }
}

/// A file may hold a description whose indices lead nowhere.
impl Description {
    pub(crate) fn parameter_names(&self) -> Vec<&str> {
        self.parameters.iter().map(|parameter| &*parameter.name).collect()
    }

    pub(crate) fn unit_name(&self, layer: &Layer) -> &str {
        self.units.get(layer.unit).map_or("", |unit| &unit.name)
    }

    /// `fast to slow`, `x to fast.alpha_s`.
    pub(crate) fn link_name(&self, link: &Link) -> String {
        let layer = |index: usize| self.layers.get(index).map(|layer| &*layer.name);
        let source = self.source_name(link.source);
        let target = match link.port.map(|port| (port, self.gated_by(link.target, port))) {
            Some((_, Some(rate))) => rate.to_string(),
            Some((port, None)) => {
                let unit = self
                    .layers
                    .get(link.target)
                    .and_then(|layer| self.units.get(layer.unit));
                let port = unit
                    .and_then(|unit| unit.ports.get(port))
                    .map_or("?", |port| port);
                format!("{}.{port}", layer(link.target).unwrap_or("?"))
            }
            None => layer(link.target).unwrap_or("?").to_string(),
        };
        format!("{source} to {target}")
    }

    /// The name of what a link reads.
    pub(crate) fn source_name(&self, source: Source) -> &str {
        let name = match source {
            Source::Input(index) => self.inputs.get(index).map(|input| &*input.name),
            Source::Layer(index) => self.layers.get(index).map(|layer| &*layer.name),
        };
        name.unwrap_or("?")
    }

    /// The rate that a port of a layer gates: `fast.alpha_s`.
    fn gated_by(&self, gated: usize, gate: usize) -> Option<&str> {
        self.gates().find_map(|(name, parameter)| match parameter.role {
            Role::Gate { layer, port, .. } => ((layer, port) == (gated, gate)).then_some(name),
            _ => None,
        })
    }

    /// Every rate that is gated, `fast.alpha_s`, with the bias of its gate.
    pub(crate) fn gates(&self) -> impl Iterator<Item = (&str, &Parameter)> {
        let gates = self.parameters.iter();
        let gates = gates.filter(|parameter| matches!(parameter.role, Role::Gate { .. }));
        gates.filter_map(|parameter| Some((parameter.name.strip_suffix(".bias")?, parameter)))
    }
}

/// In the unit that people would say it in.
pub(crate) fn in_time(seconds: f64) -> String {
    let (value, unit) = match seconds.abs() {
        time if time >= 1.0 => (seconds, "s"),
        time if time >= 1e-3 => (1e3 * seconds, "ms"),
        _ => (1e6 * seconds, "us"),
    };
    // Four significant digits, without zeros at the end.
    let digits = (3 - value.abs().max(1.0).log10().floor() as i32).max(0) as usize;
    let text = format!("{value:.digits$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    format!("{text} {unit}")
}
