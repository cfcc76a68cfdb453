//! `aru export`: a network for other programs.

use std::path::PathBuf;

use aru::Scalar;
use aru::export::Export as _;
use aru::prelude::*;
use clap::ValueEnum;

use crate::failure::Outcome;
use crate::network::Named;
use crate::output::{save, tell, write};

/// Write a network in another language
#[derive(clap::Args)]
pub struct Export {
    #[command(flatten)]
    named: Named,
    /// The language
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Format,
    /// A file, in place of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// What a network is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A PyTorch module, one Python file
    Pytorch,
    /// Equations
    Latex,
    /// The picture
    Svg,
    /// The picture as text for Graphviz
    Dot,
    /// One C99 file with the weights in it
    C,
    /// The declaration as plain data
    Json,
}

impl Export {
    pub fn run(self) -> Outcome {
        match self.named.f64 {
            true => self.export::<f64>(),
            false => self.export::<f32>(),
        }
    }

    fn export<T: Scalar>(self) -> Outcome {
        let opened = self.named.open()?;
        let net = opened.network::<T>()?;
        let text = match self.to {
            Format::Pytorch => net.to_pytorch()?,
            Format::Latex => net.to_latex(),
            Format::Svg => net.to_svg(),
            Format::Dot => net.to_dot(),
            Format::C => net.to_c()?,
            Format::Json => net.to_json() + "\n",
        };
        match &self.out {
            Some(path) => save(path, text.as_bytes())?,
            None => write(&text)?,
        }
        let computes = matches!(self.to, Format::Pytorch | Format::C);
        match &opened.weights {
            None if computes => tell("note: its parameters are as they are drawn; no weights were named"),
            Some(weights) if self.to == Format::Pytorch => tell(format_args!(
                "note: it reads its parameters, `{}.load(\"{}\")`",
                net.description().name,
                weights.display()
            )),
            _ => {}
        }
        let scales = opened.fit.map(|fit| fit.scales).unwrap_or_default();
        if computes && (scales.inputs.is_some() || scales.targets.is_some()) {
            tell(
                "note: it takes inputs and gives outputs as they were scaled for training: (value - mean) / sd, as \
                 `scales` in fit.json says",
            );
        }
        Ok(())
    }
}
