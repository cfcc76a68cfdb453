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
    assert_eq!(BROKEN.about(), "");
}

#[test]
fn what_another_version_has_built_is_none() {
    let other = Module {
        form: FORM + 1,
        ..Module::double::<Broken>()
    };
    // SAFETY: both are modules.
    let found = unsafe { [Module::at(&raw const BROKEN), Module::at(&raw const other)] };
    assert!(found[0].is_some_and(Module::runs_here));
    assert!(found[1].is_none());
}
