//! No input, however broken, makes the compiler panic or hang, and what comes out is Rust: seeded mutations of valid
//! declarations.

use aru_compiler::lower::lower;
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use super::reference::reference_cases;
use super::{checked, tokens};

/// So many, or what the variable `ARU_MUTANTS` says: an hour of other ones is worth it after a change of the parser.
const MUTANTS: u64 = 6_000;

/// Every construct of the language at least once.
const SEEDS: [&str; 4] = [
    "/// Two areas.
    pub struct Hierarchy<const H: usize> {
        dt: 5 ms;
        input x: 1;
        layer fast: Aru<H> {
            tau_s: learn global(20 ms) in 5 ms..=200 ms;
            /// How fast.
            alpha_r: learn per_unit(normal(0.5, 0.1)) in logistic(0, 1, slope 1.5);
            activation: leaky_relu(0.01);
            initial: learn;
        }
        layer slow: Lstm<H> { bias: fixed uniform(-1, 1); }
        output y: crate::SIZE { activation: identity; bias: none; }
        x -> fast -> y; x -> slow -> y;
        fast ~> fast { delays: [1, 4, 25 ms]; weights: fixed orthogonal(1.0); }
    }",
    "/// Its own gate.
    activation swish(x) = x * sigmoid(x);
    unit Adapting {
        constant alpha_s, strength;
        current = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        adaptation = -0.5 * activation(current) / exp(ln(2)) + recur;
        emit adaptation;
    }
    unit Ports { ports a, b; bias c; state v; v = a + recur(b) + b * c; emit v; }
    struct Cortex {
        input x: 3;
        layer v1: Adapting<64> { alpha_s: 0.1; strength: fixed per_unit(uniform(0, 1)) in 0..=1; activation: swish; }
        layer v3: Elman<2> { activation: custom(crate::Own<3>); }
        layer v2: Ports<2> { initial: fixed normal(0, 0.1); }
        output y: 2;
        x -> v1 { delays: 0..20; weights: learn he; }
        v1 -> v2 -> y;
        v1 -> v3 -> v2;
        v2 ~> v1 { delay: 5; };
    }",
    "pub(crate) struct A { input x: 1; layer h: Gru<2>; output y: 1; x -> h -> y; h ~> h { delays: 1..=4; } }
    struct B { input x: 1; output y: 1; x ~> y; }",
    "#[doc = \"text\"] struct C<const N: usize, const M: usize> {
        input u: N; input v: M; layer d: Dense<3> { activation: relu; } layer e: Elman<4> { initial: fixed 0.5; }
        output y: 2; output z: 1;
        u -> d; v -> d; d -> e ~> d; d -> y; e -> z;
    }",
];

/// What a token may be replaced by.
const WORDS: &str = "struct unit input layer output dt constant ports bias state emit learn fixed global per_unit in
    logistic slope uniform normal lecun zeros none zero delay delays weights mask by density form diagonal dense sign
    dale excitatory free orthogonal activation custom swish initial alpha_s tau_s x fast
    h y a prev recur drive exp Aru Gru Dense ms s us pub const usize type r#fn _ __x T H Self crate where 0 1 2 -1 0.5
    5 ms 1e999 1e-999 99999999999999999999999999999999999999999999 0x10 5ms 1.5f32 3u8 7abc \"text\" 'c' b\"x\" 'a
    -> ~> ; : , < > = + - * / . .. ..= # ! & :: () {} [] (0.5) {x: 1;} [1, 2] <3> #[derive(Clone)] #![x] ->-> ;;";

/// A multiplicative generator; which one does not matter, only that a failure comes back.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }

    fn pick<'a, X>(&mut self, all: &'a [X]) -> &'a X {
        &all[self.below(all.len())]
    }
}

