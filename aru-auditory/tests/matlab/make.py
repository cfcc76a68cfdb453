"""Small files as MATLAB and NWB users have them, for tests/matlab.rs: python3 make.py in this folder.

Version 5 is what scipy.io.savemat writes. Version 7.3 is HDF5 in MATLAB's layout (a 512-byte header, axes reversed, cells
and struct arrays as references into #refs#, empty arrays marked), written with h5py, as is the NWB file, whose units are the
ragged arrays of that standard.
"""

import h5py
import numpy as np
from scipy.io import savemat


def cell(values, shape):
    cells = np.empty(shape, dtype=object)
    for place, value in enumerate(values):
        cells.flat[place] = value
    return cells


# The form of the ferret data: repeats of a clip as a struct array, spike times as vectors in cells.
trains = [np.array([12.5, 40.0]), np.zeros((1, 0)), np.array([7.25])]
other = [np.array([1.0, 2.0, 3.0]), np.array([0.5])]
repeats = np.zeros((2, 1), dtype=[("t", object)])
repeats[0, 0]["t"] = cell(trains, (3, 1))
repeats[1, 0]["t"] = cell(other, (2, 1))
variables = {
    "data": {"set": {"repeats": repeats, "rate": 48828.125}},
    "X": np.arange(24, dtype=float).reshape(2, 3, 4),
    "counts": np.array([[0, 1, 2], [3, 250, 7]], dtype=np.uint8),
    "small": np.array([[-3, 70000]], dtype=np.int32),
    "single": np.array([[0.5], [-1.25]], dtype=np.float32),
    "flag": np.array([[True, False]]),
    "path": "P01/0001_größe",
    "names": cell(["one", "three"], (1, 2)),
    "none": np.zeros((0, 3)),
    "phase": np.array([[1 + 2j]]),
}
savemat("v5.mat", variables, oned_as="column")
savemat("v5_compressed.mat", variables, oned_as="column", do_compression=True)

with h5py.File("v73.mat", "w", userblock_size=512, libver=("earliest", "v108")) as file:
    refs = file.create_group("#refs#")
    number = 0

    def put(parent, name, array, kind="double", **options):
        """An array in MATLAB's layout, its axes reversed."""
        array = np.asarray(array)
        if array.size == 0:
            data = parent.create_dataset(name, data=np.array(array.shape, dtype=np.uint64))
            data.attrs["MATLAB_empty"] = np.uint8(1)
        else:
            data = parent.create_dataset(name, data=array.T, **options)
        data.attrs["MATLAB_class"] = np.bytes_(kind)
        return data

    def refer(array, kind="double"):
        global number
        number += 1
        return put(refs, f"r{number}", array, kind).ref

    def put_cell(parent, name, references, shape):
        cells = np.empty(shape, dtype=h5py.ref_dtype)
        for place, reference in enumerate(references):
            cells.flat[place] = reference
        data = parent.create_dataset(name, data=cells.T, dtype=h5py.ref_dtype)
        data.attrs["MATLAB_class"] = np.bytes_("cell")
        return data

    inner = file.create_group("data").create_group("set")
    put(inner, "rate", [[48828.125]])
    group = inner.create_group("repeats")
    group.attrs["MATLAB_class"] = np.bytes_("struct")
    as_column = lambda train: train.reshape(-1, 1) if train.size else train
    cells = []
    for own in (trains, other):
        number += 1
        cells.append(put_cell(refs, f"c{number}", [refer(as_column(t)) for t in own], (len(own), 1)).ref)
    # A field of a struct array is a dataset of references, one an element; it has no class of its own.
    field = np.empty((1, 2), dtype=h5py.ref_dtype)
    field[0, 0], field[0, 1] = cells
    group.create_dataset("t", data=field, dtype=h5py.ref_dtype)
    put(file, "X", variables["X"], chunks=(2, 3, 1), compression="gzip", shuffle=True)
    put(file, "counts", variables["counts"], "uint8")
    put(file, "small", variables["small"], "int32")
    put(file, "single", variables["single"], "single")
    put(file, "flag", variables["flag"].astype(np.uint8), "logical")
    as_text = lambda text: np.frombuffer(text.encode("utf-16-le"), dtype=np.uint16).reshape(1, -1)
    put(file, "path", as_text("P01/0001_größe"), "char")
    put_cell(file, "names", [refer(as_text(name), "char") for name in ("one", "three")], (1, 2))
    put(file, "none", variables["none"])
header = b"MATLAB 7.3 MAT-file, Platform: GLNXA64, Created on: Mon Jan  1 00:00:00 2024 HDF5 schema 1.00 ."
with open("v73.mat", "r+b") as file:
    file.write(header.ljust(124) + b"\x00\x02IM")

with h5py.File("units.nwb", "w") as file:
    file.attrs["nwb_version"] = "2.7.0"
    units = file.create_group("units")
    units.attrs["neurodata_type"] = "Units"
    units.create_dataset("id", data=np.array([4, 7, 9], dtype=np.int64))
    times = np.array([0.5, 1.25, 3.0, 0.125, 2.5])
    units.create_dataset("spike_times", data=times, chunks=(2,), compression="gzip", maxshape=(None,))
    units.create_dataset("spike_times_index", data=np.array([3, 3, 5], dtype=np.uint64))
    sound = file.create_group("stimulus/presentation/song")
    sound.create_dataset("data", data=np.arange(6, dtype=np.int16).reshape(3, 2))
    sound.create_dataset("text", data="a song")
