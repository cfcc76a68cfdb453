//! Writes what `benches/peers/compare.py` measured into docs/performance.md, between two marks, and as a figure.
//!
//! `cargo bench --bench comparison`

mod rounds;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use aru::plot::{Figure, Panels};
use aru::statistics::median;
use clap::Parser;

use rounds::{three, time};

const MARKS: [&str; 2] = ["<!-- table -->\n", "<!-- end -->"];
/// As lines call them, as they call themselves, and their colours in the figure.
const SYSTEMS: [(&str, &str, usize); 4] = [
    ("aru", "aru", 2),
    ("jax", "JAX", 1),
    ("pytorch", "PyTorch", 3),
    ("burn", "burn", 0),
];
/// In the order of the table, with their units and steps; lines of other sizes are for the figure alone.
const WORKLOADS: [(&str, &str, usize, usize); 11] = [
    ("W1", "W1, 2-10-2, 20 steps", 10, 20),
    ("W2", "W2, 2-100-2, 20 steps", 100, 20),
    ("W3", "W3, 16-256-16, 100 steps", 256, 100),
    ("W4", "W4, 32-1024-32, 100 steps", 1024, 100),
    ("W5", "W5, 64 networks of W1", 10, 20),
    ("W6", "W6, 2-10-2, 2000 steps", 10, 2000),
    ("W7", "W7, two areas of 10, 200 steps", 10, 200),
    ("W8", "W8, GRU 2-10-2, 20 steps", 10, 20),
    ("W8L", "W8L, GRU 16-256-16, 100 steps", 256, 100),
    ("SN", "SN, StateNet, 32 bands, GRU 63, 400 steps", 63, 400),
    ("S", "S, a step of a stream of W1's network", 10, 20),
];
/// Relative, between the first loss of a system and ours.
const TOLERANCE: f64 = 1e-4;

/// Writes the tables and the figure of docs/performance.md.
#[derive(Parser)]
struct Options {
    #[arg(long, default_value = "benches/peers/results.jsonl")]
    results: PathBuf,
    #[arg(long, default_value = "docs/performance.md")]
    page: PathBuf,
    #[arg(long, default_value = "docs/images/performance.svg")]
    figure: PathBuf,
    // cargo passes it.
    #[arg(long, hide = true)]
    bench: bool,
}

/// What lines have in common that can be compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    workload: String,
    hidden: usize,
    steps: usize,
    batch: usize,
    threads: usize,
}

struct Run {
    median: f64,
    best: f64,
    first_loss: f64,
    start_up: f64,
    variant: String,
    version: String,
    machine: Option<String>,
}

/// The runs of a cell by system, one a round.
type Row = BTreeMap<String, Vec<Run>>;

fn main() -> Result<()> {
    let options = Options::parse();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let results = root.join(options.results);
    let lines = std::fs::read_to_string(&results)
        .with_context(|| format!("no {}: run benches/peers/compare.py", results.display()))?;
    let mut rows: BTreeMap<Cell, Row> = BTreeMap::new();
    for line in lines.lines() {
        let (cell, system, run) = read(line).with_context(|| format!("the line {line}"))?;
        rows.entry(cell).or_default().entry(system).or_default().push(run);
    }
    check(&rows)?;

    let page = root.join(options.page);
    let text = std::fs::read_to_string(&page).with_context(|| page.display().to_string())?;
    let parts = text
        .split_once(MARKS[0])
        .and_then(|(before, rest)| Some((before, rest.split_once(MARKS[1])?.1)));
    let (before, after) = parts.with_context(|| format!("{} has not both marks", page.display()))?;
    std::fs::write(
        &page,
        [before, MARKS[0], &tables(&rows)?, MARKS[1], after].concat(),
    )?;
    figure(&rows, &root.join(options.figure))
}

/// The cell, the system and the run of a line: a flat object whose texts hold no quotes.
fn read(line: &str) -> Result<(Cell, String, Run)> {
    let field = |name: &str| {
        let (_, rest) = line.split_once(&format!("\"{name}\":"))?;
        match rest.trim_start().strip_prefix('"') {
            Some(text) => text.split('"').next(),
            None => rest.split([',', '}']).next().map(str::trim),
        }
    };
    let text = |name: &str| {
        field(name)
            .map(str::to_owned)
            .with_context(|| format!("no {name}"))
    };
    let number = |name: &str| {
        text(name)?
            .parse::<f64>()
            .with_context(|| format!("{name} is no number"))
    };
    let count = |name: &str| {
        text(name)?
            .parse::<usize>()
            .with_context(|| format!("{name} is no count"))
    };
    let cell = Cell {
        workload: text("workload")?,
        hidden: count("N")?,
        steps: count("T")?,
        batch: count("batch")?,
        threads: count("threads")?,
    };
    let run = Run {
        median: number("median")?,
        best: number("best")?,
        first_loss: number("first_loss")?,
        start_up: number("start_up")?,
        variant: text("variant")?,
        version: text("version")?,
        machine: text("machine").ok(),
    };
    Ok((cell, text("system")?, run))
}

/// Refuses times of systems that did not do the same work.
fn check(rows: &BTreeMap<Cell, Row>) -> Result<()> {
    for (cell, row) in rows {
        let ours = row
            .get("aru")
            .with_context(|| format!("{cell:?} was not measured here"))?;
        let expected = ours[0].first_loss;
        for (system, run) in row
            .iter()
            .flat_map(|(system, runs)| runs.iter().map(move |run| (system, run)))
        {
            ensure!(
                (run.first_loss - expected).abs() <= TOLERANCE * expected.abs(),
                "{system} begins {cell:?} with a loss of {}, aru with {expected}",
                run.first_loss
            );
        }
    }
    Ok(())
}

