use aru::prelude::*;

recurrent_net! {
    pub struct Net<const H: usize> {
        input x: 1;
        layer hidden: Elman<H>;
        output y: 1;

        x -> hiden -> y;
    }
}

fn main() {
    let net = Net::<f32, 4>::new(7);
    let _: Net<f32, 4> = net.clone();
}
