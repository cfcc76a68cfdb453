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
        dispatch(Prepare {
            layout,
            forms,
            parameters,
            prepared: &mut self.blocks,
        });
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
        dispatch(PrepareNetworks {
            layout,
            forms,
            parameters,
            prepared: &mut self.blocks,
        });
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

/// A task for each of the kernels below.
macro_rules! tasks {
    ($($task:ident $kernel:ident($($field:ident: $type:ty),*);)*) => {$(
        struct $task<'a, T> {
            layout: Layout,
            forms: &'a [Form],
            $($field: $type,)*
        }

        impl<T: Scalar> Task for $task<'_, T> {
            type Output = ();

            #[inline(always)]
            fn run<I: Isa>(self, isa: I) {
                T::Registers::<I>::KERNELS.$kernel(isa, self.layout, self.forms, $(self.$field),*);
            }
        }
    )*};
}

tasks! {
    Prepare prepare(parameters: &'a [T], prepared: &'a mut [Block<T>]);
    PrepareNetworks prepare_networks(parameters: &'a [Block<T>], prepared: &'a mut [Block<T>]);
    Reduce reduce(gathered: &'a [Block<T>], gradient: &'a mut [T]);
    ReduceNetworks reduce_networks(gathered: &'a [Block<T>], gradient: &'a mut [Block<T>]);
}

/// Blocks in which the gradient of a network is gathered.
pub(crate) fn gathered_blocks(forms: &[Form], layout: Layout) -> usize {
    forms.iter().map(|&form| layout.blocks_of_gradient(form)).sum()
}

/// The gradient of every parameter of a network.
pub(crate) fn gradient_of<T: Scalar>(
    forms: &[Form],
    layout: Layout,
    gathered: &[Block<T>],
    gradient: &mut [T],
) {
    dispatch(Reduce {
        layout,
        forms,
        gathered,
        gradient,
    });
}

/// That of 16 networks, one block a number.
pub(crate) fn gradient_of_networks<T: Scalar>(
    forms: &[Form],
    layout: Layout,
    gathered: &[Block<T>],
    gradient: &mut [Block<T>],
) {
    dispatch(ReduceNetworks {
        layout,
        forms,
        gathered,
        gradient,
    });
}

/// Sets blocks to zero, in vectors as wide as there are.
pub(crate) fn clear<T: Scalar>(blocks: &mut [Block<T>]) {
    dispatch(Clear(blocks));
}

struct Clear<'a, T>(&'a mut [Block<T>]);

impl<T: Scalar> Task for Clear<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        T::Registers::<I>::KERNELS.clear_blocks(isa, self.0);
    }
}

/// Adds blocks to as many others.
pub(crate) fn add<T: Scalar>(blocks: &[Block<T>], sums: &mut [Block<T>]) {
    dispatch(Add(blocks, sums));
}

struct Add<'a, T>(&'a [Block<T>], &'a mut [Block<T>]);

impl<T: Scalar> Task for Add<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        T::Registers::<I>::KERNELS.add_blocks(isa, self.0, self.1);
    }
}
