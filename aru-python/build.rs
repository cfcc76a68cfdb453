//! What `aru.compiled` asks of the wheel: which sources it was built of, and for which target.

use std::path::Path;

#[path = "../aru-runtime/src/numerics/dispatch/module/sources.rs"]
mod sources;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut watch = |path: &Path| println!("cargo::rerun-if-changed={}", path.display());
    let sources = sources::sources(Path::new(".."), &sources::PACKAGES, &mut watch)
        .unwrap_or_else(|error| panic!("the sources of the library cannot be read: {error}"));
    println!("cargo::rustc-env=ARU_SOURCES={sources:016x}");
    let target = std::env::var("TARGET").unwrap_or_default();
    println!("cargo::rustc-env=ARU_TARGET={target}");
}
