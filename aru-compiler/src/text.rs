//! Declarations from text: a file, a string, what another language hands over.
//!
//! A declaration in Rust may name what stands around it, and rustc knows what that is. A text has nothing around it, so
//! that the caller says what its names mean: sizes by [`Text::with`], functions, masks and types by [`Text::with_item`].

mod fault;
mod lexical;
mod resolve;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use fault::{Fault, Faults, Place};
use quote::ToTokens;

use crate::compile::{Compiled, checked};
use crate::parse;
use crate::report::Errors;
use fault::Source;

/// A text that declares networks: what stands between the braces of a call of `recurrent_net!`.
///
/// | in the text | what it means |
/// | --- | --- |
/// | a const parameter, `Net<const H: usize>`; a path that is a size, `SIZE`, `crate::SIZE` | the number that [`with`](Text::with) gives for it; a size without one is a fault |
/// | `{ 2 * SIZE + 1 }` | is computed |
/// | `by(path)`, `mask: PATH`, `custom(path)` | what the caller has under that path, as [`with_item`](Text::with_item) says; without, a fault. The path stands in `network.start_functions`, `masks` and `custom_activations` |
/// | `#[cfg(..)]` | a fault: there is no build that it could ask |
/// | `pub`, docs, lints, `must_use`, `crate: path;` | nothing: they are for Rust |
///
/// ```
/// use aru_compiler::Text;
/// use aru_compiler::network::Size;
///
/// let text = "
///     struct Net<const H: usize> {
///         input x: 2;
///         layer h: Elman<H>;
///         output y: 1;
///         x -> h -> y;
///         h ~> h { weights: fixed by(shift); }
///     }";
/// let compiled = Text::new(text).named("net.aru").with("H", 32).with_item("shift").compile()?;
/// let network = &compiled[0].network;
/// assert_eq!(network.layers[0].size, Size::Number(32));
/// assert_eq!(network.start_functions[0].path.to_string(), "shift");
/// # Ok::<(), aru_compiler::Faults>(())
/// ```
#[derive(Clone, Debug)]
pub struct Text<'a> {
    text: &'a str,
    name: String,
    sizes: BTreeMap<String, usize>,
    items: BTreeSet<String>,
}

/// Compiles a text that stands for itself, without a name in the outer world. The same as [`Text::compile`].
///
/// # Errors
///
/// As of [`Text::compile`].
///
/// ```
/// let faults = aru_compiler::compile_text("struct Net { input x: 1; output y: 1; x -> z; }").unwrap_err();
/// assert_eq!((faults[0].start.line, faults[0].start.column), (1, 44));
/// assert_eq!(faults[0].message, "no input, layer or output named `z`, expected `x` or `y`");
/// ```
pub fn compile_text(text: &str) -> Result<Vec<Compiled>, Faults> {
    Text::new(text).compile()
}

impl<'a> Text<'a> {
    /// A text, called `<text>` in messages.
    pub fn new(text: &'a str) -> Self {
        Text {
            text: text.strip_prefix('\u{feff}').unwrap_or(text),
            name: "<text>".to_owned(),
            sizes: BTreeMap::new(),
            items: BTreeSet::new(),
        }
    }

    /// What messages call it: the path of its file.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The number that a const parameter or a path means where it is a size. Of one given twice the last holds; one that
    /// the text does not name is a fault.
    pub fn with(mut self, size: &str, units: usize) -> Self {
        self.sizes.insert(without_blanks(size), units);
        self
    }

    /// There is something in the outer world under that path: a function of `by(path)`, a mask, a type of `custom(path)`.
    /// One that the text does not name is a fault.
    pub fn with_item(mut self, path: &str) -> Self {
        self.items.insert(without_blanks(path));
        self
    }

    /// Compiles all networks of the text, in the order declared. All of their sizes are numbers.
    ///
    /// The places of what is named are remembered by `proc-macro2` for the life of the thread, text included.
    ///
    /// # Errors
    ///
    /// With every fault of the text, in its order. Where it is not made of tokens (a bracket without its other, a string
    /// without its end) with that alone; what only Rust has, and what is given for nothing, is told of a text without other
    /// faults.
    pub fn compile(self) -> Result<Vec<Compiled>, Faults> {
        Ok(self.compile_for()?.0)
    }

