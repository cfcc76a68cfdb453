//! What figure 3 claims, its trajectories and its comparison with Elman networks.

use anyhow::Result;
use aru::experiment::{Report, Table};
use aru::landscape::Landscape;
use aru::plot::{Figure, Marker, Panels};
use aru::statistics::{mean, median, paired_t_test, standard_error, welch_t_test};
use aru::study::Results;

use super::{FIRST_TARGET, Outcome, STARTS, Student, TARGETS, Trial};

/// Part A: mean paths from each start over the landscape of held constants.
pub fn landscape(
    report: &mut Report,
    nodes: &[f64],
    held: &Results<Trial, Outcome>,
    learned: &Results<Trial, Outcome>,
) -> Result<()> {
    let landscape = Landscape::from_fn(nodes, nodes, |place| {
        let losses = select(held, FIRST_TARGET, Student::At(place))
            .iter()
            .map(|run| run.loss)
            .collect::<Vec<f64>>();
        mean(&logs(&losses))
    })?;
    let mut figure = Figure::new("Mean paths over the loss of held constants")
        .x_label("alpha_s")
        .y_label("alpha_r")
        .landscape("ln(loss)", nodes, nodes, landscape.values())
        .size(640, 480);
    for (colour, start) in [2, 5, 6, 4].into_iter().zip(STARTS) {
        let runs = select(learned, FIRST_TARGET, Student::From(start));
        let epochs = runs.iter().map(|run| run.course.len()).min().unwrap_or(0);
        let after = |epoch: usize, axis: usize| {
            let values: Vec<f64> = runs
                .iter()
                .map(|run| f64::from(run.course[epoch][axis]))
                .collect();
            mean(&values)
        };
        let path = |axis: usize| -> Result<Vec<f64>> {
            let first = Ok(f64::from(start[axis]));
            Ok([first]
                .into_iter()
                .chain((0..epochs).map(|epoch| after(epoch, axis)))
                .collect::<aru::Result<_>>()?)
        };
        figure = figure
            .line(format!("from ({}, {})", start[0], start[1]), path(0)?, path(1)?)
            .colour(colour);
    }
    let figure = figure
        .marker("teacher", FIRST_TARGET[0], FIRST_TARGET[1], Marker::Star)
        .colour(0)
        .marker("Elman", 1.0, 1.0, Marker::Circle)
        .colour(1);
    report.figure(
        "landscape",
        "Heat map of the logarithm of the loss over held alpha_s and alpha_r, with the mean path of learned constants \
         from each of four starts, a star at the teacher's constants and a circle at (1, 1) for the Elman network.",
        &Panels::new([figure]),
    )?;
    Ok(())
}

/// Part A: where students from each start arrive.
pub fn trajectories(report: &mut Report, results: &Results<Trial, Outcome>) -> Result<()> {
    let [target_s, target_r] = FIRST_TARGET;
    let mut furthest: f64 = 0.0;
    let mut panels = Vec::new();
    for start in STARTS {
        let runs = select(results, FIRST_TARGET, Student::From(start));
        for (axis, target) in FIRST_TARGET.into_iter().enumerate() {
            let learned: Vec<f64> = runs.iter().map(|run| f64::from(run.constants[axis])).collect();
            furthest = furthest.max((median(&learned)? - f64::from(target)).abs());
        }
        let mut figure = Figure::new(format!("From ({}, {})", start[0], start[1]))
            .x_label("alpha_s")
            .y_label("alpha_r")
            .x_range(0.0, 1.0)
            .y_range(0.0, 1.0)
            .size(360, 360);
        for (repetition, run) in runs.iter().enumerate() {
            let name = if repetition == 0 { "a repetition" } else { "" };
            let path = [start].into_iter().chain(run.course.iter().copied());
            let (s, r): (Vec<f32>, Vec<f32>) = path.map(|[s, r]| (s, r)).unzip();
            figure = figure.line(name, s, r).opacity(0.5);
        }
        panels.push(figure.marker("start", start[0], start[1], Marker::Square).marker(
            "teacher",
            target_s,
            target_r,
            Marker::Star,
        ));
    }
    report.figure(
        "trajectories",
        "Paths of both rate constants over the epochs, one panel for each of four starts, one line for each \
         repetition, with a star at the teacher's constants.",
        &Panels::new(panels).columns(2).shared_legend(),
    )?;
    report.claim(
        "(A) the median over repetitions lies within 0.05 of the teacher's constants, from every start",
        format!("the furthest median {furthest:.3}"),
        furthest <= 0.05,
    );
    Ok(())
}

