//! Networks that are saved by the type that the macro has written, and opened without it.

use std::path::PathBuf;

use aru::description::Activation;
use aru::prelude::*;
use aru::{AnyNetwork, Model};

use super::texts::assert_same;

/// A file in the folder for temporary files, removed at the end.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// What is opened without its type does the same in each bit; what applies a type of Rust is refused.
pub fn check_loaded<T: Scalar>(model: Model, name: &str) {
    let file = format!("aru-loaded-{}-{name}-{}.safetensors", std::process::id(), T::NAME);
    let file = Temporary(std::env::temp_dir().join(file));
    let saved: AnyNetwork<T> = model.network(5).expect("all that it starts from is known");
    saved.save(&file.0).expect("a folder for temporary files");
    let is_type = |activation: &Activation| matches!(activation, Activation::Custom(_));
    let mut layers = model.description().layers.iter();
    if layers.any(|layer| layer.activation.as_ref().is_some_and(is_type)) {
        let error = aru::load::<T>(&file.0).expect_err("a file holds no types");
        assert!(error.to_string().contains("a type of Rust"), "{name}: {error}");
        return;
    }
    let opened: AnyNetwork<T> = aru::load(&file.0).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(model.description(), opened.description(), "{name}");
    assert_same(&saved, &opened);
}
