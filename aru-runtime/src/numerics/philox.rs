//! Random bits that depend on a counter and a key alone: any of them can be had without those before it.
//!
//! Philox 4x32-10 of Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3". Sixteen
//! counters go side by side, so that the rounds are vector code.

use crate::numerics::block::LANES;

/// A word of each of 16 counters.
pub(crate) type Words = [u32; LANES];

const ROUNDS: u32 = 10;
const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
/// What is added to the key from round to round: the golden ratio and sqrt(3) - 1.
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];

/// Four words of random bits for each counter.
#[inline(always)]
pub(crate) fn philox(key: [u32; 2], counter: [Words; 4]) -> [Words; 4] {
    let [mut a, mut b, mut c, mut d] = counter;
    for round in 0..ROUNDS {
        let keys = [0, 1].map(|word: usize| key[word].wrapping_add(round.wrapping_mul(WEYL[word])));
        let [high_a, low_a] = products(a, MULTIPLIERS[0]);
        let [high_c, low_c] = products(c, MULTIPLIERS[1]);
        (a, c) = (mixed(high_c, b, keys[0]), mixed(high_a, d, keys[1]));
        (b, d) = (low_c, low_a);
    }
    [a, b, c, d]
}

/// The upper and the lower half of word x multiplier.
#[inline(always)]
fn products(words: Words, multiplier: u32) -> [Words; 2] {
    let mut halves = [words; 2];
    for lane in 0..LANES {
        let product = u64::from(words[lane]) * u64::from(multiplier);
        halves[0][lane] = (product >> 32) as u32;
        halves[1][lane] = product as u32;
    }
    halves
}

#[inline(always)]
fn mixed(mut words: Words, others: Words, key: u32) -> Words {
    for lane in 0..LANES {
        words[lane] ^= others[lane] ^ key;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known answers that come with the authors' Random123.
    #[test]
    fn known_answers() {
        let cases = [
            (
                [0; 4],
                [0; 2],
                [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8],
            ),
            (
                [u32::MAX; 4],
                [u32::MAX; 2],
                [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd],
            ),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0],
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
            ),
        ];
        for (counter, key, expected) in cases {
            let found = philox(key, counter.map(|word| [word; LANES]));
            assert_eq!(found, expected.map(|word| [word; LANES]));
        }
    }
}
