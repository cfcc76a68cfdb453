use aru::auditory::auditory_net;

auditory_net! {
    pub struct Net: Cnn2d(dt 5 ms, bands 12, kernel 6, taps 9, channels 10, units 90, neurons 1);
}

fn main() {}
