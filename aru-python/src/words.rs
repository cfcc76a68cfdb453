//! Sentences of the library in Python's words.

/// What messages call things in Rust, and what they are called in Python; longer sentences come first.
const WORDS: [(&str, &str); 33] = [
    // Data.
    (
        "padding goes through `Sequences::padded`, and targets that are missing (NaN) through `Sequences::with_missing`",
        "padding goes with `lengths`",
    ),
    (
        "only targets may be missing, and beyond the end of a sequence inputs are zero and its length goes through `with_lengths`",
        "only targets may be missing (NaN); what lies beyond the end of a sequence goes with `lengths`",
    ),
    ("`Sequences::padded`", "`lengths`"),
    ("`Sequences::with_missing`", "NaN"),
    ("`select`", "indexing"),
    ("(`standardise`)", "(by their mean and standard deviation)"),
    // Settings of a fit.
    ("`resume(Resume::IfPresent)`", "`resume=True`"),
    ("`resume` is IfPresent", "`resume` is True"),
    ("`resume` is Required", "`resume` is \"required\""),
    (
        "name the file to go on from by `checkpoint(path, every)`",
        "name the file to go on from, `checkpoint=path`",
    ),
    ("the interval of `checkpoint`", "checkpoint_every"),
    (
        "give them by `validate` (the training data, to watch their loss)",
        "give `validation=` (the training data, to watch their loss)",
    ),
    ("patience of early_stopping", "early_stopping"),
    ("steps of truncate", "truncate"),
    ("learning rate of ", "learning_rate of "),
    (
        "add `.momentum(0.9)`",
        "give one, `aru.Sgd(momentum=0.9, nesterov=True)`",
    ),
    ("`anneal(", "anneal of "),
    ("`learning_rate_of(", "learning_rates of "),
    (", ..)` is", " is"),
    ("`Penalty::L1` and `Penalty::L2` act", "\"l1\" and \"l2\" act"),
    (
        "`Penalty::Square` and `Penalty::Smoothness` act",
        "\"square\" and \"smoothness\" act",
    ),
    ("`Penalty::L1` of", "the penalty \"l1\" of"),
    ("`Penalty::L2` of", "the penalty \"l2\" of"),
    ("`Penalty::Square` of", "the penalty \"square\" of"),
    ("`Penalty::Smoothness` of", "the penalty \"smoothness\" of"),
    (
        "(of several outputs each needs a loss of its own: `loss_of`)",
        "(of several outputs each needs a loss of its own: `loss={\"y\": ..}`)",
    ),
    (
        " (a loss of your own says by `is_separable` that its error is a mean over outputs)",
        "",
    ),
    // Networks.
    ("`Ensemble`", "`aru.Ensemble`"),
    ("a single `&state`", "a single state"),
    ("`State::save`", "`State.save`"),
    ("in the code itself", "in the declaration itself"),
    (
        "`aru::load`, or read the declaration as a `Text` with that start",
        "`aru.load`, or give its text to `aru.net` and the start to what that makes",
    ),
    (
        "load it as the type that was declared with it, `Net::load`",
        "run it in Rust, as the type that was declared with it",
    ),
];

/// The same for what is said of declarations, in which `select` and others are words of their own.
const OF_DECLARATIONS: [(&str, &str); 4] = [
    ("is a function of Rust, and the text has none", "is not given"),
    ("is a matrix of Rust, and the text has none", "is not given"),
    (" with the text", " in the call"),
    (
        "no function, mask or type of this text",
        "no mask or start of this text",
    ),
];

/// The message in Python's words. Names, in backticks, stay what they are.
pub fn in_words(message: &str) -> String {
    let message = replaced(message, &WORDS);
    let parts = message.split('`').enumerate();
    let parts = parts.map(|(place, part)| match place % 2 {
        0 => part.replace("sequence", "trial"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

/// The rule of a fault of a declaration, and the way out.
pub fn fault_in_words(message: &str, help: Option<&str>) -> (String, Option<String>) {
    // Nothing of Python can stand for a type.
    let given = ", or give one with the text";
    let help = help.map(|help| match message.contains("is a type of Rust") {
        true => help.replace(given, ""),
        false => replaced(help, &OF_DECLARATIONS),
    });
    (replaced(message, &OF_DECLARATIONS), help)
}

fn replaced(message: &str, words: &[(&str, &str)]) -> String {
    words.iter().fold(message.to_owned(), |message, (rust, python)| {
        message.replace(rust, python)
    })
}
