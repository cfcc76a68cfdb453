//! The picture of a network in the language of Graphviz.

use std::fmt::Write as _;

use crate::diagram::{Edge, Head, Kind, Picture};

/// The text of a `.dot` file. Names are quoted, whatever they are.
pub(crate) fn write(picture: &Picture) -> String {
    let mut text = format!("digraph {} {{\n", quoted(&picture.name));
    let mut line = |line: String| writeln!(text, "    {line}").expect("a string takes all");
    let docs = match picture.docs.is_empty() {
        true => String::new(),
        false => format!(", tooltip={}", quoted(&picture.docs)),
    };
    line(format!("graph [rankdir=LR, nodesep=0.35, ranksep=0.6{docs}];"));
    line("node [shape=box, fontname=\"Helvetica\", fontsize=11, color=\"#333333\"];".to_string());
    line("edge [fontname=\"Helvetica\", fontsize=9, color=\"#333333\"];".to_string());
    for rank in 0..picture.ranks() {
        line("{".to_string());
        line("    rank=same;".to_string());
        for node in picture.nodes.iter().filter(|node| node.rank == rank) {
            let lines: Vec<&str> = [&*node.name]
                .into_iter()
                .chain(node.lines.iter().map(|line| &**line))
                .collect();
            let (style, fill) = match node.kind {
                Kind::Input => ("rounded,filled", "#f2f2f2"),
                Kind::Layer => ("filled", "#e8f0fa"),
                Kind::Output => ("rounded,filled", "#fdf1e0"),
            };
            let name = quoted(&node.name);
            let label = quoted(&lines.join("\n"));
            line(format!(
                "    {name} [label={label}, style=\"{style}\", fillcolor=\"{fill}\"];"
            ));
        }
        line("}".to_string());
    }
    for edge in &picture.edges {
        let [from, to] = [edge.from, edge.to].map(|node| quoted(&picture.nodes[node].name));
        let attributes = attributes(picture, edge).join(", ");
        line(format!("{from} -> {to} [{attributes}];"));
    }
    text.push_str("}\n");
    text
}

fn attributes(picture: &Picture, edge: &Edge) -> Vec<String> {
    let style = if edge.is_dashed { "dashed" } else { "solid" };
    let head = match edge.head {
        Head::Arrow => "normal",
        Head::Gate => "dot",
        Head::Tee => "tee",
        Head::Both => "normaltee",
    };
    let mut all = vec![format!("style={style}"), format!("arrowhead={head}")];
    if !edge.label.is_empty() {
        all.push(format!("label={}", quoted(&edge.label.join("\n"))));
    }
    // What leads back has no say in which rank a node is in.
    if picture.nodes[edge.from].rank > picture.nodes[edge.to].rank {
        all.push("constraint=false".to_string());
    }
    all
}

/// A string of the language: in quotation marks, which a backslash takes their meaning.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", escaped.replace('\r', "").replace('\n', "\\n"))
}
