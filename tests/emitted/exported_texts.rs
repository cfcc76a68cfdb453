//! The reference networks as equations and as pictures: LaTeX and Graphviz take the text.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use aru::prelude::*;
use aru::{AnyNetwork, Model};

/// A network of any declaration as each of the texts.
struct Texts {
    name: &'static str,
    latex: String,
    dot: String,
    svg: String,
}

fn texts(model: Model, name: &'static str) -> Texts {
    let network: AnyNetwork<f32> = model.network(1).expect("all that it starts from is known");
    Texts {
        name,
        latex: network.to_latex(),
        dot: network.to_dot(),
        svg: network.to_svg(),
    }
}

recurrent_net! {
    activation swish(x) = x * sigmoid(x);
    unit Signed {
        constant gain, b;
        alpha_s = 0.5 * b;
        xi = (gain * drive + drive * gain) * alpha_s + 0.25 * prev(xi) * -1 - 0.000025;
        cases = select(xi > 0, drive, xi) * b;
        emit cases;
    }
    /// ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ
    struct Symbols {
        input x: 1;
        layer h: Signed<2> { gain: -0.5; b: learn global(0.25); noise: normal(0.1); }
        output y: 1;
        x -> h -> y;
    }

    /// 50% of a_b & c: {τ} \ ~ ^ # $ "quoted" → there
    ///
    /// after an empty line
    struct Awkward {
        dt: 0.5 ms;
        /// A_cue & more
        input σ: 1;
        /// 100 %
        layer a_b: Aru<2> {
            tau_s: learn global(20 ms) in 1 ms..=200 ms;
            tau_r: gated(from σ);
            activation: swish;
            noise: normal(0.1);
        }
        layer _c: Elman<2> { activation: leaky_relu(0.1); }
        output y: 2 { activation: elu; }
        σ -> a_b -> _c -> y;
        a_b ~> a_b { delay: learn per_source(2.25 ms) in 1 ms..=4 ms; }
    }
}

fn networks() -> Vec<Texts> {
    let mut all = vec![
        texts(Model::of::<Awkward<f32>>(), "awkward"),
        texts(Model::of::<Symbols<f32>>(), "symbols"),
    ];
    macro_rules! golden {
        ($name:ident, $network:ident) => {
            all.push(texts(
                aru_declared::golden(stringify!($name)).model,
                stringify!($name),
            ));
        };
    }
    aru_declared::every_golden!(golden);
    macro_rules! generated {
        ($name:ident, $network:ty, $is_smooth:tt) => {
            all.push(texts(
                aru_declared::generated(stringify!($name)).model,
                stringify!($name),
            ));
        };
    }
    aru_declared::every_network!(generated);
    all
}

#[test]
fn latex_takes_the_equations() {
    let folder = std::env::temp_dir().join(format!("aru-latex-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for temporary files");
    let fragments: Vec<String> = networks().into_iter().map(|texts| texts.latex).collect();
    let document = format!(
        "\\documentclass{{article}}\n\\usepackage{{amsmath}}\n\\begin{{document}}\n{}\n\\end{{document}}\n",
        fragments.join("\n\\clearpage\n")
    );
    std::fs::write(folder.join("all.tex"), document).expect("a file there");
    compile(&folder);
    std::fs::remove_dir_all(&folder).ok();
}

fn compile(folder: &Path) {
    let output = Command::new("pdflatex")
        .args([
            "-interaction=nonstopmode",
            "-halt-on-error",
            "-draftmode",
            "all.tex",
        ])
        .current_dir(folder)
        .output();
    let Ok(output) = output else {
        println!("pdflatex is not installed: the equations are not compiled");
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{}",
        &said[said.find("\n!").unwrap_or(0)..]
    );
}

#[test]
fn graphviz_takes_the_pictures() {
    for Texts { name, dot, svg, .. } in networks() {
        assert!(svg.contains("<title>") && svg.contains("<desc>"), "{name}");
        let graphviz = Command::new("dot")
            .arg("-Tplain")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut graphviz) = graphviz else {
            println!("`dot` is not installed: its reading of the texts is not checked");
            return;
        };
        let mut input = graphviz.stdin.take().expect("it is piped");
        input.write_all(dot.as_bytes()).expect("it reads");
        drop(input);
        let output = graphviz.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && said.is_empty(),
            "{name}: {said}\n{dot}"
        );
    }
}

#[test]
fn equations_say_what_is_declared() {
    let latex = texts(Model::of::<Awkward<f32>>(), "awkward").latex;
    for part in [
        // The drive: links with delays, a learned one as its kernel, noise at a rate that is learned.
        r"\textit{drive}_{\text{a\_b}}[t] &= ",
        r"\tilde{a}_{\text{a\_b},\text{a\_b},j}[t] &= \sum_{k=2}^{8} \kappa_{\text{a\_b},\text{a\_b},j}[k]\,\textit{rate}_{\text{a\_b},j}[t-k]",
        r"0.1\,\sqrt{\frac{2 - \alpha_{s,\text{a\_b}}}{\alpha_{s,\text{a\_b}}}}\,\xi_{\text{a\_b}}[t]",
        // A gate, and bounds.
        r"\alpha_{r,\text{a\_b}}[t] &= \sigma\left(g^{\alpha_{r}}_{\text{a\_b}}[t]\right)",
        r"0.0025 \le \alpha_{s,\text{a\_b}} &\le 0.5",
        // The time constant of a rate that is one number.
        r"$0.025$, $\tau_{s} = 20$\,ms",
        // Names and docs.
        r"50\% of a\_b \& c: \{\ensuremath{\tau}\} \textbackslash{} \textasciitilde{} \textasciicircum{} \# \$",
        r"\textit{swish}(x) &= x \, \sigma\left(x\right)",
    ] {
        assert!(latex.contains(part), "{part}\nis not in\n{latex}");
    }
}

#[test]
fn signs_cases_and_symbols_are_what_they_say() {
    let latex = texts(Model::of::<Symbols<f32>>(), "symbols").latex;
    assert!(!latex.contains("elements. \\"), "{latex}");
    for part in [
        // A factor with a sign stands in brackets, and cases do.
        r"-0.5 \, \textit{drive}_{\text{h}}[t] + \textit{drive}_{\text{h}}[t] \, \left(-0.5\right)",
        r"\end{cases}\right) \, b_{\text{h}}",
        // A very small number is a power of ten, and what is negative is subtracted.
        r" - 2.5 \cdot 10^{-5}",
        // A constant has its letter, and what the page calls so a prime; noise is scaled by no equation but a gate.
        r"b^{\prime}_{\text{h}} + 0.1\,\xi^{\prime}_{\text{h}}[t]",
        r"\xi_{\text{h}}[t-1]",
    ] {
        assert!(latex.contains(part), "{part}\nis not in\n{latex}");
    }
}
