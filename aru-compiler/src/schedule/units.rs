//! The equations of a layer, those of a trace and their adjoint, each as reads, names and stores.

use std::collections::{BTreeMap, BTreeSet};

use super::kept::LayerPlan;
use crate::graph::{Leaf, Node};
use crate::network::{ConstantValue, Scope};
use crate::program::{Place, Store, Units};
use crate::render::{bindings, uses};

impl LayerPlan<'_> {
    /// Everything that is kept.
    pub fn forward(&self) -> Units {
        let kept = self.kept.iter();
        let stores = kept.map(|kept| (kept.node, Place::Value(kept.series, 0)));
        self.units(BTreeMap::new(), self.value_names(), stores)
    }

    /// What only a trace needs: dead states and values that nothing reads.
    pub fn trace(&self) -> Units {
        let equations = self.trace_only.iter();
        let stores =
            equations.map(|&(equation, series)| (self.equations.values[equation], Place::Value(series, 0)));
        self.units(self.kept_places(), self.value_names(), stores)
    }

    /// From the adjoints of a step's values to those of what they were computed from: drives first, then states, then
    /// what is learned.
    pub fn backward(&self) -> Units {
        let leaves = self.adjoint.leaves.iter();
        let mut outputs: Vec<_> = leaves
            .filter_map(|(&leaf, &node)| Some((leaf, (node, self.destination(leaf)?))))
            .collect();
        outputs.sort_by_key(|(leaf, _)| match leaf {
            Leaf::Drive(_) | Leaf::Recur(_) => 0,
            Leaf::Previous(_) => 1,
            _ => 2,
        });
        let names = self.adjoint_names(&self.value_names());
        let stores = outputs.into_iter().map(|(_, store)| store);
        self.units(self.kept_places(), names, stores)
    }

    /// From the adjoints that penalties give to hidden values, added to those of what they were computed from; None where
    /// that is nothing.
    pub fn asked(&self) -> Option<Units> {
        let leaves = self.adjoint.asked.iter();
        let stores: Vec<_> = leaves
            .filter_map(|(&leaf, &node)| Some((node, self.destination(leaf)?)))
            .collect();
        let names = self.adjoint_names(&self.value_names());
        let units = self.units(self.kept_places(), names, stores.into_iter());
        (!units.stores.is_empty()).then_some(Units { adds: true, ..units })
    }

    /// Where each leaf is read.
    pub fn leaves(&self) -> BTreeMap<Node, Place> {
        let graph = &self.adjoint.graph;
        let leaves = graph.nodes();
        leaves
            .filter_map(|node| Some((node, self.origin(graph.as_leaf(node)?)?)))
            .collect()
    }

    fn units(
        &self,
        kept: BTreeMap<Node, Place>,
        names: BTreeMap<Node, String>,
        stores: impl Iterator<Item = (Node, Place)>,
    ) -> Units {
        let graph = &self.adjoint.graph;
        let stores: Vec<Store> = stores.map(|(node, place)| Store { node, place }).collect();
        let roots: Vec<Node> = stores.iter().map(|store| store.node).collect();
        let available: BTreeSet<Node> = kept.keys().copied().collect();
        let place = |node: Node| {
            let kept = kept.get(&node).copied();
            kept.or_else(|| self.origin(graph.as_leaf(node)?))
        };
        let reached = uses(graph, &roots, &available).into_keys();
        let reads: BTreeMap<Node, Place> = reached.filter_map(|node| Some((node, place(node)?))).collect();
        let mut lets = bindings(graph, &roots, &available, &names.keys().copied().collect());
        for (&node, place) in &reads {
            match place {
                // A carried adjoint is taken before that of the step before is put there.
                Place::Carried(_) | Place::Constant(_, Scope::PerUnit) => lets.insert(node),
                // It has a name in all steps.
                Place::Constant(_, Scope::Global) => lets.remove(&node),
                _ => false,
            };
        }
        Units {
            layer: self.index,
            reads,
            lets,
            names,
            stores,
            adds: false,
        }
    }

    /// Where a leaf is read.
    fn origin(&self, leaf: Leaf) -> Option<Place> {
        Some(match leaf {
            Leaf::Drive(port) => Place::Value(self.drives[port], 0),
            Leaf::Recur(port) => Place::Value(self.recurs[port]?, 0),
            Leaf::Noise => Place::Value(self.noise?, 0),
            Leaf::Previous(state) => Place::Value(self.traced[self.equations.state_equations[state]], 1),
            Leaf::Adjoint(equation) => {
                let (series, state) = (self.traced[equation], self.equations.state_of(equation));
                match state.is_some_and(|state| self.carried_adjoints.contains(&state)) {
                    true => Place::Carried(series),
                    false => Place::Adjoint(series, 0),
                }
            }
            Leaf::Constant(constant) => match self.layer.constants[constant].value {
                ConstantValue::Stored { parameter, scope } => Place::Constant(parameter, scope.of_kernels()),
                ConstantValue::Folded(_) => return None,
            },
            Leaf::Bias(bias) => Place::Constant(self.layer.further_biases[bias]?, Scope::PerUnit),
        })
    }

    /// Where the adjoint of a leaf is stored; `None` where nobody wants it.
    fn destination(&self, leaf: Leaf) -> Option<Place> {
        match (leaf, self.origin(leaf)?) {
            (Leaf::Previous(state), Place::Value(series, _)) if self.carried_adjoints.contains(&state) => {
                Some(Place::Carried(series))
            }
            (_, Place::Value(series, delay)) => Some(Place::Adjoint(series, delay)),
            (_, Place::Constant(parameter, scope)) => {
                let is_learned = self.network.parameters[parameter].learn;
                is_learned.then_some(Place::Gradient(parameter, scope))
            }
            _ => None,
        }
    }

    /// Where each node is that is kept of a step. A number needs no loading, and a leaf is where it was.
    fn kept_places(&self) -> BTreeMap<Node, Place> {
        let mut places = BTreeMap::new();
        for kept in &self.kept {
            if !self.equations.graph.operands(kept.node).is_empty() {
                places.entry(kept.node).or_insert(Place::Value(kept.series, 0));
            }
        }
        places
    }
}
