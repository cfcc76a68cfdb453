//! The table: what every model scores and remembers, beside the truth where it is known.

use std::path::Path;

use anyhow::Result;
use aru::auditory::recordings::Recordings;
use aru::experiment::Table;
use aru::recording::Npz;
use ndarray::{Array1, Array2};

use crate::compare::Compared;
use crate::memory::{Length, Memory};
use crate::score::Numbers;

/// More neurons than these are in the table as their mean alone; `scores.csv` has each.
pub const APART: usize = 6;

/// What stands in one row: a model, or the truth, on a neuron.
pub struct Row {
    pub neuron: String,
    pub model: String,
    pub parameters: Option<usize>,
    pub score: Numbers,
    /// Those of each seed alone.
    pub seeds: Vec<Numbers>,
    pub memory: Option<Memory>,
    pub seconds: Option<f64>,
    /// The folder of the weights, within that of the report.
    pub weights: Option<String>,
}

/// A row for each neuron of someone who only predicts: the truth, or an outside model.
pub fn outside(model: &str, test: &Recordings, scores: &[Numbers], memories: &[Memory]) -> Vec<Row> {
    let rows = test.neurons().iter().zip(scores).enumerate();
    let row = |(neuron, (name, &score)): (usize, (&String, &Numbers))| Row {
        neuron: name.clone(),
        model: model.into(),
        parameters: None,
        score,
        seeds: Vec::new(),
        memory: memories.get(neuron).cloned(),
        seconds: None,
        weights: None,
    };
    rows.map(row).collect()
}

/// The rows of fits, neuron by neuron.
pub fn fitted(compared: &Compared) -> Vec<Row> {
    let mut rows = Vec::new();
    for (neuron, name) in compared.recorded.test.neurons().iter().enumerate() {
        rows.extend(compared.fits.iter().map(|(model, fit)| Row {
            neuron: name.clone(),
            model: (*model).into(),
            parameters: Some(fit.parameters),
            score: fit.mean[neuron],
            seeds: fit.seeds_of(neuron),
            memory: Some(fit.memory(neuron).clone()),
            seconds: Some(fit.seconds),
            weights: Some(fit.weights.clone()),
        }));
    }
    rows
}

/// Rows together by neuron, in the order in which neurons first come.
pub fn by_neuron(rows: Vec<Row>) -> Vec<Row> {
    let mut names: Vec<String> = Vec::new();
    for row in &rows {
        if !names.contains(&row.neuron) {
            names.push(row.neuron.clone());
        }
    }
    let mut rows = rows;
    rows.sort_by_key(|row| names.iter().position(|name| *name == row.neuron));
    rows
}

/// A row for each neuron and model, or, of many neurons, the means over neurons.
pub fn table(caption: &str, rows: &[Row]) -> Table {
    let mut neurons: Vec<&str> = rows.iter().map(|row| row.neuron.as_str()).collect();
    neurons.dedup();
    if neurons.len() > APART {
        return population(caption, rows, neurons.len());
    }
    let cells = |row: &Row| {
        let mut cells = vec![
            row.neuron.clone(),
            row.model.clone(),
            row.parameters.map_or("-".into(), |count| count.to_string()),
            number(row.score.cc_raw),
            number(row.score.cc_norm),
            range(&row.seeds),
        ];
        cells.extend(memory(row.memory.as_ref()));
        cells.push(row.seconds.map_or("-".into(), |seconds| format!("{seconds:.1}")));
        cells
    };
    let columns = [
        "neuron",
        "model",
        "parameters",
        "CCraw",
        "CCnorm",
        "seeds alone",
        "95 % of the map (ms)",
        "1 % of the map (ms)",
        "99 % of the score (ms)",
        "time (s)",
    ];
    Table {
        caption: caption.into(),
        columns: columns.map(String::from).to_vec(),
        rows: rows.iter().map(cells).collect(),
    }
}

/// CCraw of each model, the mean over the neurons that have one, and how many these are.
pub fn means(rows: &[Row]) -> Vec<(String, f64, usize)> {
    let mean = |model: &str| {
        let own = rows.iter().filter(|row| row.model == model);
        let known: Vec<f64> = own.filter_map(|row| row.score.cc_raw).collect();
        let mean = known.iter().sum::<f64>() / known.len() as f64;
        (!known.is_empty()).then(|| (model.to_string(), mean, known.len()))
    };
    models(rows).into_iter().filter_map(mean).collect()
}

/// The models, in the order in which they first come.
fn models(rows: &[Row]) -> Vec<&str> {
    let mut models: Vec<&str> = Vec::new();
    for row in rows {
        if !models.contains(&row.model.as_str()) {
            models.push(&row.model);
        }
    }
    models
}

