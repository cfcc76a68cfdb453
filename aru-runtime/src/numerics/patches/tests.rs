//! Geometry, and the products of every layout against sums written out.

use super::*;

/// Many shapes, with patches beyond both edges, bands that none reaches, and blocks of several bands.
pub(super) fn all() -> Vec<Patches> {
    let mut all = Vec::new();
    for bands in [1, 2, 5, 9, 32] {
        for [of_source, of_target] in [[1, 1], [2, 7], [3, 16], [5, 2], [17, 20]] {
            for kernel in [1, 2, 3, 7] {
                for stride in [1, 2, 3, 5] {
                    for pad in (0..kernel).take(3) {
                        let Some(targets) = Patches::bands_of(bands, kernel, stride, pad) else {
                            continue;
                        };
                        all.extend([false, true].map(|is_shared| Patches {
                            source: [bands, of_source],
                            target: [targets, of_target],
                            kernel,
                            stride,
                            pad,
                            is_shared,
                        }));
                    }
                }
            }
        }
    }
    all
}

/// Bands b S - P .. b S - P + K, as the reference says it.
pub(super) fn reads(patches: &Patches, target: usize, source: usize) -> Option<usize> {
    let band = (target / patches.target[1] * patches.stride) as isize - patches.pad as isize;
    let place = (source / patches.source[1]) as isize - band;
    let is_read = (0..patches.kernel as isize).contains(&place);
    is_read.then(|| place as usize * patches.source[1] + source % patches.source[1])
}

#[test]
fn patches_are_what_the_formula_says() {
    for patches in all() {
        for band in 0..patches.target[0] {
            let Patch { first, count, column } = patches.patch(band);
            assert!(count > 0);
            for source in 0..patches.sources() {
                let expected = (first..first + count)
                    .contains(&source)
                    .then(|| column + source - first);
                assert_eq!(
                    reads(&patches, band * patches.target[1], source),
                    expected,
                    "{patches:?}"
                );
            }
        }
    }
}

#[test]
fn stretches_hold_every_pair() {
    for patches in all() {
        let (read, read_by) = (patches.read().units(), patches.read_by().units());
        for target in 0..patches.targets() {
            for source in (0..patches.sources()).filter(|&source| reads(&patches, target, source).is_some()) {
                let first = patches.first_read(target / LANES);
                assert!((first..first + read).contains(&source), "{patches:?}");
                assert!(first + read <= patches.sources());
                let first = patches.first_read_by(source / LANES);
                assert!((first..first + read_by).contains(&target), "{patches:?}");
                assert!(first + read_by <= patches.targets());
            }
        }
        for band in 0..patches.target[0] {
            let patch = patches.patch(band);
            let block = patches.first_block(patch);
            assert!(LANES * block <= patch.first);
            assert!(
                patch.first + patch.count <= LANES * (block + patches.blocks_of_patch()),
                "{patches:?}"
            );
        }
    }
}

#[test]
fn a_stride_may_leave_bands_out() {
    let paper = Patches {
        source: [32, 1],
        target: [9, 7],
        kernel: 7,
        stride: 3,
        pad: 0,
        is_shared: false,
    };
    assert_eq!(Patches::bands_of(32, 7, 3, 0), Some(9));
    assert_eq!((paper.unreached(), paper.pairs()), (vec![31], 441));
    let gaps = Patches {
        target: [4, 1],
        kernel: 2,
        stride: 10,
        ..paper
    };
    let between: Vec<usize> = (0..32).filter(|band| band % 10 > 1).collect();
    assert_eq!(gaps.unreached(), between);
    let of_channels = Patches {
        source: [32, 3],
        ..gaps
    };
    assert_eq!(of_channels.unreached(), between);
    // 2^20 bands, each looked at once.
    let many = Patches {
        source: [1 << 20, 1],
        target: [1 << 19, 1],
        kernel: 1,
        stride: 2,
        ..paper
    };
    assert_eq!(many.unreached().len(), 1 << 19);
}

/// What rustc says of const parameters is what the macro says of numbers (`tests/faults.rs` there).
#[test]
fn bands_that_do_not_fit_are_told_with_those_that_do() {
    let said = |patches: Patches, is_plain: bool| {
        let declared = Declared {
            source: "sound",
            target: "code",
            around: ["Dense<", ">"],
            is_plain,
        };
        let panic =
            std::panic::catch_unwind(|| checked(patches, declared)).expect_err("bands that do not fit");
        panic.downcast_ref::<String>().expect("a text").clone()
    };
    let patches = Patches {
        source: [34, 1],
        target: [9, 7],
        kernel: 7,
        stride: 3,
        pad: 0,
        is_shared: false,
    };
    assert_eq!(
        said(patches, false),
        "kernel 7 and stride 3 over the 34 bands of `sound` give 10 bands, but `code` is [9, 7]; write `Dense<[10, 7]>`"
    );
    let plain = Patches {
        target: [70, 1],
        ..patches
    };
    assert_eq!(
        said(plain, true),
        "kernel 7 and stride 3 over the 34 bands of `sound` give 10 bands, but `code` is a plain `70`, which is 70 bands of \
         one channel; write `Dense<[10, 7]>`"
    );
    let wide = Patches {
        kernel: 40,
        pad: 2,
        ..patches
    };
    assert_eq!(
        said(wide, false),
        "kernel 40 is wider than the 34 bands of `sound` with a pad of 2 on either side"
    );
}
