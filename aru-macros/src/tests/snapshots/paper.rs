#[inline(always)]
fn forward_chunk<I: __aru::__private::Isa, const TRACE: ::core::primitive::bool>(
    lanes: __aru::__private::Lanes<T, I>,
    parameters: &[__aru::__private::Block<T>],
    values: &mut [__aru::__private::Series<T>],
    steps: ::core::primitive::usize,
) {
    let [x, hidden_drive, hidden_current, hidden_rate, hidden_sigmoid_of_current,
    y_drive, y_value] = values else { __aru::__private::wrong_workspace() };
    let [x_to_hidden, hidden_to_hidden, hidden_bias, hidden_alpha_s, hidden_alpha_r, _,
    _, hidden_to_y, y_bias] = lanes.split(parameters, Self::FORMS);
    let x_to_hidden = lanes.weight::<H, 2>(x_to_hidden);
    let hidden_to_hidden = lanes.weight::<H, H>(hidden_to_hidden);
    let hidden_to_y = lanes.weight::<2, H>(hidden_to_y);
    lanes.multiply_onto(hidden_bias, x_to_hidden, x.back(0), hidden_drive, 0..steps);
    let alpha_s = lanes.global(hidden_alpha_s);
    let alpha_r = lanes.global(hidden_alpha_r);
    for t in 0..steps {
        lanes.multiply(hidden_to_hidden, hidden_rate.back(1), hidden_drive, t..t + 1);
        let drive_now = lanes.row::<H>(hidden_drive, t, 0);
        let (current_before, current_now) = lanes.before_and_now::<H>(hidden_current, t);
        let (rate_before, rate_now) = lanes.before_and_now::<H>(hidden_rate, t);
        let sigmoid_of_current_now = lanes.row_mut::<H>(hidden_sigmoid_of_current, t, 0);
        /// current[t] = (1 - alpha_s) current[t-1] + alpha_s drive[t]
        /// rate[t] = (1 - alpha_r) rate[t-1] + alpha_r sigmoid(current[t])
        for unit in 0..lanes.blocks(H) {
            let current = (1.0 - alpha_s) * current_before[unit]
                + alpha_s * drive_now[unit];
            let sigmoid_of_current = lanes.sigmoid(current);
            let rate = (1.0 - alpha_r) * rate_before[unit]
                + alpha_r * sigmoid_of_current;
            current_now[unit] = current;
            sigmoid_of_current_now[unit] = sigmoid_of_current;
            rate_now[unit] = rate;
        }
    }
    lanes.multiply_onto(y_bias, hidden_to_y, hidden_rate.back(0), y_drive, 0..steps);
    for t in 0..steps {
        let drive_now = lanes.row::<2>(y_drive, t, 0);
        let value_now = lanes.row_mut::<2>(y_value, t, 0);
        /// value[t] = sigmoid(drive[t])
        for unit in 0..lanes.blocks(2) {
            let value = lanes.sigmoid(drive_now[unit]);
            value_now[unit] = value;
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
    let [x, hidden_drive, hidden_current, hidden_rate, hidden_sigmoid_of_current, _,
    y_value] = values else { __aru::__private::wrong_workspace() };
    let [d_x, d_hidden_drive, d_hidden_current, d_hidden_rate, _, d_y_drive, d_y_value,
    ] = adjoints else { __aru::__private::wrong_workspace() };
    let [x_to_hidden, hidden_to_hidden, _, hidden_alpha_s, hidden_alpha_r, _, _,
    hidden_to_y, _] = lanes.split(parameters, Self::FORMS);
    let [d_x_to_hidden, d_hidden_to_hidden, d_hidden_bias, d_hidden_alpha_s,
    d_hidden_alpha_r, _, _, d_hidden_to_y, d_y_bias] = lanes
        .split_mut(gradients, Self::FORMS);
    let x_to_hidden = lanes.weight::<H, 2>(x_to_hidden);
    let hidden_to_hidden = lanes.weight::<H, H>(hidden_to_hidden);
    let hidden_to_y = lanes.weight::<2, H>(hidden_to_y);
    let d_x_to_hidden = lanes.weight_mut::<H, 2>(d_x_to_hidden);
    let d_hidden_to_hidden = lanes.weight_mut::<H, H>(d_hidden_to_hidden);
    let d_hidden_to_y = lanes.weight_mut::<2, H>(d_hidden_to_y);
    for t in ::core::iter::Iterator::rev(0..steps) {
        let value_now = lanes.row::<2>(y_value, t, 0);
        let d_drive_now = lanes.row_mut::<2>(d_y_drive, t, 0);
        let d_value_now = lanes.row::<2>(d_y_value, t, 0);
        /// d_drive[t] = value[t] (1 - value[t]) d_value[t]
        for unit in 0..lanes.blocks(2) {
            let value = value_now[unit];
            d_drive_now[unit] = value * (1.0 - value) * d_value_now[unit];
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
    lanes.bias_gradient::<2>(d_y_drive, 0..steps, d_y_bias);
    let alpha_s = lanes.global(hidden_alpha_s);
    let alpha_r = lanes.global(hidden_alpha_r);
    for t in ::core::iter::Iterator::rev(0..steps) {
        let drive_now = lanes.row::<H>(hidden_drive, t, 0);
        let current_before = lanes.row::<H>(hidden_current, t, 1);
        let rate_before = lanes.row::<H>(hidden_rate, t, 1);
        let sigmoid_of_current_now = lanes.row::<H>(hidden_sigmoid_of_current, t, 0);
        let d_drive_now = lanes.row_mut::<H>(d_hidden_drive, t, 0);
        let d_current_carried = lanes.carried::<H>(d_hidden_current, t);
        let (d_rate_before, d_rate_now) = lanes.before_and_now::<H>(d_hidden_rate, t);
        let mut d_alpha_s = lanes.number(0.0);
        let mut d_alpha_r = lanes.number(0.0);
        /// d_current[t] += sigmoid(current[t]) (1 - sigmoid(current[t])) (alpha_r d_rate[t])
        /// d_drive[t] = alpha_s d_current[t]
        /// d_current[t-1] = (1 - alpha_s) d_current[t]
        /// d_rate[t-1] += (1 - alpha_r) d_rate[t]
        /// d_alpha_s += (drive[t] - current[t-1]) d_current[t]
        /// d_alpha_r += (sigmoid(current[t]) - rate[t-1]) d_rate[t]
        for unit in 0..lanes.blocks(H) {
            let sigmoid_of_current = sigmoid_of_current_now[unit];
            let d_current_after = d_current_carried[unit];
            let d_rate = d_rate_now[unit];
            let d_sigmoid_of_current = alpha_r * d_rate;
            let d_current = d_current_after
                + sigmoid_of_current * (1.0 - sigmoid_of_current) * d_sigmoid_of_current;
            d_drive_now[unit] = alpha_s * d_current;
            d_current_carried[unit] = (1.0 - alpha_s) * d_current;
            d_rate_before[unit] += (1.0 - alpha_r) * d_rate;
            d_alpha_s += (drive_now[unit] - current_before[unit]) * d_current;
            d_alpha_r += (sigmoid_of_current - rate_before[unit]) * d_rate;
        }
        lanes.add_global(d_hidden_alpha_s, d_alpha_s);
        lanes.add_global(d_hidden_alpha_r, d_alpha_r);
        lanes
            .multiply_transposed(
                hidden_to_hidden,
                d_hidden_drive,
                d_hidden_rate.back_mut(1),
                t..t + 1,
            );
    }
    if !d_x.is_absent() {
        lanes
            .multiply_transposed(x_to_hidden, d_hidden_drive, d_x.back_mut(0), 0..steps);
    }
    lanes.weight_gradient(d_hidden_drive, x.back(0), 0..steps, d_x_to_hidden);
    lanes
        .weight_gradient(
            d_hidden_drive,
            hidden_rate.back(1),
            0..steps,
            d_hidden_to_hidden,
        );
    lanes.bias_gradient::<H>(d_hidden_drive, 0..steps, d_hidden_bias);
}
