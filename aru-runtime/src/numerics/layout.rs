//! What the 16 lanes of a block are, and how many blocks a row, a weight and a gradient take then.
//!
//! A row of a variable holds its units for every *member* of a tile, one member after the other:
//!
//! | lanes | a member | blocks of a member with N units |
//! | --- | --- | --- |
//! | [`Sequences`](InLanes::Sequences) | 16 sequences of a batch | N |
//! | [`Networks`](InLanes::Networks) | a sequence of each of 16 networks | N |
//! | [`Units`](InLanes::Units) | one sequence | N / 16, rounded up |
//!
//! Lanes that are left over stay finite and count for nothing: sequences and networks run a copy of the first one,
//! units a copy of the last one.

use std::ops::Range;

use crate::numerics::block::LANES;
use crate::numerics::patches::Patches;

/// What lies in the lanes of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InLanes {
    /// Sequences of a batch, for small layers: a weight is broadcast.
    Sequences,
    /// Networks, each with weights of its own: a weight is a block.
    Networks,
    /// Units of a layer, for large layers and single sequences: a source is broadcast.
    Units,
}

/// How the rows of a tile are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// What lies in the lanes.
    pub lanes: InLanes,
    /// Members of a tile.
    pub members: usize,
    /// Whether a backward pass computes the gradients of weights, biases and learned delays: not where adjoints of inputs or of
    /// states are all that is asked for, which saves a third of it.
    pub gradients: bool,
}

/// What a parameter is to the kernels, as emitted code says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Weights of one size, one for each delay and port: how many, targets, sources.
    Weight(usize, usize, usize),
    /// The same of links of few pairs, whose mask stands in front of it, see `numerics/sparse.rs`.
    Sparse(usize, usize, usize),
    /// Those of links of patches: how many, and what bands read.
    Patches(usize, Patches),
    /// One value a unit, for each port: how many, units.
    Units(usize, usize),
    /// One value a band, which its channels share, for each port: how many, bands, channels of each.
    PerBand(usize, usize, usize),
    /// One value a channel, which its place in all bands shares, for each port: how many, bands, channels of each.
    PerChannel(usize, usize, usize),
    /// One value for all units of a layer.
    Global,
    /// So many numbers that no kernel reads, and that have no gradient.
    Unread(usize),
}

/// Most sequences of a tile.
pub(crate) const MOST_SEQUENCES: usize = 32;

impl Layout {
    /// One sequence, its units in the lanes.
    pub(crate) const ONE: Self = Layout {
        lanes: InLanes::Units,
        members: 1,
        gradients: true,
    };

    /// For batches of so many sequences of each of 16 networks.
    pub(crate) fn of_networks(batch: usize) -> Self {
        Layout {
            lanes: InLanes::Networks,
            members: batch.clamp(1, MOST_SEQUENCES / LANES),
            gradients: true,
        }
    }

    /// Blocks of a row of one member.
    #[inline(always)]
    pub fn blocks_of_member(self, units: usize) -> usize {
        match self.lanes {
            InLanes::Units => row_of_units(units),
            InLanes::Sequences | InLanes::Networks => units,
        }
    }

    /// Blocks of a row.
    #[inline(always)]
    pub fn blocks(self, units: usize) -> usize {
        self.members * self.blocks_of_member(units)
    }

    /// Sequences that a tile has room for; of each network, where the lanes are networks.
    pub(crate) fn sequences(self) -> usize {
        match self.lanes {
            InLanes::Sequences => LANES * self.members,
            InLanes::Networks | InLanes::Units => self.members,
        }
    }

    /// Block and lane of a unit of a sequence in a row of a variable of so many units.
    pub(crate) fn place(self, units: usize, sequence: usize, unit: usize) -> (usize, usize) {
        match self.lanes {
            InLanes::Units => (sequence * row_of_units(units) + unit / LANES, unit % LANES),
            InLanes::Sequences => (sequence / LANES * units + unit, sequence % LANES),
            InLanes::Networks => unreachable!("a lane is a network, not a sequence"),
        }
    }

    /// Blocks of one weight as the kernels read it: for a product and for the transposed one.
    #[inline(always)]
    pub fn blocks_of_weight(self, targets: usize, sources: usize) -> usize {
        let (forwards, backwards) = self.parts_of_weight(targets, sources);
        forwards + backwards
    }

    /// Blocks of the weight for a product, and for the transposed one.
    #[inline(always)]
    pub(crate) fn parts_of_weight(self, targets: usize, sources: usize) -> (usize, usize) {
        match self.lanes {
            InLanes::Units => (sources * row_of_units(targets), targets * sources.div_ceil(LANES)),
            InLanes::Sequences => {
                let blocks = (targets * sources).div_ceil(LANES);
                (blocks, blocks)
            }
            InLanes::Networks => (targets * sources, targets * sources),
        }
    }

    /// Blocks of the weight of a link of patches for a product, and for the transposed one.
    #[inline(always)]
    pub(crate) fn parts_of_patches(self, patches: Patches) -> (usize, usize) {
        match self.lanes {
            InLanes::Units => (
                row_of_units(patches.targets()) * patches.read().units(),
                patches.sources().div_ceil(LANES) * patches.read_by().units(),
            ),
            InLanes::Sequences => {
                let blocks = patches.len().div_ceil(LANES);
                (blocks, blocks)
            }
            InLanes::Networks => (patches.len(), patches.len()),
        }
    }

