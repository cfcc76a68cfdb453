//! A folder of recordings: read, divided, every model on every neuron, outside models beside them.

mod arrays;
mod layout;
mod output;
mod predictions;
mod songs;
mod split;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use aru::auditory::recordings::Recordings;
use aru::experiment::{Options, Report};

use self::layout::Found;
use crate::compare::{Plan, compare, longest, plain, read, tell_cut};
use crate::figures::{self, Truths};
use crate::models::{self, Model, zoo};
use crate::protocol;
use crate::recorded::{Recorded, Split};
use crate::score::score;
use crate::table::{self, Row};

/// What is asked of a folder.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Own {
    /// Recordings of yours, in the form of CRCNS (WAV files, `stim1`, `spike1`), of NEMS or as a `.npz` a song; without it
    /// simulated neurons and a grasshopper's
    pub folder: Option<PathBuf>,
    /// Predictions of another model for the test songs, a `.npz`; may be given several times
    #[arg(long, requires = "folder")]
    pub predictions: Vec<PathBuf>,
    /// Songs that train, validate and test, in their order, as `14,2,4` [default: 70, 10 and 20 %; where most songs were heard
    /// once and others several times, the others test]
    #[arg(long, requires = "folder", value_parser = split::parse)]
    pub split: Option<[usize; 3]>,
    /// Epochs at most [default: 200]
    #[arg(long, requires = "folder")]
    pub epochs: Option<usize>,
    /// Epochs without a lower validation loss after which training ends [default: 30]
    #[arg(long, requires = "folder")]
    pub patience: Option<usize>,
    /// Leave window curves out: each runs the networks of all seeds once for every window, up to the longest song
    #[arg(long, requires = "folder")]
    pub no_windows: bool,
    /// Only these neurons
    #[arg(long, requires = "folder", value_delimiter = ',')]
    pub neurons: Vec<String>,
    /// Only these models, as `gru,ln`: whose name contains one of these
    #[arg(long, requires = "folder", value_delimiter = ',')]
    pub models: Vec<String>,
    /// CRCNS: the folder of WAV files, within the folder or elsewhere [default: the only one within]
    #[arg(long, requires = "folder")]
    pub sounds: Option<PathBuf>,
    /// CRCNS: the folder of cells, within the folder or elsewhere [default: the only one within]
    #[arg(long, requires = "folder")]
    pub cells: Option<PathBuf>,
    /// CRCNS: the class of sounds, as `conspecific` [default: the only one]
    #[arg(long, requires = "folder")]
    pub class: Option<String>,
}

/// Compares models on the recordings of a folder.
pub fn run(options: &Options, own: &Own, folder: &Path) -> Result<Report> {
    let found = layout::find(folder, own)?;
    println!("{}: {}", folder.display(), found.form());
    let split = split::choose(&found, own.split)?;
    let options = options.within(output::prepare(options, folder)?);
    let mut report = Report::new("statenet", format!("Models on {}", folder.display()), &options);
    report.question("How well do the models predict these neurons, and how much of the past do they use?");
    let Heard { recordings, silence } = hear(found, &split, report.folder())?;
    split::save(&recordings, &split, report.folder())?;
    println!(
        "{} bands in bins of {} ms; {} songs train, {} validate, {} test",
        recordings.clips()[0].sound().ncols(),
        1e3 * recordings.dt(),
        split.train.len(),
        split.validate.len(),
        split.test.len()
    );
    for line in read(&recordings, &split.test)? {
        println!("{line}");
    }
    let models = chosen(
        zoo(recordings.clips()[0].sound().ncols(), recordings.dt())?.models,
        &own.models,
    )?;
    let neurons = neurons(&recordings, &own.neurons)?;
    let recorded = apart(&recordings, &neurons, &split, &silence)?;

    let seeds = report.seeds(10, 2)?;
    let plan = Plan {
        seeds: [seeds.start, seeds.end],
        epochs: own.epochs.unwrap_or(options.full_or_quick(200, 4)),
        patience: own.patience.unwrap_or(30),
        dream: options.full_or_quick(400, 60),
        windows: (!own.no_windows).then_some(options.full_or_quick(1.25, 2.0)),
    };
    protocol::describe(&mut report, &plan);
    tell_cut(&mut report, &recorded);
    // Wrong files are told of before anything is trained.
    let outside = outside(&own.predictions, &recordings, &split.test, &recorded)?;
    let compared = compare(&mut report, "fits", &recorded, &models, &plan)?;
    let mut rows: Vec<Row> = compared.iter().flat_map(table::fitted).collect();
    rows.extend(outside);
    let rows = table::by_neuron(rows);
    let caption = format!(
        "{}: bins of {} ms, smoothed by a Hann window of 21 ms; {} test songs",
        folder.display(),
        1e3 * recordings.dt(),
        split.test.len()
    );
    let table = table::table(&caption, &rows);
    report.table(table);
    for (model, mean, neurons) in table::means(&rows) {
        report.measured(
            format!("{model}: mean CCraw of {neurons} neurons"),
            format!("{mean:.3}"),
        );
    }
    table::save(report.folder(), &rows)?;
    figures::draw(&mut report, "own", &compared, &Truths::default())?;
    Ok(report)
}

