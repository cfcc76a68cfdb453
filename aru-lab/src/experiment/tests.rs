//! A small experiment from the command line to the page.

use std::path::PathBuf;

use clap::Parser;

use super::{Options, Page, Report, Table, Verdict};
use crate::plot::{Figure, Panels};

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

/// A folder of a test's own, removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        Folder(std::env::temp_dir().join(format!("aru-experiment-{}-{name}", std::process::id())))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn options(arguments: &[&str]) -> Options {
    Arguments::try_parse_from([&["test"], arguments].concat())
        .unwrap()
        .options
}

/// Two claims, one of which fails, a number, a figure, a table and a note.
fn report(folder: &Folder, arguments: &[&str]) -> Report {
    let options = options(arguments).within(folder.0.clone());
    let mut report = Report::new("squares", "Squares <grow> & \"grow\"", &options);
    report.question("Do squares | grow?");
    report.setting("numbers", "1 to 3");
    let seeds = report.seeds(3, 2).unwrap();
    let results = report
        .run("squares", seeds, |&seed| Ok::<_, std::io::Error>(seed * seed))
        .unwrap();
    let squares: Vec<u64> = results.outcomes().copied().collect();
    let figure =
        Figure::new("Squares")
            .x_label("n")
            .y_label("n^2")
            .line("square", 1..=squares.len(), &squares);
    report
        .figure("curve", "A curve that \"rises\"", &Panels::new([figure]))
        .unwrap();
    report
        .claim("1 is its own square", format!("{}", squares[0]), squares[0] == 1)
        .if_it_fails("not to be shown");
    report
        .claim("the square of 2 is 5", format!("{}", squares[1]), squares[1] == 5)
        .if_it_fails("Two may be smaller than thought.");
    report.measured("how many there are", squares.len().to_string());
    report.table(Table {
        caption: "All of them".into(),
        columns: vec!["n".into(), "n^2".into()],
        rows: squares
            .iter()
            .enumerate()
            .map(|(n, square)| vec![n.to_string(), square.to_string()])
            .collect(),
    });
    report.note("More could be squared.");
    report
}

#[test]
fn a_claim_has_its_verdict_and_its_explanation_only_where_it_fails() {
    let folder = Folder::new("verdicts");
    let report = report(&folder, &[]);
    let verdicts: Vec<Verdict> = report.claims().iter().map(|claim| claim.verdict()).collect();
    assert_eq!(verdicts, [Verdict::Pass, Verdict::Fail, Verdict::NotJudged]);
    assert_eq!(report.claims()[0].explanation(), None);
    assert_eq!(
        report.claims()[1].explanation(),
        Some("Two may be smaller than thought.")
    );
    assert_eq!(report.trials(), 3);
}

#[test]
fn quick_runs_are_not_judged() {
    let folder = Folder::new("quick");
    let report = report(&folder, &["--quick"]);
    assert_eq!(report.trials(), 2);
    assert!(!report.is_judged());
    let repetitions = (
        "repetitions".to_owned(),
        "2 (seeds 1 to 2); the protocol has 3".to_owned(),
    );
    assert!(
        report.settings().contains(&repetitions),
        "{:?}",
        report.settings()
    );
    assert!(
        report
            .claims()
            .iter()
            .all(|claim| claim.verdict() == Verdict::NotJudged)
    );
    let page = Page::new("Page", [report]);
    assert!(
        page.summary().starts_with("None of 3 numbers is judged"),
        "{}",
        page.summary()
    );
}

#[test]
fn repetitions_and_seeds_are_those_asked_for() {
    assert_eq!(options(&[]).seeds(20, 2).unwrap(), 1..21);
    assert_eq!(options(&["--quick", "--seed", "7"]).seeds(20, 2).unwrap(), 7..9);
    assert_eq!(
        options(&["--quick", "--repetitions", "5"]).seeds(20, 2).unwrap(),
        1..6
    );
    let error = options(&["--seed", &u64::MAX.to_string()])
        .seeds(20, 2)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("--seed") && error.contains("20 repetitions"),
        "{error}"
    );
    for wrong in [
        ["--repetitions", "0"],
        ["--repetitions", "1"],
        ["--threads", "0"],
        ["--seed", "one"],
        ["--threads", "two"],
    ] {
        let Err(error) = Arguments::try_parse_from([&["test"], &wrong[..]].concat()) else {
            panic!("{wrong:?} is taken");
        };
        assert!(error.to_string().contains(wrong[0]), "{error}");
    }
}

#[test]
fn the_folder_is_that_of_out_or_of_the_name() {
    assert_eq!(options(&[]).folder("fig2"), PathBuf::from("runs/fig2"));
    assert_eq!(
        options(&["--quick"]).folder("fig2"),
        PathBuf::from("runs/fig2-quick")
    );
    assert_eq!(
        options(&["--out", "elsewhere"]).folder("fig2"),
        PathBuf::from("elsewhere")
    );
}

#[test]
fn a_second_run_takes_what_is_finished() {
    let folder = Folder::new("resume");
    report(&folder, &[]);
    let options = options(&[]).within(folder.0.clone());
    let mut report = Report::new("squares", "again", &options);
    let results = report.run("squares", 1..5_u64, |&seed| match seed {
        4 => Ok(16),
        finished => Err(std::io::Error::other(format!("{finished} was run again"))),
    });
    assert_eq!(
        results.unwrap().outcomes().copied().collect::<Vec<u64>>(),
        [1, 4, 9, 16]
    );
}