    /// Compiles all networks of the text with sizes that may still be names, as the macro does: to tell faults before anybody
    /// knows the sizes. What [`with`](Text::with) and [`with_item`](Text::with_item) have given stays aside.
    ///
    /// # Errors
    ///
    /// As of [`compile`](Text::compile), but for what depends on what is given.
    ///
    /// ```
    /// let text = "struct Net<const H: usize> { input x: 2; layer h: Elman<H>; output y: 1; x -> h -> y; }";
    /// let compiled = aru_compiler::Text::new(text).check()?;
    /// assert_eq!(compiled[0].network.const_parameters[0], "H");
    /// # Ok::<(), aru_compiler::Faults>(())
    /// ```
    pub fn check(self) -> Result<Vec<Compiled>, Faults> {
        let source = Arc::new(Source::new(self.name, self.text));
        let tokens = match lexical::tokens(self.text) {
            Ok(tokens) => tokens,
            Err(broken) => return Err(Faults::broken(source, broken)),
        };
        let file = tokens.clone().into_iter().next().map(|first| first.span().file());
        let mut errors = Errors::new();
        let declaration = parse::parse(tokens, &mut errors);
        checked(declaration, errors)
            .map_err(|rejected| Faults::new(&source, file.as_deref(), rejected.errors))
    }

    /// Compiles a text of one network.
    ///
    /// # Errors
    ///
    /// As of [`compile`](Text::compile); the text declares another network.
    ///
    /// ```
    /// let text = "struct A { input x: 1; output y: 1; x -> y; }
    /// struct B { input x: 1; output y: 1; x -> y; }";
    /// let faults = aru_compiler::Text::new(text).compile_one().unwrap_err();
    /// assert_eq!(faults[0].message, "one network was expected, and `B` is another");
    /// assert_eq!(faults[0].start.line, 2);
    /// ```
    pub fn compile_one(self) -> Result<Compiled, Faults> {
        let (compiled, reporter) = self.compile_for()?;
        reporter.one(compiled)
    }

    /// The same as [`compile`](Text::compile), and what tells the faults that who runs the networks finds with what is given.
    #[doc(hidden)]
    pub fn compile_for(self) -> Result<(Vec<Compiled>, Reporter), Faults> {
        let source = Arc::new(Source::new(self.name, self.text));
        let tokens = match lexical::tokens(self.text) {
            Ok(tokens) => tokens,
            Err(broken) => return Err(Faults::broken(source, broken)),
        };
        let file = tokens.clone().into_iter().next().map(|first| first.span().file());
        let faults = |errors| Faults::new(&source, file.as_deref(), errors);
        let mut errors = Errors::new();
        let mut declaration = parse::parse(tokens, &mut errors);
        let mut unused = resolve::sizes(&mut declaration, &self.sizes, &mut errors);
        let mut compiled = checked(declaration, errors).map_err(|rejected| faults(rejected.errors))?;
        let mut errors = Errors::new();
        unused.extend(resolve::items(&compiled, &self.items, &mut errors));
        resolve::all_is_used(&unused, &mut errors);
        let errors = errors.into_found();
        if !errors.is_empty() {
            return Err(faults(errors));
        }
        for Compiled { network, .. } in &mut compiled {
            network.const_parameters.clear();
        }
        Ok((compiled, Reporter { source, file }))
    }
}

/// Tells faults of a text that was compiled.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Reporter {
    source: Arc<Source>,
    /// What its tokens call the file that they are from.
    file: Option<String>,
}

impl Reporter {
    /// Something is wrong at these tokens.
    pub fn fault(&self, tokens: impl ToTokens, message: String) -> Faults {
        let error = syn::Error::new_spanned(tokens, message);
        Faults::new(&self.source, self.file.as_deref(), vec![error])
    }

    /// The one network that there is.
    pub fn one(&self, mut compiled: Vec<Compiled>) -> Result<Compiled, Faults> {
        match compiled.get(1) {
            None => Ok(compiled.swap_remove(0)),
            Some(Compiled { network, .. }) => {
                let rule = "one network was expected, and";
                let message = format!("{rule} `{}` is another; remove one, or ask for all", network.name);
                Err(self.fault(&network.name, message))
            }
        }
    }
}

/// A path as it is compared: tokens print with blanks between them.
#[doc(hidden)]
pub fn without_blanks(path: &str) -> String {
    path.split_whitespace().collect()
}
