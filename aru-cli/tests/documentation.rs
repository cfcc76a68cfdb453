//! docs/command_line.md says what the program does: its text is the one shipped, and what it quotes is what is printed.

mod support;

use std::path::Path;

use support::Place;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The block of a page that begins with that line.
fn block<'a>(page: &'a str, first: &str) -> &'a str {
    let start = page
        .find(&format!("```text\n{first}"))
        .unwrap_or_else(|| panic!("no block begins with {first}"));
    let block = &page[start + "```text\n".len()..];
    block.split_once("```").unwrap().0
}

#[test]
fn what_the_page_quotes_is_what_is_there() {
    let page = read("docs/command_line.md");
    let code = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.trim().starts_with("///"));
        lines.map(str::to_owned).collect()
    };
    let text = read("examples/spikes.aru");
    assert_eq!(code(block(&page, "/// Spike counts")), code(&text));
    let place = Place::new();
    place.write("spikes.aru", text);
    let shown = place.aru("show spikes.aru --set H=8").well().out;
    let quoted = block(&page, "hidden (Aru, 8 units)");
    assert!(shown.contains(quoted), "{shown}");
    place.write("signal.aru", read("examples/signal.aru"));
    place.aru("check signal.aru spikes.aru --set H=3").well();
}

/// Every line of a page that calls the program is one that the command line takes: it fails, if at all, for want of data.
#[test]
fn every_command_of_the_pages_is_one() {
    let place = Place::new();
    std::fs::create_dir(place.path("examples")).unwrap();
    for name in ["signal.aru", "spikes.aru"] {
        place.write(&format!("examples/{name}"), read(&format!("examples/{name}")));
    }
    let mut tried = 0;
    let experiments = [
        "README",
        "grasshopper",
        "fig3_learned_rates",
        "fig4_network_size",
        "optimisers",
    ];
    let pages = experiments.map(|name| format!("docs/experiments/{name}.md"));
    for page in pages
        .iter()
        .map(String::as_str)
        .chain(["README.md", "docs/command_line.md"])
    {
        for line in read(page).lines().filter_map(|line| line.strip_prefix("aru ")) {
            let arguments = line.split(['>', '#']).next().unwrap();
            let ran = place.aru(arguments);
            assert_ne!(ran.code, Some(2), "{page}: aru {arguments}\n{}", ran.told);
            tried += 1;
        }
    }
    assert!(tried >= 15, "{tried}");
}
