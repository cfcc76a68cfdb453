//! Which sources a library is built of, as one number. Build scripts include this file: it needs nothing but the standard library.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Packages that the library of a module is made of, as folders of a clone of the repository.
pub const PACKAGES: [&str; 3] = ["aru-compiler", "aru-macros", "aru-runtime"];

/// The number of packages in a folder. It follows from their code alone: not from where the folder is, from tests, or from how
/// lines end. Each file that it depends on is shown.
///
/// # Errors
/// A file, or a package, cannot be read: its path is in the error.
pub fn sources(folder: &Path, packages: &[&str], show: &mut dyn FnMut(&Path)) -> io::Result<u64> {
    let mut files = Vec::new();
    for package in packages {
        files.push(folder.join(package).join("build.rs"));
        collect(&folder.join(package).join("src"), &mut files)?;
    }
    // Not every package has a build script.
    files.retain(|path| !path.ends_with("build.rs") || path.is_file());
    files.sort();
    let mut number = 0xcbf2_9ce4_8422_2325;
    let mut add = |byte: u8| number = mixed(number, u64::from(byte));
    for path in &files {
        show(path);
        for part in path.strip_prefix(folder).unwrap_or(path).components() {
            part.as_os_str().to_string_lossy().bytes().for_each(&mut add);
            add(b'/');
        }
        let content = fs::read(path).map_err(|error| of(path, &error))?;
        content
            .into_iter()
            .filter(|&byte| byte != b'\r')
            .for_each(&mut add);
        // In no text of UTF-8.
        add(0xff);
    }
    Ok(number)
}

/// A step of FNV-1a.
pub const fn mixed(form: u64, number: u64) -> u64 {
    (form ^ number).wrapping_mul(0x0000_0100_0000_01b3)
}

/// The files of Rust in a folder, without those of tests.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder).map_err(|error| of(folder, &error))? {
        let path = entry?.path();
        if path.file_stem().is_some_and(|name| name == "tests") {
            continue;
        }
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

fn of(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
