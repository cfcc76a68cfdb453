//! A history as CSV.

use std::path::Path;
use std::str::FromStr;

use csv::StringRecord;

use super::history::{ConstantSummary, Epoch, History};
use crate::error::{Error, Result};
use crate::files;

const COLUMNS: [&str; 7] = [
    "epoch",
    "updates",
    "train_loss",
    "validation_loss",
    "learning_rate",
    "gradient_norm",
    "seconds",
];
/// Behind these where there are penalties; a constant has a dot in its name.
const PENALTY: &str = "penalty";
const MEAN: &str = ".mean";
const SD: &str = ".sd";

/// Writes the epochs as lines.
pub(super) fn write(history: &History, path: &Path) -> Result<()> {
    let failed = |fault: csv::Error| Error::file("write", path, fault);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header(history)).map_err(failed)?;
    for epoch in &history.epochs {
        let line = line(epoch, has_penalty(history));
        writer.write_record(line).map_err(failed)?;
    }
    let content = writer
        .into_inner()
        .map_err(|fault| Error::file("write", path, fault))?;
    files::write(path, &content)
}

fn header(history: &History) -> Vec<String> {
    let mut header: Vec<String> = COLUMNS.map(str::to_owned).to_vec();
    if has_penalty(history) {
        header.push(PENALTY.to_owned());
    }
    for (index, name) in history.constants.iter().enumerate() {
        let first = history.epochs.first();
        if first.is_some_and(|epoch| epoch.constants[index].sd.is_some()) {
            header.extend([format!("{name}{MEAN}"), format!("{name}{SD}")]);
        } else {
            header.push(name.clone());
        }
    }
    header
}

fn has_penalty(history: &History) -> bool {
    history.epochs.iter().any(|epoch| epoch.penalty.is_some())
}

fn line(epoch: &Epoch, has_penalty: bool) -> Vec<String> {
    let mut line = vec![
        epoch.epoch.to_string(),
        epoch.updates.to_string(),
        epoch.train_loss.to_string(),
        epoch
            .validation_loss
            .map_or(String::new(), |loss| loss.to_string()),
        epoch.learning_rate.to_string(),
        epoch.gradient_norm.to_string(),
        epoch.seconds.to_string(),
    ];
    if has_penalty {
        line.push(epoch.penalty.map_or(String::new(), |penalty| penalty.to_string()));
    }
    for constant in &epoch.constants {
        line.push(constant.mean.to_string());
        line.extend(constant.sd.map(|sd| sd.to_string()));
    }
    line
}

/// Reads the lines back.
pub(super) fn read(path: &Path) -> Result<History> {
    let failed = |fault: csv::Error| Error::file("read", path, fault);
    let content = files::read(path)?;
    // Every line has its end: a number that was cut is still a number.
    if !content.is_empty() && !content.ends_with(b"\n") {
        let lines = content.split(|&byte| byte == b'\n').count();
        let fault =
            format!("it is cut within line {lines}, which has no end; remove that line to read the others");
        return Err(Error::file("read", path, fault));
    }
    let mut reader = csv::Reader::from_reader(&content[..]);
    let header = reader.headers().map_err(failed)?.clone();
    let constants = constants(&header).map_err(|fault| Error::file("read", path, fault))?;
    let mut history = History::default();
    for record in reader.records() {
        let record = record.map_err(failed)?;
        let number = record.position().map_or(0, |position| position.line());
        let epoch = parse(&record, &header, &constants)
            .map_err(|fault| Error::file("read", path, format!("line {number}: {fault}")))?;
        history.epochs.push(epoch);
    }
    history.constants = constants.into_iter().map(|(name, _)| name).collect();
    Ok(history)
}

/// The constants that a header names, and whether each has a column for its standard deviation.
fn constants(header: &StringRecord) -> std::result::Result<Vec<(String, bool)>, String> {
    let found: Vec<&str> = header.iter().take(COLUMNS.len()).collect();
    if found != COLUMNS {
        let (found, expected) = (found.join(","), COLUMNS.join(","));
        return Err(format!(
            "expected a history, whose columns begin with {expected}, found {found}"
        ));
    }
    let mut constants = Vec::new();
    let first = COLUMNS.len() + usize::from(header.get(COLUMNS.len()) == Some(PENALTY));
    let mut columns = header.iter().skip(first).peekable();
    while let Some(column) = columns.next() {
        let per_unit = column
            .strip_suffix(MEAN)
            .filter(|name| columns.peek().and_then(|next| next.strip_suffix(SD)) == Some(name));
        match per_unit {
            Some(name) => {
                columns.next();
                constants.push((name.to_owned(), true));
            }
            None => constants.push((column.to_owned(), false)),
        }
    }
    Ok(constants)
}

