//! Files of NumPy: what a header may claim, and types that are no usual ones.

use std::io::{Cursor, Write};

use ndarray::{Array0, Array2, Array3, IxDyn};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

/// A file as `numpy.save` writes it.
fn npy(descriptor: &str, columns_first: bool, shape: &str, data: &[u8]) -> Vec<u8> {
    let order = if columns_first { "True" } else { "False" };
    with_header(
        &format!("{{'descr': {descriptor}, 'fortran_order': {order}, 'shape': {shape}, }}\n"),
        data,
    )
}

fn with_header(header: &str, data: &[u8]) -> Vec<u8> {
    let mut file = b"\x93NUMPY\x01\x00".to_vec();
    file.extend((header.len() as u16).to_le_bytes());
    file.extend(header.as_bytes());
    file.extend(data);
    file
}

fn zipped(entries: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn bytes<const SIZE: usize>(numbers: impl IntoIterator<Item = [u8; SIZE]>) -> Vec<u8> {
    numbers.into_iter().flatten().collect()
}

/// What is said of an array `a`, as a file of its own and in an archive.
fn refusals(name: &str, content: &[u8]) -> Vec<String> {
    let archive = |method| zipped(&[("a.npy", content)], method);
    let files = [
        (format!("{name}.npy"), content.to_vec()),
        (format!("{name}.npz"), archive(CompressionMethod::Stored)),
        (format!("{name}-packed.npz"), archive(CompressionMethod::Deflated)),
    ];
    let refusal = |(name, content): (String, Vec<u8>)| {
        let path = file(&name, &content);
        let read = Recording::open(&path).and_then(|recording| {
            let name = recording.names().next().unwrap().to_owned();
            recording.array::<f32, IxDyn>(&name)
        });
        read.expect_err(&name).to_string()
    };
    files.map(refusal).into()
}

#[test]
fn a_header_that_claims_more_than_the_file_holds_aborted() {
    for (number, shape) in [
        "(1099511627776,)",
        "(3,)",
        "(1048576, 1048576)",
        "(1, 2, 2147483648)",
    ]
    .iter()
    .enumerate()
    {
        for message in refusals(&format!("claims-{number}"), &npy("'<f8'", false, shape, &[0; 16])) {
            assert!(
                message.contains("its header claims the shape [") && message.contains("but the file holds"),
                "{message}"
            );
        }
    }
    for shape in [
        "(18446744073709551615, 3)",
        "(9223372036854775807,)",
        "(4294967296, 4294967296, 0)",
    ] {
        for message in refusals("too-many", &npy("'|u1'", false, shape, &[0; 16])) {
            assert!(
                message.contains("its header claims") || message.contains("shape"),
                "{message}"
            );
        }
    }
    for shape in ["(99999999999999999999999,)", "(-1,)", "(1.5,)", "[2]"] {
        for message in refusals("no-shape", &npy("'<f8'", false, shape, &[0; 16])) {
            assert!(message.contains("its header is damaged"), "{message}");
        }
    }
}

#[test]
fn a_header_that_is_none_is_refused() {
    let brackets = "(".repeat(5000);
    for header in [
        brackets.as_str(),
        "",
        "{}",
        "{'descr': '<f8'}",
        "[1, 2]",
        "import os",
        "{'descr': 3, 'fortran_order': False, 'shape': (2,)}",
    ] {
        for message in refusals("header", &with_header(header, &[0; 16])) {
            assert!(message.contains("its header is damaged"), "{message}");
        }
    }
    // The length of the header itself.
    let mut long = b"\x93NUMPY\x02\x00\xff\xff\xff\xff".to_vec();
    long.extend([b' '; 100]);
    for message in refusals("long-header", &long) {
        assert!(
            message.contains("its header claims 4294967295 bytes"),
            "{message}"
        );
    }
    for (content, expected) in [
        (&b"\x93NUMPY\x09\x00"[..], "its format is 9.0"),
        (b"\x93NUM", "cut within its header"),
        (b"PK and something else", "it does not begin as one"),
    ] {
        for message in refusals("begin", content) {
            assert!(message.contains(expected), "{message}");
        }
    }
}

#[test]
fn more_numbers_than_the_shape_has_are_no_smaller_array() {
    for message in refusals("more", &npy("'<f4'", false, "(3,)", &[0; 16])) {
        assert!(
            message.contains("but more numbers follow; it is damaged"),
            "{message}"
        );
    }
}

#[test]
fn an_archive_that_unpacks_to_gigabytes_filled_the_memory() {
    // Four gigabytes that its directory says are a hundred bytes, and a directory that says as much itself.
    let array = npy("'<f8'", false, "(536870912,)", &[]);
    let honest = zipped(&[("a.npy", &array)], CompressionMethod::Deflated);
    let directory = honest
        .windows(4)
        .position(|window| window == b"PK\x01\x02")
        .unwrap();
    for (name, unpacked) in [("bomb", u32::MAX - 1), ("half", 2 << 30)] {
        let mut archive = honest.clone();
        archive[directory + 24..directory + 28].copy_from_slice(&unpacked.to_le_bytes());
        let path = file(&format!("{name}.npz"), &archive);
        let recording = Recording::open(&path).unwrap();
        let message = recording.array::<f32, ndarray::Ix1>("a").unwrap_err().to_string();
        assert!(
            message.contains("but the file holds") && message.contains("at most"),
            "{message}"
        );
    }
    // A file that is large enough for as much of zeros.
    let ballast = vec![7; 12 << 20];
    let entries: [(&str, &[u8]); 2] = [("a.npy", &array), ("b", &ballast)];
    let mut archive = zipped(&entries, CompressionMethod::Stored);
    let directory = archive
        .windows(4)
        .position(|window| window == b"PK\x01\x02")
        .unwrap();
    archive[directory + 20..directory + 24].copy_from_slice(&(11_u32 << 20).to_le_bytes());
    archive[directory + 24..directory + 28].copy_from_slice(&(u32::MAX - 1).to_le_bytes());
    let recording = Recording::open(file("zeros.npz", &archive)).unwrap();
    let message = recording.array::<f32, ndarray::Ix1>("a").unwrap_err().to_string();
    assert!(
        message.contains(
            "array `a` claims 4294967294 bytes of which the file holds 11534336; where it is truly that large"
        ),
        "{message}"
    );
}

/// Every byte of an archive changed: an error, or the numbers that were written.
#[test]
fn no_damaged_byte_gives_other_numbers() {
    let numbers: Vec<f32> = (0..20).map(|number| (number as f32).sin()).collect();
    let content = npy(
        "'<f4'",
        false,
        "(20,)",
        &bytes(numbers.iter().map(|number| number.to_le_bytes())),
    );
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let whole = zipped(&[("a.npy", &content)], method);
        for place in 0..whole.len() {
            for mask in [0x01, 0x20, 0xff] {
                let mut damaged = whole.clone();
                damaged[place] ^= mask;
                let path = file("damaged-byte.npz", &damaged);
                let read =
                    Recording::open(&path).and_then(|recording| recording.array::<f32, ndarray::Ix1>("a"));
                if let Ok(read) = read {
                    assert_eq!(read.to_vec(), numbers, "byte {place}");
                }
            }
        }
    }
}

