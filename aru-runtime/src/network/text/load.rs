//! Any network from a file, which holds its declaration.

use std::path::Path;

use super::model::Model;
use crate::error::{Error, Result};
use crate::network::any::AnyNetwork;
use crate::network::saved::Opened;
use crate::numerics::scalar::Scalar;

/// Opens a network that was saved, whatever its declaration: the file says what that is.
///
/// It runs with the bits of the type that saved it. A file of `f64` is rounded to `f32` as [`Declared::load`] does.
///
/// ```
/// # use aru::prelude::*;
/// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
/// # use net::Net;
/// # use ndarray::Array3;
/// # let path = std::env::temp_dir().join(format!("aru-load-any-{}.safetensors", std::process::id()));
/// let saved = Net::<f32>::new(1);
/// saved.save(&path)?;
///
/// let net = aru::load::<f32>(&path)?;
/// println!("{}", net.summary());
/// let inputs = Array3::ones((4, 30, 1));
/// assert_eq!(net.run(inputs.view())?, saved.run(inputs.view())?);
/// # std::fs::remove_file(&path).ok();
/// # Ok::<(), aru::Error>(())
/// ```
///
/// [`Declared::load`]: crate::Declared::load
///
/// # Errors
///
/// The file cannot be read, is damaged, or holds no network; its declaration is none that the compiler has let through, which
/// is told with the name of the thing; a layer applies an activation that is a type of Rust, which no file holds: such a network
/// is loaded as that type, `Net::load`.
pub fn load<T: Scalar>(path: impl AsRef<Path>) -> Result<AnyNetwork<T>> {
    let path = path.as_ref();
    let opened = Opened::read(path)?;
    let model = opened.model(path)?;
    let values = opened.values(model.description(), path)?;
    Ok(AnyNetwork::of(model, values))
}

impl Model {
    /// The declaration in a saved file, without the values of its parameters.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// # let path = std::env::temp_dir().join(format!("aru-load-model-{}.safetensors", std::process::id()));
    /// Net::<f32>::new(1).save(&path)?;
    ///
    /// let model = aru::Model::load(&path)?;
    /// assert_eq!(*model.description(), Net::<f32>::DESCRIPTION);
    /// let drawn = model.network::<f32>(7)?;
    /// assert_eq!(drawn.parameter("x_to_hidden.weight")?.values(), Net::<f32>::new(7).x_to_hidden().weight());
    /// # std::fs::remove_file(&path).ok();
    /// # Ok::<(), aru::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As of [`load`].
    pub fn load(path: impl AsRef<Path>) -> Result<Model> {
        let path = path.as_ref();
        Opened::read(path)?.model(path)
    }
}

impl Opened {
    /// The model of the declaration.
    fn model(&self, path: &Path) -> Result<Model> {
        let refuse = |fault: String| {
            let name = &self.declaration.name;
            Error::file(
                "read",
                path,
                format!("no network is made of its declaration of `{name}`: {fault}"),
            )
        };
        Model::restored(self.declaration.clone()).map_err(refuse)
    }
}
