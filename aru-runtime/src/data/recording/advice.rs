//! What to do in Python with arrays that hold no real numbers.

/// What is wrong with elements of a NumPy type, and lines of Python that make numbers of them.
pub(super) fn of_type(descriptor: &str, name: &str) -> String {
    let letter = descriptor.trim_start_matches(['<', '>', '|', '=']).chars().next();
    let (what, way) = match letter {
        Some('O') => (
            "Python objects",
            format!(
                "sequences of different length are saved one by one, \
                 `numpy.savez(path, **{{f'{name}{{i}}': numpy.asarray(a, 'float32') for i, a in enumerate({name})}})`; \
                 where all have one shape, `numpy.stack([numpy.asarray(a, 'float32') for a in {name}])` is one array"
            ),
        ),
        Some('U' | 'S' | 'a') => (
            "text",
            format!(
                "where it is numbers, save `{name}.astype('float32')`; where it is labels, their numbers, \
                 `numpy.unique({name}, return_inverse=True)[1]`"
            ),
        ),
        Some('c') => (
            "complex numbers",
            format!("save `numpy.abs({name})`, or `{name}.real` and `{name}.imag`"),
        ),
        Some('M') => (
            "dates",
            format!("save seconds, `({name} - {name}.flat[0]) / numpy.timedelta64(1, 's')`"),
        ),
        Some('m') => (
            "time spans",
            format!("save seconds, `{name} / numpy.timedelta64(1, 's')`"),
        ),
        Some('V') => (
            "bytes without a meaning",
            format!("give them one with `{name}.view('float32')` or another type"),
        ),
        _ => (
            "numbers that are not of a usual type",
            format!("save `{name}.astype('float64')`"),
        ),
    };
    format!(
        "its elements are {what} (NumPy's type {descriptor}), expected real numbers or truth values; in Python, {way}"
    )
}

/// The same for a structured array, whose elements have named fields.
pub(super) fn of_fields(fields: &[String], name: &str) -> String {
    let listed: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
    format!(
        "its elements have the fields {}, expected real numbers or truth values; in Python, each becomes an array of its \
         own with `numpy.savez(path, **{{field: {name}[field] for field in {name}.dtype.names}})`",
        listed.join(", ")
    )
}

/// What to do with a file of another kind, by the end of its name.
pub(super) fn of_file(extension: &str) -> &'static str {
    match extension {
        "mat" => {
            "MATLAB writes columns with `writetable(t, 'name.csv')`; in Python, \
             `numpy.savez('name.npz', **{k: v for k, v in scipy.io.loadmat('name.mat').items() if k[0] != '_'})`"
        }
        "h5" | "hdf5" | "nwb" => {
            "in Python, `numpy.savez('name.npz', signal=h5py.File('name.h5')['signal'][:])` for each data set it is to have"
        }
        "xlsx" | "xls" | "ods" => "save the sheet as CSV in UTF-8",
        "parquet" | "feather" => "in Python, `pandas.read_parquet('name.parquet').to_csv('name.csv')`",
        "pkl" | "pickle" => "in Python, `numpy.savez('name.npz', name=array)` for the arrays it holds",
        "txt" | "dat" | "asc" => {
            "where it holds columns that are separated by commas, semicolons or tabs, call it .csv or .tsv"
        }
        _ => "Python writes the first with `numpy.savez(path, name=array)`",
    }
}
