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
        (
            r#""target":0"#,
            r#""target":7"#,
            "with index 7 in links[0].target; expected an index of what is there, below 2",
        ),
        (
            r#"{"Drive":1}"#,
            r#"{"Drive":2}"#,
            "index 2 in units[0].equations[0]; expected an index of what is there, below 2",
        ),
        (r#""order":[0,1]"#, r#""order":[0,2]"#, "index 2 in order[1]"),
        ("[1,1,0],", "", "form of shape [2, 3]; expected [3, 3]"),
        (
            r#"{"Gate":{"layer":0,"port":1"#,
            r#"{"Gate":{"layer":0,"port":4"#,
            "role.Gate.port; expected an index of what is there, below 2",
        ),
        (
            r#"{"Apply":["Multiply",["Argument","#,
            r#"{"Apply":["Multiply",[{"Drive":0},"#,
            "Drive(0) in layers[0].activation; expected numbers and the argument alone",
        ),
        (
            r#"{"Apply":["Multiply",["Argument","#,
            r#"{"Apply":["Multiply",["Argument","Argument","#,
            "Multiply of 3 arguments in layers[0].activation; expected 2",
        ),
    ] {
        let error = refusal(part, other);
        assert!(error.contains(found), "{error}");
    }
}

recurrent_net! {
    struct IntoPort {
        input x: 2;
        layer g: Gru<2>;
        output y: 1;
        x -> g.candidate { form: identity; }
        g ~> g;
        g -> y;
    }
}

#[test]
fn an_identity_into_several_ports_says_which() {
    let text = IntoPort::<f32>::new(1).to_json();
    assert_eq!(read_json(&text).unwrap(), IntoPort::<f32>::DESCRIPTION);
    let into_all = text.replacen(r#""port":2"#, r#""port":null"#, 1);
    assert_ne!(into_all, text);
    let error = read_json(&into_all).unwrap_err().to_string();
    let said = "links[0] of the form Identity, into 3 ports; expected links[0].port, the one that it adds to";
    assert!(error.contains(said), "{error}");
}

recurrent_net! {
    unit Long {
        v = 0.001 * (prev(v) * 1 + prev(v) * 2 + prev(v) * 3 + prev(v) * 4 + prev(v) * 5 + prev(v) * 6 + prev(v) * 7 + prev(v) * 8 + prev(v) * 9 + prev(v) * 10 + prev(v) * 11 + prev(v) * 12 + prev(v) * 13 + prev(v) * 14 + prev(v) * 15 + prev(v) * 16 + prev(v) * 17 + prev(v) * 18 + prev(v) * 19 + prev(v) * 20 + prev(v) * 21 + prev(v) * 22 + prev(v) * 23 + prev(v) * 24 + prev(v) * 25 + prev(v) * 26 + prev(v) * 27 + prev(v) * 28 + prev(v) * 29 + prev(v) * 30 + prev(v) * 31 + prev(v) * 32 + prev(v) * 33 + prev(v) * 34 + prev(v) * 35 + prev(v) * 36 + prev(v) * 37 + prev(v) * 38 + prev(v) * 39 + prev(v) * 40 + prev(v) * 41 + prev(v) * 42 + prev(v) * 43 + prev(v) * 44 + prev(v) * 45 + prev(v) * 46 + prev(v) * 47 + prev(v) * 48 + prev(v) * 49 + prev(v) * 50 + prev(v) * 51 + prev(v) * 52 + prev(v) * 53 + prev(v) * 54 + prev(v) * 55 + prev(v) * 56 + prev(v) * 57 + prev(v) * 58 + prev(v) * 59 + prev(v) * 60) + drive;
        emit v;
    }
    struct Deep {
        input x: 1;
        layer h: Long<1>;
        output y: 1;
        x -> h -> y;
    }
}

#[test]
fn a_sum_of_sixty_terms_is_saved_and_read() {
    let network = Deep::<f32>::new(1);
    assert_eq!(read_json(&network.to_json()).unwrap(), Deep::<f32>::DESCRIPTION);
    let path = std::env::temp_dir().join(format!("aru-deep-{}.safetensors", std::process::id()));
    network.save(&path).unwrap();
    Deep::<f32>::load(&path).unwrap();
    let state = network.initial_state();
    state.save(&path).unwrap();
    aru::State::<Deep<f32>>::load(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn what_is_nested_without_end_is_refused() {
    let hostile = text().replacen(r#"{"Drive":1}"#, &r#"{"Apply":["Negate",["#.repeat(100_000), 1);
    let error = read_json(&hostile).unwrap_err().to_string();
    assert!(error.contains("more than the 4096 that are read"), "{error}");
}
