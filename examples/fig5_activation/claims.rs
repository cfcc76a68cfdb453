//! What figure 5 claims, and its clouds of learned constants over landscapes.

use anyhow::Result;
use aru::experiment::{Report, Table};
use aru::landscape::Landscape;
use aru::plot::{Figure, Marker, Panels};
use aru::statistics::{mean, median, mirror_test, pearson};
use aru::study::{Results, Trial as Finished};

use super::{Nonlinearity, Outcome, PAIRS, TARGETS, Trial};

/// The students of one kind that learned from teachers of one kind, both targets together.
struct Group {
    pair: [Nonlinearity; 2],
    /// Learned constants, for each of the targets.
    clouds: Vec<Vec<[f64; 2]>>,
    /// The loss with the target's constants swapped over that at the target, for each of the targets.
    swaps: Vec<f64>,
    /// The lowest node, and how many of the runs on the wrong side of the diagonal started there.
    lowest: f64,
    wrong_from_lowest: usize,
}

impl Group {
    fn runs(&self) -> usize {
        self.clouds.iter().map(Vec::len).sum()
    }

    /// Part of the runs, in percent, for which this holds of their target and constants.
    fn percent(&self, holds: impl Fn([f64; 2], [f64; 2]) -> bool) -> f64 {
        let pairs = TARGETS.iter().zip(&self.clouds);
        let count: usize = pairs
            .map(|(&target, cloud)| cloud.iter().filter(|&&place| holds(target, place)).count())
            .sum();
        100.0 * count as f64 / self.runs() as f64
    }

    fn near(&self) -> f64 {
        self.percent(|target, place| {
            [0, 1]
                .iter()
                .all(|&axis| (place[axis] - target[axis]).abs() <= 0.05)
        })
    }

    /// On the other side of the diagonal than their target.
    fn wrong_side(&self) -> f64 {
        self.percent(on_wrong_side)
    }

    /// Of alpha_s and alpha_r over the runs of each target. Not of both targets together: these are mirror images of
    /// each other, so two small clouds would look like a band.
    fn correlations(&self) -> Result<Vec<f64>> {
        let of_cloud = |cloud: &Vec<[f64; 2]>| {
            let (s, r): (Vec<f64>, Vec<f64>) = cloud.iter().map(|&[s, r]| (s, r)).unzip();
            // Two points would always lie on a line.
            Ok(if cloud.len() < 3 { 0.0 } else { pearson(&s, &r)?.r })
        };
        self.clouds.iter().map(of_cloud).collect()
    }

    fn median_sums(&self) -> Result<Vec<f64>> {
        let of_cloud =
            |cloud: &Vec<[f64; 2]>| Ok(median(&cloud.iter().map(|[s, r]| s + r).collect::<Vec<f64>>())?);
        self.clouds.iter().map(of_cloud).collect()
    }

    /// p of each cloud against its mirror image.
    fn mirror_tests(&self) -> Result<Vec<f64>> {
        self.clouds
            .iter()
            .map(|cloud| Ok(mirror_test(cloud, 9999, 1)?))
            .collect()
    }

    fn name(&self) -> String {
        format!("{} student of a {} teacher", self.pair[1], self.pair[0])
    }
}

