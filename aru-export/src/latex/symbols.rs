//! Names as LaTeX shows them.

use std::fmt::{self, Display, Formatter};

const GREEK: [&str; 24] = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu",
    "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "omicron",
];

/// A symbol in mathematics: what it is called, what stands above and below.
#[derive(Clone)]
pub(super) struct Symbol {
    base: String,
    above: Vec<String>,
    below: Vec<String>,
}

impl Symbol {
    /// A name of a declaration: `alpha_s` is a letter with an index, `rate` a word.
    pub(super) fn of(name: &str) -> Self {
        let (first, rest) = name.split_once('_').unwrap_or((name, ""));
        let (base, below) = match GREEK.contains(&first) && first != "omicron" {
            true => (format!("\\{first}"), rest),
            false => (word(name), ""),
        };
        Symbol {
            base,
            above: Vec::new(),
            below: (!below.is_empty()).then(|| word(below)).into_iter().collect(),
        }
    }

    /// A letter that this page chooses.
    pub(super) fn letter(letter: &str) -> Self {
        Symbol {
            base: letter.to_string(),
            above: Vec::new(),
            below: Vec::new(),
        }
    }

    /// With the name of a layer or input below.
    pub(super) fn of_layer(mut self, name: &str) -> Self {
        self.below.push(format!("\\text{{{}}}", text(name)));
        self
    }

    /// With something above.
    pub(super) fn raised(mut self, above: impl Into<String>) -> Self {
        self.above.push(above.into());
        self
    }

    /// With an index below.
    pub(super) fn indexed(mut self, below: &str) -> Self {
        self.below.push(below.to_string());
        self
    }

    /// At a step: `t`, `t-1`.
    pub(super) fn at(&self, step: &str) -> String {
        format!("{self}[{step}]")
    }
}

impl Display for Symbol {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.base)?;
        if !self.above.is_empty() {
            write!(f, "^{{{}}}", self.above.join(","))?;
        }
        if !self.below.is_empty() {
            write!(f, "_{{{}}}", self.below.join(","))?;
        }
        Ok(())
    }
}

/// A letter, or a word in italics.
fn word(name: &str) -> String {
    match name.chars().count() {
        1 if name.is_ascii() => name.to_string(),
        _ => format!("\\textit{{{}}}", text(name)),
    }
}

/// A step so many steps back.
pub(super) fn back(delay: usize) -> String {
    match delay {
        0 => "t".to_string(),
        _ => format!("t-{delay}"),
    }
}

/// Text with all that LaTeX would take for a command written out. Letters that it has no font for without packages are shown
/// by their numbers.
pub(super) fn text(plain: &str) -> String {
    let mut text = String::new();
    for letter in plain.chars() {
        match letter {
            '_' | '%' | '&' | '#' | '$' | '{' | '}' => {
                text.push('\\');
                text.push(letter);
            }
            '\\' => text.push_str("\\textbackslash{}"),
            '~' => text.push_str("\\textasciitilde{}"),
            '^' => text.push_str("\\textasciicircum{}"),
            '<' => text.push_str("\\textless{}"),
            '>' => text.push_str("\\textgreater{}"),
            '|' => text.push_str("\\textbar{}"),
            '"' => text.push_str("''"),
            '`' => text.push_str("\\textquoteleft{}"),
            // An empty line would end the paragraph, and in a command be an error.
            '\n' | '\r' | '\t' => text.push(' '),
            ' '..='~' => text.push(letter),
            'α'..='ω' if letter != 'ς' && letter != 'ο' => {
                let place = "αβγδεζηθικλμνξπρστυφχψω"
                    .chars()
                    .position(|greek| greek == letter);
                let name = place.map_or("", |place| GREEK[place]);
                text.push_str(&format!("\\ensuremath{{\\{name}}}"));
            }
            // The fonts of LaTeX's own encoding lack the letters of Icelandic.
            'Ð' | 'ð' | 'Þ' | 'þ' => text.push_str(&number(letter)),
            '×' => text.push_str("\\ensuremath{\\times}"),
            '÷' => text.push_str("\\ensuremath{\\div}"),
            'À'..='ÿ' => text.push(letter),
            other => text.push_str(&number(other)),
        }
    }
    text
}

fn number(letter: char) -> String {
    format!("[U+{:04X}]", u32::from(letter))
}

#[cfg(test)]
mod tests {
    use super::{Symbol, text};

    #[test]
    fn what_latex_would_take_for_a_command_is_written_out() {
        assert_eq!(
            text("50% of a_b & c\\d {x} ~ #1 $"),
            "50\\% of a\\_b \\& c\\textbackslash{}d \\{x\\} \\textasciitilde{} \\#1 \\$"
        );
        assert_eq!(text("τ é →"), "\\ensuremath{\\tau} é [U+2192]");
        assert_eq!(text("Ðþ"), "[U+00D0][U+00FE]");
    }

    #[test]
    fn names_are_letters_with_an_index_or_words() {
        let symbol = |name: &str| Symbol::of(name).of_layer("a_b").at("t");
        assert_eq!(symbol("alpha_s"), "\\alpha_{s,\\text{a\\_b}}[t]");
        assert_eq!(symbol("rate"), "\\textit{rate}_{\\text{a\\_b}}[t]");
        assert_eq!(symbol("r"), "r_{\\text{a\\_b}}[t]");
    }
}
