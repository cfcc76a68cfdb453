//! The ends of lines.

use svg::node::element::{Circle, Element, Line, Polygon};

use super::Head;
use super::svg::{INK, hundredths};

/// How far before its end the line of a link stops.
pub(super) fn length(head: Head) -> f64 {
    match head {
        Head::Arrow => 8.0,
        Head::Gate => 8.0,
        Head::Tee => 4.0,
        Head::Both => 11.0,
    }
}

/// The head of a line that ends at a place in a direction, given as a vector of length 1.
pub(super) fn draw(head: Head, (x, y): (f64, f64), (right, down): (f64, f64)) -> Vec<Element> {
    // So far back from the end, and so far to the left of it.
    let at = |back: f64, left: f64| (x - back * right + left * down, y - back * down - left * right);
    let arrow = || {
        let corners = [at(0.0, 0.0), at(9.0, 3.6), at(9.0, -3.6)];
        let points = corners.map(|(x, y)| format!("{},{}", hundredths(x), hundredths(y)));
        let arrow = Polygon::new().set("points", points.join(" ")).set("fill", INK);
        Element::from(arrow)
    };
    let bar = |back: f64| {
        let (from, to) = (at(back, 5.5), at(back, -5.5));
        let bar = Line::new()
            .set("x1", hundredths(from.0))
            .set("y1", hundredths(from.1))
            .set("x2", hundredths(to.0))
            .set("y2", hundredths(to.1))
            .set("stroke", INK)
            .set("stroke-width", 2);
        Element::from(bar)
    };
    match head {
        Head::Arrow => vec![arrow()],
        Head::Tee => vec![bar(4.0)],
        Head::Both => vec![arrow(), bar(11.0)],
        Head::Gate => {
            let (x, y) = at(4.0, 0.0);
            let dot = Circle::new()
                .set("cx", hundredths(x))
                .set("cy", hundredths(y))
                .set("r", 4);
            vec![Element::from(dot.set("fill", INK))]
        }
    }
}
