//! `aru check` and `aru show`: texts that are right, and all that can be wrong with a file.

mod support;

use support::{NET, Place, is_picture};

#[test]
fn a_text_that_is_right_is_said_to_be() {
    let place = Place::new();
    place.write("net.aru", NET);
    let ran = place.aru("check net.aru --set H=3").well();
    assert_eq!(
        ran.out,
        "net.aru: `Leaky` is well: 1 input, 1 hidden layer, 1 output, 20 learned numbers\n"
    );
    assert_eq!(ran.told, "");
    assert_eq!(
        place.aru_reads("check - --set H=3", NET).well().out,
        ran.out.replace("net.aru", "-")
    );
}

#[test]
fn every_fault_is_told_with_its_place() {
    let place = Place::new();
    place.write(
        "net.aru",
        "struct Net {\n    input x: 1;\n    output y: 1;\n    x -> z;\n    q -> y;\n}",
    );
    let ran = place.aru("check net.aru").refused(
        1,
        &[
            "error: no input, layer or output named `z`, expected `x` or `y`\n --> net.aru:4:10\n  |\n4 |     x -> z;\n  |          ^",
            " --> net.aru:5:5\n",
        ],
    );
    assert_eq!(ran.out, "");
}

#[test]
fn sizes_that_are_missing_are_named_with_the_option() {
    let place = Place::new();
    place.write("net.aru", NET.replace("input x: 1", "input x: crate::INPUTS"));
    place.aru("check net.aru --set G=3").refused(
        1,
        &[
            "no number is given for the size `H`",
            "`--set H=32 --set crate::INPUTS=32`",
        ],
    );
    place.aru("check net.aru --set H=3 --set crate::INPUTS=2").well();
    place
        .aru("check net.aru --set H")
        .refused(2, &["expected a name and a number, as `H=32`"]);
    place.aru("check net.aru --set H=-1").refused(2, &["as `H=32`"]);
    place
        .aru("check net.aru --set H=3 --set crate::INPUTS=2 --set K=1")
        .refused(1, &["no size of this text is named `K`"]);
}

#[test]
fn files_that_are_no_text_are_refused_by_name() {
    let place = Place::new();
    place.write("latin.aru", b"struct Net { /* \xe9 */ }");
    place.write("empty.aru", "");
    place.write("net.aru", "struct Net { input x: 1; output y: 1; x -> y; }");
    place
        .aru("check latin.aru")
        .refused(1, &["cannot read `latin.aru`: byte 16 is none of a text"]);
    place
        .aru("check .")
        .refused(1, &["cannot read `.`: it is a folder"]);
    place
        .aru("check missing.aru")
        .refused(1, &["cannot read `missing.aru`: No such file"]);
    place.aru("check empty.aru").refused(1, &["empty.aru"]);
    place.aru("check").refused(2, &["FILE"]);
    // The others are looked at all the same.
    let ran = place
        .aru("check missing.aru net.aru empty.aru")
        .refused(1, &["missing.aru", "empty.aru"]);
    assert!(ran.out.starts_with("net.aru: `Net` is well"), "{}", ran.out);
}

#[test]
fn of_several_networks_one_is_chosen_by_name() {
    let place = Place::new();
    let net = |name: &str| format!("struct {name} {{ input x: 1; output y: 1; x -> y; }}\n");
    place.write("two.aru", net("Near") + &net("Far"));
    assert_eq!(place.aru("check two.aru").well().out.lines().count(), 2);
    place.aru("show two.aru").refused(
        1,
        &["several networks, `Near`, `Far`; choose one, as `--net Near`"],
    );
    place
        .aru("show two.aru --net Fra")
        .refused(1, &["no network of `two.aru` is named `Fra`", "`Near`, `Far`"]);
    let shown = place.aru("show two.aru --net Far").well().out;
    assert!(shown.starts_with("Far (f32)"), "{shown}");
}

