use aru::auditory::auditory_net;

auditory_net! {
    pub struct Net: StateNet(dt 5ms, bands 32, kernel 7, stride 3, channels 7, neurons 1);
}

fn main() {}