#[test]
fn numbers_of_every_type_come_in_rows() {
    let read = |name: &str, content: &[u8]| -> Array2<f64> {
        let path = file(&format!("{name}.npy"), content);
        let recording = Recording::open(&path).unwrap();
        let own = recording.names().next().unwrap().to_owned();
        assert!(own.ends_with(name));
        let array: Array2<f64> = recording.array(&own).unwrap();
        assert!(array.is_standard_layout());
        array
    };
    let expected = array![[1.0, -2.0, 0.5], [4.0, 0.0, 65504.0]];
    let halves = [0x3c00_u16, 0xc000, 0x3800, 0x4400, 0, 0x7bff];
    assert_eq!(
        read(
            "half",
            &npy("'<f2'", false, "(2, 3)", &bytes(halves.map(u16::to_le_bytes)))
        ),
        expected
    );
    assert_eq!(
        read(
            "half-big",
            &npy("'>f2'", false, "(2, 3)", &bytes(halves.map(u16::to_be_bytes)))
        ),
        expected
    );
    let by_column = [0, 3, 1, 4, 2, 5].map(|place| halves[place].to_le_bytes());
    assert_eq!(
        read("half-fortran", &npy("'<f2'", true, "(2, 3)", &bytes(by_column))),
        expected
    );
    let shorts = bytes([-3_i16, 7].map(i16::to_be_bytes));
    assert_eq!(
        read("short", &npy("'>i2'", false, "(1, 2)", &shorts)),
        array![[-3.0, 7.0]]
    );
    let truths = npy("'|b1'", false, "(1, 2)", &[1, 0]);
    assert_eq!(read("truth", &truths), array![[1.0, 0.0]]);
}

