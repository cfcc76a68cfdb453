//! The functions of the unit language and the activations: all that the compiler knows of one stands in its row.
//!
//! What runs is the method of that name of the runtime's `Lanes`; the description has a variant of that name.

mod selection;

use self::selection::{of_a_selection, of_the_larger, select};
use crate::graph::{Graph, Node};

/// A row of the table.
pub struct Row {
    /// What equations and layers call it by.
    pub name: &'static str,
    /// How many values it takes.
    pub arity: usize,
    /// What an activation takes besides, once and for all: `leaky_relu(0.01)`.
    pub number: Option<Number>,
    /// Equations may call it.
    pub in_equations: bool,
    /// A layer may apply it as its activation.
    pub is_activation: bool,
    /// Its value at numbers.
    pub value: fn(&[f64]) -> f64,
    /// Where each of its arguments may lie; at the ends it has a value or a limit.
    pub domain: [f64; 2],
    /// The value has the same bits in every scalar, so that numbers can be folded when compiling.
    pub is_exact: bool,
    /// Computing it costs more than loading what was kept.
    pub is_kept: bool,
    /// Its value cannot be negative, given what is known of its arguments.
    pub is_non_negative: fn(&[Known]) -> bool,
    /// What a call of these arguments is without calling it, where it is that.
    pub shortcut: fn(&mut Graph, &[Node]) -> Option<Node>,
    /// What each argument adds to its adjoint.
    pub derivative: fn(&mut Graph, &Called) -> Vec<Node>,
}

/// What is known of a value before it is computed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// It cannot be below zero.
    pub is_non_negative: bool,
    /// The number that it is.
    pub number: Option<f64>,
}

/// A plain number behind the values.
pub struct Number {
    /// What it is, for messages.
    pub meaning: &'static str,
    /// As it may be written, for messages.
    pub example: &'static str,
}

/// y = f(x, ..), and dL/dy.
pub struct Called<'a> {
    /// The arguments.
    pub x: &'a [Node],
    /// The value.
    pub y: Node,
    /// The derivative of the loss with respect to the value.
    pub d_y: Node,
}

const REALS: [f64; 2] = [f64::NEG_INFINITY, f64::INFINITY];

/// A smooth function of one value for equations: what most rows are.
const SMOOTH: Row = Row {
    name: "",
    arity: 1,
    number: None,
    in_equations: true,
    is_activation: false,
    value: |x| x[0],
    domain: REALS,
    is_exact: false,
    is_kept: true,
    is_non_negative: |_| false,
    shortcut: |_, _| None,
    derivative: |_, called| vec![called.d_y],
};

/// A function with corners: exact, and cheap to compute again.
const CORNERED: Row = Row {
    is_exact: true,
    is_kept: false,
    ..SMOOTH
};

/// One of two values, by a comparison of two others: `select(x > y, a, b)`. Nothing goes through the comparison.
const SELECTION: Row = Row {
    arity: 4,
    in_equations: false,
    is_non_negative: |x| x[2].is_non_negative && x[3].is_non_negative,
    ..CORNERED
};

