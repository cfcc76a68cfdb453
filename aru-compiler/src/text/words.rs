//! What the compiler calls things in Rust, in the words of a text.

/// What a text is told in place of what `cfg` could do.
pub const NO_BUILD: &str = "a text is part of no build that `cfg` could ask; remove the attribute";

/// What stands in sentences about a call of the macro, and what it is of a text.
const WORDS: [(&str, &str); 2] = [
    (
        "`recurrent_net!` declares at least one network; add `pub struct Name { .. }`",
        "a text declares at least one network; add `struct Name { .. }`",
    ),
    (
        "is known within its call of the macro only",
        "is known within its text only",
    ),
];

/// How sentences end whose way out is `cfg` in another place.
const OF_A_BUILD: [&str; 2] = [
    "put the attribute on a call of its own: `#[cfg(..)] recurrent_net! { .. }`",
    "declare a network for each case, with `#[cfg(..)]` on its `struct`",
];

/// A message of the compiler, where there is no macro.
pub fn of_text(message: &str) -> String {
    if OF_A_BUILD.iter().any(|end| message.ends_with(end)) {
        return NO_BUILD.to_owned();
    }
    let words = WORDS.iter();
    words.fold(message.to_owned(), |message, (macros, texts)| {
        message.replace(macros, texts)
    })
}
