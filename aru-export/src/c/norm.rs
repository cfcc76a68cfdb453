//! Norms of what drives a layer.

use aru_runtime::network::description::NormOver;

use super::Writer;

impl Writer<'_> {
    /// The statements that norm each port of a layer in place; nothing where it has no norm.
    pub(super) fn norm(&mut self, layer: usize, ports: usize) -> String {
        let Some(norm) = self.description.norm(layer) else {
            return String::new();
        };
        let units = self.description.layers[layer].size;
        // Groups, units of each, from a group to the next, from a unit to the next, and whose parameter a unit has.
        let (groups, size, apart, step, own) = match norm.over {
            NormOver::Units => (1, units, units, 1, "k"),
            over => unreachable!("a layer without bands is not normed over {over:?}"),
        };
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
