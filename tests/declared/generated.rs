//! The declarations of tests/generated.

use super::declaration::Declaration;
use aru::Model;

#[macro_use]
mod declarations {
    use aru::Text;
    use aru::prelude::*;

    include!("../generated/declarations.rs");

    /// What only Rust has and texts name; false where it is none of these.
    pub fn items<'t>(text: Text<'t>, path: &str) -> (Text<'t>, bool) {
        match path {
            "masks::not_self" => (text.with_mask_by(path, masks::not_self), true),
            "masks::two_of_three" => (text.with_mask_by(path, masks::two_of_three), true),
            "activations::OwnTanh" => (text.with_activation::<activations::OwnTanh>(path), true),
            "activations::ThresholdPower" => {
                (text.with_activation::<activations::ThresholdPower>(path), true)
            }
            _ => (text, false),
        }
    }
}

/// The one of this name.
pub fn find(name: &str) -> Declaration {
    macro_rules! of {
        ($name:ident, $network:ty, $is_smooth:tt) => {
            if name == stringify!($name) {
                return Declaration {
                    name: stringify!($name),
                    type_name: std::any::type_name::<$network>(),
                    model: Model::of::<$network>(),
                    source: include_str!("../generated/declarations.rs"),
                    items: declarations::items,
                };
            }
        };
    }
    every_network!(of);
    panic!("no declaration of tests/generated is called `{name}`")
}
