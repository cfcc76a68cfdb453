//! A crate that forbids what emitted code could want to allow: an `allow` in it would be an error.
#![forbid(
    warnings,
    unused,
    unused_variables,
    unused_imports,
    unused_mut,
    unused_parens,
    dead_code,
    nonstandard_style,
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    unsafe_code,
    missing_docs,
    unused_qualifications,
    unused_results,
    unreachable_pub,
    single_use_lifetimes,
    trivial_numeric_casts,
    confusable_idents,
    mixed_script_confusables,
    missing_copy_implementations,
    elided_lifetimes_in_paths,
    redundant_imports
)]

aru::recurrent_net! {
    /// With everything that emission has an own form for.
    pub struct Net<const H: usize> {
        dt: 5 ms;
        /// What comes in.
        input α: 1;
        input ρ: 1;
        layer fast: Aru<H> {
            tau_s: learn global(20 ms) in logistic(5 ms, 200 ms);
            alpha_r: learn per_unit(0.5) in logistic(0, 1);
            activation: leaky_relu(0.01);
            initial: learn;
        }
        layer slow: Lstm<3>;
        layer gru: Gru<SIZE>;
        layer σ: Elman<2>;
        layer ι: Gru<2>;
        output y: 1;

        α -> fast { delays: 0..3; }
        ρ -> fast -> slow -> gru -> σ -> ι -> y;
        fast ~> fast { delays: [1, 25 ms]; }
        slow ~> fast;
    }
}

/// A size.
const SIZE: usize = 2;

fn main() {
    let net = Net::<f32, 4>::new(7);
    assert_eq!(net.fast().alpha_s(), [0.25]);
    assert_eq!(net.fast().tau_s().len(), 1);
}
