use aru::auditory::auditory_net;

auditory_net! {
    pub struct Net: StateNet(dt 5 ms, bands 32, kernel 7, stride 3, neurons 1);
    pub struct Filter: Linear(dt 5 ms, bands 32, neurons 1);
}

fn main() {}
