//! Snapshots of schedules. `UPDATE_EXPECT=1` blesses.

use expect_test::expect_file;

use super::network;
use super::networks::{FEEDBACK, MOVING, PAPER};
use crate::Compiled;

fn page(source: &str) -> String {
    Compiled::of_network(network(source)).to_string()
}

#[test]
fn schedules() {
    expect_file!["snapshots/paper.txt"].assert_eq(&page(PAPER));
    expect_file!["snapshots/feedback.txt"].assert_eq(&page(FEEDBACK));
    expect_file!["snapshots/moving.txt"].assert_eq(&page(MOVING));
    let gru = "struct Net { input x: 1; layer h: Gru<3>; output y: 1; x -> h; h ~> h; h -> y; }";
    expect_file!["snapshots/gru.txt"].assert_eq(&page(gru));
}

/// Rates of one fold away: what is left is an Elman network, and no state is kept that nothing reads.
#[test]
fn rates_of_one_are_elman() {
    let net = |layer: &str| {
        format!("struct Net {{ input x: 2; layer h: {layer} output y: 2; x -> h; h ~> h; h -> y; }}")
    };
    let aru = page(&net("Aru<6> { alpha_s: 1.0; alpha_r: 1.0; }"));
    let elman = page(&net("Elman<6>;"));
    // The dead current is there for a trace or a penalty alone, and that is the one difference.
    let is_dead =
        |line: &str| line.contains("in a trace only") || line.contains("+= d_current[t], if asked for");
    let without_dead: String = aru
        .lines()
        .filter(|line| !is_dead(line))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(without_dead, elman);
    assert!(aru.contains("h_current: 6"), "{aru}");
}

/// A row of the table is all that a function takes, from its name in a unit to the program.
#[test]
fn a_function_is_its_row() {
    let source = |body: &str| {
        format!(
            "unit U {{ {body} emit a; }}
             struct Net {{ input x: 1; layer h: U<2>; output y: 1; x -> h -> y; }}"
        )
    };
    let declared = source("a = larger(drive, 0.5 * prev(a)) + drive * larger(2, 3);");
    let page = page(&declared);
    for line in [
        "h: a[t] = larger(drive[t], 0.5 a[t-1]) + drive[t] 3",
        "h: d_drive[t] = 3 d_a[t] + (d_a[t] where drive[t] - 0.5 a[t-1] > 0, else 0)",
        "h: d_a[t-1] += 0.5 (0 where drive[t] - 0.5 a[t-1] > 0, else d_a[t])",
    ] {
        assert!(page.contains(line), "`{line}` in\n{page}");
    }
    let faults = |body: &str| super::faults(&source(body));
    assert_eq!(faults("a = larger(drive);"), ["`larger` takes 2 arguments"]);
    assert_eq!(
        faults("larger = drive; a = larger;")[0],
        "`larger` is a function; choose another name"
    );
    assert_eq!(
        faults("a = largr(drive);"),
        ["unknown function `largr`, did you mean `larger`?"]
    );
}
