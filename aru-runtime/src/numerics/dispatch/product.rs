//! C += A B, with C and B in blocks: the product that all others are made of.
//!
//! The sums of a tile, some rows of C times some columns of blocks, stay in registers while k runs; enough of them are
//! independent to hide the latency of a multiply-add. Large products run over parts of k for which what is read of B
//! stays in the first cache.
//!
//! Each element of C is summed over k in its order, whatever the tile: the same bits in every layout.

mod tile;

use std::marker::PhantomData;
use std::ops::Range;

use self::tile::Panel;
use super::{Isa, Registers};
use crate::numerics::block::Block;
use crate::numerics::interrupt::is_unwanted;
use crate::numerics::scalar::Scalar;

/// What an element of A is: a number that is broadcast, or one for each lane.
pub trait Element<T: Scalar>: Copy {
    /// Its value in each lane.
    fn registers<I: Isa>(&self, isa: I) -> T::Registers<I>;
}

impl<T: Scalar> Element<T> for T {
    #[inline(always)]
    fn registers<I: Isa>(&self, isa: I) -> T::Registers<I> {
        T::Registers::splat(isa, *self)
    }
}

impl<T: Scalar> Element<T> for Block<T> {
    #[inline(always)]
    fn registers<I: Isa>(&self, isa: I) -> T::Registers<I> {
        T::Registers::load(isa, self)
    }
}

/// How A lies in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Elements of a row of A are neighbours; rows are so far apart.
    Rows(usize),
    /// Elements of a column of A are neighbours; columns are so far apart.
    Columns(usize),
}

/// How B lies in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocks {
    /// Rows and columns are so far apart.
    Apart(usize, usize),
    /// Packed for this product: as many columns as a tile has are neighbours, row after row.
    Panels,
}

/// C\[m, n\] += sum over k of A\[m, k\] B\[k, n\], for each of some steps: A is the same in all.
#[derive(Debug)]
pub struct Product<'a, T, A> {
    /// Number of m, k and n.
    pub size: [usize; 3],
    /// The left factor A: numbers that are broadcast.
    pub a: &'a [A],
    /// How A lies in memory.
    pub order: Order,
    /// The right factor B, in blocks.
    pub b: &'a [Block<T>],
    /// How B lies in memory.
    pub blocks: Blocks,
    /// The sums C.
    pub c: Sums<'a, T>,
    /// How far rows and columns of C are apart.
    pub c_apart: [usize; 2],
    /// Number of steps.
    pub steps: usize,
    /// How far steps of B and C are apart.
    pub steps_apart: [usize; 2],
    /// Each part of k is summed by itself and then added to C: for long sums of one sign.
    pub by_parts: bool,
    /// What takes the place of what is in C, the same in every step, and how far its rows and columns are apart. Without any
    /// k nothing is done.
    pub onto: Option<(&'a [Block<T>], [usize; 2])>,
}

/// C, to be written through a pointer.
#[derive(Debug)]
pub struct Sums<'a, T> {
    first: *mut Block<T>,
    length: usize,
    blocks: PhantomData<&'a mut [Block<T>]>,
}

impl<'a, T> From<&'a mut [Block<T>]> for Sums<'a, T> {
    #[inline(always)]
    fn from(blocks: &'a mut [Block<T>]) -> Self {
        Sums {
            first: blocks.as_mut_ptr(),
            length: blocks.len(),
            blocks: PhantomData,
        }
    }
}

/// The numbers of 16 lanes in a row.
pub(crate) fn numbers<T: Scalar>(blocks: &[Block<T>]) -> &[T] {
    const { assert!(size_of::<Block<T>>() == 16 * size_of::<T>()) };
    // SAFETY: a block is 16 numbers in a row and nothing else; `repr(C)` says so, and the size above.
    unsafe { std::slice::from_raw_parts(blocks.as_ptr().cast(), 16 * blocks.len()) }
}

