fn main() {
    let _ = aru::experiment::Report::new("a report");
}
