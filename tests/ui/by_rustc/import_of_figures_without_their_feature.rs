use aru::plot::Figure;

fn main() {
    let _ = Figure::new(1, 1);
}
