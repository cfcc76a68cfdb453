fn main() {
    use aru::prelude::*;

    const UNITS: usize = 3;

    recurrent_net! {
        struct Local {
            input x: 2;
            layer hidden: Elman<UNITS>;
            output y: 1;

            x -> hidden -> y;
            hidden ~> hidden;
        }
    }

    let net = Local::<f64>::new(1);
    assert_eq!(net.hidden_to_hidden().weight().len(), 9);
}
