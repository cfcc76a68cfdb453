//! Arrays and numbers as they stand in files.

/// A matrix as rows, in files.
pub(super) mod rows {
    use ndarray::Array2;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in crate::analysis) fn serialize<S: Serializer>(
        matrix: &Array2<f64>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let rows: Vec<Vec<f64>> = matrix.outer_iter().map(|row| row.to_vec()).collect();
        rows.serialize(to)
    }

    pub(in crate::analysis) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Array2<f64>, D::Error> {
        let rows = Vec::<Vec<f64>>::deserialize(from)?;
        let shape = (rows.len(), rows.first().map_or(0, Vec::len));
        Array2::from_shape_vec(shape, rows.concat()).map_err(|_| D::Error::custom("rows of different length"))
    }
}

/// An array of three axes as lists of rows, in files.
pub(super) mod blocks {
    use ndarray::Array3;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in crate::analysis) fn serialize<S: Serializer>(
        array: &Array3<f64>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let of_block = |block: ndarray::ArrayView2<'_, f64>| -> Vec<Vec<f64>> {
            block.outer_iter().map(|row| row.to_vec()).collect()
        };
        let blocks: Vec<Vec<Vec<f64>>> = array.outer_iter().map(of_block).collect();
        blocks.serialize(to)
    }

    pub(in crate::analysis) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Array3<f64>, D::Error> {
        let blocks = Vec::<Vec<Vec<f64>>>::deserialize(from)?;
        let rows = blocks.first().map_or(0, Vec::len);
        let first = blocks.first().and_then(|block| block.first());
        let shape = (blocks.len(), rows, first.map_or(0, Vec::len));
        let is_even =
            |block: &Vec<Vec<f64>>| block.len() == shape.1 && block.iter().all(|row| row.len() == shape.2);
        if !blocks.iter().all(is_even) {
            return Err(D::Error::custom("blocks or rows of different length"));
        }
        let numbers = blocks.into_iter().flatten().flatten().collect();
        Array3::from_shape_vec(shape, numbers).map_err(D::Error::custom)
    }
}

/// A number that may be none: NaN, which JSON does not have.
pub(super) mod or_none {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
    pub(in crate::analysis) fn serialize<S: Serializer>(number: &f64, to: S) -> Result<S::Ok, S::Error> {
        Some(*number).filter(|number| !number.is_nan()).serialize(to)
    }

    pub(in crate::analysis) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<f64, D::Error> {
        Ok(Option::<f64>::deserialize(from)?.unwrap_or(f64::NAN))
    }
}

/// The same of many.
pub(super) mod each_or_none {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in crate::analysis) fn serialize<S: Serializer>(numbers: &[f64], to: S) -> Result<S::Ok, S::Error> {
        let known = |&number: &f64| Some(number).filter(|number| !number.is_nan());
        numbers
            .iter()
            .map(known)
            .collect::<Vec<Option<f64>>>()
            .serialize(to)
    }

    pub(in crate::analysis) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Vec<f64>, D::Error> {
        let numbers = Vec::<Option<f64>>::deserialize(from)?.into_iter();
        Ok(numbers.map(|number| number.unwrap_or(f64::NAN)).collect())
    }
}
