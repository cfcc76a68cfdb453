//! Reports as Markdown, figures as links to their files.

use std::fmt::Write;

use super::claim::{Claim, Verdict};
use super::page::Page;
use super::report::Report;
use super::text::duration;

/// One report, its figures beside it.
pub(super) fn report(report: &Report) -> String {
    let mut text = String::new();
    section(&mut text, report, "#", "");
    text
}

/// All of a page, with a table of claims on top; figures are in `FOLDER/EXPERIMENT/`.
pub(super) fn page(page: &Page, folder: &str) -> String {
    let mut text = format!("# {}\n\n{}\n\n", escape(&page.title), escape(&page.summary()));
    for (name, value) in page.facts() {
        writeln!(text, "- {}: {}", escape(&name), escape(&value)).expect("writing to a string");
    }
    text.push_str("\n| experiment | claim | measured | |\n| --- | --- | --- | --- |\n");
    for report in page.reports() {
        for claim in report.claims() {
            let name = report.name();
            let (statement, measured) = (escape(claim.statement()), escape(claim.measured()));
            writeln!(
                text,
                "| [{name}](#{name}) | {statement} | {measured} | {} |",
                verdict(claim)
            )
            .expect("writing to a string");
        }
    }
    for report in page.reports() {
        text.push('\n');
        section(&mut text, report, "##", &format!("{folder}/{}/", report.name()));
    }
    text
}

fn section(text: &mut String, report: &Report, level: &str, folder: &str) {
    let mut line = |line: String| {
        text.push_str(&line);
        text.push('\n');
    };
    // The name alone is the heading, so that links to it are stable.
    line(format!("{level} {}\n", report.name()));
    line(format!(
        "**{}.** {}\n",
        escape(report.title()),
        escape(report.asks())
    ));
    if !report.is_judged() {
        line("Less than the protocol was run: claims are not judged.\n".into());
    }
    for picture in report.pictures() {
        line(format!(
            "![{}](<{folder}{}.svg>)\n",
            escape(&picture.alternative),
            picture.name
        ));
    }
    for claim in report.claims() {
        let (statement, measured) = (escape(claim.statement()), escape(claim.measured()));
        line(format!(
            "- {}: {statement}. Measured: {measured}.",
            verdict(claim)
        ));
        if let Some(explanation) = claim.explanation() {
            line(format!("  {}", escape(explanation)));
        }
    }
    for table in report.tables() {
        line(format!("\n{}\n", escape(&table.caption)));
        let row = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| escape(cell)).collect();
            format!("| {} |", cells.join(" | "))
        };
        line(row(&table.columns));
        line(format!("|{}", " --- |".repeat(table.columns.len())));
        table.rows.iter().for_each(|cells| line(row(cells)));
    }
    for note in report.notes() {
        line(format!("\n{}", escape(note)));
    }
    line("\nSettings:\n".into());
    for (name, value) in report.settings() {
        line(format!("- {}: {}", escape(name), escape(value)));
    }
    line(format!(
        "- trials: {}, {} of all threads together",
        report.trials(),
        duration(report.seconds())
    ));
}

fn verdict(claim: &Claim) -> &'static str {
    match claim.verdict() {
        Verdict::Pass => "PASS",
        Verdict::Fail => "**FAIL**",
        Verdict::NotJudged => "not judged",
    }
}

/// Text as it stands, also in a cell of a table.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if r"|*_`<>[]&~#\".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(if letter == '\n' { ' ' } else { letter });
    }
    escaped
}
