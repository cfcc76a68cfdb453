//! Runs the statements of a program: the calls that emitted code makes, in the same order.

use std::ops::Range;

use super::equations::{Constant, Constants, Instruction};
use super::execute::{Row, execute};
use super::layer::{self, cells};
use super::scratch::{Place, Rows, Scratch};
use super::statement::{Mix, Norm, Part, Spread, Statement};
use super::{Code, Pass};
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Task, dispatch};
use crate::numerics::interrupt::is_unwanted;
use crate::numerics::lanes::Lanes;
use crate::numerics::layout::{Form, Layout};
use crate::numerics::mixing::Kernel;
use crate::numerics::parts::wrong_workspace;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

/// Steps of a loop without the question whether they are still wanted: it costs less than any of them.
const STEPS_UNASKED: usize = 16;

/// Runs steps `0..steps` of a chunk, as `Emitted::forward_chunk` does.
pub(crate) fn forward<T: Scalar>(
    (code, forms, traces): (&Code, &[Form], bool),
    scratch: &mut Scratch<T>,
    layout: Layout,
    parameters: &[Block<T>],
    values: &mut [Series<T>],
    steps: usize,
) {
    scratch.arrange(code, forms, layout);
    dispatch(Chunk {
        pass: &code.forward,
        layout,
        traces,
        parameters,
        parameter_places: &scratch.parameters,
        values,
        adjoints: &mut [],
        gradients: &mut [],
        gradient_places: &[],
        rows: &mut scratch.forward,
        steps,
    });
}

/// Runs the reverse, as `Emitted::backward_chunk` does. Values are not changed.
pub(crate) fn backward<T: Scalar>(
    (code, forms): (&Code, &[Form]),
    scratch: &mut Scratch<T>,
    layout: Layout,
    parameters: &[Block<T>],
    values: &mut [Series<T>],
    (adjoints, gradients): (&mut [Series<T>], &mut [Block<T>]),
    steps: usize,
) {
    scratch.arrange(code, forms, layout);
    dispatch(Chunk {
        pass: &code.backward,
        layout,
        traces: false,
        parameters,
        parameter_places: &scratch.parameters,
        values,
        adjoints,
        gradients,
        gradient_places: &scratch.gradients,
        rows: &mut scratch.backward,
        steps,
    });
}

/// A pass over a chunk, for any instruction set.
struct Chunk<'a, T> {
    pass: &'a Pass,
    layout: Layout,
    traces: bool,
    parameters: &'a [Block<T>],
    parameter_places: &'a [Place],
    values: &'a mut [Series<T>],
    adjoints: &'a mut [Series<T>],
    gradients: &'a mut [Block<T>],
    gradient_places: &'a [Place],
    rows: &'a mut Rows<T>,
    steps: usize,
}

impl<T: Scalar> Task for Chunk<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let mut machine = Machine {
            lanes: Lanes::new(isa, self.layout),
            traces: self.traces,
            parameters: self.parameters,
            parameter_places: self.parameter_places,
            values: self.values,
            adjoints: self.adjoints,
            gradients: self.gradients,
            gradient_places: self.gradient_places,
            rows: self.rows,
        };
        machine.open_constants(&self.pass.constants);
        for statement in &self.pass.statements {
            machine.over_steps(statement, self.steps);
        }
    }
}

/// A pass on an instruction set.
pub(super) struct Machine<'a, T, I> {
    pub(super) lanes: Lanes<T, I>,
    traces: bool,
    parameters: &'a [Block<T>],
    parameter_places: &'a [Place],
    pub(super) values: &'a mut [Series<T>],
    pub(super) adjoints: &'a mut [Series<T>],
    pub(super) gradients: &'a mut [Block<T>],
    pub(super) gradient_places: &'a [Place],
    pub(super) rows: &'a mut Rows<T>,
}