    /// Blocks in which the gradient of the weight of a link of patches is gathered.
    #[inline(always)]
    pub(crate) fn blocks_of_patches_gradient(self, patches: Patches) -> usize {
        match self.lanes {
            InLanes::Units => patches.targets() * patches.blocks_of_patch(),
            InLanes::Sequences | InLanes::Networks => patches.len(),
        }
    }

    /// Blocks of one weight of few pairs.
    #[inline(always)]
    pub fn blocks_of_sparse(self, targets: usize, sources: usize) -> usize {
        usize::from(self.has_lists()) + self.blocks_of_weight(targets, sources)
    }

    /// Whether a weight of few pairs is packed as lists.
    #[inline(always)]
    pub(crate) fn has_lists(self) -> bool {
        self.lanes == InLanes::Sequences
    }

    /// Blocks in which the gradient of one weight of few pairs is gathered.
    #[inline(always)]
    pub fn blocks_of_sparse_gradient(self, targets: usize, sources: usize) -> usize {
        match self.has_lists() {
            true => (targets * sources).div_ceil(LANES),
            false => self.blocks_of_weight_gradient(targets, sources),
        }
    }

    /// Blocks in which the gradient of one weight is gathered.
    #[inline(always)]
    pub fn blocks_of_weight_gradient(self, targets: usize, sources: usize) -> usize {
        match self.lanes {
            InLanes::Units => targets * sources.div_ceil(LANES),
            InLanes::Sequences | InLanes::Networks => targets * sources,
        }
    }

    /// Blocks of a parameter as the kernels read it.
    #[inline(always)]
    pub fn blocks_of(self, form: Form) -> usize {
        match form {
            Form::Weight(parts, targets, sources) => parts * self.blocks_of_weight(targets, sources),
            Form::Sparse(parts, targets, sources) => parts * self.blocks_of_sparse(targets, sources),
            Form::Patches(parts, patches) => {
                let (forwards, backwards) = self.parts_of_patches(patches);
                parts * (forwards + backwards)
            }
            Form::Units(parts, units) => parts * self.blocks(units),
            Form::PerBand(parts, bands, channels) | Form::PerChannel(parts, bands, channels) => {
                parts * self.blocks(bands * channels)
            }
            Form::Global => 1,
            Form::Unread(_) => 0,
        }
    }

    /// Blocks in which the gradient of a parameter is gathered.
    #[inline(always)]
    pub fn blocks_of_gradient(self, form: Form) -> usize {
        match form {
            Form::Weight(parts, targets, sources) => parts * self.blocks_of_weight_gradient(targets, sources),
            Form::Sparse(parts, targets, sources) => parts * self.blocks_of_sparse_gradient(targets, sources),
            Form::Patches(parts, patches) => parts * self.blocks_of_patches_gradient(patches),
            form => self.blocks_of(form),
        }
    }

    /// Where a parameter lies among all, as the kernels read them.
    pub(crate) fn range_of(self, forms: &[Form], index: usize) -> Range<usize> {
        let start = forms[..index].iter().map(|&form| self.blocks_of(form)).sum();
        start..start + self.blocks_of(forms[index])
    }

    /// Where the gradient of a parameter lies among all.
    pub(crate) fn range_of_gradient(self, forms: &[Form], index: usize) -> Range<usize> {
        let blocks = |form: &Form| self.blocks_of_gradient(*form);
        let start = forms[..index].iter().map(blocks).sum();
        start..start + blocks(&forms[index])
    }
}

impl Form {
    /// Number of values.
    pub(crate) fn len(self) -> usize {
        match self {
            Form::Weight(parts, targets, sources) | Form::Sparse(parts, targets, sources) => {
                parts * targets * sources
            }
            Form::Patches(parts, patches) => parts * patches.len(),
            Form::Units(parts, units) => parts * units,
            Form::PerBand(parts, bands, _) => parts * bands,
            Form::PerChannel(parts, _, channels) => parts * channels,
            Form::Global => 1,
            Form::Unread(count) => count,
        }
    }
}

/// Values that several units of a layer share: how many there are, and which a unit has.
#[derive(Clone, Copy)]
pub(crate) struct Shared {
    pub(crate) units: usize,
    pub(crate) values: usize,
    /// Neighbours with the same value.
    together: usize,
}

impl Shared {
    /// Where a parameter of this form is shared.
    #[inline(always)]
    pub(crate) fn of(form: Form) -> Option<Self> {
        match form {
            Form::PerBand(_, bands, channels) => Some(Shared {
                units: bands * channels,
                values: bands,
                together: channels,
            }),
            Form::PerChannel(_, bands, channels) => Some(Shared {
                units: bands * channels,
                values: channels,
                together: 1,
            }),
            _ => None,
        }
    }

    /// The number of the value of a unit: of its band b, or its channel c, where it is unit b channels + c.
    #[inline(always)]
    pub(crate) fn of_unit(self, unit: usize) -> usize {
        unit / self.together % self.values
    }
}

/// Blocks of a row whose lanes are units. Rows that lie a large power of two apart would compete for the same few lines
/// of the cache; they get a block more, of copies of the last unit like all lanes that are left over.
#[inline(always)]
fn row_of_units(units: usize) -> usize {
    let blocks = units.div_ceil(LANES);
    blocks + usize::from(blocks > 0 && blocks.is_multiple_of(8))
}
