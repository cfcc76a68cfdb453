//! The loops of a product: its sums in registers.
// Loops over a tile run over several arrays at once, and the compiler unrolls them.
#![allow(clippy::needless_range_loop)]

use super::{Element, at_least_one, columns_of_tile, most_rows, tile_is_used};
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::scalar::Scalar;

/// All rows of the columns of a tile, and part of k.
pub(super) struct Panel<T, A> {
    pub(super) rows: usize,
    pub(super) depth: usize,
    pub(super) a: *const A,
    pub(super) a_apart: usize,
    pub(super) b: *const Block<T>,
    /// Rows, columns, and as many columns as a tile of many rows has.
    pub(super) b_apart: [usize; 3],
    pub(super) c: *mut Block<T>,
    pub(super) c_apart: [usize; 2],
    /// What the sums are added to: C, or what takes its place.
    pub(super) onto: *const Block<T>,
    pub(super) onto_apart: [usize; 2],
    /// It is added in the end, not summed on.
    pub(super) from_zero: bool,
}

impl<T: Scalar, A: Element<T>> Panel<T, A> {
    /// Tile by tile.
    ///
    /// # Safety
    /// Every element of the panel lies in its array.
    #[inline(always)]
    pub(super) unsafe fn add<I: Isa, const BY_ROWS: bool, const WIDTH: usize>(&self, isa: I) {
        let most = const { at_least_one(most_rows::<T, I>(WIDTH, BY_ROWS)) };
        let height = if self.rows <= most {
            self.rows
        } else {
            self.rows.div_ceil(self.rows.div_ceil(most))
        };
        let mut row = 0;
        while row < self.rows {
            let rows = height.min(self.rows - row);
            macro_rules! tiles {
                ($($height:literal)*) => {
                    match rows {
                        // SAFETY: these rows are among those of the panel.
                        $($height => unsafe { self.tile::<I, BY_ROWS, $height, WIDTH>(isa, row) },)*
                        _ => unreachable!(),
                    }
                };
            }
            tiles!(1 2 3 4 5 6 7 8 9 10 11 12);
            row += rows;
        }
    }

    /// `HEIGHT` rows from `row` on.
    ///
    /// # Safety
    /// They lie in the panel.
    #[inline(always)]
    unsafe fn tile<I: Isa, const BY_ROWS: bool, const HEIGHT: usize, const WIDTH: usize>(
        &self,
        isa: I,
        row: usize,
    ) {
        if const { !tile_is_used::<T, I>(HEIGHT, WIDTH, BY_ROWS) } {
            unreachable!();
        }
        let mut sums = [[T::Registers::splat(isa, T::ZERO); WIDTH]; HEIGHT];
        // SAFETY: see above.
        unsafe {
            let c = self.c.add(row * self.c_apart[0]);
            let onto = self.onto.add(row * self.onto_apart[0]);
            for m in 0..HEIGHT {
                for n in 0..WIDTH {
                    let onto = onto.add(m * self.onto_apart[0] + n * self.onto_apart[1]);
                    if !self.from_zero {
                        sums[m][n] = T::Registers::load(isa, &*onto);
                    }
                }
            }
            let a = self.a.add(row * if BY_ROWS { self.a_apart } else { 1 });
            for k in 0..self.depth {
                self.add_to_sums::<I, BY_ROWS, HEIGHT, WIDTH>(isa, a, k, &mut sums);
            }
            for m in 0..HEIGHT {
                for n in 0..WIDTH {
                    let onto = onto.add(m * self.onto_apart[0] + n * self.onto_apart[1]);
                    if self.from_zero {
                        sums[m][n].add(T::Registers::load(isa, &*onto));
                    }
                    let c = c.add(m * self.c_apart[0] + n * self.c_apart[1]);
                    sums[m][n].store(&mut *c);
                }
            }
        }
    }

    /// What one k adds to the sums of a tile, of whose A `a` is the first element.
    ///
    /// # Safety
    /// The tile lies in the panel, and k too.
    #[inline(always)]
    unsafe fn add_to_sums<I: Isa, const BY_ROWS: bool, const HEIGHT: usize, const WIDTH: usize>(
        &self,
        isa: I,
        a: *const A,
        k: usize,
        sums: &mut [[T::Registers<I>; WIDTH]; HEIGHT],
    ) {
        let mut b = [T::Registers::splat(isa, T::ZERO); WIDTH];
        let together = const { columns_of_tile::<T, I>() };
        for n in 0..WIDTH {
            let place = k * self.b_apart[0] + n % together * self.b_apart[1] + n / together * self.b_apart[2];
            // SAFETY: see above.
            b[n] = unsafe { T::Registers::load(isa, &*self.b.add(place)) };
        }
        for m in 0..HEIGHT {
            let place = if BY_ROWS {
                m * self.a_apart + k
            } else {
                k * self.a_apart + m
            };
            // SAFETY: see above.
            let a = unsafe { *a.add(place) }.registers(isa);
            for n in 0..WIDTH {
                sums[m][n].add_product(a, b[n]);
            }
        }
    }
}
