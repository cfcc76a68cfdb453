//! What a network computes, as a value: what runs it is then compiled once for each scalar, not once for each network.

use crate::network::description::Description;
use crate::network::emitted::{Emitted, description};
use crate::network::plan::Plan;
use crate::numerics::block::Block;
#[cfg(feature = "text")]
use crate::numerics::dispatch::Foreign;
use crate::numerics::dispatch::{Isa, Task, dispatch};
#[cfg(feature = "text")]
use crate::numerics::interpreted;
use crate::numerics::lanes::Lanes;
use crate::numerics::layout::{Form, Layout};
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

/// Parameters as the kernels read them, values, steps.
type Forward<T> = fn(Layout, &[Block<T>], &mut [Series<T>], usize);

/// The same, with adjoints and the gradient.
type Backward<T> = fn(Layout, &[Block<T>], &[Series<T>], &mut [Series<T>], &mut [Block<T>], usize);

/// What a declaration says, and the code that runs it.
#[derive(Clone, Copy, Debug)]
pub struct Program<T: Scalar> {
    pub(crate) description: &'static Description,
    pub(crate) plan: &'static Plan,
    /// The layers with noise, each with the series of its draws.
    pub(crate) noise: &'static [(usize, usize)],
    /// What runs a chunk.
    pub(crate) code: Code<T>,
    /// Forward passes keep what is only traced.
    pub(crate) traces: bool,
}

/// What runs a chunk, and its reverse.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Code<T: Scalar> {
    /// What the macro has written.
    Emitted {
        forward: Forward<T>,
        backward: Backward<T>,
    },
    /// What was read.
    #[cfg(feature = "text")]
    Read(&'static interpreted::Code),
    /// What the macro has written in a library of its own.
    #[cfg(feature = "text")]
    Foreign(Foreign<T>),
}

/// What a program that was read keeps beside its series.
#[cfg(feature = "text")]
pub(crate) use crate::numerics::interpreted::Scratch;

/// Code that was emitted keeps nothing.
#[cfg(not(feature = "text"))]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Scratch<T>(std::marker::PhantomData<T>);

impl<T: Scalar> Program<T> {
    /// The program of a network, whose forward passes leave out what only a trace needs.
    pub(crate) fn of<N: Emitted<Number = T>>() -> Self {
        Program {
            description: description::<N>(),
            plan: const { &N::PLAN },
            noise: N::NOISE,
            code: Code::Emitted {
                forward: forward::<N, false>,
                backward: backward::<N>,
            },
            traces: false,
        }
    }

    /// The program of a network, whose forward passes keep everything that can be traced.
    pub(crate) fn traced<N: Emitted<Number = T>>() -> Self {
        Program {
            code: Code::Emitted {
                forward: forward::<N, true>,
                backward: backward::<N>,
            },
            traces: true,
            ..Self::of::<N>()
        }
    }

    /// Runs `steps` of a chunk: see [`Emitted::forward_chunk`].
    #[inline]
    pub(crate) fn run_forward(
        &self,
        scratch: &mut Scratch<T>,
        layout: Layout,
        parameters: &[Block<T>],
        values: &mut [Series<T>],
        steps: usize,
    ) {
        match self.code {
            Code::Emitted { forward, .. } => {
                let _ = scratch;
                forward(layout, parameters, values, steps);
            }
            #[cfg(feature = "text")]
            Code::Read(code) => {
                let code = (code, self.forms(), self.traces);
                interpreted::forward(code, scratch, layout, parameters, values, steps);
            }
            #[cfg(feature = "text")]
            Code::Foreign(code) => code.forward(self.traces, layout, parameters, values, steps),
        }
    }

    /// Runs the reverse of `steps` of a chunk: see [`Emitted::backward_chunk`]. Values are as they were.
    #[inline]
    pub(crate) fn run_backward(
        &self,
        scratch: &mut Scratch<T>,
        layout: Layout,
        parameters: &[Block<T>],
        values: &mut [Series<T>],
        (adjoints, gradients): (&mut [Series<T>], &mut [Block<T>]),
        steps: usize,
    ) {
        match self.code {
            Code::Emitted { backward, .. } => {
                let _ = scratch;
                backward(layout, parameters, values, adjoints, gradients, steps);
            }
            #[cfg(feature = "text")]
            Code::Read(code) => {
                let code = (code, self.forms());
                let adjoints = (adjoints, gradients);
                interpreted::backward(code, scratch, layout, parameters, values, adjoints, steps);
            }
            #[cfg(feature = "text")]
            Code::Foreign(code) => code.backward(layout, parameters, values, (adjoints, gradients), steps),
        }
    }

    /// What each parameter is to the kernels.
    pub(crate) fn forms(&self) -> &'static [Form] {
        self.plan.forms
    }
}

pub(super) fn forward<N: Emitted, const TRACE: bool>(
    layout: Layout,
    parameters: &[Block<N::Number>],
    values: &mut [Series<N::Number>],
    steps: usize,
) {
    struct Forward<'a, N: Emitted, const TRACE: bool> {
        layout: Layout,
        parameters: &'a [Block<N::Number>],
        values: &'a mut [Series<N::Number>],
        steps: usize,
    }

    impl<N: Emitted, const TRACE: bool> Task for Forward<'_, N, TRACE> {
        type Output = ();

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) {
            let lanes = Lanes::new(isa, self.layout);
            N::forward_chunk::<I, TRACE>(lanes, self.parameters, self.values, self.steps);
        }
    }

    dispatch(Forward::<N, TRACE> {
        layout,
        parameters,
        values,
        steps,
    });
}

pub(super) fn backward<N: Emitted>(
    layout: Layout,
    parameters: &[Block<N::Number>],
    values: &[Series<N::Number>],
    adjoints: &mut [Series<N::Number>],
    gradients: &mut [Block<N::Number>],
    steps: usize,
) {
    struct Backward<'a, N: Emitted> {
        layout: Layout,
        parameters: &'a [Block<N::Number>],
        values: &'a [Series<N::Number>],
        adjoints: &'a mut [Series<N::Number>],
        gradients: &'a mut [Block<N::Number>],
        steps: usize,
    }

    impl<N: Emitted> Task for Backward<'_, N> {
        type Output = ();

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) {
            let lanes = Lanes::new(isa, self.layout);
            let (values, adjoints) = (self.values, self.adjoints);
            N::backward_chunk(
                lanes,
                self.parameters,
                values,
                adjoints,
                self.gradients,
                self.steps,
            );
        }
    }

    dispatch(Backward::<N> {
        layout,
        parameters,
        values,
        adjoints,
        gradients,
        steps,
    });
}
