//! Code of networks that was built apart from the program that runs it: a module, a library of its own that is opened while
//! the program runs.
//!
//! A module has a copy of this crate in it, of the same sources, but built by another rustc, perhaps. So what crosses has the
//! layout of C: a [`Call`] with blocks and series, by pointers. Nothing of it is made longer, kept or freed on the other side,
//! and no panic leaves the side where it began.

pub mod sources;

use std::mem::offset_of;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::slice;

use self::sources::mixed;
use crate::numerics::block::Block;
#[cfg(feature = "text")]
use crate::numerics::dispatch::instruction_set;
use crate::numerics::dispatch::{InstructionSet, Isa, Task, dispatch_with, use_set};
use crate::numerics::layout::{InLanes, Layout};
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

/// Code of a network that a module can hold.
pub trait Chunks {
    /// `f32` or `f64`.
    type Number: Scalar;

    /// Which network it is, and what it keeps: the same text on both sides of the door.
    fn about() -> String;

    /// Steps of a chunk, with all that can be traced where it `TRACE`s.
    fn forward<const TRACE: bool>(
        layout: Layout,
        parameters: &[Block<Self::Number>],
        values: &mut [Series<Self::Number>],
        steps: usize,
    );

    /// The reverse.
    fn backward(
        layout: Layout,
        parameters: &[Block<Self::Number>],
        values: &[Series<Self::Number>],
        adjoints: &mut [Series<Self::Number>],
        gradients: &mut [Block<Self::Number>],
        steps: usize,
    );
}

/// What a module shows: one of them, under the name `ARU_MODULE`.
#[repr(C)]
#[derive(Debug)]
pub struct Module {
    /// [`FORM`] of the one who built it: what is behind it is known only where that is the own one.
    form: u64,
    holds: unsafe extern "C" fn(Slice<u8>) -> bool,
    runs_on: extern "C" fn(u32) -> bool,
    single: Option<&'static Functions<f32>>,
    double: Option<&'static Functions<f64>>,
}

/// Functions for one scalar.
#[repr(C)]
#[derive(Debug)]
struct Functions<T> {
    forward: Function<T>,
    traced: Function<T>,
    backward: Function<T>,
}

/// Answers with zero, or with another number where it panicked.
type Function<T> = unsafe extern "C" fn(*const Call<T>) -> u32;

/// What a function works on.
#[repr(C)]
struct Call<T> {
    /// By its place among the variants.
    lanes: u32,
    gradients: u32,
    members: usize,
    steps: usize,
    parameters: Slice<Block<T>>,
    /// To be written forwards, to be read backwards.
    values: Slice<Series<T>>,
    /// None forwards.
    adjoints: Slice<Series<T>>,
    /// None forwards.
    gathered: Slice<Block<T>>,
}

/// A slice as C would write it.
#[repr(C)]
struct Slice<E> {
    first: *mut E,
    len: usize,
}

#[cfg(feature = "text")]
impl<E> Slice<E> {
    fn of(elements: &[E]) -> Self {
        Slice {
            first: elements.as_ptr().cast_mut(),
            len: elements.len(),
        }
    }

    fn of_mut(elements: &mut [E]) -> Self {
        Slice {
            first: elements.as_mut_ptr(),
            len: elements.len(),
        }
    }
}

/// Version and sources of the library, and where what crosses has its parts, as one number. What those mean, and how sets and
/// lanes are numbered, the sources say.
const FORM: u64 = {
    let mut form = 0xcbf2_9ce4_8422_2325;
    let own = concat!(env!("CARGO_PKG_VERSION"), " ", env!("ARU_SOURCES")).as_bytes();
    let mut place = 0;
    while place < own.len() {
        form = mixed(form, own[place] as u64);
        place += 1;
    }
    let places = [
        (size_of::<Block<f32>>(), align_of::<Block<f32>>()),
        (size_of::<Series<f32>>(), align_of::<Series<f32>>()),
        (size_of::<Call<f32>>(), align_of::<Call<f32>>()),
        (size_of::<Module>(), align_of::<Module>()),
        (offset_of!(Call<f32>, gathered), offset_of!(Module, double)),
    ];
    place = 0;
    while place < places.len() {
        form = mixed(mixed(form, places[place].0 as u64), places[place].1 as u64);
        place += 1;
    }
    form
};

