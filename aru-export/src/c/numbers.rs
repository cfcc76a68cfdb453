//! Numbers and arrays of them as C writes them.

/// The type that everything is computed in: that of the network.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) is_single: bool,
}

impl Number {
    pub(super) fn real(self) -> &'static str {
        if self.is_single { "float" } else { "double" }
    }

    /// The shortest text that is read as this number.
    pub(super) fn literal(self, number: f64) -> String {
        let single = number as f32;
        match self.is_single {
            _ if number.is_nan() => "NAN".to_string(),
            false if number.is_infinite() && number > 0.0 => "INFINITY".to_string(),
            false if number.is_infinite() => "-INFINITY".to_string(),
            // A number of a unit may lie beyond the range.
            true if single.is_infinite() && number > 0.0 => "INFINITY".to_string(),
            true if single.is_infinite() => "-INFINITY".to_string(),
            true => format!("{single:?}f"),
            false => format!("{number:?}"),
        }
    }

    /// A function of math.h.
    pub(super) fn function(self, name: &str) -> String {
        match self.is_single {
            true => format!("{name}f"),
            false => name.to_string(),
        }
    }

    /// `static const float NAME[3] = {..};`
    pub(super) fn array(self, name: &str, numbers: &[f64]) -> String {
        let numbers = numbers.iter().map(|&number| self.literal(number));
        array(self.real(), name, numbers.collect())
    }
}

/// The smallest type that holds all of them.
pub(super) fn whole_array(name: &str, numbers: &[usize]) -> String {
    let largest = numbers.iter().copied().max().unwrap_or(0);
    let bits = match largest {
        0..=0xff => 8,
        0x100..=0xffff => 16,
        _ => 32,
    };
    array(
        &format!("uint{bits}_t"),
        name,
        numbers.iter().map(usize::to_string).collect(),
    )
}

fn array(kind: &str, name: &str, texts: Vec<String>) -> String {
    let rows: Vec<String> = texts
        .chunks(8)
        .map(|row| format!("    {}", row.join(", ")))
        .collect();
    format!(
        "static const {kind} {name}[{}] = {{\n{}\n}};\n\n",
        texts.len(),
        rows.join(",\n")
    )
}
