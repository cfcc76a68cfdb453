//! Values in Python, as text that knows how tightly it binds. Numbers are folded while a term is made, as the compiler of
//! networks folds them: a factor of one and a term of zero vanish, a term times zero too, whatever the other factor.

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
        Term::text(text, Binding::Atom, is_batch)
    }

    fn text(text: impl Into<String>, binding: Binding, is_batch: bool) -> Self {
        let text = text.into();
        Term::Text {
            text,
            binding,
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
    pub(super) fn as_tensor(&self, like: &str) -> String {
        match self {
            Term::Number(value) => format!("{like}.new_tensor({})", number(*value)),
            Term::Text { text, .. } => text.clone(),
        }
    }

    fn binary(&self, sign: &str, other: &Self, own: Binding, right: Binding) -> Self {
        let text = format!("{} {sign} {}", self.within(own), other.within(right));
        Term::text(text, own, self.is_batch() || other.is_batch())
    }

    pub(super) fn add(&self, other: &Self) -> Self {
        match (self, other) {
            (Term::Number(a), Term::Number(b)) => Term::Number(a + b),
            (Term::Number(0.0), _) => other.clone(),
            (_, Term::Number(0.0)) => self.clone(),
            (_, Term::Number(b)) if *b < 0.0 => self.subtract(&Term::Number(-b)),
            _ => self.binary("+", other, Binding::Sum, Binding::Sum),
        }
    }

    pub(super) fn subtract(&self, other: &Self) -> Self {
        match (self, other) {
            (Term::Number(a), Term::Number(b)) => Term::Number(a - b),
            (Term::Number(0.0), _) => other.negate(),
            (_, Term::Number(0.0)) => self.clone(),
            (_, Term::Number(b)) if *b < 0.0 => self.add(&Term::Number(-b)),
            _ => self.binary("-", other, Binding::Sum, Binding::Product),
        }
    }

    pub(super) fn multiply(&self, other: &Self) -> Self {
        match (self, other) {
            (Term::Number(a), Term::Number(b)) => Term::Number(a * b),
            (Term::Number(0.0), _) | (_, Term::Number(0.0)) => Term::Number(0.0),
            (Term::Number(1.0), _) => other.clone(),
            (_, Term::Number(1.0)) => self.clone(),
            (Term::Number(-1.0), _) => other.negate(),
            (_, Term::Number(-1.0)) => self.negate(),
            _ => self.binary("*", other, Binding::Product, Binding::Sign),
        }
    }

    pub(super) fn divide(&self, other: &Self) -> Self {
        match (self, other) {
            (Term::Number(a), Term::Number(b)) => Term::Number(a / b),
            (Term::Number(0.0), _) => Term::Number(0.0),
            (_, Term::Number(1.0)) => self.clone(),
            _ => self.binary("/", other, Binding::Product, Binding::Sign),
        }
    }

    pub(super) fn negate(&self) -> Self {
        match self {
            Term::Number(value) => Term::Number(-value),
            _ => Term::text(
                format!("-{}", self.within(Binding::Sign)),
                Binding::Sign,
                self.is_batch(),
            ),
        }
    }

    /// To the power of a number.
    pub(super) fn power(&self, exponent: f64) -> Self {
        match self {
            _ if exponent == 0.0 => Term::Number(1.0),
            _ if exponent == 1.0 => self.clone(),
            Term::Number(base) => Term::Number(base.powf(exponent)),
            _ => {
                let text = format!("{} ** {}", self.within(Binding::Atom), number(exponent));
                Term::text(text, Binding::Power, self.is_batch())
            }
        }
    }

    /// A function of one argument, `torch.exp`, with what else stands in its call.
    pub(super) fn call(&self, function: &str, further: &str, folded: fn(f64) -> f64) -> Self {
        match self {
            Term::Number(value) => Term::Number(folded(*value)),
            _ => Term::atom(format!("{function}({}{further})", self.alone()), self.is_batch()),
        }
    }

    /// The larger or the smaller of two, `torch.maximum`: on a tie the derivative is halved, as in the network.
    pub(super) fn extreme(
        &self,
        function: &str,
        other: &Self,
        like: &str,
        folded: fn(f64, f64) -> f64,
    ) -> Self {
        match (self, other) {
            (Term::Number(a), Term::Number(b)) => Term::Number(folded(*a, *b)),
            _ => {
                let text = format!("{function}({}, {})", self.as_tensor(like), other.as_tensor(like));
                Term::atom(text, self.is_batch() || other.is_batch())
            }
        }
    }

    /// `holds` where `self sign other`, else `fails`.
    pub(super) fn select(
        &self,
        sign: &str,
        other: &Self,
        [holds, fails]: [&Self; 2],
        like: &str,
        compare: fn(&f64, &f64) -> bool,
    ) -> Self {
        match (self, other) {
            (Term::Number(a), Term::Number(b)) => if compare(a, b) { holds } else { fails }.clone(),
            _ => {
                let condition = format!("{} {sign} {}", self.alone(), other.alone());
                let values = [holds, fails].map(|value| value.as_tensor(like));
                let text = format!("torch.where({condition}, {}, {})", values[0], values[1]);
                Term::atom(
                    text,
                    [self, other, holds, fails].iter().any(|term| term.is_batch()),
                )
            }
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
        ];
        let expected = [
            "a - (b - c)",
            "a / (b * c)",
            "(a + b) * -c",
            "(-a) ** -0.5",
            "-(a * b) ** 2",
            "a - 0.25",
            "-2 * a",
        ];
        assert_eq!(shown.map(|term| term.alone()), expected);
    }

    #[test]
    fn numbers_are_folded() {
        let (a, one) = (name("a"), Term::Number(1.0));
        let zero = one.subtract(&one);
        assert_eq!(zero.multiply(&a).add(&one.multiply(&a)).alone(), "a");
        assert_eq!(one.call("torch.exp", "", f64::exp).alone(), "2.718281828459045");
        assert_eq!(number(1e-300), "1e-300");
    }
}
