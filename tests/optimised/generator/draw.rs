//! Random numbers that never change: the committed file must not depend on the version of a crate.

/// SplitMix64.
pub struct Draw {
    state: u64,
}

impl Draw {
    pub fn new(seed: u64) -> Self {
        Draw { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number from `low` to `high`, both included.
    pub fn whole(&mut self, low: usize, high: usize) -> usize {
        low + (self.next() % (high - low + 1) as u64) as usize
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.whole(0, 99) < percent
    }

    /// One of them.
    pub fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.whole(0, choices.len() - 1)].clone()
    }

    /// A number with two decimals.
    pub fn hundredths(&mut self, low: usize, high: usize) -> f64 {
        self.whole(low, high) as f64 / 100.0
    }

    /// In another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.whole(0, last));
        }
    }
}
