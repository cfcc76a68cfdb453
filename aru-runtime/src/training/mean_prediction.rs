//! What the networks of an ensemble say together.

use ndarray::Array3;

use super::ensemble::Ensemble;
use crate::data::sequences::Sequences;
use crate::error::{Error, Result};
use crate::numerics::scalar::Scalar;
use crate::run::network::Network;

impl<N: Network> Ensemble<N> {
    /// The mean over all networks of their outputs for a data set, \[sequence, step, output\], NaN beyond the length of a
    /// sequence. Of logits it is the mean of logits.
    ///
    /// Networks whose fit ended with an error count too, in the state that it left them: `collect` the others.
    ///
    /// # Errors
    /// An ensemble without a network, or with networks of several declarations; what
    /// [`Evaluation::outputs`](crate::run::evaluation::Evaluation::outputs) refuses, with the number of the network.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// # use ndarray::Array3;
    /// # let data = Sequences::new(Array3::ones((10, 20, 1)), Array3::zeros((10, 20, 1)))?;
    /// let nets = Ensemble::<Net<f32>>::new(0..5);
    /// let mean = nets.mean_prediction(&data)?;
    /// let error = aru::metrics::mean_squared_error(&mean, &data)?;
    /// # assert_eq!(error.len(), 1);
    /// # Ok::<(), aru::Error>(())
    /// ```
    pub fn mean_prediction(&self, data: &Sequences<N::Scalar>) -> Result<Array3<N::Scalar>> {
        self.program()?;
        let count = self.len() as f64;
        // A part of the mean, which cannot overflow where outputs do not.
        let part = |number: usize| -> Result<Array3<f64>> {
            let outputs = self.networks()[number].evaluate(data).outputs();
            let outputs = outputs.map_err(|error| of_network(number, error))?;
            Ok(outputs.mapv(|output| output.to_f64() / count))
        };
        let mut mean = part(0)?;
        for number in 1..self.len() {
            mean += &part(number)?;
        }
        Ok(mean.mapv(N::Scalar::from_f64))
    }
}

fn of_network(number: usize, mut error: Error) -> Error {
    if let Error::Value { at, .. } = &mut error {
        *at = format!("network {number}, {at}");
    }
    error
}

#[cfg(test)]
mod tests {
    use ndarray::Array3;

    use super::*;
    use crate::paper::Paper;

    aru_macros::recurrent_net! {
        pub struct Sum {
            input x: 1;
            output y: 1;
            x -> y;
        }
    }

    fn data<T: Scalar>(sequences: usize, steps: usize) -> Sequences<T> {
        let wave = |(i, t, f): (usize, usize, usize)| T::from_f64(((1 + 3 * i + t + f) as f64).sin());
        let values = Array3::from_shape_fn((sequences, steps, 2), wave);
        Sequences::new(&values, &values).unwrap()
    }

    #[test]
    fn it_is_the_mean_of_what_each_network_says() {
        for count in [1, 2, 5, 17] {
            let nets = Ensemble::<Paper<f64, 4>>::new(0..count);
            let data = data(3, 6);
            let mean = nets.mean_prediction(&data).unwrap();
            assert_eq!(mean.dim(), (3, 6, 2));
            let alone: Vec<_> = nets
                .networks()
                .iter()
                .map(|net| net.run(data.inputs()).unwrap())
                .collect();
            for (place, mean) in mean.indexed_iter() {
                let sum: f64 = alone.iter().map(|outputs| outputs[place]).sum();
                assert!((mean - sum / count as f64).abs() < 1e-15);
            }
        }
        let nets = Ensemble::<Paper<f32, 4>>::of(vec![Paper::new(3); 7]);
        let of_one = nets.networks()[0].run(data(2, 5).inputs()).unwrap();
        let mean = nets.mean_prediction(&data(2, 5)).unwrap();
        assert!((mean - of_one).iter().all(|difference| difference.abs() < 1e-7));
    }

    #[test]
    fn beyond_the_length_of_a_sequence_there_is_nothing() {
        let nets = Ensemble::<Paper<f64, 4>>::new([1, 2, 3]);
        let data = data(3, 4).with_lengths([4, 1, 2]).unwrap();
        let mean = nets.mean_prediction(&data).unwrap();
        for ((sequence, step, _), mean) in mean.indexed_iter() {
            assert_eq!(mean.is_nan(), step >= data.length(sequence));
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        fn refusal(nets: &Ensemble<Paper<f64, 4>>, data: &Sequences<f64>) -> String {
            nets.mean_prediction(data).unwrap_err().to_string()
        }
        assert_eq!(
            refusal(&Ensemble::new([]), &data(1, 2)),
            "the number of networks is 0; give the ensemble at least one"
        );
        let nets = Ensemble::<Paper<f64, 4>>::new(0..3);
        let wide = Array3::zeros((1, 2, 3));
        assert!(
            refusal(&nets, &Sequences::new(&wide, &wide).unwrap()).starts_with("inputs has shape [1, 2, 3]")
        );
        let mut nets = Ensemble::<Sum<f64>>::new(0..3);
        nets.networks_mut()[1].set("x_to_y.weight", &[1e308]).unwrap();
        let inputs = Array3::from_elem((1, 2, 1), 10.0);
        let data = Sequences::new(&inputs, &inputs).unwrap();
        let error = nets.mean_prediction(&data).unwrap_err().to_string();
        assert!(
            error.contains("hold inf at network 1, sequence 0, step 0, unit 0"),
            "{error}"
        );
    }
}
