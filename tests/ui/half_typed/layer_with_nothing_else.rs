use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        dt: 1 ms;
        input x: 1;
        layer hidden
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {
    let net = Net::<f32>::new(1);
    let rates = (net.hidden().alpha_s(), net.hidden().tau_s(), net.hidden().alpha_r());
    let weights = (net.x_to_hidden().weight(), net.hidden_to_hidden().weight(), net.hidden_to_y().weight());
    println!("{rates:?} {weights:?} {:?} {:?}", net.hidden().bias(), net.y().bias());
}
