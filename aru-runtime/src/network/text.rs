//! Networks from text: the same declaration, with nothing to compile.

mod code;
mod description;
mod equations;
mod given;
mod in_rust;
mod load;
mod model;
mod outline;
mod plan;
mod registers;
mod restored;
mod rows;
mod sound;

pub use aru_compiler::{Fault, Faults, Place};

use aru_compiler::without_blanks;

use self::given::{Given, Pairs};
#[doc(hidden)]
pub use self::in_rust::InRust;
pub use self::load::load;
pub use self::model::Model;
pub use self::outline::Outline;
use crate::network::description::{CustomActivation, Elements, Mask, PairFunction};
use crate::numerics::activation::{Activation, OnBlocks};

/// A text that declares networks: what stands between the braces of a call of `recurrent_net!`.
///
/// Sizes that have a name, const parameters among them, get their number by [`with`](Text::with), masks and starts that have
/// one by [`with_mask`](Text::with_mask) and [`with_start`](Text::with_start), types of Rust by
/// [`with_activation`](Text::with_activation).
///
/// ```
/// use aru::{AnyNetwork, Text};
/// use aru::prelude::*;
/// use ndarray::Array3;
///
/// let text = "
///     struct Leaky<const H: usize> {
///         dt: 1 ms;
///         input x: 2;
///         layer hidden: Aru<H> { tau_s: learn global(20 ms) in logistic(1 ms, 200 ms); alpha_r: 1.0; }
///         output y: 1;
///         x -> hidden -> y;
///         hidden ~> hidden;
///     }";
/// let model = Text::new(text).with("H", 32).model()?;
/// let mut net: AnyNetwork<f32> = model.network(7)?;
/// let data = Sequences::new(Array3::ones((4, 30, 2)), Array3::zeros((4, 30, 1)))?;
/// Trainer::new(Adam::new(1e-3)).epochs(2).fit(&mut net, &data)?;
/// assert_ne!(net.parameter("hidden.alpha_s")?.values(), [0.05]);
///
/// let faults = Text::new("struct Net { input x: 1; output y: 1; x -> z; }").model().unwrap_err();
/// assert_eq!(faults.to_string(), "\
/// error: no input, layer or output named `z`, expected `x` or `y`
///  --> <text>:1:44
///   |
/// 1 | struct Net { input x: 1; output y: 1; x -> z; }
///   |                                            ^");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Text<'a> {
    text: aru_compiler::Text<'a>,
    given: Given,
}

impl<'a> Text<'a> {
    /// A text, called `<text>` in messages.
    pub fn new(text: &'a str) -> Self {
        Text {
            text: aru_compiler::Text::new(text),
            given: Given::default(),
        }
    }

    /// What messages call it: the path of its file.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.text = self.text.named(name);
        self
    }

    /// The number that a const parameter or a path means where it is a size. Of one given twice the last holds; one that
    /// the text does not name is a fault.
    #[must_use]
    pub fn with(mut self, size: &str, units: usize) -> Self {
        self.text = self.text.with(size, units);
        self
    }

    /// What a link's `mask: PATH` or `mask: by(PATH)` means: which pairs it joins. One that the text does not name is a fault.
    ///
    /// ```
    /// use aru::Text;
    /// use aru::description::Mask;
    ///
    /// let text = "struct Net { input x: 2; layer h: Elman<2>; output y: 1; x -> h { mask: EACH_ITS_OWN; } h -> y; }";
    /// let own = Mask::of_rows(&[[true, false], [false, true]])?;
    /// let model = Text::new(text).with_mask("EACH_ITS_OWN", own).model()?;
    /// assert_eq!(model.network::<f32>(7)?.parameter("x_to_h.weight")?.values()[1], 0.0);
    /// # use aru::Network;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_mask(mut self, path: &str, mask: Mask) -> Self {
        self.text = self.text.with_item(path);
        self.given.masks.insert(without_blanks(path), Pairs::Rows(mask));
        self
    }

    /// The same by a function of target and source, for links of any size.
    #[must_use]
    pub fn with_mask_by(mut self, path: &str, function: PairFunction) -> Self {
        self.text = self.text.with_item(path);
        self.given.masks.insert(without_blanks(path), Pairs::By(function));
        self
    }

    /// What a start `by(PATH)` means: the value of each element. One that the text does not name is a fault.
    #[must_use]
    pub fn with_start(mut self, path: &str, elements: Elements) -> Self {
        self.text = self.text.with_item(path);
        self.given.starts.insert(without_blanks(path), elements);
        self
    }

    /// What `activation: custom(PATH)` means: a type of Rust. One that the text does not name is a fault.
    #[must_use]
    pub fn with_activation<A: Activation>(mut self, path: &str) -> Self {
        self.text = self.text.with_item(path);
        let own = (OnBlocks::of::<A>(), CustomActivation::of::<A>());
        self.given.activations.insert(without_blanks(path), own);
        self
    }

    /// What the networks of the text are called and which sizes they ask for, in the order declared: nothing has to be given
    /// for it.
    ///
    /// ```
    /// use aru::Text;
    ///
    /// let text = "struct Net<const H: usize> { input x: 2; layer h: Elman<H>; output y: 1; x -> h -> y; }";
    /// let outlines = Text::new(text).outlines()?;
    /// assert_eq!((outlines[0].name(), outlines[0].sizes()), ("Net", &["H".to_owned()][..]));
    /// # Ok::<(), aru::Faults>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Every fault of the text that is one whatever the sizes.
    pub fn outlines(self) -> Result<Vec<Outline>, Faults> {
        Ok(self.text.check()?.iter().map(Outline::of).collect())
    }

    /// The one network of the text.
    ///
    /// # Errors
    ///
    /// Every fault of the text, each with its line, its column and the way out; the text declares another network; a mask that
    /// does not fit its link.
    pub fn model(self) -> Result<Model, Faults> {
        let (compiled, reporter) = self.text.compile_for()?;
        self.given.model(&reporter.one(compiled)?, &reporter)
    }

    /// All networks of the text, in the order declared.
    ///
    /// # Errors
    ///
    /// Every fault of the text, each with its line, its column and the way out; a mask that does not fit its link.
    pub fn models(self) -> Result<Vec<Model>, Faults> {
        let (compiled, reporter) = self.text.compile_for()?;
        let models = compiled.iter().map(|one| self.given.model(one, &reporter));
        models.collect()
    }
}

#[cfg(test)]
mod tests;
