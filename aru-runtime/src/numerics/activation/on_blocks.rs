//! An activation of a user's type as a value, for programs that are read at run time.

use std::any::Any;
use std::cell::Cell;

use super::Activation;
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Task, dispatch};
use crate::numerics::lanes::Lanes;
use crate::numerics::layout::Layout;
use crate::numerics::scalar::Scalar;

/// A strip of a row, or one block for all of it.
type Row<'a, T> = &'a [Cell<Block<T>>];

/// What a type computes, on blocks of either scalar.
#[derive(Debug)]
pub(crate) struct OnBlocks {
    name: &'static str,
    f32: OfScalar<f32>,
    f64: OfScalar<f64>,
}

#[derive(Clone, Copy, Debug)]
struct OfScalar<T> {
    /// d = value(x)
    value: fn(Row<'_, T>, Row<'_, T>),
    /// d = derivative(x, y)
    derivative: fn(Row<'_, T>, [Row<'_, T>; 2]),
}

impl OnBlocks {
    /// That of a type.
    pub(crate) fn of<A: Activation>() -> &'static Self {
        const {
            &OnBlocks {
                name: A::NAME,
                f32: OfScalar {
                    value: value::<A, f32>,
                    derivative: derivative::<A, f32>,
                },
                f64: OfScalar {
                    value: value::<A, f64>,
                    derivative: derivative::<A, f64>,
                },
            }
        }
    }

    /// d = value(x), block by block.
    pub(crate) fn value<T: Scalar>(&self, d: Row<'_, T>, x: Row<'_, T>) {
        (self.of_scalar::<T>().value)(d, x);
    }

    /// d = derivative(x, y), where y is the value at x.
    pub(crate) fn derivative<T: Scalar>(&self, d: Row<'_, T>, of: [Row<'_, T>; 2]) {
        (self.of_scalar::<T>().derivative)(d, of);
    }

    fn of_scalar<T: Scalar>(&self) -> &OfScalar<T> {
        let both: [&dyn Any; 2] = [&self.f32, &self.f64];
        let own = both.into_iter().find_map(|one| one.downcast_ref());
        own.unwrap_or_else(|| unreachable!("a scalar is f32 or f64"))
    }
}

/// The same type has the same name.
impl PartialEq for OnBlocks {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.name == other.name
    }
}

fn value<A: Activation, T: Scalar>(d: Row<'_, T>, x: Row<'_, T>) {
    struct Value<'a, A, T>(Row<'a, T>, Row<'a, T>, std::marker::PhantomData<A>);

    impl<A: Activation, T: Scalar> Task for Value<'_, A, T> {
        type Output = ();

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) {
            let Value(d, x, _) = self;
            let lanes = Lanes::new(isa, Layout::ONE);
            for (place, d) in d.iter().enumerate() {
                d.set(lanes.custom::<A>(x[place.min(x.len() - 1)].get()));
            }
        }
    }

    dispatch(Value::<A, T>(d, x, std::marker::PhantomData));
}

fn derivative<A: Activation, T: Scalar>(d: Row<'_, T>, of: [Row<'_, T>; 2]) {
    struct Derivative<'a, A, T>(Row<'a, T>, [Row<'a, T>; 2], std::marker::PhantomData<A>);

    impl<A: Activation, T: Scalar> Task for Derivative<'_, A, T> {
        type Output = ();

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) {
            let Derivative(d, of, _) = self;
            let lanes = Lanes::new(isa, Layout::ONE);
            for (place, d) in d.iter().enumerate() {
                let [x, y] = of.map(|row| row[place.min(row.len() - 1)].get());
                d.set(lanes.custom_derivative::<A>(x, y));
            }
        }
    }

    dispatch(Derivative::<A, T>(d, of, std::marker::PhantomData));
}
