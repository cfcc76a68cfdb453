//! Numbers as bytes in a file: little-endian, in the scalar's own size.

use safetensors::tensor::Dtype;

use crate::numerics::scalar::Scalar;

/// The name that files have for a scalar.
pub(crate) fn dtype<T: Scalar>() -> Dtype {
    if T::NAME == "f32" { Dtype::F32 } else { Dtype::F64 }
}

/// The bytes of numbers.
pub(crate) fn to_bytes<T: Scalar>(values: &[T]) -> Vec<u8> {
    let numbers = values.iter().map(|value| value.to_f64());
    if T::NAME == "f32" {
        numbers.flat_map(|number| (number as f32).to_le_bytes()).collect()
    } else {
        numbers.flat_map(f64::to_le_bytes).collect()
    }
}

/// The numbers of bytes that [`to_bytes`] made.
pub(crate) fn from_bytes<T: Scalar>(bytes: &[u8]) -> Vec<T> {
    if T::NAME == "f32" {
        let numbers = bytes.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes));
        numbers.map(|number| T::from_f64(f64::from(number))).collect()
    } else {
        let numbers = bytes.as_chunks().0.iter().map(|&bytes| f64::from_le_bytes(bytes));
        numbers.map(T::from_f64).collect()
    }
}

/// The numbers of either type, in this one; None where they are of another.
pub(crate) fn converted<T: Scalar>(dtype: Dtype, bytes: &[u8]) -> Option<Vec<T>> {
    let from_f64 = |numbers: Vec<f64>| numbers.into_iter().map(T::from_f64).collect();
    match dtype {
        Dtype::F32 => {
            let numbers = from_bytes::<f32>(bytes);
            Some(from_f64(numbers.into_iter().map(f64::from).collect()))
        }
        Dtype::F64 => Some(from_f64(from_bytes(bytes))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_back_has_the_same_bits() {
        let wide = [0.0, -0.0, 0.1, f64::MIN_POSITIVE / 4.0, f64::MAX, f64::INFINITY];
        let narrow = wide.map(|value| value as f32);
        let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&from_bytes::<f64>(&to_bytes(&wide))), bits(&wide));
        let read: Vec<f32> = from_bytes(&to_bytes(&narrow));
        assert!(
            read.iter()
                .zip(narrow)
                .all(|(read, value)| read.to_bits() == value.to_bits())
        );
    }
}
