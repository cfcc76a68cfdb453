//! What an experiment asks, runs and finds.

use std::fmt::Display;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::claim::{Claim, Verdict};
use super::markdown;
use super::options::Options;
use super::text::found;
use crate::fault::cannot;
use crate::plot::Panels;
use crate::study::{Results, Study};
use aru_runtime::__private::lab::files;
use aru_runtime::training::Progress;
use aru_runtime::{Error, Result};

/// The report of one experiment: its question, its settings, figures and tables, and each claim beside the number that
/// was measured.
///
/// ```
/// use aru::experiment::{Options, Report, Verdict};
/// use aru::plot::{Figure, Panels};
/// # #[derive(clap::Parser)]
/// # struct Arguments {
/// #     #[command(flatten)]
/// #     options: Options,
/// # }
/// # use clap::Parser;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = std::env::temp_dir().join(format!("aru-report-{}", std::process::id()));
/// # let options = Arguments::parse_from(["squares"]).options.within(folder.clone());
/// let mut report = Report::new("squares", "Squares grow", &options);
/// report.question("Do squares grow faster than what is squared?");
/// report.setting("numbers", "1 to 5");
/// // Trials run in parallel, and a finished one is never run again.
/// let trials = report.run("squares", 1..=5_u32, |&number| Ok::<_, std::io::Error>(number * number))?;
/// let squares: Vec<u32> = trials.outcomes().copied().collect();
/// let figure = Figure::new("Squares").x_label("Number").y_label("Square").line("square", 1..=5, &squares);
/// report.figure("squares", "Squares of 1 to 5 rise from 1 to 25.", &Panels::new([figure]))?;
/// report
///     .claim("the square of 5 is above 20", squares[4].to_string(), squares[4] > 20)
///     .if_it_fails("Five may have been taken for four.");
/// report.finish()?; // prints it, and writes report.md and report.json
/// assert_eq!(report.claims()[0].verdict(), Verdict::Pass);
/// # std::fs::remove_dir_all(folder)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    name: String,
    title: String,
    question: String,
    settings: Vec<(String, String)>,
    quick: bool,
    /// Fewer repetitions than the protocol has.
    few: bool,
    claims: Vec<Claim>,
    pictures: Vec<Picture>,
    tables: Vec<Table>,
    notes: Vec<String>,
    trials: usize,
    seconds: f64,
    #[serde(skip)]
    options: Options,
    #[serde(skip)]
    folder: PathBuf,
    #[serde(skip)]
    announced: bool,
}

/// A figure of a report.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Picture {
    /// Name of its file, without `.svg`.
    pub name: String,
    /// What it shows, for readers who cannot see it.
    pub alternative: String,
    /// The content of its file.
    #[serde(skip)]
    pub svg: String,
}

/// A table of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// What its numbers are, with their unit.
    pub caption: String,
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// Cells, row by row.
    pub rows: Vec<Vec<String>>,
}

impl Report {
    /// An empty report. Its name is that of the experiment's program and folder.
    ///
    /// # Panics
    ///
    /// Where the name has other than letters, digits, `_` and `-`: it is a part of the program, and of addresses within
    /// the page.
    pub fn new(name: &str, title: impl Into<String>, options: &Options) -> Self {
        assert!(
            is_plain(name),
            "the name of a report is `{name}`; expected letters, digits, `_` and `-`"
        );
        Report {
            name: name.into(),
            title: title.into(),
            question: String::new(),
            settings: Vec::new(),
            quick: options.quick,
            few: false,
            claims: Vec::new(),
            pictures: Vec::new(),
            tables: Vec::new(),
            notes: Vec::new(),
            trials: 0,
            seconds: 0.0,
            options: options.clone(),
            folder: options.folder(name),
            announced: false,
        }
    }

    /// What the experiment is to answer, in a sentence or two.
    pub fn question(&mut self, question: impl Into<String>) {
        self.question = question.into();
    }

    /// A setting that the experiment ran with, printed before the first trial.
    pub fn setting(&mut self, name: impl Into<String>, value: impl Display) {
        self.settings.push((name.into(), value.to_string()));
    }

    /// The seed of each repetition, as many as `--repetitions` says, else `full`, or with `--quick` `quick`; noted among
    /// the settings.
    ///
    /// # Errors
    ///
    /// As [`Options::seeds`].
    pub fn seeds(&mut self, full: u32, quick: u32) -> Result<Range<u64>> {
        let seeds = self.options.seeds(full, quick)?;
        let count = seeds.end - seeds.start;
        let protocol = match count == u64::from(full) {
            true => String::new(),
            false => format!("; the protocol has {full}"),
        };
        self.few |= count < u64::from(full);
        let (first, last) = (seeds.start, seeds.end - 1);
        self.setting(
            "repetitions",
            format!("{count} (seeds {first} to {last}){protocol}"),
        );
        Ok(seeds)
    }

