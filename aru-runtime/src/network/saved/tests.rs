use std::path::PathBuf;

use safetensors::tensor::TensorView;

use super::*;
use crate::files::checksum;
use crate::files::tensors::place_of_checksum;
use crate::network::description::Bounds;
use crate::network::emitted::description;
use crate::paper::Paper;
use crate::run::declared::Declared;
use crate::run::network::Network;

/// A file in the folder for temporary files, removed at the end.
struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str) -> Self {
        let name = format!("aru-{}-{name}.safetensors", std::process::id());
        Temporary(std::env::temp_dir().join(name))
    }

    fn holding(name: &str, content: &[u8]) -> Self {
        let file = Temporary::new(name);
        std::fs::write(&file.0, content).unwrap();
        file
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn network() -> Paper<f32, 3> {
    let mut network = Paper::new(4);
    network.set("hidden.alpha_s", &[0.34]).unwrap();
    network
}

fn saved(name: &str) -> Vec<u8> {
    let file = Temporary::new(name);
    network().save(&file.0).unwrap();
    std::fs::read(&file.0).unwrap()
}

fn refusal<N: Declared>(name: &str, content: &[u8]) -> String {
    let file = Temporary::holding(name, content);
    let error = N::load(&file.0).expect_err("refused").to_string();
    let path = file.0.display().to_string();
    assert!(error.contains(&path), "{error} names the file");
    error.replace(&path, "FILE")
}

/// The same length of text, so that the file stays whole, and the checksum of what comes of it.
fn replaced(content: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let place = content
        .windows(from.len())
        .position(|window| window == from.as_bytes())
        .expect(from);
    let mut content = content.to_vec();
    content[place..place + to.len()].copy_from_slice(to.as_bytes());
    summed(content)
}

fn summed(mut content: Vec<u8>) -> Vec<u8> {
    let place = place_of_checksum(&content).unwrap();
    let sum = checksum::around(&content, place);
    content[place..place + sum.len()].copy_from_slice(sum.as_bytes());
    content
}

#[test]
fn a_network_comes_back_as_it_was() {
    let file = Temporary::new("round");
    let network = network();
    network.save(&file.0).unwrap();
    assert_eq!(Paper::<f32, 3>::load(&file.0).unwrap().values(), network.values());
    network.save(&file.0).expect("an older file is replaced");
    let wide = Paper::<f64, 3>::load(&file.0).unwrap();
    assert!(
        wide.values()
            .iter()
            .zip(network.values())
            .all(|(&wide, &value)| wide == f64::from(value))
    );
    wide.save(&file.0).unwrap();
    assert_eq!(Paper::<f32, 3>::load(&file.0).unwrap().values(), network.values());
    let folder = file.0.parent().unwrap();
    let name = file.0.file_name().unwrap().to_str().unwrap();
    let left = std::fs::read_dir(folder).unwrap().filter_map(|entry| entry.ok());
    let left = left.filter(|entry| {
        entry
            .file_name()
            .to_str()
            .is_some_and(|other| other.contains(name))
    });
    assert_eq!(left.count(), 1, "no temporary file is left");
}

#[test]
fn rounding_keeps_a_constant_inside_its_bounds() {
    let file = Temporary::new("rounding");
    let mut wide = Paper::<f64, 3>::new(4);
    wide.set("hidden.alpha_s", &[1.0 - 1e-12]).unwrap();
    wide.save(&file.0).unwrap();
    let narrow = Paper::<f32, 3>::load(&file.0).unwrap();
    assert_eq!(
        narrow.parameter("hidden.alpha_s").unwrap().values(),
        [1.0_f32.next_down()]
    );
}

#[test]
fn every_truncation_is_an_error() {
    let content = saved("truncated");
    for length in 0..content.len() {
        let error = refusal::<Paper<f32, 3>>("prefix", &content[..length]);
        assert!(error.contains("not a whole one"), "{length} bytes: {error}");
    }
}

/// One in seven loaded, with other numbers.
#[test]
fn every_flipped_bit_is_an_error() {
    let content = saved("damaged");
    let load = |content: &[u8]| -> std::result::Result<(), String> {
        let (declaration, format) = declaration_of(content)?;
        check_sum(content, format)?;
        let path = PathBuf::from("FILE");
        check_declaration(description::<Paper<f32, 3>>(), &declaration, &path)
            .map_err(|error| error.to_string())
    };
    assert_eq!(load(&content), Ok(()));
    for place in 0..8 * content.len() {
        let mut content = content.clone();
        content[place / 8] ^= 1 << (place % 8);
        assert!(load(&content).is_err(), "bit {place}");
    }
    // Some of them as a user meets them.
    for place in (0..content.len()).step_by(97) {
        let mut content = content.clone();
        content[place] ^= 0x15;
        refusal::<Paper<f32, 3>>("byte", &content);
    }
}

#[test]
fn several_flips_bytes_that_swapped_and_a_block_of_zeros_are_errors() {
    let content = saved("damages");
    let data = content.len() - 40..content.len();
    let mut swapped = content.clone();
    swapped.swap(data.start, data.start + 5);
    let mut cleared = content.clone();
    cleared[data.clone()].fill(0);
    let mut twice = content.clone();
    twice[data.start] ^= 1;
    twice[data.end - 1] ^= 0x80;
    for damaged in [swapped, cleared, twice] {
        let error = refusal::<Paper<f32, 3>>("damages", &damaged);
        assert!(
            error.contains("was written with it: it is damaged; take a copy"),
            "{error}"
        );
    }
}

#[test]
fn a_file_of_before_checksums_is_read_and_says_so() {
    let content = saved("unsummed");
    let early = replaced(&content, r#""aru.format":"2""#, r#""aru.format":"1""#);
    let key = r#""aru.checksum":""#;
    let place = place_of_checksum(&early).unwrap() - key.len();
    let mut early = early;
    early[place + 1..place + 5].copy_from_slice(b"old.");
    let (_, format) = declaration_of(&early).unwrap();
    let warning = check_sum(&early, format).unwrap().unwrap();
    assert_eq!(
        warning,
        "it has no checksum, so that damage would not be seen; saving it again gives it one"
    );
    let file = Temporary::holding("unsummed-read", &early);
    assert_eq!(
        Paper::<f32, 3>::load(&file.0).unwrap().values(),
        network().values()
    );
    // A file of now that has lost it is damaged.
    let mut lost = content;
    let place = place_of_checksum(&lost).unwrap() - key.len();
    lost[place + 1..place + 5].copy_from_slice(b"old.");
    assert!(
        refusal::<Paper<f32, 3>>("lost", &lost)
            .contains("its metadata have no `aru.checksum`: it is damaged")
    );
}

#[test]
fn another_network_is_refused_with_both_names_and_the_difference() {
    let content = saved("other");
    assert_eq!(
        refusal::<Paper<f32, 4>>("other-size", &content),
        "`FILE` holds another network `Paper`; the first difference: layer `hidden` has size 3, activation \
         sigmoid in the file, size 4, activation sigmoid here"
    );
    let renamed = replaced(&content, r#"\"name\":\"Paper\""#, r#"\"name\":\"Caper\""#);
    assert_eq!(
        refusal::<Paper<f32, 3>>("other-name", &renamed),
        "`FILE` holds the network `Caper`, not `Paper`; the first difference: it is named `Caper` in the file, \
         `Paper` here"
    );
    let linked = replaced(&content, r#"\"delays\":[1]"#, r#"\"delays\":[2]"#);
    assert_eq!(
        refusal::<Paper<f32, 3>>("other-delay", &linked),
        "`FILE` holds another network `Paper`; the first difference: link `hidden to hidden` has delays [2] \
         in the file, delays [1] here"
    );
    let timed = replaced(&content, r#"\"dt\":null"#, r#"\"dt\":1.25"#);
    assert!(
        refusal::<Paper<f32, 3>>("other-dt", &timed)
            .contains("it has steps of 1.25 s in the file, no `dt` here")
    );
}

/// Files of before descriptions said what is a rate: what was called `alpha_…` was one.
#[test]
fn a_file_that_does_not_say_what_is_a_rate_is_read() {
    let content = saved("early");
    let said = r#"\"is_rate\":true,"#;
    let early = replaced(&content, said, &" ".repeat(said.len()));
    let early = replaced(&early, said, &" ".repeat(said.len()));
    let file = Temporary::holding("early-rate", &early);
    let loaded = Paper::<f32, 3>::load(&file.0).unwrap();
    assert_eq!(loaded.values(), network().values());
    assert_eq!(&declaration_of(&early).unwrap().0, description::<Paper<f32, 3>>());
}

#[test]
fn what_a_declaration_says_about_training_may_differ() {
    let content = saved("training");
    let fixed = replaced(&content, r#"\"learn\":true "#.trim_end(), r#"\"learn\":null"#);
    assert!(refusal::<Paper<f32, 3>>("damaged-json", &fixed).contains("its declaration is damaged"));
    let drawn = replaced(&content, r#"\"initial\":\"Lecun\""#, r#"\"initial\":\"Zeros\""#);
    let file = Temporary::holding("drawn", &drawn);
    assert_eq!(
        Paper::<f32, 3>::load(&file.0).unwrap().values(),
        network().values()
    );
}

#[test]
fn a_foreign_file_is_refused() {
    let data = [0; 8];
    let tensor = TensorView::new(Dtype::F32, vec![2], &data).unwrap();
    let foreign = safetensors::serialize([("weight", tensor)], None).unwrap();
    assert_eq!(
        refusal::<Paper<f32, 3>>("foreign", &foreign),
        "cannot read `FILE`: it holds no network: its metadata have no `aru.declaration`; `save` writes such files"
    );
    assert!(refusal::<Paper<f32, 3>>("text", b"alpha_s,0.34\n").contains("it is no safetensors file"));
    let newer = replaced(&saved("newer"), r#""aru.format":"2""#, r#""aru.format":"9""#);
    assert!(refusal::<Paper<f32, 3>>("newer-format", &newer).contains("a newer version of aru saved it"));
    let error = Paper::<f32, 3>::load("/no/such/file").unwrap_err().to_string();
    assert!(error.starts_with("cannot read `/no/such/file`: "), "{error}");
    let error = network().save("/no/such/folder/file").unwrap_err().to_string();
    assert!(
        error.starts_with("cannot write `/no/such/folder/file`: "),
        "{error}"
    );
}

#[test]
fn values_that_may_not_stand_are_refused() {
    let with_values = |change: &dyn Fn(&mut Paper<f32, 3>)| {
        let file = Temporary::new("values");
        let mut network = network();
        change(&mut network);
        network.save(&file.0).unwrap();
        std::fs::read(&file.0).unwrap()
    };
    let nan = with_values(&|network| network.values_mut()[1] = f32::NAN);
    assert_eq!(
        refusal::<Paper<f32, 3>>("nan", &nan),
        "cannot read `FILE`: `x_to_hidden.weight` holds NaN at [0, 1]; values must be finite"
    );
    let alpha = parameters::find(description::<Paper<f32, 3>>(), "hidden.alpha_s")
        .unwrap()
        .1
        .start;
    let outside = with_values(&|network| network.values_mut()[alpha] = 1.5);
    assert_eq!(
        refusal::<Paper<f32, 3>>("outside", &outside),
        "cannot read `FILE`: `hidden.alpha_s` holds 1.5 at [0]; it must lie strictly between 0 and 1"
    );
    let huge = Paper::<f64, 3>::with_parameters(vec![0.5; 6 + 9 + 3 + 2 + 6 + 6 + 2]);
    let file = Temporary::new("huge");
    let mut huge = huge;
    huge.values_mut()[0] = 1e300;
    huge.save(&file.0).unwrap();
    let error = Paper::<f32, 3>::load(&file.0).unwrap_err().to_string();
    assert!(
        error.contains("`x_to_hidden.weight` holds inf at [0, 0]"),
        "{error}"
    );
}

#[test]
fn an_end_of_an_interval_survives_each_conversion() {
    let mut declared = description::<Paper<f32, 3>>().parameters[3].clone();
    declared.bounds = Bounds::Interval { low: 0.01, high: 0.1 };
    let wide: f64 = convert(&declared, 0, 0.1_f32);
    assert_eq!(wide, 0.1);
    let narrow: f32 = convert(&declared, 0, 0.1_f64);
    assert_eq!(narrow, 0.1);
}
