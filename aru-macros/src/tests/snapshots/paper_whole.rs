/// The network of Eq. 20.
#[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Paper<T, const H: ::core::primitive::usize> {
    values: ::aru::__private::Vec<T>,
}
const _: () = {
    use ::aru as __aru;
    impl<T: __aru::Scalar, const H: ::core::primitive::usize> Paper<T, H> {
        /// Sizes are in their range.
        const __ARU_SIZES: () = {
            __aru::__private::size(
                H,
                "the size of `hidden` must be at least 1, and 16777216 at most",
            );
        };
        /// Number of elements of each parameter, in the order of the buffer.
        const __ARU_LENGTHS: [::core::primitive::usize; 9] = {
            let () = Self::__ARU_SIZES;
            [(H * 2), (H * H), H, 1, 1, H, H, (2 * H), 2]
        };
        /// What each parameter is to the kernels.
        const __ARU_FORMS: [__aru::__private::Form; 9] = [
            __aru::__private::Form::Weight(1, H, 2),
            __aru::__private::Form::Weight(1, H, H),
            __aru::__private::Form::Units(1, H),
            __aru::__private::Form::Global,
            __aru::__private::Form::Global,
            __aru::__private::Form::Units(1, H),
            __aru::__private::Form::Units(1, H),
            __aru::__private::Form::Weight(1, 2, H),
            __aru::__private::Form::Units(1, 2),
        ];
        /// A network with parameters drawn from a seed: the same seed, the same parameters.
        pub fn new(__aru_seed: ::core::primitive::u64) -> Self {
            <Self as __aru::Declared>::new(__aru_seed)
        }
    }
    impl<T: __aru::Scalar, const H: ::core::primitive::usize> __aru::__private::Emitted
    for Paper<T, H> {
        type Number = T;
        type Over<U: __aru::Scalar> = Paper<U, H>;
        fn from_values(__aru_values: __aru::__private::Vec<T>) -> Self {
            let () = Self::__ARU_SIZES;
            Paper { values: __aru_values }
        }
        fn values(&self) -> &[T] {
            &self.values
        }
        fn values_mut(&mut self) -> &mut [T] {
            &mut self.values
        }
        #[inline(always)]
        fn forward_chunk<I: __aru::__private::Isa, const TRACE: ::core::primitive::bool>(
            __aru_lanes: __aru::__private::Lanes<T, I>,
            __aru_parameters: &[__aru::__private::Block<T>],
            __aru_values: &mut [__aru::__private::Series<T>],
            __aru_steps: ::core::primitive::usize,
        ) {
            let [__aru_x, __aru_hidden_drive, __aru_hidden_current, __aru_hidden_rate,
            __aru_hidden_sigmoid_of_current, __aru_y_drive, __aru_y_value] = __aru_values
            else { __aru::__private::wrong_workspace() };
            let [__aru_x_to_hidden, __aru_hidden_to_hidden, __aru_hidden_bias,
            __aru_hidden_alpha_s, __aru_hidden_alpha_r, _, _, __aru_hidden_to_y,
            __aru_y_bias] = __aru_lanes.split(__aru_parameters, Self::__ARU_FORMS);
            let __aru_x_to_hidden = __aru_lanes.weight::<H, 2>(__aru_x_to_hidden);
            let __aru_hidden_to_hidden = __aru_lanes
                .weight::<H, H>(__aru_hidden_to_hidden);
            let __aru_hidden_to_y = __aru_lanes.weight::<2, H>(__aru_hidden_to_y);
            __aru_lanes
                .multiply_onto(
                    __aru_hidden_bias,
                    __aru_x_to_hidden,
                    __aru_x.back(0),
                    __aru_hidden_drive,
                    0..__aru_steps,
                );
            let __aru_alpha_s = __aru_lanes.global(__aru_hidden_alpha_s);
            let __aru_alpha_r = __aru_lanes.global(__aru_hidden_alpha_r);
            for __aru_t in 0..__aru_steps {
                __aru_lanes
                    .multiply(
                        __aru_hidden_to_hidden,
                        __aru_hidden_rate.back(1),
                        __aru_hidden_drive,
                        __aru_t..__aru_t + 1,
                    );
                let __aru_drive_now = __aru_lanes
                    .row::<H>(__aru_hidden_drive, __aru_t, 0);
                let (__aru_current_before, __aru_current_now) = __aru_lanes
                    .before_and_now::<H>(__aru_hidden_current, __aru_t);
                let (__aru_rate_before, __aru_rate_now) = __aru_lanes
                    .before_and_now::<H>(__aru_hidden_rate, __aru_t);
                let __aru_sigmoid_of_current_now = __aru_lanes
                    .row_mut::<H>(__aru_hidden_sigmoid_of_current, __aru_t, 0);
                /// current[t] = (1 - alpha_s) current[t-1] + alpha_s drive[t]
                /// rate[t] = (1 - alpha_r) rate[t-1] + alpha_r sigmoid(current[t])
                for __aru_unit in 0..__aru_lanes.blocks(H) {
                    let __aru_current = (1.0 - __aru_alpha_s)
                        * __aru_current_before[__aru_unit]
                        + __aru_alpha_s * __aru_drive_now[__aru_unit];
                    let __aru_sigmoid_of_current = __aru_lanes.sigmoid(__aru_current);
                    let __aru_rate = (1.0 - __aru_alpha_r)
                        * __aru_rate_before[__aru_unit]
                        + __aru_alpha_r * __aru_sigmoid_of_current;
                    __aru_current_now[__aru_unit] = __aru_current;
                    __aru_sigmoid_of_current_now[__aru_unit] = __aru_sigmoid_of_current;
                    __aru_rate_now[__aru_unit] = __aru_rate;
                }
            }
            __aru_lanes
                .multiply_onto(
                    __aru_y_bias,
                    __aru_hidden_to_y,
                    __aru_hidden_rate.back(0),
                    __aru_y_drive,
                    0..__aru_steps,
                );
            for __aru_t in 0..__aru_steps {
                let __aru_drive_now = __aru_lanes.row::<2>(__aru_y_drive, __aru_t, 0);
                let __aru_value_now = __aru_lanes
                    .row_mut::<2>(__aru_y_value, __aru_t, 0);
                /// value[t] = sigmoid(drive[t])
                for __aru_unit in 0..__aru_lanes.blocks(2) {
                    let __aru_value = __aru_lanes.sigmoid(__aru_drive_now[__aru_unit]);
                    __aru_value_now[__aru_unit] = __aru_value;
                }
            }
        }
        #[inline(always)]
        fn backward_chunk<I: __aru::__private::Isa>(
            __aru_lanes: __aru::__private::Lanes<T, I>,
            __aru_parameters: &[__aru::__private::Block<T>],
            __aru_values: &[__aru::__private::Series<T>],
            __aru_adjoints: &mut [__aru::__private::Series<T>],
            __aru_gradients: &mut [__aru::__private::Block<T>],
            __aru_steps: ::core::primitive::usize,
        ) {
            let [__aru_x, __aru_hidden_drive, __aru_hidden_current, __aru_hidden_rate,
            __aru_hidden_sigmoid_of_current, _, __aru_y_value] = __aru_values else {
                __aru::__private::wrong_workspace()
            };
            let [__aru_d_x, __aru_d_hidden_drive, __aru_d_hidden_current,
            __aru_d_hidden_rate, _, __aru_d_y_drive, __aru_d_y_value] = __aru_adjoints
            else { __aru::__private::wrong_workspace() };
            let [__aru_x_to_hidden, __aru_hidden_to_hidden, _, __aru_hidden_alpha_s,
            __aru_hidden_alpha_r, _, _, __aru_hidden_to_y, _] = __aru_lanes
                .split(__aru_parameters, Self::__ARU_FORMS);
            let [__aru_d_x_to_hidden, __aru_d_hidden_to_hidden, __aru_d_hidden_bias,
            __aru_d_hidden_alpha_s, __aru_d_hidden_alpha_r, _, _, __aru_d_hidden_to_y,
            __aru_d_y_bias] = __aru_lanes.split_mut(__aru_gradients, Self::__ARU_FORMS);
            let __aru_x_to_hidden = __aru_lanes.weight::<H, 2>(__aru_x_to_hidden);
            let __aru_hidden_to_hidden = __aru_lanes
                .weight::<H, H>(__aru_hidden_to_hidden);
            let __aru_hidden_to_y = __aru_lanes.weight::<2, H>(__aru_hidden_to_y);
            let __aru_d_x_to_hidden = __aru_lanes
                .weight_mut::<H, 2>(__aru_d_x_to_hidden);
            let __aru_d_hidden_to_hidden = __aru_lanes
                .weight_mut::<H, H>(__aru_d_hidden_to_hidden);
            let __aru_d_hidden_to_y = __aru_lanes
                .weight_mut::<2, H>(__aru_d_hidden_to_y);
            for __aru_t in ::core::iter::Iterator::rev(0..__aru_steps) {
                let __aru_value_now = __aru_lanes.row::<2>(__aru_y_value, __aru_t, 0);
                let __aru_d_drive_now = __aru_lanes
                    .row_mut::<2>(__aru_d_y_drive, __aru_t, 0);
                let __aru_d_value_now = __aru_lanes
                    .row::<2>(__aru_d_y_value, __aru_t, 0);
                /// d_drive[t] = value[t] (1 - value[t]) d_value[t]
                for __aru_unit in 0..__aru_lanes.blocks(2) {
                    let __aru_value = __aru_value_now[__aru_unit];
                    __aru_d_drive_now[__aru_unit] = __aru_value * (1.0 - __aru_value)
                        * __aru_d_value_now[__aru_unit];
                }
            }
            __aru_lanes
                .multiply_transposed(
                    __aru_hidden_to_y,
                    __aru_d_y_drive,
                    __aru_d_hidden_rate.back_mut(0),
                    0..__aru_steps,
                );
            __aru_lanes
                .weight_gradient(
                    __aru_d_y_drive,
                    __aru_hidden_rate.back(0),
                    0..__aru_steps,
                    __aru_d_hidden_to_y,
                );
            __aru_lanes
                .bias_gradient::<2>(__aru_d_y_drive, 0..__aru_steps, __aru_d_y_bias);
            let __aru_alpha_s = __aru_lanes.global(__aru_hidden_alpha_s);
            let __aru_alpha_r = __aru_lanes.global(__aru_hidden_alpha_r);
            for __aru_t in ::core::iter::Iterator::rev(0..__aru_steps) {
                let __aru_drive_now = __aru_lanes
                    .row::<H>(__aru_hidden_drive, __aru_t, 0);
                let __aru_current_before = __aru_lanes
                    .row::<H>(__aru_hidden_current, __aru_t, 1);
                let __aru_rate_before = __aru_lanes
                    .row::<H>(__aru_hidden_rate, __aru_t, 1);
                let __aru_sigmoid_of_current_now = __aru_lanes
                    .row::<H>(__aru_hidden_sigmoid_of_current, __aru_t, 0);
                let __aru_d_drive_now = __aru_lanes
                    .row_mut::<H>(__aru_d_hidden_drive, __aru_t, 0);
                let __aru_d_current_carried = __aru_lanes
                    .carried::<H>(__aru_d_hidden_current, __aru_t);
                let (__aru_d_rate_before, __aru_d_rate_now) = __aru_lanes
                    .before_and_now::<H>(__aru_d_hidden_rate, __aru_t);
                let mut __aru_d_alpha_s = __aru_lanes.number(0.0);
                let mut __aru_d_alpha_r = __aru_lanes.number(0.0);
                /// d_current[t] += sigmoid(current[t]) (1 - sigmoid(current[t])) (alpha_r d_rate[t])
                /// d_drive[t] = alpha_s d_current[t]
                /// d_current[t-1] = (1 - alpha_s) d_current[t]
                /// d_rate[t-1] += (1 - alpha_r) d_rate[t]
                /// d_alpha_s += (drive[t] - current[t-1]) d_current[t]
                /// d_alpha_r += (sigmoid(current[t]) - rate[t-1]) d_rate[t]
                for __aru_unit in 0..__aru_lanes.blocks(H) {
                    let __aru_sigmoid_of_current = __aru_sigmoid_of_current_now[__aru_unit];
                    let __aru_d_current_after = __aru_d_current_carried[__aru_unit];
                    let __aru_d_rate = __aru_d_rate_now[__aru_unit];
                    let __aru_d_sigmoid_of_current = __aru_alpha_r * __aru_d_rate;
                    let __aru_d_current = __aru_d_current_after
                        + __aru_sigmoid_of_current * (1.0 - __aru_sigmoid_of_current)
                            * __aru_d_sigmoid_of_current;
                    __aru_d_drive_now[__aru_unit] = __aru_alpha_s * __aru_d_current;
                    __aru_d_current_carried[__aru_unit] = (1.0 - __aru_alpha_s)
                        * __aru_d_current;
                    __aru_d_rate_before[__aru_unit]
                        += (1.0 - __aru_alpha_r) * __aru_d_rate;
                    __aru_d_alpha_s
                        += (__aru_drive_now[__aru_unit]
                            - __aru_current_before[__aru_unit]) * __aru_d_current;
                    __aru_d_alpha_r
                        += (__aru_sigmoid_of_current - __aru_rate_before[__aru_unit])
                            * __aru_d_rate;
                }
                __aru_lanes.add_global(__aru_d_hidden_alpha_s, __aru_d_alpha_s);
                __aru_lanes.add_global(__aru_d_hidden_alpha_r, __aru_d_alpha_r);
                __aru_lanes
                    .multiply_transposed(
                        __aru_hidden_to_hidden,
                        __aru_d_hidden_drive,
                        __aru_d_hidden_rate.back_mut(1),
                        __aru_t..__aru_t + 1,
                    );
            }
            if !__aru_d_x.is_absent() {
                __aru_lanes
                    .multiply_transposed(
                        __aru_x_to_hidden,
                        __aru_d_hidden_drive,
                        __aru_d_x.back_mut(0),
                        0..__aru_steps,
                    );
            }
            __aru_lanes
                .weight_gradient(
                    __aru_d_hidden_drive,
                    __aru_x.back(0),
                    0..__aru_steps,
                    __aru_d_x_to_hidden,
                );
            __aru_lanes
                .weight_gradient(
                    __aru_d_hidden_drive,
                    __aru_hidden_rate.back(1),
                    0..__aru_steps,
                    __aru_d_hidden_to_hidden,
                );
            __aru_lanes
                .bias_gradient::<
                    H,
                >(__aru_d_hidden_drive, 0..__aru_steps, __aru_d_hidden_bias);
        }
        const PLAN: __aru::__private::Plan = {
            use __aru::__private::{
                AdjointRows as __AdjointRows, SeriesPlan as __SeriesPlan,
            };
            __aru::__private::Plan {
                series: &[
                    __SeriesPlan {
                        name: "x",
                        units: 2,
                        before: 0,
                        trace_only: false,
                        adjoint: __AdjointRows::Summed,
                        initial: ::core::option::Option::None,
                    },
                    __SeriesPlan {
                        name: "hidden_drive",
                        units: H,
                        before: 0,
                        trace_only: false,
                        adjoint: __AdjointRows::Written,
                        initial: ::core::option::Option::None,
                    },
                    __SeriesPlan {
                        name: "hidden_current",
                        units: H,
                        before: 1,
                        trace_only: false,
                        adjoint: __AdjointRows::Carried,
                        initial: ::core::option::Option::Some(5),
                    },
                    __SeriesPlan {
                        name: "hidden_rate",
                        units: H,
                        before: 1,
                        trace_only: false,
                        adjoint: __AdjointRows::Summed,
                        initial: ::core::option::Option::Some(6),
                    },
                    __SeriesPlan {
                        name: "hidden_sigmoid_of_current",
                        units: H,
                        before: 0,
                        trace_only: false,
                        adjoint: __AdjointRows::Absent,
                        initial: ::core::option::Option::None,
                    },
                    __SeriesPlan {
                        name: "y_drive",
                        units: 2,
                        before: 0,
                        trace_only: false,
                        adjoint: __AdjointRows::Written,
                        initial: ::core::option::Option::None,
                    },
                    __SeriesPlan {
                        name: "y_value",
                        units: 2,
                        before: 0,
                        trace_only: false,
                        adjoint: __AdjointRows::Summed,
                        initial: ::core::option::Option::None,
                    },
                ],
                outputs: &[6],
                forms: &Self::__ARU_FORMS,
                traced: &[("hidden.current", 2), ("hidden.rate", 3), ("y.value", 6)],
            }
        };
        const DECLARATION: __aru::description::Description = {
            let () = Self::__ARU_SIZES;
            {
                use __aru::description as __data;
                use __aru::__private::Cow::Borrowed as __borrowed;
                __data::Description::new(
                    __borrowed("Paper"),
                    __borrowed("The network of Eq. 20."),
                    ::core::option::Option::None,
                    __borrowed(const {
                        &[__data::Input::new(__borrowed("x"), __borrowed(""), 2)]
                    }),
                    __borrowed(const {
                        &[
                            __data::Layer::new(
                                __borrowed("hidden"),
                                __borrowed(""),
                                false,
                                H,
                                0,
                                ::core::option::Option::Some(__data::Activation::Sigmoid),
                                __borrowed(const {
                                    &[
                                        __data::Constant::new(
                                            __borrowed("alpha_s"),
                                            true,
                                            ::core::option::Option::None,
                                        ),
                                        __data::Constant::new(
                                            __borrowed("alpha_r"),
                                            true,
                                            ::core::option::Option::None,
                                        ),
                                    ]
                                }),
                            ),
                            __data::Layer::new(
                                __borrowed("y"),
                                __borrowed(""),
                                true,
                                2,
                                1,
                                ::core::option::Option::Some(__data::Activation::Sigmoid),
                                __borrowed(const { &[] }),
                            ),
                        ]
                    }),
                    __borrowed(const {
                        &[
                            __data::Link::new(
                                __borrowed(""),
                                __data::Source::Input(0),
                                0,
                                __borrowed(const { &[0] }),
                                0,
                            ),
                            __data::Link::new(
                                __borrowed(""),
                                __data::Source::Layer(0),
                                0,
                                __borrowed(const { &[1] }),
                                1,
                            ),
                            __data::Link::new(
                                __borrowed(""),
                                __data::Source::Layer(0),
                                1,
                                __borrowed(const { &[0] }),
                                7,
                            ),
                        ]
                    }),
                    __borrowed(const {
                        &[
                            __data::Parameter::new(
                                __borrowed("x_to_hidden.weight"),
                                __borrowed(const { &[H, 2] }),
                                __data::Role::Weight { link: 0 },
                                true,
                                __data::Initial::Lecun,
                                __data::Bounds::Free,
                            ),
                            __data::Parameter::new(
                                __borrowed("hidden_to_hidden.weight"),
                                __borrowed(const { &[H, H] }),
                                __data::Role::Weight { link: 1 },
                                true,
                                __data::Initial::Lecun,
                                __data::Bounds::Free,
                            ),
                            __data::Parameter::new(
                                __borrowed("hidden.bias"),
                                __borrowed(const { &[H] }),
                                __data::Role::Bias { layer: 0 },
                                true,
                                __data::Initial::Zeros,
                                __data::Bounds::Free,
                            ),
                            __data::Parameter::new(
                                __borrowed("hidden.alpha_s"),
                                __borrowed(const { &[1] }),
                                __data::Role::Constant {
                                    layer: 0,
                                    scope: __data::Scope::Global,
                                },
                                true,
                                __data::Initial::Number(0.5f64),
                                __data::Bounds::Logistic {
                                    low: 0f64,
                                    high: 1f64,
                                    slope: 1.5f64,
                                },
                            ),
                            __data::Parameter::new(
                                __borrowed("hidden.alpha_r"),
                                __borrowed(const { &[1] }),
                                __data::Role::Constant {
                                    layer: 0,
                                    scope: __data::Scope::Global,
                                },
                                true,
                                __data::Initial::Number(0.5f64),
                                __data::Bounds::Logistic {
                                    low: 0f64,
                                    high: 1f64,
                                    slope: 1.5f64,
                                },
                            ),
                            __data::Parameter::new(
                                __borrowed("hidden.initial.current"),
                                __borrowed(const { &[H] }),
                                __data::Role::InitialState {
                                    layer: 0,
                                },
                                true,
                                __data::Initial::Zeros,
                                __data::Bounds::Free,
                            ),
                            __data::Parameter::new(
                                __borrowed("hidden.initial.rate"),
                                __borrowed(const { &[H] }),
                                __data::Role::InitialState {
                                    layer: 0,
                                },
                                true,
                                __data::Initial::Zeros,
                                __data::Bounds::Free,
                            ),
                            __data::Parameter::new(
                                __borrowed("hidden_to_y.weight"),
                                __borrowed(const { &[2, H] }),
                                __data::Role::Weight { link: 2 },
                                true,
                                __data::Initial::Lecun,
                                __data::Bounds::Free,
                            ),
                            __data::Parameter::new(
                                __borrowed("y.bias"),
                                __borrowed(const { &[2] }),
                                __data::Role::Bias { layer: 1 },
                                true,
                                __data::Initial::Zeros,
                                __data::Bounds::Free,
                            ),
                        ]
                    }),
                    __borrowed(const {
                        &[
                            __data::Unit::new(
                                __borrowed("Aru"),
                                __borrowed(
                                    "A unit whose synaptic current and firing rate each have a time constant of their own.",
                                ),
                                __borrowed(const { &[__borrowed("drive")] }),
                                __borrowed(const { &[] }),
                                __borrowed(const {
                                    &[__borrowed("alpha_s"), __borrowed("alpha_r")]
                                }),
                                __borrowed(const {
                                    &[__borrowed("current"), __borrowed("rate")]
                                }),
                                __borrowed(const {
                                    &[
                                        __data::Equation::new(
                                            __borrowed("current"),
                                            __data::Expression::Apply(
                                                __data::Function::Add,
                                                __borrowed(const {
                                                    &[
                                                        __data::Expression::Apply(
                                                            __data::Function::Multiply,
                                                            __borrowed(const {
                                                                &[
                                                                    __data::Expression::Apply(
                                                                        __data::Function::Subtract,
                                                                        __borrowed(const {
                                                                            &[
                                                                                __data::Expression::Number(1f64),
                                                                                __data::Expression::Constant(0),
                                                                            ]
                                                                        }),
                                                                    ),
                                                                    __data::Expression::Previous(0),
                                                                ]
                                                            }),
                                                        ),
                                                        __data::Expression::Apply(
                                                            __data::Function::Multiply,
                                                            __borrowed(const {
                                                                &[
                                                                    __data::Expression::Constant(0),
                                                                    __data::Expression::Drive(0),
                                                                ]
                                                            }),
                                                        ),
                                                    ]
                                                }),
                                            ),
                                        ),
                                        __data::Equation::new(
                                            __borrowed("rate"),
                                            __data::Expression::Apply(
                                                __data::Function::Add,
                                                __borrowed(const {
                                                    &[
                                                        __data::Expression::Apply(
                                                            __data::Function::Multiply,
                                                            __borrowed(const {
                                                                &[
                                                                    __data::Expression::Apply(
                                                                        __data::Function::Subtract,
                                                                        __borrowed(const {
                                                                            &[
                                                                                __data::Expression::Number(1f64),
                                                                                __data::Expression::Constant(1),
                                                                            ]
                                                                        }),
                                                                    ),
                                                                    __data::Expression::Previous(1),
                                                                ]
                                                            }),
                                                        ),
                                                        __data::Expression::Apply(
                                                            __data::Function::Multiply,
                                                            __borrowed(const {
                                                                &[
                                                                    __data::Expression::Constant(1),
                                                                    __data::Expression::Apply(
                                                                        __data::Function::Activation,
                                                                        __borrowed(const { &[__data::Expression::Value(0)] }),
                                                                    ),
                                                                ]
                                                            }),
                                                        ),
                                                    ]
                                                }),
                                            ),
                                        ),
                                    ]
                                }),
                                1,
                            ),
                            __data::Unit::new(
                                __borrowed("Dense"),
                                __borrowed(
                                    "A unit without memory; what an output is made of.",
                                ),
                                __borrowed(const { &[__borrowed("drive")] }),
                                __borrowed(const { &[] }),
                                __borrowed(const { &[] }),
                                __borrowed(const { &[] }),
                                __borrowed(const {
                                    &[
                                        __data::Equation::new(
                                            __borrowed("value"),
                                            __data::Expression::Apply(
                                                __data::Function::Activation,
                                                __borrowed(const { &[__data::Expression::Drive(0)] }),
                                            ),
                                        ),
                                    ]
                                }),
                                0,
                            ),
                        ]
                    }),
                    __borrowed(const { &[0, 1] }),
                )
            }
        };
    }
    /// View of the parameters of `hidden`.
    #[::core::prelude::v1::derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::fmt::Debug
    )]
    pub struct Layer_hidden<'aru, T> {
        parts: [&'aru [T]; 9],
    }
    impl<'aru, T: __aru::Scalar> Layer_hidden<'aru, T> {
        /// The bias: one value a unit, for each port.
        pub fn bias(&self) -> &'aru [T] {
            self.parts[2]
        }
        /// The constant `alpha_s`: one value, or one a unit.
        pub fn alpha_s(&self) -> &'aru [T] {
            self.parts[3]
        }
        /// The constant `alpha_r`: one value, or one a unit.
        pub fn alpha_r(&self) -> &'aru [T] {
            self.parts[4]
        }
        /// The value of `current` before step 0: one a unit.
        pub fn initial_current(&self) -> &'aru [T] {
            self.parts[5]
        }
        /// The value of `rate` before step 0: one a unit.
        pub fn initial_rate(&self) -> &'aru [T] {
            self.parts[6]
        }
    }
    /// View of the parameters of `y`.
    #[::core::prelude::v1::derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::fmt::Debug
    )]
    pub struct Output_y<'aru, T> {
        parts: [&'aru [T]; 9],
    }
    impl<'aru, T: __aru::Scalar> Output_y<'aru, T> {
        /// The bias: one value a unit, for each port.
        pub fn bias(&self) -> &'aru [T] {
            self.parts[8]
        }
    }
    /// View of the parameters of `x_to_hidden`.
    #[::core::prelude::v1::derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::fmt::Debug
    )]
    pub struct Link_x_to_hidden<'aru, T> {
        parts: [&'aru [T]; 9],
    }
    impl<'aru, T: __aru::Scalar> Link_x_to_hidden<'aru, T> {
        /// The weight, row-major: `[target, source]`; several delays or ports are outer axes.
        pub fn weight(&self) -> &'aru [T] {
            self.parts[0]
        }
    }
    /// View of the parameters of `hidden_to_hidden`.
    #[::core::prelude::v1::derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::fmt::Debug
    )]
    pub struct Link_hidden_to_hidden<'aru, T> {
        parts: [&'aru [T]; 9],
    }
    impl<'aru, T: __aru::Scalar> Link_hidden_to_hidden<'aru, T> {
        /// The weight, row-major: `[target, source]`; several delays or ports are outer axes.
        pub fn weight(&self) -> &'aru [T] {
            self.parts[1]
        }
    }
    /// View of the parameters of `hidden_to_y`.
    #[::core::prelude::v1::derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::fmt::Debug
    )]
    pub struct Link_hidden_to_y<'aru, T> {
        parts: [&'aru [T]; 9],
    }
    impl<'aru, T: __aru::Scalar> Link_hidden_to_y<'aru, T> {
        /// The weight, row-major: `[target, source]`; several delays or ports are outer axes.
        pub fn weight(&self) -> &'aru [T] {
            self.parts[7]
        }
    }
    impl<T: __aru::Scalar, const H: ::core::primitive::usize> Paper<T, H> {
        /// Layer `hidden`.
        pub fn hidden(&self) -> Layer_hidden<'_, T> {
            Layer_hidden {
                parts: __aru::__private::split(&self.values, Self::__ARU_LENGTHS),
            }
        }
        /// Output `y`.
        pub fn y(&self) -> Output_y<'_, T> {
            Output_y {
                parts: __aru::__private::split(&self.values, Self::__ARU_LENGTHS),
            }
        }
        /// The link from `x` to `hidden`.
        pub fn x_to_hidden(&self) -> Link_x_to_hidden<'_, T> {
            Link_x_to_hidden {
                parts: __aru::__private::split(&self.values, Self::__ARU_LENGTHS),
            }
        }
        /// The link from `hidden` to `hidden`.
        pub fn hidden_to_hidden(&self) -> Link_hidden_to_hidden<'_, T> {
            Link_hidden_to_hidden {
                parts: __aru::__private::split(&self.values, Self::__ARU_LENGTHS),
            }
        }
        /// The link from `hidden` to `y`.
        pub fn hidden_to_y(&self) -> Link_hidden_to_y<'_, T> {
            Link_hidden_to_y {
                parts: __aru::__private::split(&self.values, Self::__ARU_LENGTHS),
            }
        }
    }
};
