//! The lowered network as a page of text: what runs, in the order in which it runs.

use std::fmt::{Display, Formatter, Result};

use crate::formulas::{self, at};
use crate::network::{Network, NormOver, Size, Spread};
use crate::program::{Mix, Part, Product, ProductForm, Program, Statement};

/// The program of a network, for people and for tests.
pub struct Page<'a> {
    pub network: &'a Network,
    pub program: &'a Program,
}

impl Display for Page<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        writeln!(f, "kept")?;
        for series in &self.program.series {
            let size = match &series.size {
                Size::Number(number) => number.to_string(),
                size => size
                    .names()
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(" x "),
            };
            write!(f, "    {}: {size}", series.name)?;
            if series.before > 0 {
                write!(f, ", {} before", series.before)?;
            }
            if let Some(initial) = series.initial {
                write!(f, " from {}", self.network.parameters[initial].name)?;
            }
            if series.trace_only {
                write!(f, ", in a trace only")?;
            }
            writeln!(f)?;
        }
        for (pass, statements) in [
            ("forward", &self.program.forward),
            ("backward", &self.program.backward),
        ] {
            writeln!(f, "{pass}")?;
            for line in self.all(statements) {
                writeln!(f, "    {line}")?;
            }
        }
        Ok(())
    }
}

/// A product unit by unit is written with a star.
fn by_units(product: &Product) -> &'static str {
    match product.form {
        ProductForm::Dense | ProductForm::Sparse | ProductForm::Identity => "",
        ProductForm::Diagonal => " *",
        ProductForm::Local { .. } => " local",
        ProductForm::Conv { .. } => " conv",
    }
}

/// What a norm's mean and variance are of.
fn over(over: NormOver) -> &'static str {
    match over {
        NormOver::Units => "units",
        NormOver::Channels => "the channels of a band",
        NormOver::Bands => "the bands of a channel",
    }
}

