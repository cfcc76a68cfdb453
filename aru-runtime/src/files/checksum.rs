//! Whether the bytes of a file are still those that were written.
//!
//! The checksum is CRC-32, that of zip and PNG, as eight hexadecimal digits. It tells every change of up to 32 bits in a
//! row, and all but one in four thousand million of the others; it is no protection against changes on purpose.

/// Hexadecimal digits of a checksum.
pub const DIGITS: usize = 8;

/// What stands where a checksum will be, for files that hold it among what it is taken of.
pub const BLANK: &str = "00000000";

/// The checksum of some bytes.
pub fn of(bytes: &[u8]) -> String {
    format!("{:08x}", crc32fast::hash(bytes))
}

/// The checksum of a file that holds it at a place: the digits count as [`BLANK`].
///
/// # Panics
/// Where the file is too short for the place.
pub fn around(bytes: &[u8], place: usize) -> String {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&bytes[..place]);
    hasher.update(BLANK.as_bytes());
    hasher.update(&bytes[place + DIGITS..]);
    format!("{:08x}", hasher.finalize())
}

/// Refuses another checksum than the one that was written, and says what that means.
pub fn compare(found: &str, written: &str) -> Result<(), String> {
    if found == written {
        return Ok(());
    }
    Err(format!(
        "its checksum is {found}, but {written} was written with it: it is damaged; take a copy of it"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_checksum_of_zip() {
        // The check value of the catalogue of such sums.
        assert_eq!(of(b"123456789"), "cbf43926");
        assert_eq!(of(b""), BLANK);
    }

    #[test]
    fn a_file_may_hold_its_own() {
        let mut file = format!("before {BLANK} after").into_bytes();
        let sum = around(&file, 7);
        file[7..15].copy_from_slice(sum.as_bytes());
        assert_eq!(around(&file, 7), sum);
        for place in (0..7).chain(15..file.len()) {
            let mut flipped = file.clone();
            flipped[place] ^= 4;
            assert!(compare(&around(&flipped, 7), &sum).is_err(), "byte {place}");
        }
    }
}