#[test]
fn integers_and_truth_values_are_read_as_such() {
    let large = [i64::MAX, -1, i64::MIN];
    let entries: [(&str, &[u8]); 4] = [
        (
            "large.npy",
            &npy("'<i8'", false, "(3,)", &bytes(large.map(i64::to_le_bytes))),
        ),
        ("flags.npy", &npy("'|b1'", true, "(2, 1, 2)", &[1, 0, 0, 1])),
        (
            "beyond.npy",
            &npy(
                "'<u8'",
                false,
                "(2,)",
                &bytes([1, u64::MAX].map(u64::to_le_bytes)),
            ),
        ),
        ("one.npy", &npy("'<f8'", false, "()", &0.25_f64.to_le_bytes())),
    ];
    let recording = Recording::open(file(
        "integers.npz",
        &zipped(&entries, CompressionMethod::Deflated),
    ))
    .unwrap();
    let read: Array1<i64> = recording.integers("large").unwrap();
    assert_eq!(read.to_vec(), large);
    let flags: Array3<bool> = recording.truths("flags").unwrap();
    assert_eq!(flags, array![[[true, false]], [[false, true]]]);
    assert!(flags.is_standard_layout());
    let message = recording
        .integers::<ndarray::Ix1>("beyond")
        .unwrap_err()
        .to_string();
    assert!(
        message.ends_with("at [1]: expected a whole number of 64 bits, found 18446744073709551615"),
        "{message}"
    );
    let message = recording.truths::<ndarray::Ix1>("large").unwrap_err().to_string();
    assert!(
        message.contains("at [0]: expected true or false, 0 or 1"),
        "{message}"
    );
    let one: Array0<f64> = recording.array("one").unwrap();
    assert_eq!(one[()], 0.25);
}

#[test]
fn a_number_beyond_f32_became_infinity() {
    let content = npy(
        "'<f8'",
        true,
        "(2, 2)",
        &bytes([0.0, 1.0, 1e39, 2.0].map(f64::to_le_bytes)),
    );
    for message in refusals("beyond", &content) {
        assert!(
            message.contains("at [0, 1]: 1e39 is beyond what f32 holds; read it as f64"),
            "{message}"
        );
    }
}

#[test]
fn what_is_no_number_says_how_to_make_one() {
    for (descriptor, advice) in [
        ("'|O'", "enumerate("),
        ("[('time', '<f8'), ('xy', '<f4', (2,))]", "has the fields"),
        ("[('time', '<f8'), ('xy', '<f4', (2,))]", "dtype.names"),
        ("'<M8[ns]'", "numpy.timedelta64(1, 's')"),
        ("'|S5'", "return_inverse=True"),
        ("'<f16'", "astype('float64')"),
        ("'<c8'", "numpy.abs"),
        ("'|V8'", ".view("),
    ] {
        for message in refusals("advice", &npy(descriptor, false, "(2,)", &[0; 64])) {
            let advice = advice.replace("has the fields", "have the fields `time`, `xy`");
            assert!(
                message.contains(&advice) && message.contains("expected real numbers"),
                "{message}"
            );
        }
    }
}