fn parse(
    record: &StringRecord,
    header: &StringRecord,
    constants: &[(String, bool)],
) -> std::result::Result<Epoch, String> {
    fn field<N: FromStr>(text: &str, name: &str, kind: &str) -> std::result::Result<N, String> {
        text.parse()
            .map_err(|_| format!("`{name}` is {text:?}, expected {kind}"))
    }
    let number = |column: usize| field::<f64>(&record[column], &header[column], "a number");
    let whole = |column: usize| field::<u64>(&record[column], &header[column], "a whole number");
    let mut summaries = Vec::with_capacity(constants.len());
    let mut column = COLUMNS.len();
    let mut penalty = None;
    if header.get(column) == Some(PENALTY) {
        penalty = (!record[column].is_empty()).then(|| number(column)).transpose()?;
        column += 1;
    }
    for &(_, per_unit) in constants {
        let mean = number(column)?;
        let sd = per_unit.then(|| number(column + 1)).transpose()?;
        summaries.push(ConstantSummary { mean, sd });
        column += 1 + usize::from(per_unit);
    }
    Ok(Epoch {
        epoch: usize::try_from(whole(0)?).map_err(|fault| fault.to_string())?,
        updates: whole(1)?,
        train_loss: number(2)?,
        validation_loss: (!record[3].is_empty()).then(|| number(3)).transpose()?,
        learning_rate: number(4)?,
        gradient_norm: number(5)?,
        seconds: number(6)?,
        penalty,
        constants: summaries,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::history::Stopped;

    fn epoch(number: usize) -> Epoch {
        Epoch {
            epoch: number,
            updates: 400 * number as u64,
            train_loss: 0.1 / number as f64,
            validation_loss: (number != 1).then_some(1.0 / 3.0 + number as f64),
            learning_rate: 1e-3,
            gradient_norm: 1.5e-7,
            seconds: 0.012,
            penalty: None,
            constants: vec![
                ConstantSummary {
                    mean: 0.342,
                    sd: None,
                },
                ConstantSummary {
                    mean: 0.5,
                    sd: Some(0.1 + 0.2),
                },
            ],
        }
    }

    fn history() -> History {
        History {
            constants: vec!["hidden.alpha_s".into(), "slow.alpha_r".into()],
            epochs: (1..=3).map(epoch).collect(),
            stopped: Some(Stopped::Early),
            counts_from: 0,
        }
    }

    fn file(name: &str) -> std::path::PathBuf {
        std::env::temp_dir().join(format!("aru-history-{}-{name}.csv", std::process::id()))
    }

    #[test]
    fn csv_reads_back_to_the_same_bits() {
        let path = file("same");
        let mut written = history();
        written.write_csv(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, &text).unwrap();
        let read = History::read_csv(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        written.stopped = None;
        assert_eq!(read, written);
        assert!(text.starts_with(
            "epoch,updates,train_loss,validation_loss,learning_rate,gradient_norm,seconds,hidden.alpha_s,slow.alpha_r.mean,slow.alpha_r.sd\n"
        ));
    }

    #[test]
    fn penalties_have_a_column_of_their_own() {
        let path = file("penalties");
        let mut written = history();
        written.epochs[1].penalty = Some(0.1 + 0.2);
        written.write_csv(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let read = History::read_csv(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        written.stopped = None;
        assert_eq!(read, written);
        assert!(text.contains("gradient_norm,seconds,penalty,hidden.alpha_s,"));
    }

    #[test]
    fn serde_reads_back_everything() {
        let text = serde_json::to_string(&history()).unwrap();
        assert_eq!(serde_json::from_str::<History>(&text).unwrap(), history());
    }

    #[test]
    fn a_file_that_is_no_history_is_refused_with_the_line() {
        let path = file("cut");
        history().write_csv(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace("0.5,0.30", "half,0.30")).unwrap();
        let error = History::read_csv(&path).unwrap_err().to_string();
        assert!(
            error.ends_with("line 2: `slow.alpha_r.mean` is \"half\", expected a number"),
            "{error}"
        );

        std::fs::write(&path, "epoch,updates\n1,2\n").unwrap();
        assert!(History::read_csv(&path).is_err());
        std::fs::write(&path, text.replace(",0.5,", ",")).unwrap();
        let error = History::read_csv(&path).unwrap_err().to_string();
        assert!(error.contains("line: 2"), "{error}");

        std::fs::write(&path, "time,rate\n0,1\n").unwrap();
        let error = History::read_csv(&path).unwrap_err().to_string();
        assert!(
            error.contains("expected a history, whose columns begin with epoch,updates"),
            "{error}"
        );
        std::fs::remove_file(&path).unwrap();

        let error = History::read_csv(&path).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("cannot read `{}`", path.display())),
            "{error}"
        );
    }

    /// A last number of 0.30000000000000004 was read as 0.3, or as 0.
    #[test]
    fn a_history_that_was_cut_lost_digits_of_its_last_number() {
        let path = file("shortened");
        history().write_csv(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        for end in 1..text.len() {
            std::fs::write(&path, &text[..end]).unwrap();
            let read = History::read_csv(&path);
            if text[..end].ends_with('\n') {
                let lines = text[..end].lines().count();
                assert_eq!(read.unwrap().epochs(), &history().epochs()[..lines - 1]);
            } else {
                let error = read.unwrap_err().to_string();
                let lines = text[..end].lines().count();
                assert!(
                    error.contains(&format!("it is cut within line {lines}")),
                    "{error}"
                );
            }
        }
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_history_is_written_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let error = history().write_csv(folder.path()).unwrap_err().to_string();
        assert!(error.contains("it is a folder"), "{error}");
        let path = folder.path().join("history.csv");
        history().write_csv(&path).unwrap();
        // What reads along has the old file, whole, and keeps it.
        let mut old = std::fs::File::open(&path).unwrap();
        History::default().write_csv(&path).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut old, &mut text).unwrap();
        assert_eq!(text.lines().count(), 4);
        assert!(History::read_csv(&path).unwrap().is_empty());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_best_epoch_is_the_first_of_the_lowest() {
        let mut history = history();
        assert_eq!(history.best().unwrap().epoch, 2);
        assert_eq!(
            history.lowest_validation_loss(),
            history.best().unwrap().validation_loss
        );
        history.epochs[2].validation_loss = history.epochs[1].validation_loss;
        assert_eq!(history.best().unwrap().epoch, 2);
        assert_eq!(history.constant("hidden.alpha_s"), Some(vec![0.342; 3]));
        assert_eq!(history.constant("hidden.alpha"), None);
        assert_eq!(history.updates(), 1200);
    }
}
