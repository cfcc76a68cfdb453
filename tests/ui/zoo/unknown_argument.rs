use aru::auditory::auditory_net;

auditory_net! {
    pub struct Net: StateNet(dt 5 ms, bands 32, kernal 7, stride 3, channels 7, neurons 1);
    pub struct Filter: DNet(dt 5 ms, bands 32, taps 5, units 20, tau 10 ms, neurons 1);
}

fn main() {}
