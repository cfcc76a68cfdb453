//! `aru show`: a network as tables, equations and a picture.

use std::path::PathBuf;

use aru::Scalar;
use aru::prelude::*;

use crate::equations;
use crate::failure::Outcome;
use crate::network::Named;
use crate::output::{save, say, tell};

/// Show a network: summary, equations, picture
#[derive(clap::Args)]
pub struct Show {
    #[command(flatten)]
    named: Named,
    /// A file for the picture, as SVG
    #[arg(long, value_name = "FILE")]
    diagram: Option<PathBuf>,
}

impl Show {
    pub fn run(self) -> Outcome {
        match self.named.f64 {
            true => self.show::<f64>(),
            false => self.show::<f32>(),
        }
    }

    fn show<T: Scalar>(self) -> Outcome {
        let net = self.named.open()?.network::<T>()?;
        say(net.summary())?;
        say(format_args!("\n{}", equations::write(net.description())))?;
        if let Some(path) = &self.diagram {
            save(path, net.to_svg().as_bytes())?;
            tell(format_args!("the picture is in {}", path.display()));
        }
        Ok(())
    }
}
