use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Gru<3>;
        output y: 1;

        x -> hidden.
        hidden ~> hidden;
        hidden -> y;
    }
}

fn main() {
    let net = Net::<f32>::new(1);
    println!("{:?} {:?}", net.hidden_to_y().weight(), net.hidden_to_hidden().weight());
}
