//! Networks of aru in other languages. Everything is written from a network's
//! [`description`](aru_runtime::run::network::Network::description) and the values of its parameters.
#![forbid(unsafe_code)]

mod c;
mod diagram;
mod dot;
mod folding;
mod json;
mod latex;
mod pytorch;
mod values;
mod words;

pub use json::{SCHEMA, read_json};

use aru_runtime::error::Result;
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::run::network::Network;

use self::diagram::Picture;

/// A network as text that other programs read. Every [`Network`] has it.
pub trait Export: Network {
    /// The description as JSON: sizes as numbers, expressions as trees, and `"schema"`, the version of the form. Values of
    /// parameters are not in it. [`read_json`] reads it back.
    ///
    /// ```
    /// use aru::prelude::*;
    ///
    /// recurrent_net! {
    ///     struct Leaky {
    ///         input x: 1;
    ///         layer hidden: Aru<3> { alpha_s: 1.0; alpha_r: learn global(0.1); }
    ///         output y: 1;
    ///         x -> hidden;
    ///         hidden -> y;
    ///     }
    /// }
    ///
    /// let text = Leaky::<f32>::new(1).to_json();
    /// assert!(text.starts_with(r#"{"schema":1,"name":"Leaky""#));
    /// assert_eq!(aru::export::read_json(&text)?, Leaky::<f32>::DESCRIPTION);
    /// # aru::Result::Ok(())
    /// ```
    fn to_json(&self) -> String {
        json::write(self.description())
    }

    /// The network as a PyTorch module: one Python file with one class, named as the struct, that needs `torch` and
    /// `safetensors` alone and reads its parameters from the file that `save` wrote. docs/exports.md has all of it.
    ///
    /// # Errors
    /// A layer has an activation of a type that does not say its
    /// [`PYTORCH`](aru_runtime::numerics::activation::Activation::PYTORCH).
    ///
    /// ```
    /// use aru::prelude::*;
    ///
    /// recurrent_net! {
    ///     struct Leaky {
    ///         input x: 2;
    ///         layer hidden: Aru<3> { alpha_s: learn global(0.1) in logistic(0, 1); alpha_r: 1.0; }
    ///         output y: 1;
    ///         x -> hidden;
    ///         hidden ~> hidden;
    ///         hidden -> y;
    ///     }
    /// }
    ///
    /// let net = Leaky::<f32>::new(1);
    /// let folder = std::env::temp_dir();
    /// net.save(folder.join("leaky.safetensors"))?;
    /// std::fs::write(folder.join("leaky.py"), net.to_pytorch()?)?;
    /// // Beside them, in Python:
    /// //     from leaky import Leaky
    /// //     net = Leaky.load("leaky.safetensors")
    /// //     y = net(x)  # [sequence, step, 2] -> [sequence, step, 1]
    /// # aru::Result::Ok(())
    /// ```
    fn to_pytorch(&self) -> Result<String> {
        pytorch::write(self.description())
    }

    /// The network as text for [Graphviz](https://graphviz.org): a node an input, layer (unit, size, rate constants as they
    /// are now) and output, in ranks by causal order; an edge a link, solid for `->` and dashed for `~>`, with its delays and
    /// what it is restricted to. Heads are arrows; dots, where a link gates a rate; bars, where it inhibits; both, where its
    /// sources do either by Dale's law. The same network gives the same text.
    ///
    /// ```
    /// use aru::prelude::*;
    ///
    /// recurrent_net! {
    ///     struct Leaky {
    ///         dt: 5 ms;
    ///         input x: 1;
    ///         layer hidden: Aru<3> { tau_s: 20 ms; alpha_r: 1.0; }
    ///         output y: 1;
    ///         x -> hidden -> y;
    ///         hidden ~> hidden;
    ///     }
    /// }
    ///
    /// let text = Leaky::<f32>::new(1).to_dot();
    /// assert!(text.contains(r#""hidden" [label="hidden\nAru, 3 units\ntau_s 20 ms""#));
    /// assert!(text.contains(r#""hidden" -> "hidden" [style=dashed, arrowhead=normal, label="5 ms"];"#));
    /// ```
    fn to_dot(&self) -> String {
        dot::write(&Picture::of(self.description(), &values::of(self)))
    }

    /// The picture of [`to_dot`](Export::to_dot) as SVG, laid out, in one file that refers to nothing else.
    ///
    /// ```
    /// use aru::prelude::*;
    ///
    /// recurrent_net! {
    ///     struct Leaky {
    ///         input x: 1;
    ///         layer hidden: Aru<3> { alpha_s: 0.25; alpha_r: 1.0; }
    ///         output y: 1;
    ///         x -> hidden -> y;
    ///         hidden ~> hidden;
    ///     }
    /// }
    ///
    /// let picture = Leaky::<f32>::new(1).to_svg();
    /// assert!(picture.contains("<title>Leaky</title>"));
    /// ```
    fn to_svg(&self) -> String {
        diagram::write(&Picture::of(self.description(), &values::of(self)))
    }

    /// The network as one file of C99 that computes what [`stream`](Network::stream) does, for rigs and microcontrollers: a
    /// struct `NAME_state`, `void NAME_reset(NAME_state *state)` and
    /// `void NAME_step(NAME_state *state, const float *x, float *y)`, where NAME is that of the declaration and numbers are
    /// `double` for a network of `f64`. Parameters are constants as they are now, nothing is allocated, and what a mask leaves
    /// out costs nothing. There is no noise.
    ///
    /// # Errors
    /// An activation that is a type of Rust's, `custom(path)`: the error names it.
    ///
    /// ```
    /// use aru::prelude::*;
    ///
    /// recurrent_net! {
    ///     struct Leaky {
    ///         input x: 1;
    ///         layer hidden: Aru<3> { alpha_s: 0.25; alpha_r: 1.0; }
    ///         output y: 1;
    ///         x -> hidden -> y;
    ///         hidden ~> hidden;
    ///     }
    /// }
    ///
    /// let text = Leaky::<f32>::new(1).to_c()?;
    /// assert!(text.contains("void Leaky_step(Leaky_state *state, const float *x, float *y)"));
    /// # aru::Result::Ok(())
    /// ```
    fn to_c(&self) -> Result<String> {
        c::write(self.description(), &values::of(self), Self::Scalar::NAME == "f32")
    }

    /// The equations as LaTeX: a fragment for a document that loads amsmath. Of each layer the drive as a sum over links, the
    /// equations of its unit with folded numbers in place, and noise; then bounds and Dale's law as conditions, and a table
    /// of symbols with shapes and the values of what is one number.
    ///
    /// ```
    /// use aru::prelude::*;
    ///
    /// recurrent_net! {
    ///     struct Leaky {
    ///         input x: 1;
    ///         layer h: Aru<3> { alpha_s: 0.25; alpha_r: 1.0; activation: tanh; }
    ///         output y: 1;
    ///         x -> h -> y;
    ///         h ~> h;
    ///     }
    /// }
    ///
    /// let text = Leaky::<f32>::new(1).to_latex();
    /// assert!(text.contains(r"W_{\text{h},\text{h}}\,\textit{rate}_{\text{h}}[t-1]"));
    /// ```
    fn to_latex(&self) -> String {
        latex::write(self.description(), &values::of(self))
    }
}

impl<N: Network> Export for N {}