/// Draws clouds over landscapes and judges them.
pub fn judge(
    report: &mut Report,
    nodes: &[f64],
    learned: &Results<Trial, Outcome>,
    held: &Results<Trial, Outcome>,
    longer: &Results<Trial, Outcome>,
) -> Result<()> {
    let (mut groups, mut panels, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for pair in PAIRS {
        let (mut clouds, mut swaps, mut wrong_from_lowest) = (Vec::new(), Vec::new(), 0);
        for target in TARGETS {
            let landscape = landscape(nodes, &select(held, pair, target))?;
            let runs = select(learned, pair, target);
            let cloud: Vec<[f64; 2]> = runs
                .iter()
                .map(|run| run.outcome.constants.map(f64::from))
                .collect();
            let from_lowest = runs
                .iter()
                .filter(|run| run.settings.constants.contains(&nodes[0]));
            let places = from_lowest.map(|run| run.outcome.constants.map(f64::from));
            wrong_from_lowest += places.filter(|&place| on_wrong_side(target, place)).count();
            swaps.push((landscape.at([target[1], target[0]])? - landscape.at(target)?).exp());
            panels.push(panel(pair, target, &landscape, &cloud));
            clouds.push(cloud);
        }
        let group = Group {
            pair,
            clouds,
            swaps,
            lowest: nodes[0],
            wrong_from_lowest,
        };
        rows.push(vec![
            pair[0].to_string(),
            pair[1].to_string(),
            format!("{:.0} %", group.near()),
            format!("{:.0} %", group.wrong_side()),
            list(&group.correlations()?, 2),
            list(&group.median_sums()?, 3),
            list(&group.swaps, 2),
            list(&group.mirror_tests()?, 4),
        ]);
        groups.push(group);
    }
    report.figure(
        "clouds",
        "Eight heat maps of ln(loss) over alpha_s and alpha_r, for sigmoid and ReLU students of sigmoid and ReLU \
         teachers with two pairs of constants, with a star at the teacher's and a dot for each run that learned both.",
        &Panels::new(panels).columns(4).shared_legend(),
    )?;
    let columns = [
        "teacher",
        "student",
        "both within 0.05",
        "wrong side",
        "correlation",
        "median sum",
        "swap factors",
        "p, cloud and mirror image",
    ];
    report.table(Table {
        caption: format!("Learned constants of both targets; of the first and the second where there are two numbers (their sum is {:.3})", sum()),
        columns: columns.map(String::from).to_vec(),
        rows,
    });
    sigmoid(report, &groups[0], longer);
    relu(report, &groups[1])?;
    for group in &groups[2..] {
        let measured = format!(
            "{:.0} % within 0.05, {:.0} % on the wrong side, correlations {}, swap factors {}",
            group.near(),
            group.wrong_side(),
            list(&group.correlations()?, 2),
            list(&group.swaps, 2)
        );
        report.measured(group.name(), measured);
    }
    for group in &groups[..2] {
        let what = format!(
            "{}: the cloud against its mirror image, p for each target",
            group.name()
        );
        report.measured(what, list(&group.mirror_tests()?, 4));
    }
    Ok(())
}

fn sigmoid(report: &mut Report, group: &Group, longer: &Results<Trial, Outcome>) {
    let name = group.name();
    let (near, wrong) = (group.near(), group.wrong_side());
    report.claim(
        format!("{name}: at least 90 % of runs are within 0.05 on both constants"),
        format!("{near:.0} % of {}", group.runs()),
        near >= 90.0,
    );
    let count = (wrong * group.runs() as f64 / 100.0).round();
    report
        .claim(
            format!("{name}: no run ends on the wrong side of the diagonal"),
            format!(
                "{count} of {} runs; {} of these started with a constant at the lowest node, {}",
                group.runs(),
                group.wrong_from_lowest,
                group.lowest
            ),
            wrong == 0.0,
        )
        .if_it_fails(
            "At the lowest node the logistic, and with it the gradient, is nearly flat: a constant that starts there \
             leaves late, and such a run may still be on its way when training ends: the next line.",
        );
    let still = longer
        .iter()
        .filter(|run| on_wrong_side(run.settings.target, run.outcome.constants.map(f64::from)));
    report.measured(
        format!(
            "{name}: of the runs on the wrong side, those that still are when trained four times as long"
        ),
        format!("{} of {}", still.count(), longer.len()),
    );
    report
        .claim(
            format!("{name}: swapping the teacher's constants raises the loss at least threefold"),
            format!("{} for the two targets", list(&group.swaps, 1)),
            group.swaps.iter().all(|&swap| swap >= 3.0),
        )
        .if_it_fails("fig2_grid_search shows the factor without a grid.");
}

fn relu(report: &mut Report, group: &Group) -> Result<()> {
    let name = group.name();
    let (near, wrong) = (group.near(), group.wrong_side());
    report.claim(
        format!("{name}: fewer than half of the runs are within 0.05 on both constants"),
        format!("{near:.0} % of {}", group.runs()),
        near < 50.0,
    );
    let correlations = group.correlations()?;
    report.claim(
        format!("{name}: runs lie along a band, with a correlation of alpha_s and alpha_r below -0.85 for each target"),
        list(&correlations, 2),
        correlations.iter().all(|&r| r < -0.85),
    );
    let sums = group.median_sums()?;
    report.claim(
        format!(
            "{name}: the median of alpha_s + alpha_r is within 0.15 of the teacher's {:.3} for each target",
            sum()
        ),
        list(&sums, 3),
        sums.iter().all(|middle| (middle - sum()).abs() <= 0.15),
    );
    report.claim(
        format!("{name}: 10 to 50 % of the runs end on the wrong side of the diagonal"),
        format!("{wrong:.0} %"),
        (10.0..=50.0).contains(&wrong),
    );
    report.claim(
        format!("{name}: swapping the teacher's constants changes the loss by a factor between 0.5 and 2"),
        format!("{} for the two targets", list(&group.swaps, 2)),
        group.swaps.iter().all(|swap| (0.5..=2.0).contains(swap)),
    );
    Ok(())
}

/// On the other side of the diagonal than the target.
pub fn on_wrong_side(target: [f64; 2], place: [f64; 2]) -> bool {
    (target[0] - target[1]) * (place[0] - place[1]) < 0.0
}

/// One number for each target.
fn list(numbers: &[f64], digits: usize) -> String {
    let shown = numbers.iter().map(|number| format!("{number:.digits$}"));
    shown.collect::<Vec<_>>().join(", ")
}

/// alpha_s + alpha_r, the same for both targets.
fn sum() -> f64 {
    TARGETS[0][0] + TARGETS[0][1]
}

fn select(
    results: &Results<Trial, Outcome>,
    pair: [Nonlinearity; 2],
    target: [f64; 2],
) -> Vec<&Finished<Trial, Outcome>> {
    results
        .iter()
        .filter(|trial| trial.settings.pair == pair && trial.settings.target == target)
        .collect()
}

fn landscape(nodes: &[f64], trials: &[&Finished<Trial, Outcome>]) -> Result<Landscape> {
    Ok(Landscape::from_fn(nodes, nodes, |place| {
        let here = trials.iter().filter(|trial| trial.settings.constants == place);
        mean(&here.map(|trial| trial.outcome.loss.ln()).collect::<Vec<f64>>())
    })?)
}

fn panel(pair: [Nonlinearity; 2], target: [f64; 2], landscape: &Landscape, cloud: &[[f64; 2]]) -> Figure {
    let (s, r): (Vec<f64>, Vec<f64>) = cloud.iter().map(|&[s, r]| (s, r)).unzip();
    Figure::new(format!("{} student, {} teacher", pair[1], pair[0]))
        .x_label("alpha_s")
        .y_label("alpha_r")
        .landscape("ln(loss)", landscape.xs(), landscape.ys(), landscape.values())
        .points("learned", s, r)
        .marker("teacher", target[0], target[1], Marker::Star)
}
