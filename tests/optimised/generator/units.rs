//! The units that generated layers use: the built-in ones by name, and users' own with their text.

/// What the generator needs to know of a unit.
#[derive(Debug)]
pub struct Unit {
    pub name: &'static str,
    pub constants: &'static [&'static str],
    /// Applies `activation(..)`.
    pub has_activation: bool,
    /// Its ports, where it has others than `drive`: a link carries a block of rows for each.
    pub ports: &'static [&'static str],
    pub biases: &'static [&'static str],
    pub states: &'static [&'static str],
    /// `None` for a built-in one.
    pub text: Option<&'static str>,
}

/// What most units are like.
const PLAIN: Unit = Unit {
    name: "",
    constants: &[],
    has_activation: true,
    ports: &[],
    biases: &[],
    states: &[],
    text: None,
};

pub static DENSE: Unit = Unit {
    name: "Dense",
    ..PLAIN
};

pub static UNITS: [&Unit; 12] = [
    &Unit {
        name: "Aru",
        constants: &["alpha_s", "alpha_r"],
        states: &["current", "rate"],
        ..PLAIN
    },
    &Unit {
        name: "Elman",
        states: &["rate"],
        ..PLAIN
    },
    &DENSE,
    &Unit {
        name: "Gru",
        has_activation: false,
        ports: &["reset", "update", "candidate"],
        biases: &["recurrent_bias"],
        states: &["hidden"],
        ..PLAIN
    },
    &Unit {
        name: "Lstm",
        has_activation: false,
        ports: &["input", "forget", "candidate", "output"],
        states: &["cell", "hidden"],
        ..PLAIN
    },
    &Unit {
        name: "Adapting",
        constants: &["alpha_s", "alpha_r", "alpha_a", "strength"],
        states: &["current", "rate", "adaptation"],
        text: Some(ADAPTING),
        ..PLAIN
    },
    &Unit {
        name: "MyGru",
        has_activation: false,
        ports: &["reset", "update", "candidate"],
        biases: &["recurrent_bias"],
        states: &["hidden"],
        text: Some(MY_GRU),
        ..PLAIN
    },
    &Unit {
        name: "Gated",
        constants: &["alpha_g"],
        has_activation: false,
        ports: &["signal", "gate"],
        biases: &["threshold"],
        states: &["level"],
        text: Some(GATED),
    },
    &Unit {
        name: "Divisive",
        constants: &["alpha_n", "pool"],
        states: &["norm"],
        text: Some(DIVISIVE),
        ..PLAIN
    },
    &Unit {
        name: "Selective",
        constants: &["decay"],
        ports: &["step", "value"],
        states: &["kept"],
        text: Some(SELECTIVE),
        ..PLAIN
    },
    &Unit {
        name: "Switching",
        constants: &["alpha_w", "ceiling"],
        has_activation: false,
        states: &["level"],
        text: Some(SWITCHING),
        ..PLAIN
    },
    &Unit {
        name: "Driven",
        constants: &["gain"],
        states: &["rate"],
        text: Some(DRIVEN),
        ..PLAIN
    },
];

const ADAPTING: &str = "
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }";

const MY_GRU: &str = "
    /// PyTorch's GRU.
    unit MyGru {
        ports reset, update, candidate;
        bias recurrent_bias;
        r = sigmoid(reset);
        z = sigmoid(update);
        n = tanh(candidate + r * (recur(candidate) + recurrent_bias));
        hidden = (1 - z) * n + z * prev(hidden);
        emit hidden;
    }";

const GATED: &str = "
    /// A leak that a gate opens. The gate's own feedback counts half; the signal contains its own.
    unit Gated {
        ports signal, gate;
        bias threshold;
        constant alpha_g;
        opening = sigmoid(gate + 0.5 * recur(gate) - threshold);
        level   = (1 - alpha_g * opening) * prev(level) + alpha_g * opening * tanh(signal);
        emit level;
    }";

const DIVISIVE: &str = "
    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }";

const SELECTIVE: &str = "
    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }";

const DRIVEN: &str = "
    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }";

const SWITCHING: &str = "
    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
        emit rate;
    }";

/// Functions with a corner.
const CORNERED: [&str; 5] = ["relu(", "abs(", "max(", "min(", "select("];

impl Unit {
    /// Number of blocks of rows that a link to all ports carries.
    pub fn port_count(&self) -> usize {
        self.ports.len().max(1)
    }

    pub fn has_states(&self) -> bool {
        !self.states.is_empty()
    }

    /// Has an equation with a corner, where central differences may fail.
    pub fn has_corner(&self) -> bool {
        let text = self.text.unwrap_or_default();
        CORNERED.iter().any(|function| text.contains(function))
    }
}
