//! A claim and what was measured for it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What is claimed, what was measured, and whether they agree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    statement: String,
    measured: String,
    verdict: Verdict,
    if_it_fails: Option<String>,
}

/// Whether a claim holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Verdict {
    /// The measured number is as claimed.
    Pass,
    /// The measured number is not as claimed.
    Fail,
    /// Nothing was claimed of this number, or too little was run to judge (`--quick`).
    NotJudged,
}

impl Claim {
    pub(super) fn new(statement: impl Into<String>, measured: impl Into<String>, verdict: Verdict) -> Self {
        Claim {
            statement: statement.into(),
            measured: measured.into(),
            verdict,
            if_it_fails: None,
        }
    }

    /// What a reader should know where the claim fails: what was tried, and what the reason may be. Shown in this case
    /// alone.
    pub fn if_it_fails(&mut self, explanation: impl Into<String>) -> &mut Self {
        self.if_it_fails = Some(explanation.into());
        self
    }

    /// The claim in a sentence.
    pub fn statement(&self) -> &str {
        &self.statement
    }

    /// What was measured, with its unit.
    pub fn measured(&self) -> &str {
        &self.measured
    }

    /// Whether the two agree.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// What to know of a claim that failed.
    pub fn explanation(&self) -> Option<&str> {
        let explanation = self.if_it_fails.as_deref();
        explanation.filter(|_| self.verdict == Verdict::Fail)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Verdict::Pass => "PASS",
            Verdict::Fail => "FAIL",
            Verdict::NotJudged => "not judged",
        })
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:10} {}\n           measured: {}",
            self.verdict, self.statement, self.measured
        )?;
        match self.explanation() {
            Some(explanation) => write!(f, "\n           {explanation}"),
            None => Ok(()),
        }
    }
}
