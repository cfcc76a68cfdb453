use std::io::Write as _;
use std::process::{Command, Stdio};

use aru::prelude::*;

use super::cells::{Content, LINE};
use super::layout::{Layout, area};
use super::{Edge, Head, Kind, Node, Picture};
use crate::dot;

recurrent_net! {
    /// Five areas in a ring, "as drawn".
    struct Ring {
        dt: 5 ms;
        input x: 4;
        layer v1: Aru<10> {
            tau_s: fixed per_unit(20 ms);
            alpha_r: 1.0;
            sign: dale(excitatory 0.8);
        }
        layer v2: Aru<10> { tau_s: 25 ms; tau_r: 10 ms; sign: dale(excitatory 1); }
        layer v3: Aru<10> { tau_s: 50 ms; tau_r: 10 ms; sign: dale(excitatory 0); }
        layer v4: Aru<10> { tau_s: gated(20 ms, from x) in logistic(5 ms, 200 ms); tau_r: 10 ms; }
        layer v5: Aru<10> { tau_s: 100 ms; tau_r: 10 ms; }
        output y: 2;
        output z: 10;

        x -> v1;
        v1 ~> v2 { delay: 10 ms; }
        v2 ~> v3 { delay: 10 ms; }
        v3 ~> v4 { delays: [5 ms, 10 ms, 15 ms]; }
        v4 ~> v5 { delays: [5 ms, 15 ms]; }
        v5 ~> v1 { delay: learn(27 ms) in 5 ms..=150 ms; }
        v1 ~> v1 { density: 0.1; }
        v5 -> y { weights: fixed -0.5; }
        v5 -> z { form: diagonal; }
    }

    struct Crowded {
        input the_spectrogram_of_a_sound_at_one_ear: 64;
        input ear: 64;
        input cue: 1;
        layer a_layer_with_a_long_name: Aru<10> {
            alpha_s: gated(from cue, a_layer_with_a_long_name);
            alpha_r: gated(from ear, a_layer_with_a_long_name);
        }
        layer pool: Dense<4>;
        layer memory: Lstm<8>;
        layer decision: Gru<8>;
        output position: 2;
        output pupil: 1;
        output reward: 1;

        the_spectrogram_of_a_sound_at_one_ear -> a_layer_with_a_long_name { delays: 0..20; }
        ear -> a_layer_with_a_long_name { delays: [0, 5, 10]; }
        a_layer_with_a_long_name ~> a_layer_with_a_long_name;
        ear -> pool -> memory -> decision;
        a_layer_with_a_long_name ~> memory;
        memory ~> memory;
        decision ~> decision;
        decision ~> memory { delay: 30; }
        decision ~> pool { delay: 10; }
        cue -> decision -> position;
        memory -> pupil;
        pool -> reward;
    }
}

fn picture<N: Declared>() -> Picture {
    Picture::of(&N::DESCRIPTION, &crate::values::of(&N::new(1)))
}

#[test]
fn ranks_follow_causes_and_outputs_stand_last() {
    let ranks: Vec<usize> = picture::<Ring<f32>>()
        .nodes
        .iter()
        .map(|node| node.rank)
        .collect();
    assert_eq!(ranks, [0, 1, 2, 3, 4, 5, 6, 6]);
}

#[test]
fn heads_say_what_a_link_does() {
    let picture = picture::<Ring<f32>>();
    let heads = |name: &str| -> Vec<Head> {
        let of = picture
            .edges
            .iter()
            .filter(|edge| picture.nodes[edge.from].name == name);
        of.map(|edge| edge.head).collect()
    };
    assert_eq!(heads("x"), [Head::Arrow, Head::Gate]);
    assert_eq!(heads("v1"), [Head::Both, Head::Both]);
    assert_eq!(heads("v2"), [Head::Arrow]);
    assert_eq!(heads("v3"), [Head::Tee]);
    assert_eq!(
        heads("v5"),
        [Head::Arrow, Head::Tee, Head::Arrow],
        "fixed weights below zero inhibit too"
    );
}

recurrent_net! {
    struct Spectral {
        input sound: [6, 2];
        layer memory: Gru<[4, 3]>;
        output rate: Aru<[4, 1]> { alpha_s: 1.0; alpha_r: 0.5; }
        output plain: 2;
        sound -> memory.candidate { form: conv(kernel 3); }
        memory ~> memory { form: local(kernel 1); }
        memory -> rate { form: local(kernel 1); }
        memory -> plain;
    }
}

