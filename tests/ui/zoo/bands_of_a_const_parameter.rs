use aru::auditory::auditory_net;

auditory_net! {
    pub struct Net<const BANDS: usize>: StateNet(dt 5 ms, bands BANDS, kernel 7, stride 3, channels 7, neurons 1);
}

fn main() {}