fn mutate(tokens: TokenStream, random: &mut Random, vocabulary: &[TokenTree]) -> TokenStream {
    let mut trees: Vec<TokenTree> = tokens.into_iter().collect();
    let groups: Vec<usize> = (0..trees.len())
        .filter(|&at| matches!(trees[at], TokenTree::Group(_)))
        .collect();
    // Most tokens stand in groups, and so should most mutations.
    if !groups.is_empty() && random.below(5) > 0 {
        let at = *random.pick(&groups);
        if let TokenTree::Group(group) = &trees[at] {
            let delimiter = group.delimiter();
            let inner = mutate(group.stream(), random, vocabulary);
            trees[at] = Group::new(delimiter, inner).into();
        }
        return trees.into_iter().collect();
    }
    let at = random.below(trees.len());
    let other = random.below(trees.len());
    match random.below(9) {
        0 if !trees.is_empty() => drop(trees.remove(at)),
        1 if !trees.is_empty() => trees.insert(other, trees[at].clone()),
        2 if !trees.is_empty() => trees.swap(at, other),
        3 | 4 if !trees.is_empty() => trees[at] = random.pick(vocabulary).clone(),
        5 => trees.insert(at.min(trees.len()), random.pick(vocabulary).clone()),
        6 if !trees.is_empty() => trees[at] = nest(trees[at].clone().into(), random),
        7 if !trees.is_empty() => {
            let (start, end) = (at.min(other), at.max(other));
            let part: TokenStream = trees.drain(start..=end).collect();
            if random.below(2) == 0 {
                trees.insert(start, nest(part, random));
            }
        }
        _ => trees.truncate(at),
    }
    trees.into_iter().collect()
}

/// The same in groups; now and then in far too many.
fn nest(tokens: TokenStream, random: &mut Random) -> TokenTree {
    let all = [
        Delimiter::None,
        Delimiter::Parenthesis,
        Delimiter::Brace,
        Delimiter::Bracket,
    ];
    let mut group = Group::new(*random.pick(&all), tokens);
    let depth = if random.below(200) == 0 {
        300
    } else {
        random.below(3)
    };
    for _ in 0..depth {
        group = Group::new(*random.pick(&all), TokenTree::from(group).into());
    }
    group.into()
}

fn vocabulary() -> Vec<TokenTree> {
    let mut words: Vec<TokenTree> = tokens(WORDS).into_iter().collect();
    // What a text cannot hold, but another macro can pass on.
    words.push(Literal::f64_suffixed(0.25).into());
    words.push(Literal::i32_unsuffixed(-3).into());
    words.push(Group::new(Delimiter::None, TokenStream::new()).into());
    words.push(Group::new(Delimiter::None, tokens("-0.5")).into());
    words.push(Group::new(Delimiter::None, tokens("a + b")).into());
    words.push(Punct::new('~', Spacing::Alone).into());
    words.push(Punct::new('-', Spacing::Joint).into());
    words.push(Ident::new("µs", Span::call_site()).into());
    words
}

#[test]
fn no_mutation_of_a_declaration_makes_the_compiler_panic() {
    let mutants =
        std::env::var("ARU_MUTANTS").map_or(MUTANTS, |count| count.parse().expect("a number of mutants"));
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get());
    let without_fault: u64 = std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|part| scope.spawn(move || valid_among((0..mutants).skip(part).step_by(threads))))
            .collect();
        let valid = parts.into_iter().map(|part| part.join());
        valid.map(|valid| valid.expect("a thread without a panic")).sum()
    });
    // Both outcomes are tried, or the mutations are too weak or too strong to find anything.
    assert!(
        without_fault > mutants / 100,
        "only {without_fault} mutants are valid"
    );
    assert!(without_fault < mutants / 2, "{without_fault} mutants are valid");
}

/// Compiles each of the mutants, and counts those without a fault.
fn valid_among(mutants: impl Iterator<Item = u64>) -> u64 {
    let mut seeds: Vec<String> = reference_cases().into_iter().map(|(_, case)| case).collect();
    seeds.extend(SEEDS.map(str::to_owned));
    let seeds: Vec<TokenStream> = seeds.iter().map(|seed| tokens(seed)).collect();
    let vocabulary = vocabulary();
    let mut without_fault = 0;
    for mutant in mutants {
        let mut random = Random(mutant);
        random.below(1);
        let mut tokens = random.pick(&seeds).clone();
        for _ in 0..=random.below(4) {
            tokens = mutate(tokens, &mut random, &vocabulary);
        }
        let original = tokens.clone();
        let result = std::panic::catch_unwind(|| {
            let (declaration, errors) = checked(tokens.clone());
            let is_valid = errors.is_empty();
            drop(errors.into_messages());
            if is_valid {
                lower(&declaration);
            }
            // To write all out would take longer than all before it.
            if mutant % 8 == 0 {
                let code = syn::parse2::<syn::File>(crate::compile(tokens));
                assert!(code.is_ok(), "not Rust: {:?}", code.map(drop));
            }
            is_valid
        });
        match result {
            Ok(is_valid) => without_fault += u64::from(is_valid),
            Err(_) => panic!("mutant {mutant} makes the compiler panic:\n{original:?}"),
        }
    }
    without_fault
}

#[test]
fn every_seed_is_valid() {
    for seed in SEEDS {
        assert_eq!(super::faults(seed), [""; 0]);
    }
}
