//! Parameters at whose corners the derivative is known: learned delays.

use std::ops::Range;

use crate::network::description::{Description, Parameter, Spread};
use crate::network::parameters::ranges;

/// Where the kernel of a learned delay has its corners: where a step lies exactly on one, its derivative is the mean of
/// those to either side. Where the two are apart by rounding alone (delay 3.3, spread 0.7, step 5: 5 - 3.3 is
/// 1.7000000000000002) it is that of the side on which the step lies, which differences cannot tell.
pub(super) struct Corners {
    /// The steps that it may lie on; none of another parameter.
    steps: Range<usize>,
    /// How far from a step the kernel ends.
    reach: f64,
}

impl Corners {
    pub(super) fn of(description: &'static Description, declared: &Parameter, values: &[f64]) -> Self {
        let mut links = description.links.iter();
        let own = links.find_map(|link| {
            let learned = link.learned_delay.as_ref()?;
            let delay = description.parameters.get(learned.delay)?;
            let [low, high] = *link.delays else { return None };
            (delay.name == declared.name).then_some((low..high + 1, learned.spread))
        });
        let (steps, spread) = own.unwrap_or((0..0, Spread::Folded(0.0)));
        let spread = match spread {
            Spread::Folded(spread) => spread,
            Spread::Stored(index) => {
                let mut ranges = ranges(description);
                ranges.nth(index).map_or(0.0, |(_, place)| values[place.start])
            }
        };
        Corners {
            steps,
            reach: 1.0 + spread,
        }
    }

    /// Whether the parameter has any.
    pub(super) fn exist(&self) -> bool {
        !self.steps.is_empty()
    }

    pub(super) fn are_at(&self, delay: f64) -> bool {
        let mut distances = self.steps.clone().map(|step| (step as f64 - delay).abs());
        distances.any(|distance| distance == 0.0 || distance == self.reach)
    }
}
