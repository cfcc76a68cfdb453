//! A long computation on a thread of its own, while this one holds no lock of Python's and hears Ctrl-C.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

use pyo3::exceptions::{PyKeyboardInterrupt, PyOSError, PyRuntimeError};
use pyo3::prelude::*;

use crate::errors::raised;
use crate::warned;

/// How long a signal, or what is shown, waits.
const PATIENCE: Duration = Duration::from_millis(20);

/// As much as the first thread of a program has.
const STACK: usize = 8 << 20;

/// Multiply-adds that are done before anybody has pressed a key: less is not worth a thread.
const SHORT: usize = 10_000_000;

/// Python ends, and whoever waits is to come back: a thread that asks it for its lock afterwards is killed where it stands,
/// among frames of Rust's.
static IS_CLOSING: AtomicBool = AtomicBool::new(false);

/// How many wait.
static WAITING: AtomicUsize = AtomicUsize::new(0);

/// One of those who wait.
struct Waiting;

impl Waiting {
    fn begin() -> Self {
        WAITING.fetch_add(1, Ordering::Relaxed);
        Waiting
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // A process that forked meanwhile counts anew.
        let less = |count: usize| count.checked_sub(1);
        let _ = WAITING.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
    }
}

/// Ends all fits, and waits for those who wait for them. Python calls it before it ends.
#[pyfunction]
pub fn close(py: Python<'_>) {
    IS_CLOSING.store(true, Ordering::Relaxed);
    let began = Instant::now();
    while WAITING.load(Ordering::Relaxed) > 0 && began.elapsed() < Duration::from_secs(5) {
        py.detach(|| std::thread::sleep(Duration::from_millis(2)));
    }
}

/// Nobody waits in a process that has just been forked.
#[pyfunction]
pub fn forked() {
    WAITING.store(0, Ordering::Relaxed);
}

/// Works elsewhere until it is done; `hear` gets what it sends, and `look` is called every few milliseconds. An exception of
/// either, or of a signal, sets the flag, upon which the work is to end soon; the first of them comes back with the result.
pub fn wait<E: Send, R: Send>(
    py: Python<'_>,
    flag: &Arc<AtomicBool>,
    work: impl FnOnce(SyncSender<E>) -> R + Send,
    mut hear: impl FnMut(E) -> PyResult<()>,
    mut look: impl FnMut() -> PyResult<()>,
) -> PyResult<(R, Option<PyErr>)> {
    let (sender, mut receiver): (_, Receiver<E>) = sync_channel(1);
    let _waiting = Waiting::begin();
    std::thread::scope(|scope| {
        let builder = Builder::new().name("aru".into()).stack_size(STACK);
        let worker = builder.spawn_scoped(scope, move || work(sender));
        let worker = worker.map_err(|error| PyOSError::new_err(format!("cannot start a thread: {error}")))?;
        let mut raised = None;
        loop {
            let receiver = &mut receiver;
            let heard = match py.detach(move || receiver.recv_timeout(PATIENCE)) {
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => Ok(()),
                Ok(event) => hear(event),
            };
            if IS_CLOSING.load(Ordering::Relaxed) {
                flag.store(true, Ordering::Relaxed);
            }
            let heard = heard
                .and_then(|()| py.check_signals())
                .and_then(|()| warned::warn(py));
            if let Err(error) = heard.and_then(|()| look()) {
                flag.store(true, Ordering::Relaxed);
                raised.get_or_insert(error);
            }
        }
        let result = py.detach(|| worker.join());
        if let Err(error) = warned::warn(py) {
            raised.get_or_insert(error);
        }
        let result =
            result.map_err(|_| PyRuntimeError::new_err("the library failed; please report what was done"))?;
        Ok((result, raised))
    })
}

/// Works while others may use Python. Of more than a few multiply-adds a signal ends it, upon which what it has done so far
/// is lost.
pub fn interruptible<R: Send>(
    py: Python<'_>,
    multiply_adds: usize,
    work: impl FnOnce() -> aru::Result<R> + Send,
) -> PyResult<R> {
    let result = if multiply_adds < SHORT {
        py.detach(work)
    } else {
        let flag = Arc::new(AtomicBool::new(false));
        let own = Arc::clone(&flag);
        let work = move |_: SyncSender<()>| aru::interruptible(&own, work);
        let (result, signal) = wait(py, &flag, work, |()| Ok(()), || Ok(()))?;
        if let Some(signal) = signal {
            return Err(signal);
        }
        result.ok_or_else(|| PyKeyboardInterrupt::new_err("Python ends"))?
    };
    result.map_err(|error| raised(py, &error))
}
