//! Texts: what their names mean, and what is said where they are none.

use aru_compiler::network::{Form, Size};
use aru_compiler::{Compiled, Faults, Text, compile_text};

const NET: &str = "struct Net<const H: usize> {
    input x: 2;
    layer h: Elman<H>;
    layer g: Elman<{ 2 * crate::SIZE + 1 }>;
    output y: [crate::SIZE, H];
    x -> h -> g -> y;
    h ~> h { weights: fixed by(shift::<3>); }
    g ~> g { mask: ring; }
}
";

fn whole() -> Text<'static> {
    let text = Text::new(NET)
        .named("net.aru")
        .with("H", 3)
        .with("crate :: SIZE", 4);
    text.with_item("shift::<3>").with_item("ring")
}

fn fault(text: &str) -> String {
    let faults = compile_text(text).expect_err(text);
    assert_eq!(faults.len(), 1, "{faults}");
    faults.to_string()
}

fn messages(compiled: Result<Vec<Compiled>, Faults>) -> Vec<String> {
    let faults = compiled.expect_err("faults");
    faults.iter().map(|fault| fault.message.clone()).collect()
}

#[test]
fn sizes_are_what_is_given_for_their_names() {
    let compiled = whole().compile().unwrap_or_else(|faults| panic!("{faults}"));
    let network = &compiled[0].network;
    let sizes: Vec<&Size> = network.layers.iter().map(|layer| &layer.size).collect();
    assert_eq!(sizes, [&Size::Number(3), &Size::Number(9), &Size::Number(12)]);
    assert!(network.named_sizes.is_empty() && network.const_parameters.is_empty());
    assert_eq!(network.start_functions[0].path.to_string(), "shift :: < 3 >");
    assert!(matches!(network.links[4].form, Form::Masked(0)));
    assert_eq!(network.masks[0].path.to_string(), "ring");
}

/// The program of a text with sizes is that of the text with numbers in their place.
#[test]
fn a_named_size_is_its_number() {
    let written = "struct Net { input x: 2; layer h: Elman<4>; output y: 1; x -> h -> y; h ~> h; }";
    let named = written
        .replace("Net", "Net<const H: usize>")
        .replace("<4>", "<H>");
    let written = compile_text(written).expect("a network").remove(0);
    let named = Text::new(&named)
        .with("H", 4)
        .compile()
        .expect("a network")
        .remove(0);
    assert_eq!(written.to_string(), named.to_string());
}

#[test]
fn what_is_not_given_is_told_with_the_way_out() {
    let faults = Text::new(NET).compile().expect_err("no sizes");
    let said: Vec<String> = faults.iter().map(|fault| fault.message.clone()).collect();
    assert_eq!(
        said,
        [
            "no number is given for the size `H`",
            "no number is given for the size `crate::SIZE`",
            "no number is given for the size `crate::SIZE`",
            "no number is given for the size `H`",
        ]
    );
    let help = faults[0].help.as_deref();
    assert_eq!(help, Some("write a number, or give one for `H` with the text"));
    let near = Text::new(NET).with("crate::SIZES", 4).with("H", 2).compile();
    let near = near.expect_err("another name");
    assert_eq!(near[0].help.as_deref(), Some("did you mean `crate::SIZES`?"));
}

#[test]
fn what_only_rust_has_is_told_with_the_way_out() {
    let text = Text::new(NET).with("H", 3).with("crate::SIZE", 4);
    assert_eq!(
        messages(text.compile()),
        [
            "`shift::<3>` is a function of Rust, and the text has none",
            "`ring` is a matrix of Rust, and the text has none",
        ]
    );
    let custom = "struct N { input x: 1; output y: 1 { activation: custom(a::Swish); } x -> y; }";
    assert!(fault(custom).contains("`a::Swish` is a type of Rust, and the text has none"));
    let condition = fault("#[cfg(test)] struct N { input x: 1; output y: 1; x -> y; }");
    assert!(condition.contains("remove the attribute"), "{condition}");
    assert!(condition.contains("<text>:1:2"), "{condition}");
}

#[test]
fn what_can_be_no_size_is_told_wherever_it_stands() {
    let said = |size: &str| {
        let text = format!("struct N {{ input x: {size}; output y: 1; x -> y; }}");
        messages(Text::new(&text).compile())
    };
    for size in ["Self::K", "{ Self::K + 1 }", "{ 2 * (Self::K) }"] {
        assert_eq!(said(size), ["`Self` cannot be used in a size"], "{size}");
    }
    for size in ["T", "{ 2 * T }"] {
        assert_eq!(
            said(size),
            ["`T` is the scalar type of the network, not a size"],
            "{size}"
        );
    }
}

#[test]
fn a_string_or_a_comment_that_ends_is_not_told_to_never_end() {
    let fault = fault("#[doc = \"a\\q\"] struct N { input x: 1; output y: 1; x -> y; }");
    assert!(
        fault.contains("an escape or a carriage return in this string has no meaning"),
        "{fault}"
    );
    let fault = self::fault("/** a\rb */ struct N { input x: 1; output y: 1; x -> y; }");
    assert!(
        fault.contains("a carriage return stands in this doc comment"),
        "{fault}"
    );
}

#[test]
fn what_is_given_for_nothing_is_told() {
    assert_eq!(
        messages(whole().with("h", 3).with_item("rings").compile()),
        [
            "no size of this text is named `h`, which is given",
            "no function, mask or type of this text is named `rings`, which is given",
        ]
    );
}

