//! Reports as one HTML page: no script, no network, light and dark, from the width of a phone up. The crate maud escapes
//! all text.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::claim::{Claim, Verdict};
use super::page::Page;
use super::report::{Report, Table};
use super::text::duration;

const STYLE: &str = include_str!("page.css");

pub(super) fn page(page: &Page) -> String {
    let whole = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                link rel="icon" href="data:,";
                title { (page.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#claims" { "Skip to the claims" }
                header {
                    h1 { (page.title) }
                    p.summary { (page.summary()) }
                    (definitions(&page.facts()))
                }
                nav aria-label="Experiments" {
                    h2 { "Experiments" }
                    ol {
                        @for report in page.reports() {
                            li { (link(report, report.title())) }
                        }
                    }
                }
                main {
                    (all_claims(page))
                    @for report in page.reports() {
                        (section(report))
                    }
                }
            }
        }
    };
    whole.into_string()
}

fn link(report: &Report, text: &str) -> Markup {
    html! { a href={ "#" (report.name()) } { (text) } }
}

fn all_claims(page: &Page) -> Markup {
    let rows = page
        .reports()
        .iter()
        .flat_map(|report| report.claims().iter().map(move |claim| (report, claim)));
    html! {
        section id="claims" aria-labelledby="claims-title" {
            h2 id="claims-title" { "All claims" }
            table.claims role="table" aria-labelledby="claims-title" {
                thead {
                    tr role="row" {
                        @for column in ["Experiment", "Claim", "Measured", "Verdict"] {
                            th scope="col" { (column) }
                        }
                    }
                }
                tbody {
                    @for (report, claim) in rows {
                        tr role="row" {
                            td role="cell" data-label="Experiment" { (link(report, report.name())) }
                            td role="cell" data-label="Claim" { (claim.statement()) }
                            td role="cell" data-label="Measured" { (claim.measured()) }
                            td role="cell" data-label="Verdict" { (verdict(claim)) }
                        }
                    }
                }
            }
        }
    }
}

fn section(report: &Report) -> Markup {
    let name = report.name();
    let time = format!(
        "{} trials, {} of all threads together",
        report.trials(),
        duration(report.seconds())
    );
    let settings = [report.settings(), &[("time".into(), time)]].concat();
    html! {
        section id=(name) aria-labelledby={ (name) "-title" } {
            h2 id={ (name) "-title" } { (report.title()) }
            p.name { code { (name) } }
            p { (report.asks()) }
            @if !report.is_judged() {
                p.quick { "Less than the protocol was run: claims are not judged." }
            }
            @for picture in report.pictures() {
                figure { img src=(data_uri(&picture.svg)) alt=(picture.alternative); }
            }
            ul.results {
                @for claim in report.claims() {
                    li {
                        (verdict(claim)) " " (claim.statement())
                        br;
                        strong { (claim.measured()) }
                        @if let Some(explanation) = claim.explanation() {
                            p { (explanation) }
                        }
                    }
                }
            }
            @for shown in report.tables() {
                (table(shown))
            }
            @for note in report.notes() {
                p { (note) }
            }
            details {
                summary { "Settings and time" }
                (definitions(&settings))
            }
        }
    }
}

fn table(table: &Table) -> Markup {
    html! {
        // It can be scrolled by keyboard where it is wider than the screen.
        div.scroll tabindex="0" role="region" aria-label=(table.caption) {
            table {
                caption { (table.caption) }
                thead {
                    tr {
                        @for cell in &table.columns {
                            th scope="col" { (cell) }
                        }
                    }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for cell in row {
                                td { (cell) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn definitions(pairs: &[(String, String)]) -> Markup {
    html! {
        dl {
            @for (name, value) in pairs {
                div { dt { (name) } dd { (value) } }
            }
        }
    }
}

fn verdict(claim: &Claim) -> Markup {
    let class = match claim.verdict() {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::NotJudged => "open",
    };
    html! { span.verdict.(class) { (claim.verdict()) } }
}

fn data_uri(svg: &str) -> String {
    // The percent sign first: it begins all codes.
    let svg = svg
        .replace('%', "%25")
        .replace('#', "%23")
        .replace('"', "%22")
        .replace('&', "%26")
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace(['\n', '\r', '\t'], "%20");
    format!("data:image/svg+xml;charset=utf-8,{svg}")
}
