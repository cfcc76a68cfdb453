use aru::prelude::*;

recurrent_net! {
    pub struct Net {
        input x: 1;
        layer a: Dense<[4, 3]> { norm: layer(over channels); bias: learn per_band(zeros); }
        layer b: Dense<[4, 3]> { norm: layer(over bands); bias: fixed per_channel(1); }
        layer kept: Dense<[4, 3]> { norm: layer(over bands); bias: learn per_band(zeros); }
        layer gates: Gru<[4, 3]> { norm: layer(over channels); bias: learn per_band(zeros); }
        output y: 1;

        x -> a -> y;
        x -> b -> y;
        x -> kept -> y;
        x -> gates -> y;
    }
}

fn main() {}
