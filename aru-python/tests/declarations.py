"""Declarations that several tests use."""

PAPER = """
/// The network of Eq. 20.
pub struct Paper<const H: usize> {
    input x: 2;
    layer hidden: Aru<H> {
        alpha_s: learn global(0.5) in logistic(0, 1);
        alpha_r: learn global(0.5) in logistic(0, 1);
        initial: learn;
    }
    output y: 2 { activation: sigmoid; }

    x -> hidden;
    hidden ~> hidden;
    hidden -> y;
}
"""

TIMED = """
struct Timed<const H: usize> {
    dt: 1 ms;
    input x: 2;
    layer hidden: Aru<H> { tau_s: learn global(20 ms) in logistic(1 ms, 200 ms); alpha_r: 1.0; }
    output y: 1;
    x -> hidden -> y;
    hidden ~> hidden;
}
"""

NOISY = """
struct Noisy {
    input x: 1;
    layer hidden: Aru<3> { alpha_s: learn global(0.5) in logistic(0, 1); alpha_r: 1.0; noise: normal(0.1); }
    output y: 1;
    output z: 1 { activation: softplus; }
    x -> hidden -> y;
    hidden -> z;
    hidden ~> hidden;
}
"""