#[test]
fn labels_say_ports_and_patches_and_outputs_their_unit() {
    let picture = picture::<Spectral<f32>>();
    assert_eq!(picture.edges[0].label, ["candidate", "conv, 3 bands"]);
    assert_eq!(picture.edges[1].label, ["1 step", "local, 1 band"]);
    let lines = |name: &str| -> &[String] {
        let node = picture.nodes.iter().find(|node| node.name == name);
        node.map_or(&[], |node| &node.lines)
    };
    assert_eq!(lines("rate"), ["Aru, 4 units", "alpha_r 0.5"]);
    assert_eq!(lines("plain"), ["2 units"]);
}

fn from_excitatory(_: usize, source: usize) -> bool {
    source < 8
}

fn from_inhibitory(target: usize, source: usize) -> bool {
    target == 1 && source == 9
}

fn from_both(target: usize, source: usize) -> bool {
    target != source
}

recurrent_net! {
    struct Projections {
        input x: 2;
        layer area: Aru<10> { alpha_s: 0.5; alpha_r: 1.0; sign: dale(excitatory 0.8); }
        layer far: Aru<4> { alpha_s: 0.5; alpha_r: 1.0; sign: dale(excitatory 0.5); }
        output y: 2;

        x -> area;
        area ~> area { mask: by(from_both); }
        area -> far { mask: by(from_excitatory); }
        area -> y { mask: by(from_inhibitory); }
        far ~> far { density: 0.25; }
        far -> y;
    }
}

/// Two areas were drawn as if interneurons projected from one to the other.
#[test]
fn a_sign_is_that_of_the_sources_that_are_linked() {
    let mut net = Projections::<f32>::new(1);
    let heads = |net: &Projections<f32>| -> Vec<Head> {
        let picture = Picture::of(&Projections::<f32>::DESCRIPTION, &crate::values::of(net));
        picture.edges.iter().map(|edge| edge.head).collect()
    };
    for (source, expected) in [(0, Head::Arrow), (3, Head::Tee)] {
        let pair = |place: usize| if place % 4 == source { 1.0 } else { 0.0 };
        let mask: Vec<f32> = (0..16).map(pair).collect();
        net.set("far_to_far.mask", &mask).unwrap();
        assert_eq!(
            heads(&net),
            [
                Head::Arrow,
                Head::Both,
                Head::Arrow,
                Head::Tee,
                expected,
                Head::Both
            ]
        );
    }
}

#[test]
fn labels_say_delays_and_pairs() {
    let picture = picture::<Ring<f32>>();
    let labels: Vec<String> = picture.edges.iter().map(|edge| edge.label.join("; ")).collect();
    let expected = [
        "",
        "10 ms",
        "10 ms",
        "5 to 15 ms",
        "5, 15 ms",
        "27 ms; learned in 5 to 150 ms",
        "5 ms; density 0.1",
        "",
        "one to one",
        "tau_s",
    ];
    assert_eq!(labels, expected);
    assert_eq!(picture.nodes[1].lines, ["Aru, 10 units", "tau_s 20 ms"]);
    assert_eq!(
        picture.nodes[4].lines,
        ["Aru, 10 units", "tau_r 10 ms", "tau_s 5 to 200 ms, gated"]
    );
}

/// Left, top, right, bottom.
type Extent = [f64; 4];

fn overlap(a: Extent, b: Extent) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