/// The numbers of 16 lanes in a row, to be written.
pub(crate) fn numbers_mut<T: Scalar>(blocks: &mut [Block<T>]) -> &mut [T] {
    const { assert!(size_of::<Block<T>>() == 16 * size_of::<T>()) };
    // SAFETY: a block is 16 numbers in a row and nothing else; `repr(C)` says so, and the size above.
    unsafe { std::slice::from_raw_parts_mut(blocks.as_mut_ptr().cast(), 16 * blocks.len()) }
}

/// Rows of B that are worked through at a time where there are many: two columns of them fill half the first cache.
const DEPTH: usize = 160;

/// Multiply-adds of a block that are worth the question whether they are still wanted.
const LONG: usize = 4096;

/// Most rows of a tile where each row of A has a pointer of its own, and where all have one.
const MOST_ROWS: [usize; 2] = [8, 12];

const fn at_least_one(count: usize) -> usize {
    if count == 0 { 1 } else { count }
}

/// Blocks whose sums may stay in registers: four fifths of those that there are, the rest for what is added.
pub(crate) const fn blocks_in_registers<T: Scalar, I: Isa>() -> usize {
    at_least_one(I::REGISTERS * 4 / 5 / <T::Registers<I> as Registers<T, I>>::COUNT)
}

/// Columns of a tile of many rows, and so of a packed panel.
pub(crate) const fn columns_of_tile<T: Scalar, I: Isa>() -> usize {
    if blocks_in_registers::<T, I>() >= 16 { 2 } else { 1 }
}

/// Panels that a tile of few rows takes side by side, for want of other independent sums.
const PANELS_OF_FEW: usize = 4;

/// So few rows.
const fn few_rows<T: Scalar, I: Isa>() -> usize {
    blocks_in_registers::<T, I>() / (PANELS_OF_FEW * columns_of_tile::<T, I>())
}

/// Most rows of a tile.
const fn most_rows<T: Scalar, I: Isa>(columns: usize, by_rows: bool) -> usize {
    let most = MOST_ROWS[if by_rows { 0 } else { 1 }];
    let fitting = blocks_in_registers::<T, I>() / columns;
    if fitting < most { fitting } else { most }
}

/// Elements up to the last of an array, whose axes have so many elements, at least one, so far apart; all numbers below
/// [`LIMIT`].
#[inline(always)]
fn reach(axes: [(usize, usize); 3]) -> u64 {
    let mut last = 0_u64;
    for (count, apart) in axes {
        last += (count as u64 - 1) * apart as u64;
    }
    last + 1
}

/// Counts and distances are below it, so that no sum of three of their products wraps.
const LIMIT: usize = 1 << 31;

/// Whether a product has such tiles; the others are not compiled.
const fn tile_is_used<T: Scalar, I: Isa>(rows: usize, columns: usize, by_rows: bool) -> bool {
    let together = columns_of_tile::<T, I>();
    if columns == PANELS_OF_FEW * together {
        rows <= few_rows::<T, I>()
    } else {
        columns <= together && rows <= most_rows::<T, I>(columns, by_rows)
    }
}

