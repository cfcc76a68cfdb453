//! The picture as SVG, which refers to nothing outside itself.

use svg::node::Text;
use svg::node::element::{Element, Group, Path, Rectangle};
use svg::{Document, Node as _};

use super::cells::{self, Content, LINE, LOOP, NAME_SIZE, TEXT_SIZE};
use super::layout::{Layout, area};
use super::{Edge, Head, Kind, Picture, heads};

pub(super) const INK: &str = "#333333";
/// Families from the one whose widths the layout assumes to what every machine has.
const FONTS: &str = "DejaVu Sans, Verdana, Liberation Sans, Arial, sans-serif";
/// Half the width of the foot of a link to itself.
const FOOT: f64 = 8.0;

/// The picture as a file.
pub(crate) fn write(picture: &Picture) -> String {
    let layout = Layout::of(picture);
    let (width, height) = (layout.width.ceil(), layout.height.ceil());
    let paper = Rectangle::new()
        .set("width", "100%")
        .set("height", "100%")
        .set("fill", "white");
    let mut page = Document::new()
        .set("width", width)
        .set("height", height)
        .set("viewBox", (0.0, 0.0, width, height))
        .set("role", "img")
        .add(plain("title", &picture.name))
        .add(plain("desc", &in_words(picture)))
        .add(paper);
    let mut links = Group::new().set("fill", "none").set("stroke-width", 1.3);
    let mut words = Group::new()
        .set("font-family", FONTS)
        .set("fill", "#111111")
        .set("text-anchor", "middle");
    for (index, edge) in picture.edges.iter().enumerate() {
        if edge.from != edge.to {
            draw_link(picture, &layout, index, &mut links);
        }
    }
    for cell in &layout.cells.cells {
        if let Content::Label(edge) = cell.content {
            write_lines(&picture.edges[edge].label, (cell.x, cell.y - 5.0), &mut words);
        }
    }
    let mut boxes = Group::new().set("stroke", INK).set("stroke-width", 1.3);
    for node in 0..picture.nodes.len() {
        draw_loops(picture, &layout, node, &mut links, &mut words);
        draw_node(picture, &layout, node, &mut boxes, &mut words);
    }
    page.append(links);
    page.append(boxes);
    page.append(words);
    format!("{page}\n")
}

/// The same for who does not see it.
fn in_words(picture: &Picture) -> String {
    let mut sentences = Vec::new();
    if !picture.docs.is_empty() {
        sentences.push(picture.docs.clone());
    }
    sentences.extend(picture.nodes.iter().map(|node| {
        let kind = match node.kind {
            Kind::Input => "Input",
            Kind::Layer => "Layer",
            Kind::Output => "Output",
        };
        format!("{kind} {}: {}.", node.name, node.lines.join(", "))
    }));
    sentences.extend(picture.edges.iter().map(|edge| {
        let name = |node: usize| &*picture.nodes[node].name;
        let arrow = if edge.is_dashed { "~>" } else { "->" };
        let head = match edge.head {
            Head::Arrow => None,
            Head::Gate => Some("gate"),
            Head::Tee => Some("inhibitory"),
            Head::Both => Some("excitatory and inhibitory"),
        };
        let mut said = edge.label.clone();
        said.extend(head.map(str::to_string));
        let said = if said.is_empty() {
            String::new()
        } else {
            format!(" ({})", said.join(", "))
        };
        format!("{} {arrow} {}{said}.", name(edge.from), name(edge.to))
    }));
    sentences.join(" ")
}

fn draw_link(picture: &Picture, layout: &Layout, index: usize, links: &mut Group) {
    let edge = &picture.edges[index];
    let chain = &layout.cells.chains[index];
    let (left, right) = layout.ends[index];
    let [first_left, _, first_width, _] = area(picture, layout, chain[0]);
    let [last_left, ..] = area(picture, layout, chain[chain.len() - 1]);
    let is_rightwards = edge.from == chain[0];
    let head = heads::length(edge.head);
    let (start, end) = (first_left + first_width, last_left);
    let (start_line, end_line) = if is_rightwards {
        (start, end - head)
    } else {
        (start + head, end)
    };
    // Level through every column, and curved between them.
    let columns = &layout.columns;
    let mut path = format!("M{} {}", hundredths(start_line), hundredths(left));
    let mut y = left;
    let mut x = columns[layout.cells.cells[chain[0]].column].1;
    path.push_str(&format!("H{}", hundredths(x)));
    for &cell in &chain[1..] {
        let is_last = cell == chain[chain.len() - 1];
        let column = columns[layout.cells.cells[cell].column];
        let to = if is_last {
            right
        } else {
            layout.cells.cells[cell].y
        };
        // The head of a link needs a level piece to stand on.
        let (from_x, to_x) = match is_last {
            true => (x, column.0 - if is_rightwards { head } else { 0.0 }),
            false => (x + if x < start_line { start_line - x } else { 0.0 }, column.0),
        };
        if (to - y).abs() > 0.01 {
            let middle = hundredths((from_x + to_x) / 2.0);
            let [from_x, y, to_x, to] = [from_x, y, to_x, to].map(hundredths);
            path.push_str(&format!("H{from_x}C{middle} {y} {middle} {to} {to_x} {to}"));
        }
        (x, y) = (if is_last { end_line } else { column.1 }, to);
        path.push_str(&format!("H{}", hundredths(x)));
    }
    links.append(stroke(&path, edge));
    let (place, direction) = match is_rightwards {
        true => ((end, right), (1.0, 0.0)),
        false => ((start, left), (-1.0, 0.0)),
    };
    for part in heads::draw(edge.head, place, direction) {
        links.append(part);
    }
}

