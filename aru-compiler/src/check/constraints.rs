//! Which pairs a link joins.

use proc_macro2::Ident;

use super::value;
use crate::declaration::{Form, FormKind, Init, Link, Network, Part, Setting, Size};
use crate::network::Initial;
use crate::report::Errors;

// A mask, a density and a form each say which pairs a link joins:
//
//     a -> b { mask: MATRIX; density: 0.1; }
pub fn pairs_are_said_once(network: &Network, errors: &mut Errors) {
    for link in &network.links {
        let mut first: Option<&Ident> = None;
        for name in [mask(link), density(link), form(link)].into_iter().flatten() {
            match first {
                None => first = Some(name),
                Some(first) => errors.error(
                    name,
                    format!(
                        "`{name}` stands beside `{first}`, and each says which pairs the link joins; keep one"
                    ),
                ),
            }
        }
    }
}

fn mask(link: &Link) -> Option<&Ident> {
    link.constraints.mask.as_ref().map(|setting| &setting.name)
}

fn density(link: &Link) -> Option<&Ident> {
    link.constraints.density.as_ref().map(|setting| &setting.name)
}

/// The setting of a form that is not the default.
fn form(link: &Link) -> Option<&Ident> {
    let setting = link.constraints.form.as_ref()?;
    let is_dense = |form: &Form| matches!(form.kind, FormKind::Dense);
    let value = setting.value.as_ref();
    value.is_ok_and(|form| !is_dense(form)).then_some(&setting.name)
}

/// The setting of a link whose weight has gaps.
fn restriction(link: &Link) -> Option<&Ident> {
    let is_diagonal = link
        .form()
        .is_some_and(|form| matches!(form.kind, FormKind::Diagonal));
    mask(link)
        .or(density(link))
        .or(form(link).filter(|_| is_diagonal))
}

// The values, each by itself. A density is a part of the sources: above 0, 1 at most.
pub fn values_are_valid(network: &Network, errors: &mut Errors) {
    for link in &network.links {
        let constraints = &link.constraints;
        constraints
            .mask
            .as_ref()
            .and_then(|setting| value(setting, errors));
        constraints
            .form
            .as_ref()
            .and_then(|setting| value(setting, errors));
        constraints
            .sign
            .as_ref()
            .and_then(|setting| value(setting, errors));
        if let Some(Setting { value: Ok(part), .. }) = &constraints.density {
            density_is_valid(part, errors);
        } else if let Some(setting) = &constraints.density {
            value(setting, errors);
        }
    }
}

fn density_is_valid(part: &Part, errors: &mut Errors) {
    if part.value.is_zero() {
        let message =
            "a density of 0 joins nothing; it is the part of the sources that each unit reads, above 0";
        errors.error(&part.tokens, message);
    } else if part.ratio().is_none() {
        let message = "a density is the part of the sources that each unit reads: above 0, 1 at most";
        errors.error(&part.tokens, message);
    }
}

// Rows or columns of which elements are missing are not orthogonal:
//
//     a -> b { density: 0.1; weights: learn orthogonal(1.0); }
pub fn nothing_but_a_dense_link_is_orthogonal(network: &Network, errors: &mut Errors) {
    for link in &network.links {
        let Some(Setting {
            value: Ok(stored), ..
        }) = &link.weights
        else {
            continue;
        };
        let (Some(init), Some(setting)) = (&stored.init, restriction(link)) else {
            continue;
        };
        if let Init {
            tokens,
            kind: Initial::Orthogonal(_),
            ..
        } = init
        {
            let message = format!(
                "only a matrix of all pairs is orthogonal, and `{setting}` leaves some out; drop one of them, or draw \
                 by `lecun`"
            );
            errors.error(tokens, message);
        }
    }
}

// Each target reads the source of its own number:
//
//     input x: 3;  layer a: Aru<5> {..}  x -> a { form: diagonal; }
//
// Sizes that are const parameters or paths are compared when they are known, by rustc.
pub fn diagonal_links_join_equal_sizes(network: &Network, errors: &mut Errors) {
    for link in &network.links {
        let Some(form) = link.form() else { continue };
        let is_said_twice = mask(link).is_some() || density(link).is_some();
        if !matches!(form.kind, FormKind::Diagonal | FormKind::Identity) || is_said_twice {
            continue;
        }
        let known = |end: &Ident| network.size_of(end).and_then(Size::known);
        if let (Some(source), Some(target)) = (known(&link.source), known(&link.target))
            && source != target
        {
            let message = diagonal_rule(form.name(), &link.source, &link.target);
            errors.error(&form.tokens, format!("{message}: {source} and {target}"));
        }
    }
}

/// What a link of units of one number needs.
pub fn diagonal_rule(form: &str, source: &Ident, target: &Ident) -> String {
    format!("`form: {form}` joins units of one number, so `{source}` and `{target}` must have the same size")
}
