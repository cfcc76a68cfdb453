//! The header of an array of NumPy: a dictionary as Python writes it, of texts, truth values, lengths, tuples and lists.
//!
//! The libraries that read all of Python's literals bring twenty packages and a C compiler with them.

use std::iter::Peekable;
use std::str::Chars;

/// Brackets within brackets that the header of a structured array may have; the parser calls itself for each.
const DEEPEST: usize = 32;

/// A literal of Python, as far as headers have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Literal {
    Text(String),
    Truth(bool),
    Whole(usize),
    Tuple(Vec<Literal>),
    List(Vec<Literal>),
    Dictionary(Vec<(Literal, Literal)>),
}

impl Literal {
    /// Reads one literal and nothing else; `Err` says what is wrong.
    pub(super) fn read(text: &str) -> Result<Literal, String> {
        let mut reader = Reader {
            rest: text.chars().peekable(),
            depth: 0,
        };
        let value = reader.value()?;
        match reader.next_letter() {
            None => Ok(value),
            Some(letter) => Err(format!("`{}` behind its end", letter.escape_default())),
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Literal::Text(text) => Some(text),
            _ => None,
        }
    }
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    depth: usize,
}

impl Reader<'_> {
    /// The next letter that is no space, which stays.
    fn next_letter(&mut self) -> Option<char> {
        while self.rest.next_if(|letter| letter.is_ascii_whitespace()).is_some() {}
        self.rest.peek().copied()
    }

    fn is_taken(&mut self, letter: char) -> bool {
        self.next_letter() == Some(letter) && self.rest.next().is_some()
    }

    fn value(&mut self) -> Result<Literal, String> {
        match self.next_letter() {
            Some('\'' | '"') => self.text().map(Literal::Text),
            Some('0'..='9') => self.whole().map(Literal::Whole),
            Some('(') => {
                let (values, had_comma) = self.within('(', ')', Self::value)?;
                // Brackets around one value alone are no tuple.
                match (values.as_slice(), had_comma) {
                    ([value], false) => Ok(value.clone()),
                    _ => Ok(Literal::Tuple(values)),
                }
            }
            Some('[') => self
                .within('[', ']', Self::value)
                .map(|(values, _)| Literal::List(values)),
            Some('{') => {
                let (entries, _) = self.within('{', '}', Self::entry)?;
                Ok(Literal::Dictionary(entries))
            }
            Some(letter) if letter.is_ascii_alphabetic() => self.word(),
            Some(letter) => Err(format!("`{}` begins nothing", letter.escape_default())),
            None => Err("it ends too soon".into()),
        }
    }

    /// `True`, `False`, or a text with its kind in front: `u'x'`.
    fn word(&mut self) -> Result<Literal, String> {
        let mut word = String::new();
        while let Some(letter) = self.rest.next_if(char::is_ascii_alphanumeric) {
            word.push(letter);
        }
        match (word.as_str(), self.rest.peek()) {
            ("True", _) => Ok(Literal::Truth(true)),
            ("False", _) => Ok(Literal::Truth(false)),
            ("u" | "b", Some('\'' | '"')) => self.text().map(Literal::Text),
            _ => Err(format!("`{word}` is no value")),
        }
    }

    fn entry(&mut self) -> Result<(Literal, Literal), String> {
        let key = self.value()?;
        match self.is_taken(':') {
            true => Ok((key, self.value()?)),
            false => Err("a key without `:`".into()),
        }
    }

    /// What stands between brackets, and whether a comma stands behind the last.
    fn within<V>(
        &mut self,
        open: char,
        close: char,
        mut next: impl FnMut(&mut Self) -> Result<V, String>,
    ) -> Result<(Vec<V>, bool), String> {
        self.is_taken(open);
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("too many brackets within brackets".into());
        }
        let (mut values, mut had_comma) = (Vec::new(), false);
        while !self.is_taken(close) {
            if !values.is_empty() && !had_comma && self.next_letter().is_some() {
                return Err(format!("neither `,` nor `{close}` behind a value"));
            }
            values.push(next(self)?);
            had_comma = self.is_taken(',');
        }
        self.depth -= 1;
        Ok((values, had_comma))
    }

    /// With the `L` of Python 2 behind it or without.
    fn whole(&mut self) -> Result<usize, String> {
        let mut digits = String::new();
        while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        self.rest.next_if_eq(&'L');
        digits.parse().map_err(|_| format!("{digits} is no length"))
    }

    fn text(&mut self) -> Result<String, String> {
        let unfinished = || "a text without an end".to_owned();
        let quote = self.rest.next().ok_or_else(unfinished)?;
        let mut text = String::new();
        loop {
            match self.rest.next().ok_or_else(unfinished)? {
                '\\' => text.push(self.escaped()?),
                letter if letter == quote => return Ok(text),
                letter => text.push(letter),
            }
        }
    }

    /// The letter that stands behind a backslash.
    fn escaped(&mut self) -> Result<char, String> {
        let letter = self.rest.next().ok_or("a text without an end")?;
        let digits = match letter {
            'n' => return Ok('\n'),
            't' => return Ok('\t'),
            'r' => return Ok('\r'),
            '\\' | '\'' | '"' => return Ok(letter),
            'x' => 2,
            'u' => 4,
            'U' => 8,
            other => return Err(format!("an unknown escape `\\{}`", other.escape_default())),
        };
        let code: String = self.rest.by_ref().take(digits).collect();
        let is_whole = code.len() == digits && code.chars().all(|digit| digit.is_ascii_hexdigit());
        let code = u32::from_str_radix(&code, 16).ok().filter(|_| is_whole);
        code.and_then(char::from_u32)
            .ok_or_else(|| "an escape that is no letter".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tuple(lengths: &[usize]) -> Literal {
        Literal::Tuple(lengths.iter().copied().map(Literal::Whole).collect())
    }

    #[test]
    fn headers_are_read_as_python_reads_them() {
        let read = |text: &str| Literal::read(text).unwrap_or_else(|fault| panic!("{fault} in {text}"));
        let header = read("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }   \n");
        let Literal::Dictionary(entries) = header else {
            panic!()
        };
        assert_eq!(
            entries[0],
            (Literal::Text("descr".into()), Literal::Text("<f8".into()))
        );
        assert_eq!(entries[1].1, Literal::Truth(false));
        assert_eq!(entries[2].1, tuple(&[3, 4]));
        assert_eq!(read("()"), tuple(&[]));
        assert_eq!(read("(3,)"), tuple(&[3]));
        assert_eq!(read("( 3L , 2L )"), tuple(&[3, 2]), "as Python 2 writes it");
        assert_eq!(read("(3)"), Literal::Whole(3));
        let fields = read(r#"[('a', '<f4'), (u"b'", '<i8', (2,)), ('\u03b1\x62\n', '|b1')]"#);
        let Literal::List(fields) = fields else { panic!() };
        let names = fields.iter().map(|field| match field {
            Literal::Tuple(parts) => parts[0].text(),
            other => panic!("{other:?}"),
        });
        assert!(names.eq([Some("a"), Some("b'"), Some("αb\n")]));
    }

    #[test]
    fn what_is_no_literal_is_told() {
        for (text, fault) in [
            ("", "it ends too soon"),
            ("{'a': 1", "it ends too soon"),
            ("{'a' 1}", "a key without `:`"),
            ("(1 2)", "neither `,` nor `)` behind a value"),
            ("(1, 2]", "neither `,` nor `)` behind a value"),
            ("(, 1)", "`,` begins nothing"),
            ("{'a': 1} x", "`x` behind its end"),
            ("true", "`true` is no value"),
            ("'abc", "a text without an end"),
            ("'abc\\", "a text without an end"),
            (r"'\q'", "an unknown escape `\\q`"),
            (r"'\xg1'", "an escape that is no letter"),
            (r"'\x+f'", "an escape that is no letter"),
            (r"'\ud800'", "an escape that is no letter"),
            ("-1", "`-` begins nothing"),
            ("99999999999999999999", "99999999999999999999 is no length"),
        ] {
            assert_eq!(Literal::read(text), Err(fault.to_owned()), "{text}");
        }
        let deep = "[".repeat(5000);
        assert_eq!(
            Literal::read(&deep),
            Err("too many brackets within brackets".into())
        );
        assert!(Literal::read(&("[".repeat(32) + &"]".repeat(32))).is_ok());
    }
}
