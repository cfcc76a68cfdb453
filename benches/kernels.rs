//! The functions and products alone, on every instruction set of the machine and in every layout.
//!
//! `cargo bench --bench kernels`. Times are for 20 steps of one tile of 32 sequences (of 16 networks with one each):
//! divide by 20 and by the number of blocks for the time of one block, 16 numbers. A product of N x M is 2 N M
//! multiply-adds of a block a step where lanes are sequences, N M where they are networks.
//!
//! Arguments are words that the names of rows hold: `cargo bench --bench kernels -- Tanh f32`. To compare two states of
//! the code, keep the table of one (`> before.md`) and lay that of the other beside it, on the same machine right after the
//! first: it is not as fast at every hour.

mod rounds;

use std::hint::black_box;

use aru::__private::bench::{InLanes, Layout, Task, dispatch_with};
use aru::__private::{Block, Isa, Lanes, Series};
use aru::Scalar;

use rounds::OfSets;

const STEPS: usize = 20;

/// A weight of N targets and M sources, the series on both sides, and its gradient.
struct Buffers<T, const N: usize, const M: usize> {
    layout: Layout,
    weight: Vec<Block<T>>,
    target: Series<T>,
    source: Series<T>,
    gradient: Vec<Block<T>>,
}

impl<T: Scalar, const N: usize, const M: usize> Buffers<T, N, M> {
    fn new(layout: Layout) -> Self {
        let number = |index: usize| T::from_f64(1e-3 * (index as f64).sin());
        let series = |width| {
            let mut series = Series::new(width, 1, STEPS);
            for t in 0..STEPS {
                for (unit, block) in series.row_mut(t).iter_mut().enumerate() {
                    *block = Block(std::array::from_fn(|lane| number(t + 31 * unit + 7 * lane)));
                }
            }
            series
        };
        Buffers {
            layout,
            weight: (0..layout.blocks_of_weight(N, M))
                .map(|index| Block::splat(number(index)))
                .collect(),
            target: series(layout.blocks(N)),
            source: series(layout.blocks(M)),
            gradient: vec![Block::ZERO; layout.blocks_of_weight_gradient(N, M)],
        }
    }
}

/// A task for each kernel.
macro_rules! tasks {
    ($($name:ident: |$lanes:ident, $b:ident| $body:expr;)*) => {$(
        struct $name<'a, T, const N: usize, const M: usize>(&'a mut Buffers<T, N, M>);

        impl<T: Scalar, const N: usize, const M: usize> Task for $name<'_, T, N, M> {
            type Output = ();

            #[inline(always)]
            fn run<I: Isa>(self, isa: I) {
                let ($lanes, $b) = (Lanes::new(isa, self.0.layout), self.0);
                $body
            }
        }
    )*};
}

tasks! {
    Multiply: |lanes, b| lanes.multiply(lanes.weight::<N, M>(&b.weight), b.source.back(1), &mut b.target, 0..STEPS);
    Transposed: |lanes, b| {
        lanes.multiply_transposed(lanes.weight::<N, M>(&b.weight), &b.target, b.source.back_mut(1), 0..STEPS);
    };
    Gradient: |lanes, b| lanes.weight_gradient(&b.target, b.source.back(1), 0..STEPS, lanes.weight_mut::<N, M>(&mut b.gradient));
    Exp: |lanes, b| of_units(lanes, b, |x| lanes.exp(x));
    Ln: |lanes, b| of_units(lanes, b, |x| lanes.ln(x));
    Sigmoid: |lanes, b| of_units(lanes, b, |x| lanes.sigmoid(x));
    Tanh: |lanes, b| of_units(lanes, b, |x| lanes.tanh(x));
    Softplus: |lanes, b| of_units(lanes, b, |x| lanes.softplus(x));
}

#[inline(always)]
fn of_units<T: Scalar, I: Isa, const N: usize, const M: usize>(
    lanes: Lanes<T, I>,
    b: &mut Buffers<T, N, M>,
    function: impl Fn(Block<T>) -> Block<T>,
) {
    for t in 0..STEPS {
        let source = lanes.row::<M>(&b.source, t, 0);
        let target = lanes.row_mut::<N>(&mut b.target, t, 0);
        for unit in 0..lanes.blocks(N) {
            target[unit] = function(source[unit]);
        }
    }
}

/// The layouts that a product of this size may run in.
fn layouts(functions: bool, targets: usize) -> Vec<(&'static str, Layout)> {
    let layout = |lanes, members| Layout {
        lanes,
        members,
        gradients: true,
    };
    let mut all = vec![("sequences", layout(InLanes::Sequences, 2))];
    if !functions {
        all.push(("networks", layout(InLanes::Networks, 1)));
        all.push(("units", layout(InLanes::Units, 32)));
    }
    if targets > 100 {
        all.remove(0);
    }
    all
}

macro_rules! measure {
    ($table:ident, functions $functions:literal: $($task:ident $scalar:ident $targets:literal x $sources:literal,)*) => {$(
        let name = format!("{} {} {}x{}", stringify!($task), stringify!($scalar), $targets, $sources);
        for (layout_name, layout) in layouts($functions, $targets) {
            $table.row([&name, layout_name], || {
                let mut buffers = Buffers::<$scalar, $targets, $sources>::new(layout);
                move |set| dispatch_with(set, $task(black_box(&mut buffers)))
            })?;
        }
    )*};
}

fn main() -> anyhow::Result<()> {
    let mut table = OfSets::new(["kernel", "in the lanes"]);
    measure!(table, functions true:
        Exp f32 10 x 10, Ln f32 10 x 10, Sigmoid f32 10 x 10, Tanh f32 10 x 10, Softplus f32 10 x 10,
        Exp f64 10 x 10, Ln f64 10 x 10, Sigmoid f64 10 x 10, Tanh f64 10 x 10, Softplus f64 10 x 10,
    );
    measure!(table, functions false:
        Multiply f32 10 x 2, Multiply f32 10 x 10, Multiply f32 13 x 17, Multiply f32 64 x 64,
        Multiply f32 256 x 256, Multiply f32 1024 x 1024, Multiply f64 10 x 10,
        Transposed f32 10 x 2, Transposed f32 10 x 10, Transposed f32 13 x 17, Transposed f32 64 x 64,
        Transposed f32 256 x 256, Transposed f32 1024 x 1024, Transposed f64 10 x 10,
        Gradient f32 10 x 2, Gradient f32 10 x 10, Gradient f32 13 x 17, Gradient f32 64 x 64,
        Gradient f32 256 x 256, Gradient f32 1024 x 1024, Gradient f64 10 x 10,
    );
    table.end()
}
