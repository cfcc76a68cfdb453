use super::*;

macro_rules! activation {
    ($name:ident, $x:ident => $value:expr, $derivative:expr $(, $flag:ident)?) => {
        struct $name;

        impl Activation for $name {
            const NAME: &'static str = stringify!($name);
            $(const $flag: bool = true;)?

            fn value<R: Real>($x: R) -> R {
                $value
            }

            fn derivative<R: Real>($x: R, y: R) -> R {
                let _ = (y, $x);
                $derivative
            }
        }
    };
}

activation!(Swish, x => x * x.sigmoid(), x.sigmoid() * (R::number(1.0) + x - x * x.sigmoid()));
activation!(Wrong, x => x.tanh(), R::number(1.0) - x.tanh());
activation!(AtOnePoint, x => x.abs(), x.select_at_least(R::number(0.0), R::number(1.0), R::number(-1.0)));
activation!(Narrow, x => (x + R::number(1e9)) - R::number(1e9), R::number(1.0));
activation!(Signed, x => x.tanh(), R::number(1.0) - x.tanh() * x.tanh(), NON_NEGATIVE);
activation!(AtZero, x => x.relu(), x.select_above(R::number(0.0), R::number(1.0), R::number(0.0)), POSITIVE);
activation!(Rate, x => x.softplus(), x.sigmoid(), POSITIVE);
activation!(Steep, x => x.exp(), x.exp(), POSITIVE);
activation!(Root, x => x.sqrt(), R::number(0.5) / x.sqrt());

#[test]
fn what_is_right_passes() {
    check_activation::<Swish>().unwrap();
    check_activation::<Rate>().unwrap();
    check_activation::<Steep>().unwrap();
    check_activation::<Root>().unwrap();
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let fault = |result: Result<()>| result.unwrap_err().to_string();
    assert!(
        fault(check_activation::<Wrong>())
            .starts_with("activation `Wrong`: at -20 its derivative is 2 in f64")
    );
    assert_eq!(
        fault(check_activation::<AtOnePoint>()),
        "activation `AtOnePoint`: at 0 its derivative is 1 in f64, and that of its value is 0"
    );
    assert!(fault(check_activation::<Narrow>()).contains("in f32, and "));
    assert!(fault(check_activation::<Signed>()).ends_with("it says that it is NON_NEGATIVE"));
    assert!(fault(check_activation::<AtZero>()).ends_with("it says that it is POSITIVE"));
}