/// The rows of models that were trained elsewhere, each called as its file.
fn outside(
    files: &[PathBuf],
    recordings: &Recordings,
    test: &[usize],
    recorded: &[Recorded],
) -> Result<Vec<Row>> {
    let mut names: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for file in files {
        let name = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        ensure!(
            !models::is_known(&name),
            "`{}` would stand in the table as `{name}`, the name of a model; rename the file",
            file.display()
        );
        ensure!(
            !names.contains(&name),
            "two files of predictions are called `{name}`, and would be one model in the table; rename `{}`",
            file.display()
        );
        let predictions = predictions::read(file, recordings, test)?;
        for own in recorded {
            let predicted = predictions.of(&own.test);
            let predicted = predicted.with_context(|| format!("`{}`", file.display()))?;
            rows.extend(table::outside(
                &name,
                &own.test,
                &score(&own.test, &predicted)?,
                &[],
            ));
        }
        names.push(name);
    }
    Ok(rows)
}

/// Recordings as models hear them.
struct Heard {
    recordings: Recordings,
    silence: aru::analysis::Null,
}

/// Sounds through an ear that knows the training songs alone; it is kept beside the weights, as `ear.json`.
fn hear(found: Found, split: &Split, folder: &Path) -> Result<Heard> {
    match found {
        Found::Crcns(cells) => {
            let ear = songs::ear(&cells, &split.train)?;
            ear.save(folder.join("ear.json"))?;
            Ok(Heard {
                recordings: aru::auditory::crcns::recordings(&cells, &ear)?,
                silence: aru::analysis::Null::heard(&ear),
            })
        }
        Found::Arrays(recordings, _) => {
            let (recordings, zero) = crate::recorded::standardised(&recordings, &split.train)?;
            Ok(Heard {
                recordings,
                silence: aru::analysis::Null::Value(zero),
            })
        }
    }
}

/// The models whose names contain one of these, all where none is given.
fn chosen(models: &[Model], wanted: &[String]) -> Result<Vec<Model>> {
    let has = |model: &Model, part: &String| model.name.to_lowercase().contains(&part.to_lowercase());
    if let Some(unknown) = wanted
        .iter()
        .find(|part| !models.iter().any(|model| has(model, part)))
    {
        let names: Vec<&str> = models.iter().map(|model| model.name).collect();
        bail!(
            "no model's name contains `{unknown}`; there are {}",
            names.join(", ")
        );
    }
    let chosen = models.iter().copied();
    Ok(chosen
        .filter(|model| wanted.is_empty() || wanted.iter().any(|part| has(model, part)))
        .collect())
}

/// The neurons asked for, all where none is.
fn neurons(recordings: &Recordings, wanted: &[String]) -> Result<Vec<String>> {
    let names = recordings.neurons();
    if let Some(unknown) = wanted.iter().find(|name| !names.contains(name)) {
        bail!("there is no neuron `{unknown}`; there are {}", names.join(", "));
    }
    let is_wanted = |name: &&String| wanted.is_empty() || wanted.contains(name);
    Ok(names.iter().filter(is_wanted).cloned().collect())
}

/// Each neuron alone, in the songs that it heard. One that heard none of a part is left out, and told.
fn apart(
    recordings: &Recordings,
    neurons: &[String],
    split: &Split,
    silence: &aru::analysis::Null,
) -> Result<Vec<Recorded>> {
    let mut recorded = Vec::new();
    let all = recordings.neurons().iter().enumerate();
    // By their number among all, so that a fit is found again whichever neurons are asked for.
    for (number, name) in all.filter(|(_, name)| neurons.contains(name)) {
        let own = recordings.neuron(name)?;
        let place = |clip: &usize| {
            let wanted = recordings.clips()[*clip].name();
            own.clips().iter().position(|clip| clip.name() == wanted)
        };
        let part = |clips: &[usize]| -> Vec<usize> { clips.iter().filter_map(place).collect() };
        let of_own = Split {
            train: part(&split.train),
            validate: part(&split.validate),
            test: part(&split.test),
        };
        let parts = [
            ("train", &of_own.train),
            ("validate", &of_own.validate),
            ("test", &of_own.test),
        ];
        if let Some((what, _)) = parts.iter().find(|(_, clips)| clips.is_empty()) {
            println!("{name} is left out: it heard no song that is to {what}");
            continue;
        }
        let name = format!("{number}_{}", plain(name));
        recorded.push(Recorded::new(name, own, &of_own, silence.clone())?);
    }
    ensure!(
        !recorded.is_empty(),
        "no neuron heard songs of all three parts; divide them otherwise by `--split`"
    );
    ensure!(
        recorded.iter().all(|own| longest(&own.test) > 1),
        "the test songs have a single bin"
    );
    Ok(recorded)
}
