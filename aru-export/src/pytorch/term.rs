//! Values in Python, as text that knows how tightly it binds.

/// A number as Python reads it, to the last bit.
pub(super) fn number(value: f64) -> String {
    match value {
        _ if value.is_nan() => "math.nan".into(),
        _ if value.is_infinite() => if value > 0.0 { "math.inf" } else { "-math.inf" }.into(),
        _ if value == value.trunc() && value.abs() < 1e15 => format!("{}", value as i64),
        _ => format!("{value:?}"),
    }
}

/// How tightly a text binds, from the loosest on.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) enum Binding {
    Sum,
    Product,
    Sign,
    Power,
    Atom,
}

/// A number, or the text of a tensor.
#[derive(Clone, Debug)]
pub(super) enum Term {
    Number(f64),
    Text {
        text: String,
        binding: Binding,
        /// It has a value for each sequence; else it is one number, or one a unit.
        is_batch: bool,
    },
}

impl Term {
    /// A name, a call or anything in brackets.
    pub(super) fn atom(text: impl Into<String>, is_batch: bool) -> Self {
        Term::Text {
            text: text.into(),
            binding: Binding::Atom,
            is_batch,
        }
    }

    pub(super) fn is_batch(&self) -> bool {
        matches!(self, Term::Text { is_batch: true, .. })
    }

    /// Its text where something that binds so stands around it.
    fn within(&self, around: Binding) -> String {
        match self {
            Term::Number(value) if *value < 0.0 && around > Binding::Sign => format!("({})", number(*value)),
            Term::Number(value) => number(*value),
            Term::Text { text, binding, .. } if *binding < around => format!("({text})"),
            Term::Text { text, .. } => text.clone(),
        }
    }

    /// Its text by itself.
    pub(super) fn alone(&self) -> String {
        self.within(Binding::Sum)
    }

    /// Its text as something that has methods.
    pub(super) fn as_atom(&self) -> String {
        self.within(Binding::Atom)
    }

    /// A tensor in any case, of the scalar and on the device of the tensor `like`.
    pub(super) fn to_tensor(&self, like: &str) -> Self {
        match self {
            Term::Number(value) => Term::atom(format!("{like}.new_tensor({})", number(*value)), false),
            text => text.clone(),
        }
    }

    fn binary(&self, sign: &str, other: &Self, own: Binding, right: Binding) -> Self {
        Term::Text {
            text: format!("{} {sign} {}", self.within(own), other.within(right)),
            binding: own,
            is_batch: self.is_batch() || other.is_batch(),
        }
    }

    pub(super) fn add(&self, other: &Self) -> Self {
        match other {
            Term::Number(other) if *other < 0.0 => self.subtract(&Term::Number(-other)),
            _ => self.binary("+", other, Binding::Sum, Binding::Sum),
        }
    }

    pub(super) fn subtract(&self, other: &Self) -> Self {
        match other {
            Term::Number(other) if *other < 0.0 => self.add(&Term::Number(-other)),
            _ => self.binary("-", other, Binding::Sum, Binding::Product),
        }
    }

    pub(super) fn multiply(&self, other: &Self) -> Self {
        self.binary("*", other, Binding::Product, Binding::Sign)
    }

    pub(super) fn divide(&self, other: &Self) -> Self {
        self.binary("/", other, Binding::Product, Binding::Sign)
    }

    pub(super) fn negate(&self) -> Self {
        Term::Text {
            text: format!("-{}", self.within(Binding::Sign)),
            binding: Binding::Sign,
            is_batch: self.is_batch(),
        }
    }

    /// To the power of a number.
    pub(super) fn power(&self, exponent: f64) -> Self {
        Term::Text {
            text: format!("{} ** {}", self.within(Binding::Atom), number(exponent)),
            binding: Binding::Power,
            is_batch: self.is_batch(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str) -> Term {
        Term::atom(name, true)
    }

    #[test]
    fn brackets_stand_where_they_must() {
        let (a, b, c) = (name("a"), name("b"), name("c"));
        let shown = [
            a.subtract(&b.subtract(&c)),
            a.divide(&b.multiply(&c)),
            a.add(&b).multiply(&c.negate()),
            a.negate().power(-0.5),
            a.multiply(&b).power(2.0).negate(),
            a.add(&Term::Number(-0.25)),
            Term::Number(-2.0).multiply(&a),
            Term::Number(2.0).to_tensor("x").power(0.5),
        ];
        let expected = [
            "a - (b - c)",
            "a / (b * c)",
            "(a + b) * -c",
            "(-a) ** -0.5",
            "-(a * b) ** 2",
            "a - 0.25",
            "-2 * a",
            "x.new_tensor(2) ** 0.5",
        ];
        assert_eq!(shown.map(|term| term.alone()), expected);
        assert_eq!(number(1e-300), "1e-300");
    }
}
