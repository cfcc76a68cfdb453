//! A flag by which another thread ends a fit, or any other work.

use std::cell::RefCell;
use std::mem;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::ThreadPool;

/// The flag of a fit, where it has one. Every pass of the fit looks at it before and after each chunk of steps, and large
/// products look at it too, so that it ends soon however long sequences are and however large layers; what an interrupted
/// pass has added up is worth nothing.
///
/// Once seen it stays set: whoever clears the flag too early cannot make a pass that was cut short count.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Option<Arc<Flags>>);

#[derive(Debug)]
struct Flags {
    given: Arc<AtomicBool>,
    seen: AtomicBool,
    /// That of the work which it is a part of.
    outer: Interrupt,
}

thread_local! {
    /// That of the pass which this thread is running: kernels are reached through emitted code, which knows of no fit.
    static RUNNING: RefCell<Interrupt> = const { RefCell::new(Interrupt(None)) };
}

impl Interrupt {
    /// By this flag, where there is one, and whatever ends what this thread is doing.
    pub(crate) fn by(given: Option<Arc<AtomicBool>>) -> Self {
        let flags = |given| Flags {
            given,
            seen: AtomicBool::new(false),
            outer: Self::of_thread(),
        };
        Interrupt(given.map(|given| Arc::new(flags(given))))
    }

    /// That of what this thread is doing: who works on another thread for it takes it along.
    pub fn of_thread() -> Self {
        RUNNING.with_borrow(Interrupt::clone)
    }

    /// Whether it is set, or was when somebody asked.
    pub(crate) fn is_set(&self) -> bool {
        let Some(flags) = &self.0 else { return false };
        if flags.given.load(Ordering::Relaxed) || flags.outer.is_set() {
            flags.seen.store(true, Ordering::Relaxed);
        }
        flags.seen.load(Ordering::Relaxed)
    }

    /// Does work whose large products are left out from when the flag is set. Whoever uses what it computes asks first
    /// whether it is: what was left out has been seen by then.
    #[inline]
    pub fn over<R>(&self, work: impl FnOnce() -> R) -> R {
        match self.0 {
            Some(_) => within(self.clone(), work),
            None => work(),
        }
    }
}

/// Does work that no flag cuts short, whatever this thread is doing: what outlives that, or is not its own.
#[inline]
pub(crate) fn undisturbed<R>(work: impl FnOnce() -> R) -> R {
    // As mostly: a step of a stream takes a hundred nanoseconds.
    match RUNNING.with_borrow(|running| running.0.is_none()) {
        true => work(),
        false => within(Interrupt::default(), work),
    }
}

/// Works in a pool. A thread of a caller's own pool that waits for it does other work of that pool meanwhile, which has nothing
/// to do with the flag of what waits.
pub(crate) fn install<R: Send>(pool: &ThreadPool, work: impl FnOnce() -> R + Send) -> R {
    undisturbed(|| pool.install(work))
}

/// Does work while the thread's flag is this one.
#[inline]
fn within<R>(interrupt: Interrupt, work: impl FnOnce() -> R) -> R {
    /// Puts the one before back, also where the work panics.
    struct Restore(Interrupt);

    impl Drop for Restore {
        fn drop(&mut self) {
            RUNNING.set(mem::take(&mut self.0));
        }
    }

    let _restore = Restore(RUNNING.replace(interrupt));
    work()
}

/// Does work that another thread may end by a flag, as a handler of signals does: a run or a trace of long sequences, a check
/// of gradients, a search for fixed points. `None` where the flag was set before it was done. It ends after the chunk of steps
/// that is running, which takes some hundredths of a second of large networks.
///
/// A fit within it ends as by [`interrupted_by`](crate::training::Trainer::interrupted_by), which its own flag does too. A
/// [`Stream`](crate::run::stream::Stream) is never cut short, and may be kept. What else the work has put elsewhere means nothing
/// after `None`.
///
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicBool, Ordering};
///
/// use aru::prelude::*;
///
/// # recurrent_net! { struct Net { input x: 1; layer h: Elman<4>; output y: 1; x -> h -> y; h ~> h; } }
/// let (net, stop) = (Net::<f32>::new(1), Arc::new(AtomicBool::new(false)));
/// let inputs = aru::ndarray::Array3::zeros((2, 10, 1));
/// let outputs = aru::interruptible(&stop, || net.run(inputs.view()));
/// assert_eq!(outputs.unwrap()?.dim(), (2, 10, 1));
/// stop.store(true, Ordering::Relaxed);
/// assert!(aru::interruptible(&stop, || net.run(inputs.view())).is_none());
/// # Ok::<(), aru::Error>(())
/// ```
pub fn interruptible<R>(flag: &Arc<AtomicBool>, work: impl FnOnce() -> R) -> Option<R> {
    let interrupt = Interrupt::by(Some(Arc::clone(flag)));
    let result = interrupt.over(work);
    (!interrupt.is_set()).then_some(result)
}