impl<'a, T: Scalar, I: Isa> Machine<'a, T, I> {
    /// Reads the constants of all equations from the parameters, and computes those that are made of others.
    #[inline(always)]
    fn open_constants(&mut self, known: &Constants) {
        let Rows {
            constants, places, ..
        } = &mut *self.rows;
        for (constant, place) in known.constants.iter().zip(&*places) {
            let row = &mut constants[place.start..place.end];
            match *constant {
                Constant::Number(number) => row.fill(self.lanes.number(number)),
                Constant::Global(parameter) | Constant::PerUnit(parameter, _) => {
                    let at = self.parameter_places[parameter];
                    row.copy_from_slice(&self.parameters[at.start..at.end]);
                }
                Constant::Computed(_) => {}
            }
        }
        let constants = cells(constants);
        let mut rows: [Row<'_, T>; 5] = [&[]; 5];
        for Instruction { op, to, of } in &known.instructions {
            let [a, b, c, d] = *of;
            for (row, constant) in rows.iter_mut().zip([*to, a, b, c, d]) {
                let place = places[usize::from(constant)];
                *row = &constants[place.start..place.end];
            }
            let own = Instruction {
                op: *op,
                to: 0,
                of: [1, 2, 3, 4],
            };
            execute(self.lanes, &[own], &rows);
        }
    }

    /// A statement that is about all steps of a chunk.
    #[inline(always)]
    fn over_steps(&mut self, statement: &Statement, steps: usize) {
        match statement {
            Statement::Steps { backwards, body } => {
                for step in 0..steps {
                    if step % STEPS_UNASKED == 0 && is_unwanted() {
                        return;
                    }
                    let t = if *backwards { steps - 1 - step } else { step };
                    for statement in body {
                        self.in_a_step(statement, t);
                    }
                }
            }
            Statement::IfTraced { series, body } => {
                if self.traces || !self.values[*series].is_absent() {
                    body.iter().for_each(|statement| self.once(statement, 0..steps));
                }
            }
            Statement::IfAsked { series, body } => {
                if !self.adjoints[*series].is_absent() {
                    body.iter().for_each(|statement| self.once(statement, 0..steps));
                }
            }
            statement => self.once(statement, 0..steps),
        }
    }

    /// A statement in a loop over steps.
    #[inline(always)]
    fn in_a_step(&mut self, statement: &Statement, t: usize) {
        let body = match statement {
            Statement::IfTraced { series, body } if self.traces || !self.values[*series].is_absent() => body,
            Statement::IfAsked { series, body } if !self.adjoints[*series].is_absent() => body,
            Statement::IfTraced { .. } | Statement::IfAsked { .. } => return,
            statement => std::slice::from_ref(statement),
        };
        for statement in body {
            match statement {
                Statement::Units(units) => layer::run(self, units, t),
                statement => self.once(statement, t..t + 1),
            }
        }
    }

    /// A statement that has no others inside, in a function of its own: it is called from several places, and one function
    /// that holds it in each takes as long to compile as all else together.
    #[inline(always)]
    fn once(&mut self, statement: &Statement, steps: Range<usize>) {
        let isa = self.lanes.isa();
        isa.alone(Once {
            machine: self,
            statement,
            steps,
        });
    }

    #[inline(always)]
    fn once_here(&mut self, statement: &Statement, steps: Range<usize>) {
        match statement {
            Statement::Start { drive, units, bias } => {
                let bias = bias.map(|bias| self.part(bias, *units));
                let drive = &mut self.values[*drive];
                match bias {
                    Some(bias) => self.lanes.set_bias_of(*units, bias, drive, steps),
                    None => self.lanes.set_zero_of(*units, drive, steps),
                }
            }
            Statement::Multiply { product, onto } => self.multiply(product, *onto, steps),
            Statement::MultiplyTransposed(product) => self.multiply_transposed(product, steps),
            Statement::WeightGradient(product) => self.weight_gradient(product, steps),
            Statement::Mix(mix) => {
                let kernel = self.kernel(mix);
                let [source, mixed] = two(self.values, [mix.source, mix.mixed]);
                self.lanes.mix_of(mix.units, kernel, source, mixed, steps);
            }
            Statement::MixTransposed(mix) => {
                let kernel = self.kernel(mix);
                let [d_source, d_mixed] = two(self.adjoints, [mix.source, mix.mixed]);
                self.lanes
                    .mix_transposed_of(mix.units, kernel, d_mixed, d_source, steps);
            }
            Statement::DelayGradient(mix) => {
                let (kernel, at) = (self.kernel(mix), self.gradient_places[mix.delay]);
                let (d_mixed, source) = (&self.adjoints[mix.mixed], &self.values[mix.source]);
                let d_delay = &mut self.gradients[at.start..at.end];
                self.lanes
                    .delay_gradient_of(mix.units, kernel, d_mixed, source, steps, d_delay);
            }
            Statement::Norm(norm) => {
                let [gain, shift] = [norm.gain, norm.shift].map(|part| self.part(part, norm.units));
                let normed = self.lanes.normed_of(norm.units, norm.groups, gain);
                let Ok([sum, scale, drive]) =
                    self.values.get_disjoint_mut([norm.sum, norm.scale, norm.drive])
                else {
                    wrong_workspace()
                };
                self.lanes
                    .norm(normed, (norm.eps, shift), [sum, scale], drive, steps);
            }
            Statement::NormTransposed(norm) => self.norm_transposed(norm, steps),
            Statement::BiasGradient { drive, units, bias } => {
                let at = self.gradient_places[bias.parameter];
                let gradient = &mut self.gradients[at.start..at.end];
                let d_bias = self.lanes.bias_mut_of(*units, gradient, bias.index);
                self.lanes
                    .bias_gradient_of(*units, &self.adjoints[*drive], steps, d_bias);
            }
            Statement::Units(_) | Statement::Steps { .. } => wrong_workspace(),
            Statement::IfTraced { .. } | Statement::IfAsked { .. } => wrong_workspace(),
        }
    }

    #[inline(always)]
    fn norm_transposed(&mut self, norm: &Norm, steps: Range<usize>) {
        let normed = self
            .lanes
            .normed_of(norm.units, norm.groups, self.part(norm.gain, norm.units));
        let kept = [norm.sum, norm.scale].map(|series| &self.values[series]);
        let [d_drive, d_sum] = two(self.adjoints, [norm.drive, norm.sum]);
        self.lanes.norm_transposed(normed, d_drive, kept, d_sum, steps);
    }

    /// A parameter.
    #[inline(always)]
    pub(super) fn parameter(&self, index: usize) -> &'a [Block<T>] {
        let at = self.parameter_places[index];
        &self.parameters[at.start..at.end]
    }

