//! What the program runs on.

use aru_runtime::numerics::dispatch;

/// This machine in a line, for a log or a report of a fault: the processor, its cores, and the instruction set that
/// the kernels use.
///
/// ```
/// println!("{}", aru::machine()); // AMD EPYC 9654, 2 cores, avx512
/// ```
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let plural = if cores == 1 { "" } else { "s" };
    format!(
        "{}, {cores} core{plural}, {}",
        processor(),
        dispatch::instruction_set()
    )
}

fn processor() -> String {
    // Only Linux tells it in a file.
    std::fs::read_to_string("/proc/cpuinfo")
        .ok()
        .as_deref()
        .and_then(model_name)
        .unwrap_or_else(|| std::env::consts::ARCH.to_owned())
}

fn model_name(cpuinfo: &str) -> Option<String> {
    let line = cpuinfo.lines().find(|line| line.starts_with("model name"))?;
    let (_, name) = line.split_once(':')?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_processor_is_named() {
        let cpuinfo = "processor\t: 0\nmodel name\t: AMD EPYC 9654 \nmodel\t: 17\n";
        assert_eq!(model_name(cpuinfo).as_deref(), Some("AMD EPYC 9654"));
        assert_eq!(model_name("processor : 0\nmodel name\t:\n"), None);
    }

    #[test]
    fn the_instruction_set_in_use_is_named() {
        let set = dispatch::instruction_set().name();
        assert!(machine().ends_with(set), "{}", machine());
    }
}
