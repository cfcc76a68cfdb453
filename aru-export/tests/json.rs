//! The description as JSON, and what is refused. That every declaration reads back is held by tests/emitted.

use aru::export::read_json;
use aru::prelude::*;

fn lower(target: usize, source: usize) -> bool {
    source <= target
}

recurrent_net! {
    activation swish(x) = x * sigmoid(x);

    /// Documented.
    pub struct Net<const H: usize> {
        dt: 2 ms;
        input x: 1;
        layer hidden: Aru<H> { tau_s: gated(20 ms, from x); alpha_r: 0.1; activation: swish; noise: normal(0.3); }
        output y: 1;
        x -> hidden { delay: learn(1.5) in 0..=3; }
        hidden ~> hidden { mask: by(lower); }
        hidden -> y;
    }
}

fn text() -> String {
    Net::<f32, 3>::new(1).to_json()
}

/// What is said of the text with a part replaced by another.
fn refusal(part: &str, other: &str) -> String {
    let changed = text().replacen(part, other, 1);
    assert_ne!(changed, text(), "{part} is in the text");
    read_json(&changed).unwrap_err().to_string()
}

#[test]
fn what_is_written_is_read() {
    let text = text();
    assert_eq!(read_json(&text).unwrap(), Net::<f64, 3>::DESCRIPTION);
    assert_ne!(read_json(&text).unwrap(), Net::<f64, 4>::DESCRIPTION);
    assert!(text.contains(r#""size":3"#), "sizes are numbers");
    assert!(
        text.contains("[[1,0,0],[1,1,0],[1,1,1]]"),
        "masks are rows of 0 and 1"
    );
    assert!(
        text.contains(r#"{"Apply":["Multiply",["Argument","#),
        "expressions are trees"
    );
}

#[test]
fn text_that_is_cut_or_something_else_is_refused() {
    let text = text();
    for broken in [
        "",
        "{}",
        "[]",
        "null",
        "{\"schema\": \"1\"}",
        "{\"schema\": 1}",
        &text[..text.len() - 1],
    ] {
        let error = read_json(broken).unwrap_err().to_string();
        assert!(error.contains("the description as JSON is"), "{error}");
    }
}

#[test]
fn another_schema_is_refused() {
    let error = refusal(r#""schema":1"#, r#""schema":2"#);
    assert!(
        error.contains("schema 2; schema 1, which this version of aru writes"),
        "{error}"
    );
}

#[test]
fn a_field_that_is_not_known_is_named() {
    for (part, path) in [
        (r#""is_output":"#, "layers[0].is_ouput"),
        (r#""name":"Net""#, "is_ouput"),
        (r#""delays":"#, "links[0].is_ouput"),
    ] {
        let error = refusal(part, &format!(r#""is_ouput":true,{part}"#));
        assert!(
            error.contains(&format!("with `{path}`; the fields of schema 1 alone")),
            "{error}"
        );
    }
}

#[test]
fn an_index_that_leads_nowhere_is_named() {
    for (part, other, found) in [
        (r#""target":0"#, r#""target":7"#, "links[0].target is 7, of 2"),
        (
            r#"{"Drive":1}"#,
            r#"{"Drive":2}"#,
            "units[0].equations[0] is 2, of 2",
        ),
        (r#""order":[0,1]"#, r#""order":[0,2]"#, "order[1] is 2, of 2"),
        ("[1,1,0],", "", "form has shape [2, 3], expected [3, 3]"),
    ] {
        let error = refusal(part, other);
        assert!(error.contains(found), "{error}");
    }
}
