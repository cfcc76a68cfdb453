//! A scene of kuva: what a pen can do.

use kuva::backend::svg::SvgBackend;
use kuva::render::color::Color;
pub(super) use kuva::render::render::TextAnchor as Anchor;
use kuva::render::render::{PathData, Primitive, Scene};

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
    pub(super) fn new(colour: &'a str, width: f64) -> Self {
        Pen {
            colour,
            width,
            dashed: false,
        }
    }

    fn dashes(&self) -> Option<String> {
        self.dashed.then(|| "5,4".to_owned())
    }
}

pub(super) struct Canvas {
    scene: Scene,
    /// What names in the file start with: two figures in one page must not share any.
    id: String,
    definitions: usize,
}

impl Canvas {
    /// A white page. Names in the file depend on its content alone, so that the same figure is the same file.
    pub(super) fn new(width: f64, height: f64, content: &str) -> Self {
        let mut scene = Scene::new(width.ceil(), height.ceil());
        scene.font_family = Some(FONTS.into());
        scene.text_color = Some("black".into());
        Canvas {
            scene,
            id: format!("{:016x}", fnv1a(content)),
            definitions: 0,
        }
    }

    pub(super) fn finish(self) -> String {
        SvgBackend::new().render_scene(&self.scene)
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), pen: Pen) {
        self.scene.add(Primitive::Line {
            x1: from.0,
            y1: from.1,
            x2: to.0,
            y2: to.1,
            stroke: pen.colour.into(),
            stroke_width: pen.width,
            stroke_dasharray: pen.dashes(),
        });
    }

    pub(super) fn stroke(&mut self, path: &str, pen: Pen) {
        self.scene.add(Primitive::Path(Box::new(PathData {
            d: path.into(),
            fill: None,
            stroke: pen.colour.into(),
            stroke_width: pen.width,
            opacity: None,
            stroke_dasharray: pen.dashes(),
        })));
    }

    /// A path filled and edged in one colour.
    pub(super) fn fill(&mut self, path: &str, colour: &str, edge: f64) {
        self.scene.add(Primitive::Path(Box::new(PathData {
            d: path.into(),
            fill: Some(colour.into()),
            stroke: colour.into(),
            stroke_width: edge,
            opacity: None,
            stroke_dasharray: None,
        })));
    }

    pub(super) fn rectangle(&mut self, area: Area, fill: &str) {
        self.scene.add(Primitive::Rect {
            x: area.left,
            y: area.top,
            width: area.width(),
            height: area.height(),
            fill: match fill.strip_prefix("url") {
                Some(_) => Color::Css(fill.into()),
                None => fill.into(),
            },
            stroke: None,
            stroke_width: None,
            opacity: None,
        });
    }

    pub(super) fn dots(&mut self, centres: impl Iterator<Item = (f64, f64)>, radius: f64, colour: &str) {
        let (cx, cy) = centres.unzip();
        self.scene.add(Primitive::CircleBatch {
            cx,
            cy,
            r: radius,
            fill: colour.into(),
            fill_opacity: None,
            stroke: None,
            stroke_width: None,
        });
    }

    /// A text from, about or to a place on its base line.
    pub(super) fn text(&mut self, text: &str, place: (f64, f64), size: u32, anchor: Anchor) {
        self.turned_text(text, place, size, anchor, None);
    }

    /// A text that reads upwards, about a place on its base line.
    pub(super) fn upright_text(&mut self, text: &str, place: (f64, f64), size: u32) {
        self.turned_text(text, place, size, Anchor::Middle, Some(-90.0));
    }

    fn turned_text(
        &mut self,
        text: &str,
        (x, y): (f64, f64),
        size: u32,
        anchor: Anchor,
        rotate: Option<f64>,
    ) {
        if text.is_empty() {
            return;
        }
        self.scene.add(Primitive::Text {
            x,
            y,
            // kuva would read `$..$` as mathematics.
            content: text.replace('$', "\\$"),
            size,
            anchor,
            rotate,
            bold: false,
            color: None,
        });
    }

    /// What follows, up to the matching [`close`](Canvas::close), has these attributes.
    pub(super) fn open(&mut self, attributes: &str) {
        self.scene.add(Primitive::GroupStart {
            transform: None,
            title: None,
            extra_attrs: Some(attributes.into()),
        });
    }

    pub(super) fn close(&mut self) {
        self.scene.add(Primitive::GroupEnd);
    }

    /// The attribute of what is cut off at the edges of an area.
    pub(super) fn clip(&mut self, area: Area) -> String {
        let shape = format!(
            r#"<rect x="{}" y="{}" width="{}" height="{}"/>"#,
            short(area.left),
            short(area.top),
            short(area.width()),
            short(area.height())
        );
        let name = self.define(|name| format!(r#"<clipPath id="{name}">{shape}</clipPath>"#));
        format!(r#"clip-path="url(#{name})""#)
    }

    /// The fill of colours that follow each other from bottom to top in even steps.
    pub(super) fn gradient(&mut self, colours: &[String]) -> String {
        let last = (colours.len() - 1) as f64;
        let stop = |(place, colour): (usize, &String)| {
            format!(
                r#"<stop offset="{:.4}" stop-color="{colour}"/>"#,
                place as f64 / last
            )
        };
        let stops: String = colours.iter().enumerate().map(stop).collect();
        let name = self.define(|name| {
            format!(r#"<linearGradient id="{name}" x1="0" y1="1" x2="0" y2="0">{stops}</linearGradient>"#)
        });
        format!("url(#{name})")
    }

    fn define(&mut self, definition: impl FnOnce(&str) -> String) -> String {
        let name = format!("aru-{}-{}", self.id, self.definitions);
        self.definitions += 1;
        self.scene.defs.push(definition(&name));
        name
    }
}

/// A coordinate to a tenth of a pixel.
pub(super) fn short(coordinate: f64) -> String {
    // Adding zero turns -0 into 0.
    format!("{}", (10.0 * coordinate).round() / 10.0 + 0.0)
}

/// A path of straight lines; points that fall on the one before are left out.
pub(super) fn path(points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut path = String::from("M");
    let mut last = String::new();
    for (x, y) in points {
        let point = format!("{} {}", short(x), short(y));
        if point != last {
            if !last.is_empty() {
                path.push(' ');
            }
            path.push_str(&point);
            last = point;
        }
    }
    path
}
