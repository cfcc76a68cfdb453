use aru::prelude::*;

recurrent_net! {
    enum Net {}
}

fn main() {}