    /// Runs trials, in parallel and with a bar that shows the time left, and keeps each finished one in a folder of this
    /// name within the experiment's: see [`Study`], which also says what trials and outcomes must be.
    ///
    /// # Errors
    ///
    /// As [`Study::open`] and [`Study::run`].
    pub fn run<Settings, Outcome, E>(
        &mut self,
        name: &str,
        trials: impl IntoIterator<Item = Settings>,
        trial: impl Fn(&Settings) -> std::result::Result<Outcome, E> + Sync,
    ) -> Result<Results<Settings, Outcome>>
    where
        Settings: Serialize + Sync,
        Outcome: Serialize + DeserializeOwned + Send,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let results = self.study(name)?.run(trials, trial)?;
        self.count(&results);
        Ok(results)
    }

    /// [`run`](Report::run) for trials that are faster together: see [`Study::run_groups`].
    ///
    /// # Errors
    ///
    /// As [`Study::open`] and [`Study::run_groups`].
    pub fn run_groups<Settings, Outcome, Key: PartialEq, E>(
        &mut self,
        name: &str,
        trials: impl IntoIterator<Item = Settings>,
        key: impl Fn(&Settings) -> Key,
        group: impl Fn(&[&Settings]) -> std::result::Result<Vec<std::result::Result<Outcome, E>>, E> + Sync,
    ) -> Result<Results<Settings, Outcome>>
    where
        Settings: Serialize + Sync,
        Outcome: Serialize + DeserializeOwned + Send,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let results = self.study(name)?.run_groups(trials, key, group)?;
        self.count(&results);
        Ok(results)
    }

    /// States a claim beside what was measured. It is not judged with `--quick`, or with fewer repetitions than the
    /// protocol has.
    pub fn claim(
        &mut self,
        statement: impl Into<String>,
        measured: impl Into<String>,
        holds: bool,
    ) -> &mut Claim {
        let verdict = match holds {
            _ if !self.is_judged() => Verdict::NotJudged,
            true => Verdict::Pass,
            false => Verdict::Fail,
        };
        self.add(Claim::new(statement, measured, verdict))
    }

    /// States a number of which nothing is claimed.
    pub fn measured(&mut self, what: impl Into<String>, measured: impl Into<String>) {
        self.add(Claim::new(what, measured, Verdict::NotJudged));
    }

    /// Adds a figure, and writes it to `name.svg` in the experiment's folder. The alternative text says what it shows to
    /// readers who cannot see it.
    ///
    /// # Errors
    ///
    /// Panels that [cannot be drawn](Panels::to_svg), a file that cannot be written, a name that another figure of the
    /// report has, or one with other than letters, digits, `_` and `-`.
    pub fn figure(&mut self, name: &str, alternative: impl Into<String>, panels: &Panels) -> Result<()> {
        self.picture(name, alternative, panels.to_svg()?)
    }

    /// The same of a picture that is an SVG already, as `net.to_svg()` is.
    ///
    /// # Errors
    ///
    /// As [`figure`](Report::figure).
    pub fn picture(
        &mut self,
        name: &str,
        alternative: impl Into<String>,
        svg: impl Into<String>,
    ) -> Result<()> {
        if !is_plain(name) || self.pictures.iter().any(|picture| picture.name == name) {
            return Err(Error::setting(
                format!("the name of a figure of `{}`", self.name),
                format!("`{name}`"),
                "expected letters, digits, `_` and `-`, and a name for each figure",
            ));
        }
        let svg = svg.into();
        self.write(&format!("{name}.svg"), &svg)?;
        self.pictures.push(Picture {
            name: name.into(),
            alternative: alternative.into(),
            svg,
        });
        Ok(())
    }

    /// Adds a table, shown below the claims.
    pub fn table(&mut self, table: Table) {
        self.tables.push(table);
    }

    /// Adds a paragraph: what a reader should know beside the claims.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// Prints what was found, and writes `report.md` and `report.json` into the experiment's folder.
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub fn finish(&mut self) -> Result<()> {
        self.announce();
        println!("{}", found(self));
        self.write("report.md", &markdown::report(self))?;
        let json = serde_json::to_string_pretty(self).expect("a report is plain data");
        self.write("report.json", &json)?;
        println!("figures, trials and report are in {}", self.folder.display());
        Ok(())
    }

    /// Name of the experiment.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is about, in a few words.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What it is to answer.
    pub fn asks(&self) -> &str {
        &self.question
    }

    /// What it ran with: names and values, in the order given.
    pub fn settings(&self) -> &[(String, String)] {
        &self.settings
    }

    /// False where less than the protocol was run: with `--quick`, or with fewer repetitions.
    pub fn is_judged(&self) -> bool {
        !self.quick && !self.few
    }

    /// Its claims, in the order given.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// Its figures, in the order given.
    pub fn pictures(&self) -> &[Picture] {
        &self.pictures
    }

    /// Its tables, in the order given.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Its paragraphs, in the order given.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// How many trials it has.
    pub fn trials(&self) -> usize {
        self.trials
    }

    /// Seconds of all trials by the clock, each thread's added: about the time that one core would take. Those that were
    /// found finished count with the time they took.
    pub fn seconds(&self) -> f64 {
        self.seconds
    }

    /// The folder of its trials, figures and files.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A study in a folder of this name, to be run as the options say.
    fn study<Settings, Outcome>(&mut self, name: &str) -> Result<Study<Settings, Outcome>>
    where
        Settings: Serialize + Sync,
        Outcome: Serialize + DeserializeOwned + Send,
    {
        self.announce();
        eprintln!("{}: {name}", self.name);
        let study = Study::open(self.folder.join(name))?.progress(Progress::Bar);
        Ok(match self.options.threads {
            Some(threads) => study.threads(threads.get()),
            None => study,
        })
    }

    fn count<Settings, Outcome>(&mut self, results: &Results<Settings, Outcome>) {
        self.trials += results.len();
        self.seconds += results.seconds();
    }

    fn add(&mut self, claim: Claim) -> &mut Claim {
        self.claims.push(claim);
        self.claims.last_mut().expect("one was just added")
    }

    fn write(&self, file: &str, content: &str) -> Result<()> {
        std::fs::create_dir_all(&self.folder).map_err(cannot("write", &self.folder))?;
        files::write(&self.folder.join(file), content.as_bytes())
    }

    /// Prints question and settings, once.
    fn announce(&mut self) {
        if !std::mem::replace(&mut self.announced, true) {
            println!("{self}");
        }
    }
}

/// True for what can stand in a file name and in an address as it is.
fn is_plain(name: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    !name.is_empty() && name.chars().all(plain)
}
