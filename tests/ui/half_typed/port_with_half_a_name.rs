use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Gru<3> { bias: none; }
        output y: 1;

        x -> hidden.cand;
        hidden ~> hidden.reset;
        hidden ~> hidden.update;
        hidden -> y;
    }
}

fn main() {
    let net = Net::<f32>::new(1);
    println!("{:?} {:?}", net.hidden_to_y().weight(), net.x_to_hidden().candidate_weight());
}
