//! What the parameters of a network are, for writers that need no more of it than its description.

use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::run::network::Network;

/// The values of each parameter, row-major, in the order of the description. Of a network of `f32` these are its numbers, exactly.
pub(crate) type Values = Vec<Vec<f64>>;

pub(crate) fn of<N: Network>(network: &N) -> Values {
    let values = network.parameters().map(|parameter| parameter.values());
    values
        .map(|values| values.iter().map(|&value| value.to_f64()).collect())
        .collect()
}
