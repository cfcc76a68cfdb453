use aru::prelude::*;

recurrent_net! {
    activation swish(x) = x * sigmoid(x);
}

fn main() {}
