//! Files of networks, opened without their type.

use std::path::PathBuf;

use super::{bits, models};
use crate::network::any::AnyNetwork;
use crate::network::text::{Model, load};
use crate::paper::Paper;
use crate::run::declared::Declared;
use crate::run::network::Network;

/// A file in the folder for temporary files, removed at the end.
struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str) -> Self {
        let name = format!("aru-any-{}-{name}.safetensors", std::process::id());
        Temporary(std::env::temp_dir().join(name))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn a_file_of_a_type_is_opened_without_it() {
    let file = Temporary::new("typed");
    let mut saved = Paper::<f64, 3>::new(4);
    saved.set("hidden.alpha_s", &[0.34]).unwrap();
    saved.save(&file.0).unwrap();
    let opened = load::<f64>(&file.0).unwrap();
    assert_eq!(*opened.description(), Paper::<f64, 3>::DESCRIPTION);
    assert_eq!(bits(&opened), bits(&saved));
    // Numbers of the other type are rounded, as the type itself rounds them.
    let single = load::<f32>(&file.0).unwrap();
    assert_eq!(bits(&single), bits(&Paper::<f32, 3>::load(&file.0).unwrap()));
}

#[test]
fn networks_of_texts_come_back() {
    for model in models() {
        let file = Temporary::new(model.name());
        let saved: AnyNetwork<f32> = model.network(5).unwrap();
        saved.save(&file.0).unwrap();
        let opened = load::<f32>(&file.0).unwrap();
        assert_eq!(bits(&opened), bits(&saved), "{}", model.name());
        assert_eq!(Model::load(&file.0).unwrap(), opened.model());
    }
}

#[test]
fn a_declaration_in_a_file_that_is_unsound_is_refused_with_the_file() {
    let file = Temporary::new("unsound");
    let model = models().remove(0);
    model.network::<f32>(5).unwrap().save(&file.0).unwrap();
    let content = std::fs::read(&file.0).unwrap();
    // Without its checksum, which would tell first.
    let replace = |content: Vec<u8>, from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let place = content.windows(from.len()).position(|at| at == from.as_bytes());
        let place = place.unwrap_or_else(|| panic!("{from}"));
        let mut content = content;
        content[place..place + from.len()].copy_from_slice(to.as_bytes());
        content
    };
    let content = replace(content, "aru.checksum", "xru.checksum");
    let content = replace(content, "\"aru.format\":\"2\"", "\"aru.format\":\"1\"");
    let content = replace(content, "\\\"emit\\\":3", "\\\"emit\\\":9");
    std::fs::write(&file.0, content).unwrap();
    let error = load::<f32>(&file.0).unwrap_err().to_string();
    let path = file.0.display().to_string();
    assert!(
        error.starts_with(&format!(
            "cannot read `{path}`: no network is made of its declaration of `Rates`: the unit `Aru"
        )),
        "{error}"
    );
    assert!(
        error.ends_with("emits its value number 9, where it has 4 equations"),
        "{error}"
    );
}