#[test]
fn the_report_is_written_as_text_and_data() {
    let folder = Folder::new("files");
    report(&folder, &[]).finish().unwrap();
    let read = |name: &str| std::fs::read_to_string(folder.0.join(name)).unwrap();
    let markdown = read("report.md");
    for part in [
        "# squares\n",
        "**Squares \\<grow\\> \\& \"grow\".** Do squares \\| grow?",
        "![A curve that \"rises\"](<curve.svg>)",
        "- PASS: 1 is its own square. Measured: 1.",
        "- **FAIL**: the square of 2 is 5. Measured: 4.\n  Two may be smaller than thought.",
        "- not judged: how many there are. Measured: 3.",
        "| n | n^2 |\n| --- | --- |\n| 0 | 1 |",
        "More could be squared.",
        "- repetitions: 3 (seeds 1 to 3)",
    ] {
        assert!(markdown.contains(part), "{part}\nis missing in\n{markdown}");
    }
    assert!(!markdown.contains("not to be shown"));
    let json: serde_json::Value = serde_json::from_str(&read("report.json")).unwrap();
    assert_eq!(json["claims"][1]["verdict"], "Fail");
    assert!(read("curve.svg").starts_with("<svg"));
}

#[test]
fn the_page_holds_everything_and_needs_nothing() {
    let folder = Folder::new("page");
    let mut page = Page::new("Claims & numbers", [report(&folder, &[])]);
    page.fact("Seed", "1 < 2");
    assert_eq!(
        page.summary(),
        "1 of 2 claims hold; 1 more number is shown and not judged."
    );
    let path = folder.0.join("index.html");
    page.write_html(&path).unwrap();
    let html = std::fs::read_to_string(path).unwrap();
    for part in [
        "<title>Claims &amp; numbers</title>",
        "<dt>Seed</dt><dd>1 &lt; 2</dd>",
        "Squares &lt;grow&gt; &amp; &quot;grow&quot;",
        "<span class=\"verdict fail\">FAIL</span>",
        "Two may be smaller than thought.",
        "alt=\"A curve that &quot;rises&quot;\"",
        "src=\"data:image/svg+xml;charset=utf-8,%3Csvg",
    ] {
        assert!(html.contains(part), "{part} is missing");
    }
    // Nothing is fetched: the one address is the name of a format, within the figure.
    let addresses = html.matches("http").count();
    assert_eq!(addresses, html.matches("http://www.w3.org/").count());
    for fetched in ["<script", "<link rel=\"stylesheet", "@import", "url("] {
        assert!(!html.contains(fetched), "{fetched}");
    }
}

#[test]
fn the_page_as_markdown_links_its_figures() {
    let folder = Folder::new("markdown");
    let page = Page::new("Claims", [report(&folder, &[])]);
    page.write_markdown(folder.0.join("paper.md")).unwrap();
    let markdown = std::fs::read_to_string(folder.0.join("paper.md")).unwrap();
    assert!(
        markdown.contains("| [squares](#squares) | the square of 2 is 5 | 4 | **FAIL** |"),
        "{markdown}"
    );
    assert!(markdown.contains("](<paper/squares/curve.svg>)"), "{markdown}");
    assert!(folder.0.join("paper/squares/curve.svg").exists());
    let error = page.write_markdown("/").unwrap_err().to_string();
    assert!(error.contains("file name"), "{error}");
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = Folder::new("blocked");
    std::fs::write(&folder.0, "a file").unwrap();
    let options = options(&[]).within(folder.0.join("inside"));
    let error = Report::new("squares", "", &options)
        .finish()
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("blocked") && error.contains("cannot write"),
        "{error}"
    );
    std::fs::remove_file(&folder.0).unwrap();
}

#[test]
fn durations_read_well() {
    let said = [3.21, 42.4, 61.0, 4000.0].map(super::text::duration);
    assert_eq!(said, ["3.2 s", "42 s", "61 s", "67 min"]);
}

#[test]
fn fewer_repetitions_than_the_protocol_has_are_not_judged() {
    let folder = Folder::new("few");
    let report = report(&folder, &["--repetitions", "2"]);
    assert!(!report.is_judged());
    assert!(
        report
            .claims()
            .iter()
            .all(|claim| claim.verdict() == Verdict::NotJudged)
    );
    let more = Folder::new("more");
    assert!(self::report(&more, &["--repetitions", "4"]).is_judged());
}

#[test]
fn a_figure_has_a_name_of_its_own_that_can_be_a_file() {
    let folder = Folder::new("figures");
    let mut report = report(&folder, &[]);
    let panels = Panels::new([Figure::new("Line").line("line", [0, 1], [0, 1])]);
    for name in ["curve", "sd 0.1", "sd_0.1", "a/b", ""] {
        let error = report.figure(name, "a line", &panels).unwrap_err().to_string();
        assert!(error.contains("letters, digits"), "{name}: {error}");
    }
    report.figure("sd_0-1", "a line", &panels).unwrap();
    assert!(folder.0.join("sd_0-1.svg").exists());
}

#[test]
fn a_page_of_nothing_says_so() {
    assert_eq!(Page::new("Empty", []).summary(), "No experiment was finished.");
}
