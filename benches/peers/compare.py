"""Runs ours and theirs in turn, several rounds, and prints how they compare.

Every line that a program prints goes to results.jsonl beside this file (of a quick run to quick.jsonl). A time counts
only where the first loss agrees with ours. Run nothing else meanwhile.
"""

import argparse
import importlib.util
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SYSTEMS = ["aru", "jax", "pytorch", "burn"]
# Workloads that a system has not been written for.
MISSING = {"burn": ["W5", "W7", "W8", "W8L", "SN"], "jax": ["SN"]}
# Longer sequences take a system too much time or memory.
LONGEST = {"jax": 100_000, "pytorch": 10_000, "burn": 2_000}
TOLERANCE = 1e-4
TIMEOUT = 900


def cells():
    """Name for --only, workload, cores and options of everything that is measured."""
    found = []

    def add(name, workload, cores=1, **options):
        found.append((name, workload, cores, options))

    for batch in 1, 4, 20, 100, 400:
        add("W1", "W1", batch=batch)
    for batch in 20, 100:
        add("W2", "W2", batch=batch)
    for workload in "W3", "W4", "W5", "W6", "W7", "W8", "W8L", "SN", "S":
        add(workload, workload)
        if workload in ("W3", "W4", "W5", "W8L"):
            add(workload, workload, cores=2)
    for steps in 20, 100, 500, 10_000, 100_000, 1_000_000:
        add("T", "W6", steps=steps)
    for hidden in 10, 32, 64, 128, 512, 1024:
        add("N", "W3", hidden=hidden)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="one short round of W1, W3, W6 and S")
    parser.add_argument("--only", help="such as W1,W3; T and N are the plots over steps and units")
    parser.add_argument("--systems", default=",".join(SYSTEMS))
    parser.add_argument("--seconds", type=float, default=1.0, help="measures each variant at least so long")
    parser.add_argument("--keep", action="store_true", help="adds to the results that are there")
    parser.add_argument("--table", action="store_true", help="measures nothing, prints the results that are there")
    options = parser.parse_args()
    results = HERE / ("quick.jsonl" if options.quick else "results.jsonl")
    if options.quick:
        options.rounds, options.seconds = 1, min(options.seconds, 0.3)
    if not options.table:
        only = options.only or ("W1,W3,W6,S" if options.quick else None)
        chosen = [cell for cell in cells() if not only or cell[0] in only.split(",")]
        if options.quick:
            # W1 at one batch alone.
            chosen = [cell for cell in chosen if cell[3].get("batch", 20) == 20]
        commands = prepare(options.systems.split(","))
        if results.exists() and not options.keep:
            results.replace(results.with_suffix(".before.jsonl"))
        # A compiler's cache from before would shorten the first start.
        with tempfile.TemporaryDirectory() as cache:
            if not options.quick:
                os.environ["TORCHINDUCTOR_CACHE_DIR"] = cache
            for number in range(options.rounds):
                for cell in chosen:
                    for system, command in commands.items():
                        line = measure(number, system, command, cell, options.seconds)
                        with results.open("a") as file:
                            file.write(line)
    lines = [json.loads(line) for line in results.read_text().splitlines()]
    sys.exit(0 if report(lines) else 1)


