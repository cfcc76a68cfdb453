use aru::prelude::*;

recurrent_net! {
    #[serde(default)]
    pub struct Net {
        input x: 1;

        layer hidden: Elman<4>;
        output y: 1;

        x -> hidden -> y;
        hidden ~> hidden;
    }

}

fn main() {
    Net::<f32>::new(1).hidden().bias();
}
