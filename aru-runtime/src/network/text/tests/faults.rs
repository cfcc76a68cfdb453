//! What is no description: each fault by a sentence that names the thing.

use super::{models, through_json};
use crate::network::description::*;
use crate::network::text::Model;

/// What is said of a description that was changed.
fn fault(model: usize, change: impl FnOnce(&mut Description)) -> String {
    let mut description = through_json(models()[model].description());
    change(&mut description);
    let name = description.name.clone();
    let error = Model::of_description(description).unwrap_err().to_string();
    let prefix = format!("no network is made of this description of `{name}`: ");
    error
        .strip_prefix(&prefix)
        .unwrap_or_else(|| panic!("{error}"))
        .to_owned()
}

const RATES: usize = 0;
const SHAPES: usize = 1;
const PORTS: usize = 2;
const SIGNS: usize = 3;
const UNITS: usize = 4;

#[test]
fn names_and_sizes() {
    let said = fault(RATES, |net| net.layers.to_mut()[0].name = "a b".into());
    assert_eq!(said, "an input or a layer is named \"a b\", which is no name");
    let said = fault(RATES, |net| net.layers.to_mut()[0].name = "x".into());
    assert_eq!(said, "two inputs or layers are named `x`");
    let said = fault(RATES, |net| net.inputs.to_mut()[1].size = 0);
    assert_eq!(said, "`cue` has 0 units; a size is 1 to 16777216");
    let said = fault(SHAPES, |net| net.layers.to_mut()[0].channels = 3);
    assert_eq!(said, "the 40 units of `first` are no bands of 3 channels");
    let said = fault(RATES, |net| net.dt = Some(f64::NAN));
    assert_eq!(said, "`dt` is NaN; a step takes more than 0 seconds");
    let said = fault(RATES, |net| net.layers.to_mut()[2].is_output = false);
    assert_eq!(said, "a network has an input and an output");
}

#[test]
fn equations() {
    let change = |net: &mut Description, equation: usize, value: Expression| {
        net.units.to_mut()[0].equations.to_mut()[equation].value = value;
    };
    let said = fault(UNITS, |net| change(net, 0, Expression::Value(0)));
    assert_eq!(
        said,
        "the equation `raised` of the unit `Switching` reads `Value(0)`, which is not there"
    );
    let said = fault(UNITS, |net| change(net, 1, Expression::Argument));
    assert_eq!(
        said,
        "the equation `level` of the unit `Switching` reads `Argument`, which is not there"
    );
    let drive = || Expression::Drive(0);
    let apply = |function, arguments: Vec<Expression>| Expression::Apply(function, arguments.into());
    let said = fault(UNITS, |net| change(net, 0, apply(Function::Add, vec![drive()])));
    assert_eq!(
        said,
        "the equation `raised` of the unit `Switching` gives `Add` 1 argument, where it takes 2"
    );
    let said = fault(UNITS, |net| {
        change(net, 0, apply(Function::Pow, vec![drive(), drive()]))
    });
    assert_eq!(
        said,
        "the equation `raised` of the unit `Switching` has an exponent that is no number"
    );
    let said = fault(UNITS, |net| {
        change(net, 0, apply(Function::Activation, vec![drive()]))
    });
    assert_eq!(
        said,
        "`wide` has no activation, which its unit `Switching` applies"
    );
    let said = fault(UNITS, |net| {
        net.units.to_mut()[0].states.to_mut()[0] = "gone".into()
    });
    assert_eq!(
        said,
        "the state `gone` of the unit `Switching` is assigned by no equation"
    );
    let said = fault(UNITS, |net| {
        if let Some(Activation::Written(hill)) = &mut net.layers.to_mut()[1].activation {
            hill.value = apply(Function::Activation, vec![Expression::Argument]);
        }
    });
    assert!(
        said.starts_with("the activation `hill` reads `Apply(Activation"),
        "{said}"
    );
}

#[test]
fn deep_equations_are_refused_and_long_ones_read() {
    let sum = |terms: usize| {
        (1..terms).fold(Expression::Drive(0), |sum, _| {
            Expression::Apply(Function::Sin, vec![sum].into())
        })
    };
    let with = |terms: usize| {
        let mut description = through_json(models()[PORTS].description());
        // Of the output, which is dense.
        let unit = description.layers[2].unit;
        let equation = &mut description.units.to_mut()[unit].equations.to_mut()[0];
        let value = std::mem::replace(&mut equation.value, sum(terms));
        equation.value = Expression::Apply(Function::Add, vec![value, equation.value.clone()].into());
        description
    };
    let longest = Model::of_description(with(1020)).unwrap();
    longest.network::<f32>(1).unwrap();
    let error = Model::of_description(with(1030)).unwrap_err().to_string();
    assert!(
        error.ends_with("have more than the 1024 operations that are read"),
        "{error}"
    );
}

