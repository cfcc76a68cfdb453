//! What restricted weights start from: moments by row, the order of the draws, and the draw of a density.

use std::borrow::Cow::Borrowed;

use rand::RngExt;

use super::*;
use crate::network::emitted::description;
use crate::network::initial::weights::draw_mask;

const SOURCES: usize = 2000;

fn odd_rows_have_a_tenth(target: usize, source: usize) -> bool {
    target.is_multiple_of(2) || source.is_multiple_of(10)
}

fn striped(target: usize, source: usize) -> bool {
    (target + source).is_multiple_of(4)
}

aru_macros::recurrent_net! {
    pub struct Wide {
        input x: SOURCES;
        layer h: Elman<4> { activation: relu; }
        layer g: Gru<3>;
        layer d: Elman<4>;
        output y: 1;
        x -> h { mask: by(odd_rows_have_a_tenth); delays: [0, 3]; }
        x -> g { density: 0.05; weights: learn he; }
        h -> d { form: diagonal; delays: [0, 1]; }
        h -> y;
        g -> y;
        d -> y;
    }
    pub struct Plain {
        input x: SOURCES;
        layer h: Elman<4> { activation: relu; }
        output y: 1;
        x -> h { delays: [0, 3]; }
        h -> y;
    }
    pub struct Balanced {
        input x: 1;
        layer h: Elman<SOURCES> { activation: relu; sign: dale(excitatory 0.8); initial: learn normal(0, 1); }
        layer g: Elman<4>;
        layer k: Elman<4>;
        output y: 2;
        x -> h;
        h -> g { mask: by(striped); delays: [0, 1]; weights: learn xavier; }
        h -> k { weights: learn normal(0.5, 1); }
        h -> y;
        g -> y;
        k -> y { weights: learn zeros; }
    }
}

fn row(weight: &[f64], index: usize, width: usize) -> &[f64] {
    &weight[index * width..(index + 1) * width]
}

fn nonzero(row: &[f64]) -> Vec<f64> {
    row.iter().copied().filter(|&weight| weight != 0.0).collect()
}

#[test]
fn fans_are_what_is_kept() {
    let net = Wide::<f64>::new(3);
    for target in 0..8 {
        let kept = nonzero(row(net.x_to_h().weight(), target, SOURCES));
        let fan = if target % 2 == 0 { SOURCES } else { SOURCES / 10 };
        assert_eq!(kept.len(), fan);
        assert_normal(&kept, 0.0, (1.0 / (2 * fan) as f64).sqrt());
    }
    for target in 0..9 {
        let kept = nonzero(row(net.x_to_g().weight(), target, SOURCES));
        assert_eq!(kept.len(), SOURCES / 20);
        assert_normal(&kept, 0.0, (2.0 / 100.0_f64).sqrt());
    }
    assert_eq!(net.h_to_d().weight().len(), 2 * 4);
}

#[test]
fn a_diagonal_weight_has_the_fan_of_its_delays() {
    let initial = [Initial::Lecun, Initial::Xavier];
    for (initial, variance) in initial.into_iter().zip([0.5, 2.0 / 3.0]) {
        let mut declared = description::<Wide<f64>>().clone();
        let index = declared
            .parameters
            .iter()
            .position(|parameter| parameter.name == "h_to_d.weight")
            .unwrap();
        let mut weights = Vec::new();
        for seed in 0..1000 {
            declared.parameters.to_mut()[index].initial = initial;
            let parameter = &declared.parameters[index];
            weights.extend(draw_parameter::<f64>(&declared, parameter, seed));
        }
        assert_normal(&weights, 0.0, f64::sqrt(variance));
    }
}

