//! What an interpreted program keeps beside its series: where parameters lie, constants, rows between operations.

use super::equations::{Constants, Units};
use super::statement::Statement;
use super::{Code, Pass};
use crate::numerics::block::Block;
use crate::numerics::layout::{Form, Layout};
use crate::numerics::scalar::Scalar;

/// Blocks that go through all operations before the next ones do: what goes from one to another stays in the nearest cache.
pub(super) const STRIP: usize = 32;

/// Room for one program in one tile, and the layout that it is for.
#[derive(Clone, Debug)]
pub(crate) struct Scratch<T> {
    layout: Option<Layout>,
    pub(super) parameters: Vec<Place>,
    pub(super) gradients: Vec<Place>,
    pub(super) forward: Rows<T>,
    pub(super) backward: Rows<T>,
}

/// Where a parameter lies among all, as kernels read them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The rows of a pass.
#[derive(Clone, Debug)]
pub(super) struct Rows<T> {
    pub(super) constants: Vec<Block<T>>,
    /// Where each of them lies: one block, or a row.
    pub(super) places: Vec<Place>,
    pub(super) registers: Vec<Block<T>>,
    pub(super) sums: Vec<Block<T>>,
}

impl<T> Default for Scratch<T> {
    fn default() -> Self {
        let rows = || Rows {
            constants: Vec::new(),
            places: Vec::new(),
            registers: Vec::new(),
            sums: Vec::new(),
        };
        Scratch {
            layout: None,
            parameters: Vec::new(),
            gradients: Vec::new(),
            forward: rows(),
            backward: rows(),
        }
    }
}

impl<T: Scalar> Scratch<T> {
    /// Makes room for a layout. Where it has that already, nothing is allocated.
    #[inline]
    pub(super) fn arrange(&mut self, code: &Code, forms: &[Form], layout: Layout) {
        if self.layout != Some(layout) {
            self.arrange_anew(code, forms, layout);
        }
    }

    #[cold]
    fn arrange_anew(&mut self, code: &Code, forms: &[Form], layout: Layout) {
        self.parameters = places(forms.iter().map(|&form| layout.blocks_of(form)));
        self.gradients = places(forms.iter().map(|&form| layout.blocks_of_gradient(form)));
        self.forward = Rows::of(&code.forward, layout);
        self.backward = Rows::of(&code.backward, layout);
        self.layout = Some(layout);
    }
}

fn places(lengths: impl Iterator<Item = usize>) -> Vec<Place> {
    let places = lengths.scan(0, |end, length| {
        let start = *end;
        *end += length;
        Some(Place { start, end: *end })
    });
    places.collect()
}

impl<T: Scalar> Rows<T> {
    fn of(pass: &Pass, layout: Layout) -> Self {
        let Constants { constants, .. } = &pass.constants;
        let blocks = |units: Option<usize>| units.map_or(1, |units| layout.blocks(units));
        let places = places(constants.iter().map(|constant| blocks(constant.units())));
        let (mut registers, mut sums) = (0, 0);
        each_layer(&pass.statements, &mut |units| {
            registers = registers.max(units.registers);
            sums = sums.max(units.sums.len());
        });
        Rows {
            constants: vec![Block::ZERO; places.last().map_or(0, |place| place.end)],
            places,
            registers: vec![Block::ZERO; registers * STRIP],
            sums: vec![Block::ZERO; sums],
        }
    }
}

fn each_layer(statements: &[Statement], visit: &mut impl FnMut(&Units)) {
    for statement in statements {
        match statement {
            Statement::Units(units) => visit(units),
            Statement::Steps { body, .. }
            | Statement::IfTraced { body, .. }
            | Statement::IfAsked { body, .. } => each_layer(body, visit),
            _ => {}
        }
    }
}
