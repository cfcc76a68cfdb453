//! Snapshots: the whole expansion of the README's network, and what runs in a few more. `UPDATE_EXPECT=1` blesses.

use aru_compiler::functions;
use expect_test::expect_file;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;

use super::networks::{FEEDBACK, MOVING, PAPER};

fn rust(source: &str) -> String {
    let tokens = crate::compile(source.parse().expect("tokens"));
    let file = syn::parse2(tokens).expect("the expansion is a Rust file");
    prettyplease::unparse(&file)
}

/// Names without the prefix that keeps them away from those of a user: as people read them, and pages quote them.
fn readable(tokens: TokenStream) -> TokenStream {
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => Group::new(group.delimiter(), readable(group.stream())).into(),
        TokenTree::Ident(name) => {
            let text = name.to_string();
            let short = text.strip_prefix("__aru_").or(text.strip_prefix("__ARU_"));
            Ident::new(short.unwrap_or(&text), name.span()).into()
        }
        other => other,
    });
    tokens.collect()
}

/// Methods of the expansion by their names, without what is around them.
fn methods_of(source: &str, names: [&str; 2]) -> Vec<syn::ItemFn> {
    let tokens = readable(crate::compile(source.parse().expect("tokens")));
    let mut found = Vec::new();
    collect_methods(tokens, &names, &mut found);
    assert_eq!(found.len(), names.len());
    found
}

fn methods(source: &str, names: [&str; 2]) -> String {
    let functions = methods_of(source, names).into_iter().map(syn::Item::Fn).collect();
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: functions,
    })
}