impl Page<'_> {
    fn all(&self, statements: &[Statement]) -> Vec<String> {
        let lines = statements.iter().flat_map(|statement| self.statement(statement));
        lines.collect()
    }

    fn statement(&self, statement: &Statement) -> Vec<String> {
        match statement {
            Statement::Start { drive, bias } => {
                let start = bias.map_or("0".to_string(), |bias| self.part(bias));
                vec![format!("{} = {start}", at(self.series(*drive), 0))]
            }
            Statement::Multiply { product, onto } => self.taps(product, |weight, source, drive| match onto {
                Some(bias) => format!("{drive}[t] = {} + {weight} {source}", self.part(*bias)),
                None if product.weight.is_none() => format!("{drive}[t] += {source}"),
                None => format!("{drive}[t] += {weight}{} {source}", by_units(product)),
            }),
            Statement::MultiplyTransposed(product) => self.taps(product, |weight, source, drive| {
                let times = match product.form {
                    ProductForm::Dense | ProductForm::Sparse => "'",
                    ProductForm::Diagonal => " *",
                    ProductForm::Local { .. } => "' local",
                    ProductForm::Conv { .. } => "' conv",
                    ProductForm::Identity => return format!("d_{source} += d_{drive}[t]"),
                };
                format!("d_{source} += {weight}{times} d_{drive}[t]")
            }),
            Statement::WeightGradient(product) => self.taps(product, |weight, source, drive| {
                let source = match product.form {
                    ProductForm::Dense | ProductForm::Sparse | ProductForm::Identity => format!("{source}'"),
                    ProductForm::Diagonal => format!("* {source}"),
                    ProductForm::Local { .. } => format!("local {source}'"),
                    ProductForm::Conv { .. } => format!("conv {source}'"),
                };
                format!("d_{weight} += sum over t of d_{drive}[t] {source}")
            }),
            Statement::Mix(mix) => {
                let (mixed, source) = (self.series(mix.mixed), self.series(mix.source));
                let (steps, kernel) = self.kernel(mix);
                vec![format!(
                    "{mixed}[t] = sum over {steps} of w({kernel}) {source}[t-k]"
                )]
            }
            Statement::MixTransposed(mix) => {
                let (mixed, source) = (self.series(mix.mixed), self.series(mix.source));
                let (steps, kernel) = self.kernel(mix);
                vec![format!("d_{source}[t-k] += w({kernel}) d_{mixed}[t], {steps}")]
            }
            Statement::DelayGradient(mix) => {
                let (mixed, source) = (self.series(mix.mixed), self.series(mix.source));
                let delay = &self.network.parameters[mix.learned.delay].name;
                let (steps, kernel) = self.kernel(mix);
                vec![format!(
                    "d_{delay} += sum over t, {steps} of dw({kernel}) {source}[t-k] d_{mixed}[t]"
                )]
            }
            Statement::Norm(norm) => {
                let (sum, scale) = (self.series(norm.sum), self.series(norm.scale));
                let (gain, shift) = (self.part(norm.gain), self.part(norm.shift));
                let over = over(norm.over);
                vec![
                    format!(
                        "{scale}[t] = 1 / sqrt(variance of {sum}[t] over {over} + {})",
                        norm.eps
                    ),
                    format!("{sum}[t] = ({sum}[t] - its mean over {over}) {scale}[t]"),
                    format!("{}[t] = {gain} {sum}[t] + {shift}", self.series(norm.drive)),
                ]
            }
            Statement::NormTransposed(norm) => {
                let (sum, scale) = (self.series(norm.sum), self.series(norm.scale));
                let d_z = format!("{} d_{}[t]", self.part(norm.gain), self.series(norm.drive));
                vec![format!(
                    "d_{sum}[t] = (d_z - mean(d_z) - {sum}[t] mean(d_z {sum}[t])) {scale}[t], d_z = {d_z}, means over {}",
                    over(norm.over)
                )]
            }
            Statement::BiasGradient { drive, bias } => {
                let (bias, drive) = (self.part(*bias), self.series(*drive));
                vec![format!("d_{bias} += sum over t of d_{drive}[t]")]
            }
            Statement::Units(units) => {
                let layer = &self.network.layers[units.layer].name;
                let lines = formulas::lines(self.network, self.program, units).into_iter();
                lines.map(|line| format!("{layer}: {line}")).collect()
            }
            Statement::Steps { backwards, body } => {
                let steps = if *backwards { "..., 1, 0" } else { "0, 1, ..." };
                let body = self.all(body).into_iter().map(|line| format!("    {line}"));
                std::iter::once(format!("for t = {steps}")).chain(body).collect()
            }
            Statement::IfTraced { body, .. } => self.all_where(body, "in a trace only"),
            Statement::IfAsked { body, .. } => self.all_where(body, "if asked for"),
        }
    }

    fn all_where(&self, statements: &[Statement], condition: &str) -> Vec<String> {
        let lines = self.all(statements).into_iter();
        lines.map(|line| format!("{line}, {condition}")).collect()
    }

    /// A line for each delay, given weight, source and drive.
    fn taps(&self, product: &Product, line: impl Fn(String, String, &str) -> String) -> Vec<String> {
        let lines = product.taps.iter().map(|tap| {
            let source = at(self.series(product.source), tap.delay);
            let weight = product.weight.map(|parameter| Part {
                parameter,
                index: tap.part,
                count: product.parts,
            });
            let weight = weight.map_or(String::new(), |weight| self.part(weight));
            line(weight, source, self.series(product.drive))
        });
        lines.collect()
    }

    /// The steps of a kernel, and what its weights depend on.
    fn kernel(&self, mix: &Mix) -> (String, String) {
        let name = |parameter: usize| &self.network.parameters[parameter].name;
        let spread = match mix.learned.spread {
            Spread::Folded(spread) => spread.to_string(),
            Spread::Stored(spread) => name(spread).clone(),
        };
        let steps = format!("k = {}..={}", mix.low, mix.high);
        (steps, format!("k - {}, {spread}", name(mix.learned.delay)))
    }

    fn series(&self, series: usize) -> &str {
        &self.program.series[series].name
    }

    fn part(&self, part: Part) -> String {
        let name = &self.network.parameters[part.parameter].name;
        match part.count {
            1 => name.clone(),
            _ => format!("{name}[{}]", part.index),
        }
    }
}