fn population(caption: &str, rows: &[Row], neurons: usize) -> Table {
    let of_model = |model: &str| {
        let own: Vec<&Row> = rows.iter().filter(|row| row.model == model).collect();
        let mean = |of: fn(&Numbers) -> Option<f64>| {
            let known: Vec<f64> = own.iter().filter_map(|row| of(&row.score)).collect();
            (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
        };
        let mut windows: Vec<f64> = own
            .iter()
            .filter_map(|row| Some(row.memory.as_ref()?.curve.memory()?.seconds))
            .collect();
        windows.sort_by(f64::total_cmp);
        let middle = windows.get(windows.len().saturating_sub(1) / 2);
        let seconds: Option<f64> = own.iter().map(|row| row.seconds).sum();
        vec![
            model.to_string(),
            own[0].parameters.map_or("-".into(), |count| count.to_string()),
            own.len().to_string(),
            number(mean(|score| score.cc_raw)),
            number(mean(|score| score.cc_norm)),
            middle.map_or("-".into(), |seconds| format!("{:.0}", 1e3 * seconds)),
            seconds.map_or("-".into(), |seconds| format!("{seconds:.1}")),
        ]
    };
    let columns = [
        "model",
        "parameters",
        "neurons",
        "CCraw",
        "CCnorm",
        "99 % of the score (ms, median)",
        "time (s)",
    ];
    Table {
        caption: format!("{caption}; means over {neurons} neurons, those left out that have no score"),
        columns: columns.map(String::from).to_vec(),
        rows: models(rows).into_iter().map(of_model).collect(),
    }
}

/// Three digits, or that there is none.
fn number(value: Option<f64>) -> String {
    value.map_or("-".into(), |value| format!("{value:.3}"))
}

/// CCnorm from the lowest seed to the highest, CCraw where there are no trials to norm by.
fn range(seeds: &[Numbers]) -> String {
    let ends = seeds
        .iter()
        .filter_map(Numbers::best_known)
        .fold(None, |ends: Option<[f64; 2]>, value| {
            let [least, most] = ends.unwrap_or([value; 2]);
            Some([least.min(value), most.max(value)])
        });
    ends.map_or("-".into(), |[least, most]| format!("{least:.3} to {most:.3}"))
}

/// Three cells: both numbers of the map, with those before training in brackets, and that of the window curve.
fn memory(memory: Option<&Memory>) -> [String; 3] {
    let Some(memory) = memory else {
        return ["-".into(), "-".into(), "-".into()];
    };
    let beside = |place: usize| match memory.untrained {
        Some(before) => format!("{} ({})", memory.map[place], before[place]),
        None => memory.map[place].to_string(),
    };
    let window = memory.curve.memory();
    [
        beside(0),
        beside(1),
        window.map_or("-".into(), |window: Length| window.to_string()),
    ]
}

/// Every row in full as `scores.csv`, and the same numbers as `scores.npz`: `trials`, `cc_raw`, `cc_norm`, `cc_max`, `window_s`, each
/// `[row]`, and `cc_raw_of_seeds` and `cc_norm_of_seeds`, `[row, seed]`, NaN where there is none. Rows are those of the CSV.
pub fn save(folder: &Path, rows: &[Row]) -> Result<()> {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let window = |row: &Row| row.memory.as_ref().and_then(|memory| memory.curve.memory());
    let mut text = String::from(
        "neuron,model,parameters,trials,cc_raw,cc_norm,cc_max,cc_norm_hsu,signal_power,window_s,seconds,weights\n",
    );
    for row in rows {
        let score = &row.score;
        let cells = [
            quoted(&row.neuron),
            quoted(&row.model),
            row.parameters.map_or(String::new(), |count| count.to_string()),
            score.trials.to_string(),
            exact(score.cc_raw),
            exact(score.cc_norm),
            exact(score.cc_max),
            exact(score.cc_norm_hsu),
            exact(score.signal_power),
            exact(window(row).map(|window| window.seconds)),
            exact(row.seconds),
            row.weights.as_deref().map_or(String::new(), quoted),
        ];
        text += &(cells.join(",") + "\n");
    }
    std::fs::write(folder.join("scores.csv"), text)?;
    let column = |of: &dyn Fn(&Row) -> Option<f64>| -> Array1<f64> {
        rows.iter().map(|row| of(row).unwrap_or(f64::NAN)).collect()
    };
    let seeds = rows.iter().map(|row| row.seeds.len()).max().unwrap_or(0);
    let of_seeds = |of: fn(&Numbers) -> Option<f64>| {
        Array2::from_shape_fn((rows.len(), seeds), |(row, seed)| {
            rows[row].seeds.get(seed).and_then(of).unwrap_or(f64::NAN)
        })
    };
    Npz::new()
        .array("trials", &column(&|row| Some(row.score.trials as f64)))
        .array("cc_raw", &column(&|row| row.score.cc_raw))
        .array("cc_norm", &column(&|row| row.score.cc_norm))
        .array("cc_max", &column(&|row| row.score.cc_max))
        .array(
            "window_s",
            &column(&|row| window(row).map(|window| window.seconds)),
        )
        .array("cc_raw_of_seeds", &of_seeds(|score| score.cc_raw))
        .array("cc_norm_of_seeds", &of_seeds(|score| score.cc_norm))
        .write(folder.join("scores.npz"))?;
    Ok(())
}

/// As a number of a CSV, empty where there is none.
fn exact(value: Option<f64>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of many neurons and of few, and for each seed.
    #[test]
    fn ccraw_stands_in_no_column_of_ccnorm() {
        let score = Numbers {
            trials: 1,
            cc_raw: Some(0.5),
            cc_norm: None,
            cc_max: None,
            cc_norm_hsu: None,
            signal_power: None,
        };
        let row = |neuron: usize| Row {
            neuron: format!("{neuron}"),
            model: "LN".into(),
            parameters: None,
            score,
            seeds: vec![score],
            memory: None,
            seconds: None,
            weights: None,
        };
        let rows: Vec<Row> = (0..=APART).map(row).collect();
        let many = table("many", &rows);
        assert_eq!(many.columns[3..5], ["CCraw", "CCnorm"]);
        assert_eq!(many.rows[0][3..5], ["0.500", "-"]);
        let few = table("few", &rows[..1]);
        assert_eq!(few.columns[3..6], ["CCraw", "CCnorm", "seeds alone"]);
        assert_eq!(few.rows[0][3..6], ["0.500", "-", "0.500 to 0.500"]);
    }
}
