//! Whether memory has room: what asks first ends in an error, what does not in the end of the program.

/// Whether memory has room for so many numbers: the product of the sizes.
pub(crate) fn has_room<T>(sizes: &[usize]) -> bool {
    let numbers = sizes
        .iter()
        .try_fold(1_usize, |numbers, &size| numbers.checked_mul(size));
    numbers.is_some_and(|numbers| Vec::<T>::new().try_reserve_exact(numbers).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_memory_holds_has_no_room() {
        assert!(has_room::<f32>(&[10, 20, 30]) && has_room::<f64>(&[]));
        assert!(!has_room::<f64>(&[1 << 30, 1 << 30]));
        assert!(!has_room::<f32>(&[usize::MAX, 3]));
    }
}
