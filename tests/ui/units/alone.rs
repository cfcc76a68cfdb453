use aru::prelude::*;

recurrent_net! {
    unit Mine {
        value = drive;
        emit value;
    }
}

fn main() {}
