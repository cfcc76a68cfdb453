//! Which pairs of units a link joins, as a declaration says it: a matrix, or a function.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, Formatter};
use std::sync::{Mutex, PoisonError};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::Error;
use crate::network::description::List;

/// A function of target and source that says whether the two are linked.
pub type PairFunction = fn(usize, usize) -> bool;

/// For each target and each source of a link whether it joins the two: `mask: MATRIX;` or `mask: by(function);`.
///
/// A function is called once for each pair, when the first network with it is made, and what it said then holds: in
/// files and where two descriptions are compared a mask is its pairs, rows of 0 and 1.
///
/// ```
/// use aru::prelude::*;
///
/// fn not_self(target: usize, source: usize) -> bool {
///     target != source
/// }
/// recurrent_net! {
///     struct Net {
///         input x: 1;
///         layer h: Elman<2>;
///         output y: 1;
///         x -> h -> y;
///         h ~> h { mask: by(not_self); }
///     }
/// }
/// let links = &Net::<f32>::DESCRIPTION.links;
/// let masked = links.iter().find_map(|link| link.form.mask()).expect("the last of the links");
/// assert_eq!(masked.pairs(), [false, true, true, false]);
/// ```
#[derive(Clone)]
pub struct Mask {
    targets: usize,
    sources: usize,
    pairs: Pairs,
}

#[derive(Clone)]
enum Pairs {
    Listed(List<bool>),
    By(PairFunction),
}

impl Mask {
    /// What a function says of each pair.
    pub const fn by(function: PairFunction, targets: usize, sources: usize) -> Self {
        Mask {
            targets,
            sources,
            pairs: Pairs::By(function),
        }
    }

    /// The pairs of a matrix: a row for each target, with a value for each source.
    ///
    /// # Errors
    /// Rows of different length, or none.
    ///
    /// ```
    /// let mask = aru::description::Mask::of_rows(&[[true, false], [false, true], [true, true]])?;
    /// assert_eq!((mask.shape(), mask.count()), ([3, 2], 4));
    /// # Ok::<(), aru::Error>(())
    /// ```
    pub fn of_rows(rows: &[impl AsRef<[bool]>]) -> Result<Self, Error> {
        let sources = rows.first().map_or(0, |row| row.as_ref().len());
        let mut lengths = rows.iter().map(|row| row.as_ref().len());
        let is_wrong = |length: &usize| *length != sources || *length == 0;
        if let Some(length) = lengths.find(is_wrong).or(rows.is_empty().then_some(0)) {
            let expected = "a value for each source, as many in every row";
            return Err(Error::shape("a row of a mask", expected, &[length]));
        }
        let pairs: Vec<bool> = rows.iter().flat_map(|row| row.as_ref()).copied().collect();
        Ok(Mask {
            targets: rows.len(),
            sources,
            pairs: Pairs::Listed(pairs.into()),
        })
    }

    /// Number of targets and of sources.
    pub fn shape(&self) -> [usize; 2] {
        [self.targets, self.sources]
    }

    /// Whether each pair is linked, row-major `[target, source]`.
    pub fn pairs(&self) -> &[bool] {
        match &self.pairs {
            Pairs::Listed(pairs) => pairs,
            Pairs::By(function) => evaluated(*function, self.targets, self.sources),
        }
    }

    /// How many pairs are linked.
    pub fn count(&self) -> usize {
        self.pairs().iter().filter(|&&linked| linked).count()
    }
}

/// What a function says of all pairs, asked for the first time only: it could say something else the next time, and a
/// network is to be what it was.
fn evaluated(function: PairFunction, targets: usize, sources: usize) -> &'static [bool] {
    type Known = BTreeMap<(usize, usize, usize), &'static [bool]>;
    static KNOWN: Mutex<Known> = Mutex::new(BTreeMap::new());
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (function as usize, targets, sources);
    if let Some(&pairs) = known().get(&key) {
        return pairs;
    }
    let pairs = (0..targets * sources).map(|pair| function(pair / sources, pair % sources));
    let pairs: Vec<bool> = pairs.collect();
    // Of two threads that asked at once the first is believed.
    known().entry(key).or_insert_with(|| pairs.leak())
}