fn check_places(picture: &Picture) {
    let layout = Layout::of(picture);
    let mut all: Vec<(String, Extent)> = Vec::new();
    for (index, cell) in layout.cells.cells.iter().enumerate() {
        match cell.content {
            Content::Node(node) => {
                let [left, top, width, height] = area(picture, &layout, node);
                all.push((
                    picture.nodes[node].name.clone(),
                    [left, top, left + width, top + height],
                ));
                let above = [
                    cell.x - cell.width / 2.0,
                    cell.y - cell.up,
                    cell.x + cell.width / 2.0,
                    top,
                ];
                all.push((format!("above {}", picture.nodes[node].name), above));
            }
            Content::Label(edge) => {
                let top = cell.y - LINE * picture.edges[edge].label.len() as f64;
                let extent = [cell.x - cell.width / 2.0, top, cell.x + cell.width / 2.0, cell.y];
                all.push((format!("label {index}"), extent));
            }
            Content::Line => {}
        }
    }
    for (index, (name, extent)) in all.iter().enumerate() {
        let is_inside =
            extent[0] >= 0.0 && extent[1] >= 0.0 && extent[2] <= layout.width && extent[3] <= layout.height;
        assert!(is_inside, "{name} leaves the page");
        for (other, beside) in &all[index + 1..] {
            assert!(!overlap(*extent, *beside), "{name} lies over {other}");
        }
    }
    // A line is level through a column, so it must not be at the height of a node that stands there.
    for (chain, edge) in layout.cells.chains.iter().zip(&picture.edges) {
        for &cell in chain.iter().skip(1).take(chain.len().saturating_sub(2)) {
            let (column, y) = (layout.cells.cells[cell].column, layout.cells.cells[cell].y);
            for node in 0..picture.nodes.len() {
                let [_, top, _, height] = area(picture, &layout, node);
                let is_there = layout.cells.cells[node].column == column;
                let name = &picture.nodes[node].name;
                assert!(
                    !is_there || y < top || y > top + height,
                    "the link from {} crosses {name}",
                    picture.nodes[edge.from].name
                );
            }
        }
    }
}

#[test]
fn nothing_lies_over_anything() {
    check_places(&picture::<Ring<f32>>());
    check_places(&picture::<Crowded<f32>>());
}

/// Any nodes and links: of these 100 pictures some have a dozen layers.
#[test]
fn nothing_lies_over_anything_in_pictures_at_random() {
    let mut state = 7_u64;
    let mut below = |end: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end
    };
    for _ in 0..100 {
        let count = 2 + below(14);
        let nodes = (0..count).map(|node| Node {
            kind: match node {
                0 => Kind::Input,
                node if node + 1 == count || below(6) == 0 => Kind::Output,
                _ => Kind::Layer,
            },
            name: "a_long_name"[..1 + below(11)].to_string(),
            lines: vec!["Aru, 20 units".to_string(); 1 + below(3)],
            rank: 0,
        });
        let mut nodes: Vec<Node> = nodes.collect();
        let edges = (0..1 + below(3 * count)).map(|_| {
            let (from, to) = (below(count), 1 + below(count - 1));
            Edge {
                from,
                to,
                // Links of this step close no circle.
                is_dashed: from >= to || below(3) == 0,
                head: [Head::Arrow, Head::Gate, Head::Tee, Head::Both][below(4)],
                label: vec!["learned in 5 to 150 ms"[..1 + below(22)].to_string(); below(4)],
            }
        });
        let edges: Vec<Edge> = edges.collect();
        for (node, rank) in super::ranks::of(&nodes, &edges).into_iter().enumerate() {
            nodes[node].rank = rank;
        }
        let picture = Picture {
            name: "Random".to_string(),
            docs: String::new(),
            nodes,
            edges,
        };
        check_places(&picture);
        super::write(&picture);
    }
}

#[test]
fn the_same_network_is_the_same_picture_and_refers_to_nothing() {
    let written = super::write(&picture::<Crowded<f32>>());
    assert_eq!(written, super::write(&picture::<Crowded<f32>>()));
    for outside in ["href", "<script", "<image", "@font-face", "url(", "<style"] {
        assert!(!written.contains(outside), "{outside}");
    }
    let ring = super::write(&picture::<Ring<f32>>());
    assert!(
        ring.contains("<desc>Five areas in a ring, \"as drawn\". Input x: 4 features."),
        "{ring}"
    );
    assert!(ring.contains("v1 ~&gt; v1 (5 ms, density 0.1, excitatory and inhibitory)."));
}

#[test]
fn graphviz_takes_the_text() {
    let texts = [
        dot::write(&picture::<Ring<f32>>()),
        dot::write(&picture::<Crowded<f32>>()),
    ];
    assert!(texts[0].contains(r#"tooltip="Five areas in a ring, \"as drawn\"."#));
    for text in texts {
        let dot = Command::new("dot")
            .arg("-Tplain")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut dot) = dot else {
            println!("`dot` is not installed: its reading of the text is not checked");
            return;
        };
        let mut input = dot.stdin.take().expect("it is piped");
        input.write_all(text.as_bytes()).expect("it reads");
        drop(input);
        let output = dot.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.is_empty(), "{said}\n{text}");
    }
}
