"""What every peer prints: one line of JSON, of the shape that `pawl bench … --json` prints."""

import ctypes
import json
import re
import statistics
import time

import torch


def openblas():
    """The OpenBLAS this process has loaded, or None. Its threads are its own: torch.set_num_threads does not reach them."""
    for line in open("/proc/self/maps"):
        path = line.split()[-1]
        if "openblas" in path:
            library = ctypes.CDLL(path)
            library.openblas_get_config.restype = ctypes.c_char_p
            return library
    return None


def version():
    """Such as "PyTorch 1.13.0a0, OpenBLAS 0.3.21, oneDNN 2.6.3"."""
    text = f"PyTorch {torch.__version__}"
    library = openblas()
    if library is not None:
        # One sample: b'OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH NO_AFFINITY Zen MAX_THREADS=64'
        text += ", " + " ".join(library.openblas_get_config().decode().split()[:2])
    elif torch.backends.mkl.is_available():
        text += ", MKL"
    else:
        # Debian's torch takes whatever libblas.so.3 is; the reference one is some twenty times slower and no fair peer.
        text += ", the reference BLAS"
    found = re.search(r"MKL-DNN v([\d.]+)", torch.__config__.show())
    return text + (f", oneDNN {found.group(1)}" if found else "")


def peak_memory():
    """Most resident memory this process ever had, in MiB; None where /proc does not tell."""
    for line in open("/proc/self/status"):
        if line.startswith("VmHWM"):
            return round(int(line.split()[1]) / 1024, 1)
    return None


def timed(step, warm_up, seconds, least=5):
    """Milliseconds of each call of step: at least `least` calls, and as many as fit into the seconds."""
    for _ in range(warm_up):
        step()
    times, begin = [], time.perf_counter()
    while len(times) < least or time.perf_counter() - begin < seconds:
        start = time.perf_counter()
        step()
        times.append((time.perf_counter() - start) * 1e3)
    return times


def show(work, times, amount, unit, **more):
    """amount: of the unit that one call did, so the rate is amount / the median."""
    library = openblas()
    median = statistics.median(times)
    line = dict(
        name="pytorch",
        work=work,
        threads=torch.get_num_threads(),
        blas_threads=None if library is None else library.openblas_get_num_threads(),
        median_ms=round(median, 4),
        min_ms=round(min(times), 4),
        rate=round(amount / median * 1e3, 2),
        unit=unit,
        peak_rss_mb=peak_memory(),
        version=version(),
        steps=len(times),
    )
    print(json.dumps(line | more))
