//! Which elements of its weights a network has: where a mask links nothing, an element is zero, always and exactly.
//!
//! One mask holds for all ports and delays of a link: a weight is as many copies of the matrix of pairs, one behind the
//! other. Several networks may stand side by side, element by element: each then has its own.

use std::borrow::Cow;
use std::ops::Range;

use crate::error::{Error, Result};
use crate::network::description::{Description, LinkForm, Parameter, Role};
use crate::network::parameters::{index_of, ranges};
use crate::numerics::scalar::Scalar;

/// The masks of a network.
#[derive(Clone, Debug)]
pub(crate) struct Masks<'d> {
    all: Vec<Masked<'d>>,
}

#[derive(Clone, Debug)]
struct Masked<'d> {
    weight: &'d Parameter,
    /// Where the weight lies in the buffer of all parameters.
    place: Range<usize>,
    pairs: Pairs<'d>,
}

/// Whether each pair is linked, row-major.
#[derive(Clone, Debug)]
enum Pairs<'d> {
    Declared(&'d [bool]),
    /// A parameter of 0 and 1, which stands before the weight.
    Drawn(Range<usize>),
}

impl<'d> Masks<'d> {
    pub(crate) fn of(description: &'d Description) -> Self {
        let places: Vec<Range<usize>> = ranges(description).map(|(_, place)| place).collect();
        let of_weight = |(index, parameter): (usize, &'d Parameter)| {
            let Role::Weight { link } = parameter.role else {
                return None;
            };
            let pairs = match &description.links.get(link)?.form {
                LinkForm::Masked(mask) => Pairs::Declared(mask.pairs()),
                LinkForm::Sparse { mask, .. } => Pairs::Drawn(places.get(*mask)?.clone()),
                _ => return None,
            };
            Some(Masked {
                weight: parameter,
                place: places[index].clone(),
                pairs,
            })
        };
        Masks {
            all: description
                .parameters
                .iter()
                .enumerate()
                .filter_map(of_weight)
                .collect(),
        }
    }

    /// Sets to zero what lies in place of elements that are not there: of a gradient, given the parameters.
    pub(crate) fn clear<T: Scalar, const COPIES: usize>(&self, parameters: &[T], gradient: &mut [T]) {
        for masked in &self.all {
            let own = &mut gradient[COPIES * masked.place.start..COPIES * masked.place.end];
            masked.clear::<T, COPIES>(parameters, own);
        }
    }

    /// The same of the parameters themselves.
    pub(crate) fn clear_weights<T: Scalar>(&self, parameters: &mut [T]) {
        for masked in &self.all {
            let (before, rest) = parameters.split_at_mut(masked.place.start);
            masked.clear::<T, 1>(before, &mut rest[..masked.place.len()]);
        }
    }

    /// Refuses another number than zero where nothing is linked: the values of the parameter `declared`, given all
    /// parameters, of which its own are not read.
    pub(crate) fn check<T: Scalar>(
        &self,
        declared: &Parameter,
        values: &[T],
        parameters: &[T],
    ) -> Result<()> {
        match self.linked(declared, parameters) {
            Some(linked) => refuse_unlinked(declared, values, &linked),
            None => Ok(()),
        }
    }

    /// Whether each element of a parameter is there; None where all are.
    pub(crate) fn linked<T: Scalar>(&self, declared: &Parameter, parameters: &[T]) -> Option<Vec<bool>> {
        self.linked_of_copy::<T>(declared, parameters, 1, 0)
    }

    /// The same for one of some networks side by side.
    pub(crate) fn linked_of_copy<T: Scalar>(
        &self,
        declared: &Parameter,
        parameters: &[T],
        copies: usize,
        copy: usize,
    ) -> Option<Vec<bool>> {
        let masked = self
            .all
            .iter()
            .find(|masked| masked.weight.name == declared.name)?;
        let pairs: Cow<'_, [bool]> = match &masked.pairs {
            Pairs::Declared(pairs) => Cow::Borrowed(*pairs),
            Pairs::Drawn(place) => {
                let elements = place
                    .clone()
                    .map(|element| parameters[copies * element + copy] != T::ZERO);
                Cow::Owned(elements.collect())
            }
        };
        Some(pairs.iter().copied().cycle().take(masked.place.len()).collect())
    }
}

/// Refuses another number than zero where an element is not there.
pub(crate) fn refuse_unlinked<T: Scalar>(declared: &Parameter, values: &[T], linked: &[bool]) -> Result<()> {
    let mut places = linked.iter().zip(values).enumerate();
    match places.find(|(_, (linked, value))| !**linked && **value != T::ZERO) {
        None => Ok(()),
        Some((place, (_, value))) => Err(Error::Unlinked {
            what: format!("`{}`", declared.name),
            index: index_of(place, &declared.shape),
            value: value.to_f64(),
        }),
    }
}

impl Masked<'_> {
    fn clear<T: Scalar, const COPIES: usize>(&self, parameters: &[T], elements: &mut [T]) {
        // Both loops select without a branch, so that they take many elements at once.
        match &self.pairs {
            Pairs::Declared(pairs) => {
                for part in elements.chunks_exact_mut(COPIES * pairs.len()) {
                    for (elements, &linked) in part.as_chunks_mut::<COPIES>().0.iter_mut().zip(*pairs) {
                        for element in elements {
                            *element = if linked { *element } else { T::ZERO };
                        }
                    }
                }
            }
            Pairs::Drawn(place) => {
                let pairs = &parameters[COPIES * place.start..COPIES * place.end];
                for part in elements.chunks_exact_mut(pairs.len()) {
                    for (element, linked) in part.iter_mut().zip(pairs) {
                        *element = if *linked == T::ZERO { T::ZERO } else { *element };
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
