//! What is said about faults. tests/ui shows each fault at its place; here are rules about all of
//! them, and the cases that a text cannot hold.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use super::{checked, faults};

const NONE: [&str; 0] = [];

/// A network with one layer of that unit and those settings.
fn layer(unit: &str, settings: &str) -> String {
    format!(
        "struct N {{ input x: 1; layer h: {unit}<4> {{ {settings} }} output y: 1; x -> h -> y; h ~> h; }}"
    )
}

fn unit(equations: &str) -> Vec<String> {
    faults(&format!(
        "unit U {{ {equations} }} struct N {{ input x: 1; output y: 1; x -> y; }}"
    ))
}

#[test]
fn faults_are_told_all_at_once_and_once() {
    let found = faults(
        "struct N {
            input x: 1;
            layr lost: Aru<4>;
            layer h: Aruu<4> { alpha_s: 0.5 }
            layer g: Aru<0> { alpha_s: 3; activaton: relu; }
            output y 1;
            x -> h -> g; g -> lost; h -> y; g ~> gg;
        }",
    );
    assert_eq!(
        found,
        [
            "expected a declaration or a link, did you mean `layer`?",
            "expected `:`, as in `output y: 1;`",
            "a size must be at least 1",
            "no unit named `Aruu`, did you mean `Aru`?",
            "`Aru` has no setting named `activaton`, did you mean `activation`?",
            "the layer `g` must set `alpha_r` of its unit `Aru`; add `alpha_r: learn global(0.5) in logistic(0, 1);`",
            "`alpha_s` may be 2 at most; above it a unit diverges",
        ]
    );
}

/// Powers, intervals and names of constants, as they are written elsewhere.
#[test]
fn what_mathematics_writes_is_told_in_the_words_of_the_language() {
    for (power, told) in [
        ("drive ** 2", "there is no `**`; "),
        ("drive ^ 2", "there is no `^`; "),
    ] {
        let found = faults(&format!(
            "unit U {{ r = {power}; emit r; }} struct N {{ input x: 1; layer h: U<4>; output y: 1; x -> h -> y; }}"
        ));
        assert_eq!(found, [format!("{told}write `pow(x, 2)`, or `x * x`")]);
    }
    let of = |setting: &str, links: &str| {
        faults(&format!(
            "struct N {{ dt: 1 ms; input x: 1; layer h: Aru<4> {{ {setting}; alpha_r: 1.0; }} output y: 1; x -> h -> y; {links} }}"
        ))
    };
    for bounds in ["[2 ms, 200 ms]", "(2 ms, 200 ms)"] {
        assert_eq!(
            of(&format!("tau_s: learn global(10 ms) in {bounds}"), ""),
            ["bounds have two ends: write `low..=high` or `logistic(low, high)`"]
        );
    }
    let found = of("taus: learn global(10 ms) in 2 ms..=200 ms", "");
    assert!(
        found[0].starts_with("`Aru` has no setting named `taus`, did you mean `tau_s`"),
        "{found:#?}"
    );
    // Both say the same of a link to itself.
    assert_eq!(
        of("tau_s: 10 ms", "h ~> h { delays: 0..3; }"),
        [
            "`~>` reads earlier steps only, but a delay is 0; take it out",
            "`h -> h` is a loop without a delay; take 0 out of its delays"
        ]
    );
}

#[test]
fn a_constant_that_is_missing_is_shown_as_it_would_be_written() {
    let of = |dt: &str| {
        faults(&format!(
            "struct N {{ {dt} input x: 1; layer h: Aru<4> {{ alpha_s: 0.5; }} output y: 1; x -> h -> y; }}"
        ))
    };
    for (dt, name, value) in [
        ("", "alpha_r", "learn global(0.5) in logistic(0, 1)"),
        ("dt: 1 ms;", "tau_r", "learn global(10 ms) in logistic(1 ms, 1 s)"),
        (
            "dt: 700 us;",
            "tau_r",
            "learn global(7 ms) in logistic(700 us, 700 ms)",
        ),
        (
            "dt: 0.1 s;",
            "tau_r",
            "learn global(1 s) in logistic(100 ms, 100 s)",
        ),
    ] {
        assert_eq!(
            of(dt),
            [format!(
                "the layer `h` must set `{name}` of its unit `Aru`; add `{name}: {value};`"
            )]
        );
        let mended = format!(
            "struct N {{ {dt} input x: 1; layer h: Aru<4> {{ alpha_s: 0.5; {name}: {value}; }} output y: 1; x -> h -> y; }}"
        );
        assert!(faults(&mended).is_empty(), "{mended}");
    }
}

