//! Parameters as the kernels read them, and gradients as they gather them.
//!
//! | | lanes are sequences | networks | units |
//! | --- | --- | --- | --- |
//! | weight | its numbers, transposed and not | a block a number, transposed and not | panels for both products |
//! | one a unit | a block a unit, for every member | as given, for every member | units in the lanes, for every member |
//! | one for all | a block | as given | a block |
//! | gradient of a weight | a block a number | a block a number | sources in the lanes |
//!
//! It is done once an update: the time goes with the number of parameters, that of a pass with this number times
//! steps and sequences.

mod gather;
mod pack;
mod patches;

use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers, Task, dispatch};
use crate::numerics::layout::{Form, Layout};
use crate::numerics::scalar::Scalar;

pub(crate) use self::gather::{add_blocks, clear_blocks, reduce, reduce_networks};
pub(crate) use self::pack::{prepare, prepare_networks};

/// Room for prepared parameters, kept from update to update.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prepared<T> {
    blocks: Vec<Block<T>>,
}

impl<T: Scalar> Prepared<T> {
    /// The parameters of a network.
    pub(crate) fn set(&mut self, forms: &[Form], layout: Layout, parameters: &[T]) -> &[Block<T>] {
        self.resize(forms, layout);
        pack(layout, forms, parameters, &mut self.blocks);
        &self.blocks
    }

    /// Those of 16 networks.
    pub(crate) fn set_networks(
        &mut self,
        forms: &[Form],
        layout: Layout,
        parameters: &[Block<T>],
    ) -> &[Block<T>] {
        self.resize(forms, layout);
        pack_networks(layout, forms, parameters, &mut self.blocks);
        &self.blocks
    }

    /// The parameters as they were packed last.
    pub(crate) fn get(&self) -> &[Block<T>] {
        &self.blocks
    }

    fn resize(&mut self, forms: &[Form], layout: Layout) {
        let length = forms.iter().map(|&form| layout.blocks_of(form)).sum();
        self.blocks.resize(length, Block::ZERO);
    }
}

/// Blocks in which the gradient of a network is gathered.
pub(crate) fn gathered_blocks(forms: &[Form], layout: Layout) -> usize {
    forms.iter().map(|&form| layout.blocks_of_gradient(form)).sum()
}

/// Functions that call a kernel of the instruction set in use.
macro_rules! by_kernel {
    ($(
        $(#[$doc:meta])*
        fn $name:ident = $kernel:ident($($argument:ident: $type:ty),*);
    )*) => {$(
        $(#[$doc])*
        pub(crate) fn $name<'a, T: Scalar>($($argument: $type),*) {
            struct Call<'a, T> {
                $($argument: $type,)*
            }

            impl<T: Scalar> Task for Call<'_, T> {
                type Output = ();

                #[inline(always)]
                fn run<I: Isa>(self, isa: I) {
                    T::Registers::<I>::KERNELS.$kernel(isa, $(self.$argument),*);
                }
            }

            dispatch(Call { $($argument),* });
        }
    )*};
}

by_kernel! {
    fn pack = prepare(layout: Layout, forms: &'a [Form], parameters: &'a [T], prepared: &'a mut [Block<T>]);
    fn pack_networks = prepare_networks(
        layout: Layout, forms: &'a [Form], parameters: &'a [Block<T>], prepared: &'a mut [Block<T>]
    );
    /// The gradient of every parameter of a network.
    fn gradient_of = reduce(layout: Layout, forms: &'a [Form], gathered: &'a [Block<T>], gradient: &'a mut [T]);
    /// That of 16 networks, one block a number.
    fn gradient_of_networks = reduce_networks(
        layout: Layout, forms: &'a [Form], gathered: &'a [Block<T>], gradient: &'a mut [Block<T>]
    );
    /// Sets blocks to zero, in vectors as wide as there are.
    fn clear = clear_blocks(blocks: &'a mut [Block<T>]);
    /// Adds blocks to as many others.
    fn add = add_blocks(blocks: &'a [Block<T>], sums: &'a mut [Block<T>]);
}