/// Errors list them in this order.
static ROWS: &[Row] = &[
    Row {
        name: "exp",
        is_non_negative: |_| true,
        value: |x| x[0].exp(),
        // exp' = exp
        derivative: |graph, &Called { y, d_y, .. }| vec![graph.multiply(y, d_y)],
        ..SMOOTH
    },
    Row {
        name: "ln",
        value: |x| x[0].ln(),
        domain: [0.0, f64::INFINITY],
        // ln' = 1 / x
        derivative: |graph, &Called { x, d_y, .. }| vec![graph.divide(d_y, x[0])],
        ..SMOOTH
    },
    Row {
        name: "sqrt",
        is_non_negative: |_| true,
        value: |x| x[0].sqrt(),
        domain: [0.0, f64::INFINITY],
        // sqrt' = 1 / (2 sqrt)
        derivative: |graph, &Called { y, d_y, .. }| {
            let half = graph.number(0.5);
            let half_d_y = graph.multiply(half, d_y);
            vec![graph.divide(half_d_y, y)]
        },
        ..SMOOTH
    },
    Row {
        name: "sigmoid",
        is_non_negative: |_| true,
        is_activation: true,
        value: |x| 1.0 / (1.0 + (-x[0]).exp()),
        // sigmoid' = sigmoid (1 - sigmoid)
        derivative: |graph, &Called { y, d_y, .. }| {
            let one = graph.number(1.0);
            let rest = graph.subtract(one, y);
            let slope = graph.multiply(y, rest);
            vec![graph.multiply(slope, d_y)]
        },
        ..SMOOTH
    },
    Row {
        name: "tanh",
        is_non_negative: |x| x[0].is_non_negative,
        is_activation: true,
        value: |x| x[0].tanh(),
        // tanh' = 1 - tanh^2
        derivative: |graph, &Called { y, d_y, .. }| {
            let one = graph.number(1.0);
            let square = graph.multiply(y, y);
            let slope = graph.subtract(one, square);
            vec![graph.multiply(slope, d_y)]
        },
        ..SMOOTH
    },
    Row {
        name: "relu",
        is_non_negative: |_| true,
        is_activation: true,
        value: |x| x[0].max(0.0),
        is_exact: true,
        is_kept: false,
        // relu' = 1 above zero, else 0
        derivative: |graph, &Called { x, d_y, .. }| {
            let zero = graph.number(0.0);
            vec![graph.above_zero(x[0], d_y, zero)]
        },
        ..SMOOTH
    },
    Row {
        name: "softplus",
        is_non_negative: |_| true,
        is_activation: true,
        value: |x| x[0].exp().ln_1p(),
        // softplus' = sigmoid
        derivative: |graph, &Called { x, d_y, .. }| {
            let slope = graph.call(Function::named("sigmoid"), vec![x[0]]);
            vec![graph.multiply(slope, d_y)]
        },
        ..SMOOTH
    },
    Row {
        name: "sin",
        value: |x| x[0].sin(),
        // sin' = cos
        derivative: |graph, &Called { x, d_y, .. }| {
            let slope = graph.call(Function::named("cos"), vec![x[0]]);
            vec![graph.multiply(slope, d_y)]
        },
        ..SMOOTH
    },
    Row {
        name: "cos",
        value: |x| x[0].cos(),
        // cos' = -sin
        derivative: |graph, &Called { x, d_y, .. }| {
            let slope = graph.call(Function::named("sin"), vec![x[0]]);
            let product = graph.multiply(slope, d_y);
            vec![graph.negate(product)]
        },
        ..SMOOTH
    },
    Row {
        name: "abs",
        is_non_negative: |_| true,
        value: |x| x[0].abs(),
        // abs' = the sign, 0 at 0
        derivative: |graph, &Called { x, d_y, .. }| {
            let (zero, d_below) = (graph.number(0.0), graph.negate(d_y));
            let not_above = select(graph, "select_above", [zero, x[0], d_below, zero]);
            vec![graph.above_zero(x[0], d_y, not_above)]
        },
        ..CORNERED
    },
    Row {
        name: "max",
        arity: 2,
        is_non_negative: |x| x[0].is_non_negative || x[1].is_non_negative,
        value: |x| if x[0] >= x[1] { x[0] } else { x[1] },
        derivative: |graph, &Called { x, d_y, .. }| {
            let (a, b) = (x[0], x[1]);
            vec![of_the_larger(graph, a, b, d_y), of_the_larger(graph, b, a, d_y)]
        },
        ..CORNERED
    },
    Row {
        name: "min",
        arity: 2,
        is_non_negative: |x| x[0].is_non_negative && x[1].is_non_negative,
        value: |x| if x[0] <= x[1] { x[0] } else { x[1] },
        derivative: |graph, &Called { x, d_y, .. }| {
            let (a, b) = (x[0], x[1]);
            vec![of_the_larger(graph, b, a, d_y), of_the_larger(graph, a, b, d_y)]
        },
        ..CORNERED
    },
    Row {
        name: "pow",
        is_non_negative: |x| {
            x[0].is_non_negative || x[1].number.is_some_and(|exponent| exponent % 2.0 == 0.0)
        },
        number: Some(Number {
            meaning: "exponent",
            example: "2",
        }),
        value: |x| x[0].powf(x[1]),
        // That of an exponent that is not whole.
        domain: [0.0, f64::INFINITY],
        shortcut: |graph, x| match graph.as_number(x[1]) {
            Some(0.0) => Some(graph.number(1.0)),
            Some(1.0) => Some(x[0]),
            _ => None,
        },
        // pow(x, p)' = p pow(x, p - 1)
        derivative: |graph, &Called { x, d_y, .. }| {
            let exponent = graph
                .as_number(x[1])
                .unwrap_or_else(|| unreachable!("parse takes a number"));
            let less = graph.number(exponent - 1.0);
            let power = graph.call(Function::named("pow"), vec![x[0], less]);
            let slope = graph.multiply(x[1], power);
            vec![graph.multiply(slope, d_y)]
        },
        ..SMOOTH
    },
    Row {
        name: "select_above",
        value: |x| if x[0] > x[1] { x[2] } else { x[3] },
        derivative: |graph, called| of_a_selection(graph, "select_above", called),
        ..SELECTION
    },
    Row {
        name: "select_at_least",
        value: |x| if x[0] >= x[1] { x[2] } else { x[3] },
        derivative: |graph, called| of_a_selection(graph, "select_at_least", called),
        ..SELECTION
    },
    Row {
        name: "identity",
        is_non_negative: |x| x[0].is_non_negative,
        in_equations: false,
        is_activation: true,
        is_exact: true,
        shortcut: |_, x| Some(x[0]),
        ..SMOOTH
    },
    Row {
        name: "leaky_relu",
        is_non_negative: |x| x[0].is_non_negative,
        number: Some(Number {
            meaning: "slope below zero",
            example: "0.01",
        }),
        in_equations: false,
        is_activation: true,
        value: |x| if x[0] > 0.0 { x[0] } else { x[1] * x[0] },
        is_kept: false,
        // leaky_relu' = 1 above zero, else the slope
        derivative: |graph, &Called { x, d_y, .. }| {
            let below = graph.multiply(x[1], d_y);
            vec![graph.above_zero(x[0], d_y, below)]
        },
        ..SMOOTH
    },
    Row {
        name: "elu",
        is_non_negative: |x| x[0].is_non_negative,
        in_equations: false,
        is_activation: true,
        value: |x| if x[0] > 0.0 { x[0] } else { x[0].exp_m1() },
        // elu' = 1 above zero, else exp(x) = elu + 1
        derivative: |graph, &Called { x, y, d_y }| {
            let one = graph.number(1.0);
            let slope = graph.add(y, one);
            let below = graph.multiply(slope, d_y);
            vec![graph.above_zero(x[0], d_y, below)]
        },
        ..SMOOTH
    },
    #[cfg(test)]
    tests::LARGER,
];