#[test]
fn a_value_is_judged_only_where_the_setting_is_known() {
    assert_eq!(
        faults(&layer("Elman", "activaton: relu;")),
        ["`Elman` has no setting named `activaton`, did you mean `activation`?"]
    );
    assert_eq!(faults(&layer("Elman", "activation: 5;")).len(), 1);
    assert_eq!(
        faults(&layer("Gru", "activation: 5;")),
        ["the equations of `Gru` apply no `activation`; remove the setting"]
    );
}

#[test]
fn a_missing_semicolon_hides_nothing() {
    let found = faults(&layer("Aru", "alpha_s: 0.5 alpha_r: 0.5;"));
    assert_eq!(found, ["expected `;` after this setting"]);
    let found = faults("struct N { input x: 1 output y: 1; x -> y; }");
    assert_eq!(found, ["expected `;` after the input `x`"]);
    let found = faults("struct N { input x: 1; output y: 1 x -> y }");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn loops_are_named_and_cut_where_they_close() {
    let net = |links: &str| {
        faults(&format!(
            "struct N {{ input x: 1; layer a: Dense<1>; layer b: Dense<1>; layer c: Dense<1>; output y: 1;
             x -> a; {links} c -> y; }}"
        ))
    };
    assert_eq!(net("a -> b -> c; c ~> a;"), NONE);
    assert_eq!(
        net("a -> b -> c -> a;"),
        ["`a -> b -> c -> a` is a loop without a delay; write `c ~> a`, which reads the step before"]
    );
    assert_eq!(
        net("a -> b -> c; b -> b; c -> b { delays: 0..3; }"),
        [
            "`b -> c -> b` is a loop without a delay; write `c ~> b` and take 0 out of its delays",
            "`b -> b` is a loop without a delay; write `b ~> b`, which reads the step before",
        ]
    );
}

#[test]
fn bands_that_do_not_fit_are_told_with_those_that_do() {
    let net = |size: &str, form: &str| {
        faults(&format!(
            "struct N {{ input sound: 34; layer code: Dense<{size}>; output y: 1;
             sound -> code {{ form: {form}; }} code -> y; }}"
        ))
    };
    assert_eq!(net("[10, 7]", "local(kernel 7, stride 3)"), NONE);
    assert_eq!(
        net("[9, 7]", "local(kernel 7, stride 3)"),
        [
            "kernel 7 and stride 3 over the 34 bands of `sound` give 10 bands, but `code` is [9, 7]; write \
          `Dense<[10, 7]>`"
        ]
    );
    assert_eq!(
        net("70", "conv(kernel 7, stride 3)"),
        [
            "kernel 7 and stride 3 over the 34 bands of `sound` give 10 bands, but `code` is a plain `70`, which is 70 bands \
             of one channel; write `Dense<[10, 7]>`"
        ]
    );
    assert_eq!(
        net("[1, 7]", "conv(kernel 40, pad 2)"),
        ["kernel 40 is wider than the 34 bands of `sound` with a pad of 2 on either side"]
    );
    assert_eq!(
        net("[34, 1]", "conv(kernel 3, pad 3)"),
        [
            "with a pad of 3 and a kernel of 3 a band would read nothing but zeros; the pad must be below the kernel"
        ]
    );
}

#[test]
fn ports_are_driven_together_or_one_by_one() {
    let net = |settings: &str, links: &str| {
        faults(&format!(
            "unit Selective {{ ports step, value; h = prev(h) * step + value; emit h; }}
             struct N {{ input x: 4; layer ssm: Selective<4> {{ {settings} }} output y: 1; {links} ssm -> y; }}"
        ))
    };
    assert_eq!(net("", "x -> ssm.step; x -> ssm.value; ssm ~> ssm;"), NONE);
    assert_eq!(net("", "x -> ssm.step;"), NONE);
    assert_eq!(
        net("bias: none;", "x -> ssm.step;"),
        [
            "`ssm.value` is driven by nothing; link something to it, as `a -> ssm.value;`, or give `ssm` a bias"
        ]
    );
    assert_eq!(
        net("", "x -> ssm; x -> ssm.step;"),
        [
            "`x -> ssm` drives every port of `ssm`, this one among them; list the ports: `x -> ssm.step;` `x -> ssm.value;`"
        ]
    );
    assert_eq!(
        net("", "x -> ssm { form: identity; }"),
        [
            "`ssm` has several ports, and `form: identity` adds to one; say which: `x -> ssm.step` or `x -> ssm.value`"
        ]
    );
    assert_eq!(
        net("", "x -> ssm.stp;"),
        ["no port of `ssm` is named `stp`, did you mean `step`?"]
    );
}

