//! A case for the judge: a folder with the module, the saved network, and what it gives here, in the form of tests/golden.

use std::collections::BTreeMap;
use std::path::Path;

use aru::prelude::*;
use aru::{AnyNetwork, Model, Noise};
use aru_test_support::golden::Golden;
use aru_test_support::problem::{Draws, to_array, to_lists};
use ndarray::Array3;
use safetensors::Dtype;
use safetensors::tensor::TensorView;

/// A network and what it is run on.
pub struct Case<'a> {
    pub network: &'a AnyNetwork<f64>,
    pub data: &'a Sequences<f64>,
    pub noise: Noise,
    /// The numbers of the noise, of each sequence.
    pub draws: Vec<Draws>,
}

impl Case<'_> {
    pub fn write(&self, folder: &Path, name: &str) {
        let folder = folder.join(name);
        export(self.network, &folder);
        let evaluation = self.network.evaluate(self.data).noise(&self.noise);
        let mut tensors = Tensors::default();
        tensors.add("inputs", &[], &self.data.inputs().to_owned());
        tensors.add("targets", &[], &self.data.targets().to_owned());
        let trace = evaluation.trace().expect("valid inputs");
        tensors.add("outputs", &[], &trace.outputs().to_owned());
        let description = self.network.description();
        for layer in description.layers.iter() {
            for equation in description.units[layer.unit].equations.iter() {
                let name = format!("{}.{}", layer.name, equation.name);
                tensors.add(
                    "states",
                    &[&name],
                    &trace.state(&name).expect("it is traced").to_owned(),
                );
            }
        }
        for layer in self.draws[0].keys() {
            let all: Vec<_> = self.draws.iter().map(|own| own[layer].clone()).collect();
            tensors.add("noise", &[layer], &to_array(&all));
        }
        let gradients = evaluation.gradients(&MeanSquaredError).expect("valid data");
        tensors.add_flat("loss".into(), vec![1], vec![gradients.loss()]);
        for parameter in self.network.parameters() {
            let (name, shape) = (parameter.name(), parameter.shape().to_vec());
            tensors.add_flat(
                format!("parameters/{name}"),
                shape.clone(),
                parameter.values().to_vec(),
            );
            if let Some(gradient) = gradients.get(name) {
                tensors.add_flat(format!("gradients/{name}"), shape, gradient.to_vec());
            }
        }
        tensors.write(&folder.join("golden.safetensors"));
    }
}

/// A case of tests/golden.
pub fn golden(folder: &Path, name: &'static str, model: Model) {
    let folder = folder.join(name);
    export(&network(model, &Golden::read(name)), &folder);
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../golden");
    for (extension, copy) in [("safetensors", "golden.safetensors"), ("json", "golden.json")] {
        std::fs::copy(golden.join(format!("{name}.{extension}")), folder.join(copy)).expect("it is there");
    }
}

/// The network with the parameters of a golden case.
pub fn network(model: Model, golden: &Golden) -> AnyNetwork<f64> {
    let mut network = model.network(1).expect("all that it starts from is known");
    // Masks stand in front of their weights.
    for parameter in model.description().parameters.iter() {
        let values = &golden.tensor(&format!("parameters/{}", parameter.name)).values;
        network
            .set(&parameter.name, values)
            .expect("a parameter of the network");
    }
    network
}

/// The noise of a golden case, and its numbers.
pub fn noise(golden: &Golden) -> (Noise, Vec<Draws>) {
    let sequences = golden.array("inputs").dim().0;
    let names: Vec<String> = golden.group("noise").into_keys().map(str::to_owned).collect();
    let given = |name: &String| golden.array(&format!("noise/{name}"));
    let draws = |sequence: usize| {
        let own = |name: &String| (name.clone(), to_lists(given(name).view())[sequence].clone());
        names.iter().map(own).collect()
    };
    let noise = match names.is_empty() {
        true => Noise::Off,
        false => Noise::given(
            names
                .iter()
                .map(|name| (name.clone(), given(name)))
                .collect::<Vec<_>>(),
        ),
    };
    (noise, (0..sequences).map(draws).collect())
}

fn export(network: &AnyNetwork<f64>, folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder can be made");
    network
        .save(folder.join("net.safetensors"))
        .expect("a file can be written");
    let text = network.to_pytorch().expect("every activation is known");
    std::fs::write(folder.join("net.py"), text).expect("a file can be written");
}

#[derive(Default)]
struct Tensors(BTreeMap<String, (Vec<usize>, Vec<u8>)>);

impl Tensors {
    fn add(&mut self, group: &str, name: &[&str], values: &Array3<f64>) {
        let parts: Vec<&str> = [group].iter().chain(name).copied().collect();
        let (shape, values) = (values.shape().to_vec(), values.iter().copied().collect());
        self.add_flat(parts.join("/"), shape, values);
    }

    fn add_flat(&mut self, name: String, shape: Vec<usize>, values: Vec<f64>) {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.0.insert(name, (shape, bytes));
    }

    fn write(&self, path: &Path) {
        let tensors = self.0.iter().map(|(name, (shape, bytes))| {
            let view =
                TensorView::new(Dtype::F64, shape.clone(), bytes).expect("as many bytes as the shape says");
            (name, view)
        });
        safetensors::serialize_to_file(tensors, None, path).expect("a file can be written");
    }
}
