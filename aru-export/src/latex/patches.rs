//! What the products with weights of patches are, number by number.

use aru_runtime::network::description::{Description, LinkForm, Window};

/// How a product is called: kernel, stride and, where there is one, pad below.
pub(super) fn operator(form: &str, window: Window) -> String {
    let Window { kernel, stride, pad } = window;
    let pad = if pad > 0 { format!(",{pad}") } else { String::new() };
    format!("\\operatorname{{{form}}}_{{{kernel},{stride}{pad}}}")
}

/// Each product that the equations name, once.
pub(super) fn definitions(description: &Description) -> String {
    let mut lines: Vec<String> = Vec::new();
    for link in description.links.iter() {
        let line = match link.form {
            LinkForm::Local(window) => definition("local", window, "b,c;\\,k,m"),
            LinkForm::Conv(window) => definition("conv", window, "c;\\,k,m"),
            _ => continue,
        };
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if lines.is_empty() {
        return String::new();
    }
    format!(
        "\n\\noindent Products with patches: band $b$ and channel $c$ of what is driven, band $k$ of the kernel and channel $m$ \
         of what is read, all from 0. What is read beyond its edges is zero.\n\\begin{{align*}}\n{}\n\\end{{align*}}\n",
        lines.join(" \\\\\n")
    )
}

/// A local weight has a row for each unit, that of a convolution one for each channel.
fn definition(form: &str, window: Window, element: &str) -> String {
    let operator = operator(form, window);
    let last = window.kernel - 1;
    let band = in_bands(window);
    format!(
        "\\bigl({operator}(W)\\,a\\bigr)_{{b,c}} &= \\sum_{{k=0}}^{{{last}}} \\sum_m W_{{{element}}}\\,a_{{{band},m}}"
    )
}

/// The band that is read: `3b+k-1`.
fn in_bands(window: Window) -> String {
    let Window { stride, pad, .. } = window;
    let first = match stride {
        1 => "b".to_string(),
        _ => format!("{stride}b"),
    };
    match pad {
        0 => format!("{first}+k"),
        _ => format!("{first}+k-{pad}"),
    }
}
