//! Times as they are printed: in ms where the length of a step is declared, else in steps; and tables of them.

use std::fmt::{self, Display, Formatter};

/// Seconds in ms, or steps.
pub(super) fn time(time: f64, dt: Option<f64>) -> String {
    match dt {
        _ if time.is_infinite() => "infinite".to_string(),
        Some(_) => format!("{} ms", short(1000.0 * time)),
        None => format!("{} steps", short(time)),
    }
}

/// Hz, or turns a step.
pub(super) fn frequency(frequency: f64, dt: Option<f64>) -> String {
    match dt {
        _ if frequency == 0.0 => "-".to_string(),
        Some(_) => format!("{} Hz", short(frequency)),
        None => format!("{} a step", short(frequency)),
    }
}

/// Three digits that count, and all in front of the point; below a thousandth with a power of ten.
fn short(value: f64) -> String {
    let with_power = format!("{value:.2e}");
    // That of the rounded number: 9.999 has two digits in front of the point.
    let power = with_power
        .split_once('e')
        .and_then(|(_, power)| power.parse().ok());
    match power.unwrap_or(0) {
        ..=-4 => with_power,
        power => format!(
            "{value:.digits$}",
            digits = 2_i32.saturating_sub(power).max(0) as usize
        ),
    }
}

/// Columns as wide as they have to be; the first flush left, the others flush right.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new<const N: usize>(head: [&str; N]) -> Self {
        Table {
            rows: vec![head.map(str::to_string).into()],
        }
    }

    pub(super) fn push<const N: usize>(&mut self, row: [String; N]) {
        self.rows.push(row.into());
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let columns = 0..self.rows[0].len();
        let width = |column: usize| self.rows.iter().map(|row| row[column].chars().count()).max();
        let widths: Vec<usize> = columns.map(|column| width(column).unwrap_or(0)).collect();
        for row in &self.rows {
            let mut line = String::new();
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                match column {
                    0 => line += &format!("{cell:<width$}"),
                    _ => line += &format!("  {cell:>width$}"),
                }
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0.00004 was 0.0000.
    #[test]
    fn three_digits_count() {
        for (value, text) in [
            (0.0, "0.00"),
            (4e-5, "4.00e-5"),
            (0.000_999_9, "0.00100"),
            (0.012_34, "0.0123"),
            (-0.5, "-0.500"),
            (4.481, "4.48"),
            (9.999, "10.0"),
            (99.96, "100"),
            (12_345.6, "12346"),
        ] {
            assert_eq!(short(value), text);
        }
    }
}
