//! What tests of the program share: runs of the binary, and small data in files.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use aru::ndarray::{Array2, Array3};
use aru::recording::Npz;

/// A network of any size whose constants are learned.
pub const NET: &str = "\
/// A leaky layer.
struct Leaky<const H: usize> {
    dt: 1 ms;
    input x: 1;
    layer hidden: Aru<H> { tau_s: learn global(5 ms) in logistic(1 ms, 100 ms); alpha_r: 1.0; activation: tanh; }
    output y: 1;
    x -> hidden -> y;
    hidden ~> hidden;
}
";

/// What a run of the program came to.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub told: String,
}

/// The program in a folder of its own.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Self {
        Place {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aru"));
        command
            .args(arguments.split_whitespace())
            .current_dir(self.folder.path());
        command
    }

    /// Runs the program with nothing on its standard input.
    pub fn aru(&self, arguments: &str) -> Ran {
        ran(self.command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    /// Runs it with a text on its standard input.
    pub fn aru_reads(&self, arguments: &str, text: &str) -> Ran {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        ran(child.wait_with_output().unwrap())
    }

    /// Recordings of a signal and of what a leaky integrator of 8 ms makes of it, `[sequence, step]`.
    pub fn write_recordings(&self, name: &str, sequences: usize, steps: usize) {
        let x = Array2::from_shape_fn((sequences, steps), |(i, t)| {
            let phase = (t + 37 * i) as f64;
            (0.31 * phase).sin() + (0.047 * phase * phase.sqrt()).cos()
        });
        let mut y = x.clone();
        for mut row in y.rows_mut() {
            let mut state = 0.0;
            for value in &mut row {
                state += (*value - state) / 8.0;
                *value = 3.0 * state + 10.0;
            }
        }
        let counts = y.mapv(|rate| (rate - 9.0).max(0.0).floor());
        let file = Npz::new().array("x", &x).array("y", &y).array("counts", &counts);
        file.write(self.path(name)).unwrap();
    }

    /// Trials with one of two choices: whether the input is above zero on average.
    pub fn write_choices(&self, name: &str, trials: usize) {
        let side = |trial: usize| if trial.is_multiple_of(2) { 1.0 } else { -1.0 };
        let x = Array3::from_shape_fn((trials, 20, 1), |(trial, step, _)| {
            side(trial) * 0.5 + (1.7 * (step + 3 * trial) as f64).sin()
        });
        let choice =
            aru::ndarray::Array1::from_iter((0..trials).map(|trial| f64::from(u8::from(side(trial) > 0.0))));
        Npz::new()
            .array("x", &x)
            .array("choice", &choice)
            .write(self.path(name))
            .unwrap();
    }

    /// The parameters in a file of weights, as bytes: what stands behind its head, whose entries have no order.
    pub fn numbers(&self, name: &str) -> Vec<u8> {
        let content = std::fs::read(self.path(name)).unwrap();
        let head = u64::from_le_bytes(content[..8].try_into().unwrap()) as usize;
        content[8 + head..].to_vec()
    }

    pub fn exists(&self, name: &str) -> bool {
        self.path(name).exists()
    }
}

fn ran(output: Output) -> Ran {
    let told = String::from_utf8(output.stderr).unwrap();
    // Whatever is given: a panic is a bug.
    assert!(!told.contains("panicked at"), "{told}");
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        told,
    }
}

impl Ran {
    /// It came to its end.
    #[track_caller]
    pub fn well(self) -> Self {
        assert_eq!(self.code, Some(0), "{}\n{}", self.out, self.told);
        self
    }

    /// It was refused, with this in the message.
    #[track_caller]
    pub fn refused(self, code: i32, parts: &[&str]) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.told);
        for part in parts {
            assert!(self.told.contains(part), "`{part}` is not in:\n{}", self.told);
        }
        self
    }
}

/// Whether a text is one SVG picture with these words in it.
#[track_caller]
pub fn is_picture(path: &Path, words: &[&str]) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(
        text.trim_start().starts_with("<svg") && text.trim_end().ends_with("</svg>"),
        "{text}"
    );
    for word in words {
        assert!(text.contains(word), "`{word}` is not in {}", path.display());
    }
}
