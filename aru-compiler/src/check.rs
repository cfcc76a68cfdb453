//! The rules of a declaration beyond its grammar. One function a rule; each reports all its faults and leaves those
//! alone that only echo another.

mod activations;
mod bounds;
mod constants;
mod constraints;
mod equations;
mod finite;
mod forms;
mod gates;
mod layers;
mod learned_delays;
mod links;
mod names;
mod noise;
mod norm;
mod scopes;
mod sign;
mod units;
mod vectors;
mod wiring;

pub use constraints::diagonal_rule;
pub use forms::around;
pub use layers::LARGEST_SIZE;
pub use names::{is_keyword, is_method};
pub use noise::SCALED_BY;
pub use norm::single_rule;
pub use sign::{PROMISE, both_kinds_rule, non_negative_emission};

use crate::declaration::{Declaration, Setting};
use crate::report::Errors;

/// Reports every fault that parsing could not see.
pub fn check(declaration: &Declaration, errors: &mut Errors) {
    names::a_call_declares_a_network(declaration, errors);
    names::items_are_named_once(declaration, errors);

    for unit in &declaration.units {
        units::names_can_be_used(unit, errors);
        units::names_are_given_once(unit, errors);
        units::states_are_assigned(unit, errors);
        units::one_value_is_emitted(unit, errors);
        equations::names_are_known(unit, errors);
        finite::numbers_are_finite(unit, errors);
        units::declarations_are_used(unit, errors);
    }

    activations::names_are_given_once(declaration, errors);
    for activation in &declaration.activations {
        activations::names_can_be_used(activation, errors);
        activations::one_argument_is_read(activation, errors);
        activations::names_are_known(activation, declaration, errors);
        finite::numbers_of_an_activation_are_finite(activation, errors);
    }
    activations::all_are_applied(declaration, errors);

    for network in &declaration.networks {
        names::names_can_be_used(network, errors);
        names::names_are_given_once(network, errors);
        names::links_are_told_apart(network, errors);
        layers::sizes_are_sizes(network, errors);
        layers::units_are_known(network, declaration, errors);
        layers::settings_are_known(network, declaration, errors);
        layers::settings_have_a_use(network, declaration, errors);
        layers::activations_are_given(network, declaration, errors);
        constants::constants_are_given_once(network, declaration, errors);
        constants::values_are_valid(network, declaration, errors);
        finite::folded_constants_keep_them_finite(network, declaration, errors);
        gates::gates_are_driven(network, declaration, errors);
        gates::accessors_are_told_apart(network, declaration, errors);
        noise::noise_has_its_place(network, declaration, errors);
        noise::its_scale_is_smooth(network, declaration, errors);
        scopes::shared_numbers_have_a_shape(network, errors);
        norm::norms_are_valid(network, errors);
        norm::accessors_are_told_apart(network, declaration, errors);
        norm::biases_outlive_norms(network, declaration, errors);
        vectors::values_are_valid(network, errors);
        links::ends_are_known(network, errors);
        links::nothing_drives_an_input(network, errors);
        gates::links_into_gates_find_them(network, declaration, errors);
        links::a_pair_has_one_link(network, errors);
        links::delays_fit_their_arrow(network, errors);
        learned_delays::learned_delays_are_valid(network, errors);
        learned_delays::spreads_are_valid(network, errors);
        links::weights_are_valid(network, errors);
        constraints::pairs_are_said_once(network, errors);
        constraints::values_are_valid(network, errors);
        constraints::nothing_but_a_dense_link_is_orthogonal(network, errors);
        constraints::diagonal_links_join_equal_sizes(network, errors);
        forms::windows_are_valid(network, errors);
        forms::bands_fit(network, errors);
        forms::identities_add_to_one_port(network, declaration, errors);
        forms::forms_have_signs(network, errors);
        forms::ports_are_driven(network, declaration, errors);
        forms::ports_are_driven_once(network, declaration, errors);
        sign::parts_have_both_kinds(network, errors);
        sign::emissions_cannot_be_negative(network, declaration, errors);
        sign::signs_have_a_use(network, errors);
        wiring::a_network_has_both_ends(network, errors);
        wiring::no_loop_is_without_delay(network, errors);
        wiring::all_is_connected(network, errors);
    }
}

/// The value of a setting; what is wrong with it is reported.
fn value<'a, T>(setting: &'a Setting<T>, errors: &mut Errors) -> Option<&'a T> {
    let value = setting.value.as_ref();
    value.map_err(|error| errors.push(error.clone())).ok()
}