    /// What one of several ports has of a parameter.
    #[inline(always)]
    pub(super) fn part(&self, part: Part, units: usize) -> &'a [Block<T>] {
        self.lanes
            .bias_of(units, self.parameter(part.parameter), part.index)
    }

    /// The kernel of a learned delay.
    #[inline(always)]
    fn kernel(&self, mix: &Mix) -> Kernel<'a, T> {
        let spread = match mix.spread {
            Spread::Folded(number) => self.lanes.number(number),
            Spread::Stored(parameter) => self.lanes.global(self.parameter(parameter)),
        };
        self.lanes
            .kernel(self.parameter(mix.delay), spread, mix.low..=mix.high)
    }
}

/// See [`Machine::once`].
struct Once<'m, 'a, T, I> {
    machine: &'m mut Machine<'a, T, I>,
    statement: &'m Statement,
    steps: Range<usize>,
}

impl<T: Scalar, I: Isa> Task for Once<'_, '_, T, I> {
    type Output = ();

    #[inline(always)]
    fn run<J: Isa>(self, _: J) {
        self.machine.once_here(self.statement, self.steps);
    }
}

/// Two series, to be written.
#[inline(always)]
pub(super) fn two<T>(all: &mut [Series<T>], at: [usize; 2]) -> [&mut Series<T>; 2] {
    match all.get_disjoint_mut(at) {
        Ok(two) => two,
        Err(_) => wrong_workspace(),
    }
}
