//! Lines of Python.

/// Where a line is broken.
const WIDTH: usize = 100;

/// Lines at one indentation.
pub(super) struct Lines {
    indentation: usize,
    text: String,
}

impl Lines {
    pub(super) fn new(indentation: usize) -> Self {
        Lines {
            indentation,
            text: String::new(),
        }
    }

    /// Further lines at the same indentation.
    pub(super) fn inner(&self) -> Self {
        Lines::new(self.indentation)
    }

    pub(super) fn line(&mut self, line: impl AsRef<str>) {
        let line = line.as_ref();
        if !line.is_empty() {
            self.text.push_str(&" ".repeat(self.indentation));
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub(super) fn lines(&mut self, lines: &str) {
        lines.lines().for_each(|line| self.line(line));
    }

    /// A comment, over several lines where it is long.
    pub(super) fn comment(&mut self, text: &str) {
        let mut line = String::from("#");
        // Whatever breaks a line would end the comment.
        for word in text.split(char::is_whitespace) {
            if line.len() > 1 && self.indentation + line.len() + 1 + word.len() > WIDTH {
                self.line(&line);
                line = "#    ".into();
            }
            line.push(' ');
            line.push_str(word);
        }
        self.line(line);
    }

    /// `# name = a + b`, broken in front of terms where it is long.
    pub(super) fn comment_sum(&mut self, name: &str, terms: &[&str]) {
        let mut line = format!("# {name} = {}", terms[0]);
        for term in &terms[1..] {
            if self.indentation + line.len() + 3 + term.len() > WIDTH {
                self.line(&line);
                line = format!("#     + {term}");
            } else {
                line.push_str(&format!(" + {term}"));
            }
        }
        self.line(line);
    }

    /// `name = open a, b close`, a part a line where they do not fit in one.
    pub(super) fn list(&mut self, name: &str, [open, close]: [&str; 2], parts: &[String]) {
        let whole = format!("{name} = {open}{}{close}", parts.join(", "));
        if self.indentation + whole.len() <= WIDTH {
            return self.line(whole);
        }
        self.line(format!("{name} = {open}"));
        for part in parts {
            self.line(format!("    {part},"));
        }
        self.line(close);
    }

    /// A call whose arguments are given, the first and the last with its ends: an argument a line where they do not fit.
    pub(super) fn call(&mut self, parts: &[&str]) {
        let whole = parts.join(", ");
        if self.indentation + whole.len() <= WIDTH {
            return self.line(whole);
        }
        let (open, first) = parts[0].split_once('(').unwrap_or((parts[0], ""));
        self.line(format!("{open}("));
        let last = parts.len() - 1;
        for (place, part) in std::iter::once(&first).chain(&parts[1..]).enumerate() {
            let part = if place == last {
                part.trim_end_matches(')')
            } else {
                part
            };
            self.line(format!("    {part},"));
        }
        self.line(")");
    }

    /// `name = a + b`, a term a line where they do not fit in one.
    pub(super) fn sum(&mut self, name: &str, terms: &[&str]) {
        let whole = format!("{name} = {}", terms.join(" + "));
        if self.indentation + whole.len() <= WIDTH {
            return self.line(whole);
        }
        self.line(format!("{name} = ("));
        for (place, term) in terms.iter().enumerate() {
            let sign = if place == 0 { "" } else { "+ " };
            let line = format!("    {sign}{term}");
            // A long one is broken at its product.
            let is_long = self.indentation + line.len() > WIDTH && line.ends_with("].T");
            match line.rfind(" @ p[").filter(|_| is_long) {
                Some(product) => {
                    self.line(&line[..product]);
                    self.line(format!("       {}", &line[product..]));
                }
                None => self.line(line),
            }
        }
        self.line(")");
    }

    pub(super) fn extend(&mut self, other: Lines) {
        self.text.push_str(&other.text);
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// Doc lines in quotes.
pub(super) fn docstring(docs: &str) -> String {
    let mut escaped = docs
        .trim_end()
        .replace('\\', "\\\\")
        .replace("\"\"\"", "\\\"\\\"\\\"");
    if escaped.ends_with('"') {
        escaped.insert(escaped.len() - 1, '\\');
    }
    let lines: Vec<&str> = escaped.lines().map(str::trim_end).collect();
    match lines.as_slice() {
        [line] => format!("\"\"\"{}\"\"\"", line.trim()),
        _ => format!("\"\"\"\n{}\n\"\"\"", lines.join("\n")),
    }
}
