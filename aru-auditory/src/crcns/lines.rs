//! The two kinds of text files: the name of a sound, and the spike times of its trials.

use std::path::Path;

use aru_runtime::__private::lab::files;
use aru_runtime::Result;

use crate::fault::{at_line, unreadable};

/// A spike so long after its song, in seconds, is in another unit than ms.
const LATEST: f64 = 60.0;

/// The line, from 1, and the name in a file `stim<i>`, which has no other.
pub(super) fn name(path: &Path) -> Result<(usize, String)> {
    let text = text(path)?;
    let mut lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let Some((line, name)) = lines.next() else {
        return Err(at_line(path, 1, "there is no name of a WAV file"));
    };
    let name = name.trim();
    if let Some((other, second)) = lines.next() {
        let fault = format!("`{}` is a second name; a song has one sound", second.trim());
        return Err(at_line(path, other + 1, fault));
    }
    if name.contains(['/', '\\']) {
        let fault = format!("`{name}` is a path; the name of a file in the folder of sounds was expected");
        return Err(at_line(path, line + 1, fault));
    }
    if name.chars().any(char::is_control) {
        return Err(at_line(
            path,
            line + 1,
            format!("`{}` is no name of a file", name.escape_default()),
        ));
    }
    Ok((line + 1, name.to_owned()))
}

/// The times in a file `spike<i>`, in seconds: a line a trial. `song` is how long the sound is, in seconds.
pub(super) fn trials(path: &Path, song: f64) -> Result<Vec<Vec<f64>>> {
    let text = text(path)?;
    if text.is_empty() {
        let fault = "it is empty: no trial; a trial without spikes is an empty line";
        return Err(at_line(path, 1, fault));
    }
    let trial = |(line, times): (usize, &str)| {
        if times.contains('\r') {
            let fault = "it holds a carriage return by itself, which may have ended a trial; end lines by a line feed";
            return Err(at_line(path, line + 1, fault));
        }
        let mut trial: Vec<f64> = Vec::new();
        for token in times.split_whitespace() {
            let time = time(token).map_err(|fault| at_line(path, line + 1, fault))? / 1000.0;
            if time.abs() > song + LATEST {
                let fault = format!(
                    "{token} ms is {LATEST} s and more away from a song of {song:.3} s; spike times are in ms from its onset"
                );
                return Err(at_line(path, line + 1, fault));
            }
            if let Some(before) = trial.last().filter(|&&before| before > time) {
                let fault = format!(
                    "{token} comes after {}: times ascend in a trial, and each trial has a line of its own",
                    (before * 1e9).round() / 1e6
                );
                return Err(at_line(path, line + 1, fault));
            }
            trial.push(time);
        }
        Ok(trial)
    };
    text.lines().enumerate().map(trial).collect()
}

/// A time in ms.
fn time(token: &str) -> std::result::Result<f64, String> {
    let is_decimal = token
        .chars()
        .all(|letter| letter.is_ascii_digit() || "+-.eE".contains(letter));
    match token.parse::<f64>() {
        Ok(time) if is_decimal && time.is_finite() => Ok(time),
        _ if token.contains([',', ';']) => Err(format!(
            "`{token}` is no time: blanks stand between times, and a point before decimals"
        )),
        _ => Err(format!(
            "`{}` is no time; a number of ms was expected, such as 12.5",
            token
                .chars()
                .flat_map(char::escape_default)
                .take(40)
                .collect::<String>()
        )),
    }
}

fn text(path: &Path) -> Result<String> {
    let content = files::read(path)?;
    String::from_utf8(content).map_err(|error| {
        let whole = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + whole.iter().filter(|&&byte| byte == b'\n').count();
        match whole.is_empty() {
            true => unreadable(path, "line 1: it is no text (UTF-8) from its first byte on"),
            false => at_line(path, line, "it is no text (UTF-8) any more"),
        }
    })
}
