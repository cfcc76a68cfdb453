//! The file of a study: a header, then a line of JSON for each finished trial.
//!
//! Lines are only ever added, each by a single write, so that a program that is stopped spoils at most the last one:
//! it lacks its end, and is dropped when the file is opened again. Each ends with a checksum of what stands before it;
//! files of version 1 may have lines without.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::error::Category;

use super::Trial;
use super::key::canonical;
use crate::fault::cannot;
use aru_runtime::__private::lab::{files::checksum, warn};
use aru_runtime::Result;

const HEADER: &str = "{\"format\":\"aru study\",\"version\":2}\n";
const FORMAT: &str = "aru study";
const VERSION: u64 = 2;
/// The version whose lines had no checksum.
const WITHOUT_CHECKSUM: u64 = 1;

/// What stands before the checksum, and behind it.
const BEFORE_SUM: &str = ",\"crc32\":\"";
const BEHIND_SUM: &str = "\"}";

/// The file, open and locked until it is dropped.
#[derive(Debug)]
pub(super) struct Store {
    path: PathBuf,
    file: File,
    /// Bytes of whole lines.
    length: u64,
}

#[derive(Deserialize)]
struct Header {
    format: String,
    version: u64,
}

/// A finished trial as its line says it.
#[derive(Debug, Deserialize)]
pub(super) struct Record<Outcome> {
    settings: Value,
    /// Its number, where it was read from a file.
    #[serde(skip)]
    line: usize,
    pub(super) outcome: Outcome,
    pub(super) seconds: f64,
}

/// A trial as a line of the file, and what reading that line will give.
pub(super) fn line<Settings: Serialize, Outcome: Serialize + DeserializeOwned>(
    settings: &Settings,
    outcome: &Outcome,
    seconds: f64,
) -> std::result::Result<(String, Record<Outcome>), String> {
    let trial = Trial {
        settings,
        outcome,
        seconds,
    };
    let mut line = serde_json::to_string(&trial)
        .map_err(|error| format!("its outcome cannot be written as JSON: {error}"))?;
    let record = serde_json::from_str(&line).map_err(|error| {
        let cause = without_place(&error);
        format!("its outcome cannot be read back from JSON: {cause}; `Serialize` and `Deserialize` must fit each other")
    })?;
    // The brace comes again behind the checksum.
    line.pop();
    let sum = checksum::of(line.as_bytes());
    line.push_str(&format!("{BEFORE_SUM}{sum}{BEHIND_SUM}\n"));
    Ok((line, record))
}

impl Store {
    /// Opens the file of a folder, or makes both, and reads what is finished, by the settings' JSON.
    pub(super) fn open<Outcome: DeserializeOwned>(
        folder: &Path,
    ) -> Result<(Self, HashMap<String, Record<Outcome>>)> {
        fs::create_dir_all(folder).map_err(cannot("write", folder))?;
        let path = folder.join("trials.jsonl");
        let mut options = OpenOptions::new();
        let options = options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(&path).map_err(cannot("write", &path))?;
        let locked = file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => {
                "a study of this folder is running already; wait for its end or choose another folder".into()
            }
            TryLockError::Error(error) => format!("it cannot be locked: {error}"),
        });
        locked.map_err(cannot("write", &path))?;
        let mut content = Vec::new();
        file.read_to_end(&mut content).map_err(cannot("read", &path))?;
        let (finished, without) = read(&content).map_err(cannot("read", &path))?;
        if without > 0 {
            warn(format_args!(
                "`{}`: {without} of {} trials have no checksum, so that damage would not be seen; trials that are run \
                 from now on have one",
                path.display(),
                finished.len()
            ));
        }
        let length = whole_lines(&content).len() as u64;
        let mut store = Store { path, file, length };
        // Only now that all of it was understood may the rest of a line go.
        store.file.set_len(length).map_err(cannot("write", &store.path))?;
        if length == 0 {
            store.append(HEADER)?;
        }
        Ok((store, finished))
    }

    /// Refuses to go on where the file is not there any more, or not as it was left: what is written would be lost.
    pub(super) fn check(&self) -> Result<()> {
        let fault = match (fs::metadata(&self.path), self.file.metadata()) {
            (Ok(there), Ok(own)) if !is_same(&there, &own) => {
                "another file was put in its place while the study ran"
            }
            (Ok(_), Ok(own)) if own.len() != self.length => "another program changed it while the study ran",
            (Ok(_), Ok(_)) => return Ok(()),
            (Err(error), _) if error.kind() == io::ErrorKind::NotFound => {
                "it or its folder was removed or moved while the study ran"
            }
            (Err(error), _) | (_, Err(error)) => return Err(cannot("write", &self.path)(error)),
        };
        let way = "what finished since is not in it; leave it alone and run the study again";
        Err(cannot("write", &self.path)(format!("{fault}; {way}")))
    }

    /// Adds a line. It is the operating system's when this returns, so that it outlives the program.
    pub(super) fn append(&mut self, line: &str) -> Result<()> {
        self.check()?;
        self.write(line).map_err(|error| {
            // The disk may be full: half a line must not stay before the next. Should this fail too, what opens the
            // file next finds a line without its end.
            let _ = self.file.set_len(self.length);
            cannot("write", &self.path)(error)
        })?;
        self.length += line.len() as u64;
        Ok(())
    }

    fn write(&mut self, line: &str) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.length))?;
        self.file.write_all(line.as_bytes())?;
        self.file.flush()
    }
}

