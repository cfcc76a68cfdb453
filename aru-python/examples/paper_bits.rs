//! Trains the network of the paper as `aru-python/tests/test_same_bits.py` does, and saves it: `paper_bits FILE`. What it
//! prints are the bits of the training losses.

use aru::ndarray::Array3;
use aru::prelude::*;

recurrent_net! {
    /// The network of Eq. 20.
    pub struct Paper<const H: usize> {
        input x: 2;
        layer hidden: Aru<H> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            initial: learn;
        }
        output y: 2 { activation: sigmoid; }

        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

/// Numbers that both languages make of whole ones by a single division.
fn numbers(factors: [usize; 3], modulus: usize) -> Array3<f32> {
    Array3::from_shape_fn((50, 30, 2), |(trial, step, feature)| {
        let number = factors[0] * trial + factors[1] * step + factors[2] * feature;
        (number % modulus) as f32 / modulus as f32
    })
}

fn main() -> aru::Result<()> {
    let path = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "paper.safetensors".into());
    let data = Sequences::new(numbers([7, 3, 5], 11), numbers([2, 5, 3], 13))?;
    let (train, validation) = data.split(40)?;
    let mut net = Paper::<f32, 10>::new(7);
    let history = Trainer::new(Adam::new(3e-3))
        .batch_size(16)
        .epochs(20)
        .clip_norm(0.1)
        .validate(&validation)
        .restore_best(true)
        .fit(&mut net, &train)?;
    net.save(path)?;
    for epoch in history.epochs() {
        println!("{:016x}", epoch.train_loss.to_bits());
    }
    Ok(())
}
