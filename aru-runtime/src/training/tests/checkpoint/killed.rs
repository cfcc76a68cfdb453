//! A process that is killed at any moment, within a write too, and started again until it is done.

use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use rand::{RngExt, SeedableRng};

use super::*;

/// What the child is to do: kind of fit, and where.
const KIND: &str = "ARU_TEST_KILLED_KIND";
const FOLDER: &str = "ARU_TEST_KILLED_FOLDER";

/// How often each kind of fit is killed.
const KILLS: usize = 50;

/// Fits long enough to be killed some times, with a checkpoint so often that many kills fall within a write.
fn fit(kind: &str, folder: Option<&Path>) -> Left {
    let data = taught(40, 5, (0.3, 0.7));
    let threads = if kind.ends_with("two threads") { 2 } else { 1 };
    let mut trainer = Trainer::new(Adam::new(0.02))
        .batch_size(4)
        .epochs(40)
        .threads(threads)
        .clip_norm(0.1);
    if let Some(folder) = folder {
        trainer = trainer
            .checkpoint(folder.join("fit"), Every::Updates(3))
            .resume(Resume::IfPresent);
    }
    if kind.starts_with("ensemble") {
        return many(&|trainer| trainer, trainer.lockstep(true), 18, &data);
    }
    one(&|trainer| trainer, trainer, &data)
}

/// The child, where the environment says so; else nothing.
#[test]
fn child() {
    let (Ok(kind), Ok(folder)) = (std::env::var(KIND), std::env::var(FOLDER)) else {
        return;
    };
    let left = fit(&kind, Some(Path::new(&folder)));
    let json = serde_json::to_string(&left).unwrap();
    crate::files::write(&Path::new(&folder).join("left.json"), json.as_bytes()).unwrap();
}

fn kill_again_and_again(kind: &str, seed: u64) {
    let whole = fit(kind, None);
    let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
    let mut kills = 0;
    while kills < KILLS {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join("left.json");
        while !left.exists() {
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args([
                    "--exact",
                    "training::tests::checkpoint::killed::child",
                    "--test-threads",
                    "1",
                ])
                .env(KIND, kind)
                .env(FOLDER, folder.path())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            sleep(Duration::from_micros(random.random_range(0..100_000)));
            match child.try_wait().unwrap() {
                Some(status) => assert!(status.success(), "{kind}: it ended with {status}"),
                None => {
                    child.kill().unwrap();
                    child.wait().unwrap();
                    kills += usize::from(!left.exists());
                }
            }
        }
        let json = fs::read_to_string(&left).unwrap();
        assert!(serde_json::from_str::<Left>(&json).unwrap() == whole, "{kind}");
    }
}

#[test]
fn a_network_on_one_thread() {
    kill_again_and_again("network", 1);
}

#[test]
fn a_network_on_two_threads() {
    kill_again_and_again("network on two threads", 2);
}

#[test]
fn an_ensemble_on_two_threads() {
    kill_again_and_again("ensemble on two threads", 3);
}
