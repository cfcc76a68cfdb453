//! In lockstep or one after another, as an estimate says.

use super::*;
use crate::network::program::Program;
use crate::paper::Paper;
use crate::run::layout_choice::is_faster_in_lockstep;
use crate::training::optimiser::Adam;

fn case(count: usize) -> Case<Net> {
    Case {
        networks: networks(count),
        train: all_uneven(count, 20),
        validation: None,
    }
}

fn trainer(batch: usize) -> Trainer<'static, f64> {
    Trainer::new(Adam::new(0.02))
        .batch_size(batch)
        .epochs(3)
        .clip_norm(0.1)
}

fn as_estimated(case: &Case<Net>, trainer: impl Fn() -> Trainer<'static, f64>) -> Vec<Fitted<Net>> {
    let mut nets = Ensemble::of(case.networks.iter().cloned());
    let outcomes = trainer().fit(&mut nets, &case.train).unwrap();
    let fitted = nets.into_networks().into_iter().zip(outcomes);
    fitted
        .map(|(network, outcome)| Fitted { network, outcome })
        .collect()
}

#[test]
fn networks_that_are_faster_one_after_another_are_trained_so() {
    for (count, batch) in [(1, 1), (1, 20), (2, 20), (3, 16), (17, 20)] {
        let case = case(count);
        let (found, alone) = (
            as_estimated(&case, || trainer(batch)),
            case.alone(|| trainer(batch)),
        );
        let together = case.together(|| trainer(batch));
        for first in (0..count).step_by(16) {
            let of = first..count.min(first + 16);
            let program = Program::of::<Net>();
            let expected = match is_faster_in_lockstep(&program, of.len(), batch, true) {
                true => &together[of.clone()],
                false => &alone[of.clone()],
            };
            assert_same(&found[of], expected);
        }
        assert_same(&as_estimated(&case, || trainer(batch).threads(2)), &found);
    }
}

#[test]
fn a_network_of_its_own_that_diverges_leaves_the_others() {
    let mut case = case(3);
    let huge = case.train.sets[1].targets().mapv(|target| 1e200 * (target + 1.0));
    case.train.sets[1] = Sequences::new(case.train.sets[1].inputs(), huge).unwrap();
    for batch in [1, 20] {
        let failed: Vec<bool> = as_estimated(&case, || trainer(batch))
            .iter()
            .map(|one| one.outcome.is_err())
            .collect();
        assert_eq!(failed, [false, true, false]);
    }
}

#[test]
fn the_estimate_knows_what_was_measured() {
    fn faster<const H: usize>(networks: usize, batch: usize) -> [bool; 2] {
        let program = Program::of::<Paper<f32, H>>();
        [false, true].map(|own_data| is_faster_in_lockstep(&program, networks, batch, own_data))
    }
    for batch in [1, 2, 4, 16, 32] {
        assert_eq!(faster::<10>(1, batch), [false; 2], "one fills no lanes");
        assert_eq!(faster::<10>(2, batch), [false; 2]);
        assert_eq!(faster::<10>(16, batch), [true; 2]);
        assert_eq!(faster::<4>(16, batch), [true; 2]);
        assert_eq!(faster::<100>(16, batch), [false; 2], "weights come from memory");
    }
    assert_eq!(faster::<10>(5, 1), [true; 2]);
    assert_eq!([faster::<10>(5, 4), faster::<10>(5, 16)], [[false; 2]; 2]);
    assert_eq!([faster::<40>(5, 1), faster::<40>(5, 16)], [[false; 2]; 2]);
    assert_eq!(faster::<40>(16, 1), [true; 2]);
    assert_eq!(
        [faster::<4>(5, 1), faster::<4>(5, 4), faster::<4>(5, 16)],
        [[true; 2], [true; 2], [false; 2]]
    );
}
