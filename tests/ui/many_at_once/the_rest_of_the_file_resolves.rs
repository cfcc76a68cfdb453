use aru::prelude::*;

recurrent_net! {
    pub struct Net<const H: usize> {
        dt: 5 ms;
        input x: 1;
        layer hidden: Aru<H> {
            tau_s: learn global(20 ms) in logistic(5 ms, 200 ms);
            alpha_r: 2.5;
        }
        layer gated: Gru<H> { activation: tanh; }
        output y: 1;

        x -> hiden -> gated -> y;
        hidden ~> hidden;
    }
}

fn score<N: Network>(net: &N) -> usize {
    net.parameters().count()
}

fn main() {
    let net = Net::<f32, 4>::new(7);
    let copy: Net<f32, 4> = net.clone();
    println!("{} {}", score(&net), net.hidden().alpha_s()[0] + copy.gated().recurrent_bias()[0]);
    println!("{} {}", net.hidden().tau_s()[0], net.hidden_to_hidden().weight().len());
}