#[test]
fn links() {
    let said = fault(RATES, |net| net.links.to_mut()[0].source = Source::Layer(9));
    assert_eq!(
        said,
        "link number 0 reads Layer(9), where there are 2 inputs and 3 layers"
    );
    let said = fault(RATES, |net| {
        let slow = net
            .links
            .iter()
            .position(|link| link.source == Source::Layer(0) && link.target == 0);
        net.links.to_mut()[slow.unwrap()].delays = vec![0].into();
    });
    assert_eq!(said, "`slow` waits for itself: a circle of links has no delay");
    let said = fault(SHAPES, |net| {
        net.links.to_mut()[0].form = LinkForm::Conv(Window {
            kernel: 3,
            stride: 0,
            pad: 0,
        });
    });
    assert_eq!(
        said,
        "sound_to_first has a kernel of 3 bands, a stride of 0 and a pad of 0; the first two are above 0, the pad is below the \
         kernel, and none is above 16777216"
    );
    let said = fault(SHAPES, |net| {
        net.links.to_mut()[0].form = LinkForm::Conv(Window {
            kernel: 5,
            stride: 1,
            pad: 0,
        });
    });
    assert_eq!(
        said,
        "sound_to_first reads 8 patches of 12 bands, where its target has 10"
    );
    let said = fault(PORTS, |net| net.links.to_mut()[0].delays = vec![6, 0].into());
    assert_eq!(
        said,
        "the learned delay of x_to_a lies between [6, 0]; a range has two ends, the first below the second"
    );
    let said = fault(SIGNS, |net| {
        net.links.to_mut()[0].form = LinkForm::Masked(Mask::of_rows(&[[true, true]]).unwrap())
    });
    assert_eq!(
        said,
        "the mask of x_to_a has 1 rows of 2, where it joins 2 sources to 8 targets"
    );
    let said = fault(RATES, |net| net.order = vec![0, 1, 1].into());
    assert!(said.contains("no declaration has it"), "{said}");
}

#[test]
fn parameters() {
    let said = fault(RATES, |net| drop(net.parameters.to_mut().remove(0)));
    assert_eq!(
        said,
        "the parameter `slow_to_slow.weight` stands where `x_to_slow.weight` is expected"
    );
    let said = fault(RATES, |net| net.parameters.to_mut()[0].shape = vec![3, 3].into());
    assert_eq!(
        said,
        "the parameter `x_to_slow.weight` has shape [3, 3], expected [3, 2]"
    );
    let said = fault(RATES, |net| net.links.to_mut()[0].weight = None);
    assert_eq!(
        said,
        "`x_to_slow` takes parameter None for its weight, which is Some(0)"
    );
    let find = |net: &Description, name: &str| {
        net.parameters
            .iter()
            .position(|parameter| parameter.name == name)
            .unwrap_or_else(|| panic!("{name}"))
    };
    let said = fault(RATES, |net| {
        let rate = find(net, "slow.alpha_s");
        net.parameters.to_mut()[rate].bounds = Bounds::Interval { low: 1.0, high: 0.5 };
    });
    assert_eq!(
        said,
        "the parameter `slow.alpha_s` is kept in Interval { low: 1.0, high: 0.5 }, which is no range"
    );
    let said = fault(SIGNS, |net| {
        let rate = find(net, "b.alpha_s");
        net.parameters.to_mut()[rate].initial = Initial::Normal(1e300, 1e-300);
    });
    assert!(
        said.starts_with("the parameter `b.alpha_s` starts from a normal number around"),
        "{said}"
    );
    let said = fault(SIGNS, |net| {
        let mask = find(net, "a_to_a.mask");
        net.parameters.to_mut()[mask].initial = Initial::Sources(9);
    });
    assert_eq!(
        said,
        "the parameter `a_to_a.mask` starts from Sources(9), which it cannot"
    );
    let said = fault(RATES, |net| {
        let mut extra = net.parameters[0].clone();
        extra.name = "more".into();
        net.parameters.to_mut().push(extra);
    });
    assert_eq!(
        said,
        "the parameter `more` belongs to no layer, or stands in another place than its own"
    );
}

#[test]
fn an_activation_that_is_a_type_is_named_with_the_way_out() {
    let said = fault(RATES, |net| {
        net.layers.to_mut()[0].activation = Some(Activation::Custom(CustomActivation {
            name: "swish".into(),
            non_negative: false,
            positive: false,
            pytorch: None,
            latex: None,
        }));
    });
    assert_eq!(
        said,
        "`slow` applies the activation `swish`, a type of Rust, which no file holds; load it as the type that was declared \
         with it, `Net::load`"
    );
}
