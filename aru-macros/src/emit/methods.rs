//! Which methods of the lanes take a product, by its form.

use proc_macro2::{Ident, Span};

use aru_compiler::program::{Product, ProductForm};

/// What methods of the lanes are called, by the form of the product: dense, sparse, diagonal, local, without a weight.
pub(super) type Methods = [&'static str; 5];

pub(super) const MULTIPLY: Methods = [
    "multiply",
    "multiply_sparse",
    "multiply_diagonal",
    "multiply_local",
    "add_identity",
];
pub(super) const MULTIPLY_TRANSPOSED: Methods = [
    "multiply_transposed",
    "multiply_sparse_transposed",
    "multiply_diagonal_transposed",
    "multiply_local_transposed",
    "add_identity_transposed",
];
pub(super) const GRADIENT: Methods = [
    "weight_gradient",
    "sparse_gradient",
    "diagonal_gradient",
    "local_gradient",
    "",
];
pub(super) const OPEN: Methods = ["weight", "sparse", "diagonal", "local", ""];
pub(super) const OPEN_MUT: Methods = ["weight_mut", "sparse_mut", "diagonal_mut", "local_mut", ""];

/// The method of the lanes for a product of that form.
pub(super) fn method(product: &Product, names: Methods) -> Ident {
    Ident::new(name_of_method(product, names), Span::mixed_site())
}

pub(super) fn name_of_method(
    product: &Product,
    [dense, sparse, diagonal, local, identity]: Methods,
) -> &'static str {
    match product.form {
        ProductForm::Dense => dense,
        ProductForm::Sparse => sparse,
        ProductForm::Diagonal => diagonal,
        ProductForm::Local { .. } | ProductForm::Conv { .. } => local,
        ProductForm::Identity => identity,
    }
}
