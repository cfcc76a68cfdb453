use super::*;

fn figure() -> Figure {
    Figure::new("Rates < 1 & \"more\" for $5")
        .x_label("Time (ms)")
        .y_label("Rate (spikes/s)")
}

fn refusal(figure: Figure) -> String {
    figure.to_svg().unwrap_err().to_string()
}

#[test]
fn text_stays_text_and_is_escaped() {
    let svg = figure()
        .line("measured", [0.0, 1.0], [3.0, 4.0])
        .points("model", [0, 1], [3_u32, 5])
        .to_svg()
        .unwrap();
    for text in [
        ">Time (ms)<",
        ">Rate (spikes/s)<",
        ">measured<",
        ">model<",
        "Rates &lt; 1 &amp;",
        "for $5<",
    ] {
        assert!(svg.contains(text), "{text} in {svg}");
    }
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
}

#[test]
fn the_same_figure_is_the_same_file() {
    let draw = || {
        figure()
            .line("a", 0..9, (0..9).map(|x| f64::from(x).sin()))
            .level("zero", 0.0)
            .to_svg()
            .unwrap()
    };
    assert_eq!(draw(), draw());
    let clips = |svg: String| {
        svg.split("clip-")
            .nth(1)
            .map(|clip| clip[..16].to_owned())
            .unwrap()
    };
    let other = figure().line("b", [0, 1], [0, 1]).to_svg().unwrap();
    assert_ne!(
        clips(draw()),
        clips(other),
        "figures in one page must not share clip paths"
    );
}

#[test]
fn each_series_has_its_colour_and_a_level_that_of_the_series_before() {
    let figure = figure()
        .line("a", [0, 1], [0, 1])
        .level("b", 1)
        .line("c", [0, 1], [1, 0])
        .level("d", 0)
        .identity("e");
    let colours: Vec<usize> = figure.series.iter().map(|series| series.colour).collect();
    assert_eq!(colours, [0, 0, 1, 1, svg::GREY]);
}

#[test]
fn bad_data_are_refused_by_name() {
    let line = |x: &[f64], y: &[f64]| Figure::new("F").line("rate", x, y);
    assert_eq!(
        refusal(Figure::new("F").level("zero", 0)),
        "figure `F` is empty; draw a `line` or `points`"
    );
    assert_eq!(
        refusal(line(&[], &[])),
        "y of `rate` in figure `F` has shape [0], expected [0], one for each x, and at least one"
    );
    assert_eq!(
        refusal(line(&[0.0, 1.0], &[1.0])),
        "y of `rate` in figure `F` has shape [1], expected [2], one for each x, and at least one"
    );
    assert_eq!(
        refusal(line(&[0.0, 1.0], &[1.0, f64::NAN])),
        "y of `rate` in figure `F` holds NaN at [1]; values must be finite"
    );
    assert_eq!(
        refusal(line(&[f64::INFINITY, 1.0], &[1.0, 0.0])),
        "x of `rate` in figure `F` holds inf at [0]; values must be finite"
    );
    assert_eq!(
        refusal(line(&[0.0, 1.0], &[1.0, 0.0]).log_y()),
        "y of `rate` in figure `F` holds 0 at [1]; it must lie above zero on a logarithmic axis"
    );
    assert_eq!(
        refusal(line(&[0.0], &[1.0]).y_range(2.0, 1.0)),
        "y range of figure `F` is 2 to 1; expected two finite numbers, the lower first"
    );
    assert_eq!(
        Panels::new([]).to_svg().unwrap_err().to_string(),
        "the number of panels is 0; expected at least one figure"
    );
}

#[test]
fn a_single_point_and_a_flat_line_can_be_drawn() {
    figure().line("one", [1.0], [2.0]).to_svg().unwrap();
    figure()
        .line("flat", [0.0, 1.0], [2.0, 2.0])
        .level("same", 2.0)
        .to_svg()
        .unwrap();
    figure()
        .points("one", [1.0], [2.0])
        .identity("equal")
        .to_svg()
        .unwrap();
    figure()
        .line("flat", [0.0, 1.0], [1e-9, 1e-9])
        .log_y()
        .to_svg()
        .unwrap();
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let error = figure()
        .line("a", [0, 1], [0, 1])
        .save("no/such/folder/figure.svg")
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("cannot write `no/such/folder/figure.svg`: "),
        "{error}"
    );
}
