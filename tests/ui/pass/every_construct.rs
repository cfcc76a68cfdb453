use aru::prelude::*;

mod sizes {
    pub const LARGE: usize = 7;
}

recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    unit Functions {
        ports plain, gated;
        bias offset;
        state kept;
        a = exp(-plain) + ln(1 + exp(plain)) - sqrt(2.5e-1);
        b = sigmoid(a) * tanh(a) / (1 + relu(gated)) + softplus(recur(gated));
        kept = activation(a + offset) + b;
        emit kept;
    }

    pub struct Everything<const H: usize, const K: usize> {
        dt: 5 ms;
        input sound: K;
        input light: 2;

        layer v1: Adapting<H> {
            tau_s: learn per_unit(uniform(10 ms, 50 ms)) in 5 ms..=200 ms;
            tau_r: fixed global(20ms);
            alpha_a: learn global(normal(0.1, 0.02)) in logistic(0, 1, slope 2);
            strength: learn per_unit(0.1);
            activation: leaky_relu(0.01);
            bias: fixed uniform(-0.1, 0.1);
            initial: fixed normal(0, 0.1);
        }
        layer v2: Functions<crate::sizes::LARGE> {
            activation: elu;
            bias: learn 0.5;
            initial: learn;
        }
        layer lstm: Lstm<3> {}
        layer gru: Gru<3> { bias: none; initial: learn uniform(-1, 1); }
        layer elman: Elman<3>;
        layer dense: Dense<3> { activation: softplus; }
        layer switched: Aru<3> {
            tau_s: gated(uniform(10 ms, 50 ms), from light, switched) in logistic(5 ms, 200 ms);
            /// Opened by the first area.
            alpha_r: gated;
        }
        output y: 2 { activation: identity; }
        output z: 1;

        sound -> v1 { delays: 0..20; weights: learn xavier; }
        light ~> v1 { delays: [1, 4, 25 ms]; }
        v1 -> v2 -> lstm -> gru -> elman -> dense -> y;
        v1 ~> v1 { delay: 25 ms; weights: fixed orthogonal(0.9); }
        v2 ~> v2 { weights: learn he; };
        gru ~> gru { delays: 1..=4; }
        lstm ~> lstm;
        elman ~> elman;
        y ~> v1;
        dense -> z;
        dense -> switched { delay: learn(2.5) in 0..=10; spread: 1.5; }
        switched ~> switched { delay: learn per_source(25 ms) in logistic(5 ms, 100 ms, slope 2); spread: fixed 3; }
        v1 ~> switched.alpha_r { delays: [5 ms, 10 ms]; weights: learn normal(0, 0.1); }
        switched -> z;
    }
}

fn main() {
    let net = Everything::<f64, 4, 3>::new(3);
    assert_eq!(net.v2_to_v2().weight().len(), 2 * 7 * 7);
    assert_eq!(net.v1().alpha_s().len(), 4);
    assert_eq!(net.v2().bias(), [0.5; 14]);
    assert_eq!(net.v1_to_switched().alpha_r_weight().len(), 2 * 3 * 4);
    assert_eq!(net.switched().alpha_s_bias().len(), 3);
    assert_eq!(net.switched_to_switched().delay(), [5.0; 3]);
    assert_eq!(net.switched_to_switched().delay_time().len(), 3);
    assert_eq!(net.switched_to_switched().spread(), [3.0]);
}