/// rustc finds these when it compiles what the macro wrote; in a text sizes are known from the start.
#[test]
fn sizes_that_are_known_are_checked() {
    let net = |code: usize, kernel: &str| {
        let text = format!(
            "struct N {{ input x: BANDS; layer code: Dense<[CODE, 2]>; output y: 1;
             x -> code {{ form: local({kernel}); }} code -> y; }}"
        );
        Text::new(&text).with("BANDS", 34).with("CODE", code).compile()
    };
    assert!(net(10, "kernel 7, stride 3").is_ok());
    let expected = "kernel 7 and stride 3 over the 34 bands of `x` give 10 bands, but `code` is [9, 2]";
    assert_eq!(messages(net(9, "kernel 7, stride 3")), [expected]);
    assert_eq!(
        messages(net(0, "kernel 7, stride 3"))[0],
        "a size must be at least 1"
    );
    assert_eq!(
        messages(net(1 << 30, "kernel 1"))[0],
        "a size may be 16777216 at most"
    );
    for computed in ["5 - 7", "5 - N", "1 / (N - 6)", "N * 9999999999999999999"] {
        let text = format!("struct N {{ input x: {{ {computed} }}; output y: 1; x -> y; }}");
        let mut text = Text::new(&text);
        if computed.contains('N') {
            text = text.with("N", 6);
        }
        let expected = "this size is no count: it is below 0, too large, or divided by 0";
        assert_eq!(messages(text.compile()), [expected], "{computed}");
    }
}

#[test]
fn what_is_no_text_of_tokens_has_a_place() {
    for (text, message, line, column) in [
        ("struct N {\n  input x: 1;\n", "this `{` is never closed", 1, 10),
        (
            "struct N {\n  input x: [1;\n}",
            "this `}` stands where the `[` of line 2 is to be closed",
            3,
            1,
        ),
        ("struct N { }\n}", "this `}` closes nothing", 2, 1),
        ("struct N {\n #[doc = \"a] }", "this string never ends", 2, 10),
        ("struct N { /* input }", "this comment never ends", 1, 12),
        (
            "struct N {\r\n\tinput \u{3b1}\u{301}: 1; \u{20ac}\r\n}",
            "`\u{20ac}` has no meaning in a declaration",
            2,
            15,
        ),
        (
            "\u{feff}struct N { \\ }",
            "`\\\\` has no meaning in a declaration",
            1,
            12,
        ),
        ("struct N { 0xg }", "this is not a number", 1, 12),
    ] {
        let faults = compile_text(text).expect_err(text);
        let fault = &faults[0];
        assert_eq!((faults.len(), fault.message.as_str()), (1, message), "{text}");
        assert_eq!((fault.start.line, fault.start.column), (line, column), "{text}");
        assert!(fault.help.is_some());
        let printed = fault.to_string();
        assert!(
            printed.contains(&format!("--> <text>:{line}:{column}\n")),
            "{printed}"
        );
    }
}

/// Carets stand under what they mean, whatever is in front of it.
#[test]
fn carets_stand_under_their_text() {
    let net =
        |before: &str| format!("struct N {{\r\n{before}input type: 1;\r\n\toutput y: 1; type -> y; }}\r\n");
    assert_eq!(
        fault(&net("\t")),
        "error: `type` is a keyword of Rust\n --> <text>:2:8\n  |\n2 |     input type: 1;\n  |           ^^^^\n  |\n  \
         = help: choose another name"
    );
    let wide = fault(&net("/* \u{4e16}\u{754c} */ "));
    assert!(wide.contains("2 | /* \u{4e16}\u{754c} */ input type"), "{wide}");
    assert!(wide.contains("\n  |                  ^^^^\n"), "{wide}");
    assert!(wide.contains(" --> <text>:2:16\n"), "{wide}");
}

/// What is missing at the end has the end as its place.
#[test]
fn what_is_missing_is_told_at_the_end() {
    let printed = fault("/// Docs.\npub struct Net\n\n");
    let expected = "error: unexpected end of input, expected the body of the network: `struct Net { .. }`\n --> <text>:2:15\n";
    assert!(printed.starts_with(expected), "{printed}");
    let faults = compile_text("").expect_err("nothing");
    assert_eq!((faults[0].start.line, faults[0].start.column), (1, 1));
    assert!(faults.to_string().contains("--> <text>:1:1"), "{faults}");
}

/// What two rules find in the same place is told once.
#[test]
fn a_fault_is_told_once() {
    let text = "unit One { constant k; v = drive / k + exp(1 / k); emit v; }
        struct N { input x: 1; layer h: One<2> { k: 0; } output y: 1; x -> h -> y; }";
    assert!(fault(text).contains("has a part that is not finite"));
}

#[test]
fn faults_go_from_thread_to_thread() {
    fn goes<T: std::error::Error + Send + Sync + 'static>() {}
    goes::<Faults>();
    goes::<aru_compiler::Fault>();
}

#[test]
fn faults_print_in_the_order_of_the_text() {
    let text = "struct N {\n  input x: 0;\n  layer h: Elmann<2>;\n  output y: 1;\n  x -> z;\n}";
    let faults = compile_text(text).expect_err("three faults");
    let lines: Vec<usize> = faults.iter().map(|fault| fault.start.line).collect();
    assert_eq!(lines, [2, 3, 5], "{faults}");
    let printed = faults.to_string();
    assert_eq!(printed.split("\n\n").count(), 3, "{printed}");
    assert!(printed.contains("  = help: did you mean `Elman`?"), "{printed}");
}
