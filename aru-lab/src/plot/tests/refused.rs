//! Data and settings that cannot be drawn, by the name of the series.

use super::*;

#[track_caller]
fn refuses(figure: Figure, message: &str) {
    assert_eq!(figure.to_svg().unwrap_err().to_string(), message);
}

fn line(x: &[f64], y: &[f64]) -> Figure {
    Figure::new("F").line("rate", x, y)
}

fn sound() -> Figure {
    line(&[1.0, 2.0], &[1.0, 2.0])
}

#[test]
fn figures_without_data() {
    let message = "figure `F` is empty; draw a `line`, `points`, `bars` or a `landscape`";
    refuses(Figure::new("F").level("zero", 0).vertical("one", 1), message);
    let of_panels = |panels: Panels| panels.to_svg().unwrap_err().to_string();
    assert_eq!(
        of_panels(Panels::new([])),
        "the number of panels is 0; expected at least one figure"
    );
    assert_eq!(
        of_panels(Panels::new([sound()]).columns(0)),
        "the number of columns is 0; expected at least one"
    );
}

/// `identity` gives both axes one range, which a logarithmic one cannot begin at zero.
#[test]
fn zero_on_an_axis_that_shares_its_range_with_a_logarithmic_one() {
    let identity = |figure: Figure| figure.identity("equal").log_x();
    let above = "it must lie above zero on a logarithmic axis";
    refuses(
        identity(line(&[1.0, 2.0], &[-1.0, 2.0])),
        &format!("y of `rate` in figure `F` holds -1 at [0]; {above}"),
    );
    refuses(
        identity(line(&[1.0, 2.0], &[1.0, 0.0])),
        &format!("y of `rate` in figure `F` holds 0 at [1]; {above}"),
    );
    refuses(
        identity(sound().y_range(-1.0, 2.0)),
        "y range of figure `F` is -1 to 2; a logarithmic axis starts above zero",
    );
    assert!(identity(sound()).to_svg().is_ok());
}

#[test]
fn numbers_of_a_series() {
    refuses(
        line(&[], &[]),
        "y of `rate` in figure `F` has shape [0], expected [0], one for each x, and at least one",
    );
    refuses(
        line(&[0.0, 1.0], &[1.0]),
        "y of `rate` in figure `F` has shape [1], expected [2], one for each x, and at least one",
    );
    refuses(
        line(&[0.0, 1.0], &[1.0, f64::NAN]),
        "y of `rate` in figure `F` holds NaN at [1]; values must be finite",
    );
    refuses(
        line(&[f64::INFINITY, 1.0], &[1.0, 0.0]),
        "x of `rate` in figure `F` holds inf at [0]; values must be finite",
    );
    refuses(
        sound().marker("target", 1.0, f64::NAN, Marker::Star),
        "y of `target` in figure `F` holds NaN at [0]; values must be finite",
    );
    let above = "it must lie above zero on a logarithmic axis";
    refuses(
        line(&[0.0, 1.0], &[1.0, 0.0]).log_y(),
        &format!("y of `rate` in figure `F` holds 0 at [1]; {above}"),
    );
    refuses(
        line(&[0.0, 1.0], &[1.0, 1.0]).log_x(),
        &format!("x of `rate` in figure `F` holds 0 at [0]; {above}"),
    );
    refuses(
        sound().level("chance", -1).log_y(),
        &format!("y of `chance` in figure `F` holds -1 at [0]; {above}"),
    );
}

#[test]
fn errors_colours_and_opacity() {
    refuses(
        sound().errors([0.5], [1.5, 2.5]),
        "low errors of `rate` in figure `F` has shape [1], expected [2], one for each y",
    );
    refuses(
        sound().errors([0.5, 1.5], [1.5, 1.9]),
        "high errors of `rate` in figure `F` holds 1.9 at [1]; it must lie at or above y",
    );
    refuses(
        sound().errors([0.5, 2.5], [1.5, 2.9]),
        "low errors of `rate` in figure `F` holds 2.5 at [1]; it must lie at or below y",
    );
    refuses(
        sound().errors([0.5, 0.0], [1.5, 2.9]).log_y(),
        "low errors of `rate` in figure `F` holds 0 at [1]; it must lie above zero on a logarithmic axis",
    );
    refuses(
        sound().level("chance", 1).errors([0.5], [1.5]),
        "`errors` of `chance` in figure `F` is given; only lines, points and bars have whiskers",
    );
    refuses(
        Figure::new("F").opacity(0.5).line("rate", [1], [1]),
        "`opacity` of figure `F` is given before any series; call it after the series that it is about",
    );
    refuses(
        sound().opacity(0.0),
        "opacity of `rate` in figure `F` is 0; expected a number above 0 and at most 1",
    );
}