impl Module {
    /// That of a network of `f32`.
    pub const fn single<C: Chunks<Number = f32>>() -> Self {
        Module {
            single: Some(functions::<C>()),
            double: None,
            ..Self::bare::<C>()
        }
    }

    /// That of a network of `f64`.
    pub const fn double<C: Chunks<Number = f64>>() -> Self {
        Module {
            single: None,
            double: Some(functions::<C>()),
            ..Self::bare::<C>()
        }
    }

    const fn bare<C: Chunks>() -> Self {
        Module {
            form: FORM,
            holds: holds::<C>,
            runs_on,
            single: None,
            double: None,
        }
    }

    /// The module at an address, unless it was built of other sources of the library.
    ///
    /// # Safety
    /// Eight bytes can be read there. Where they are those of these sources a `Module` lies there, for the life of the process.
    pub unsafe fn at<'a>(address: *const Module) -> Option<&'a Module> {
        // SAFETY: the caller says so.
        let form = unsafe { address.cast::<u64>().read_unaligned() };
        // SAFETY: the caller says so of one with this number.
        (form == FORM).then(|| unsafe { &*address })
    }

    /// Whether the network that it holds is this one.
    #[cfg(feature = "text")]
    pub(crate) fn holds(&self, about: &str) -> bool {
        // SAFETY: the text lives as long as the call, which reads it.
        unsafe { (self.holds)(Slice::of(about.as_bytes())) }
    }

    /// Whether it holds code for the instruction set in use here, which it uses from then on.
    #[cfg(feature = "text")]
    pub(crate) fn runs_here(&self) -> bool {
        (self.runs_on)(number_of(instruction_set()))
    }

    /// Its code for `f32`, where it has some.
    #[cfg(feature = "text")]
    pub(crate) fn of_single(&'static self) -> Option<Foreign<f32>> {
        self.single.map(Foreign)
    }

    /// Its code for `f64`, where it has some.
    #[cfg(feature = "text")]
    pub(crate) fn of_double(&'static self) -> Option<Foreign<f64>> {
        self.double.map(Foreign)
    }
}

/// Code of a module for one scalar.
#[cfg(feature = "text")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Foreign<T: 'static>(&'static Functions<T>);

#[cfg(feature = "text")]
impl<T: Scalar> Foreign<T> {
    /// Steps of a chunk.
    ///
    /// # Panics
    /// Where the module did.
    #[inline]
    pub(crate) fn forward(
        self,
        traces: bool,
        layout: Layout,
        parameters: &[Block<T>],
        values: &mut [Series<T>],
        steps: usize,
    ) {
        let function = if traces { self.0.traced } else { self.0.forward };
        let call = Call {
            parameters: Slice::of(parameters),
            values: Slice::of_mut(values),
            ..Call::new(layout, steps)
        };
        // SAFETY: the module is of these sources, and all that it is given lives as long as the call.
        done(unsafe { function(&call) });
    }

    /// The reverse.
    ///
    /// # Panics
    /// Where the module did.
    #[inline]
    pub(crate) fn backward(
        self,
        layout: Layout,
        parameters: &[Block<T>],
        values: &[Series<T>],
        (adjoints, gathered): (&mut [Series<T>], &mut [Block<T>]),
        steps: usize,
    ) {
        let call = Call {
            parameters: Slice::of(parameters),
            values: Slice::of(values),
            adjoints: Slice::of_mut(adjoints),
            gathered: Slice::of_mut(gathered),
            ..Call::new(layout, steps)
        };
        // SAFETY: as above; backwards values are only read.
        done(unsafe { (self.0.backward)(&call) });
    }
}

