//! Fixed points of a network for an input that stays: F(z, u) = z.

mod descent;
mod growth;
mod merging;
mod point;
mod shown;
mod starts;

use std::ops::Index;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use aru_runtime::__private::lab::{Interrupt, StepMap, is_unwanted};
use aru_runtime::data::sequences::Sequences;
use aru_runtime::{Error, Network, Result};
use serde::{Deserialize, Serialize};

use self::descent::{End, Reduced};
use self::merging::merged;
use self::starts::{Draw, starts};
use super::jacobian::Jacobian;

pub use self::point::FixedPoint;

/// What a search found: fixed points, sorted by the number of their eigenvalues outside of the circle, then by the numbers
/// of their states; slow points apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FixedPoints {
    points: Vec<FixedPoint>,
    slow: Vec<FixedPoint>,
    starts: usize,
    lost: usize,
    #[serde(default)]
    growing: usize,
    input: Vec<f64>,
    dt: Option<f64>,
}

/// A search for fixed points, as it is set up: see [`FixedPoints::of`].
#[derive(Clone, Debug)]
pub struct Search<'a, N: Network> {
    network: &'a N,
    data: Option<&'a Sequences<N::Scalar>>,
    input: Option<Vec<f64>>,
    draw: Draw,
    threads: usize,
}

impl FixedPoints {
    /// A search in a network: from many starts, each a state that the network passes on the data of
    /// [`from`](Search::from), moved a little, by the method of Levenberg and Marquardt on |F(z) - z|^2 with the exact
    /// Jacobian, and by whole steps of Newton's where that is caught, as at the corner of a rectified unit.
    ///
    /// Unlike a run it finds points from which a network goes away, too (Sussillo and Barak, Neural Computation 25, 626,
    /// 2013). It cannot say that there are no others.
    ///
    /// ```
    /// # use aru::analysis::FixedPoints;
    /// # use aru::prelude::*;
    /// # recurrent_net! {
    /// #     struct Net {
    /// #         input x: 2;
    /// #         layer hidden: Aru<3> { alpha_s: learn global(0.5) in logistic(0, 1); alpha_r: 0.5; }
    /// #         output y: 1;
    /// #         x -> hidden -> y;
    /// #         hidden ~> hidden;
    /// #     }
    /// # }
    /// # let data = Sequences::new(ndarray::Array3::ones((4, 20, 2)), ndarray::Array3::zeros((4, 20, 1)))?;
    /// let net = Net::<f32>::new(1);
    /// let points = FixedPoints::of(&net).input(&[0.0, 1.0]).starts(200).seed(1).from(&data).find()?;
    /// for point in &points {
    ///     println!("{point}");
    ///     println!("rates {:?}, slowest {}", point.get("hidden.rate")?, point.eigenvalues()[0]);
    /// }
    /// # Ok::<(), aru::Error>(())
    /// ```
    pub fn of<N: Network>(network: &N) -> Search<'_, N> {
        Search {
            network,
            data: None,
            input: None,
            draw: Draw {
                count: 100,
                seed: 0,
                jitter: 0.1,
            },
            threads: 1,
        }
    }

    /// How many fixed points there are.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether none was found.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// The fixed points, one after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, FixedPoint> {
        self.points.iter()
    }

    /// Slow points: where a search ended with a residual that is small but no rounding. Next to them the network hardly
    /// moves, as between two fixed points that have just merged, or far out where an activation is flat.
    pub fn slow(&self) -> &[FixedPoint] {
        &self.slow
    }

    /// How many starts led to a fixed point.
    pub fn converged(&self) -> usize {
        self.points.iter().map(FixedPoint::starts).sum()
    }

    /// How many starts led to neither. So count those that led to a point where the Jacobian is not finite, or its
    /// eigenvalues are not found: nothing can be said of it.
    pub fn lost(&self) -> usize {
        self.lost
    }

    /// From how many of those that are [`lost`](Self::lost) the state goes on growing while the input stays: the largest number
    /// that it passes in a second thousand steps is half as large again as in the first. It may have no bound, and then there
    /// may be no fixed point to be found.
    pub fn growing(&self) -> usize {
        self.growing
    }

    /// The input that stays.
    pub fn input(&self) -> &[f64] {
        &self.input
    }
}

impl Index<usize> for FixedPoints {
    type Output = FixedPoint;

    fn index(&self, point: usize) -> &FixedPoint {
        &self.points[point]
    }
}

