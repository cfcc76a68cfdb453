//! The statements of a text, with sizes that are numbers.

use aru_compiler::network::{self as compiled, Network};
use aru_compiler::program as compiler;
use aru_compiler::program::Program;

use super::description::{number, numbers};
use super::equations;
use super::given::Given;
use crate::numerics::interpreted::{
    Code, Constants, Mix, Norm, Part, Pass, Product, ProductForm, Spread, Statement,
};
use crate::numerics::norm::Groups;
use crate::numerics::patches::Patches;

/// What statements are about.
pub(super) struct Layers<'a> {
    pub(super) network: &'a Network,
    pub(super) program: &'a Program,
    pub(super) given: &'a Given,
}

/// A program as it is run.
pub(super) fn code(network: &Network, program: &Program, given: &Given) -> Code {
    let layers = Layers {
        network,
        program,
        given,
    };
    Code {
        forward: layers.pass(&program.forward),
        backward: layers.pass(&program.backward),
    }
}

impl Layers<'_> {
    fn pass(&self, statements: &[compiler::Statement]) -> Pass {
        let mut constants = Constants::default();
        let statements = self.all(statements, &mut constants);
        Pass {
            statements,
            constants,
        }
    }

    fn all(&self, statements: &[compiler::Statement], constants: &mut Constants) -> Vec<Statement> {
        let statements = statements.iter();
        statements
            .map(|statement| self.statement(statement, constants))
            .collect()
    }

    fn statement(&self, statement: &compiler::Statement, constants: &mut Constants) -> Statement {
        match statement {
            &compiler::Statement::Start { drive, bias } => Statement::Start {
                drive,
                units: self.size(drive),
                bias: bias.map(part),
            },
            compiler::Statement::Multiply { product, onto } => Statement::Multiply {
                product: self.product(product),
                onto: onto.map(part),
            },
            compiler::Statement::MultiplyTransposed(product) => {
                Statement::MultiplyTransposed(self.product(product))
            }
            compiler::Statement::WeightGradient(product) => Statement::WeightGradient(self.product(product)),
            compiler::Statement::Mix(mix) => Statement::Mix(self.mix(mix)),
            compiler::Statement::MixTransposed(mix) => Statement::MixTransposed(self.mix(mix)),
            compiler::Statement::DelayGradient(mix) => Statement::DelayGradient(self.mix(mix)),
            compiler::Statement::Norm(norm) => Statement::Norm(self.norm(norm)),
            compiler::Statement::NormTransposed(norm) => Statement::NormTransposed(self.norm(norm)),
            &compiler::Statement::BiasGradient { drive, bias } => Statement::BiasGradient {
                drive,
                units: self.size(drive),
                bias: part(bias),
            },
            compiler::Statement::Units(units) => {
                let size = number(&self.network.layers[units.layer].size);
                Statement::Units(equations::units(self, units, size, constants))
            }
            compiler::Statement::Steps { backwards, body } => Statement::Steps {
                backwards: *backwards,
                body: self.all(body, constants),
            },
            compiler::Statement::IfTraced { series, body } => Statement::IfTraced {
                series: *series,
                body: self.all(body, constants),
            },
            compiler::Statement::IfAsked { series, body } => Statement::IfAsked {
                series: *series,
                body: self.all(body, constants),
            },
        }
    }

    fn size(&self, series: usize) -> usize {
        number(&self.program.series[series].size)
    }

    fn product(&self, product: &compiler::Product) -> Product {
        let form = match product.form {
            compiler::ProductForm::Dense => ProductForm::Dense,
            compiler::ProductForm::Sparse => ProductForm::Sparse,
            compiler::ProductForm::Diagonal => ProductForm::Diagonal,
            compiler::ProductForm::Identity => ProductForm::Identity,
            compiler::ProductForm::Local { link } | compiler::ProductForm::Conv { link } => {
                ProductForm::Patches(self.patches(link))
            }
        };
        Product {
            form,
            weight: product.weight,
            taps: product.taps.iter().map(|tap| (tap.part, tap.delay)).collect(),
            source: product.source,
            drive: product.drive,
            sizes: [product.drive, product.source].map(|series| self.size(series)),
        }
    }

    /// What the bands of a link of patches read.
    pub(super) fn patches(&self, link: usize) -> Patches {
        let link = &self.network.links[link];
        let Some((compiled::Window { kernel, stride, pad }, is_shared)) = link.form.window() else {
            unreachable!("a link of patches has a window");
        };
        Patches {
            source: numbers(self.network.shape(link.source)),
            target: numbers(&self.network.layers[link.target].shape),
            kernel,
            stride,
            pad,
            is_shared,
        }
    }

    fn mix(&self, mix: &compiler::Mix) -> Mix {
        Mix {
            source: mix.source,
            mixed: mix.mixed,
            units: self.size(mix.source),
            delay: mix.learned.delay,
            spread: match mix.learned.spread {
                compiled::Spread::Folded(number) => Spread::Folded(number),
                compiled::Spread::Stored(parameter) => Spread::Stored(parameter),
            },
            low: mix.low,
            high: mix.high,
        }
    }

    fn norm(&self, norm: &compiler::Norm) -> Norm {
        let (units, [bands, channels]) = (self.size(norm.drive), numbers(&norm.shape));
        Norm {
            units,
            groups: match norm.over {
                compiled::NormOver::Units => Groups::all(units),
                compiled::NormOver::Channels => Groups::channels(bands, channels),
                compiled::NormOver::Bands => Groups::bands(bands, channels),
            },
            eps: norm.eps,
            gain: part(norm.gain),
            shift: part(norm.shift),
            sum: norm.sum,
            scale: norm.scale,
            drive: norm.drive,
        }
    }
}

fn part(compiler::Part { parameter, index, .. }: compiler::Part) -> Part {
    Part { parameter, index }
}
