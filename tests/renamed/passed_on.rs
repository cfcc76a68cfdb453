//! Knows the library by a crate that passes it on, and has a module called like it.

use aru_renamed::rnn::Network;

mod rnn {}
mod aru {}

aru_renamed::network! {
    /// A network.
    pub struct Net<const H: usize> {
        input x: 1;
        layer hidden: Gru<H>;
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {
    let net = Net::<f32, 4>::new(7);
    let run = net.parameters().count();
    assert_eq!(run, 6);
}