/// Median of the rounds' medians, and the best of all.
fn times(runs: &[Run]) -> Result<(f64, f64)> {
    let medians: Vec<f64> = runs.iter().map(|run| run.median).collect();
    let best = runs.iter().map(|run| run.best).fold(f64::INFINITY, f64::min);
    Ok((median(&medians)?, best))
}

fn tables(rows: &BTreeMap<Cell, Row>) -> Result<String> {
    let all = || {
        rows.values()
            .flatten()
            .flat_map(|(system, runs)| runs.iter().map(move |run| (system, run)))
    };
    let mut out = String::new();
    if let Some(machine) = all()
        .filter_map(|(_, run)| run.machine.as_deref())
        .max_by_key(|name| name.len())
    {
        write!(out, "{machine}, f32. ")?;
    }
    for (system, name, _) in SYSTEMS {
        if let Some((_, run)) = all().find(|(known, _)| *known == system) {
            write!(out, "{name} {}, ", run.version)?;
        }
    }
    let rounds = rows
        .values()
        .flat_map(BTreeMap::values)
        .map(Vec::len)
        .max()
        .unwrap_or(0);
    let plural = if rounds == 1 { "" } else { "s" };
    writeln!(out, "{rounds} round{plural} in turn.\n")?;

    writeln!(
        out,
        "| an epoch of | batch | cores | aru | JAX | PyTorch | burn | ratio |\n{}",
        "| --- ".repeat(8) + "|"
    )?;
    for (workload, name, hidden, steps) in WORKLOADS {
        let wanted = |cell: &Cell| (&*cell.workload, cell.hidden, cell.steps) == (workload, hidden, steps);
        for (cell, row) in rows.iter().filter(|(cell, _)| wanted(cell)) {
            write!(out, "| {name} | {} | {} |", cell.batch, cell.threads)?;
            for (system, ..) in SYSTEMS {
                let Some(runs) = row.get(system) else {
                    write!(out, " |")?;
                    continue;
                };
                let (median, best) = times(runs)?;
                let fastest = runs.iter().min_by(|a, b| a.best.total_cmp(&b.best));
                let variant = fastest.map_or("", |run| &run.variant);
                let comma = if variant.is_empty() { "" } else { ", " };
                write!(out, " {} ({}){comma}{variant} |", time(median), time(best))?;
            }
            writeln!(out, " {} |", ratio(row)?)?;
        }
    }

    writeln!(
        out,
        "\n| from start to the first trained epoch of W1 | |\n| --- | --- |"
    )?;
    let first = rows.iter().find(|(cell, _)| {
        (&*cell.workload, cell.hidden, cell.steps, cell.batch, cell.threads) == ("W1", 10, 20, 20, 1)
    });
    for (system, name, _) in SYSTEMS {
        if let Some(run) = first.and_then(|(_, row)| row.get(system)?.first()) {
            writeln!(out, "| {name} | {} |", time(run.start_up))?;
        }
    }
    Ok(out)
}

/// Times of the fastest peer over ours: by medians, and by best times.
fn ratio(row: &Row) -> Result<String> {
    let (median, best) = times(&row["aru"])?;
    let (mut peers_median, mut peers_best) = (f64::INFINITY, f64::INFINITY);
    for (_, runs) in row.iter().filter(|(system, _)| *system != "aru") {
        let (median, best) = times(runs)?;
        (peers_median, peers_best) = (peers_median.min(median), peers_best.min(best));
    }
    if peers_median.is_infinite() {
        return Ok(String::new());
    }
    let slower = if peers_median < median { ", slower" } else { "" };
    Ok(format!(
        "{} ({}){slower}",
        three(peers_median / median),
        three(peers_best / best)
    ))
}

/// Time against steps, units and batch.
fn figure(rows: &BTreeMap<Cell, Row>, path: &Path) -> Result<()> {
    type Axis = fn(&Cell) -> usize;
    let panels: [(&str, &str, &str, Axis); 3] = [
        ("2-10-2, 20 sequences", "Steps", "W6", |cell| cell.steps),
        (
            "16-N-16, 100 steps, 64 sequences",
            "Hidden units N",
            "W3",
            |cell| cell.hidden,
        ),
        (
            "2-10-2, 20 steps, 400 sequences",
            "Sequences in a batch",
            "W1",
            |cell| cell.batch,
        ),
    ];
    let mut figures = Vec::new();
    for (title, label, workload, x) in panels {
        let mut figure = Figure::new(title)
            .x_label(label)
            .y_label("An epoch (s)")
            .log_x()
            .log_y()
            .size(340, 300);
        for (system, name, colour) in SYSTEMS {
            let mut points = Vec::new();
            for (cell, row) in rows {
                if let Some(runs) = row
                    .get(system)
                    .filter(|_| cell.workload == workload && cell.threads == 1)
                {
                    points.push((x(cell), times(runs)?.0));
                }
            }
            points.sort_by_key(|point| point.0);
            if points.is_empty() {
                continue;
            }
            let (x, y): (Vec<usize>, Vec<f64>) = points.into_iter().unzip();
            figure = figure.line(name, &x, &y).colour(colour).points("", &x, &y);
        }
        figures.push(figure);
    }
    Panels::new(figures).columns(3).save(path)?;
    Ok(())
}
