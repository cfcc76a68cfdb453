aru::recurrent_net! {
    unit Tired {
        constant gain;
        rate = relu(drive) - gain * prev(rate);
        emit rate;
    }
    pub struct Net {
        input x: 3;
        layer a: Tired<5> { gain: 0.5; sign: dale(excitatory 0.8); }
        output y: 1;
        x -> a -> y;
    }
}

fn main() {}
