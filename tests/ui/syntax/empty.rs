use aru::prelude::*;

recurrent_net! {

}

fn main() {}