#[test]
fn a_network_is_shown_as_tables_equations_and_a_picture() {
    let place = Place::new();
    place.write("net.aru", NET);
    let shown = place.aru("show net.aru --set H=3 --diagram net.svg").well().out;
    assert!(shown.contains("hidden.alpha_s"), "{shown}");
    assert!(
        shown.ends_with(
            "\
hidden (Aru, 3 units)
    drive[t] = x_to_hidden.weight x[t] + hidden_to_hidden.weight hidden[t-1] + bias
    current[t] = (1 - alpha_s) * current[t-1] + alpha_s * drive[t]
    rate[t] = tanh(current[t])
    emits rate

y (Dense, 1 unit)
    drive[t] = hidden_to_y.weight hidden[t] + bias
    value[t] = drive[t]
    emits value
"
        ),
        "{shown}"
    );
    is_picture(&place.path("net.svg"), &["<title>Leaky</title>", "tau_s 5 ms"]);
}

/// What each port gets, and from where, as docs/language.md says.
#[test]
fn equations_tell_norms_noise_gates_delays_and_recurrence_apart() {
    let place = Place::new();
    place.write(
        "net.aru",
        "struct Net {
            input x: 1;
            input cue: 2;
            layer g: Gru<3> { norm: layer; }
            layer a: Aru<4> {
                alpha_s: gated(0.2, from x) in logistic(0.05, 0.9);
                alpha_r: 0.5;
                activation: relu;
                noise: normal(0.1);
                norm: layer;
            }
            output y: 2;
            output z: 1 { activation: leaky_relu(0.1); bias: none; }
            x -> g -> a;
            g ~> g;
            cue ~> a { delay: learn(4.0) in 1..=20; }
            a ~> a { form: diagonal; }
            x -> y { delays: 0..20; }
            a -> y;
            a -> z { delays: [0, 3, 7]; }
        }",
    );
    let shown = place.aru("show net.aru").well().out;
    for line in [
        "    reset[t], update[t] = norm(x_to_g.weight x[t] + g_to_g.weight g[t-1] + bias)\n",
        "    candidate[t] = norm(x_to_g.weight x[t] + bias)\n",
        "    recur(candidate)[t] = g_to_g.weight g[t-1]\n",
        "    n[t] = tanh(candidate[t] + r[t] * (recur(candidate)[t] + recurrent_bias))\n",
        "    drive[t] = norm(g_to_a.weight g[t] + cue_to_a.weight cue[t - cue_to_a.delay] + a_to_a.weight * a[t-1] + bias) + noise\n",
        "    gate_of_alpha_s[t] = x_to_a.alpha_s.weight x[t] + bias\n",
        "    alpha_s[t] = 0.05 + 0.85 * sigmoid(gate_of_alpha_s[t])\n",
        "    rate[t] = 0.5 * rate[t-1] + 0.5 * relu(current[t])\n",
        "    drive[t] = sum over d = 0 to 19 of x_to_y.weight[d] x[t-d] + a_to_y.weight a[t] + bias\n",
        "    drive[t] = sum over d = 0, 3, 7 of a_to_z.weight[d] a[t-d]\n",
        "    value[t] = leaky_relu(0.1)(drive[t])\n",
    ] {
        assert!(shown.contains(line), "{line} is not in:\n{shown}");
    }
}

#[test]
fn what_does_not_fit_into_memory_is_refused() {
    let place = Place::new();
    place.write("net.aru", NET);
    for units in [1_000_000_000_usize, usize::MAX / 2] {
        place
            .aru(&format!("show net.aru --set H={units}"))
            .refused(1, &["error"]);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_that_closes_is_no_error() {
    use std::process::Stdio;

    let place = Place::new();
    place.write("net.aru", NET);
    for arguments in [
        "show net.aru --set H=3",
        "completions bash",
        "man",
        "export net.aru --set H=200 --to c",
    ] {
        let mut command = place.command(arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments}: {told}");
        assert!(!told.contains("panicked"), "{told}");
    }
}

#[test]
fn the_program_documents_itself() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let text = place.aru(&format!("completions {shell}")).well().out;
        assert!(text.contains("rate-of-constants"), "{shell}");
    }
    assert!(place.aru("man").well().out.contains(".TH aru 1"));
    place.aru("man --out pages").well();
    assert!(
        place.read("pages/aru-train.1").contains("early")
            || place.read("pages/aru-train.1").contains("patience")
    );
    place.aru("").refused(2, &["Usage: aru"]);
    place.aru("chekc net.aru").refused(2, &["check"]);
    assert!(place.aru("--version").well().out.starts_with("aru 0."));
}
