//! Names that C takes: no keyword, nothing that the headers declare, none twice.

use std::collections::BTreeSet;

/// What is taken from the start: keywords of C up to C23 and of C++, what math.h has (each also with `f` and `l` at its end),
/// and what the text itself calls something.
const TAKEN: &str = "
    alignas alignof and and_eq asm atomic auto bitand bitor bool break case catch char class compl concept const consteval
    constexpr constinit const_cast continue decltype default delete do double dynamic_cast else enum explicit export extern
    false float for fortran friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq
    private protected public register reinterpret_cast requires restrict return short signed sizeof static static_assert
    static_cast struct switch template this thread_local throw true try typedef typeid typename typeof typeof_unqual union
    unsigned using virtual void volatile wchar_t while xor xor_eq complex imaginary
    acos acosh asin asinh atan atan2 atanh cbrt ceil copysign cos cosh erf erfc exp exp2 exp10 expm1 fabs fdim floor fma fmax
    fmin fmod frexp gamma hypot ilogb isfinite isgreater isgreaterequal isinf isless islessequal islessgreater isnan isnormal
    isunordered j0 j1 jn ldexp lgamma llrint llround log log10 log1p log2 logb lrint lround modf nan nearbyint nextafter
    nexttoward pow remainder remquo rint round scalb scalbln scalbn signbit signgam significand sin sincos sinh sqrt tan tanh
    tgamma trunc y0 y1 yn fpclassify math_errhandling drem pow10 finite
    memcpy memset memmove memcmp memchr abs labs main index rindex div
    NAN INFINITY HUGE_VAL HUGE_VALF HUGE_VALL NULL M_E M_PI
    state x y i j k d e w drive recur mixed from now sum row
";

/// Names that are taken.
#[derive(Clone)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    pub(super) fn new() -> Self {
        let taken = TAKEN.split_whitespace();
        let variants = taken.flat_map(|name| [name.to_string(), format!("{name}f"), format!("{name}l")]);
        Names {
            taken: variants.collect(),
        }
    }

    /// The name, or the next that is free: with a number at its end.
    pub(super) fn take(&mut self, name: &str) -> String {
        let name = spelled(name);
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let mut all = std::iter::once(name.clone()).chain(numbered);
        let free = all
            .find(|name| !self.taken.contains(name))
            .expect("there are more numbers than names");
        self.taken.insert(free.clone());
        free
    }
}

/// In letters, digits and underscores of ASCII; what a name of Rust may have beyond, as its number.
pub(super) fn spelled(name: &str) -> String {
    let mut spelled = String::new();
    for letter in name.chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => spelled.push(letter),
            '.' => spelled.push('_'),
            other => spelled.push_str(&format!("u{:x}", u32::from(other))),
        }
    }
    // What begins like this is the compiler's.
    match spelled.starts_with('_') || spelled.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!("n{spelled}"),
        false => spelled,
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_of_the_language_of_the_headers_and_of_others_are_given_a_number() {
        let mut names = Names::new();
        for (given, expected) in [
            ("hidden.bias", "hidden_bias"),
            ("hidden_bias", "hidden_bias_2"),
            ("double", "double_2"),
            ("y1", "y1_2"),
            ("expf", "expf_2"),
            ("σ", "u3c3"),
            ("_Bool", "n_Bool"),
        ] {
            assert_eq!(names.take(given), expected);
        }
    }
}