/// Links of a layer to itself, side by side above it, their texts above them.
fn draw_loops(picture: &Picture, layout: &Layout, node: usize, links: &mut Group, words: &mut Group) {
    let [_, top, ..] = area(picture, layout, node);
    let all: Vec<usize> = cells::loops(picture, node).collect();
    let widths: Vec<f64> = all.iter().map(|&edge| cells::loop_width(picture, edge)).collect();
    let mut left = layout.cells.cells[node].x - widths.iter().sum::<f64>() / 2.0;
    for (&index, width) in all.iter().zip(widths) {
        let edge = &picture.edges[index];
        let x = left + width / 2.0;
        left += width;
        // A cubic rises to three quarters of the height of its inner points.
        let high = top - (LOOP - 8.0) / 0.75;
        let (end, control) = ((x + FOOT, top), (x + 2.4 * FOOT, high));
        let (dx, dy) = (end.0 - control.0, end.1 - control.1);
        let distance = dx.hypot(dy);
        let direction = (dx / distance, dy / distance);
        let head = heads::length(edge.head);
        let stop = (end.0 - head * direction.0, end.1 - head * direction.1);
        let [foot, top, inner, high_] = [x - FOOT, top, x - 2.4 * FOOT, high].map(hundredths);
        let [outer, stop_x, stop_y] = [control.0, stop.0, stop.1].map(hundredths);
        let path = format!("M{foot} {top}C{inner} {high_} {outer} {high_} {stop_x} {stop_y}");
        links.append(stroke(&path, edge));
        for part in heads::draw(edge.head, end, direction) {
            links.append(part);
        }
        write_lines(&edge.label, (x, top - LOOP), words);
    }
}

fn draw_node(picture: &Picture, layout: &Layout, node: usize, boxes: &mut Group, words: &mut Group) {
    let [left, top, width, height] = area(picture, layout, node);
    let drawn = &picture.nodes[node];
    let (fill, round) = match drawn.kind {
        Kind::Input => ("#f2f2f2", height.min(32.0) / 2.0),
        Kind::Layer => ("#e8f0fa", 5.0),
        Kind::Output => ("#fdf1e0", height.min(32.0) / 2.0),
    };
    let area = Rectangle::new()
        .set("x", hundredths(left))
        .set("y", hundredths(top))
        .set("width", hundredths(width))
        .set("height", hundredths(height))
        .set("rx", hundredths(round))
        .set("fill", fill);
    boxes.append(area);
    let x = left + width / 2.0;
    // The base line of the last line of text, all of it in the middle of the box.
    let rest = LINE * drawn.lines.len() as f64;
    let first = top + height / 2.0 - rest / 2.0 + 0.36 * f64::from(NAME_SIZE);
    let mut name = text(&drawn.name, (x, first), NAME_SIZE);
    name.assign("font-weight", "bold");
    words.append(name);
    write_lines(&drawn.lines, (x, first + rest), words);
}

/// Lines of text, the last one on a base line.
fn write_lines(lines: &[String], (x, last): (f64, f64), words: &mut Group) {
    for (line, above) in lines.iter().zip((0..lines.len()).rev()) {
        words.append(text(line, (x, last - LINE * above as f64), TEXT_SIZE));
    }
}

fn stroke(path: &str, edge: &Edge) -> Path {
    let path = Path::new().set("d", path).set("stroke", INK);
    match edge.is_dashed {
        true => path.set("stroke-dasharray", "5,3"),
        false => path,
    }
}

fn text(line: &str, (x, y): (f64, f64), size: u32) -> Element {
    let mut text = plain("text", line);
    text.assign("x", hundredths(x));
    text.assign("y", hundredths(y));
    text.assign("font-size", size);
    text
}

/// An element by its name: that of its own type would set the text between line breaks.
fn plain(name: &str, content: &str) -> Element {
    let mut element = Element::new(name);
    element.append(Text::new(content));
    element
}

pub(super) fn hundredths(pixels: f64) -> f64 {
    // Adding zero turns -0 into 0.
    (100.0 * pixels).round() / 100.0 + 0.0
}
