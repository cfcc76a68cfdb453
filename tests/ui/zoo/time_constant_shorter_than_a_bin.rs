use aru::auditory::auditory_net;

auditory_net! {
    pub struct Net: DNet(dt 10 ms, bands 18, taps 3, units 20, tau uniform(2 ms, 6 ms), neurons 1);
}

fn main() {}