fn collect_methods(tokens: TokenStream, names: &[&str], found: &mut Vec<syn::ItemFn>) {
    let file: syn::File = syn::parse2(tokens).expect("the expansion is a Rust file");
    for item in file.items {
        let syn::Item::Const(holder) = item else { continue };
        let syn::Expr::Block(block) = *holder.expr else {
            continue;
        };
        for statement in block.block.stmts {
            let syn::Stmt::Item(syn::Item::Impl(implementation)) = statement else {
                continue;
            };
            for method in implementation.items {
                let syn::ImplItem::Fn(method) = method else {
                    continue;
                };
                if names.iter().any(|name| method.sig.ident == name) {
                    found.push(syn::parse_quote!(#method));
                }
            }
        }
    }
}

const CHUNKS: [&str; 2] = ["forward_chunk", "backward_chunk"];

#[test]
fn paper_expands_to_a_page() {
    let page = methods(PAPER, CHUNKS);
    expect_file!["snapshots/paper.rs"].assert_eq(&page);
    assert!(page.lines().count() <= 150, "two screens");
}

#[test]
fn the_whole_expansion_of_the_paper() {
    expect_file!["snapshots/paper_whole.rs"].assert_eq(&rust(PAPER));
}

#[test]
fn feedback_expands_to_two_pages() {
    expect_file!["snapshots/feedback.rs"].assert_eq(&methods(FEEDBACK, CHUNKS));
}

#[test]
fn a_gate_and_a_learned_delay_expand_to_statements() {
    expect_file!["snapshots/moving.rs"].assert_eq(&methods(MOVING, CHUNKS));
}

#[test]
fn expansion_is_deterministic() {
    assert_eq!(rust(FEEDBACK), rust(FEEDBACK));
}

/// Every statement of Rust that docs/bptt.md quotes is a whole statement that is emitted.
#[test]
fn the_derivation_quotes_emitted_code() {
    let mut emitted = Vec::new();
    for function in methods_of(PAPER, CHUNKS)
        .into_iter()
        .chain(methods_of(FEEDBACK, CHUNKS))
        .chain(methods_of(MOVING, CHUNKS))
    {
        collect_statements(&function.block.stmts, &mut emitted);
    }
    let derivation = include_str!("../../../docs/bptt.md");
    let blocks = derivation.split("```rust").skip(1);
    let mut count = 0;
    for block in blocks.filter_map(|rest| rest.split("```").next()) {
        let quoted = syn::parse::Parser::parse_str(syn::Block::parse_within, block);
        for statement in quoted.unwrap_or_else(|error| panic!("{error} in{block}")) {
            let text = statement.to_token_stream().to_string();
            assert!(
                emitted.contains(&text),
                "docs/bptt.md quotes what is not emitted: {text}"
            );
            count += 1;
        }
    }
    assert!(count > 25, "only {count} statements are quoted");
}

/// Statements and those inside of them, as tokens.
fn collect_statements(statements: &[syn::Stmt], found: &mut Vec<String>) {
    for statement in statements {
        found.push(statement.to_token_stream().to_string());
        match statement {
            syn::Stmt::Expr(syn::Expr::ForLoop(inner), _) => collect_statements(&inner.body.stmts, found),
            syn::Stmt::Expr(syn::Expr::Block(inner), _) => collect_statements(&inner.block.stmts, found),
            syn::Stmt::Expr(syn::Expr::If(inner), _) => collect_statements(&inner.then_branch.stmts, found),
            _ => {}
        }
    }
}

/// 200 layers in a chain took rustc 100 s, each in code of its own.
#[test]
fn layers_that_are_alike_share_functions() {
    let chain = |layers: usize, units: &dyn Fn(usize) -> usize| {
        let declared = (0..layers).map(|layer| {
            format!(
                "layer a{layer}: Aru<{}> {{ alpha_s: 0.5; alpha_r: 0.5; }}",
                units(layer)
            )
        });
        let links = (1..layers).map(|layer| format!("a{} -> a{layer};", layer - 1));
        let lines: String = declared.chain(links).collect();
        let last = layers - 1;
        format!("pub struct Chain {{ input x: 2; output y: 2; {lines} x -> a0; a{last} -> y; }}")
    };
    let functions = |source: &str| {
        let emitted = rust(source);
        assert!(!emitted.contains("compile_error"), "{emitted}");
        emitted.matches("fn __aru_").count()
    };
    let alike = [20, 40, 100].map(|layers| functions(&chain(layers, &|_| 3)));
    assert_eq!(alike[0], alike[1]);
    assert_eq!(alike[0], alike[2]);
    assert!(alike[0] < 12, "{alike:?}");
    let different = functions(&chain(40, &|layer| layer + 3));
    assert!(
        different > 80,
        "a layer of another size is other code: {different}"
    );
    assert_eq!(functions(&chain(11, &|_| 3)), 0, "all of it is one function");
    let ring = (0..30).map(|area| {
        format!(
            "layer a{area}: Aru<3> {{ alpha_s: 0.5; alpha_r: 0.5; }} a{area} ~> a{}; a{area} ~> a{area};",
            (area + 1) % 30
        )
    });
    let ring: String = ring.collect();
    let ring = functions(&format!(
        "pub struct Ring {{ input x: 2; output y: 2; {ring} x -> a0; a9 -> y; }}"
    ));
    assert!(ring < 20, "{ring}");
}

/// A row of the table is all that a function takes: it is called by its name, and the description has it too.
#[test]
fn every_function_of_equations_is_emitted() {
    let mut count = 0;
    for function in functions::in_equations() {
        // `select` and `activation` are no functions of the runtime.
        let Some(row) = functions::Function::find(function) else {
            continue;
        };
        let mut arguments = ["drive", "prev(a)", "recur"][..row.row().arity].join(", ");
        if row.row().number.is_some() {
            arguments += ", 2.5";
        }
        let emitted = rust(&format!(
            "unit U {{ a = {function}({arguments}) + prev(a) + recur; emit a; }}
             struct Net {{ input x: 1; layer h: U<2>; output y: 1; x -> h -> y; h ~> h; }}"
        ));
        let variant = format!("__data::Function::{}", row.camel_case());
        assert!(emitted.contains(&format!(".{function}(")), "{emitted}");
        assert!(emitted.contains(&variant), "{variant} in {emitted}");
        count += 1;
    }
    assert!(count > 10, "{count} functions");
}

/// No two things of a function have one name, whatever they are called in the declaration.
#[test]
fn no_pattern_names_two_things() {
    let source = "
        unit Gains { constant gain, d_gain; v = gain * drive + d_gain * prev(v); emit v; }
        unit Ports { ports a, recur_a; d_h = 0.5 * prev(d_h) + tanh(a + recur(a)) * recur_a; emit d_h; }
        struct Net {
            input delay: 2;
            layer x: Gru<3>;
            layer x_recurrent: Elman<4>;
            layer d_x: Gains<2> { gain: learn global(0.5); d_gain: learn global(0.3); }
            layer h: Ports<2>;
            output y: 1;
            delay -> x -> x_recurrent -> d_x -> h -> y;
            h ~> h;
        }";
    let (mut names, mut count) = (Vec::new(), 0);
    for line in methods(source, CHUNKS).replace("let [", "\nlet [").split('\n') {
        let line = line.trim();
        let is_asked = line.starts_with("if !") && line.contains("is_absent()");
        if line.starts_with("fn ") || line.starts_with("for t ") || line == "{" || is_asked {
            names.clear();
        }
        let Some(pattern) = line.strip_prefix("let ").and_then(|rest| rest.split('=').next()) else {
            continue;
        };
        // A weight or a constant that is opened keeps its name.
        let opened = pattern.trim().trim_start_matches("mut ");
        if line.ends_with(&format!("({opened});")) {
            continue;
        }
        let words = pattern.split(|character: char| !character.is_alphanumeric() && character != '_');
        for name in words.filter(|word| !word.is_empty() && !["_", "mut"].contains(word)) {
            assert!(
                !names.contains(&name.to_string()),
                "`{name}` is bound twice:\n{line}"
            );
            names.push(name.to_string());
            count += 1;
        }
    }
    assert!(count > 50, "the lines of bindings were not recognised");
}

/// What a parameter holds one of, how the weight of patches is ordered, and the docs of every link between two layers.
#[test]
fn accessors_say_what_they_give() {
    let text = "struct N {
        input x: [4, 2];
        layer h: Aru<[4, 3]> {
            alpha_s: learn per_band(0.5) in logistic(0, 1);
            alpha_r: learn per_channel(0.5) in logistic(0, 1);
            bias: learn per_channel(zeros);
            norm: layer(over channels);
        }
        layer g: Gru<[4, 2]> { bias: learn per_band(zeros); }
        output y: [4, 1];
        x -> h { form: conv(kernel 3, pad 1); }
        /// Of the sound.
        x -> g.update { form: local(kernel 1); }
        /// And late.
        x ~> g.candidate { form: diagonal; }
        h -> g.reset;
        h -> y { form: local(kernel 1); }
        g -> y;
    }";
    let expanded = crate::compile(text.parse().expect("tokens")).to_string();
    for part in [
        "The bias: one value a channel, for each port.",
        "The factor of what is normed: one value a channel, for each port.",
        "The constant `alpha_s`: one value a band.",
        "The constant `alpha_r`: one value a channel.",
        "The bias `recurrent_bias`: one value a band.",
        "The weight, row-major: a row a channel, ordered (kernel band, source channel); several delays or ports are outer axes.",
        "The weight to the port `update`, row-major: a row a unit, ordered (kernel band, source channel); several delays are",
        "The weight to the port `candidate`: one value a unit; several delays are an outer axis.",
        "The weight to the port `reset`, row-major: `[target, source]`; several delays are an outer axis.",
        // One paragraph after the other.
        "# [doc = \" Of the sound.\"] # [doc = \"\"] # [doc = \" And late.\"] pub fn x_to_g",
    ] {
        assert!(expanded.contains(part), "{part}\nis not in\n{expanded}");
    }
}
