use aru::auditory::auditory_net;

auditory_net! {
    pub struct Net: DNet(dt 5 ms, bands 32, units 20, taps 5, tau uniform(6 ms, 50 ms), neurons 1);
    pub struct Aru: StateNetAru(dt 5 ms, bands 32, kernel 7, stride 3, channels 7, tau_s uniform(6 ms, 50 ms), neurons 1);
}

fn main() {}
