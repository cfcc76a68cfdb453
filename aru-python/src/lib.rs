//! The extension module of the Python package: networks from text, their data and their training.
//!
//! It does what Python cannot: what is pleasant to call stands in `python/aru/`, which checks shapes of arguments, names
//! defaults and documents them. Here arrays become data sets, settings a trainer, and errors Python's.

mod analysis;
mod data;
mod declare;
mod errors;
mod fit;
mod history;
mod losses;
mod module;
mod network;
mod number;
mod questions;
mod settings;
mod stream;
mod waiting;
mod warned;
mod words;

use pyo3::prelude::*;

/// What Python imports as `aru._aru`.
#[pymodule]
fn _aru(module: &Bound<'_, PyModule>) -> PyResult<()> {
    warned::hear();
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("machine", aru::machine().to_string())?;
    module.add("instruction_set", aru::__private::instruction_set().to_string())?;
    // What `aru.compiled` builds has to be of this.
    module.add("package", env!("CARGO_MANIFEST_DIR"))?;
    module.add("rust_version", env!("CARGO_PKG_RUST_VERSION"))?;
    module.add("sources", env!("ARU_SOURCES"))?;
    module.add("target", env!("ARU_TARGET"))?;
    module.add_function(wrap_pyfunction!(module::sources_of, module)?)?;
    module.add_function(wrap_pyfunction!(waiting::close, module)?)?;
    module.add_function(wrap_pyfunction!(waiting::forked, module)?)?;
    module.add_function(wrap_pyfunction!(declare::outlines, module)?)?;
    module.add_function(wrap_pyfunction!(declare::declare, module)?)?;
    module.add_function(wrap_pyfunction!(declare::in_rust, module)?)?;
    module.add_function(wrap_pyfunction!(fit::fit_ensemble, module)?)?;
    module.add_function(wrap_pyfunction!(network::load, module)?)?;
    module.add_class::<declare::Model>()?;
    module.add_class::<network::Network>()?;
    module.add_class::<stream::Stream>()
}
