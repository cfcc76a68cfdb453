//! The pages on the experiments quote the examples as they are.

use std::path::Path;

/// The lines of a text, without indentation, blank lines and comments at their ends.
fn lines(text: &str) -> Vec<&str> {
    let code = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default().trim());
    code.filter(|line| !line.is_empty()).collect()
}

/// The declaration that a page quotes: its first block of code.
fn declaration(page: &str) -> &str {
    let (_, block) = page.split_once("```rust,ignore\n").expect("a block of code");
    block.split_once("```").expect("its end").0
}

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The page of an example, whose quoted declaration is that of its source.
fn page(name: &str) -> String {
    let page = read(&format!("docs/experiments/{name}.md"));
    let source = read(&format!("examples/{name}/main.rs"));
    let (quoted, source) = (lines(declaration(&page)), lines(&source));
    assert!(
        source.windows(quoted.len()).any(|window| window == quoted),
        "the declaration in docs/experiments/{name}.md is not that of the example:\n{}",
        quoted.join("\n")
    );
    page
}

#[test]
fn every_experiment_has_a_page_that_quotes_its_network() {
    let report = read("docs/paper.md");
    for name in [
        "fig2_grid_search",
        "fig3_learned_rates",
        "fig4_network_size",
        "fig5_activation",
        "fig6_rate_distributions",
        "fig7_memory_capacity",
        "fig8_hierarchy",
        "gated_rates",
        "grasshopper",
        "learned_delay",
        "linear_identifiability",
        "optimisers",
    ] {
        assert!(page(name).contains(&format!("paper.md#{name}")), "{name}");
        assert!(
            report.contains(&format!("\n## {name}\n")),
            "{name} is missing in docs/paper.md"
        );
    }
}

#[test]
fn the_page_of_the_cortex_quotes_its_network() {
    page("cortex");
}

/// The first block of Rust of the README is what a crate starts from.
#[test]
fn the_template_is_the_program_of_the_readme() {
    let readme = read("README.md");
    let (_, block) = readme.split_once("```rust\n").expect("a block of Rust");
    let (program, _) = block.split_once("```").expect("its end");
    assert_eq!(lines(&read("template/src/main.rs")), lines(program));
}

/// The version that the template asks for is that of the library.
#[test]
fn the_template_asks_for_this_version() {
    let manifest = read("template/Cargo.toml");
    let asked = format!("aru-rnn = \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(
        manifest.lines().any(|line| line.starts_with(&asked)),
        "{manifest}"
    );
}
