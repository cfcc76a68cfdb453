use super::*;

#[test]
fn what_main_prints_is_the_sentence_with_its_advice() {
    let diverged = Error::Diverged {
        epoch: 2,
        update: 7,
        what: "the loss".into(),
        origin: None,
        kept_epoch: 1,
        finished: 1,
    };
    for error in [
        diverged,
        Error::shape("weights", "[3 sequences, 4 steps]", &[4, 3]),
        Error::setting("`batch_size`", 0, "expected at least 1"),
        Error::file("read", Path::new("a.csv"), "it is empty"),
    ] {
        assert_eq!(format!("{error:?}"), error.to_string());
        assert_eq!(format!("{error:#?}"), error.to_string());
    }
}

/// What main of a program does that reads files of its own.
#[test]
fn errors_of_files_that_a_program_reads_itself_pass_through() {
    use std::error::Error as _;
    use std::io;

    let read = |path: &str| -> Result<String> { Ok(std::fs::read_to_string(path)?) };
    let missing = read("no/such/file").unwrap_err();
    let denied = Error::from(io::Error::from(io::ErrorKind::PermissionDenied));
    let said = Error::from(io::Error::other("the disk is full"));
    for (error, kind) in [
        (missing, io::ErrorKind::NotFound),
        (denied, io::ErrorKind::PermissionDenied),
        (said, io::ErrorKind::Other),
    ] {
        assert_eq!(error.kind(), ErrorKind::Io);
        let text = error.to_string();
        let source = error
            .source()
            .and_then(|source| source.downcast_ref::<io::Error>());
        let source = source.expect("the error of the operating system");
        assert_eq!((source.kind(), source.to_string()), (kind, text));
    }
}
