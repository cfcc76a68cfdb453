//! The door, from both sides.

use super::*;

struct Broken;

impl Chunks for Broken {
    type Number = f64;

    fn about() -> String {
        panic!("on purpose")
    }

    fn forward<const TRACE: bool>(_: Layout, _: &[Block<f64>], values: &mut [Series<f64>], steps: usize) {
        values[0].row_mut(steps);
    }

    fn backward(
        layout: Layout,
        parameters: &[Block<f64>],
        values: &[Series<f64>],
        adjoints: &mut [Series<f64>],
        gradients: &mut [Block<f64>],
        steps: usize,
    ) {
        assert_eq!(
            layout,
            Layout {
                gradients: false,
                ..Layout::of_networks(32)
            }
        );
        adjoints[1].row_mut(steps)[0] = values[0].row(steps)[0] + parameters[2];
        gradients[0] = parameters[1];
    }
}

static BROKEN: Module = Module::double::<Broken>();

#[test]
fn what_is_lent_is_read_and_written_on_the_other_side() {
    let layout = Layout {
        gradients: false,
        ..Layout::of_networks(32)
    };
    let parameters = [1.0, 2.0, 3.0].map(Block::splat);
    let mut values = Series::new(1, 2, 4);
    values.row_mut(3)[0] = Block::splat(5.0);
    let mut adjoints = [Series::new(0, 0, 0), Series::new(1, 0, 4)];
    let mut gathered = [Block::ZERO];
    let code = BROKEN.of_double().expect("it has code for f64");
    assert!(BROKEN.of_single().is_none());
    code.backward(layout, &parameters, &[values], (&mut adjoints, &mut gathered), 3);
    assert_eq!(adjoints[1].row(3), [Block::splat(8.0)]);
    assert_eq!(gathered, [Block::splat(2.0)]);
}

/// A panic of a module never unwinds into the program: it comes back as a number, and is one of the program's.
#[test]
fn a_panic_stays_on_its_side() {
    let code = BROKEN.of_double().expect("it has code for f64");
    let mut values = [Series::new(1, 0, 2)];
    let forward = AssertUnwindSafe(|| code.forward(false, Layout::ONE, &[], &mut values, 2));
    let panic = catch_unwind(forward).expect_err("there is no such row");
    let said = panic.downcast_ref::<&str>().copied();
    assert_eq!(said, Some("the compiled code of a network has panicked"));
    assert!(!BROKEN.holds(""));
}

#[test]
fn what_is_built_of_other_sources_is_none() {
    let other = Module {
        form: FORM + 1,
        ..Module::double::<Broken>()
    };
    // SAFETY: both are modules.
    let found = unsafe { [Module::at(&raw const BROKEN), Module::at(&raw const other)] };
    assert!(found[0].is_some_and(Module::runs_here));
    assert!(found[1].is_none());
}

/// The number of the program counts, not what a variable says by then.
#[test]
fn a_module_uses_the_set_of_the_program() {
    assert!((BROKEN.runs_on)(number_of(instruction_set())));
    for set in InstructionSet::ALL
        .into_iter()
        .filter(|&set| set != instruction_set())
    {
        assert!(!(BROKEN.runs_on)(number_of(set)), "{set} is not in use");
    }
    assert!(!(BROKEN.runs_on)(u32::MAX));
}

#[test]
fn the_number_of_sources_is_that_of_their_content() {
    let folder = tempfile::tempdir().unwrap();
    let number_in = |place: &str, files: &[(&str, &str)]| {
        let clone = folder.path().join(place);
        for (path, content) in files {
            let path = clone.join("aru-x/src").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        let mut shown = Vec::new();
        let number = sources::sources(&clone, &["aru-x"], &mut |path| shown.push(path.to_owned())).unwrap();
        (number, shown.len())
    };
    let files = [("lib.rs", "mod a;\n"), ("a/b.rs", "fn b() {}")];
    let expected = number_in("one", &files);
    assert_eq!(expected.1, 2);
    assert_eq!(
        number_in("tests/other", &[("lib.rs", "mod a;\r\n"), files[1]]),
        expected
    );
    let tests = [("tests.rs", "1"), ("a/tests/c.rs", "2"), ("notes.txt", "3")];
    assert_eq!(number_in("one", &tests), expected, "tests are not in the library");
    assert_ne!(
        number_in("moved", &[("lib.rs", "mod a;\n"), ("b.rs", "fn b() {}")]).0,
        expected.0
    );
    assert_ne!(number_in("one", &[("a/b.rs", "fn b() {1;}")]).0, expected.0);
    let error = sources::sources(folder.path(), &["aru-y"], &mut |_| {}).unwrap_err();
    assert!(error.to_string().contains("aru-y"), "{error}");
}

/// What `build.rs` has said of this crate is what the code says.
#[test]
fn the_sources_of_this_crate_are_known() {
    let number = sources::sources(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")),
        &[""],
        &mut |_| {},
    )
    .unwrap();
    assert_eq!(env!("ARU_SOURCES"), format!("{number:016x}"));
}
