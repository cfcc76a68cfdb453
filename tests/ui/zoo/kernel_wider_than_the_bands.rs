use aru::auditory::auditory_net;

auditory_net! {
    pub struct Net: StateNet(dt 5 ms, bands 5, kernel 7, stride 3, channels 7, neurons 1);
}

fn main() {}
