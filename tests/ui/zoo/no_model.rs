use aru::auditory::auditory_net;

auditory_net! {
    pub struct Net { input x: 1; output y: 1; x -> y; }
}

fn main() {}
