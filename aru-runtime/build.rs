//! A debug build compiles what it runs for one instruction set: the one that `ARU_ISA` asks for, else the fastest of this
//! machine. It runs where it was built, and need not wait for the others, which are most of what a build takes.
//!
//! Every build knows the number of its sources, by which code that was built apart is told from that of others (`module.rs`).

use std::path::Path;

#[cfg(target_arch = "x86_64")]
#[path = "src/numerics/dispatch/detected.rs"]
mod detected;
// A name of it is for those who read a clone.
#[allow(dead_code)]
#[path = "src/numerics/dispatch/module/sources.rs"]
mod sources;

fn main() {
    let mut watch = |path: &Path| println!("cargo::rerun-if-changed={}", path.display());
    // Build scripts run in the folder of their package.
    let sources = sources::sources(Path::new(""), &[""], &mut watch)
        .unwrap_or_else(|error| panic!("the sources of the package cannot be read: {error}"));
    println!("cargo::rustc-env=ARU_SOURCES={sources:016x}");
    println!(
        "cargo::rustc-check-cfg=cfg(one_set, values(none(), \"avx512\", \"avx2\", \"neon\", \"baseline\"))"
    );
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let is_here = variable("HOST") == variable("TARGET");
    let is_wanted = is_here && variable("PROFILE") == "debug";
    // Other builds hold all sets, and need not be made anew where the variable asks for another one when they run.
    if is_wanted {
        println!("cargo::rerun-if-env-changed=ARU_ISA");
    }
    if let Some(set) = set(&variable("ARU_ISA")).filter(|_| is_wanted) {
        println!("cargo::rustc-cfg=one_set");
        println!("cargo::rustc-cfg=one_set=\"{set}\"");
    }
}

/// What the library chooses when it runs; see `numerics/dispatch.rs`.
#[cfg(target_arch = "x86_64")]
fn set(asked: &str) -> Option<&'static str> {
    let available = [
        ("avx512", detected::has_avx512()),
        ("avx2", detected::has_avx2()),
        ("baseline", true),
    ];
    let mut available = available
        .into_iter()
        .filter(|(_, has)| *has)
        .map(|(name, _)| name);
    let fastest = available.clone().next();
    available.find(|name| *name == asked).or(fastest)
}

/// Other processors have one set each.
#[cfg(not(target_arch = "x86_64"))]
fn set(_asked: &str) -> Option<&'static str> {
    None
}
