//! Landscapes, markers, bars, brackets and whiskers, by where they are on the page.

use super::*;

#[test]
fn a_landscape_has_a_cell_at_each_node_and_a_bar_of_colours() {
    let svg = landscape()
        .line("learning", [0.2, 0.4], [0.1, 0.3])
        .marker("target", 0.4, 0.2, Marker::Star)
        .to_svg()
        .unwrap();
    assert_has(
        &svg,
        &[
            ">ln(loss)<",
            ">target<",
            ">learning<",
            ">−6<",
            ">−1<",
            "linearGradient",
        ],
    );
    // The page, six cells and the bar.
    assert_eq!(svg.matches("<rect ").count(), 8);
    assert_eq!(
        svg.matches("#440154").count(),
        2,
        "the least value in the cells and in the bar"
    );
    let cells: Vec<f64> = attributes(&svg, "rect ", "height");
    let side: f64 = cells[..3].iter().sum();
    let width = 2.0 * attributes(&svg, "rect ", "width")[0];
    assert!(
        (width - side).abs() <= 2.0,
        "square but for whole pixels: {width} {side}"
    );
    assert_eq!(*cells.last().unwrap(), side, "the bar is as high as the cells");

    let compared = landscape().colour_range(-6.0, 6.0).to_svg().unwrap();
    assert_has(&compared, &[">6<", ">−6<"]);
    let large = Array2::from_shape_fn((20, 20), |(x, y)| (x as f64).sin() + (y as f64).cos());
    let large = Figure::new("L")
        .landscape("z", 0..20, 0..20, large.view())
        .to_svg()
        .unwrap();
    assert!(large.len() < 50_000, "{}", large.len());
}

#[test]
fn every_marker_is_drawn_where_it_belongs() {
    use Marker::{Circle, Cross, Diamond, Square, Star, Triangle};
    let marked = |marker| landscape().marker("m", 0.4, 0.2, marker).to_svg().unwrap();
    let plain = landscape().to_svg().unwrap();
    let paths = |svg: &str| svg.matches("<path ").count();
    let mut shapes: Vec<String> = Vec::new();
    for marker in [Star, Circle, Cross, Square, Triangle, Diamond] {
        let svg = marked(marker);
        assert_eq!(
            paths(&svg),
            paths(&plain) + 6,
            "three layers, in the figure and in the legend"
        );
        shapes.push(
            svg.split("<path ")
                .nth(1)
                .unwrap()
                .split('"')
                .nth(1)
                .unwrap()
                .to_owned(),
        );
    }
    shapes.sort();
    shapes.dedup();
    assert_eq!(shapes.len(), 6);
    // Beyond the cells the axes grow.
    landscape().marker("far", 0.9, 0.9, Star).to_svg().unwrap();
}

#[test]
fn bars_stand_over_their_categories_with_whiskers() {
    let svg = bars().to_svg().unwrap();
    assert_has(&svg, &[">sd 0.1<", ">sd 0.2<", ">fixed<", ">learned<"]);
    let heights = attributes(&svg, "rect ", "height");
    // Two bars of each series, and two swatches.
    assert_eq!(heights.len(), 6);
    assert!((heights[1] / heights[0] - 4.0 / 3.0).abs() < 1e-2, "{heights:?}");
    let left = attributes(&svg, "rect ", "x");
    assert!(
        left[0] < left[2] && left[2] < left[1] && left[1] < left[3],
        "{left:?}"
    );
    let log = attributes(&bars().log_y().to_svg().unwrap(), "rect ", "height");
    assert!(log[..4].iter().all(|&height| height > 5.0), "{log:?}");
}

#[test]
fn brackets_keep_clear_of_each_other_and_of_the_title() {
    for figure in [bars(), bars().log_y()] {
        let svg = figure
            .bracket((0, 0), (0, 1), "p = 0.01")
            .bracket((0, 1), (1, 1), "p = 0.02")
            .bracket((1, 1), (0, 0), "p = 0.03")
            .bracket((1, 0), (1, 1), "p = 0.04")
            .to_svg()
            .unwrap();
        let height = |text: &str| attributes(&svg, &format!(">{text}"), "y")[0];
        let title = height("Models");
        let texts = ["p = 0.03", "p = 0.02", "p = 0.01"].map(height);
        assert!(title + 14.0 < texts[0], "{title} {texts:?}");
        assert!(texts.windows(2).all(|pair| pair[0] + 15.0 < pair[1]), "{texts:?}");
        let highest_bar = attributes(&svg, "rect ", "y")[..4]
            .iter()
            .copied()
            .fold(f64::MAX, f64::min);
        assert!(texts[0] < highest_bar + 1.0, "{texts:?} {highest_bar}");
    }
}

#[test]
fn whiskers_reach_from_low_to_high() {
    let drawn = |figure: Figure| figure.to_svg().unwrap().matches("<line ").count();
    let line = || {
        figure()
            .line("a", [0, 1], [1, 2])
            .x_range(-1.0, 2.0)
            .y_range(0.0, 3.0)
    };
    // A stroke and two caps for each point and for the swatch.
    assert_eq!(drawn(line().errors([0.5, 1.5], [1.5, 2.5])), drawn(line()) + 9);
    assert_eq!(
        drawn(line().errors([0.5, 1.5], [1.5, 9.0])),
        drawn(line()) + 8,
        "cut off at the top"
    );
    assert_eq!(
        drawn(line().errors([0.5, 1.5], [1.5, 2.5]).x_range(-1.0, 0.5)),
        drawn(line().x_range(-1.0, 0.5)) + 6
    );
}

#[test]
fn colours_that_diverge_are_centred_at_zero_and_areas_are_as_wide_as_there_is_room() {
    // Those that the bar has no stop at: their colours can only be the cells'.
    let values = array![[-1.3, 0.3], [0.7, 4.0]];
    let figure = Figure::new("F")
        .size(600, 300)
        .landscape("w", [0.0, 1.0], [0.0, 1.0], values.view())
        .diverging();
    let square = figure.to_svg().unwrap();
    // As far below zero as above: the middle of the colours is zero, their ends are 4 on either side.
    assert_has(&square, &[">4<", ">−4<"]);
    let colour = |place: f64| format!("#{:x}", colorous::RED_BLUE.eval_continuous(1.0 - place));
    for (value, count) in [(-1.3, 1), (0.3, 1), (0.7, 1), (4.0, 2), (0.0, 1), (-4.0, 1)] {
        let found = square.matches(&colour(0.5 + value / 8.0)).count();
        assert_eq!(found, count, "{value}, in the cells and at a stop of the bar");
    }
    let stretched = figure.stretched().to_svg().unwrap();
    let cell = |svg: &str| {
        (
            attributes(svg, "rect ", "width")[0],
            attributes(svg, "rect ", "height")[0],
        )
    };
    let ((_, high), (wide, _)) = (cell(&square), cell(&stretched));
    assert!(wide > 1.5 * high, "{wide} {high}");
}

#[test]
fn what_is_compared_with_may_be_grey() {
    let svg = Figure::new("F")
        .line("before", [0, 1], [1, 2])
        .grey()
        .line("after", [0, 1], [2, 3])
        .to_svg()
        .unwrap();
    assert_has(&svg, &["#999999"]);
}
