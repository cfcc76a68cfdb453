use aru::prelude::*;



recurrent_net! {
    crate: ::nothing;
    pub struct Net {
        input x: 1;
        layer hidden: Aru<3> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: 1.0;
        }
        output y: 3;

        x -> hidden { delays: 0..3; }
        hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {
    let net = Net::<f32>::new(1);
    net.hidden().bias();
}
