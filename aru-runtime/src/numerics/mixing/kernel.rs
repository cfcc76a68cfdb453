//! The weights of a learned delay.

use std::ops::{Range, RangeInclusive};

use crate::numerics::block::{Block, LANES};
use crate::numerics::scalar::Scalar;

/// Steps whose weights are held at a time.
const TAPS: usize = 8;

/// What the weights of a learned delay are made of.
#[derive(Clone, Copy, Debug)]
pub struct Kernel<'a, T> {
    /// One block for all units, or one for each block of a row.
    delays: &'a [Block<T>],
    /// s = 1 + spread: how far from the delay its weights are zero.
    reach: Block<T>,
    /// First and last step of the range.
    ends: [usize; 2],
}

impl<'a, T: Scalar> Kernel<'a, T> {
    #[inline(always)]
    pub(crate) fn new(delays: &'a [Block<T>], spread: Block<T>, steps: RangeInclusive<usize>) -> Self {
        Kernel {
            delays,
            reach: 1.0 + spread,
            ends: [*steps.start(), *steps.end()],
        }
    }

    /// Each delay with the blocks of a row of that width that it is about.
    #[inline(always)]
    pub(super) fn groups(&self, width: usize) -> impl Iterator<Item = (Block<T>, Range<usize>)> + use<'a, T> {
        let is_shared = self.delays.len() == 1;
        let delays = self.delays.iter().enumerate();
        delays.map(move |(block, &delay)| match is_shared {
            true => (delay, 0..width),
            false => (delay, block..block + 1),
        })
    }
}

/// The triangle around the delays of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Triangle<T> {
    delay: Block<T>,
    reach: Block<T>,
    /// 1 / s. Heights are fractions of s: they stay numbers however wide the triangle is, and cost no division each.
    over_reach: Block<T>,
    /// The steps that a weight or its slope is not zero for, in any lane.
    first: usize,
    last: usize,
    /// 1 / sum of heights over the range.
    over_height: Block<T>,
    /// Sum of their slopes, where they are asked for.
    slope: Block<T>,
}

impl<T: Scalar> Triangle<T> {
    #[inline(always)]
    pub(super) fn new(kernel: &Kernel<'_, T>, delay: Block<T>) -> Self {
        let reach = kernel.reach;
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for (delay, reach) in delay.0.iter().zip(reach.0) {
            let (delay, reach) = (delay.to_f64(), reach.to_f64());
            least = least.min(delay - reach);
            most = most.max(delay + reach);
        }
        let [low, high] = kernel.ends;
        // A delay that is no number reads one step, so that what is mixed is none either.
        let first = (least.floor() as usize).clamp(low, high);
        let last = (most.ceil() as usize).clamp(first, high);
        let mut triangle = Triangle {
            delay,
            reach,
            over_reach: 1.0 / reach,
            first,
            last,
            over_height: Block::ZERO,
            slope: Block::ZERO,
        };
        let mut height = Block::ZERO;
        for step in first..=last {
            height += triangle.height_of(step);
        }
        triangle.over_height = 1.0 / height;
        triangle
    }

    /// The same, with what the slopes of its weights take besides.
    #[inline(always)]
    pub(super) fn with_slopes(mut self) -> Self {
        for step in self.first..=self.last {
            let slope = self.slope_of(step);
            self.slope += slope;
        }
        self
    }

    /// h_k / s.
    #[inline(always)]
    fn height_of(&self, step: usize) -> Block<T> {
        let step = T::from_f64(step as f64);
        let mut out = Block::ZERO;
        for lane in 0..LANES {
            let (delay, reach) = (self.delay.0[lane], self.reach.0[lane]);
            let from = step - delay;
            let distance = if from < T::ZERO { -from } else { from };
            // Not the other way round: what is no number stays none.
            let height = if distance >= reach {
                T::ZERO
            } else {
                reach - distance
            };
            out.0[lane] = height * self.over_reach.0[lane];
        }
        out
    }

    /// Its derivative by the delay, h'_k / s.
    #[inline(always)]
    fn slope_of(&self, step: usize) -> Block<T> {
        let step = T::from_f64(step as f64);
        let half = T::from_f64(0.5);
        let mut out = Block::ZERO;
        for lane in 0..LANES {
            let (delay, reach) = (self.delay.0[lane], self.reach.0[lane]);
            let from = step - delay;
            let (distance, sign) = match from < T::ZERO {
                true => (-from, -T::ONE),
                false => (from, T::ONE),
            };
            let slope = if distance > reach || from == T::ZERO {
                T::ZERO
            } else if distance == reach {
                half * sign
            } else {
                sign
            };
            out.0[lane] = slope * self.over_reach.0[lane];
        }
        out
    }

    /// w_k.
    #[inline(always)]
    pub(super) fn weight(&self, step: usize) -> Block<T> {
        self.height_of(step) * self.over_height
    }

    /// dw_k/dd, [with slopes](Self::with_slopes).
    #[inline(always)]
    pub(super) fn slope_of_weight(&self, step: usize) -> Block<T> {
        (self.slope_of(step) - self.weight(step) * self.slope) * self.over_height
    }

    /// What `weight` says of the steps around the delays, some steps at a time, without those of which it is zero in all
    /// lanes.
    #[inline(always)]
    pub(super) fn taps(self, weight: impl Fn(&Self, usize) -> Block<T>) -> impl Iterator<Item = Taps<T>> {
        let mut next = Some(self.first);
        std::iter::from_fn(move || {
            let mut step = next?;
            let mut taps = Taps {
                count: 0,
                steps: [0; TAPS],
                weights: [Block::ZERO; TAPS],
            };
            while step <= self.last && taps.count < TAPS {
                taps.add(step, weight(&self, step));
                step += 1;
            }
            if taps.count == 0 {
                // A row is set all the same.
                taps.keep(self.first, Block::ZERO);
            }
            next = (step <= self.last).then_some(step);
            Some(taps)
        })
    }
}

/// Steps that are read, each with its weight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taps<T> {
    count: usize,
    steps: [usize; TAPS],
    weights: [Block<T>; TAPS],
}

impl<T: Scalar> Taps<T> {
    /// One more, unless no lane reads it.
    #[inline(always)]
    fn add(&mut self, step: usize, weight: Block<T>) {
        if weight.0.iter().any(|&weight| weight != T::ZERO) {
            self.keep(step, weight);
        }
    }

    #[inline(always)]
    fn keep(&mut self, step: usize, weight: Block<T>) {
        (self.steps[self.count], self.weights[self.count]) = (step, weight);
        self.count += 1;
    }

    #[inline(always)]
    pub(super) fn weights(&self) -> &[Block<T>] {
        &self.weights[..self.count]
    }

    /// Where the rows of the steps begin.
    #[inline(always)]
    pub(super) fn starts(&self, start: impl Fn(usize) -> usize) -> Starts {
        let mut starts = Starts {
            count: self.count,
            starts: [0; TAPS],
        };
        for (place, &step) in starts.starts.iter_mut().zip(&self.steps[..self.count]) {
            *place = start(step);
        }
        starts
    }
}

/// Where rows begin, tap by tap.
pub(super) struct Starts {
    count: usize,
    starts: [usize; TAPS],
}

impl std::ops::Deref for Starts {
    type Target = [usize];

    #[inline(always)]
    fn deref(&self) -> &[usize] {
        &self.starts[..self.count]
    }
}
