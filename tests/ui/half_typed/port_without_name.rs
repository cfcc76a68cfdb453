use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer hidden: Gru<3> { norm: layer; }
        output y: 1;

        hidden -> y;
        x -> hidden.
    }
}

fn main() {
    let net = Net::<f32>::new(1);
    println!("{:?} {:?}", net.hidden_to_y().weight(), net.x_to_hidden().reset_weight());
    println!("{:?} {:?}", net.hidden().norm_gain(), net.hidden().norm_shift());
}
