//! The library is a dependency called `rnn`.

use rnn::prelude::*;

recurrent_net! {
    crate: ::rnn;

    unit Square { value = drive * drive; emit value; }
    /// Everything that has an own form in emitted code.
    pub struct Net<const H: usize> {
        dt: 5 ms;
        input x: SIZE;
        layer hidden: Aru<H> { tau_s: learn global(20 ms) in logistic(5 ms, 1 s); alpha_r: 1.0; initial: learn; }
        layer square: Square<3>;
        output y: 1;

        x -> hidden { delays: 0..3; }
        hidden -> square -> y;
        hidden ~> hidden;
    }
    struct Second { input x: 1; output y: 1; x -> y; }
}

// It finds the library by itself.
rnn::auditory::auditory_net! {
    struct Auditory: StateNetS4d(dt 5 ms, bands 8, kernel 4, stride 2, channels 2, poles 2, neurons 1);
}

const SIZE: usize = 2;

/// By a path from where the declaration stands.
mod relative {
    use rnn as library;

    library::recurrent_net! {
        crate: library;
        pub struct Net { input x: 1; output y: 1; x -> y; }
    }
}

fn main() {
    let net = Net::<f32, 4>::new(7);
    assert_eq!(net.hidden().alpha_s(), [0.25]);
    assert_eq!(net.hidden().tau_s().len(), 1);
    assert_eq!(Second::<f64>::new(1).parameters().count(), 2);
    assert_eq!(Auditory::<f32>::new(1).poles().omega().len(), 12);
    assert_eq!(relative::Net::<f64>::new(1).parameters().count(), 2);
}