#[test]
fn another_mask_does_not_change_what_the_others_draw() {
    let (masked, plain) = (Wide::<f64>::new(7), Plain::<f64>::new(7));
    let pairs = masked.x_to_h().weight().iter().zip(plain.x_to_h().weight());
    for (place, (masked, plain)) in pairs.enumerate() {
        let (target, source) = (place / SOURCES % 4, place % SOURCES);
        let expected = match (target % 2, source % 10) {
            (0, _) => *plain,
            (_, 0) => plain * 10.0_f64.sqrt(),
            _ => 0.0,
        };
        assert!(
            (masked - expected).abs() < 1e-15,
            "[{target}, {source}]: {masked} {expected}"
        );
    }
}

#[test]
fn rows_under_dales_law_are_balanced() {
    let net = Balanced::<f64>::new(5);
    let excitatory = 1600;
    // Half normal: mean sqrt(2 / pi) sd. A row sums to zero, and its squares to what they would without signs.
    let check = |row: &[f64], sd: f64| {
        let kept = nonzero(row);
        assert!(row[..excitatory].iter().all(|&weight| weight >= 0.0));
        assert!(row[excitatory..].iter().all(|&weight| weight <= 0.0));
        let (sum, square) = (
            kept.iter().sum::<f64>(),
            kept.iter().map(|weight| weight * weight).sum::<f64>(),
        );
        let count = kept.len() as f64;
        assert!(sum.abs() < 5.0 * sd * count.sqrt(), "{sum}");
        assert!((square / (count * sd * sd) - 1.0).abs() < 0.5, "{square}");
        let positive: Vec<f64> = kept.iter().copied().filter(|&weight| weight > 0.0).collect();
        let mean = positive.iter().sum::<f64>() / positive.len() as f64;
        let expected = (2.0 / std::f64::consts::PI).sqrt() * sd * 0.25_f64.sqrt();
        assert!((mean / expected - 1.0).abs() < 0.2, "{mean} {expected}");
    };
    for target in 0..8 {
        let kept = SOURCES / 4;
        check(
            row(net.h_to_g().weight(), target, SOURCES),
            (2.0 / (2 * kept + 1) as f64).sqrt(),
        );
    }
    for target in 0..2 {
        check(
            row(net.h_to_y().weight(), target, SOURCES),
            (1.0 / SOURCES as f64).sqrt(),
        );
    }
    // Taken literally: the magnitude of the draw, which is normal around 0.5.
    let magnitudes: Vec<f64> = net.h_to_k().weight().iter().map(|weight| weight.abs()).collect();
    let (mean, _) = mean_and_sd(&magnitudes);
    assert!((mean - 0.8956).abs() < 0.03, "{mean}");
    assert!(net.h().initial_rate().iter().all(|&rate| rate >= 0.0));
}

#[test]
fn a_density_is_drawn_as_the_language_says() {
    let declared = |sources, kept| Parameter {
        name: Borrowed("a_to_b.mask"),
        shape: vec![6, sources].into(),
        role: Role::Mask { link: 0 },
        learn: false,
        initial: Initial::Sources(kept),
        bounds: Bounds::Free,
        declared_as_time: false,
    };
    for (sources, kept) in [(1, 1), (7, 3), (20, 20), (50, 5)] {
        let mask = draw_mask(&declared(sources, kept), 11);
        let mut draws = stream(11, "a_to_b.mask");
        for row in mask.chunks(sources) {
            let mut left: Vec<usize> = (0..sources).collect();
            for j in 0..kept {
                let u = draws.random::<f64>();
                left.swap(j, j + (u * (sources - j) as f64) as usize);
            }
            let found: Vec<usize> = (0..sources).filter(|&source| row[source]).collect();
            left.truncate(kept);
            left.sort_unstable();
            assert_eq!(found, left);
        }
    }
    // Every source is as likely as any other.
    let mut counts = [0; 10];
    for seed in 0..2000 {
        for row in draw_mask(&declared(10, 3), seed).chunks(10) {
            for (count, &linked) in counts.iter_mut().zip(row) {
                *count += usize::from(linked);
            }
        }
    }
    for count in counts {
        assert!(
            (f64::from(count as u32) / 3600.0 - 1.0).abs() < 0.08,
            "{counts:?}"
        );
    }
}