/// What the module says has been printed there.
#[cfg(feature = "text")]
fn done(status: u32) {
    assert!(status == 0, "the compiled code of a network has panicked");
}

#[cfg(feature = "text")]
impl<T> Call<T> {
    fn new(layout: Layout, steps: usize) -> Self {
        Call {
            lanes: match layout.lanes {
                InLanes::Sequences => 0,
                InLanes::Networks => 1,
                InLanes::Units => 2,
            },
            gradients: u32::from(layout.gradients),
            members: layout.members,
            steps,
            parameters: Slice::of(&[]),
            values: Slice::of(&[]),
            adjoints: Slice::of(&[]),
            gathered: Slice::of(&[]),
        }
    }
}

impl<T> Call<T> {
    fn layout(&self) -> Layout {
        Layout {
            lanes: match self.lanes {
                0 => InLanes::Sequences,
                1 => InLanes::Networks,
                _ => InLanes::Units,
            },
            members: self.members,
            gradients: self.gradients != 0,
        }
    }
}

const fn functions<C: Chunks>() -> &'static Functions<C::Number> {
    const {
        &Functions {
            forward: forward::<C, false>,
            traced: forward::<C, true>,
            backward: backward::<C>,
        }
    }
}

unsafe extern "C" fn forward<C: Chunks, const TRACE: bool>(call: *const Call<C::Number>) -> u32 {
    // SAFETY: `Foreign::forward` has made it of borrowed slices, and waits.
    let (call, parameters, values) = unsafe {
        let call = &*call;
        let parameters = slice::from_raw_parts(call.parameters.first, call.parameters.len);
        (
            call,
            parameters,
            slice::from_raw_parts_mut(call.values.first, call.values.len),
        )
    };
    status(|| C::forward::<TRACE>(call.layout(), parameters, values, call.steps))
}

unsafe extern "C" fn backward<C: Chunks>(call: *const Call<C::Number>) -> u32 {
    // SAFETY: `Foreign::backward` has made it of borrowed slices, and waits.
    let (call, parameters, values) = unsafe {
        let call = &*call;
        let parameters = slice::from_raw_parts(call.parameters.first, call.parameters.len);
        (
            call,
            parameters,
            slice::from_raw_parts(call.values.first, call.values.len),
        )
    };
    // SAFETY: as above.
    let (adjoints, gathered) = unsafe {
        let gathered = slice::from_raw_parts_mut(call.gathered.first, call.gathered.len);
        (
            slice::from_raw_parts_mut(call.adjoints.first, call.adjoints.len),
            gathered,
        )
    };
    status(|| C::backward(call.layout(), parameters, values, adjoints, gathered, call.steps))
}

/// What a call left half done is thrown away by the one who hears that it panicked.
#[inline]
fn status(work: impl FnOnce()) -> u32 {
    u32::from(catch_unwind(AssertUnwindSafe(work)).is_err())
}

unsafe extern "C" fn holds<C: Chunks>(about: Slice<u8>) -> bool {
    // SAFETY: `Module::holds` has made it of a borrowed text, and waits.
    let about = unsafe { slice::from_raw_parts(about.first, about.len) };
    catch_unwind(|| C::about().as_bytes() == about).unwrap_or(false)
}

/// The set is that of the program: what the variable says may have changed since it has chosen.
extern "C" fn runs_on(number: u32) -> bool {
    struct IsBuilt;

    impl Task for IsBuilt {
        type Output = bool;

        #[inline(always)]
        fn run<I: Isa>(self, _: I) -> bool {
            I::IS_BUILT
        }
    }

    let set = InstructionSet::available().find(|&set| number_of(set) == number);
    set.is_some_and(|set| dispatch_with(set, IsBuilt) && use_set(set))
}

fn number_of(set: InstructionSet) -> u32 {
    let mut all = InstructionSet::ALL.into_iter().zip(0..);
    all.find(|&(other, _)| other == set)
        .map_or(u32::MAX, |(_, number)| number)
}

#[cfg(all(test, feature = "text"))]
mod tests;
