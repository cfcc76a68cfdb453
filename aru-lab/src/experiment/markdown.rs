//! Reports as Markdown, figures as links to their files.

use super::claim::{Claim, Verdict};
use super::page::Page;
use super::report::Report;
use super::text::duration;

/// One report, its figures beside it.
pub(super) fn report(report: &Report) -> String {
    section(report, "#", "").join("\n") + "\n"
}

/// All of a page, with a table of claims on top; figures are in `FOLDER/EXPERIMENT/`.
pub(super) fn page(page: &Page, folder: &str) -> String {
    let mut lines = vec![format!(
        "# {}\n\n{}\n",
        escape(&page.title),
        escape(&page.summary())
    )];
    for (name, value) in page.facts() {
        lines.push(format!("- {}: {}", escape(&name), escape(&value)));
    }
    lines.push("\n| experiment | claim | measured | |\n| --- | --- | --- | --- |".into());
    for report in page.reports() {
        for claim in report.claims() {
            let (name, verdict) = (report.name(), verdict(claim));
            let (statement, measured) = (escape(claim.statement()), escape(claim.measured()));
            lines.push(format!(
                "| [{name}](#{name}) | {statement} | {measured} | {verdict} |"
            ));
        }
    }
    for report in page.reports() {
        lines.push(String::new());
        lines.extend(section(report, "##", &format!("{folder}/{}/", report.name())));
    }
    lines.join("\n") + "\n"
}

fn section(report: &Report, level: &str, folder: &str) -> Vec<String> {
    // The name alone is the heading, so that links to it are stable.
    let mut lines = vec![format!("{level} {}\n", report.name())];
    lines.push(format!(
        "**{}.** {}\n",
        escape(report.title()),
        escape(report.asks())
    ));
    if !report.is_judged() {
        lines.push("Less than the protocol was run: claims are not judged.\n".into());
    }
    for picture in report.pictures() {
        lines.push(format!(
            "![{}](<{folder}{}.svg>)\n",
            escape(&picture.alternative),
            picture.name
        ));
    }
    for claim in report.claims() {
        let (statement, measured) = (escape(claim.statement()), escape(claim.measured()));
        lines.push(format!(
            "- {}: {statement}. Measured: {measured}.",
            verdict(claim)
        ));
        if let Some(explanation) = claim.explanation() {
            lines.push(format!("  {}", escape(explanation)));
        }
    }
    for table in report.tables() {
        lines.push(format!("\n{}\n", escape(&table.caption)));
        let row = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| escape(cell)).collect();
            format!("| {} |", cells.join(" | "))
        };
        lines.push(row(&table.columns));
        lines.push(format!("|{}", " --- |".repeat(table.columns.len())));
        lines.extend(table.rows.iter().map(|cells| row(cells)));
    }
    for note in report.notes() {
        lines.push(format!("\n{}", escape(note)));
    }
    lines.push("\nSettings:\n".into());
    for (name, value) in report.settings() {
        lines.push(format!("- {}: {}", escape(name), escape(value)));
    }
    lines.push(format!(
        "- trials: {}, {} of all threads together",
        report.trials(),
        duration(report.seconds())
    ));
    lines
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
