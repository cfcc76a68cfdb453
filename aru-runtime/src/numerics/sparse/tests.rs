//! Products over lists against those of the dense weight with zeros, in every layout and on every instruction set of the
//! machine. All numbers are small integers: any order of summation gives the same bits.

use std::marker::PhantomData;

use super::*;
use crate::numerics::dispatch::{InstructionSet, Task, dispatch_with, instruction_set};
use crate::numerics::layout::{Form, Layout};

const STEPS: usize = 11;
const DELAY: usize = 2;

/// A small integer, from a linear congruential generator.
fn integer<T: Scalar>(seed: &mut u64) -> T {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    T::from_f64((*seed >> 61) as f64 - 4.0)
}

fn series<T: Scalar>(layout: Layout, units: usize, seed: &mut u64) -> Series<T> {
    let mut series = Series::new(layout.blocks(units), DELAY, STEPS);
    for block in series.blocks_mut() {
        *block = Block(std::array::from_fn(|_| integer(seed)));
    }
    series
}

struct Check<T> {
    layout: Layout,
    targets: usize,
    sources: usize,
    /// One of so many pairs is linked.
    one_of: usize,
    scalar: PhantomData<T>,
}

impl<T: Scalar> Task for Check<T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let Check {
            layout,
            targets,
            sources,
            one_of,
            ..
        } = self;
        let what = format!("{targets} x {sources}, one of {one_of}, {layout:?}");
        let kernels = T::Registers::<I>::KERNELS;
        let (mut seed, size) = (7, targets * sources);
        let mask: Vec<T> = (0..size)
            .map(|pair| T::from_f64(f64::from(u8::from((pair * 7 + pair / 5) % one_of == 0))))
            .collect();
        let weights: Vec<T> = (0..2 * size)
            .map(|element| mask[element % size] * integer(&mut seed))
            .collect();
        let (dense, few) = (
            [Form::Unread(size), Form::Weight(2, targets, sources)],
            [Form::Unread(size), Form::Sparse(2, targets, sources)],
        );
        let parameters: Vec<T> = mask.iter().chain(&weights).copied().collect();
        let nan = Block::splat(T::from_f64(f64::NAN));
        let prepared = [dense, few].map(|forms| {
            let mut prepared = vec![nan; layout.blocks_of(forms[1])];
            if layout.lanes == InLanes::Networks {
                let blocks: Vec<Block<T>> = parameters.iter().map(|&value| Block::splat(value)).collect();
                kernels.prepare_networks(isa, layout, &forms, &blocks, &mut prepared);
            } else {
                kernels.prepare(isa, layout, &forms, &parameters, &mut prepared);
            }
            prepared
        });
        // The second of two weights: of another port or delay.
        let [by_matrix, by_lists] = prepared.each_ref().map(|blocks| &blocks[blocks.len() / 2..]);
        let job = Job::new(layout, targets, sources, DELAY, 1..STEPS);
        let (source, d_drive) = (
            series::<T>(layout, sources, &mut seed),
            series::<T>(layout, targets, &mut seed),
        );

        let before = series::<T>(layout, targets, &mut seed);
        let mut drives = [before.clone(), before];
        kernels.multiply(isa, job, None, by_matrix, &source, &mut drives[0]);
        kernels.multiply_sparse(isa, job, by_lists, &source, &mut drives[1]);
        assert_eq!(drives[0].blocks(), drives[1].blocks(), "{what}");

        let before = series::<T>(layout, sources, &mut seed);
        let mut d_sources = [before.clone(), before];
        kernels.multiply_transposed(isa, job, by_matrix, &d_drive, &mut d_sources[0]);
        kernels.multiply_sparse_transposed(isa, job, by_lists, &d_drive, &mut d_sources[1]);
        assert_eq!(d_sources[0].blocks(), d_sources[1].blocks(), "transposed, {what}");

        let gradients = [dense, few].map(|forms| {
            let mut gathered = vec![Block::<T>::ZERO; layout.blocks_of_gradient(forms[1])];
            let half = gathered.len() / 2;
            // Twice: what is there is added to.
            for _ in 0..2 {
                let d_weight = &mut gathered[half..];
                match forms[1] {
                    Form::Sparse(..) => {
                        kernels.sparse_gradient(isa, job, by_lists, &d_drive, &source, d_weight);
                    }
                    _ => kernels.weight_gradient(isa, job, &d_drive, &source, d_weight),
                }
            }
            if layout.lanes == InLanes::Networks {
                return gathered.iter().map(|block| block.0[3]).collect::<Vec<T>>();
            }
            let mut gradient = vec![T::from_f64(f64::NAN); 3 * size];
            kernels.reduce(isa, layout, &forms, &gathered, &mut gradient);
            gradient[size..].to_vec()
        });
        for (element, &linked) in mask.iter().cycle().take(2 * size).enumerate() {
            // Elsewhere the gradient counts for nothing, and is cleared.
            if linked != T::ZERO {
                assert_eq!(
                    gradients[0][element], gradients[1][element],
                    "gradient of {element}, {what}"
                );
            }
        }
    }
}

fn check<T: Scalar>() {
    let layouts = [
        (InLanes::Sequences, 1),
        (InLanes::Sequences, 2),
        (InLanes::Networks, 1),
        (InLanes::Units, 3),
    ];
    let sets = InstructionSet::available().filter(|set| cfg!(not(one_set)) || *set == instruction_set());
    for set in sets {
        for (lanes, members) in layouts {
            for (targets, sources) in [(1, 1), (2, 3), (13, 17), (64, 48), (33, 130), (130, 33)] {
                for one_of in [1, 2, 5, 23] {
                    let check = Check::<T> {
                        layout: Layout {
                            lanes,
                            members,
                            gradients: true,
                        },
                        targets,
                        sources,
                        one_of,
                        scalar: PhantomData,
                    };
                    dispatch_with(set, check);
                }
            }
        }
    }
}

#[test]
fn lists_give_what_the_matrix_gives() {
    check::<f32>();
    check::<f64>();
}

#[test]
fn many_pairs_are_packed_as_a_matrix() {
    let (targets, sources) = (20, 30);
    let weight = vec![1.5; targets * sources];
    let forwards = (targets * sources).div_ceil(LANES);
    let mut packed = vec![Block::ZERO; 1 + 2 * forwards];
    let mut mask = vec![0.0; targets * sources];
    mask[..60].fill(1.0);
    assert!(pack(&weight, &mask, sources, forwards, &mut packed));
    mask[..250].fill(1.0);
    assert!(!pack(&weight, &mask, sources, forwards, &mut packed));
    assert!(matches!(
        Packed::of(&packed, [targets, sources], forwards),
        Packed::Dense(_)
    ));
}