impl<T: Scalar, A: Element<T>> Product<'_, T, A> {
    /// Adds the product to C; of a long one that is not wanted any more, a part.
    ///
    /// # Panics
    /// An array is shorter than its size and order say.
    #[inline(always)]
    pub fn add<I: Isa>(self, isa: I) {
        if self.size.contains(&0) || self.steps == 0 {
            return;
        }
        self.check();
        match self.order {
            Order::Rows(apart) => self.in_order::<I, true>(isa, apart),
            Order::Columns(apart) => self.in_order::<I, false>(isa, apart),
        }
    }

    /// Everything that the tiles rely on.
    #[inline(always)]
    fn check(&self) {
        let [rows, depth, columns] = self.size;
        let (a, a_apart) = match self.order {
            Order::Rows(apart) => ([(rows, apart), (depth, 1), (1, 0)], apart),
            Order::Columns(apart) => ([(depth, apart), (rows, 1), (1, 0)], apart),
        };
        let step = (self.steps, self.steps_apart[0]);
        let b = match self.blocks {
            Blocks::Apart(row, column) => [step, (depth, row), (columns, column)],
            Blocks::Panels => [step, (depth, columns), (columns, 1)],
        };
        let [row, column] = self.c_apart;
        let c = [(self.steps, self.steps_apart[1]), (rows, row), (columns, column)];
        let mut all = self.steps | rows | depth | columns | a_apart | row | column;
        all |= step.1 | self.steps_apart[1];
        if let Blocks::Apart(row, column) = self.blocks {
            all |= row | column;
        }
        let mut fits = reach(a) <= self.a.len() as u64
            && reach(b) <= self.b.len() as u64
            && reach(c) <= self.c.length as u64;
        if let Some((blocks, [row, column])) = self.onto {
            all |= row | column;
            fits &= reach([(rows, row), (columns, column), (1, 0)]) <= blocks.len() as u64;
        }
        assert!(all < LIMIT && fits, "a product leaves its arrays");
    }

    #[inline(always)]
    fn in_order<I: Isa, const BY_ROWS: bool>(self, isa: I, a_apart: usize) {
        let [rows, depth, columns] = self.size;
        let together = const { columns_of_tile::<T, I>() };
        for step in 0..self.steps {
            // What a small layer needs in a step: as long as dividing anything takes.
            if columns <= together && depth <= 2 * DEPTH {
                if depth > DEPTH / 2 && is_unwanted() {
                    return;
                }
                self.add_part::<I, BY_ROWS>(isa, a_apart, step, 0..depth, 0..columns);
                continue;
            }
            let is_long = rows.saturating_mul(depth).saturating_mul(columns) >= LONG;
            let part = if depth <= 2 * DEPTH {
                depth
            } else {
                depth.div_ceil(depth.div_ceil(DEPTH))
            };
            let few = rows <= const { few_rows::<T, I>() };
            let mut first = 0;
            while first < depth {
                let last = depth.min(first + part);
                let mut column = 0;
                while column < columns {
                    if is_long && is_unwanted() {
                        return;
                    }
                    let left = columns - column;
                    let width = if few && left >= PANELS_OF_FEW * together {
                        PANELS_OF_FEW * together
                    } else {
                        together.min(left)
                    };
                    self.add_part::<I, BY_ROWS>(isa, a_apart, step, first..last, column..column + width);
                    column += width;
                }
                first = last;
            }
        }
    }

    /// All rows of the columns of a tile, and part of k.
    #[inline(always)]
    fn add_part<I: Isa, const BY_ROWS: bool>(
        &self,
        isa: I,
        a_apart: usize,
        step: usize,
        part: Range<usize>,
        columns: Range<usize>,
    ) {
        let together = const { columns_of_tile::<T, I>() };
        let (b_first, b_apart) = match self.blocks {
            Blocks::Apart(row, column) => (
                part.start * row + columns.start * column,
                [row, column, together * column],
            ),
            Blocks::Panels => {
                let of_panel = together.min(columns.len());
                let first = self.size[1] * columns.start + part.start * of_panel;
                (first, [of_panel, 1, self.size[1] * together])
            }
        };
        let a_first = part.start * if BY_ROWS { 1 } else { a_apart };
        let c_first = step * self.steps_apart[1] + columns.start * self.c_apart[1];
        let first_part = part.start == 0;
        // SAFETY: `check` has found every element of the product in its array, and this is a part of it.
        unsafe {
            let c = self.c.first.add(c_first);
            let (onto, onto_apart) = match self.onto {
                Some((blocks, apart)) if first_part => (blocks.as_ptr().add(columns.start * apart[1]), apart),
                _ => (c.cast_const(), self.c_apart),
            };
            let panel = Panel {
                rows: self.size[0],
                depth: part.len(),
                a: self.a.as_ptr().add(a_first),
                a_apart,
                b: self.b.as_ptr().add(step * self.steps_apart[0] + b_first),
                b_apart,
                c,
                c_apart: self.c_apart,
                onto,
                onto_apart,
                from_zero: self.by_parts,
            };
            match columns.len() {
                8 => panel.add::<I, BY_ROWS, 8>(isa),
                4 => panel.add::<I, BY_ROWS, 4>(isa),
                2 => panel.add::<I, BY_ROWS, 2>(isa),
                _ => panel.add::<I, BY_ROWS, 1>(isa),
            }
        }
    }
}
