//! Functions of a place that parameters start from: `by(starts::rising)`.

/// A function of the generated file, by the number of its arguments.
pub enum Start {
    Vector(fn(usize) -> f64),
    Matrix(fn(usize, usize) -> f64),
    Taps(fn(usize, usize, usize) -> f64),
}

/// Name, text and what it says. Times are in seconds, some steps of the length that their name says in microseconds.
pub const STARTS: [(&str, &str, Start); 7] = [
    (
        "rising",
        "(place: usize) -> f64 {\n        0.3 + 0.125 * (place % 3) as f64",
        Start::Vector(|place| 0.3 + 0.125 * (place % 3) as f64),
    ),
    (
        "after_500",
        "(place: usize) -> f64 {\n        500e-6 * (3 + place % 3) as f64",
        Start::Vector(|place| 500e-6 * (3 + place % 3) as f64),
    ),
    (
        "after_1000",
        "(place: usize) -> f64 {\n        1000e-6 * (3 + place % 3) as f64",
        Start::Vector(|place| 1000e-6 * (3 + place % 3) as f64),
    ),
    (
        "after_2000",
        "(place: usize) -> f64 {\n        2000e-6 * (3 + place % 3) as f64",
        Start::Vector(|place| 2000e-6 * (3 + place % 3) as f64),
    ),
    (
        "after_4000",
        "(place: usize) -> f64 {\n        4000e-6 * (3 + place % 3) as f64",
        Start::Vector(|place| 4000e-6 * (3 + place % 3) as f64),
    ),
    (
        "mixed",
        "(row: usize, column: usize) -> f64 {\n        0.125 * (1 + (2 * row + column) % 5) as f64 - 0.4",
        Start::Matrix(|row, column| 0.125 * (1 + (2 * row + column) % 5) as f64 - 0.4),
    ),
    (
        "fading",
        "(delay: usize, row: usize, column: usize) -> f64 {\n        (0.3 - 0.25 * ((row + column) % 3) as f64) / (1 + delay) as f64",
        Start::Taps(|delay, row, column| (0.3 - 0.25 * ((row + column) % 3) as f64) / (1 + delay) as f64),
    ),
];

/// The times at steps of so many microseconds.
pub fn of_times(microseconds: usize) -> &'static str {
    match microseconds {
        500 => "after_500",
        1000 => "after_1000",
        2000 => "after_2000",
        _ => "after_4000",
    }
}

/// That of an array of so many axes.
pub fn of_axes(axes: usize) -> &'static str {
    match axes {
        1 => "rising",
        2 => "mixed",
        _ => "fading",
    }
}

/// Every element of an array of this shape, row-major.
pub fn elements(name: &str, shape: &[usize]) -> Vec<f64> {
    let known = STARTS.iter().find(|(known, ..)| *known == name);
    let (.., start) = known.expect("a function of the file");
    let axis = |from_end: usize| shape.iter().rev().nth(from_end).copied().unwrap_or(1);
    let (rows, columns) = (axis(1), axis(0));
    let value = |place: usize| {
        let (row, column) = (place / columns % rows, place % columns);
        match start {
            Start::Vector(function) => function(place),
            Start::Matrix(function) => function(row, column),
            Start::Taps(function) => function(place / columns / rows, row, column),
        }
    };
    (0..shape.iter().product()).map(value).collect()
}
