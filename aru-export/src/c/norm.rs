//! Norms of what drives a layer.

use aru_runtime::network::description::{NormOver, Scope};

use super::Writer;
use crate::folding;

impl Writer<'_> {
    /// Which number of a parameter of a layer a unit has.
    pub(super) fn own(&self, layer: usize, parameter: usize, unit: &str) -> String {
        let channels = self.description.layers[layer].channels;
        match folding::shared(self.description, parameter) {
            Some(Scope::PerBand) => format!("{unit} / {channels}"),
            Some(Scope::PerChannel) => format!("{unit} % {channels}"),
            _ => unit.to_string(),
        }
    }

    /// The statements that set the drive of each port to a bias that units share.
    pub(super) fn shared_bias(&mut self, layer: usize, bias: usize, ports: usize) -> String {
        let units = self.description.layers[layer].size;
        let width = self.description.parameters[bias].len() / ports;
        let (own, name) = (self.own(layer, bias, "i"), self.parameter(bias));
        format!(
            "        for (uint32_t p = 0; p < {ports}; p++) {{
            for (uint32_t i = 0; i < {units}; i++) {{
                drive[p * {units} + i] = {name}[p * {width} + {own}];
            }}
        }}
"
        )
    }

    /// The statements that norm each port of a layer in place; nothing where it has no norm.
    pub(super) fn norm(&mut self, layer: usize, ports: usize) -> String {
        let Some(norm) = self.description.norm(layer) else {
            return String::new();
        };
        let units = self.description.layers[layer].size;
        let [bands, channels] = self.description.layers[layer].shape();
        // Groups, units of each, from a group to the next, from a unit to the next. Over channels and over bands a gain is that
        // of the unit in its group.
        let (groups, size, apart, step) = match norm.over {
            NormOver::Channels => (bands, channels, channels, 1),
            NormOver::Bands => (channels, bands, 1, channels),
            _ => (1, units, units, 1),
        };
        let own = "k";
        let width = self.description.parameters[norm.gain].len() / ports;
        let [gain, shift] = [norm.gain, norm.shift].map(|parameter| self.parameter(parameter));
        let real = self.number.real();
        let [zero, one, count, eps] =
            [0.0, 1.0, size as f64, norm.eps].map(|number| self.number.literal(number));
        let root = self.number.function("sqrt");
        let place = format!("g * {apart} + k * {step}");
        format!(
            "        for (uint32_t p = 0; p < {ports}; p++) {{ /* norm */
            {real} *u = drive + p * {units};
            for (uint32_t g = 0; g < {groups}; g++) {{
                {real} mean = {zero}, variance = {zero};
                for (uint32_t k = 0; k < {size}; k++) {{
                    mean += u[{place}];
                }}
                mean /= {count};
                for (uint32_t k = 0; k < {size}; k++) {{
                    variance += (u[{place}] - mean) * (u[{place}] - mean);
                }}
                const {real} scale = {one} / {root}(variance / {count} + {eps});
                for (uint32_t k = 0; k < {size}; k++) {{
                    const uint32_t own = p * {width} + {own};
                    u[{place}] = {gain}[own] * ((u[{place}] - mean) * scale) + {shift}[own];
                }}
            }}
        }}
"
        )
    }
}
