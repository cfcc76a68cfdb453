use ndarray::{Array2, array};

use super::*;

mod marks;
mod refused;

fn figure() -> Figure {
    Figure::new("Rates < 1 & \"more\" for $5")
        .x_label("Time (ms)")
        .y_label("Rate (spikes/s)")
}

fn plane() -> Array2<f64> {
    array![[-1.0, -2.0, -3.0], [-4.0, -5.0, -6.0]]
}

fn landscape() -> Figure {
    Figure::new("Loss").landscape("ln(loss)", [0.2, 0.4], [0.1, 0.2, 0.3], plane().view())
}

fn bars() -> Figure {
    Figure::new("Models")
        .categories(["sd 0.1", "sd 0.2"])
        .bars("fixed", [0.3, 0.4])
        .errors([0.2, 0.3], [0.4, 0.5])
        .bars("learned", [0.03, 0.05])
}

#[track_caller]
fn assert_has(svg: &str, texts: &[&str]) {
    for text in texts {
        assert!(svg.contains(text), "{text} in {svg}");
    }
}

/// The values of an attribute in all elements of a kind, by a part of the element; without the page itself.
fn attributes(svg: &str, element: &str, attribute: &str) -> Vec<f64> {
    svg.split('<')
        .filter(|piece| piece.contains(element) && !piece.contains("100%"))
        .filter_map(|piece| piece.split(&format!(" {attribute}=\"")).nth(1))
        .map(|value| value.split('"').next().unwrap().parse().unwrap())
        .collect()
}

#[test]
fn text_stays_text_and_is_escaped() {
    let svg = figure()
        .line("measured", [0.0, 1.0], [3.0, 4.0])
        .points("model", [0, 1], [3_u32, 5])
        .to_svg()
        .unwrap();
    let texts = [">Time (ms)<", ">Rate (spikes/s)<", ">measured<", ">model<"];
    assert_has(&svg, &texts);
    assert_has(&svg, &["Rates &lt; 1 &amp;", "for $5<"]);
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
}

#[test]
fn the_same_figure_is_the_same_file() {
    let draw = || {
        figure()
            .line("a", 0..9, (0..9).map(|x| f64::from(x).sin()))
            .level("zero", 0.0)
            .y_range(-0.5, 0.5)
            .to_svg()
            .unwrap()
    };
    assert_eq!(draw(), draw());
    let name = |svg: String| {
        svg.split(" id=\"")
            .nth(1)
            .map(|name| name[..20].to_owned())
            .unwrap()
    };
    let other = landscape().to_svg().unwrap();
    assert_ne!(
        name(draw()),
        name(other),
        "figures in one page must not share names"
    );
}

#[test]
fn each_series_has_its_colour_and_a_level_that_of_the_series_before() {
    let figure = figure()
        .line("a", [0, 1], [0, 1])
        .level("b", 1)
        .line("c", [0, 1], [1, 0])
        .vertical("d", 0)
        .identity("e");
    let colours: Vec<usize> = figure.series.iter().map(|series| series.colour).collect();
    assert_eq!(colours, [0, 0, 1, 1, svg::GREY]);
}

#[test]
fn a_name_has_one_colour_and_one_entry_and_no_name_has_none() {
    let line = |figure: Figure, name: &str| figure.line(name, [0, 1], [0, 1]);
    let figure = ["a", "", "b", "a", ""].into_iter().fold(figure(), line);
    let figure = line(figure, "f").colour(5).opacity(0.25);
    let colours: Vec<usize> = figure.series.iter().map(|series| series.colour).collect();
    assert_eq!(colours, [0, 0, 1, 0, 0, 5]);
    let svg = figure.to_svg().unwrap();
    for name in ["a", "b", "f"] {
        assert_eq!(svg.matches(&format!(">{name}</text>")).count(), 1, "{name}");
    }
    assert!(!svg.contains("></text>"));
    assert_eq!(svg.matches("opacity=\"0.25\"").count(), 1);
}

#[test]
fn ticks_stand_where_they_are_wanted_and_can_be_read() {
    let svg = figure()
        .line("a", [5, 50], [0.0, 1.0])
        .x_ticks([5, 10, 20, 30, 40, 50, 60])
        .to_svg()
        .unwrap();
    assert_has(&svg, &[">5<", ">10<", ">20<", ">30<", ">40<", ">50<"]);
    assert!(!svg.contains(">60<"));
    let log = figure()
        .line("a", [1, 1000], [2e-7, 3.0])
        .log_x()
        .log_y()
        .to_svg()
        .unwrap();
    assert_has(&log, &[">1e−7<", ">1e−4<", ">0.01<", ">1<", ">1000<"]);
    let small = figure()
        .line("a", [0, 1], [-0.02, 0.01])
        .y_ticks([-0.02, -0.01, 0.0, 0.01]);
    assert_has(&small.to_svg().unwrap(), &[">−0.02<", ">−0.01<", ">0<", ">0.01<"]);
}

#[test]
fn a_grid_has_one_legend_and_its_axes_in_line() {
    let panel = |title: &str, scale: f64| {
        Figure::new(title)
            .points("data", [0.0, 1.0], [0.0, scale])
            .marker("target", 1, scale, Marker::Star)
            .level("chance", 0.5 * scale)
            .size(300, 200)
    };
    let figures = || ["A", "B", "C"].map(|title| panel(title, if title == "B" { 12345.0 } else { 1.0 }));
    let svg = Panels::new(figures()).columns(2).to_svg().unwrap();
    for name in ["data", "target", "chance", "A", "B", "C"] {
        assert_eq!(svg.matches(&format!(">{name}</text>")).count(), 1, "{name}");
    }
    assert!(
        svg.starts_with("<svg ") && svg[..90].contains(" width=\"638\""),
        "{}",
        &svg[..90]
    );
    let middle = |title: &str| attributes(&svg, &format!(">{title}"), "x")[0];
    assert_eq!(middle("A"), middle("C"));
    assert!(middle("A") + 300.0 < middle("B"));
    let column = Panels::new(figures());
    assert_eq!(column.to_svg().unwrap().matches(">target</text>").count(), 3);
    let shared = column.shared_legend().to_svg().unwrap();
    assert_eq!(shared.matches(">target</text>").count(), 1);
}

#[test]
fn a_single_point_and_a_flat_line_can_be_drawn() {
    let sound = |figure: Figure| {
        let svg = figure.to_svg().unwrap();
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    };
    sound(figure().line("one", [1.0], [2.0]));
    sound(figure().line("flat", [0.0, 1.0], [2.0, 2.0]).level("same", 2.0));
    sound(figure().line("flat", [0.0, 1.0], [0.0, 0.0]));
    sound(figure().points("one", [1.0], [2.0]).identity("equal"));
    sound(figure().points("one", [1.0], [2.0]).identity("equal").log_x());
    sound(figure().line("flat", [0.0, 1.0], [1e-9, 1e-9]).log_y());
    sound(figure().marker("one", 1, 2, Marker::Circle).log_x().log_y());
    sound(Figure::new("Zero").categories(["a"]).bars("none", [0]));
    sound(Figure::new("Plain").landscape("z", 0..2, 0..2, Array2::zeros((2, 2)).view()));
    sound(figure().line("small", [0.0, 1.0], [1.0, 2.0]).size(160, 120));
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
