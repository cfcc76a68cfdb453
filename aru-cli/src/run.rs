//! `aru run`: the outputs of a network for arrays of a file.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use aru::ndarray::{Array3, s};
use aru::prelude::*;
use aru::recording::{Npz, Recording};

use crate::arrays::{Side, Source, sequences};
use crate::axes::Order;
use crate::failure::{Failure, Outcome};
use crate::fit_file::Scales;
use crate::measures::{self, Loss, names_of_features};
use crate::network::{Named, Opened};
use crate::output::{save, say, tell};
use crate::words::counted;

/// Run a network on new data
#[derive(clap::Args)]
pub struct Run {
    #[command(flatten)]
    named: Named,
    /// A .npz, .npy, .csv or .tsv file
    #[arg(value_name = "DATA")]
    data: PathBuf,
    /// Name of an array or column; once for each [default: as in training, else as the declared inputs]
    #[arg(long, value_name = "NAME")]
    input: Vec<String>,
    /// Name of an array or column that the outputs are compared with; once for each [default: likewise, where the file
    /// has them]
    #[arg(long, value_name = "NAME")]
    target: Vec<String>,
    /// What an array with two axes holds [default: as in training, else step-feature]
    #[arg(long, value_enum, value_name = "AXES")]
    axes: Option<Order>,
    /// Give inputs and outputs as they are, not as they were scaled for training
    #[arg(long)]
    raw: bool,
    /// A file for the outputs: .npz, an array [sequence, step, feature] for each output, or .csv, a line a step
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write every state and intermediate value of every layer too (.npz)
    #[arg(long, requires = "out")]
    trace: bool,
}

/// What `--out` is written as.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Npz,
    Csv,
}

impl Run {
    pub fn run(self) -> Outcome {
        match self.named.f64 {
            true => self.go::<f64>(),
            false => self.go::<f32>(),
        }
    }

    fn go<T: Scalar>(self) -> Outcome {
        let form = self.form()?;
        let opened = self.named.open()?;
        let net = opened.network::<T>()?;
        let description = net.description();
        let recording = Recording::open(&self.data)?;
        let fit = opened.fit.as_ref();
        let axes = self.axes.or(fit.map(|fit| fit.axes)).unwrap_or_default();
        let source = Source {
            recording: &recording,
            axes,
        };
        let names = |side: Side, given: &[String], fitted: Option<&Vec<String>>| {
            let given = if given.is_empty() {
                fitted.map_or(given, Vec::as_slice)
            } else {
                given
            };
            side.names(given, description)
        };
        let input = names(Side::Inputs, &self.input, fit.map(|fit| &fit.input));
        let mut inputs: Array3<T> = source.read(Side::Inputs, &input, description)?;
        let unscaled = inputs.clone();
        let scales = self.scales(&opened);
        scales.scale_inputs(inputs.view_mut())?;
        let outputs = scales.in_units(net.run(inputs.view())?)?;
        let (count, steps, _) = outputs.dim();
        say(format_args!(
            "`{}`: {} of {}",
            description.name,
            counted(count, "sequence"),
            counted(steps, "step")
        ))?;
        let target = names(Side::Targets, &self.target, fit.map(|fit| &fit.target));
        if !self.target.is_empty() || source.has(&target) {
            let loss = fit.map(|fit| Loss::named(&fit.loss)).unwrap_or_default();
            let measured = match loss {
                Loss::CrossEntropy => match source.labels(&target, count)? {
                    Some(labels) => Sequences::labelled(unscaled, labels, description.output_size())?,
                    None => sequences(unscaled, source.read(Side::Targets, &target, description)?)?,
                },
                _ => sequences(unscaled, source.read(Side::Targets, &target, description)?)?,
            };
            for line in measures::lines(&outputs, &measured, loss, description)? {
                say(line)?;
            }
        }
        let Some((path, form)) = self.out.as_deref().zip(form) else {
            tell("note: the outputs are not kept; `--out predicted.npz` does");
            return Ok(());
        };
        match form {
            Form::Csv => save(path, csv(&outputs, &names_of_features(description)).as_bytes())?,
            Form::Npz => self.write_npz(&net, &inputs, &outputs, path)?,
        }
        tell(format_args!("outputs are in {}", path.display()));
        Ok(())
    }

    /// As the name of `--out` says.
    fn form(&self) -> Outcome<Option<Form>> {
        let Some(path) = &self.out else { return Ok(None) };
        let extension = path.extension().and_then(|extension| extension.to_str());
        match extension {
            Some("npz") => Ok(Some(Form::Npz)),
            Some("csv") if self.trace => Err(Failure::of(
                "`--trace` has arrays of many shapes, which a .csv cannot hold; name a file that ends in .npz",
            )),
            Some("csv") => Ok(Some(Form::Csv)),
            _ => Err(Failure::of(format_args!(
                "`--out {}` ends in neither .npz nor .csv; name a file that does",
                path.display()
            ))),
        }
    }

    /// Those of training, unless they are not wanted.
    fn scales(&self, opened: &Opened) -> Scales {
        let scales = opened.fit.as_ref().map(|fit| fit.scales.clone());
        match scales {
            Some(scales) if !self.raw => {
                if scales.inputs.is_some() {
                    tell("note: inputs are scaled as in training (`--raw` leaves them as they are)");
                }
                scales
            }
            _ => Scales::default(),
        }
    }

    fn write_npz<N: Network>(
        &self,
        net: &N,
        inputs: &Array3<N::Scalar>,
        outputs: &Array3<N::Scalar>,
        path: &Path,
    ) -> Outcome {
        let mut file = Npz::new();
        let mut first = 0;
        for output in net.description().outputs() {
            let own = outputs.slice(s![.., .., first..first + output.size]);
            file = file.array(&output.name, &own.as_standard_layout());
            first += output.size;
        }
        if self.trace {
            let trace = net.trace(inputs.view())?;
            for name in trace.names() {
                file = file.array(name, &trace.state(name)?);
            }
        }
        Ok(file.write(path)?)
    }
}

/// A line a step: sequence, step, outputs.
fn csv<T: Scalar>(outputs: &Array3<T>, names: &[String]) -> String {
    let mut text = format!("sequence,step,{}\n", names.join(","));
    let (sequences, steps, _) = outputs.dim();
    for sequence in 0..sequences {
        for step in 0..steps {
            let _ = write!(text, "{sequence},{step}");
            for value in outputs.slice(s![sequence, step, ..]) {
                let _ = write!(text, ",{value}");
            }
            text.push('\n');
        }
    }
    text
}
