//! The recordings of two receptors of a locust's ear, data/README.md, cut into clips.

use std::path::Path;

use anyhow::{Result, ensure};
use aru::analysis::Null;
use aru::auditory::recordings::{Clip, Recordings};
use aru::recording::Recording;
use ndarray::{Array1, Array2, Axis, s};

use crate::recorded::{Recorded, Split, standardised};

/// Bins of a clip: half a second. A network starts anew in each; what it needs of the past is some tens of ms.
const CLIP: usize = 500;

/// One for each of the two neurons: each heard a sound of its own, once, so that there is no ceiling.
pub fn read() -> Result<Vec<Recorded>> {
    let file = Recording::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/grasshopper_receptor.npz"))?;
    let dt = file.number("bin_s")?;
    // Whatever the last digit of a number of 32 bits.
    let dt = (1e6 * dt).round() / 1e6;
    let levels: Array2<f64> = file.array("envelope_db")?;
    let counts: Array2<f64> = file.array("spike_counts")?;
    let parts: Array1<f64> = file.array("split")?;
    let bins = levels.ncols() / CLIP * CLIP;
    ensure!(
        counts.dim() == levels.dim() && parts.len() == levels.ncols(),
        "the recordings have levels {:?}, counts {:?} and parts {:?}",
        levels.dim(),
        counts.dim(),
        parts.len()
    );
    let starts: Vec<usize> = (0..bins).step_by(CLIP).collect();
    let part = |of: f64| -> Vec<usize> {
        let own = starts.iter().enumerate();
        own.filter(|&(_, &start)| {
            parts
                .slice(s![start..start + CLIP])
                .iter()
                .all(|&part| part == of)
        })
        .map(|(clip, _)| clip)
        .collect()
    };
    let split = Split {
        train: part(0.0),
        validate: part(1.0),
        test: part(2.0),
    };
    let neurons = levels.outer_iter().zip(counts.outer_iter()).enumerate();
    neurons
        .map(|(number, (level, counts))| {
            let clips = starts.iter().map(|&start| {
                let cut = s![start..start + CLIP];
                let sound = level.slice(cut).insert_axis(Axis(1)).to_owned();
                let response = counts.slice(cut).insert_axis(Axis(0)).to_owned();
                Clip::new(format!("half a second from {start} ms"), sound, [Some(response)])
            });
            let clips = clips.collect::<aru::Result<Vec<Clip>>>()?;
            let recordings = Recordings::new(dt, [format!("receptor {number}")], clips)?;
            let (recordings, mean_level) = standardised(&recordings, &split.train)?;
            // The level is in dB relative to its mean; there is no silence.
            Recorded::new(
                format!("receptor_{number}"),
                recordings,
                &split,
                Null::Value(mean_level),
            )
        })
        .collect()
}
