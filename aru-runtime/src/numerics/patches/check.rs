//! Whether bands fit their patches, where only the build of the user's crate knows the sizes.

use super::Patches;

/// How a link of patches is declared, for what is said of it.
#[derive(Clone, Copy, Debug)]
pub struct Declared {
    /// Name of the source.
    pub source: &'static str,
    /// Name of the target.
    pub target: &'static str,
    /// What stands around the size of the target: `Dense<` and `>`, or nothing.
    pub around: [&'static str; 2],
    /// The size of the target is a plain one.
    pub is_plain: bool,
}

/// The patches, or the end of the build where the target has another number of bands than they give. The text is that of
/// the macro (`check/bands.rs` there), which says it of sizes that are numbers.
#[track_caller]
pub const fn checked(patches: Patches, declared: Declared) -> Patches {
    let Patches {
        source: [bands, _],
        target: [targets, channels],
        kernel,
        stride,
        pad,
        ..
    } = patches;
    let Some(given) = Patches::bands_of(bands, kernel, stride, pad) else {
        let text = Text::new()
            .push("kernel ")
            .number(kernel)
            .push(" is wider than the ")
            .number(bands)
            .push(" bands of `")
            .push(declared.source);
        let text = match pad {
            0 => text.push("`"),
            _ => text.push("` with a pad of ").number(pad).push(" on either side"),
        };
        panic!("{}", text.as_str());
    };
    if given == targets {
        return patches;
    }
    let text = Text::new().push("kernel ").number(kernel);
    let text = match pad {
        0 => text.push(" and stride ").number(stride),
        _ => text
            .push(", stride ")
            .number(stride)
            .push(" and pad ")
            .number(pad),
    };
    let text = text
        .push(" over the ")
        .number(bands)
        .push(" bands of `")
        .push(declared.source);
    let text = text.push("` give ").number(given);
    let text = text.push(if given == 1 { " band" } else { " bands" });
    let text = if declared.is_plain {
        let text = text
            .push(", but `")
            .push(declared.target)
            .push("` is a plain `")
            .number(targets);
        text.push("`, which is ")
            .number(targets)
            .push(" bands of one channel")
    } else {
        let text = text
            .push(", but `")
            .push(declared.target)
            .push("` is [")
            .number(targets);
        text.push(", ").number(channels).push("]")
    };
    let channels = if declared.is_plain && targets.is_multiple_of(given) {
        targets / given
    } else {
        channels
    };
    let text = text
        .push("; write `")
        .push(declared.around[0])
        .push("[")
        .number(given)
        .push(", ");
    let text = text.number(channels).push("]").push(declared.around[1]).push("`");
    panic!("{}", text.as_str());
}

/// Text that is put together while a crate is built.
#[derive(Clone, Copy)]
struct Text {
    bytes: [u8; 512],
    length: usize,
}

impl Text {
    const fn new() -> Self {
        Text {
            bytes: [0; 512],
            length: 0,
        }
    }

    /// As much of it as there is room for, whole names that is: what is longer is cut before the first byte.
    const fn push(mut self, text: &str) -> Self {
        let text = text.as_bytes();
        if self.length + text.len() <= self.bytes.len() {
            let mut at = 0;
            while at < text.len() {
                self.bytes[self.length] = text[at];
                self.length += 1;
                at += 1;
            }
        }
        self
    }

    const fn number(mut self, number: usize) -> Self {
        let mut power = 1;
        while number / power >= 10 {
            power *= 10;
        }
        while power > 0 && self.length < self.bytes.len() {
            self.bytes[self.length] = b'0' + (number / power % 10) as u8;
            self.length += 1;
            power /= 10;
        }
        self
    }

    const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.length);
        match std::str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => "the bands of a link do not fit its form",
        }
    }
}
