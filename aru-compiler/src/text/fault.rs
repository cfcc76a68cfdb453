//! Faults of a text, and how they print: as rustc prints its own.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::ops::{Deref, Range};
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::lexical::Broken;
use super::words::of_text;

/// A fault of a text.
///
/// It prints as an error of rustc does, without colour:
///
/// ```
/// let faults = aru_compiler::Text::new("struct Net {\n    input x: 1;\n    output y: 1;\n    x -> z;\n}")
///     .named("net.aru")
///     .compile()
///     .unwrap_err();
/// assert_eq!(faults[0].to_string(), "\
/// error: no input, layer or output named `z`, expected `x` or `y`
///  --> net.aru:4:10
///   |
/// 4 |     x -> z;
///   |          ^");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// The rule that is broken: one sentence, without a capital or a full stop.
    pub message: String,
    /// The way out, where it is a step to take.
    pub help: Option<String>,
    /// Where what it is about begins.
    pub start: Place,
    /// Where that ends: the place behind its last character. Of a fault about what is missing it is its start.
    pub end: Place,
    source: Arc<Source>,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in characters: a tab is one.
    pub column: usize,
    /// From 0, in bytes of the text, a byte order mark in front of it left out.
    pub offset: usize,
}

/// The faults of a text in the order of their places: one at least.
///
/// They print one after the other, with a line between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults {
    found: Vec<Fault>,
}

/// A text and its name.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
    pub fn new(name: String, text: &str) -> Self {
        Source {
            name,
            text: text.to_owned(),
        }
    }

    fn place(&self, offset: usize) -> Place {
        let before = &self.text[..offset];
        let line = before.rsplit('\n').next().unwrap_or(before);
        Place {
            line: 1 + before.matches('\n').count(),
            column: 1 + line.chars().count(),
            offset,
        }
    }
}

impl Faults {
    /// Of a text that is not made of tokens.
    pub(super) fn broken(source: Arc<Source>, broken: Broken) -> Self {
        let Broken { message, help, place } = broken;
        Faults {
            found: vec![Fault::new(&source, message, help, place)],
        }
    }

    /// What was reported at tokens of that file, as `proc-macro2` calls the text.
    pub(super) fn new(source: &Arc<Source>, file: Option<&str>, errors: Vec<syn::Error>) -> Self {
        let errors = errors.into_iter().flatten();
        let mut found: Vec<Fault> = errors
            .map(|error| {
                let (message, help) = way_out(&of_text(&error.to_string()));
                let span = error.span();
                let is_here = file.is_some_and(|file| span.file() == file);
                let place = Some(span.byte_range()).filter(|place| is_here && !place.is_empty());
                // What has no place of its own is missing, and stands behind all that is there.
                let end = source.text.trim_end().len();
                Fault::new(source, message, help, place.unwrap_or(end..end))
            })
            .collect();
        found.sort_by_key(|fault| fault.start);
        // What two rules say in the same words, rustc tells once.
        let mut told = BTreeSet::new();
        found.retain(|fault| told.insert((fault.start, fault.end, fault.message.clone())));
        Faults { found }
    }
}

impl Fault {
    fn new(source: &Arc<Source>, message: String, help: Option<String>, place: Range<usize>) -> Self {
        Fault {
            message,
            help,
            start: source.place(place.start),
            end: source.place(place.end),
            source: Arc::clone(source),
        }
    }
}

/// With what a step to take begins. Messages give it last, behind a `;`, or ask what was meant.
const STEPS: &str = "add bound choose declare draw drop end give keep leave lengthen link list lower make move name put \
    read remove rename set take turn use write";

/// The rule and the way out of a message.
fn way_out(message: &str) -> (String, Option<String>) {
    let split = |at: usize, mark: &str| {
        let help = message[at + mark.len()..].to_owned();
        (message[..at].to_owned(), Some(help))
    };
    if let Some(at) = message
        .rfind(", did you mean `")
        .filter(|_| message.ends_with('?'))
    {
        return split(at, ", ");
    }
    let is_step = |at: usize| {
        let is_code = message[..at].matches('`').count() % 2 == 1;
        let first = message[at + 2..].split([' ', ',']).next();
        !is_code && first.is_some_and(|first| STEPS.split_whitespace().any(|step| step == first))
    };
    let mut marks = message.match_indices("; ").map(|(at, _)| at);
    match marks.find(|&at| is_step(at)) {
        Some(at) => split(at, "; "),
        None => (message.to_owned(), None),
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let place = self.start.offset..self.end.offset;
        let snippet = Snippet::source(self.source.text.as_str())
            .path(self.source.name.as_str())
            .annotation(AnnotationKind::Primary.span(place));
        let group = Level::ERROR.primary_title(self.message.as_str()).element(snippet);
        let group = match &self.help {
            Some(help) => group.element(Level::HELP.message(help.as_str())),
            None => group,
        };
        f.write_str(&Renderer::plain().render(&[group]))
    }
}

impl Display for Faults {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.found.iter().enumerate() {
            let between = if index > 0 { "\n\n" } else { "" };
            write!(f, "{between}{fault}")?;
        }
        Ok(())
    }
}

impl Error for Fault {}

impl Error for Faults {}

impl Deref for Faults {
    type Target = [Fault];

    fn deref(&self) -> &[Fault] {
        &self.found
    }
}

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::vec::IntoIter<Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Fault;
    type IntoIter = std::slice::Iter<'a, Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.iter()
    }
}