/// Part B: errors of the constants, and losses beside those of Elman networks.
pub fn comparison(report: &mut Report, results: &Results<Trial, Outcome>) -> Result<()> {
    let mut rows = Vec::new();
    let (mut error, mut least_near): (f64, _) = (0.0, 1.0_f64);
    let (mut fewest, mut ratio, mut welch, mut paired) = (usize::MAX, f64::INFINITY, 0.0_f64, 0.0_f64);
    let (mut raw_welch, mut raw_paired) = (0.0_f64, 0.0_f64);
    let (mut repetitions, mut near_all, mut all, mut lower) = (0, 0, 0, true);
    let mut panels = Vec::new();
    for target in TARGETS {
        let elman: Vec<f64> = select(results, target, Student::Elman)
            .iter()
            .map(|run| run.loss)
            .collect();
        let mut bars = vec![(String::from("Elman"), logs(&elman), None)];
        for start in STARTS {
            let runs = select(results, target, Student::From(start));
            let off =
                |run: &&Outcome| [0, 1].map(|axis| f64::from((run.constants[axis] - target[axis]).abs()));
            let errors: Vec<[f64; 2]> = runs.iter().map(off).collect();
            let median_of =
                |axis: usize| median(&errors.iter().map(|error| error[axis]).collect::<Vec<f64>>());
            let (median_s, median_r) = (median_of(0)?, median_of(1)?);
            let near = errors
                .iter()
                .filter(|error| error[0].max(error[1]) <= 0.05)
                .count();
            let losses: Vec<f64> = runs.iter().map(|run| run.loss).collect();
            let below = losses
                .iter()
                .zip(&elman)
                .filter(|(aru, elman)| aru < elman)
                .count();
            let times = median(&elman)? / median(&losses)?;
            let (own, others) = (logs(&losses), logs(&elman));
            let (by_welch, by_pairs) = (welch_t_test(&own, &others)?, paired_t_test(&own, &others)?);
            lower &= by_welch.t < 0.0;
            welch = welch.max(by_welch.p);
            paired = paired.max(by_pairs.p);
            raw_welch = raw_welch.max(welch_t_test(&losses, &elman)?.p);
            raw_paired = raw_paired.max(paired_t_test(&losses, &elman)?.p);
            repetitions = runs.len();
            error = error.max(median_s).max(median_r);
            near_all += near;
            all += repetitions;
            least_near = least_near.min(near as f64 / repetitions as f64);
            fewest = fewest.min(below);
            ratio = ratio.min(times);
            rows.push(vec![
                format!("({}, {})", target[0], target[1]),
                format!("({}, {})", start[0], start[1]),
                format!("{median_s:.4}"),
                format!("{median_r:.4}"),
                format!("{near} of {repetitions}"),
                format!("{times:.1}"),
                format!("{below} of {repetitions}"),
                format!("{:.0e}", by_pairs.p),
            ]);
            bars.push((
                format!("({}, {})", start[0], start[1]),
                logs(&losses),
                Some(by_pairs.p),
            ));
        }
        panels.push(panel(target, &bars)?);
    }
    report.figure(
        "comparison",
        "Bars of the mean logarithm of the loss for Elman networks and for networks with learned constants from four \
         starts, one panel for each teacher, with standard errors and the p values of paired t-tests against Elman.",
        &Panels::new(panels).columns(2).shared_legend(),
    )?;
    let columns = [
        "teacher",
        "start",
        "median error of alpha_s",
        "of alpha_r",
        "both within 0.05",
        "Elman loss / loss",
        "below Elman",
        "paired p on ln(loss)",
    ];
    report.table(Table {
        caption: "Learned constants and losses (medians over repetitions)".into(),
        columns: columns.map(String::from).to_vec(),
        rows,
    });
    report.claim(
        "(B) the median absolute error of both constants is below 0.02 from every start",
        format!("at most {error:.4}"),
        error < 0.02,
    );
    report.claim(
        "(B) at least 90 % of runs are within 0.05 on both constants",
        format!(
            "{:.0} % of {all}; {:.0} % from the worst start",
            100.0 * near_all as f64 / all as f64,
            100.0 * least_near
        ),
        10 * near_all >= 9 * all,
    );
    let needed = (19 * repetitions).div_ceil(20);
    report.claim(
        format!("(B) the loss is below Elman's in at least {needed} of {repetitions} repetitions, from every start"),
        format!("in at least {fewest}"),
        fewest >= needed,
    );
    report.claim(
        "(B) the median loss is at least 5 times lower than Elman's",
        format!("at least {ratio:.1} times"),
        ratio >= 5.0,
    );
    report.claim(
        "(B) Welch's and the paired t-test on ln(loss) give p below 1e-6 for a loss below Elman's",
        format!(
            "p at most {welch:.0e} and {paired:.0e} (on raw losses {raw_welch:.0e} and {raw_paired:.0e})"
        ),
        lower && welch.max(paired) < 1e-6,
    );
    Ok(())
}

fn panel(target: [f32; 2], bars: &[(String, Vec<f64>, Option<f64>)]) -> Result<Figure> {
    let (mut means, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
    for (_, logs, _) in bars {
        let (centre, error) = (mean(logs)?, standard_error(logs)?);
        means.push(centre.exp());
        low.push((centre - error).exp());
        high.push((centre + error).exp());
    }
    let mut figure = Figure::new(format!("Teacher ({}, {})", target[0], target[1]))
        .x_label("start (alpha_s, alpha_r)")
        .y_label("loss (geometric mean)")
        .log_y()
        .categories(bars.iter().map(|(name, _, _)| name.clone()))
        .bars("mean with standard error", means)
        .errors(low, high);
    for (place, (_, _, p)) in bars.iter().enumerate() {
        if let Some(p) = p {
            figure = figure.bracket((0, 0), (place, 0), format!("p = {p:.0e}"));
        }
    }
    Ok(figure)
}

/// The runs of a teacher and a student, in the order of repetitions.
fn select(results: &Results<Trial, Outcome>, target: [f32; 2], student: Student) -> Vec<&Outcome> {
    results
        .iter()
        .filter(|trial| trial.settings.target == target && trial.settings.student == student)
        .map(|trial| &trial.outcome)
        .collect()
}

fn logs(losses: &[f64]) -> Vec<f64> {
    losses.iter().map(|loss| loss.ln()).collect()
}
