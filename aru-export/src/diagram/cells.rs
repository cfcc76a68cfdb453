//! What stands in the columns of the picture: nodes, and of every link a place in each column that it passes.
//!
//! Columns of nodes, one a rank, alternate with columns of labels. A link that leads over several ranks has a place of its
//! own between the nodes of those on its way, and one in each column of labels, where its text stands in one of them. What
//! stands in a column does not overlap, so no line crosses a text or a node.

use super::{Kind, Picture};

pub(super) const NAME_SIZE: u32 = 13;
pub(super) const TEXT_SIZE: u32 = 11;
/// From one line of text to the next.
pub(super) const LINE: f64 = 15.0;
/// From one end of a line at a node to the next.
pub(super) const PORT: f64 = 13.0;
/// How high a link of a layer to itself rises above its node.
pub(super) const LOOP: f64 = 33.0;
/// Room that a link of a layer to itself takes along its node.
const LOOP_WIDTH: f64 = 36.0;
const MARGIN: f64 = 10.0;

pub(super) struct Cell {
    pub(super) content: Content,
    pub(super) column: usize,
    pub(super) width: f64,
    /// Room above the middle of a node, or above a line.
    pub(super) up: f64,
    /// Room below it.
    pub(super) down: f64,
    /// The middle.
    pub(super) x: f64,
    /// The middle of a node, or the line.
    pub(super) y: f64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Node(usize),
    /// A link passes.
    Line,
    /// A link passes, its text above it.
    Label(usize),
}

/// All cells, and how links lead through them.
pub(super) struct Cells {
    pub(super) cells: Vec<Cell>,
    /// Of each link that joins two nodes, cells from left to right; nothing of one that joins a layer to itself.
    pub(super) chains: Vec<Vec<usize>>,
}

impl Cells {
    pub(super) fn of(picture: &Picture) -> Self {
        let nodes = picture.nodes.iter().enumerate();
        let mut cells: Vec<Cell> = nodes.map(|(index, _)| node(picture, index)).collect();
        let mut chains = Vec::new();
        for (index, edge) in picture.edges.iter().enumerate() {
            let (left, right) = match picture.nodes[edge.from].rank <= picture.nodes[edge.to].rank {
                true => (edge.from, edge.to),
                false => (edge.to, edge.from),
            };
            if left == right {
                chains.push(Vec::new());
                continue;
            }
            let (first, last) = (2 * picture.nodes[left].rank + 1, 2 * picture.nodes[right].rank);
            // Of the columns of labels the middle one.
            let labelled = first + (last - first) / 4 * 2;
            let mut chain = vec![left];
            for column in first..last {
                chain.push(cells.len());
                cells.push(match column == labelled && !edge.label.is_empty() {
                    true => label(index, &edge.label, column),
                    false => line(column),
                });
            }
            chain.push(right);
            chains.push(chain);
        }
        Cells { cells, chains }
    }

    /// Pairs of cells in neighbouring columns that a link joins.
    pub(super) fn segments(&self) -> impl Iterator<Item = (usize, usize)> {
        self.chains
            .iter()
            .flat_map(|chain| chain.windows(2).map(|pair| (pair[0], pair[1])))
    }
}

/// Links of a node to itself, in the order declared.
pub(super) fn loops(picture: &Picture, node: usize) -> impl Iterator<Item = usize> {
    let edges = picture.edges.iter().enumerate();
    edges.filter_map(move |(index, edge)| (edge.from == node && edge.to == node).then_some(index))
}

/// How wide the place of a link to itself is.
pub(super) fn loop_width(picture: &Picture, edge: usize) -> f64 {
    LOOP_WIDTH.max(widest(&picture.edges[edge].label, TEXT_SIZE) + MARGIN)
}

/// Height of a box.
pub(super) fn height(picture: &Picture, index: usize) -> f64 {
    let text = LINE * (1 + picture.nodes[index].lines.len()) as f64 + MARGIN;
    let ends = |right: bool| {
        let edges = picture.edges.iter().filter(|edge| edge.from != edge.to);
        let [own, other] = [|edge: &&super::Edge| edge.from, |edge: &&super::Edge| edge.to];
        let count = edges
            .filter(|edge| {
                let rank = |node: usize| picture.nodes[node].rank;
                let goes_right =
                    |here: usize, there: usize| here == index && (rank(there) > rank(index)) == right;
                goes_right(own(edge), other(edge)) || goes_right(other(edge), own(edge))
            })
            .count();
        PORT * count as f64 + MARGIN
    };
    text.max(ends(false)).max(ends(true))
}

/// Width of a box.
pub(super) fn box_width(picture: &Picture, index: usize) -> f64 {
    let node = &picture.nodes[index];
    // The ends of inputs and outputs are round.
    let ends = if node.kind == Kind::Layer { 2.0 } else { 3.0 };
    let text = bold(width(&node.name, NAME_SIZE)).max(widest(&node.lines, TEXT_SIZE)) + ends * MARGIN;
    text.max(loops(picture, index).map(|edge| loop_width(picture, edge)).sum())
}

fn node(picture: &Picture, index: usize) -> Cell {
    let half = height(picture, index) / 2.0;
    let above = loops(picture, index).map(|edge| LOOP + LINE * picture.edges[edge].label.len() as f64);
    Cell {
        content: Content::Node(index),
        column: 2 * picture.nodes[index].rank,
        width: box_width(picture, index),
        up: half + above.fold(0.0, f64::max),
        down: half,
        x: 0.0,
        y: 0.0,
    }
}

fn line(column: usize) -> Cell {
    Cell {
        content: Content::Line,
        column,
        width: 0.0,
        up: 6.0,
        down: 6.0,
        x: 0.0,
        y: 0.0,
    }
}

fn label(edge: usize, lines: &[String], column: usize) -> Cell {
    Cell {
        content: Content::Label(edge),
        column,
        width: widest(lines, TEXT_SIZE) + MARGIN,
        up: LINE * lines.len() as f64 + 3.0,
        down: 6.0,
        x: 0.0,
        y: 0.0,
    }
}

fn widest(lines: &[String], size: u32) -> f64 {
    lines.iter().map(|line| width(line, size)).fold(0.0, f64::max)
}

fn bold(width: f64) -> f64 {
    1.1 * width
}

/// The width of a text, no less than it has in the fonts of the picture.
fn width(text: &str, size: u32) -> f64 {
    let letter = |letter: char| match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ' ' => 0.34,
        'f' | 'r' | 't' | '-' => 0.41,
        'm' | 'w' | 'M' | 'W' => 0.98,
        'A'..='Z' => 0.8,
        // Scripts with wide letters.
        letter if u32::from(letter) >= 0x1100 => 1.05,
        _ => 0.64,
    };
    text.chars().map(letter).sum::<f64>() * f64::from(size)
}
