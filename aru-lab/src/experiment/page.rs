//! Several reports on one page.

use std::path::Path;

use super::claim::Verdict;
use super::html;
use super::markdown;
use super::report::Report;
use super::text::duration;
use crate::fault::cannot;
use crate::machine::machine;
use aru_runtime::__private::lab::files;
use aru_runtime::Result;

/// Reports under one title: a table of all claims on top, then each experiment.
///
/// ```
/// use aru::experiment::{Options, Page, Report};
/// # #[derive(clap::Parser)]
/// # struct Arguments {
/// #     #[command(flatten)]
/// #     options: Options,
/// # }
/// # fn main() -> aru::Result<()> {
/// # let options = <Arguments as clap::Parser>::parse_from(["mine"]).options;
/// # let folder = std::env::temp_dir().join(format!("aru-page-{}", std::process::id()));
/// # std::fs::create_dir(&folder).unwrap();
/// let mut report = Report::new("sums", "Sums grow", &options);
/// report.claim("2 and 2 are 4", "4", 2 + 2 == 4);
/// let mut page = Page::new("My experiments", [report]);
/// page.fact("Command", "cargo run --release --example mine");
/// assert_eq!(page.summary(), "1 of 1 claims hold.");
/// page.write_html(folder.join("index.html"))?; // one file, to be opened in a browser
/// page.write_markdown(folder.join("experiments.md"))?; // figures go to experiments/
/// # std::fs::remove_dir_all(folder).ok();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Page {
    pub(super) title: String,
    reports: Vec<Report>,
    facts: Vec<(String, String)>,
}

impl Page {
    /// A page of these reports, in this order.
    pub fn new(title: impl Into<String>, reports: impl IntoIterator<Item = Report>) -> Self {
        Page {
            title: title.into(),
            reports: reports.into_iter().collect(),
            facts: Vec::new(),
        }
    }

    /// Something that holds for all of it, shown at its head: the command, the seed.
    pub fn fact(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.facts.push((name.into(), value.into()));
    }

    /// The reports, in the order given.
    pub fn reports(&self) -> &[Report] {
        &self.reports
    }

    /// How many claims hold, in a sentence.
    pub fn summary(&self) -> String {
        let count = |verdict: Verdict| {
            let claims = self.reports.iter().flat_map(Report::claims);
            claims.filter(|claim| claim.verdict() == verdict).count()
        };
        let [passed, failed, others] = [Verdict::Pass, Verdict::Fail, Verdict::NotJudged].map(count);
        let judged = passed + failed;
        let shown = match others {
            0 => String::new(),
            1 => "; 1 more number is shown and not judged".into(),
            _ => format!("; {others} more numbers are shown and not judged"),
        };
        match (self.reports.is_empty(), judged) {
            (true, _) => "No experiment was finished.".into(),
            (_, 0) if !self.reports.iter().all(Report::is_judged) => {
                format!("None of {others} numbers is judged: less than the protocol was run.")
            }
            _ => format!("{passed} of {judged} claims hold{shown}."),
        }
    }

    /// Writes the page as one HTML file that needs no network: figures are in it.
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub fn write_html(&self, path: impl AsRef<Path>) -> Result<()> {
        files::write(path.as_ref(), html::page(self).as_bytes())
    }

    /// Writes the page as Markdown, and its figures into a folder beside it that has the file's name without ending.
    ///
    /// # Errors
    ///
    /// A path without a file name, or a file that cannot be written.
    pub fn write_markdown(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let name = path.file_stem().and_then(|name| name.to_str());
        let name = name
            .ok_or("the path does not end in a file name")
            .map_err(cannot("write", path))?;
        for report in &self.reports {
            let folder = path.with_file_name(name).join(report.name());
            std::fs::create_dir_all(&folder).map_err(cannot("write", path))?;
            for picture in report.pictures() {
                let file = folder.join(format!("{}.svg", picture.name));
                files::write(&file, picture.svg.as_bytes())?;
            }
        }
        files::write(path, markdown::page(self, name).as_bytes())
    }

    /// What stands at its head: the facts given, the machine, the time.
    pub(super) fn facts(&self) -> Vec<(String, String)> {
        let seconds = self.reports.iter().map(Report::seconds).sum();
        let mut facts = self.facts.clone();
        facts.push(("Machine".into(), machine()));
        facts.push(("Time of all trials, threads added".into(), duration(seconds)));
        facts
    }
}
