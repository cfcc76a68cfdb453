use aru::prelude::*;

recurrent_net! {
    pub struct Net {}
}

fn main() {}
