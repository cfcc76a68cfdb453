//! Reports as one HTML page: no script, no network, light and dark, from the width of a phone up.

use super::claim::{Claim, Verdict};
use super::page::Page;
use super::report::{Picture, Report, Table};
use super::text::duration;

const STYLE: &str = include_str!("page.css");

/// The whole page.
pub(super) fn page(page: &Page) -> String {
    let title = escape(&page.title);
    let facts = definitions(page.facts().iter().map(|(name, value)| (&name[..], &value[..])));
    let contents: String = page
        .reports()
        .iter()
        .map(|report| {
            format!(
                "<li><a href=\"#{}\">{}</a></li>\n",
                report.name(),
                escape(report.title())
            )
        })
        .collect();
    let claims: String = page.reports().iter().map(claim_rows).collect();
    let sections: String = page.reports().iter().map(section).collect();
    format!(
        "<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"color-scheme\" content=\"light dark\">
<link rel=\"icon\" href=\"data:,\">
<title>{title}</title>
<style>
{STYLE}</style>
</head>
<body>
<a class=\"skip\" href=\"#claims\">Skip to the claims</a>
<header>
<h1>{title}</h1>
<p class=\"summary\">{summary}</p>
{facts}</header>
<nav aria-label=\"Experiments\">
<h2>Experiments</h2>
<ol>
{contents}</ol>
</nav>
<main>
<section id=\"claims\" aria-labelledby=\"claims-title\">
<h2 id=\"claims-title\">All claims</h2>
<table class=\"claims\" role=\"table\" aria-labelledby=\"claims-title\">
<thead><tr role=\"row\"><th scope=\"col\">Experiment</th><th scope=\"col\">Claim</th><th scope=\"col\">Measured</th><th scope=\"col\">Verdict</th></tr></thead>
<tbody>
{claims}</tbody>
</table>
</section>
{sections}</main>
</body>
</html>
",
        summary = escape(&page.summary()),
    )
}

fn claim_rows(report: &Report) -> String {
    let name = report.name();
    let row = |claim: &Claim| {
        format!(
            "<tr role=\"row\"><td role=\"cell\" data-label=\"Experiment\"><a href=\"#{name}\">{name}</a></td><td role=\"cell\" data-label=\"Claim\">{}</td><td role=\"cell\" data-label=\"Measured\">{}</td><td role=\"cell\" data-label=\"Verdict\">{}</td></tr>\n",
            escape(claim.statement()),
            escape(claim.measured()),
            verdict(claim)
        )
    };
    report.claims().iter().map(row).collect()
}

fn section(report: &Report) -> String {
    let name = report.name();
    let quick = match report.is_judged() {
        true => "",
        false => "<p class=\"quick\">Less than the protocol was run: claims are not judged.</p>\n",
    };
    let pictures: String = report.pictures().iter().map(picture).collect();
    let claims: String = report.claims().iter().map(claim_item).collect();
    let tables: String = report.tables().iter().map(table).collect();
    let notes: String = report
        .notes()
        .iter()
        .map(|note| format!("<p>{}</p>\n", escape(note)))
        .collect();
    let time = format!(
        "{} trials, {} of all threads together",
        report.trials(),
        duration(report.seconds())
    );
    let settings = report
        .settings()
        .iter()
        .map(|(name, value)| (&name[..], &value[..]));
    let settings = definitions(settings.chain([("time", &time[..])]));
    format!(
        "<section id=\"{name}\" aria-labelledby=\"{name}-title\">
<h2 id=\"{name}-title\">{title}</h2>
<p class=\"name\"><code>{name}</code></p>
<p>{question}</p>
{quick}{pictures}<ul class=\"results\">
{claims}</ul>
{tables}{notes}<details>
<summary>Settings and time</summary>
{settings}</details>
</section>
",
        title = escape(report.title()),
        question = escape(report.asks()),
    )
}

fn claim_item(claim: &Claim) -> String {
    let explanation = match claim.explanation() {
        Some(explanation) => format!("<p>{}</p>", escape(explanation)),
        None => String::new(),
    };
    format!(
        "<li>{} {}<br><strong>{}</strong>{explanation}</li>\n",
        verdict(claim),
        escape(claim.statement()),
        escape(claim.measured())
    )
}

fn picture(picture: &Picture) -> String {
    format!(
        "<figure><img src=\"{}\" alt=\"{}\"></figure>\n",
        data_uri(&picture.svg),
        escape(&picture.alternative)
    )
}

fn table(table: &Table) -> String {
    let cells = |kind: &str, cells: &[String]| -> String {
        cells
            .iter()
            .map(|cell| format!("<{kind}>{}</{}>", escape(cell), &kind[..2]))
            .collect()
    };
    let head = cells("th scope=\"col\"", &table.columns);
    let rows: String = table
        .rows
        .iter()
        .map(|row| format!("<tr>{}</tr>\n", cells("td", row)))
        .collect();
    // It can be scrolled by keyboard where it is wider than the screen.
    format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table>
<caption>{caption}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{rows}</tbody></table></div>
",
        caption = escape(&table.caption)
    )
}

fn definitions<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let items: String = pairs
        .map(|(name, value)| format!("<div><dt>{}</dt><dd>{}</dd></div>\n", escape(name), escape(value)))
        .collect();
    format!("<dl>\n{items}</dl>\n")
}

fn verdict(claim: &Claim) -> String {
    let class = match claim.verdict() {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::NotJudged => "open",
    };
    format!("<span class=\"verdict {class}\">{}</span>", claim.verdict())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// A figure within an attribute.
fn data_uri(svg: &str) -> String {
    let mut uri = String::with_capacity(svg.len() + svg.len() / 4);
    uri.push_str("data:image/svg+xml;charset=utf-8,");
    for letter in svg.chars() {
        match letter {
            '%' => uri.push_str("%25"),
            '#' => uri.push_str("%23"),
            '"' => uri.push_str("%22"),
            '&' => uri.push_str("%26"),
            '<' => uri.push_str("%3C"),
            '>' => uri.push_str("%3E"),
            '\n' | '\r' | '\t' => uri.push_str("%20"),
            other => uri.push(other),
        }
    }
    uri
}
