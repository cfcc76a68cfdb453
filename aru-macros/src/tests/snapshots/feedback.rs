#[inline(always)]
fn forward_chunk<I: __aru::__private::Isa, const TRACE: ::core::primitive::bool>(
    lanes: __aru::__private::Lanes<T, I>,
    parameters: &[__aru::__private::Block<T>],
    values: &mut [__aru::__private::Series<T>],
    steps: ::core::primitive::usize,
) {
    let [x, fast_drive, fast_current, fast_rate, slow_drive, slow_current, slow_rate,
    slow_sigmoid_of_current, y_drive, y_value] = values else {
        __aru::__private::wrong_workspace()
    };
    let [x_to_fast, fast_to_fast, slow_to_fast, fast_bias, fast_alpha_s, fast_to_slow,
    slow_to_slow, slow_bias, slow_alpha_s, slow_alpha_r, fast_to_y, y_bias] = lanes
        .split(parameters, Self::FORMS);
    let x_to_fast = lanes.weight::<5, 1>(x_to_fast);
    let fast_to_fast = lanes.weight::<5, 5>(fast_to_fast);
    let slow_to_fast = lanes.weight::<5, 4>(slow_to_fast);
    let fast_to_slow = lanes.weight::<4, 5>(fast_to_slow);
    let slow_to_slow = lanes.weight::<4, 4>(slow_to_slow);
    let fast_to_y = lanes.weight::<1, 5>(fast_to_y);
    lanes.set_bias::<5>(fast_bias, fast_drive, 0..steps);
    lanes.set_bias::<4>(slow_bias, slow_drive, 0..steps);
    for (part, delay) in [(0, 0), (1, 1), (2, 2)] {
        lanes.multiply(x_to_fast.part(part), x.back(delay), fast_drive, 0..steps);
    }
    let slow_alpha_s = lanes.global(slow_alpha_s);
    for t in 0..steps {
        lanes.multiply(fast_to_fast, fast_rate.back(1), fast_drive, t..t + 1);
        lanes.multiply(slow_to_fast, slow_rate.back(1), fast_drive, t..t + 1);
        {
            let drive_now = lanes.row::<5>(fast_drive, t, 0);
            let (current_before, current_now) = lanes
                .before_and_now::<5>(fast_current, t);
            let rate_now = lanes.row_mut::<5>(fast_rate, t, 0);
            /// current[t] = (1 - alpha_s) current[t-1] + alpha_s drive[t]
            /// rate[t] = sigmoid(current[t])
            for unit in 0..lanes.blocks(5) {
                let alpha_s = lanes.per_unit(fast_alpha_s, unit);
                let current = (1.0 - alpha_s) * current_before[unit]
                    + alpha_s * drive_now[unit];
                let rate = lanes.sigmoid(current);
                current_now[unit] = current;
                rate_now[unit] = rate;
            }
        }
        lanes.multiply(fast_to_slow, fast_rate.back(0), slow_drive, t..t + 1);
        lanes.multiply(slow_to_slow, slow_rate.back(2), slow_drive, t..t + 1);
        {
            let drive_now = lanes.row::<4>(slow_drive, t, 0);
            let (current_before, current_now) = lanes
                .before_and_now::<4>(slow_current, t);
            let (rate_before, rate_now) = lanes.before_and_now::<4>(slow_rate, t);
            let sigmoid_of_current_now = lanes
                .row_mut::<4>(slow_sigmoid_of_current, t, 0);
            /// current[t] = (1 - alpha_s) current[t-1] + alpha_s drive[t]
            /// rate[t] = (1 - alpha_r) rate[t-1] + alpha_r sigmoid(current[t])
            for unit in 0..lanes.blocks(4) {
                let alpha_r = lanes.per_unit(slow_alpha_r, unit);
                let current = (1.0 - slow_alpha_s) * current_before[unit]
                    + slow_alpha_s * drive_now[unit];
                let sigmoid_of_current = lanes.sigmoid(current);
                let rate = (1.0 - alpha_r) * rate_before[unit]
                    + alpha_r * sigmoid_of_current;
                current_now[unit] = current;
                sigmoid_of_current_now[unit] = sigmoid_of_current;
                rate_now[unit] = rate;
            }
        }
    }
    lanes.multiply_onto(y_bias, fast_to_y, fast_rate.back(0), y_drive, 0..steps);
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
    let [x, fast_drive, fast_current, fast_rate, slow_drive, slow_current, slow_rate,
    slow_sigmoid_of_current, _, _] = values else { __aru::__private::wrong_workspace() };
    let [d_x, d_fast_drive, d_fast_current, d_fast_rate, d_slow_drive, d_slow_current,
    d_slow_rate, _, d_y_drive, d_y_value] = adjoints else {
        __aru::__private::wrong_workspace()
    };
    let [x_to_fast, fast_to_fast, slow_to_fast, _, fast_alpha_s, fast_to_slow,
    slow_to_slow, _, slow_alpha_s, slow_alpha_r, fast_to_y, _] = lanes
        .split(parameters, Self::FORMS);
    let [d_x_to_fast, d_fast_to_fast, d_slow_to_fast, d_fast_bias, d_fast_alpha_s,
    d_fast_to_slow, d_slow_to_slow, d_slow_bias, d_slow_alpha_s, d_slow_alpha_r,
    d_fast_to_y, d_y_bias] = lanes.split_mut(gradients, Self::FORMS);
    let x_to_fast = lanes.weight::<5, 1>(x_to_fast);
    let fast_to_fast = lanes.weight::<5, 5>(fast_to_fast);
    let slow_to_fast = lanes.weight::<5, 4>(slow_to_fast);
    let fast_to_slow = lanes.weight::<4, 5>(fast_to_slow);
    let slow_to_slow = lanes.weight::<4, 4>(slow_to_slow);
    let fast_to_y = lanes.weight::<1, 5>(fast_to_y);
    let mut d_x_to_fast = lanes.weight_mut::<5, 1>(d_x_to_fast);
    let d_fast_to_fast = lanes.weight_mut::<5, 5>(d_fast_to_fast);
    let d_slow_to_fast = lanes.weight_mut::<5, 4>(d_slow_to_fast);
    let d_fast_to_slow = lanes.weight_mut::<4, 5>(d_fast_to_slow);
    let d_slow_to_slow = lanes.weight_mut::<4, 4>(d_slow_to_slow);
    let d_fast_to_y = lanes.weight_mut::<1, 5>(d_fast_to_y);
    for t in ::core::iter::Iterator::rev(0..steps) {
        let d_drive_now = lanes.row_mut::<1>(d_y_drive, t, 0);
        let d_value_now = lanes.row::<1>(d_y_value, t, 0);
        /// d_drive[t] = d_value[t]
        for unit in 0..lanes.blocks(1) {
            d_drive_now[unit] = d_value_now[unit];
        }
    }
    lanes.multiply_transposed(fast_to_y, d_y_drive, d_fast_rate.back_mut(0), 0..steps);
    lanes.weight_gradient(d_y_drive, fast_rate.back(0), 0..steps, d_fast_to_y);
    lanes.bias_gradient::<1>(d_y_drive, 0..steps, d_y_bias);
    let slow_alpha_s = lanes.global(slow_alpha_s);
    for t in ::core::iter::Iterator::rev(0..steps) {
        {
            let drive_now = lanes.row::<4>(slow_drive, t, 0);
            let current_before = lanes.row::<4>(slow_current, t, 1);
            let rate_before = lanes.row::<4>(slow_rate, t, 1);
            let sigmoid_of_current_now = lanes.row::<4>(slow_sigmoid_of_current, t, 0);
            let d_drive_now = lanes.row_mut::<4>(d_slow_drive, t, 0);
            let d_current_carried = lanes.carried::<4>(d_slow_current, t);
            let (d_rate_before, d_rate_now) = lanes.before_and_now::<4>(d_slow_rate, t);
            let mut d_alpha_s = lanes.number(0.0);
            /// d_current[t] += sigmoid(current[t]) (1 - sigmoid(current[t])) (alpha_r d_rate[t])
            /// d_drive[t] = alpha_s d_current[t]
            /// d_current[t-1] = (1 - alpha_s) d_current[t]
            /// d_rate[t-1] += (1 - alpha_r) d_rate[t]
            /// d_alpha_s += (drive[t] - current[t-1]) d_current[t]
            /// d_alpha_r += (sigmoid(current[t]) - rate[t-1]) d_rate[t]
            for unit in 0..lanes.blocks(4) {
                let alpha_r = lanes.per_unit(slow_alpha_r, unit);
                let sigmoid_of_current = sigmoid_of_current_now[unit];
                let d_current_after = d_current_carried[unit];
                let d_rate = d_rate_now[unit];
                let d_sigmoid_of_current = alpha_r * d_rate;
                let d_current = d_current_after
                    + sigmoid_of_current * (1.0 - sigmoid_of_current)
                        * d_sigmoid_of_current;
                d_drive_now[unit] = slow_alpha_s * d_current;
                d_current_carried[unit] = (1.0 - slow_alpha_s) * d_current;
                d_rate_before[unit] += (1.0 - alpha_r) * d_rate;
                d_alpha_s += (drive_now[unit] - current_before[unit]) * d_current;
                lanes
                    .add_per_unit(
                        d_slow_alpha_r,
                        unit,
                        (sigmoid_of_current - rate_before[unit]) * d_rate,
                    );
            }
            lanes.add_global(d_slow_alpha_s, d_alpha_s);
        }
        lanes
            .multiply_transposed(
                fast_to_slow,
                d_slow_drive,
                d_fast_rate.back_mut(0),
                t..t + 1,
            );
        lanes
            .multiply_transposed(
                slow_to_slow,
                d_slow_drive,
                d_slow_rate.back_mut(2),
                t..t + 1,
            );
        {
            let drive_now = lanes.row::<5>(fast_drive, t, 0);
            let current_before = lanes.row::<5>(fast_current, t, 1);
            let rate_now = lanes.row::<5>(fast_rate, t, 0);
            let d_drive_now = lanes.row_mut::<5>(d_fast_drive, t, 0);
            let d_current_carried = lanes.carried::<5>(d_fast_current, t);
            let d_rate_now = lanes.row::<5>(d_fast_rate, t, 0);
            /// d_current[t] += rate[t] (1 - rate[t]) d_rate[t]
            /// d_drive[t] = alpha_s d_current[t]
            /// d_current[t-1] = (1 - alpha_s) d_current[t]
            /// d_alpha_s += (drive[t] - current[t-1]) d_current[t]
            for unit in 0..lanes.blocks(5) {
                let alpha_s = lanes.per_unit(fast_alpha_s, unit);
                let rate = rate_now[unit];
                let d_current_after = d_current_carried[unit];
                let d_current = d_current_after + rate * (1.0 - rate) * d_rate_now[unit];
                d_drive_now[unit] = alpha_s * d_current;
                d_current_carried[unit] = (1.0 - alpha_s) * d_current;
                lanes
                    .add_per_unit(
                        d_fast_alpha_s,
                        unit,
                        (drive_now[unit] - current_before[unit]) * d_current,
                    );
            }
        }
        lanes
            .multiply_transposed(
                fast_to_fast,
                d_fast_drive,
                d_fast_rate.back_mut(1),
                t..t + 1,
            );
        lanes
            .multiply_transposed(
                slow_to_fast,
                d_fast_drive,
                d_slow_rate.back_mut(1),
                t..t + 1,
            );
    }
    if !d_x.is_absent() {
        for (part, delay) in [(0, 0), (1, 1), (2, 2)] {
            lanes
                .multiply_transposed(
                    x_to_fast.part(part),
                    d_fast_drive,
                    d_x.back_mut(delay),
                    0..steps,
                );
        }
    }
    for (part, delay) in [(0, 0), (1, 1), (2, 2)] {
        lanes
            .weight_gradient(
                d_fast_drive,
                x.back(delay),
                0..steps,
                d_x_to_fast.part(part),
            );
    }
    lanes.weight_gradient(d_slow_drive, fast_rate.back(0), 0..steps, d_fast_to_slow);
    lanes.weight_gradient(d_fast_drive, fast_rate.back(1), 0..steps, d_fast_to_fast);
    lanes.weight_gradient(d_slow_drive, slow_rate.back(2), 0..steps, d_slow_to_slow);
    lanes.weight_gradient(d_fast_drive, slow_rate.back(1), 0..steps, d_slow_to_fast);
    lanes.bias_gradient::<5>(d_fast_drive, 0..steps, d_fast_bias);
    lanes.bias_gradient::<4>(d_slow_drive, 0..steps, d_slow_bias);
}