/// A function, by the number of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Function(usize);

/// What a layer applies as `activation(..)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Activation {
    /// Its row.
    pub function: Function,
    /// The number that it takes besides.
    pub number: Option<f64>,
}

impl Function {
    /// The function of this name, where the language has it.
    pub fn find(name: &str) -> Option<Self> {
        ROWS.iter().position(|row| row.name == name).map(Function)
    }

    /// A function that the language is known to have.
    pub fn named(name: &str) -> Self {
        Function::find(name).unwrap_or_else(|| unreachable!("`{name}` is no function"))
    }

    /// All that is known of it.
    pub fn row(self) -> &'static Row {
        &ROWS[self.0]
    }

    /// The name as that of a type: `LeakyRelu`.
    pub fn camel_case(self) -> String {
        let words = self.row().name.split('_');
        words.map(|word| word[..1].to_uppercase() + &word[1..]).collect()
    }

    /// The value at numbers, where that can be known when compiling.
    pub fn folded(self, numbers: &[f64]) -> Option<f64> {
        let Row {
            is_exact,
            domain: [low, high],
            value,
            ..
        } = self.row();
        let is_inside = |number: &f64| low <= number && number <= high;
        (*is_exact && numbers.iter().all(is_inside)).then(|| value(numbers))
    }
}

impl Activation {
    /// An activation that takes nothing but the value.
    pub fn named(name: &str) -> Self {
        Activation {
            function: Function::named(name),
            number: None,
        }
    }
}

/// The names that equations may call, besides `prev` and `recur`.
pub fn in_equations() -> Vec<&'static str> {
    let rows = ROWS.iter().filter(|row| row.in_equations);
    rows.map(|row| row.name).chain(["select", "activation"]).collect()
}

/// The names that a layer may give as its activation.
pub fn activations() -> Vec<&'static str> {
    let rows = ROWS.iter().filter(|row| row.is_activation);
    rows.map(|row| row.name).collect()
}

/// How many values a call of that name takes in an equation, and the number behind them; None where nothing is called so.
pub fn arguments(name: &str) -> Option<(usize, Option<&'static Number>)> {
    let row = ROWS.iter().find(|row| row.in_equations && row.name == name);
    match (row, name) {
        (Some(row), _) => Some((row.arity, row.number.as_ref())),
        (None, "prev" | "recur" | "activation") => Some((1, None)),
        (None, _) => None,
    }
}

#[cfg(test)]
mod tests;
