//! The products of links, by the form of their weight.

use std::ops::Range;

use super::machine::{Machine, two};
use super::statement::{Part, Product, ProductForm};
use crate::numerics::block::Block;
use crate::numerics::dispatch::Isa;
use crate::numerics::parts::wrong_workspace;
use crate::numerics::scalar::Scalar;

impl<'a, T: Scalar, I: Isa> Machine<'a, T, I> {
    #[inline(always)]
    pub(super) fn multiply(&mut self, product: &Product, onto: Option<Part>, steps: Range<usize>) {
        let (lanes, [targets, _]) = (self.lanes, product.sizes);
        let bias = onto.map(|bias| self.part(bias, targets));
        let weight = self.weight(product);
        let [source, drive] = two(self.values, [product.source, product.drive]);
        for &(part, delay) in &product.taps {
            let (source, steps) = (source.back(delay), steps.clone());
            match (product.form, bias) {
                (ProductForm::Dense, Some(bias)) => {
                    let weight = lanes.weight_of(product.sizes, weight).part(part);
                    lanes.multiply_onto(bias, weight, source, drive, steps);
                }
                (ProductForm::Dense, None) => {
                    let weight = lanes.weight_of(product.sizes, weight).part(part);
                    lanes.multiply(weight, source, drive, steps);
                }
                (ProductForm::Sparse, _) => {
                    let weight = lanes.sparse_of(product.sizes, weight).part(part);
                    lanes.multiply_sparse(weight, source, drive, steps);
                }
                (ProductForm::Diagonal, _) => {
                    let weight = lanes.diagonal_of(targets, weight).part(part);
                    lanes.multiply_diagonal(weight, source, drive, steps);
                }
                (ProductForm::Patches(patches), _) => {
                    let weight = lanes.local(patches, weight).part(part);
                    lanes.multiply_local(weight, source, drive, steps);
                }
                (ProductForm::Identity, _) => lanes.add_identity(targets, source, drive, steps),
            }
        }
    }

    #[inline(always)]
    pub(super) fn multiply_transposed(&mut self, product: &Product, steps: Range<usize>) {
        let (lanes, [targets, _]) = (self.lanes, product.sizes);
        let weight = self.weight(product);
        let [d_source, d_drive] = two(self.adjoints, [product.source, product.drive]);
        for &(part, delay) in &product.taps {
            let (d_source, steps) = (d_source.back_mut(delay), steps.clone());
            match product.form {
                ProductForm::Dense => {
                    let weight = lanes.weight_of(product.sizes, weight).part(part);
                    lanes.multiply_transposed(weight, d_drive, d_source, steps);
                }
                ProductForm::Sparse => {
                    let weight = lanes.sparse_of(product.sizes, weight).part(part);
                    lanes.multiply_sparse_transposed(weight, d_drive, d_source, steps);
                }
                ProductForm::Diagonal => {
                    let weight = lanes.diagonal_of(targets, weight).part(part);
                    lanes.multiply_diagonal_transposed(weight, d_drive, d_source, steps);
                }
                ProductForm::Patches(patches) => {
                    let weight = lanes.local(patches, weight).part(part);
                    lanes.multiply_local_transposed(weight, d_drive, d_source, steps);
                }
                ProductForm::Identity => lanes.add_identity_transposed(targets, d_drive, d_source, steps),
            }
        }
    }

    #[inline(always)]
    pub(super) fn weight_gradient(&mut self, product: &Product, steps: Range<usize>) {
        let (lanes, [targets, _], weight) = (self.lanes, product.sizes, self.weight(product));
        let at = product
            .weight
            .map_or_else(|| wrong_workspace(), |weight| self.gradient_places[weight]);
        let (d_drive, source) = (&self.adjoints[product.drive], &self.values[product.source]);
        for &(part, delay) in &product.taps {
            let gradient = &mut self.gradients[at.start..at.end];
            let (source, steps) = (source.back(delay), steps.clone());
            match product.form {
                ProductForm::Dense => {
                    let mut gradient = lanes.weight_mut_of(product.sizes, gradient);
                    lanes.weight_gradient(d_drive, source, steps, gradient.part(part));
                }
                ProductForm::Sparse => {
                    let weight = lanes.sparse_of(product.sizes, weight).part(part);
                    let mut gradient = lanes.sparse_mut_of(product.sizes, gradient);
                    lanes.sparse_gradient(weight, d_drive, source, steps, gradient.part(part));
                }
                ProductForm::Diagonal => {
                    let mut gradient = lanes.diagonal_mut_of(targets, gradient);
                    lanes.diagonal_gradient(d_drive, source, steps, gradient.part(part));
                }
                ProductForm::Patches(patches) => {
                    let mut gradient = lanes.local_mut(patches, gradient);
                    lanes.local_gradient(d_drive, source, steps, gradient.part(part));
                }
                ProductForm::Identity => wrong_workspace(),
            }
        }
    }

    /// The weight of all ports and delays of a link; of an identity nothing.
    #[inline(always)]
    fn weight(&self, product: &Product) -> &'a [Block<T>] {
        product.weight.map_or(&[], |weight| self.parameter(weight))
    }
}
