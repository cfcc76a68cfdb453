use aru::ndarray::Array3;
use aru::prelude::*;

// The network: https://docs.rs/aru-rnn/latest/aru/macro.recurrent_net.html is the language.
recurrent_net! {
    struct Area<const H: usize> {
        dt: 1 ms;
        input x: 2;
        layer hidden: Aru<H> {
            tau_s: learn global(10 ms)
                in logistic(1 ms, 200 ms);
            alpha_r: 1.0;
        }
        output y: 1;

        x -> hidden -> y;  // this step
        hidden ~> hidden;  // the one before
    }
}

fn main() -> aru::Result<()> {
    // Your data in place of these: arrays, or a file by `Recording::open`.
    let x = Array3::from_shape_fn(
        (40, 60, 2), // [trial, step, feature]
        |(s, t, i)| ((s + 1) as f32 * (t + 3 * i) as f32).sin(),
    );
    let mut teacher = Area::<f32, 8>::new(1);
    teacher.set("hidden.tau_s", &[0.02])?; // s
    let y = teacher.run(x.view())?;

    let mut net = Area::<f32, 8>::new(7);
    Trainer::new(Adam::new(3e-2))
        .epochs(200)
        .fit(&mut net, &Sequences::new(x, y)?)?;
    // `net.save(path)?` keeps it; Python and the command line read the file, too.
    println!("{:?}", net.hidden().tau_s());
    Ok(())
}
