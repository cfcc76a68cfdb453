//! More layers than one function holds: a few statements at a time are functions of their own.

held! {
    /// Ten layers in a cycle with statements of every kind, and four that are in none.
    large: {
        pub struct Net {
            input x: [4, 2];
            layer first: Dense<[3, 2]> { activation: tanh; norm: layer(over channels); }
            layer second: Dense<6> { activation: sigmoid; norm: layer; }
            layer a: Aru<3> {
                alpha_s: learn per_unit(0.6) in logistic(0, 1);
                alpha_r: learn global(0.5) in logistic(0, 1);
                activation: tanh;
                initial: learn uniform(-0.5, 0.5);
            }
            layer b: Aru<3> { alpha_s: gated(0.4); alpha_r: 1.0; activation: tanh; }
            layer c: Gru<3> { initial: learn; }
            layer d: Lstm<2>;
            layer e: Elman<3> { activation: tanh; norm: layer; }
            layer f: Aru<3> { alpha_s: 0.5; alpha_r: 0.7; activation: tanh; }
            layer g: Aru<3> { alpha_s: learn global(0.5) in logistic(0, 1); alpha_r: 1.0; }
            layer h: Elman<2>;
            layer i: Elman<2>;
            layer k: Dense<2> { activation: tanh; }
            layer third: Aru<3> { alpha_s: 0.5; alpha_r: learn per_unit(0.7) in 0.1..=1; activation: tanh; }
            layer fourth: Dense<3> { bias: none; }
            output y: 2;
            x -> first { form: conv(kernel 2); delays: 0..2; }
            first -> second -> a;
            a ~> a { delay: learn(1.5) in 1..=3; }
            a -> b;
            x -> b.alpha_s { weights: learn lecun; }
            b -> c -> d -> e;
            e ~> e { form: diagonal; }
            e -> f -> g;
            g ~> h { delay: 3; }
            h -> i -> k;
            k ~> a;
            g ~> c;
            g -> third;
            third -> fourth { form: identity; }
            fourth -> y;
            k -> y { mask: by(super::super::large::halved); }
        }
    }
}

held! {
    /// Layers that are alike, one after the other, in turns and in a cycle, and share functions.
    alike: {
        pub struct Net {
            input x: 2;
            layer a: Aru<2> { alpha_s: learn global(0.6) in logistic(0, 1); alpha_r: 0.7; }
            layer b: Aru<2> { alpha_s: learn global(0.5) in logistic(0, 1); alpha_r: 0.7; }
            layer c: Aru<2> { alpha_s: learn global(0.4) in logistic(0, 1); alpha_r: 0.7; }
            layer d: Gru<2>;
            layer e: Aru<2> { alpha_s: learn global(0.3) in logistic(0, 1); alpha_r: 0.7; }
            layer f: Gru<2>;
            layer g: Aru<2> { alpha_s: learn global(0.7) in logistic(0, 1); alpha_r: 0.7; }
            layer h: Aru<2> { alpha_s: 0.5; alpha_r: 0.7; }
            layer i: Elman<2> { activation: tanh; }
            layer k: Elman<2> { activation: tanh; }
            layer l: Elman<2> { activation: tanh; }
            layer m: Elman<2> { activation: tanh; }
            layer p: Aru<2> { alpha_s: 0.5; alpha_r: learn per_unit(0.7) in 0.1..=1; initial: learn uniform(-0.5, 0.5); }
            layer q: Aru<2> { alpha_s: 0.5; alpha_r: learn per_unit(0.5) in 0.1..=1; initial: learn uniform(-0.5, 0.5); }
            output y: 2;
            x -> a -> b -> c -> d -> e -> f -> g -> h -> i -> k -> l -> m;
            m ~> i;
            k ~> i { delays: 1..4; }
            l ~> k { delays: 1..4; }
            m ~> l { delays: 1..4; }
            m -> p -> q -> y;
        }
    }
}

pub fn halved(target: usize, source: usize) -> bool {
    target == source
}
