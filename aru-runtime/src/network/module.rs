//! Networks that the macro has written, as modules hold them.

use crate::network::description::{Description, LinkForm};
use crate::network::emitted::{Emitted, description};
use crate::network::plan::Plan;
use crate::network::program;
use crate::numerics::block::Block;
use crate::numerics::dispatch::Chunks;
use crate::numerics::layout::Layout;
use crate::numerics::series::Series;

/// All that code depends on: the declaration and what is kept while it runs. Which pairs a mask joins, and what parameters start
/// from, are numbers of the network; a module is the same for all of them.
pub(crate) fn about(description: &Description, plan: &Plan) -> String {
    let mut description = description.clone();
    let mut masks = Vec::new();
    for (place, link) in description.links.to_mut().iter_mut().enumerate() {
        if let LinkForm::Masked(mask) = &link.form {
            masks.push((place, mask.shape()));
            // Written out a mask is a digit a pair.
            link.form = LinkForm::Dense;
        }
    }
    let json = serde_json::to_string(&description);
    let json = json.unwrap_or_else(|error| unreachable!("a description is data: {error}"));
    format!("{json} {masks:?} {plan:?}")
}

impl<N: Emitted> Chunks for N {
    type Number = N::Number;

    fn about() -> String {
        about(description::<N>(), const { &N::PLAN })
    }

    fn forward<const TRACE: bool>(
        layout: Layout,
        parameters: &[Block<N::Number>],
        values: &mut [Series<N::Number>],
        steps: usize,
    ) {
        program::forward::<N, TRACE>(layout, parameters, values, steps);
    }

    fn backward(
        layout: Layout,
        parameters: &[Block<N::Number>],
        values: &[Series<N::Number>],
        adjoints: &mut [Series<N::Number>],
        gradients: &mut [Block<N::Number>],
        steps: usize,
    ) {
        program::backward::<N>(layout, parameters, values, adjoints, gradients, steps);
    }
}
