use super::*;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn refusal(path: &Path) -> String {
    let error = write(path, b"text").unwrap_err().to_string();
    error.replace(&path.display().to_string(), "FILE")
}

#[test]
fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let long = "n".repeat(255);
    let path = folder.path().join(&long);
    write(&path, b"first").unwrap();
    write(&path, b"second").unwrap();
    assert_eq!(read(&path).unwrap(), b"second");
    assert_eq!(names(folder.path()), [long]);
}

#[test]
fn what_cannot_be_replaced_stays_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("taken")).unwrap();
    assert_eq!(
        refusal(&folder.path().join("taken")),
        "cannot write `FILE`: it is a folder; give the path of a file in it"
    );
    assert_eq!(names(folder.path()), ["taken"]);
    assert!(
        read(folder.path())
            .unwrap_err()
            .to_string()
            .contains("is a folder")
    );
}

#[test]
fn a_file_that_was_write_protected_was_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("best.safetensors");
    fs::write(&path, "the best so far").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    assert!(refusal(&path).contains("it is write-protected; choose another path"));
    assert_eq!(read(&path).unwrap(), b"the best so far");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn others_may_read_what_they_may_read_of_any_new_file() {
        let folder = tempfile::tempdir().unwrap();
        let (usual, ours) = (folder.path().join("usual"), folder.path().join("ours"));
        fs::write(&usual, "text").unwrap();
        write(&ours, b"text").unwrap();
        assert_eq!(mode(&ours), mode(&usual));
    }

    #[test]
    fn a_mode_that_someone_chose_was_lost() {
        let folder = tempfile::tempdir().unwrap();
        for chosen in [0o600, 0o640, 0o664, 0o755] {
            let path = folder.path().join(format!("{chosen:o}"));
            fs::write(&path, "text").unwrap();
            fs::set_permissions(&path, PermissionsExt::from_mode(chosen)).unwrap();
            write(&path, b"other").unwrap();
            assert_eq!((mode(&path), read(&path).unwrap()), (chosen, b"other".to_vec()));
        }
    }

    #[test]
    fn a_symbolic_link_became_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let disk = folder.path().join("disk");
        fs::create_dir(&disk).unwrap();
        fs::write(disk.join("there"), "old").unwrap();
        // To a file, relative; to a link; to a file that is not there yet.
        let link = |name: &str, to: &str| {
            symlink(to, folder.path().join(name)).unwrap();
            folder.path().join(name)
        };
        for (link, file) in [
            (link("one", "disk/there"), "there"),
            (link("two", "one"), "there"),
            (link("later", "disk/later"), "later"),
        ] {
            write(&link, link.to_str().unwrap().as_bytes()).unwrap();
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            let written = fs::symlink_metadata(disk.join(file)).unwrap();
            assert!(written.is_file() && read(&link).unwrap() == link.to_str().unwrap().as_bytes());
        }
        assert_eq!(names(&disk), ["later", "there"]);
        let circle = link("circle", "circle");
        assert!(refusal(&circle).contains("lead in a circle"));
        let nowhere = link("nowhere", "no/such/folder");
        assert!(
            refusal(&nowhere).contains("there is no folder `"),
            "{}",
            refusal(&nowhere)
        );
    }

    #[test]
    fn what_is_no_file_was_replaced_by_one() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("socket");
        let _listener = UnixListener::bind(&socket).unwrap();
        let device = folder.path().join("null");
        symlink("/dev/null", &device).unwrap();
        for path in [&socket, &device, Path::new("/dev/null")] {
            assert!(refusal(path).contains("a device, a pipe or a socket"), "{path:?}");
        }
        assert_eq!(names(folder.path()), ["null", "socket"]);
    }

    #[test]
    fn a_device_without_an_end_was_read_until_the_memory_was_full() {
        let error = read(Path::new("/dev/zero")).unwrap_err().to_string();
        assert_eq!(
            error,
            "cannot read `/dev/zero`: it is a device; give the path of a file"
        );
    }
}

/// Two programs with one checkpoint: either says so, or has written its own.
#[test]
fn what_another_program_has_moved_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let [path, older] = ["fit", "fit.older"].map(|name| folder.path().join(name));
    write(&path, b"first").unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..100 {
                    if let Err(error) = write_and_keep(&path, &older, b"next") {
                        let told = error.to_string();
                        assert!(
                            told.ends_with("another program writes it, too; give each fit a path of its own"),
                            "{told}"
                        );
                    }
                }
            });
        }
    });
    assert!(read(&path).is_ok() || read(&older).is_ok());
}
