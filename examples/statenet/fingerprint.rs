//! What tells data and settings from others.

use anyhow::Result;
use aru::auditory::recordings::Recordings;
use serde::Serialize;

/// The FNV-1a hash of numbers and bytes, in the order in which they come.
#[derive(Clone, Copy)]
pub struct Fingerprint(u64);

impl Fingerprint {
    pub fn new() -> Self {
        Fingerprint(0xCBF2_9CE4_8422_2325)
    }

    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
        self
    }

    pub fn numbers<'a>(self, numbers: impl IntoIterator<Item = &'a f64>) -> Self {
        let numbers = numbers.into_iter();
        numbers.fold(self, |hash, number| hash.bytes(&number.to_bits().to_le_bytes()))
    }

    /// Every sound and every response, clip by clip.
    pub fn recordings(self, recordings: &Recordings) -> Self {
        let clips = recordings.clips();
        let start = self.numbers(&[clips.len() as f64]);
        clips.iter().fold(start, |hash, clip| {
            let neurons = 0..recordings.neurons().len();
            let responses = neurons.filter_map(|neuron| clip.response(neuron));
            responses.fold(hash.numbers(clip.sound()), |hash, response| {
                hash.numbers(response)
            })
        })
    }

    /// Settings, as their JSON has them.
    pub fn settings(self, settings: &impl Serialize) -> Result<Self> {
        Ok(self.bytes(&serde_json::to_vec(settings)?))
    }

    /// Sixteen digits.
    pub fn digits(self) -> String {
        format!("{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_fnv_1a_and_every_number_counts() {
        assert_eq!(Fingerprint::new().digits(), "cbf29ce484222325");
        assert_eq!(Fingerprint::new().bytes(b"foobar").digits(), "85944171f73967e8");
        let of = |numbers: &[f64]| Fingerprint::new().numbers(numbers).digits();
        assert_ne!(of(&[1.0, 2.0]), of(&[2.0, 1.0]));
        assert_ne!(of(&[0.0]), of(&[]));
    }
}
