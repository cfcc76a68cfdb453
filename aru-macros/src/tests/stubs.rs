//! What stands in for networks with faults.

use super::checked;
use crate::stub::stub;

#[test]
fn a_stub_stands_in_for_what_has_faults() {
    let (declaration, errors) = checked(
        "/// Docs.\npub struct N<const H: usize> { input x: } struct T {} struct N {}"
            .parse()
            .expect("tokens"),
    );
    assert!(!errors.into_messages().is_empty());
    let stub = stub(&declaration).to_string();
    assert!(stub.contains("pub struct N < T , const H :"), "{stub}");
    assert_eq!(
        stub.matches("struct").count() - stub.matches("struct View_").count(),
        1,
        "neither one that cannot be named nor one name twice: {stub}"
    );
}

/// `x -> h.` while a port is being typed: the struct stays, and no other fault is told.
#[test]
fn a_port_that_is_half_typed_is_one_fault() {
    for link in [
        "x -> h.",
        "x -> h.;",
        "x -> h. h ~> h;",
        "x ~> h.cand;",
        "x -> h. {}",
    ] {
        for bias in ["", "bias: none;"] {
            let text = format!(
                "struct N {{ input x: 1; layer h: Gru<4> {{ {bias} }} output y: 1; h ~> h.reset; h -> y; {link} }}"
            );
            let (declaration, errors) = checked(text.parse().unwrap());
            let found = errors.into_messages();
            assert_eq!(found.len(), 1, "{link} {bias}: {found:?}");
            let stub = stub(&declaration).to_string();
            assert!(
                stub.contains("struct N") && stub.contains("fn x_to_h"),
                "{link}: {stub}"
            );
        }
    }
}