impl<'a> IntoIterator for &'a FixedPoints {
    type Item = &'a FixedPoint;
    type IntoIter = std::slice::Iter<'a, FixedPoint>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, N: Network> Search<'a, N> {
    /// The input that stays, one number a feature of all inputs side by side. Zero unless given.
    pub fn input(mut self, input: &[f64]) -> Self {
        self.input = Some(input.to_vec());
        self
    }

    /// How many starts; 100 unless given.
    pub fn starts(mut self, starts: usize) -> Self {
        self.draw.count = starts;
        self
    }

    /// The seed of the starts; 0 unless given. The same seed gives the same points.
    pub fn seed(mut self, seed: u64) -> Self {
        self.draw.seed = seed;
        self
    }

    /// The standard deviation of the normal numbers by which each number of a start is moved; 0.1 unless given.
    pub fn jitter(mut self, sd: f64) -> Self {
        self.draw.jitter = sd;
        self
    }

    /// The data on which the network passes the starts: what it was trained on, or trials of the period of interest. Every
    /// step within a length has the same chance; targets and weights do not matter.
    pub fn from(mut self, data: &'a Sequences<N::Scalar>) -> Self {
        self.data = Some(data);
        self
    }

    /// On how many threads; 1 unless given. Results are the same on any number.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Searches from every start.
    ///
    /// # Errors
    /// No data to start from, or data that do not fit the network; an input of another length or that is not finite; no
    /// starts, no threads, a jitter that is below zero or not finite; a network that has no state.
    pub fn find(self) -> Result<FixedPoints> {
        let data = self.data.ok_or_else(|| {
            Error::setting(
                "the data to start from",
                "missing",
                "give sequences on which the network passes its states: `.from(&data)`",
            )
        })?;
        let Draw { count, jitter, .. } = self.draw;
        if count == 0 {
            return Err(Error::setting("the number of starts", 0, "expected at least one"));
        }
        if self.threads == 0 {
            return Err(Error::setting(
                "the number of threads",
                0,
                "expected at least one",
            ));
        }
        if !(jitter.is_finite() && jitter >= 0.0) {
            let expected = "expected a standard deviation, zero or more";
            return Err(Error::setting("the jitter of the starts", jitter, expected));
        }
        let description = self.network.description();
        let features = description.input_size();
        let input = self.input.unwrap_or_else(|| vec![0.0; features]);
        let dt = description.dt;
        let mut map = StepMap::new(self.network);
        map.hold(&input)?;
        if map.is_empty() {
            return Err(Error::setting(
                format!("the full state of `{}`", description.name),
                "empty",
                "expected a network with a state or a delayed link: without one nothing can stay or go",
            ));
        }
        let parts = map.parts();
        let mut reduced = Reduced::new(map);
        let starts = starts(self.network, data, &parts, reduced.map().unknowns(), self.draw)?;
        let ends = ends(&reduced, &starts, self.threads);
        let mut described = |is_one: &dyn Fn(&End) -> bool| {
            let own = ends.iter().filter(|end| end.has_derivative && is_one(end));
            let points = merged(own.cloned().collect());
            let described = points.into_iter().filter_map(|(end, starts)| {
                // What has none is lost, and the others are not.
                let jacobian = Jacobian::of(reduced.map_mut(), dt, &end.state, &input).ok()?;
                Some(FixedPoint {
                    eigenvalues: jacobian.eigenvalues().ok()?,
                    jacobian,
                    residual: end.residual,
                    starts,
                })
            });
            let mut points: Vec<FixedPoint> = described.collect();
            points.sort_by(|a, b| merging::order(a.outside(), a.state(), b.outside(), b.state()));
            points
        };
        let slow = described(&End::is_slow);
        let points = described(&|end| end.is_converged);
        let found = points.iter().chain(&slow).map(FixedPoint::starts).sum::<usize>();
        Ok(FixedPoints {
            lost: count - found,
            growing: ends.iter().filter(|end| end.grows).count(),
            points,
            slow,
            starts: count,
            input,
            dt,
        })
    }
}

/// Where the search from each start ends.
fn ends(reduced: &Reduced, starts: &[Vec<f64>], threads: usize) -> Vec<End> {
    let next = AtomicUsize::new(0);
    // What nobody wants any more has no ends.
    let interrupt = Interrupt::of_thread();
    let search = || {
        let (mut reduced, mut ends) = (reduced.clone(), Vec::new());
        loop {
            if is_unwanted() {
                return Vec::new();
            }
            let place = next.fetch_add(1, Ordering::Relaxed);
            match starts.get(place) {
                Some(start) => ends.push((place, reduced.search(start))),
                None => return ends,
            }
        }
    };
    let work = || interrupt.over(search);
    let threads = threads.min(starts.len());
    let mut all = match threads {
        1 => work(),
        _ => thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            let ends = workers.into_iter().map(|worker| worker.join());
            ends.flat_map(|ends| ends.expect("a search panics nowhere"))
                .collect()
        }),
    };
    all.sort_by_key(|&(place, _)| place);
    all.into_iter().map(|(_, end)| end).collect()
}
