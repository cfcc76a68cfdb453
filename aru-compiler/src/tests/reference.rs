//! The declarations of the reference cases.

/// Each with its path, without the name of the macro around it and what stands before it.
pub fn reference_cases() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/golden");
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the reference cases") {
        let path = entry.expect("a file").path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("a declaration");
            // In front of the call may stand what it names: constants, functions, types.
            let call = text.trim().split_once("recurrent_net! {");
            let body = call.and_then(|(_, text)| text.strip_suffix('}'));
            cases.push((
                path.display().to_string(),
                body.expect("a call of the macro").to_owned(),
            ));
        }
    }
    cases.sort();
    cases
}