#[test]
fn equations() {
    assert_eq!(unit("a = drive; emit a;"), NONE);
    assert_eq!(
        unit("a = b + drive; b = a; emit a;"),
        ["`b` is read before its equation; move that up, or read `prev(b)`"]
    );
    assert_eq!(
        unit("a = prev(a) + drive; b = prev(c) + recur; c = b; emit a;"),
        NONE
    );
    assert_eq!(
        unit("a = sigmiod(drive); emit a;"),
        ["unknown function `sigmiod`, did you mean `sigmoid`?"]
    );
    assert_eq!(
        unit("ports p, q; constant k; a = p + recur(q); emit a;"),
        [
            "the constant `k` is read by no equation; use it or remove it",
            "the port `q` is read by no equation; use it or remove it"
        ]
    );
}

#[test]
fn declarations_may_come_through_other_macros() {
    // As `macro_rules` passes on fragments: in groups that no one sees.
    let hidden = |tokens: TokenStream| TokenTree::from(Group::new(Delimiter::None, tokens));
    let (name, size, rate) = (
        hidden(quote!(h)),
        hidden(quote!(crate::SIZE)),
        hidden(quote!(-0.5)),
    );
    let (docs, visibility, time) = (
        hidden(quote!(doc = "text")),
        hidden(quote!(pub)),
        hidden(quote!(5 ms)),
    );
    let (product, kind) = (hidden(quote!(k + drive)), hidden(quote!(usize)));
    let (_, errors) = checked(quote! {
        unit U { constant k; a = 2 * #product; emit a; }
        #[#docs]
        #visibility struct N<const H: #kind> {
            dt: #time;
            input x: #size;
            layer #name: U<H> { k: learn global(#rate); }
            output y: 1;
            x -> #name -> y;
        }
    });
    assert_eq!(errors.into_messages(), NONE);
}

#[test]
fn an_operand_that_came_through_a_macro_stays_one() {
    let operand = TokenTree::from(Group::new(Delimiter::None, quote!(drive + 1)));
    let (declaration, errors) = checked(quote! {
        unit U { a = 2 * #operand; emit a; }
        struct N { input x: 1; layer h: U<1>; output y: 1; x -> h -> y; }
    });
    assert!(errors.is_empty());
    let network = crate::lower::lower(&declaration).remove(0);
    use crate::network::{Expression, Operator};
    assert!(matches!(
        &network.units[0].equations[0].value,
        Expression::Binary(Operator::Multiply, ..)
    ));
}

#[test]
fn messages_follow_the_house_style() {
    let bad = "
        #[derive(Clone)] struct T<'a, X> where X: Copy { #[x] input type: 0; input __x: 5.0; dt: 5; layer run: Aru<4>
        { tau_s: 5; tau_s: 5 ms; alpha_s: -1; alpha_r: learn global(normal(0, -1)) in 1..=0; bias: fixed orthogonal(1.0);
        initial: lern; activation: sigmod; q: 1; } nothing; x -> z { delay: -1; wait: 2; } a => b; }
        unit Gru { constant tau_s, exp; a = b; a = f(drive); emit c; }";
    let found = faults(bad);
    assert!(found.len() > 20, "{found:#?}");
    for message in found {
        let first = message.chars().next().unwrap_or('A');
        assert!(!first.is_uppercase(), "{message}");
        assert!(!message.ends_with('.'), "{message}");
        assert!(!message.contains('\n'), "{message}");
    }
}

#[test]
fn what_is_nested_too_deeply_is_refused() {
    for (open, close) in [("(", ")"), ("{", "}"), ("[", "]")] {
        let deep = format!(
            "struct N {{ input x: {}1{}; }}",
            open.repeat(5000),
            close.repeat(5000)
        );
        assert_eq!(faults(&deep), ["nested too deeply to be read"]);
    }
    let minus = format!("unit U {{ a = {}drive; emit a; }}", "-".repeat(100_000));
    assert!(faults(&minus)[0].contains("too long"));
    let sum = format!("unit U {{ a = drive{}; emit a; }}", " + drive".repeat(100_000));
    assert!(faults(&sum)[0].contains("too long"));
}

#[test]
fn what_is_large_is_refused_in_time() {
    let delays =
        |delays: &str| format!("struct N {{ input x: 1; output y: 1; x -> y {{ delays: {delays}; }} }}");
    assert_eq!(faults(&delays("0..1000000")), ["a link has 10000 delays at most"]);
    assert!(faults(&delays("0..99999999999999999999"))[0].contains("more than the 1000000"));
    assert!(faults(&delays("[0, 1e3]"))[0].contains("whole number"));
}