#[test]
fn axes() {
    let ends = "expected two finite numbers, the lower first";
    refuses(
        sound().y_range(2.0, 1.0),
        &format!("y range of figure `F` is 2 to 1; {ends}"),
    );
    refuses(
        sound().x_range(1.0, f64::NAN),
        &format!("x range of figure `F` is 1 to NaN; {ends}"),
    );
    refuses(
        sound().log_x().x_range(0.0, 1.0),
        "x range of figure `F` is 0 to 1; a logarithmic axis starts above zero",
    );
    refuses(
        sound().x_ticks([0; 0]),
        "x ticks of figure `F` is empty; give at least one place",
    );
    refuses(
        sound().log_y().y_ticks([0, 1]),
        "y ticks of figure `F` holds 0 at [0]; it must lie above zero on a logarithmic axis",
    );
    refuses(
        sound().size(10, 500),
        "size of figure `F` is 10 x 500; expected at least 160 x 120",
    );
}

#[test]
fn bars_and_brackets() {
    refuses(
        Figure::new("F").bars("model", [1, 2]),
        "the number of categories under bars `model` in figure `F` is 0; name them with `categories`",
    );
    refuses(
        bars().bars("more", [1, 2, 3]),
        "values of `more` in figure `Models` has shape [3], expected [2], one for each category",
    );
    refuses(
        bars().bars("none", [1, 0]).log_y(),
        "values of `none` in figure `Models` holds 0 at [1]; it must lie above zero on a logarithmic axis",
    );
    refuses(
        bars().log_x(),
        "the x axis of figure `Models` is one of categories; leave out `log_x`",
    );
    let known = "expected two bars, each as (category, series) counted from 0; \
                 there are 2 categories and 2 series of bars";
    refuses(
        bars().bracket((0, 0), (0, 2), "p = 1"),
        &format!("bracket `p = 1` in figure `Models` is from (0, 0) to (0, 2); {known}"),
    );
    refuses(
        bars().bracket((1, 1), (1, 1), "p = 1"),
        &format!("bracket `p = 1` in figure `Models` is from (1, 1) to (1, 1); {known}"),
    );
}

#[test]
fn landscapes() {
    let of = |xs: &[f64], ys: &[f64]| Figure::new("F").landscape("loss", xs, ys, plane().view());
    let (xs, ys) = ([0.2, 0.4], [0.1, 0.2, 0.3]);
    refuses(
        of(&ys, &xs),
        "values of `loss` in figure `F` has shape [2, 3], expected [3, 2], x nodes by y nodes",
    );
    refuses(
        of(&xs, &[0.1, 0.2, 0.4]),
        "y nodes of `loss` in figure `F` holds 0.2 at [1]; it must lie in even steps, here at 0.25",
    );
    refuses(
        of(&[0.4, 0.2], &ys),
        "x nodes of `loss` in figure `F` is [0.4, 0.2]; expected at least two, the lowest first",
    );
    refuses(
        of(&[0.4], &ys),
        "x nodes of `loss` in figure `F` is [0.4]; expected at least two, the lowest first",
    );
    refuses(
        of(&[], &ys),
        "x nodes of `loss` in figure `F` is []; expected at least two, the lowest first",
    );
    let mut values = plane();
    values[[1, 2]] = f64::NAN;
    refuses(
        Figure::new("F").landscape("loss", xs, ys, values.view()),
        "values of `loss` in figure `F` holds NaN at [1, 2]; values must be finite",
    );
    refuses(
        of(&xs, &ys).log_y(),
        "the axes of `loss` in figure `F` is logarithmic; the nodes of a landscape are evenly spaced on a linear axis",
    );
    refuses(
        of(&xs, &ys).landscape("more", xs, ys, plane().view()),
        "the number of landscapes in figure `F` is 2; expected one",
    );
    refuses(
        of(&xs, &ys).colour_range(1.0, 1.0),
        "colour range of figure `F` is 1 to 1; expected two finite numbers, the lower first",
    );
}
