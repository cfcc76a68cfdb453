//! A page and what a pen can do on it. The crate svg writes it and escapes all text.

use svg::node::Text;
pub(super) use svg::node::element::Group;
use svg::node::element::{
    Circle, ClipPath, Definitions, Element, Line, LinearGradient, Path, Rectangle, Stop,
};
use svg::{Document, Node};

use super::frame::Area;
use aru_runtime::__private::lab::fnv1a;

/// Families from the one whose widths the layout assumes to what every machine has.
const FONTS: &str = "DejaVu Sans, Verdana, Liberation Sans, Arial, sans-serif";

/// How a line looks.
#[derive(Clone, Copy)]
pub(super) struct Pen<'a> {
    pub(super) colour: &'a str,
    pub(super) width: f64,
    pub(super) dashed: bool,
}

impl<'a> Pen<'a> {
    pub(super) const fn new(colour: &'a str, width: f64) -> Self {
        Pen {
            colour,
            width,
            dashed: false,
        }
    }

    fn apply(self, element: &mut impl Node) {
        element.assign("stroke", self.colour);
        element.assign("stroke-width", hundredths(self.width));
        if self.dashed {
            element.assign("stroke-dasharray", "5,4");
        }
    }
}

/// Which end of a text is at its place, by its name in SVG.
#[derive(Clone, Copy)]
pub(super) struct Anchor(&'static str);

impl Anchor {
    pub(super) const START: Self = Anchor("start");
    pub(super) const MIDDLE: Self = Anchor("middle");
    pub(super) const END: Self = Anchor("end");
}

pub(super) struct Canvas {
    page: Document,
    definitions: Definitions,
    drawn: Group,
    /// The groups that are open, the innermost last.
    open: Vec<Group>,
    /// What names in the file start with: two figures in one page must not share any.
    id: String,
    names: usize,
}

impl Canvas {
    /// A white page. Names in the file depend on its content alone, so that the same figure is the same file.
    pub(super) fn new(width: f64, height: f64, content: &str) -> Self {
        let paper = Rectangle::new()
            .set("width", "100%")
            .set("height", "100%")
            .set("fill", "white");
        Canvas {
            page: Document::new()
                .set("width", width.ceil())
                .set("height", height.ceil())
                .add(paper),
            definitions: Definitions::new(),
            drawn: Group::new().set("font-family", FONTS),
            open: Vec::new(),
            id: format!("{:016x}", fnv1a(content)),
            names: 0,
        }
    }

    pub(super) fn finish(self) -> String {
        self.page.add(self.definitions).add(self.drawn).to_string()
    }

    fn add(&mut self, element: impl Node) {
        self.open.last_mut().unwrap_or(&mut self.drawn).append(element);
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), pen: Pen) {
        let mut line = Line::new()
            .set("x1", hundredths(from.0))
            .set("y1", hundredths(from.1))
            .set("x2", hundredths(to.0))
            .set("y2", hundredths(to.1));
        pen.apply(&mut line);
        self.add(line);
    }

    pub(super) fn stroke(&mut self, path: &str, pen: Pen) {
        self.outline(path, "none", pen);
    }

    /// A path filled and edged in one colour.
    pub(super) fn fill(&mut self, path: &str, colour: &str, edge: f64) {
        self.outline(path, colour, Pen::new(colour, edge));
    }

    fn outline(&mut self, path: &str, fill: &str, pen: Pen) {
        let mut path = Path::new().set("d", path).set("fill", fill);
        pen.apply(&mut path);
        self.add(path);
    }

    pub(super) fn rectangle(&mut self, area: Area, fill: &str) {
        self.add(rectangle(area, hundredths).set("fill", fill));
    }

    pub(super) fn dots(&mut self, centres: impl Iterator<Item = (f64, f64)>, radius: f64, colour: &str) {
        for (x, y) in centres {
            let dot = Circle::new()
                .set("cx", hundredths(x))
                .set("cy", hundredths(y))
                .set("r", hundredths(radius))
                .set("fill", colour);
            self.add(dot);
        }
    }

    /// A text from, about or to a place on its base line.
    pub(super) fn text(&mut self, text: &str, place: (f64, f64), size: u32, anchor: Anchor) {
        if !text.is_empty() {
            self.add(label(text, place, size, anchor));
        }
    }

    /// A text that reads upwards, about a place on its base line.
    pub(super) fn upright_text(&mut self, text: &str, place: (f64, f64), size: u32) {
        if !text.is_empty() {
            let turn = format!("rotate(-90,{},{})", hundredths(place.0), hundredths(place.1));
            let mut label = label(text, place, size, Anchor::MIDDLE);
            label.assign("transform", turn);
            self.add(label);
        }
    }

    /// What follows, up to the matching [`close`](Canvas::close), is in this group and has its attributes.
    pub(super) fn open(&mut self, group: Group) {
        self.open.push(group);
    }

    pub(super) fn close(&mut self) {
        if let Some(group) = self.open.pop() {
            self.add(group);
        }
    }

    /// The `clip-path` of what is cut off at the edges of an area.
    pub(super) fn clip(&mut self, area: Area) -> String {
        self.define(ClipPath::new().add(rectangle(area, tenths)))
    }

    /// The fill of colours that follow each other from bottom to top in even steps.
    pub(super) fn gradient(&mut self, colours: &[String]) -> String {
        let last = (colours.len() - 1) as f64;
        let up = LinearGradient::new()
            .set("x1", 0)
            .set("y1", 1)
            .set("x2", 0)
            .set("y2", 0);
        let stop = |(place, colour): (usize, &String)| {
            Stop::new()
                .set("offset", format!("{:.4}", place as f64 / last))
                .set("stop-color", &colour[..])
        };
        let stops = colours.iter().enumerate().map(stop);
        self.define(stops.fold(up, LinearGradient::add))
    }

    /// A reference to something that is not drawn itself.
    fn define(&mut self, mut definition: impl Node) -> String {
        let name = format!("aru-{}-{}", self.id, self.names);
        self.names += 1;
        definition.assign("id", &name[..]);
        self.definitions.append(definition);
        format!("url(#{name})")
    }
}

fn rectangle(area: Area, round: fn(f64) -> f64) -> Rectangle {
    Rectangle::new()
        .set("x", round(area.left))
        .set("y", round(area.top))
        .set("width", round(area.width()))
        .set("height", round(area.height()))
}

fn label(text: &str, (x, y): (f64, f64), size: u32, anchor: Anchor) -> Element {
    // An element by its name: that of its own type would set the text between line breaks.
    let mut label = Element::new("text");
    label.assign("x", hundredths(x));
    label.assign("y", hundredths(y));
    label.assign("font-size", size);
    label.assign("text-anchor", anchor.0);
    label.append(Text::new(text));
    label
}

fn hundredths(pixels: f64) -> f64 {
    // Adding zero turns -0 into 0.
    (100.0 * pixels).round() / 100.0 + 0.0
}

pub(super) fn tenths(pixels: f64) -> f64 {
    (10.0 * pixels).round() / 10.0 + 0.0
}

/// A path of straight lines; points that fall on the one before are left out.
pub(super) fn path(points: impl IntoIterator<Item = (f64, f64)>) -> String {
    let mut points: Vec<String> = points
        .into_iter()
        .map(|(x, y)| format!("{} {}", tenths(x), tenths(y)))
        .collect();
    points.dedup();
    format!("M{}", points.join(" "))
}
