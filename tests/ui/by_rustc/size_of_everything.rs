use aru::prelude::*;

const SIZE: usize = usize::MAX;

recurrent_net! {
    
    pub struct Net {
        input x: 1;
        layer hidden: Aru<SIZE> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: 1.0;
        }
        output y: SIZE;

        x -> hidden { delays: 0..3; }
        hidden -> y;
        hidden ~> hidden;
    }
}

fn main() {
    let net = Net::<f32>::new(1);
    net.hidden().bias();
}
