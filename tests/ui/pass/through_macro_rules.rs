use aru::prelude::*;

macro_rules! net {
    ($(#[$docs:meta])* $visibility:vis $name:ident, $unit:ident, $size:expr, $outputs:literal, $rate:expr, $time:literal) => {
        recurrent_net! {
            unit Scaled {
                constant gain;
                value = $rate * activation(drive) * gain;
                emit value;
            }
            $(#[$docs])*
            $visibility struct $name<const H: usize> {
                dt: $time ms;
                input x: $outputs;
                layer $unit: Aru<$size> {
                    alpha_s: learn global($rate) in logistic(0, 1);
                    tau_r: $time ms;
                }
                layer scaled: Scaled<H> { gain: $rate; activation: tanh; }
                output y: $outputs;

                x -> $unit -> scaled -> y;
                $unit ~> $unit { delay: $outputs; }
            }
        }
    };
}

const SIZE: usize = 5;

net!(/** A net. */ pub First, hidden, crate::SIZE, 2, 0.5, 10);
net!(Second, other, 4, 3, 0.25, 2.5);

fn main() {
    let first = First::<f32, 2>::new(1);
    assert_eq!(first.hidden().alpha_s(), [0.5]);
    assert_eq!(first.hidden_to_hidden().weight().len(), 25);
    assert_eq!(Second::<f64, 2>::new(1).other().alpha_s(), [0.25]);
}
