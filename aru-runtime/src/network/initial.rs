//! The numbers that a new network starts from.
//!
//! Every parameter draws from a stream of its own: ChaCha8 with the network's seed, on the stream whose number is the
//! FNV-1a hash (64 bits) of the parameter's name. Adding a layer does not change what the others draw, and networks
//! of `f32` and `f64` with the same seed draw the same numbers, rounded.

mod weights;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

use crate::network::bounds::show;
use crate::network::description::{Bounds, Description, Initial, Parameter, Role};
use crate::numerics::compiled::compiled;
use crate::numerics::scalar::Scalar;
use crate::warnings::warn_once;

/// Every parameter of a network, in the order of its description.
pub fn draw<T: Scalar>(description: &Description, seed: u64) -> Vec<T> {
    type Draw<T> = fn(&Description, u64) -> Vec<T>;
    compiled!(Draw<T>, draw_all)(description, seed)
}

fn draw_all<T: Scalar>(description: &Description, seed: u64) -> Vec<T> {
    let parameters = description.parameters.iter();
    parameters
        .flat_map(|parameter| draw_parameter(description, parameter, seed))
        .collect()
}

fn draw_parameter<T: Scalar>(description: &Description, parameter: &Parameter, seed: u64) -> Vec<T> {
    let mut rng = stream(seed, &parameter.name);
    let numbers = match parameter.role {
        Role::Weight { link } => weights::draw_weight(description, &description.links[link], parameter, seed),
        Role::Mask { .. } => {
            let mask = weights::draw_mask(parameter, seed).into_iter();
            mask.map(|linked| if linked { 1.0 } else { 0.0 }).collect()
        }
        Role::Constant { .. } => {
            let range = range(parameter, description.is_rate(parameter));
            draw_constant(description.dt, parameter, range, &mut rng)
        }
        Role::Delay { .. } | Role::Spread { .. } => {
            draw_constant(None, parameter, range(parameter, false), &mut rng)
        }
        Role::Gate { low, high, .. } => {
            let drawn = draw_constant(description.dt, parameter, (low, high), &mut rng);
            drawn.into_iter().map(|rate| gate_at(rate, low, high)).collect()
        }
        Role::Bias { .. } | Role::SharedBias { .. } | Role::InitialState { .. } | Role::Norm { .. } => {
            let units = parameter.len();
            let mut numbers = match parameter.initial {
                Initial::By(elements) => elements.of_shape(&parameter.shape),
                initial => draw_matrix(initial, [units, 1], [units, units], &mut rng),
            };
            if let Bounds::Signed { .. } = parameter.bounds {
                numbers.iter_mut().for_each(|number| *number = number.abs());
            }
            numbers
        }
    };
    let numbers = numbers.into_iter().enumerate();
    numbers
        .map(|(place, number)| match number.is_nan() {
            // Of a function of the user's: whoever runs the network is told.
            true => T::from_f64(number),
            false => parameter.bounds.at(place).nearest_inside(number),
        })
        .collect()
}

/// The random numbers of one parameter.
pub fn stream(seed: u64, name: &str) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(fnv1a(name));
    rng
}

