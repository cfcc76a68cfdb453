/// The network of Eq. 20.
#[derive(Clone, Debug)]
pub struct Paper<T, const H: usize> {
    values: ::std::vec::Vec<T>,
}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
const _: () = {
    use ::core::iter::Iterator as _;
    impl<T: ::aru::Scalar, const H: usize> Paper<T, H> {
        /// Number of elements of each parameter, in the order of the buffer.
        const LENGTHS: [usize; 9] = [H * 2, H * H, H, 1, 1, H, H, 2 * H, 2];
        /// What each parameter is to the kernels.
        const FORMS: [::aru::__private::Form; 9] = [
            ::aru::__private::Form::Weight(1, H, 2),
            ::aru::__private::Form::Weight(1, H, H),
            ::aru::__private::Form::Units(1, H),
            ::aru::__private::Form::Global,
            ::aru::__private::Form::Global,
            ::aru::__private::Form::Units(1, H),
            ::aru::__private::Form::Units(1, H),
            ::aru::__private::Form::Weight(1, 2, H),
            ::aru::__private::Form::Units(1, 2),
        ];
        /// A network with parameters drawn from a seed: the same seed, the same parameters.
        pub fn new(seed: u64) -> Self {
            <Self as ::aru::Network>::new(seed)
        }
    }
    impl<T: ::aru::Scalar, const H: usize> ::aru::__private::Emitted for Paper<T, H> {
        type Number = T;
        type Over<U: ::aru::Scalar> = Paper<U, H>;
        fn from_values(values: ::std::vec::Vec<T>) -> Self {
            const {
                assert!(H > 0, "the size of `hidden` is zero; it must be at least 1")
            };
            Paper { values }
        }
        fn values(&self) -> &[T] {
            &self.values
        }
        fn values_mut(&mut self) -> &mut [T] {
            &mut self.values
        }
        #[inline(always)]
        fn forward_chunk<I: ::aru::__private::Isa, const TRACE: bool>(
            lanes: ::aru::__private::Lanes<T, I>,
            parameters: &[::aru::__private::Block<T>],
            values: &mut [::aru::__private::Series<T>],
            steps: usize,
        ) {
            let [x, hidden_drive, hidden_current, hidden_rate, hidden_sigmoid_of_current,
            y_drive, y_value] = values else { ::aru::__private::wrong_workspace() };
            let [x_to_hidden, hidden_to_hidden, hidden_bias, hidden_alpha_s,
            hidden_alpha_r, _, _, hidden_to_y, y_bias] = lanes
                .split(parameters, Self::FORMS);
            let x_to_hidden = lanes.weight::<H, 2>(x_to_hidden);
            let hidden_to_hidden = lanes.weight::<H, H>(hidden_to_hidden);
            let hidden_to_y = lanes.weight::<2, H>(hidden_to_y);
            lanes
                .multiply_onto(
                    hidden_bias,
                    x_to_hidden,
                    x.back(0),
                    hidden_drive,
                    0..steps,
                );
            let alpha_s = lanes.global(hidden_alpha_s);
            let alpha_r = lanes.global(hidden_alpha_r);
            for t in 0..steps {
                lanes
                    .multiply(
                        hidden_to_hidden,
                        hidden_rate.back(1),
                        hidden_drive,
                        t..t + 1,
                    );
                let drive_now = lanes.row::<H>(hidden_drive, t, 0);
                let (current_before, current_now) = lanes
                    .before_and_now::<H>(hidden_current, t);
                let (rate_before, rate_now) = lanes.before_and_now::<H>(hidden_rate, t);
                let sigmoid_of_current_now = lanes
                    .row_mut::<H>(hidden_sigmoid_of_current, t, 0);
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
            lanes
                .multiply_onto(
                    y_bias,
                    hidden_to_y,
                    hidden_rate.back(0),
                    y_drive,
                    0..steps,
                );
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
        fn backward_chunk<I: ::aru::__private::Isa>(
            lanes: ::aru::__private::Lanes<T, I>,
            parameters: &[::aru::__private::Block<T>],
            values: &[::aru::__private::Series<T>],
            adjoints: &mut [::aru::__private::Series<T>],
            gradients: &mut [::aru::__private::Block<T>],
            steps: usize,
        ) {
            let [x, hidden_drive, hidden_current, hidden_rate, hidden_sigmoid_of_current,
            _, y_value] = values else { ::aru::__private::wrong_workspace() };
            let [d_x, d_hidden_drive, d_hidden_current, d_hidden_rate, _, d_y_drive,
            d_y_value] = adjoints else { ::aru::__private::wrong_workspace() };
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
            for t in (0..steps).rev() {
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
            lanes
                .weight_gradient(
                    d_y_drive,
                    hidden_rate.back(0),
                    0..steps,
                    d_hidden_to_y,
                );
            lanes.bias_gradient::<2>(d_y_drive, 0..steps, d_y_bias);
            let alpha_s = lanes.global(hidden_alpha_s);
            let alpha_r = lanes.global(hidden_alpha_r);
            for t in (0..steps).rev() {
                let drive_now = lanes.row::<H>(hidden_drive, t, 0);
                let current_before = lanes.row::<H>(hidden_current, t, 1);
                let rate_before = lanes.row::<H>(hidden_rate, t, 1);
                let sigmoid_of_current_now = lanes
                    .row::<H>(hidden_sigmoid_of_current, t, 0);
                let d_drive_now = lanes.row_mut::<H>(d_hidden_drive, t, 0);
                let d_current_carried = lanes.carried::<H>(d_hidden_current);
                let (d_rate_before, d_rate_now) = lanes
                    .before_and_now::<H>(d_hidden_rate, t);
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
                        + sigmoid_of_current * (1.0 - sigmoid_of_current)
                            * d_sigmoid_of_current;
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
                    .multiply_transposed(
                        x_to_hidden,
                        d_hidden_drive,
                        d_x.back_mut(0),
                        0..steps,
                    );
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
        const PLAN: ::aru::__private::Plan = {
            use ::aru::__private::{
                AdjointRows as __AdjointRows, SeriesPlan as __SeriesPlan,
            };
            use ::core::option::Option::{None, Some};
            ::aru::__private::Plan {
                series: &[
                    __SeriesPlan {
                        name: "x",
                        units: 2,
                        before: 0,
                        trace_only: false,
                        adjoint: __AdjointRows::Summed,
                        initial: None,
                    },
                    __SeriesPlan {
                        name: "hidden_drive",
                        units: H,
                        before: 0,
                        trace_only: false,
                        adjoint: __AdjointRows::Written,
                        initial: None,
                    },
                    __SeriesPlan {
                        name: "hidden_current",
                        units: H,
                        before: 1,
                        trace_only: false,
                        adjoint: __AdjointRows::Carried,
                        initial: Some(5),
                    },
                    __SeriesPlan {
                        name: "hidden_rate",
                        units: H,
                        before: 1,
                        trace_only: false,
                        adjoint: __AdjointRows::Summed,
                        initial: Some(6),
                    },
                    __SeriesPlan {
                        name: "hidden_sigmoid_of_current",
                        units: H,
                        before: 0,
                        trace_only: false,
                        adjoint: __AdjointRows::Absent,
                        initial: None,
                    },
                    __SeriesPlan {
                        name: "y_drive",
                        units: 2,
                        before: 0,
                        trace_only: false,
                        adjoint: __AdjointRows::Written,
                        initial: None,
                    },
                    __SeriesPlan {
                        name: "y_value",
                        units: 2,
                        before: 0,
                        trace_only: false,
                        adjoint: __AdjointRows::Summed,
                        initial: None,
                    },
                ],
                outputs: &[6],
                forms: &Self::FORMS,
                traced: &[("hidden.current", 2), ("hidden.rate", 3), ("y.value", 6)],
            }
        };
        const DECLARATION: ::aru::description::Description = {
            use ::aru::description as __data;
            use ::core::option::Option::{None, Some};
            use ::std::borrow::Cow::Borrowed as __borrowed;
            __data::Description {
                name: __borrowed("Paper"),
                docs: __borrowed("The network of Eq. 20."),
                dt: None,
                inputs: __borrowed(
                    &[
                        __data::Input {
                            name: __borrowed("x"),
                            docs: __borrowed(""),
                            size: 2,
                        },
                    ],
                ),
                layers: __borrowed(
                    &[
                        __data::Layer {
                            name: __borrowed("hidden"),
                            docs: __borrowed(""),
                            is_output: false,
                            size: H,
                            unit: 0,
                            activation: Some(__data::Activation::Sigmoid),
                            constants: __borrowed(
                                &[
                                    __data::Constant {
                                        name: __borrowed("alpha_s"),
                                        is_rate: true,
                                        folded: None,
                                    },
                                    __data::Constant {
                                        name: __borrowed("alpha_r"),
                                        is_rate: true,
                                        folded: None,
                                    },
                                ],
                            ),
                        },
                        __data::Layer {
                            name: __borrowed("y"),
                            docs: __borrowed(""),
                            is_output: true,
                            size: 2,
                            unit: 1,
                            activation: Some(__data::Activation::Sigmoid),
                            constants: __borrowed(&[]),
                        },
                    ],
                ),
                links: __borrowed(
                    &[
                        __data::Link {
                            docs: __borrowed(""),
                            source: __data::Source::Input(0),
                            target: 0,
                            delays: __borrowed(&[0]),
                            weight: 0,
                        },
                        __data::Link {
                            docs: __borrowed(""),
                            source: __data::Source::Layer(0),
                            target: 0,
                            delays: __borrowed(&[1]),
                            weight: 1,
                        },
                        __data::Link {
                            docs: __borrowed(""),
                            source: __data::Source::Layer(0),
                            target: 1,
                            delays: __borrowed(&[0]),
                            weight: 7,
                        },
                    ],
                ),
                parameters: __borrowed(
                    &[
                        __data::Parameter {
                            name: __borrowed("x_to_hidden.weight"),
                            shape: __borrowed(&[H, 2]),
                            role: __data::Role::Weight { link: 0 },
                            learn: true,
                            initial: __data::Initial::Lecun,
                            bounds: __data::Bounds::Free,
                            declared_as_time: false,
                        },
                        __data::Parameter {
                            name: __borrowed("hidden_to_hidden.weight"),
                            shape: __borrowed(&[H, H]),
                            role: __data::Role::Weight { link: 1 },
                            learn: true,
                            initial: __data::Initial::Lecun,
                            bounds: __data::Bounds::Free,
                            declared_as_time: false,
                        },
                        __data::Parameter {
                            name: __borrowed("hidden.bias"),
                            shape: __borrowed(&[H]),
                            role: __data::Role::Bias { layer: 0 },
                            learn: true,
                            initial: __data::Initial::Zeros,
                            bounds: __data::Bounds::Free,
                            declared_as_time: false,
                        },
                        __data::Parameter {
                            name: __borrowed("hidden.alpha_s"),
                            shape: __borrowed(&[1]),
                            role: __data::Role::Constant {
                                layer: 0,
                                scope: __data::Scope::Global,
                            },
                            learn: true,
                            initial: __data::Initial::Number(0.5f64),
                            bounds: __data::Bounds::Logistic {
                                low: 0f64,
                                high: 1f64,
                                slope: 1.5f64,
                            },
                            declared_as_time: false,
                        },
                        __data::Parameter {
                            name: __borrowed("hidden.alpha_r"),
                            shape: __borrowed(&[1]),
                            role: __data::Role::Constant {
                                layer: 0,
                                scope: __data::Scope::Global,
                            },
                            learn: true,
                            initial: __data::Initial::Number(0.5f64),
                            bounds: __data::Bounds::Logistic {
                                low: 0f64,
                                high: 1f64,
                                slope: 1.5f64,
                            },
                            declared_as_time: false,
                        },
                        __data::Parameter {
                            name: __borrowed("hidden.initial.current"),
                            shape: __borrowed(&[H]),
                            role: __data::Role::InitialState {
                                layer: 0,
                            },
                            learn: true,
                            initial: __data::Initial::Zeros,
                            bounds: __data::Bounds::Free,
                            declared_as_time: false,
                        },
                        __data::Parameter {
                            name: __borrowed("hidden.initial.rate"),
                            shape: __borrowed(&[H]),
                            role: __data::Role::InitialState {
                                layer: 0,
                            },
                            learn: true,
                            initial: __data::Initial::Zeros,
                            bounds: __data::Bounds::Free,
                            declared_as_time: false,
                        },
                        __data::Parameter {
                            name: __borrowed("hidden_to_y.weight"),
                            shape: __borrowed(&[2, H]),
                            role: __data::Role::Weight { link: 2 },
                            learn: true,
                            initial: __data::Initial::Lecun,
                            bounds: __data::Bounds::Free,
                            declared_as_time: false,
                        },
                        __data::Parameter {
                            name: __borrowed("y.bias"),
                            shape: __borrowed(&[2]),
                            role: __data::Role::Bias { layer: 1 },
                            learn: true,
                            initial: __data::Initial::Zeros,
                            bounds: __data::Bounds::Free,
                            declared_as_time: false,
                        },
                    ],
                ),
                units: __borrowed(
                    &[
                        __data::Unit {
                            name: __borrowed("Aru"),
                            docs: __borrowed(
                                "A unit whose synaptic current and firing rate each have a time constant of their own.",
                            ),
                            ports: __borrowed(&[__borrowed("drive")]),
                            biases: __borrowed(&[]),
                            constants: __borrowed(
                                &[__borrowed("alpha_s"), __borrowed("alpha_r")],
                            ),
                            states: __borrowed(
                                &[__borrowed("current"), __borrowed("rate")],
                            ),
                            equations: __borrowed(
                                &[
                                    __data::Equation {
                                        name: __borrowed("current"),
                                        value: __data::Expression::Apply(
                                            __data::Function::Add,
                                            __borrowed(
                                                &[
                                                    __data::Expression::Apply(
                                                        __data::Function::Multiply,
                                                        __borrowed(
                                                            &[
                                                                __data::Expression::Apply(
                                                                    __data::Function::Subtract,
                                                                    __borrowed(
                                                                        &[
                                                                            __data::Expression::Number(1f64),
                                                                            __data::Expression::Constant(0),
                                                                        ],
                                                                    ),
                                                                ),
                                                                __data::Expression::Previous(0),
                                                            ],
                                                        ),
                                                    ),
                                                    __data::Expression::Apply(
                                                        __data::Function::Multiply,
                                                        __borrowed(
                                                            &[
                                                                __data::Expression::Constant(0),
                                                                __data::Expression::Drive(0),
                                                            ],
                                                        ),
                                                    ),
                                                ],
                                            ),
                                        ),
                                    },
                                    __data::Equation {
                                        name: __borrowed("rate"),
                                        value: __data::Expression::Apply(
                                            __data::Function::Add,
                                            __borrowed(
                                                &[
                                                    __data::Expression::Apply(
                                                        __data::Function::Multiply,
                                                        __borrowed(
                                                            &[
                                                                __data::Expression::Apply(
                                                                    __data::Function::Subtract,
                                                                    __borrowed(
                                                                        &[
                                                                            __data::Expression::Number(1f64),
                                                                            __data::Expression::Constant(1),
                                                                        ],
                                                                    ),
                                                                ),
                                                                __data::Expression::Previous(1),
                                                            ],
                                                        ),
                                                    ),
                                                    __data::Expression::Apply(
                                                        __data::Function::Multiply,
                                                        __borrowed(
                                                            &[
                                                                __data::Expression::Constant(1),
                                                                __data::Expression::Apply(
                                                                    __data::Function::Activation,
                                                                    __borrowed(&[__data::Expression::Value(0)]),
                                                                ),
                                                            ],
                                                        ),
                                                    ),
                                                ],
                                            ),
                                        ),
                                    },
                                ],
                            ),
                            emit: 1,
                        },
                        __data::Unit {
                            name: __borrowed("Dense"),
                            docs: __borrowed(
                                "A unit without memory; what an output is made of.",
                            ),
                            ports: __borrowed(&[__borrowed("drive")]),
                            biases: __borrowed(&[]),
                            constants: __borrowed(&[]),
                            states: __borrowed(&[]),
                            equations: __borrowed(
                                &[
                                    __data::Equation {
                                        name: __borrowed("value"),
                                        value: __data::Expression::Apply(
                                            __data::Function::Activation,
                                            __borrowed(&[__data::Expression::Drive(0)]),
                                        ),
                                    },
                                ],
                            ),
                            emit: 0,
                        },
                    ],
                ),
                order: __borrowed(&[0, 1]),
            }
        };
    }
    /// View of the parameters of `hidden`.
    #[derive(Clone, Copy, Debug)]
    #[allow(non_camel_case_types)]
    pub struct Layer_hidden<'a, T> {
        parts: [&'a [T]; 9],
    }
    impl<'a, T: ::aru::Scalar> Layer_hidden<'a, T> {
        /// The bias: one value a unit, for each port.
        pub fn bias(&self) -> &'a [T] {
            self.parts[2]
        }
        /// The constant `alpha_s`: one value, or one a unit.
        pub fn alpha_s(&self) -> &'a [T] {
            self.parts[3]
        }
        /// The constant `alpha_r`: one value, or one a unit.
        pub fn alpha_r(&self) -> &'a [T] {
            self.parts[4]
        }
        /// The value of `current` before step 0: one a unit.
        pub fn initial_current(&self) -> &'a [T] {
            self.parts[5]
        }
        /// The value of `rate` before step 0: one a unit.
        pub fn initial_rate(&self) -> &'a [T] {
            self.parts[6]
        }
    }
    /// View of the parameters of `y`.
    #[derive(Clone, Copy, Debug)]
    #[allow(non_camel_case_types)]
    pub struct Output_y<'a, T> {
        parts: [&'a [T]; 9],
    }
    impl<'a, T: ::aru::Scalar> Output_y<'a, T> {
        /// The bias: one value a unit, for each port.
        pub fn bias(&self) -> &'a [T] {
            self.parts[8]
        }
    }
    /// View of the parameters of `x_to_hidden`.
    #[derive(Clone, Copy, Debug)]
    #[allow(non_camel_case_types)]
    pub struct Link_x_to_hidden<'a, T> {
        parts: [&'a [T]; 9],
    }
    impl<'a, T: ::aru::Scalar> Link_x_to_hidden<'a, T> {
        /// The weight, row-major: `[target, source]`; several delays or ports are outer axes.
        pub fn weight(&self) -> &'a [T] {
            self.parts[0]
        }
    }
    /// View of the parameters of `hidden_to_hidden`.
    #[derive(Clone, Copy, Debug)]
    #[allow(non_camel_case_types)]
    pub struct Link_hidden_to_hidden<'a, T> {
        parts: [&'a [T]; 9],
    }
    impl<'a, T: ::aru::Scalar> Link_hidden_to_hidden<'a, T> {
        /// The weight, row-major: `[target, source]`; several delays or ports are outer axes.
        pub fn weight(&self) -> &'a [T] {
            self.parts[1]
        }
    }
    /// View of the parameters of `hidden_to_y`.
    #[derive(Clone, Copy, Debug)]
    #[allow(non_camel_case_types)]
    pub struct Link_hidden_to_y<'a, T> {
        parts: [&'a [T]; 9],
    }
    impl<'a, T: ::aru::Scalar> Link_hidden_to_y<'a, T> {
        /// The weight, row-major: `[target, source]`; several delays or ports are outer axes.
        pub fn weight(&self) -> &'a [T] {
            self.parts[7]
        }
    }
    impl<T: ::aru::Scalar, const H: usize> Paper<T, H> {
        /// Layer `hidden`.
        pub fn hidden(&self) -> Layer_hidden<'_, T> {
            Layer_hidden {
                parts: ::aru::__private::split(&self.values, Self::LENGTHS),
            }
        }
        /// Output `y`.
        pub fn y(&self) -> Output_y<'_, T> {
            Output_y {
                parts: ::aru::__private::split(&self.values, Self::LENGTHS),
            }
        }
        /// The link from `x` to `hidden`.
        pub fn x_to_hidden(&self) -> Link_x_to_hidden<'_, T> {
            Link_x_to_hidden {
                parts: ::aru::__private::split(&self.values, Self::LENGTHS),
            }
        }
        /// The link from `hidden` to `hidden`.
        pub fn hidden_to_hidden(&self) -> Link_hidden_to_hidden<'_, T> {
            Link_hidden_to_hidden {
                parts: ::aru::__private::split(&self.values, Self::LENGTHS),
            }
        }
        /// The link from `hidden` to `y`.
        pub fn hidden_to_y(&self) -> Link_hidden_to_y<'_, T> {
            Link_hidden_to_y {
                parts: ::aru::__private::split(&self.values, Self::LENGTHS),
            }
        }
    }
};
