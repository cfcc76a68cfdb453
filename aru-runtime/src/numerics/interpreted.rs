//! Programs that are read at run time: the statements that `recurrent_net!` writes as Rust, as data.
//!
//! Products and functions are the same kernels, called in the same order, and equations the same operations on the same
//! blocks: the bits are those of emitted code. What it costs is that values of one operation pass through memory before the
//! next takes them. So the equations of a layer run over a strip of blocks at a time, short enough for the nearest cache,
//! and an operation that alone reads another's result is one with it.
//!
//! | file | what it has |
//! | --- | --- |
//! | `statement.rs`, `equations.rs` | a program as data |
//! | `machine.rs` | runs statements |
//! | `products.rs` | the products of links |
//! | `layer.rs` | opens the rows of a layer in a step and runs its equations over them |
//! | `execute.rs` | one operation over a strip |
//! | `scratch.rs` | what is kept meanwhile |

mod equations;
mod execute;
mod layer;
mod machine;
mod products;
mod scratch;
mod statement;

pub(crate) use self::equations::{Constant, Constants, Instruction, Op, Opened, Then, Two, Units};
pub(crate) use self::machine::{backward, forward};
pub(crate) use self::scratch::Scratch;
pub(crate) use self::statement::{Mix, Norm, Part, Product, ProductForm, Spread, Statement};

/// What runs for a chunk of steps.
#[derive(Debug, Default)]
pub(crate) struct Pass {
    /// In order.
    pub(crate) statements: Vec<Statement>,
    /// What its equations find the same in every step.
    pub(crate) constants: Constants,
}

/// A program, forwards and backwards.
#[derive(Debug, Default)]
pub(crate) struct Code {
    pub(crate) forward: Pass,
    pub(crate) backward: Pass,
}
