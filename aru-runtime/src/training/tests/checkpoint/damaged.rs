//! Files that are cut, changed or something else: an error, or exactly what was written; never a panic.

use rand::{RngExt, SeedableRng};

use super::*;

/// The content of a checkpoint in the midst of a fit, and its path in a folder of its own.
fn written() -> (tempfile::TempDir, std::path::PathBuf, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fit");
    small()
        .checkpoint(&path, Every::Epochs(1))
        .fit(&mut Net::new(1), &data())
        .unwrap();
    let older = folder.path().join("fit.older");
    let content = fs::read(&older).unwrap();
    fs::remove_file(&older).unwrap();
    (folder, path, content)
}

/// What they are fitted to.
fn data() -> Sequences<f64> {
    taught(4, 5, (0.3, 0.7))
}

fn small() -> Trainer<'static, f64> {
    Trainer::new(Adam::new(0.02)).batch_size(2).epochs(3)
}

/// A network that goes on from a file, or what is wrong with it.
fn resumed(path: &Path, data: &Sequences<f64>) -> Result<(Vec<f64>, History), String> {
    let mut net = Net::new(1);
    let start = net.values().to_vec();
    let mut trainer = small()
        .checkpoint(path, Every::Minutes(1e300))
        .resume(Resume::Required);
    match trainer.fit(&mut net, data) {
        Ok(history) => Ok((net.values().to_vec(), told(Ok(history)).1)),
        Err(error) => {
            assert_eq!(net.values(), start, "{error}");
            Err(error.to_string())
        }
    }
}

#[test]
fn every_cut_and_ten_thousand_flips_are_told() {
    let (_folder, path, content) = written();
    let data = data();
    let mut refused = 0;
    let mut check = |changed: &[u8], what: &str| {
        fs::write(&path, changed).unwrap();
        let told = resumed(&path, &data).expect_err(what);
        assert!(told.contains("fit"), "{what}: {told}");
        refused += 1;
    };
    for length in 0..content.len() {
        check(&content[..length], &format!("cut to {length} bytes"));
    }
    let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(1);
    for _ in 0..10_000 {
        let (byte, bit) = (random.random_range(0..content.len()), random.random_range(0..8));
        let mut flipped = content.clone();
        flipped[byte] ^= 1 << bit;
        check(&flipped, &format!("bit {bit} of byte {byte}"));
    }
    check(&[content.as_slice(), b"more"].concat(), "longer");
    assert_eq!(refused, content.len() + 10_001);
    fs::write(&path, &content).unwrap();
    let whole = {
        let mut net = Net::new(1);
        let history = small().fit(&mut net, &data).unwrap();
        (net.values().to_vec(), told(Ok(history)).1)
    };
    assert!(resumed(&path, &data).unwrap() == whole);
}

#[test]
fn the_one_before_a_damaged_one_is_offered() {
    let (folder, path, content) = written();
    fs::write(&path, &content[..content.len() / 2]).unwrap();
    let alone = resumed(&path, &data()).unwrap_err();
    assert!(!alone.contains("older"), "{alone}");
    fs::write(folder.path().join("fit.older"), &content).unwrap();
    let offered = resumed(&path, &data()).unwrap_err();
    assert!(
        offered.contains("the one before it is whole: rename `"),
        "{offered}"
    );
    fs::rename(folder.path().join("fit.older"), &path).unwrap();
    resumed(&path, &data()).unwrap();
}

#[test]
fn files_of_another_kind_say_what_they_are_not() {
    let (folder, path, _) = written();
    Net::new(1).save(&path).unwrap();
    let saved = resumed(&path, &data()).unwrap_err();
    assert!(saved.contains("it is no checkpoint of a fit"), "{saved}");
    fs::write(&path, "time,rate\n1,2\n").unwrap();
    let table = resumed(&path, &data()).unwrap_err();
    assert!(table.contains("no safetensors file"), "{table}");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let directory = resumed(&path, &data()).unwrap_err();
    assert!(directory.contains("it is a folder"), "{directory}");
    drop(folder);
}

#[test]
fn a_checkpoint_opens_in_any_reader_of_safetensors() {
    let (_folder, _, content) = written();
    let arrays = safetensors::SafeTensors::deserialize(&content).unwrap();
    let parameters = arrays.tensor("parameters").unwrap();
    assert_eq!(parameters.shape(), [Net::new(1).values().len()]);
    assert_eq!(parameters.dtype(), safetensors::Dtype::F64);
}