/// Fowler, Noll and Vo's hash, variant 1a, 64 bits: the same on every machine and in every version.
pub fn fnv1a(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A matrix all of whose elements have the same fans.
fn draw_matrix(initial: Initial, shape: [usize; 2], fans: [usize; 2], rng: &mut ChaCha8Rng) -> Vec<f64> {
    let mut elements = Vec::new();
    draw_elements(initial, shape, |_| fans, &mut elements, rng);
    elements
}

/// Appends the elements of a matrix, row after row. `fans` says of each what its target sums over and how many targets
/// its source reaches; where that is nothing the element does not count.
fn draw_elements(
    initial: Initial,
    [rows, columns]: [usize; 2],
    fans: impl Fn(usize) -> [usize; 2],
    elements: &mut Vec<f64>,
    rng: &mut ChaCha8Rng,
) {
    let count = 0..rows * columns;
    let mut normal = |variance: f64| variance.sqrt() * rng.sample::<f64, _>(StandardNormal);
    match initial {
        Initial::Number(number) => elements.extend(count.map(|_| number)),
        Initial::Zeros => elements.extend(count.map(|_| 0.0)),
        Initial::Lecun => elements.extend(count.map(|place| normal(1.0 / fans(place)[0] as f64))),
        Initial::He => elements.extend(count.map(|place| normal(2.0 / fans(place)[0] as f64))),
        Initial::Xavier => elements.extend(count.map(|place| {
            let [sources, targets] = fans(place);
            normal(2.0 / (sources + targets) as f64)
        })),
        Initial::Normal(mean, sd) => elements.extend(count.map(|_| mean + normal(sd * sd))),
        Initial::Uniform(low, high) => {
            elements.extend(count.map(|_| low + (high - low) * rng.random::<f64>()));
        }
        Initial::LogUniform(low, high) => {
            elements.extend(count.map(|_| log_uniform(low, high, rng)));
        }
        Initial::Orthogonal(gain) => {
            let matrix = orthogonal(count.map(|_| normal(1.0)).collect(), rows, columns);
            elements.extend(matrix.into_iter().map(|x| gain * x));
        }
        Initial::Sources(_) => unreachable!("a mask is drawn row by row"),
        Initial::By(_) => unreachable!("what functions say is no draw"),
    }
}

/// A number whose logarithm is uniform between those of two others.
fn log_uniform(low: f64, high: f64, rng: &mut ChaCha8Rng) -> f64 {
    let (low, high) = (low.ln(), high.ln());
    (low + (high - low) * rng.random::<f64>()).exp()
}

/// Makes a matrix of independent normal numbers orthonormal along its shorter axis: rows where there are fewer rows
/// than columns, else columns. Gram and Schmidt's procedure with a positive diagonal gives every orthogonal matrix the
/// same chance; done twice, it is exact to rounding.
fn orthogonal(normal: Vec<f64>, rows: usize, columns: usize) -> Vec<f64> {
    let by_rows = rows <= columns;
    let (count, length) = if by_rows { (rows, columns) } else { (columns, rows) };
    let place = |vector: usize, element: usize| {
        if by_rows {
            vector * columns + element
        } else {
            element * columns + vector
        }
    };
    let mut matrix = normal;
    for vector in 0..count {
        for _ in 0..2 {
            for earlier in 0..vector {
                let overlap: f64 = (0..length)
                    .map(|element| matrix[place(vector, element)] * matrix[place(earlier, element)])
                    .sum();
                for element in 0..length {
                    matrix[place(vector, element)] -= overlap * matrix[place(earlier, element)];
                }
            }
            let square: f64 = (0..length)
                .map(|element| matrix[place(vector, element)].powi(2))
                .sum();
            for element in 0..length {
                matrix[place(vector, element)] /= square.sqrt();
            }
        }
    }
    matrix
}

/// What is to be said of starts that a user gave beyond what may be: of times in milliseconds, for instance.
fn outside(parameter: &Parameter, said: &[f64], (low, high): (f64, f64)) -> Option<String> {
    // What is written as an end may differ from it by rounding.
    let slack = 1e-9;
    let is_outside =
        |number: &&f64| **number < low - slack * low.abs() || **number > high + slack * high.abs();
    let count = said.iter().filter(is_outside).count();
    let (name, unit) = match parameter.declared_as_time {
        true => (parameter.name.replace(".alpha_", ".tau_"), " seconds"),
        false => (parameter.name.to_string(), ""),
    };
    (count > 0).then(|| {
        // No end that anybody has written: the least rate, and the time of it.
        let range = match (low > 0.0 && low <= LEAST_RATE, high > 1e25) {
            (true, _) => format!("above 0, at {}{unit} or below", show(high)),
            (_, true) => format!("{}{unit} or above", show(low)),
            _ => format!("{} to {}{unit}", show(low), show(high)),
        };
        let (all, verb) = (said.len(), if count == 1 { "lies" } else { "lie" });
        format!(
            "of the {all} numbers that `{name}` is to start from {count} {verb} outside its range, {range}; the nearest end \
             is taken"
        )
    })
}

/// A constant, truncated to a range. One declared as a time is drawn as a time in seconds and stored as dt / time.
fn draw_constant(
    dt: Option<f64>,
    parameter: &Parameter,
    (low, high): (f64, f64),
    rng: &mut ChaCha8Rng,
) -> Vec<f64> {
    let time = parameter.declared_as_time.then_some(dt).flatten();
    let (low, high) = match time {
        Some(dt) => (dt / high, if low > 0.0 { dt / low } else { f64::INFINITY }),
        None => (low, high),
    };
    let said = match parameter.initial {
        Initial::By(elements) => elements.of_shape(&parameter.shape),
        _ => Vec::new(),
    };
    if let Some(text) = outside(parameter, &said, (low, high)) {
        warn_once(text);
    }
    (0..parameter.len())
        .map(|place| {
            let drawn = match parameter.initial {
                Initial::By(_) => said[place].clamp(low, high),
                Initial::LogUniform(a, b) => log_uniform(a.max(low), b.min(high), rng).clamp(low, high),
                Initial::Uniform(a, b) => {
                    let (a, b) = (a.max(low), b.min(high));
                    a + (b - a) * rng.random::<f64>()
                }
                Initial::Normal(mean, sd) => truncated_normal(mean, sd.abs(), low, high, rng),
                other => draw_matrix(other, [1, 1], [1, 1], rng)[0],
            };
            time.map_or(drawn, |dt| dt / drawn)
        })
        .collect()
}

/// The g at which a gate is this rate: low + (high - low) sigmoid(g) = rate. Draws that touch an end are taken for the
/// numbers next to it.
fn gate_at(rate: f64, low: f64, high: f64) -> f64 {
    let ends = Bounds::Logistic {
        low,
        high,
        slope: 1.0,
    };
    let inside: f64 = ends.nearest_inside(rate);
    ((inside - low) / (high - inside)).ln()
}

/// The least rate: one that is above 0 in `f32` too, so that what is drawn may be set, and read from a file.
const LEAST_RATE: f64 = f32::MIN_POSITIVE as f64;

/// What a drawn constant may be. A rate without bounds stays above 0 and up to 1 where it was declared as
/// a time (a time constant is no shorter than a step), else up to 2 (beyond, the state grows without end).
fn range(parameter: &Parameter, is_rate: bool) -> (f64, f64) {
    match parameter.bounds {
        Bounds::Interval { low, high } | Bounds::Logistic { low, high, .. } => (low, high),
        Bounds::Free if parameter.declared_as_time => (LEAST_RATE, 1.0),
        Bounds::Free if is_rate => (LEAST_RATE, 2.0),
        Bounds::Free | Bounds::Signed { .. } => (f64::NEG_INFINITY, f64::INFINITY),
    }
}

/// A normal number between `low` and `high`, by rejection. Where the range lies in a tail, draws come from an
/// exponential instead of the normal, or from the range itself where that is narrow (Robert, Statistics and Computing
/// 5, 121, 1995), so that few are rejected however far out it is.
fn truncated_normal(mean: f64, sd: f64, low: f64, high: f64, rng: &mut ChaCha8Rng) -> f64 {
    if sd == 0.0 {
        return mean.clamp(low, high);
    }
    let (a, b) = ((low - mean) / sd, (high - mean) / sd);
    // The upper tail is the lower one mirrored.
    let standard = if b < 0.0 {
        -standard_normal_between(-b, -a, rng)
    } else {
        standard_normal_between(a, b, rng)
    };
    (mean + sd * standard).clamp(low, high)
}

fn standard_normal_between(a: f64, b: f64, rng: &mut ChaCha8Rng) -> f64 {
    let holds_the_middle = a <= 0.0;
    if holds_the_middle && b - a > 1.0 || a <= 0.5 && b > 2.0 {
        loop {
            let x: f64 = rng.sample(StandardNormal);
            if a <= x && x <= b {
                return x;
            }
        }
    }
    // The rate of the exponential that is rejected least, and the density's peak within the range.
    let rate = 0.5 * (a + (a * a + 4.0).sqrt());
    let narrow = holds_the_middle || (b - a) * rate < 1.0;
    let peak = if holds_the_middle { 0.0 } else { a };
    loop {
        let (x, log_chance) = if narrow {
            let x = a + (b - a) * rng.random::<f64>();
            (x, 0.5 * (peak * peak - x * x))
        } else {
            let x = a - (1.0 - rng.random::<f64>()).ln() / rate;
            (x, -0.5 * (x - rate).powi(2))
        };
        if x <= b && (1.0 - rng.random::<f64>()).ln() <= log_chance {
            return x;
        }
    }
}

#[cfg(test)]
mod tests;