/// A matrix of the user's, which only the build of the user's crate knows.
#[derive(Clone, Copy, Debug)]
pub struct Matrix {
    pairs: &'static [bool],
    targets: usize,
    sources: usize,
}

impl Matrix {
    /// A row for each target. The build ends with `rule` where no pair is linked.
    #[track_caller]
    pub const fn new<const SOURCES: usize, const TARGETS: usize>(
        rows: &'static [[bool; SOURCES]; TARGETS],
        rule: &str,
    ) -> Self {
        let pairs = rows.as_flattened();
        let mut pair = 0;
        while pair < pairs.len() && !pairs[pair] {
            pair += 1;
        }
        if pair == pairs.len() {
            panic!("{}", rule);
        }
        Matrix {
            pairs,
            targets: TARGETS,
            sources: SOURCES,
        }
    }

    /// The same, of that shape. The build ends with `rule` where it has another.
    #[track_caller]
    pub const fn of_shape(self, targets: usize, sources: usize, rule: &str) -> Self {
        if self.targets != targets || self.sources != sources {
            panic!("{}", rule);
        }
        self
    }

    /// The mask that it is.
    pub const fn mask(self) -> Mask {
        Mask {
            targets: self.targets,
            sources: self.sources,
            pairs: Pairs::Listed(List::Borrowed(self.pairs)),
        }
    }
}

impl PartialEq for Mask {
    fn eq(&self, other: &Self) -> bool {
        self.shape() == other.shape() && self.pairs() == other.pairs()
    }
}

/// One text a row, `101`.
impl Debug for Mask {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let rows = self.pairs().chunks(self.sources.max(1));
        let row =
            |row: &[bool]| -> String { row.iter().map(|&linked| if linked { '1' } else { '0' }).collect() };
        f.debug_list().entries(rows.map(row)).finish()
    }
}

/// Rows of 0 and 1.
impl Serialize for Mask {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.pairs().chunks(self.sources.max(1));
        serializer
            .collect_seq(rows.map(|row| row.iter().map(|&linked| u8::from(linked)).collect::<Vec<u8>>()))
    }
}

impl<'de> Deserialize<'de> for Mask {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows: Vec<Vec<u8>> = Vec::deserialize(deserializer)?;
        let sources = rows.first().map_or(0, Vec::len);
        if rows.iter().any(|row| row.len() != sources) || rows.iter().flatten().any(|&linked| linked > 1) {
            return Err(D::Error::custom("a mask has rows of one length, of 0 and 1"));
        }
        let pairs: Vec<bool> = rows.iter().flatten().map(|&linked| linked == 1).collect();
        Ok(Mask {
            targets: rows.len(),
            sources,
            pairs: Pairs::Listed(pairs.into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    static ROWS: [[bool; 3]; 2] = [[true, false, true], [false, true, false]];

    #[test]
    fn a_matrix_and_a_function_that_say_the_same_are_the_same() {
        let matrix = Matrix::new(&ROWS, "").of_shape(2, 3, "").mask();
        let function = Mask::by(|target, source| (target + source) % 2 == 0, 2, 3);
        assert_eq!(matrix, function);
        assert_eq!((matrix.count(), matrix.shape()), (3, [2, 3]));
        assert_eq!(format!("{matrix:?}"), r#"["101", "010"]"#);
        let json = serde_json::to_string(&function).unwrap();
        assert_eq!(json, "[[1,0,1],[0,1,0]]");
        assert_eq!(serde_json::from_str::<Mask>(&json).unwrap(), matrix);
    }

    #[test]
    fn rows_that_are_no_mask_are_refused() {
        for text in ["[[1,0],[1]]", "[[2]]", "[[-1]]", "[1]"] {
            assert!(serde_json::from_str::<Mask>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_function_is_asked_once_a_pair() {
        static CALLS: AtomicUsize = AtomicUsize::new(0);
        fn changing(_: usize, _: usize) -> bool {
            CALLS.fetch_add(1, Ordering::Relaxed).is_multiple_of(2)
        }
        let first = Mask::by(changing, 3, 5).pairs().to_vec();
        assert_eq!(Mask::by(changing, 3, 5).pairs(), first);
        assert_eq!(CALLS.load(Ordering::Relaxed), 15);
    }
}
