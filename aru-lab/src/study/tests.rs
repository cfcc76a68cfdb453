mod damage;
mod file;
mod groups;

use std::path::PathBuf;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::*;

/// A folder for a study in the system's folder for such, named for its test and removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("aru-study-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Folder(folder)
    }

    fn holding(name: &str, content: &str) -> Self {
        let folder = Folder::new(name);
        std::fs::create_dir_all(&folder.0).unwrap();
        std::fs::write(folder.file(), content).unwrap();
        folder
    }

    fn file(&self) -> PathBuf {
        self.0.join("trials.jsonl")
    }

    fn content(&self) -> String {
        std::fs::read_to_string(self.file()).unwrap()
    }

    fn open<Outcome: Serialize + DeserializeOwned + Send>(&self) -> Study<Settings, Outcome> {
        Study::open(&self.0).unwrap()
    }

    /// What is said of the file, without its path.
    fn refusal(&self) -> String {
        self.short(Study::<Settings, f64>::open(&self.0).unwrap_err())
    }

    fn short(&self, error: Error) -> String {
        error
            .to_string()
            .replace(&self.file().display().to_string(), "FILE")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A number of type f32 is written otherwise than the same number as f64; the map has its own order.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Settings {
    seed: u64,
    rate: f32,
    sizes: HashMap<String, usize>,
}

fn trials(count: u64) -> impl Iterator<Item = Settings> + Clone {
    (0..count).map(|seed| Settings {
        seed,
        rate: 0.1,
        sizes: ["a", "b", "c"].map(|name| (name.to_owned(), name.len())).into(),
    })
}

/// A number with digits to lose.
fn third(settings: &Settings) -> Result<f64> {
    Ok(settings.seed as f64 / 3.0)
}

fn never<Outcome>(settings: &Settings) -> Result<Outcome> {
    panic!("{settings:?} is finished already")
}

#[test]
fn any_number_of_threads_gives_the_same_in_the_same_order() {
    for threads in [1, 4] {
        let folder = Folder::new(&format!("order-{threads}"));
        let results = folder.open().threads(threads).run(trials(40), third).unwrap();
        let expected: Vec<f64> = (0..40).map(|seed| f64::from(seed) / 3.0).collect();
        assert_eq!(results.outcomes().copied().collect::<Vec<_>>(), expected);
        let settings: Vec<_> = results.iter().map(|trial| trial.settings.clone()).collect();
        assert_eq!(settings, trials(40).collect::<Vec<_>>());
        assert_eq!((results.len(), results.is_empty()), (40, false));
        assert!(results.seconds() >= 0.0);
        assert_eq!(folder.content().lines().count(), 41);
    }
}

#[test]
fn threads_run_side_by_side() {
    let folder = Folder::new("side");
    let both = Barrier::new(2);
    let results = folder.open().threads(2).run(trials(2), |settings| {
        both.wait();
        third(settings)
    });
    assert_eq!(results.unwrap().len(), 2);
}

#[test]
fn what_is_finished_is_not_run_again() {
    let folder = Folder::new("resume");
    let first = folder.open().threads(2).run(trials(5), third).unwrap();
    let again = folder.open().run(trials(5), never::<f64>).unwrap();
    for (first, again) in first.iter().zip(again.iter()) {
        assert_eq!(first, again, "the seconds of the first run too");
    }
    let count = AtomicUsize::new(0);
    let longer = folder
        .open::<f64>()
        .progress(Progress::Bar)
        .run(trials(8).skip(1), |settings| {
            count.fetch_add(1, Ordering::Relaxed);
            third(settings)
        });
    assert_eq!((longer.unwrap().len(), count.into_inner()), (7, 3));
    assert_eq!(folder.open().run(trials(8), never::<f64>).unwrap().len(), 8);
    assert!(folder.open::<f64>().run(trials(0), never).unwrap().is_empty());
}

const HEADER: &str = "{\"format\":\"aru study\",\"version\":2}\n";
/// Of files whose lines have no checksum.
const EARLY: &str = "{\"format\":\"aru study\",\"version\":1}\n";

#[test]
fn a_failure_is_named_and_what_else_ran_is_kept() {
    let folder = Folder::new("failure");
    let both = Barrier::new(2);
    let failed = AtomicBool::new(false);
    let error = folder.open::<f64>().threads(2).run(trials(10), |settings| {
        if settings.seed < 2 {
            both.wait();
        }
        match settings.seed {
            // The other is still running when this one fails.
            0 => {
                failed.store(true, Ordering::SeqCst);
                Err(Error::Threads {
                    threads: 7,
                    cause: "all is lost".into(),
                })
            }
            1 => {
                while !failed.load(Ordering::SeqCst) {
                    thread::yield_now();
                }
                thread::sleep(std::time::Duration::from_millis(50));
                third(settings)
            }
            _ => panic!("no other is started"),
        }
    });
    let error = error.unwrap_err();
    assert_eq!(
        error.to_string(),
        "trial 1 of 10 failed: cannot start 7 threads: all is lost; use fewer; its settings are \
         {\"rate\":0.1,\"seed\":0,\"sizes\":{\"a\":1,\"b\":1,\"c\":1}}; finished trials are kept"
    );
    let source = std::error::Error::source(&error).unwrap();
    assert!(matches!(
        source.downcast_ref(),
        Some(Error::Threads { threads: 7, .. })
    ));
    // The second is in the file, the first is not.
    let rest = folder
        .open()
        .threads(1)
        .run(trials(2), |settings| match settings.seed {
            0 => third(settings),
            _ => never(settings),
        });
    assert_eq!(
        rest.unwrap().outcomes().copied().collect::<Vec<_>>(),
        [0.0, 1.0 / 3.0]
    );
}

#[test]
fn any_error_will_do() {
    let folder = Folder::new("errors");
    let error = folder
        .open::<f64>()
        .run(trials(1), |_| Err("no luck"))
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("trial 1 of 1 failed: no luck; its settings are")
    );
    let error = folder
        .open::<f64>()
        .run(trials(1), |_| Err(std::io::Error::other("no disk")))
        .unwrap_err();
    assert!(error.to_string().starts_with("trial 1 of 1 failed: no disk;"));
}

#[test]
fn a_panic_is_an_error_that_loses_nothing() {
    let folder = Folder::new("panic");
    let error = folder
        .open()
        .threads(1)
        .run(trials(5), |settings| match settings.seed {
            3 => panic!("seed {} is cursed", settings.seed),
            _ => third(settings),
        });
    let error = error.unwrap_err().to_string();
    assert!(
        error.starts_with("trial 4 of 5 failed: it panicked: seed 3 is cursed; its settings are"),
        "{error}"
    );
    assert_eq!(folder.open().run(trials(3), never::<f64>).unwrap().len(), 3);
}

#[test]
fn equal_settings_are_refused_before_anything_runs() {
    let folder = Folder::new("equal");
    let error = folder
        .open()
        .run(trials(3).chain(trials(1)), never::<f64>)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "trial 4 is trial 1 again; both have the settings {\"rate\":0.1,\"seed\":0,\"sizes\":{\"a\":1,\"b\":1,\"c\":1}}; \
         give each its own, such as a seed or a number"
    );
    assert_eq!(folder.content(), HEADER);
    let error = folder.open().threads(0).run(trials(1), never::<f64>).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("threads is 0; it must be at least 1")
    );
}
