#[inline(always)]
fn forward_chunk<I: __aru::__private::Isa, const TRACE: ::core::primitive::bool>(
    lanes: __aru::__private::Lanes<T, I>,
    parameters: &[__aru::__private::Block<T>],
    values: &mut [__aru::__private::Series<T>],
    steps: ::core::primitive::usize,
) {
    let [x, hidden_drive, hidden_gate_of_alpha_s, hidden_current, hidden_rate,
    hidden_sigmoid_of_gate_of_alpha_s, hidden_alpha_s, y_drive, y_value,
    x_delayed_to_hidden] = values else { __aru::__private::wrong_workspace() };
    let [x_to_hidden, x_to_hidden_delay, x_to_hidden_spread, hidden_to_hidden,
    x_to_hidden_alpha_s, hidden_bias, hidden_alpha_s_bias, hidden_to_y, y_bias] = lanes
        .split(parameters, Self::FORMS);
    let x_to_hidden = lanes.weight::<5, 2>(x_to_hidden);
    let hidden_to_hidden = lanes.weight::<5, 5>(hidden_to_hidden);
    let x_to_hidden_alpha_s = lanes.weight::<5, 2>(x_to_hidden_alpha_s);
    let hidden_to_y = lanes.weight::<1, 5>(hidden_to_y);
    lanes
        .mix::<
            2,
        >(
            lanes.kernel(x_to_hidden_delay, lanes.global(x_to_hidden_spread), 1..=6),
            x,
            x_delayed_to_hidden,
            0..steps,
        );
    lanes
        .multiply_onto(
            hidden_bias,
            x_to_hidden,
            x_delayed_to_hidden.back(0),
            hidden_drive,
            0..steps,
        );
    lanes
        .multiply_onto(
            hidden_alpha_s_bias,
            x_to_hidden_alpha_s,
            x.back(0),
            hidden_gate_of_alpha_s,
            0..steps,
        );
    for t in 0..steps {
        lanes.multiply(hidden_to_hidden, hidden_rate.back(1), hidden_drive, t..t + 1);
        let drive_now = lanes.row::<5>(hidden_drive, t, 0);
        let gate_of_alpha_s_now = lanes.row::<5>(hidden_gate_of_alpha_s, t, 0);
        let (current_before, current_now) = lanes.before_and_now::<5>(hidden_current, t);
        let rate_now = lanes.row_mut::<5>(hidden_rate, t, 0);
        let sigmoid_of_gate_of_alpha_s_now = lanes
            .row_mut::<5>(hidden_sigmoid_of_gate_of_alpha_s, t, 0);
        /// alpha_s[t] = 0.1 + 0.8 sigmoid(gate_of_alpha_s[t])
        /// current[t] = (1 - alpha_s[t]) current[t-1] + alpha_s[t] drive[t]
        /// rate[t] = sigmoid(current[t])
        for unit in 0..lanes.blocks(5) {
            let sigmoid_of_gate_of_alpha_s = lanes.sigmoid(gate_of_alpha_s_now[unit]);
            let alpha_s = 0.1 + 0.8 * sigmoid_of_gate_of_alpha_s;
            let current = (1.0 - alpha_s) * current_before[unit]
                + alpha_s * drive_now[unit];
            let rate = lanes.sigmoid(current);
            sigmoid_of_gate_of_alpha_s_now[unit] = sigmoid_of_gate_of_alpha_s;
            current_now[unit] = current;
            rate_now[unit] = rate;
        }
        if TRACE || !hidden_alpha_s.is_absent() {
            let sigmoid_of_gate_of_alpha_s_now = lanes
                .row::<5>(hidden_sigmoid_of_gate_of_alpha_s, t, 0);
            let alpha_s_now = lanes.row_mut::<5>(hidden_alpha_s, t, 0);
            /// alpha_s[t] = 0.1 + 0.8 sigmoid(gate_of_alpha_s[t])
            for unit in 0..lanes.blocks(5) {
                let alpha_s = 0.1 + 0.8 * sigmoid_of_gate_of_alpha_s_now[unit];
                alpha_s_now[unit] = alpha_s;
            }
        }
    }
    lanes.multiply_onto(y_bias, hidden_to_y, hidden_rate.back(0), y_drive, 0..steps);
    for t in 0..steps {
        let drive_now = lanes.row::<1>(y_drive, t, 0);
        let value_now = lanes.row_mut::<1>(y_value, t, 0);
        /// value[t] = drive[t]
        for unit in 0..lanes.blocks(1) {
            value_now[unit] = drive_now[unit];
        }
    }
}
#[inline(always)]
fn backward_chunk<I: __aru::__private::Isa>(
    lanes: __aru::__private::Lanes<T, I>,
    parameters: &[__aru::__private::Block<T>],
    values: &[__aru::__private::Series<T>],
    adjoints: &mut [__aru::__private::Series<T>],
    gradients: &mut [__aru::__private::Block<T>],
    steps: ::core::primitive::usize,
) {
    let [x, hidden_drive, _, hidden_current, hidden_rate,
    hidden_sigmoid_of_gate_of_alpha_s, _, _, _, x_delayed_to_hidden] = values else {
        __aru::__private::wrong_workspace()
    };
    let [d_x, d_hidden_drive, d_hidden_gate_of_alpha_s, d_hidden_current, d_hidden_rate,
    _, d_hidden_alpha_s, d_y_drive, d_y_value, d_x_delayed_to_hidden] = adjoints else {
        __aru::__private::wrong_workspace()
    };
    let [x_to_hidden, x_to_hidden_delay, x_to_hidden_spread, hidden_to_hidden,
    x_to_hidden_alpha_s, _, _, hidden_to_y, _] = lanes.split(parameters, Self::FORMS);
    let [d_x_to_hidden, d_x_to_hidden_delay, _, d_hidden_to_hidden,
    d_x_to_hidden_alpha_s, d_hidden_bias, d_hidden_alpha_s_bias, d_hidden_to_y, d_y_bias,
    ] = lanes.split_mut(gradients, Self::FORMS);
    let x_to_hidden = lanes.weight::<5, 2>(x_to_hidden);
    let hidden_to_hidden = lanes.weight::<5, 5>(hidden_to_hidden);
    let x_to_hidden_alpha_s = lanes.weight::<5, 2>(x_to_hidden_alpha_s);
    let hidden_to_y = lanes.weight::<1, 5>(hidden_to_y);
    let d_x_to_hidden = lanes.weight_mut::<5, 2>(d_x_to_hidden);
    let d_hidden_to_hidden = lanes.weight_mut::<5, 5>(d_hidden_to_hidden);
    let d_x_to_hidden_alpha_s = lanes.weight_mut::<5, 2>(d_x_to_hidden_alpha_s);
    let d_hidden_to_y = lanes.weight_mut::<1, 5>(d_hidden_to_y);
    for t in ::core::iter::Iterator::rev(0..steps) {
        let d_drive_now = lanes.row_mut::<1>(d_y_drive, t, 0);
        let d_value_now = lanes.row::<1>(d_y_value, t, 0);
        /// d_drive[t] = d_value[t]
        for unit in 0..lanes.blocks(1) {
            d_drive_now[unit] = d_value_now[unit];
        }
    }
    lanes
        .multiply_transposed(
            hidden_to_y,
            d_y_drive,
            d_hidden_rate.back_mut(0),
            0..steps,
        );
    lanes.weight_gradient(d_y_drive, hidden_rate.back(0), 0..steps, d_hidden_to_y);
    lanes.bias_gradient::<1>(d_y_drive, 0..steps, d_y_bias);
    for t in ::core::iter::Iterator::rev(0..steps) {
        let drive_now = lanes.row::<5>(hidden_drive, t, 0);
        let current_before = lanes.row::<5>(hidden_current, t, 1);
        let rate_now = lanes.row::<5>(hidden_rate, t, 0);
        let sigmoid_of_gate_of_alpha_s_now = lanes
            .row::<5>(hidden_sigmoid_of_gate_of_alpha_s, t, 0);
        let d_drive_now = lanes.row_mut::<5>(d_hidden_drive, t, 0);
        let d_gate_of_alpha_s_now = lanes.row_mut::<5>(d_hidden_gate_of_alpha_s, t, 0);
        let d_current_carried = lanes.carried::<5>(d_hidden_current, t);
        let d_rate_now = lanes.row::<5>(d_hidden_rate, t, 0);
        /// d_current[t] += rate[t] (1 - rate[t]) d_rate[t]
        /// d_alpha_s[t] = (drive[t] - current[t-1]) d_current[t]
        /// d_drive[t] = alpha_s[t] d_current[t]
        /// d_gate_of_alpha_s[t] = sigmoid(gate_of_alpha_s[t]) (1 - sigmoid(gate_of_alpha_s[t])) (0.8 d_alpha_s[t])
        /// d_current[t-1] = (1 - alpha_s[t]) d_current[t]
        for unit in 0..lanes.blocks(5) {
            let sigmoid_of_gate_of_alpha_s = sigmoid_of_gate_of_alpha_s_now[unit];
            let rate = rate_now[unit];
            let d_current_after = d_current_carried[unit];
            let shared = 0.1 + 0.8 * sigmoid_of_gate_of_alpha_s;
            let d_current = d_current_after + rate * (1.0 - rate) * d_rate_now[unit];
            let d_alpha_s = (drive_now[unit] - current_before[unit]) * d_current;
            let d_sigmoid_of_gate_of_alpha_s = 0.8 * d_alpha_s;
            d_drive_now[unit] = shared * d_current;
            d_gate_of_alpha_s_now[unit] = sigmoid_of_gate_of_alpha_s
                * (1.0 - sigmoid_of_gate_of_alpha_s) * d_sigmoid_of_gate_of_alpha_s;
            d_current_carried[unit] = (1.0 - shared) * d_current;
        }
        if !d_hidden_alpha_s.is_absent() {
            let sigmoid_of_gate_of_alpha_s_now = lanes
                .row::<5>(hidden_sigmoid_of_gate_of_alpha_s, t, 0);
            let d_gate_of_alpha_s_now = lanes
                .row_mut::<5>(d_hidden_gate_of_alpha_s, t, 0);
            let d_alpha_s_now = lanes.row::<5>(d_hidden_alpha_s, t, 0);
            /// d_gate_of_alpha_s[t] += sigmoid(gate_of_alpha_s[t]) (1 - sigmoid(gate_of_alpha_s[t])) (0.8 d_alpha_s[t])
            for unit in 0..lanes.blocks(5) {
                let sigmoid_of_gate_of_alpha_s = sigmoid_of_gate_of_alpha_s_now[unit];
                d_gate_of_alpha_s_now[unit]
                    += sigmoid_of_gate_of_alpha_s * (1.0 - sigmoid_of_gate_of_alpha_s)
                        * (0.8 * d_alpha_s_now[unit]);
            }
        }
        lanes
            .multiply_transposed(
                hidden_to_hidden,
                d_hidden_drive,
                d_hidden_rate.back_mut(1),
                t..t + 1,
            );
    }
    lanes
        .multiply_transposed(
            x_to_hidden,
            d_hidden_drive,
            d_x_delayed_to_hidden.back_mut(0),
            0..steps,
        );
    if !d_x.is_absent() {
        lanes
            .multiply_transposed(
                x_to_hidden_alpha_s,
                d_hidden_gate_of_alpha_s,
                d_x.back_mut(0),
                0..steps,
            );
    }
    if !d_x.is_absent() {
        lanes
            .mix_transposed::<
                2,
            >(
                lanes.kernel(x_to_hidden_delay, lanes.global(x_to_hidden_spread), 1..=6),
                d_x_delayed_to_hidden,
                d_x,
                0..steps,
            );
    }
    lanes
        .weight_gradient(
            d_hidden_drive,
            x_delayed_to_hidden.back(0),
            0..steps,
            d_x_to_hidden,
        );
    lanes
        .weight_gradient(
            d_hidden_gate_of_alpha_s,
            x.back(0),
            0..steps,
            d_x_to_hidden_alpha_s,
        );
    lanes
        .weight_gradient(
            d_hidden_drive,
            hidden_rate.back(1),
            0..steps,
            d_hidden_to_hidden,
        );
    lanes
        .delay_gradient::<
            2,
        >(
            lanes.kernel(x_to_hidden_delay, lanes.global(x_to_hidden_spread), 1..=6),
            d_x_delayed_to_hidden,
            x,
            0..steps,
            d_x_to_hidden_delay,
        );
    lanes.bias_gradient::<5>(d_hidden_drive, 0..steps, d_hidden_bias);
    lanes.bias_gradient::<5>(d_hidden_gate_of_alpha_s, 0..steps, d_hidden_alpha_s_bias);
}
