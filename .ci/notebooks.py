"""Runs the notebooks of `notebooks/`, two at a time, each in a new kernel, and the Python of README.md and
`aru-python/README.md`; `--write` keeps what notebooks print."""

import argparse
import concurrent.futures
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import nbclient
import nbformat

LIMIT = 240  # seconds for a cell
LARGEST = 500_000  # bytes of a file

options = argparse.ArgumentParser()
options.add_argument("--write", action="store_true", help="write outputs into the files")
options.add_argument("--skip", action="append", default=[], help="leave out notebooks with this in their name")
options.add_argument("only", nargs="*", help="notebooks with one of these in their name")
options = options.parse_args()

folder = Path(__file__).resolve().parent.parent / "notebooks"
paths = sorted(folder.glob("[0-9]*.ipynb"))
assert paths, f"no notebooks in {folder}"
wanted = [path for path in paths if not options.only or any(part in path.name for part in options.only)]
chosen = [path for path in wanted if not any(part in path.name for part in options.skip)]
skipped = len(wanted) - len(chosen)
passed = 0
failed = []


def fault_of(path):
    """Runs a notebook; what is wrong with it, or `None`."""
    notebook = nbformat.read(path, as_version=4)
    began = time.monotonic()
    client = nbclient.NotebookClient(
        notebook, timeout=LIMIT, kernel_name="python3", resources={"metadata": {"path": str(folder)}}, record_timing=False
    )
    try:
        client.execute()
    except (nbclient.exceptions.CellExecutionError, nbclient.exceptions.CellTimeoutError) as error:
        print(f"{path.name}: failed\n{error}", file=sys.stderr)
        return path.name
    print(f"{path.name}: {time.monotonic() - began:.0f} s", flush=True)
    if options.write:
        # Of the machine there stays nothing: neither times, nor the kernel's version.
        notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
        for cell in notebook.cells:
            cell.metadata = {}
        nbformat.write(notebook, path)
    if path.stat().st_size > LARGEST:
        return f"{path.name} has {path.stat().st_size} bytes, more than {LARGEST}"
    # What is committed has what it prints, so that it can be read where nothing runs.
    committed = nbformat.read(path, as_version=4)
    if any(cell.cell_type == "code" and cell.execution_count is None for cell in committed.cells):
        return f"{path.name} lacks outputs: .ci/notebooks --write"
    return None


# Kernels take seconds to start, and parts of a notebook one thread.
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    for fault in pool.map(fault_of, chosen):
        if fault:
            failed.append(fault)
        else:
            passed += 1
# And the programs of the pages that a user begins with.
for page in ("README.md", "aru-python/README.md"):
    text = (folder.parent / page).read_text()
    for place, block in enumerate(re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)):
        if options.only:
            continue
        ran = subprocess.run(
            [sys.executable, "-c", block], cwd=folder, env={**os.environ, "MPLBACKEND": "agg"}, timeout=LIMIT
        )
        print(f"{page}, program {place + 1}: {'passed' if ran.returncode == 0 else 'failed'}", flush=True)
        passed += ran.returncode == 0
        if ran.returncode != 0:
            failed.append(f"{page}, program {place + 1}")

print(f"{passed} passed, {len(failed)} failed, {skipped} skipped")
sys.exit("\n".join(failed) or None)
