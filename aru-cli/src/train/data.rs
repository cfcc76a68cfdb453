//! The data of a fit, from files to parts.

use std::path::Path;

use aru::description::Description;
use aru::ndarray::Array3;
use aru::recording::Recording;
use aru::{Scalar, Sequences};

use super::options::{Cut, Options, Part};
use super::parts::{Fractions, Parts, Whole, deal};
use crate::arrays::{Side, Source, sequences};
use crate::failure::{Failure, Outcome};
use crate::measures::Loss;
use crate::output::say;

/// Of what is cut along time, unless `--test` says otherwise.
const TEST: f64 = 0.2;

/// Names of arrays, as given or declared.
#[derive(Clone, Debug)]
pub struct Names {
    pub input: Vec<String>,
    pub target: Vec<String>,
}

impl Names {
    pub fn of(options: &Options, description: &Description) -> Self {
        Names {
            input: Side::Inputs.names(&options.input, description),
            target: Side::Targets.names(&options.target, description),
        }
    }
}

/// Reads and cuts all that a fit needs; says what was taken.
pub fn read<T: Scalar>(
    options: &Options,
    names: &Names,
    description: &Description,
) -> Outcome<(Parts<T>, Cut)> {
    let read = |path: &Path| content::<T>(path, options, names, description);
    let fraction = |part: &Part| match part {
        Part::Fraction(fraction) => *fraction,
        Part::File(_) => 0.0,
    };
    let own_file = |part: &Part| match part {
        Part::Fraction(_) => Ok(None),
        Part::File(path) => whole(read(path)?, options).map(Some),
    };
    let test = options.test.clone().unwrap_or(match options.validate {
        Part::Fraction(_) => Part::Fraction(TEST),
        Part::File(_) => Part::Fraction(0.0),
    });
    let fractions = Fractions {
        validation: fraction(&options.validate),
        test: fraction(&test),
    };
    let content = read(&options.data)?;
    let cut = options.cut.unwrap_or(match content.sequences() {
        1 => Cut::Time,
        _ => Cut::Sequences,
    });
    let is_cut = fractions.validation + fractions.test > 0.0;
    let (mut parts, words) = match (content, cut) {
        (Content::Arrays(_), Cut::Time) if options.last_step && is_cut => {
            return Err(Failure::of(
                "`--last-step` counts the end of each sequence, which `--cut time` cuts off; say `--cut sequences`",
            ));
        }
        (Content::Arrays(arrays), Cut::Time) if is_cut => arrays.cut(fractions)?,
        (Content::Labelled(_), Cut::Time) if is_cut => {
            return Err(Failure::of(
                "labels are of whole sequences, which `--cut time` cuts; say `--cut sequences`",
            ));
        }
        (content, _) => deal(&whole(content, options)?, fractions)?,
    };
    if is_cut {
        say(words)?;
    }
    if let Some(data) = own_file(&options.validate)? {
        parts.validation = Some(data);
    }
    if let Some(data) = own_file(&test)? {
        parts.test = Some(data);
    }
    Ok((parts, cut))
}

/// What a file has.
enum Content<T> {
    Arrays(Whole<T>),
    /// A choice for each sequence.
    Labelled(Box<Sequences<T>>),
}

impl<T: Scalar> Content<T> {
    fn sequences(&self) -> usize {
        match self {
            Content::Arrays(arrays) => arrays.inputs.dim().0,
            Content::Labelled(data) => data.len(),
        }
    }
}

fn content<T: Scalar>(
    path: &Path,
    options: &Options,
    names: &Names,
    description: &Description,
) -> Outcome<Content<T>> {
    let recording = Recording::open(path)?;
    let source = Source {
        recording: &recording,
        axes: options.axes,
    };
    let inputs: Array3<T> = source.read(Side::Inputs, &names.input, description)?;
    let (count, steps, _) = inputs.dim();
    if options.loss == Loss::CrossEntropy
        && let Some(labels) = source.labels(&names.target, count)?
    {
        let data = Sequences::labelled(inputs, labels, description.output_size())?;
        return Ok(Content::Labelled(Box::new(data)));
    }
    let targets: Array3<T> = source.read(Side::Targets, &names.target, description)?;
    let found = (targets.dim().0, targets.dim().1);
    if found != (count, steps) {
        return Err(Failure::of(format_args!(
            "--input has {count} sequences of {steps} steps, --target {} of {}; they must be as many (`--axes` says what \
             two axes are)",
            found.0, found.1
        )));
    }
    Ok(Content::Arrays(Whole { inputs, targets }))
}

/// All of a file, none of it cut.
fn whole<T: Scalar>(content: Content<T>, options: &Options) -> Outcome<Sequences<T>> {
    let data = match content {
        Content::Arrays(Whole { inputs, targets }) => sequences(inputs, targets)?,
        Content::Labelled(data) => *data,
    };
    Ok(match options.last_step {
        true => data.last_step_only()?,
        false => data,
    })
}
