//! rustc finds what is configured out, and names the feature.

fn main() {
    let _ = aru::plot::Figure::new(1, 1);
}
