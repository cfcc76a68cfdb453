//! Opens libraries with the code of a network; `python/aru/_compiled.py` has them built.
//!
//! The one file here with `unsafe`: opening a library runs code of it, and what it shows is found by an address.
#![allow(unsafe_code)]

use std::path::{Path, PathBuf};

use aru::__private::{Module, sources};
use libloading::Library;
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;

/// Which sources of the library a clone of the repository has: the number that is `sources` of a wheel that is built of them.
#[pyfunction]
pub fn sources_of(py: Python<'_>, clone: PathBuf) -> PyResult<String> {
    let number = py.detach(|| sources::sources(&clone, &sources::PACKAGES, &mut |_| {}));
    let number = number.map_err(|error| PyOSError::new_err(error.to_string()))?;
    Ok(format!("{number:016x}"))
}

/// Opens a library, which then stays for the life of the process. A fault is what the system says, or that there is nothing
/// in it that was built of the same sources.
pub fn open(path: &Path) -> Result<&'static Module, String> {
    // SAFETY: who calls has had it built, and has held its content against a checksum.
    let library = unsafe { Library::new(path) }.map_err(|error| error.to_string())?;
    // SAFETY: under this name a static lies there, of eight bytes and more.
    let module =
        unsafe { library.get::<*const Module>(b"ARU_MODULE\0") }.map(|symbol| unsafe { Module::at(*symbol) });
    match module {
        Ok(Some(module)) => {
            // What was read of it is used as long as networks are.
            std::mem::forget(library);
            Ok(module)
        }
        Ok(None) => Err("it was built of other sources of aru than this package".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