/// Whether two open files are one. Elsewhere than on Unix a file that is open is not replaced.
fn is_same(there: &fs::Metadata, own: &fs::Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (there.dev(), there.ino()) == (own.dev(), own.ino())
    }
    #[cfg(not(unix))]
    {
        there.is_file() == own.is_file()
    }
}

/// The content without a last line that lacks its end.
fn whole_lines(content: &[u8]) -> &[u8] {
    let end = content.iter().rposition(|&byte| byte == b'\n');
    &content[..end.map_or(0, |place| place + 1)]
}

/// What a file holds and how many of its trials have no checksum; or what is wrong with it and the way out.
fn read<Outcome: DeserializeOwned>(
    content: &[u8],
) -> std::result::Result<(HashMap<String, Record<Outcome>>, usize), String> {
    let mut finished = HashMap::new();
    let mut without = 0;
    // Nothing, or as much of the header as was written.
    if HEADER.as_bytes().starts_with(content) {
        return Ok((finished, without));
    }
    let mut numbered = whole_lines(content)
        .split_inclusive(|&byte| byte == b'\n')
        .zip(1..);
    let version = check_header(numbered.next().map_or(content, |(line, _)| line))?;
    for (line, number) in numbered {
        let summed = check_sum(line, number, version)?;
        without += usize::from(!summed);
        let mut record: Record<Outcome> =
            serde_json::from_slice(line).map_err(|error| fault(number, &error))?;
        record.line = number;
        if let Some(Record { line, .. }) = finished.insert(canonical(&record.settings), record) {
            return Err(format!(
                "line {number} has the same settings as line {line}; remove one of them or choose another folder"
            ));
        }
    }
    Ok((finished, without))
}

/// Whether a line ends with a checksum, which must be its own.
fn check_sum(line: &[u8], number: usize, version: u64) -> std::result::Result<bool, String> {
    let sum = line.strip_suffix(b"\n").unwrap_or(line);
    let sum = sum.strip_suffix(BEHIND_SUM.as_bytes()).and_then(|line| {
        let (rest, sum) = line.split_at_checked(line.len().checked_sub(checksum::DIGITS)?)?;
        Some((rest.strip_suffix(BEFORE_SUM.as_bytes())?, sum))
    });
    let way = "remove the line, and its trial is run again, or choose another folder";
    match sum {
        Some((rest, written)) if checksum::of(rest).as_bytes() == written => Ok(true),
        Some(_) => Err(format!(
            "line {number} is damaged: it is not what its checksum was taken of; {way}"
        )),
        None if version == WITHOUT_CHECKSUM => Ok(false),
        None => Err(format!(
            "line {number} is damaged: it does not end with a checksum; {way}"
        )),
    }
}

/// The version that a header says.
fn check_header(line: &[u8]) -> std::result::Result<u64, String> {
    match serde_json::from_slice::<Header>(line) {
        Ok(Header { format, version }) if format == FORMAT => match version {
            WITHOUT_CHECKSUM | VERSION => Ok(version),
            _ => Err(format!(
                "line 1 says version {version}, this version of aru reads up to {VERSION}; remove the file or choose \
                 another folder"
            )),
        },
        _ => Err(format!(
            "line 1 is not {}, so it is no file of a study; remove the file or choose another folder",
            HEADER.trim_end()
        )),
    }
}

fn fault(number: usize, error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Data => format!(
            "line {number} does not hold an outcome of the type asked for: {}; has the type changed since? Remove the \
             file or choose another folder",
            without_place(error)
        ),
        _ => format!(
            "line {number} is damaged: {} at column {}; remove the line, and its trial is run again, or choose another \
             folder",
            without_place(error),
            error.column()
        ),
    }
}

/// The message without the line and column, which count within the line of the file.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    message.strip_suffix(&place).unwrap_or(&message).to_owned()
}
