//! Random bits that depend on a counter and a key alone: any of them can be had without those before it.
//!
//! Philox 4x32-10 of Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3". Sixteen
//! counters go side by side, so that the rounds are vector code.

use crate::numerics::block::LANES;

/// A word of each of 16 counters.
pub(crate) type Words = [u32; LANES];

/// The same with room for a product: compilers find the vector multiplication of such, not of narrow words.
type Wide = [u64; LANES];

const MULTIPLIERS: [u64; 2] = [0xD251_1F53, 0xCD9E_8D57];
/// What is added to the key from round to round: the golden ratio and sqrt(3) - 1.
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const LOW_HALF: u64 = 0xFFFF_FFFF;

/// Four words of random bits for each counter.
#[inline(always)]
pub(crate) fn philox(key: [u32; 2], counter: [Words; 4]) -> [Words; 4] {
    let mut words = counter.map(|words| lanes(|lane| u64::from(words[lane])));
    // One after the other: of a loop the compiler forgets that upper halves are zero.
    macro_rules! rounds {
        ($($number:literal)*) => { $(words = round(words, round_key(key, $number));)* };
    }
    rounds!(0 1 2 3 4 5 6 7 8 9);
    words.map(|words| std::array::from_fn(|lane| words[lane] as u32))
}

#[inline(always)]
fn round([a, b, c, d]: [Wide; 4], key: [u64; 2]) -> [Wide; 4] {
    let of_a = lanes(|lane| (a[lane] & LOW_HALF) * MULTIPLIERS[0]);
    let of_c = lanes(|lane| (c[lane] & LOW_HALF) * MULTIPLIERS[1]);
    [
        lanes(|lane| (of_c[lane] >> 32) ^ b[lane] ^ key[0]),
        lanes(|lane| of_c[lane] & LOW_HALF),
        lanes(|lane| (of_a[lane] >> 32) ^ d[lane] ^ key[1]),
        lanes(|lane| of_a[lane] & LOW_HALF),
    ]
}

#[inline(always)]
fn round_key(key: [u32; 2], round: u32) -> [u64; 2] {
    [0, 1].map(|word: usize| u64::from(key[word].wrapping_add(round.wrapping_mul(WEYL[word]))))
}

#[inline(always)]
fn lanes(word: impl Fn(usize) -> u64) -> Wide {
    let mut words = [0; LANES];
    for (lane, own) in words.iter_mut().enumerate() {
        *own = word(lane);
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
