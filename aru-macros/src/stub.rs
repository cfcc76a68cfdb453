//! What stands in for the networks of a declaration with faults, so that the rest of the user's file resolves and
//! the faults themselves are all that is reported.

use proc_macro2::TokenStream;
use quote::quote;

use crate::declaration::{Declaration, Network};

/// A struct for each network that could be recognised.
pub fn stub(declaration: &Declaration) -> TokenStream {
    let mut stubbed: Vec<&Network> = Vec::new();
    for network in &declaration.networks {
        let name = network.name.to_string();
        let is_known = stubbed.iter().any(|other| other.name == network.name);
        if name != "T" && syn::parse_str::<syn::Ident>(&name).is_ok() && !is_known {
            stubbed.push(network);
        }
    }
    stubbed.into_iter().map(stub_network).collect()
}

fn stub_network(network: &Network) -> TokenStream {
    let (visibility, name) = (&network.visibility, &network.name);
    let mut sizes: Vec<&proc_macro2::Ident> = Vec::new();
    for size in &network.const_parameters {
        let is_usable =
            size != "T" && *size != network.name && syn::parse_str::<syn::Ident>(&size.to_string()).is_ok();
        if is_usable && !sizes.contains(&size) {
            sizes.push(size);
        }
    }
    let docs = &network.docs;
    quote! {
        #(#[doc = #docs])*
        #[allow(dead_code, missing_docs)]
        #[derive(Clone, Debug)]
        #visibility struct #name<T, #(const #sizes: usize),*> {
            scalar: ::core::marker::PhantomData<T>,
        }

        #[allow(dead_code, missing_docs, clippy::all)]
        impl<T, #(const #sizes: usize),*> #name<T, #(#sizes),*> {
            #visibility fn new(_seed: u64) -> Self {
                ::core::unreachable!("the declaration of this network has errors")
            }
        }
    }
}
