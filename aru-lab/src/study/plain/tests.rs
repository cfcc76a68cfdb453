use super::*;

#[derive(serde::Serialize)]
enum Shape {
    Unit,
    Wrapped(Option<f64>),
    Tuple(u8, (f32, f64)),
    Named { values: [f64; 2], wide: u128 },
}

#[test]
fn numbers_are_found_wherever_they_stand() {
    let place =
        |shape: Shape| check(&shape).map_err(|fault| fault.split(", which").next().unwrap().to_owned());
    assert_eq!(place(Shape::Unit), Ok(()));
    assert_eq!(place(Shape::Wrapped(None)), Ok(()));
    assert_eq!(
        place(Shape::Wrapped(Some(f64::INFINITY))),
        Err("`Wrapped` is inf".into())
    );
    assert_eq!(
        place(Shape::Tuple(1, (2.0, f64::NAN))),
        Err("`Tuple[1][1]` is NaN".into())
    );
    let named = |last: f64, wide: u128| Shape::Named {
        values: [0.0, last],
        wide,
    };
    assert_eq!(place(named(1.0, u128::from(u64::MAX))), Ok(()));
    assert_eq!(place(named(f64::NAN, 0)), Err("`Named.values[1]` is NaN".into()));
    assert_eq!(
        place(named(0.0, 1 << 64)),
        Err("`Named.wide` is 18446744073709551616".into())
    );
    assert!(check(&f64::NAN).unwrap_err().starts_with("it is NaN, which"));
    assert_eq!(check(&i128::from(i64::MIN)), Ok(()));
}