/// Whether what this thread computes is not wanted any more. It costs some nanoseconds: what takes a microsecond may ask.
#[inline(never)]
pub fn is_unwanted() -> bool {
    RUNNING.with_borrow(Interrupt::is_set)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use rayon::ThreadPoolBuilder;

    use super::*;
    use crate::numerics::block::Block;
    use crate::numerics::dispatch::product::{Blocks, Order, Product};
    use crate::numerics::dispatch::{Isa, Task, dispatch};
    use crate::numerics::lane_gradient::{Side, add_lane_gradient};
    use crate::system::pool_of;

    /// Units of both sides.
    const UNITS: usize = 96;

    /// A product of large layers as one of its kinds, all factors 1.
    struct Long<'a> {
        is_of_lanes: bool,
        sums: &'a mut [Block<f32>],
    }

    impl Task for Long<'_> {
        type Output = ();

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) {
            let ones = vec![Block::splat(1.0); UNITS * UNITS];
            if self.is_of_lanes {
                let side = Side {
                    rows: &ones,
                    width: UNITS,
                    first: 0,
                    count: UNITS,
                };
                return add_lane_gradient(isa, [side, side], self.sums, UNITS);
            }
            Product {
                size: [UNITS, UNITS, UNITS],
                a: &[1.0_f32; UNITS * UNITS][..],
                order: Order::Rows(UNITS),
                b: &ones,
                blocks: Blocks::Apart(UNITS, 1),
                c: self.sums.into(),
                c_apart: [UNITS, 1],
                steps: 1,
                steps_apart: [0, 0],
                by_parts: false,
                onto: None,
            }
            .add(isa);
        }
    }

    #[test]
    fn large_products_that_are_not_wanted_are_left_out() {
        for is_of_lanes in [false, true] {
            let sum_of = |interrupt: &Interrupt| {
                let mut sums = vec![Block::splat(0.0_f32); UNITS * UNITS];
                let long = Long {
                    is_of_lanes,
                    sums: &mut sums,
                };
                interrupt.over(|| dispatch(long));
                let sums = sums.iter().flat_map(|block| block.0);
                sums.map(f64::from).sum::<f64>()
            };
            let all = (16 * UNITS * UNITS * UNITS) as f64;
            assert_eq!(sum_of(&Interrupt::default()), all);
            let flag = Arc::new(AtomicBool::new(false));
            let interrupt = Interrupt::by(Some(Arc::clone(&flag)));
            assert_eq!(sum_of(&interrupt), all);
            flag.store(true, Ordering::Relaxed);
            assert_eq!(sum_of(&interrupt), 0.0);
            assert_eq!(sum_of(&Interrupt::default()), all, "others go on");
        }
    }

    #[test]
    fn work_is_unwanted_while_its_own_flag_is_set() {
        let flag = Arc::new(AtomicBool::new(false));
        let interrupt = Interrupt::by(Some(Arc::clone(&flag)));
        assert!(!is_unwanted());
        interrupt.over(|| {
            assert!(!is_unwanted());
            flag.store(true, Ordering::Relaxed);
            assert!(is_unwanted());
            Interrupt::by(Some(Arc::default())).over(|| assert!(is_unwanted(), "a part of it"));
            assert!(is_unwanted());
            let elsewhere = std::thread::spawn(is_unwanted).join();
            assert!(!elsewhere.unwrap(), "another thread does something else");
            undisturbed(|| assert!(!is_unwanted()));
            assert!(is_unwanted());
        });
        assert!(!is_unwanted());
        let panicked = std::panic::catch_unwind(|| interrupt.over(|| panic!("on purpose")));
        assert!(panicked.is_err() && !is_unwanted());
    }

    #[test]
    fn what_a_thread_does_while_it_waits_is_not_cut_short() {
        let (own, others) = (pool_of(2).unwrap().unwrap(), ThreadPoolBuilder::new());
        let others = others.num_threads(1).build().unwrap();
        let ((tell, told), flag) = (channel(), Arc::new(AtomicBool::new(true)));
        let found = others.in_place_scope(|scope| {
            let flag = &flag;
            let (answer, answered) = channel();
            scope.spawn(move |scope| {
                // The only thread of the pool comes to it while it waits.
                scope.spawn(move |_| tell.send(is_unwanted()).unwrap());
                let _ = interruptible(flag, move || {
                    install(&own, move || {
                        answer.send(told.recv_timeout(Duration::from_secs(20))).unwrap();
                    });
                });
            });
            answered.recv().unwrap()
        });
        assert_eq!(found, Ok(false));
    }
}