def prepare(systems):
    """Builds what has to be built; the command of each system that is there."""
    commands = {}
    for system in systems:
        if system == "aru":
            cargo = ["cargo", "bench", "--bench", "workloads", "--no-run", "--message-format", "json"]
            built = subprocess.run(cargo, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
            messages = [json.loads(line) for line in built.stdout.splitlines() if line.startswith("{")]
            programs = [message["executable"] for message in messages if message.get("executable")]
            commands[system] = programs[-1:]
        elif system == "burn":
            cargo = ["cargo", "build", "--release", "--target-dir", HERE / "burn" / "target"]
            flags = os.environ | {"RUSTFLAGS": "-C target-cpu=native"}
            subprocess.run(cargo, cwd=HERE / "burn", env=flags, check=True)
            commands[system] = [HERE / "burn" / "target" / "release" / "burn-peer"]
        else:
            script, package = {"jax": ("jax_peer.py", "jax"), "pytorch": ("torch_peer.py", "torch")}[system]
            if importlib.util.find_spec(package):
                commands[system] = [sys.executable, HERE / script]
            else:
                print(f"{package} is not installed: left out", file=sys.stderr)
    return commands


def measure(number, system, command, cell, seconds):
    """The line of a program, or nothing where it has none."""
    _, workload, cores, options = cell
    if workload in MISSING.get(system, []) or options.get("steps", 0) > LONGEST.get(system, 10**9):
        return ""
    sizes = [text for name, value in options.items() for text in (f"--{name}", str(value))]
    pinned = ["taskset", "-c", ",".join(map(str, range(cores)))]
    rest = ["--workload", workload, "--threads", str(cores), "--seconds", str(seconds)]
    what = f"round {number + 1}, {system}, {' '.join([workload, f'--threads {cores}', *sizes])}"
    try:
        done = subprocess.run(pinned + command + rest + sizes, capture_output=True, text=True, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        print(f"{what}: more than {TIMEOUT} s", file=sys.stderr)
        return ""
    line = next((line for line in done.stdout.splitlines() if line.startswith("{")), None)
    if line is None:
        print(f"{what}: {(done.stderr.strip().splitlines() or ['no output'])[-1]}", file=sys.stderr)
        return ""
    print(f"{what}: {in_words(json.loads(line)['median'])}", file=sys.stderr)
    return line + "\n"


def report(lines):
    """Prints a row for each cell; false where a loss disagrees."""
    rows, agreed = {}, True
    for line in lines:
        key = tuple(line[name] for name in ("workload", "N", "T", "batch", "threads"))
        rows.setdefault(key, {}).setdefault(line["system"], []).append(line)
    systems = [system for system in SYSTEMS if any(system in row for row in rows.values())]
    print(f"{'median (best) of an epoch; of a step for S':44}" + "".join(f"{system:34}" for system in systems) + "ratio")
    for key, row in rows.items():
        workload, hidden, steps, batch, cores = key
        cells, times = [], {}
        for system in systems:
            runs = row.get(system, [])
            loss = disagreeing(runs, row.get("aru", []))
            if loss is not None:
                agreed = False
                cells.append(f"refused: first loss {loss:.7g}")
            elif runs:
                median = statistics.median(run["median"] for run in runs)
                fastest = min(runs, key=lambda run: run["best"])
                times[system] = median, fastest["best"]
                cells.append(f"{in_words(median)} ({in_words(fastest['best'])}) {fastest['variant']}")
            else:
                cells.append("")
        name = f"{workload:3} N {hidden}, T {steps}, batch {batch}, {cores} core{'s' * (cores > 1)}"
        print(f"{name:44}" + "".join(f"{cell:34}" for cell in cells) + ratio(times))
    return agreed


def disagreeing(runs, ours):
    """A first loss that is not ours; NaN never is. Without ours nothing counts."""
    for run in runs:
        expected = ours[0]["first_loss"] if ours else float("nan")
        if not abs(run["first_loss"] - expected) <= TOLERANCE * abs(expected):
            return run["first_loss"]
    return None


def ratio(times):
    """How many times as long the fastest peer takes as ours, by medians and by best times."""
    peers = [time for system, time in times.items() if system != "aru"]
    if "aru" not in times or not peers:
        return ""
    median, best = (min(peer[k] for peer in peers) / times["aru"][k] for k in (0, 1))
    return f"{median:.3g} ({best:.3g})" + ("  SLOWER" if median < 1 else "")


def in_words(seconds):
    for scale, unit in (1.0, "s"), (1e-3, "ms"), (1e-6, "us"):
        if seconds >= scale:
            return f"{seconds / scale:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


if __name__ == "__main__":
    main()
