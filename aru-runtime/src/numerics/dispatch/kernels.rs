//! The kernels of a scalar and an instruction set, compiled once, in this crate: emitted code calls them.
//!
//! Otherwise each network would hold a copy of every product for each size of layer and instruction set, and a
//! declaration would take seconds to compile.

use crate::numerics::block::Block;
use crate::numerics::dispatch::Isa;
use crate::numerics::layout::{Form, Layout};
use crate::numerics::mixing::{Kernel, Rows};
use crate::numerics::norm::Groups;
use crate::numerics::patches::Patches;
use crate::numerics::products::Job;
use crate::numerics::series::Series;

/// Hands the list of kernels to a macro.
macro_rules! each_kernel {
    ($macro:ident $($context:tt)*) => {
        $macro! {
            ($($context)*)
            /// drive\[t\] += W source\[t - delay\]; with a bias drive\[t\] = bias + W source\[t - delay\].
            products multiply(
                job: Job, bias: Option<&[Block<T>]>, weight: &[Block<T>], source: &Series<T>, drive: &mut Series<T>
            );
            /// d_source\[t - delay\] += W' d_drive\[t\].
            products multiply_transposed(
                job: Job, weight: &[Block<T>], d_drive: &Series<T>, d_source: &mut Series<T>
            );
            /// d_weight += sum over t of d_drive\[t\] source\[t - delay\]'.
            products weight_gradient(
                job: Job, d_drive: &Series<T>, source: &Series<T>, d_weight: &mut [Block<T>]
            );
            /// drive\[t\] += weight source\[t - delay\], unit by unit.
            diagonal multiply_diagonal(job: Job, weight: &[Block<T>], source: &Series<T>, drive: &mut Series<T>);
            /// d_source\[t - delay\] += weight d_drive\[t\], unit by unit.
            diagonal multiply_diagonal_transposed(
                job: Job, weight: &[Block<T>], d_drive: &Series<T>, d_source: &mut Series<T>
            );
            /// d_weight += sum over t of d_drive\[t\] source\[t - delay\], unit by unit.
            diagonal diagonal_gradient(
                job: Job, d_drive: &Series<T>, source: &Series<T>, d_weight: &mut [Block<T>]
            );
            /// drive\[t\] += W source\[t - delay\], of few pairs.
            sparse multiply_sparse(job: Job, weight: &[Block<T>], source: &Series<T>, drive: &mut Series<T>);
            /// d_source\[t - delay\] += W' d_drive\[t\], of few pairs.
            sparse multiply_sparse_transposed(
                job: Job, weight: &[Block<T>], d_drive: &Series<T>, d_source: &mut Series<T>
            );
            /// d_weight += sum over t of d_drive\[t\] source\[t - delay\]', of few pairs.
            sparse sparse_gradient(
                job: Job, weight: &[Block<T>], d_drive: &Series<T>, source: &Series<T>, d_weight: &mut [Block<T>]
            );
            /// drive\[t\] += W source\[t - delay\], each band of its patch.
            patch_products multiply_patches(
                job: Job, patches: Patches, weight: &[Block<T>], source: &Series<T>, drive: &mut Series<T>
            );
            /// d_source\[t - delay\] += W' d_drive\[t\], each patch of its band.
            patch_products multiply_patches_transposed(
                job: Job, patches: Patches, weight: &[Block<T>], d_drive: &Series<T>, d_source: &mut Series<T>
            );
            /// d_weight += sum over t and bands that share it of d_drive\[t\] source\[t - delay\]'.
            patch_products patches_gradient(
                job: Job, patches: Patches, d_drive: &Series<T>, source: &Series<T>, d_weight: &mut [Block<T>]
            );
            /// drive\[t\] = bias.
            products set_bias(job: Job, bias: &[Block<T>], drive: &mut Series<T>);
            /// d_bias += sum over t of d_drive\[t\].
            products bias_gradient(job: Job, d_drive: &Series<T>, d_bias: &mut [Block<T>]);
            /// mixed\[t\] = sum over k of w_k source\[t - k\].
            mixing mix(kernel: Kernel<'_, T>, rows: Rows, source: &Series<T>, mixed: &mut Series<T>);
            /// d_source\[t - k\] += w_k d_mixed\[t\].
            mixing mix_transposed(
                kernel: Kernel<'_, T>, rows: Rows, d_mixed: &Series<T>, d_source: &mut Series<T>
            );
            /// d_delay += sum over t and k of dw_k source\[t - k\] d_mixed\[t\].
            mixing delay_gradient(
                kernel: Kernel<'_, T>, rows: Rows, d_mixed: &Series<T>, source: &Series<T>, d_delay: &mut [Block<T>]
            );
            /// z\[t\] = (u\[t\] - mean) / sqrt(variance + eps), drive\[t\] = gain z\[t\] + shift.
            norm norm(
                job: Job, how: (Groups, f64), gain_and_shift: [&[Block<T>]; 2], kept: [&mut Series<T>; 2],
                drive: &mut Series<T>
            );
            /// d_u\[t\] = (d_z - mean(d_z) - z mean(d_z z)) / sqrt(variance + eps).
            norm norm_transposed(
                job: Job, how: (Groups, &[Block<T>]), d_drive: &Series<T>, kept: [&Series<T>; 2],
                d_sum: &mut Series<T>
            );
            /// The parameters of a network as the kernels read them.
            packing prepare(layout: Layout, forms: &[Form], parameters: &[T], prepared: &mut [Block<T>]);
            /// Those of 16 networks.
            packing prepare_networks(
                layout: Layout, forms: &[Form], parameters: &[Block<T>], prepared: &mut [Block<T>]
            );
            /// The gradient of every parameter from what the kernels have gathered.
            packing reduce(layout: Layout, forms: &[Form], gathered: &[Block<T>], gradient: &mut [T]);
            /// That of 16 networks.
            packing reduce_networks(
                layout: Layout, forms: &[Form], gathered: &[Block<T>], gradient: &mut [Block<T>]
            );
            /// Sets blocks to zero.
            packing clear_blocks(blocks: &mut [Block<T>]);
            /// sums += blocks.
            packing add_blocks(blocks: &[Block<T>], sums: &mut [Block<T>]);
            /// Functions of a block in place.
            elementary exp_of(x: &mut Block<T>);
            elementary ln_of(x: &mut Block<T>);
            elementary sigmoid_of(x: &mut Block<T>);
            elementary tanh_of(x: &mut Block<T>);
            elementary softplus_of(x: &mut Block<T>);
            elementary elu_of(x: &mut Block<T>);
        }
    };
}
pub(super) use each_kernel;

macro_rules! kernels_struct {
    (
        ()
        $($(#[$doc:meta])* $module:ident $name:ident($($argument:ident: $type:ty),* $(,)?);)*
    ) => {
        /// Functions for one scalar and one instruction set. Whoever calls one shows an `I`, so the machine has it.
        #[derive(Debug)]
        pub struct Kernels<T, I> {
            $(pub(super) $name: unsafe fn(I, $($type),*),)*
        }

        impl<T, I: Isa> Kernels<T, I> {$(
            $(#[$doc])*
            #[inline(always)]
            pub(crate) fn $name(&self, isa: I, $($argument: $type),*) {
                // SAFETY: the token shows that the instruction set is there.
                unsafe { (self.$name)(isa, $($argument),*) }
            }
        )*}
    };
}
each_kernel!(kernels_struct);

/// The kernels of a scalar and an instruction set, compiled with its features.
macro_rules! kernels {
    (
        ($scalar:ident $isa:ident $features:meta)
        $($(#[$doc:meta])* $module:ident $name:ident($($argument:ident: $type:ty),* $(,)?);)*
    ) => {{
        use crate::numerics::layout::{Form, Layout};
        use crate::numerics::mixing::{Kernel, Rows};
        use crate::numerics::norm::Groups;
        use crate::numerics::patches::Patches;
        use crate::numerics::products::Job;
        use crate::numerics::series::Series;

        type T = $scalar;
        $(
            #[$features]
            fn $name(isa: $isa, $($argument: $type),*) {
                if !<$isa as Isa>::IS_BUILT {
                    panic!("this debug build holds the kernels of another instruction set");
                }
                crate::numerics::$module::$name(isa, $($argument),*);
            }
        )*
        &Kernels { $($name,)* }
    }};
}
pub(super) use kernels;
