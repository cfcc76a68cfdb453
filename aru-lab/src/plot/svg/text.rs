//! How much room text takes, and what to do where there is too little.

/// The width of a text of some font size, no less than it has in the fonts of the canvas.
pub(super) fn width(text: &str, size: u32) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|letter| match letter {
            'i' | 'j' | 'l' | 'I' | '\'' | '|' | '.' | ',' | ':' | ';' | ' ' | '!' => 0.34,
            'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' => 0.41,
            'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.98,
            'A'..='Z' | '=' | '+' | '<' | '>' | '~' | '−' | '±' | '×' => 0.8,
            _ => 0.64,
        })
        .sum();
    ems * f64::from(size)
}

pub(super) fn widest<'a>(texts: impl IntoIterator<Item = &'a String>, size: u32) -> f64 {
    super::greatest(texts.into_iter().map(|text| width(text, size)))
}

/// The distance of lines of text.
pub(super) fn line_height(size: u32) -> f64 {
    (1.25 * f64::from(size)).ceil()
}

/// From the middle of figures and capitals down to the base line.
pub(super) fn middle(size: u32) -> f64 {
    0.36 * f64::from(size)
}

/// Broken between words into lines that fit; a word that is longer stands alone. No line for no text.
pub(super) fn wrap(text: &str, room: f64, size: u32) -> Vec<String> {
    if width(text, size) <= room && !text.is_empty() {
        return vec![text.to_owned()];
    }
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
