//! No text makes the compiler panic, whatever it is, and every fault lies within it and prints.

use aru_compiler::{Text, compile_text};

/// A declaration with most constructs, and what a lexer may stumble over.
const DECLARATION: &str = "/// Two \u{4e16}\u{754c} areas.\r\n#[allow(dead_code)]
pub struct Hierarchy<const H: usize> {
\tdt: 5 ms; // \u{20ac}
    input x: [4, 2];
    layer fast: Aru<[4, 3]> {
        tau_s: learn per_band(20 ms) in 5 ms..=200 ms; /* r#\"raw\"# */
        alpha_r: learn per_unit(normal(0.5, 0.1)) in logistic(0, 1, slope 1.5);
        initial: learn; norm: layer(over channels);
    }
    layer slow: Lstm<H> { bias: fixed uniform(-1, 1e-3); }
    output y: { 2 * SIZE } { activation: identity; }
    x -> fast { form: conv(kernel 3, pad 1); } fast -> slow -> y;
    slow ~> slow { delays: [1, 4, 25 ms]; weights: fixed by(a::b::<3>); }
    slow ~> fast { delay: learn(8.0) in 1..=30; }
}
unit Own { constant k; a = select(drive > 0, k * prev(a), -exp(drive)); emit a; }";

fn never_panics(text: &str) {
    // Names are given, so that what follows the check of sizes is reached.
    let given = Text::new(text)
        .with("H", 3)
        .with("SIZE", 2)
        .with_item("a::b::<3>");
    if let Err(faults) = given.compile() {
        assert!(!faults.is_empty());
        for fault in &faults {
            assert!(
                fault.start <= fault.end && fault.end.offset <= text.len(),
                "{fault:?}"
            );
            assert!(fault.start.line <= 1 + text.matches('\n').count(), "{fault:?}");
            assert!(fault.to_string().starts_with("error: "), "{fault:?}");
        }
    }
}

#[test]
fn the_declaration_is_one() {
    let text = Text::new(DECLARATION)
        .with("H", 3)
        .with("SIZE", 2)
        .with_item("a::b::<3>");
    let compiled = text.compile().unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(compiled[0].network.layers.len(), 3);
}

#[test]
fn no_beginning_of_a_declaration_panics() {
    for (at, _) in DECLARATION.char_indices() {
        never_panics(&DECLARATION[..at]);
        never_panics(&DECLARATION[at..]);
    }
}

#[test]
fn no_declaration_without_a_character_panics() {
    for (at, character) in DECLARATION.char_indices() {
        let without = format!(
            "{}{}",
            &DECLARATION[..at],
            &DECLARATION[at + character.len_utf8()..]
        );
        never_panics(&without);
    }
}

#[test]
fn no_character_too_many_panics() {
    for more in [
        "{", "}", "(", "]", "\"", "'", "/*", "//", "r#\"", "\\", "\0", "\r", "\u{feff}", "0x", "b'", "#",
    ] {
        for (at, _) in DECLARATION.char_indices().step_by(7) {
            never_panics(&format!("{}{more}{}", &DECLARATION[..at], &DECLARATION[at..]));
        }
    }
}

#[test]
fn no_bytes_panic() {
    let mut state = 1u64;
    let mut byte = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u8
    };
    for length in 0..2_000 {
        let any: Vec<u8> = (0..length % 97).map(|_| byte()).collect();
        never_panics(&String::from_utf8_lossy(&any));
        // Most bytes are no text of Rust; printable ones go further.
        let printable: String = any.iter().map(|byte| char::from(b' ' + byte % 95)).collect();
        never_panics(&printable);
    }
}

/// Readers of expressions and paths call themselves for each part, and not for brackets alone.
#[test]
fn what_is_long_without_brackets_is_refused() {
    let net = |size: &str, layer: &str, link: &str| {
        format!(
            "struct N {{ input x: {size}; layer h: Dense<2> {{ {layer} }} output y: 1; x -> h {{ {link} }} h -> y; }}"
        )
    };
    let long = |part: &str| part.repeat(100_000);
    let (path, expression) = (long("A<") + "B" + &long(">"), long("A::<") + "B" + &long(">"));
    for text in [
        net(&format!("{{ {} 1 }}", long("-")), "", ""),
        net(&format!("{{ 1 {} }}", long("+ 1")), "", ""),
        net("1", &format!("activation: custom({path});"), ""),
        net("1", "", &format!("weights: fixed by({expression});")),
        net("1", "", &format!("mask: {expression};")),
        net("1", "", &format!("mask: by({expression});")),
    ] {
        let faults = compile_text(&text).expect_err("a fault");
        assert!(
            faults[0].message.contains("tokens at most"),
            "{}",
            faults[0].message
        );
    }
}

#[test]
fn what_is_nested_too_deeply_is_refused() {
    for (open, close) in [("(", ")"), ("{", "}"), ("[", "]")] {
        let deep = format!(
            "struct N {{ input x: {}1{}; }}",
            open.repeat(20_000),
            close.repeat(20_000)
        );
        let faults = compile_text(&deep).expect_err("a fault");
        assert_eq!(faults[0].message, "nested too deeply to be read");
        never_panics(&deep[..deep.len() / 2]);
    }
}
