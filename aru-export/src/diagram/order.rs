//! The order of the cells of each column: as few crossings as sweeps over the columns find, each cell at the mean place of
//! those that it is joined with (Sugiyama, Tagawa and Toda, IEEE Transactions on Systems, Man and Cybernetics 11, 1981).

use super::cells::Cells;

const SWEEPS: usize = 24;

/// The cells of each column, from top to bottom.
pub(super) fn of(cells: &Cells, columns: usize) -> Vec<Vec<usize>> {
    let mut order: Vec<Vec<usize>> = vec![Vec::new(); columns];
    for (index, cell) in cells.cells.iter().enumerate() {
        order[cell.column].push(index);
    }
    let segments: Vec<(usize, usize)> = cells.segments().collect();
    // Of each cell, those that it is joined with to its left, and to its right.
    let mut beside: Vec<[Vec<usize>; 2]> = vec![Default::default(); cells.cells.len()];
    for &(left, right) in &segments {
        beside[right][0].push(left);
        beside[left][1].push(right);
    }
    let mut best = (crossings(&order, &segments), order.clone());
    for sweep in 0..SWEEPS {
        let is_rightwards = sweep % 2 == 0;
        for step in 0..columns {
            let column = if is_rightwards { step } else { columns - 1 - step };
            let places = places(&order, cells.cells.len());
            let mean = |cell: &usize| {
                let joined = &beside[*cell][usize::from(!is_rightwards)];
                match joined.len() {
                    0 => places[*cell],
                    count => joined.iter().map(|&other| places[other]).sum::<f64>() / count as f64,
                }
            };
            // Equal ones stay in their order.
            order[column].sort_by(|a, b| mean(a).total_cmp(&mean(b)));
        }
        let crossings = crossings(&order, &segments);
        if crossings < best.0 {
            best = (crossings, order.clone());
        }
    }
    best.1
}

/// The place of each cell, as a part of the height of its column.
fn places(order: &[Vec<usize>], cells: usize) -> Vec<f64> {
    let mut places = vec![0.0; cells];
    for column in order {
        for (place, &cell) in column.iter().enumerate() {
            places[cell] = (place as f64 + 0.5) / column.len() as f64;
        }
    }
    places
}

fn crossings(order: &[Vec<usize>], segments: &[(usize, usize)]) -> usize {
    let mut place = vec![(0, 0); order.iter().map(Vec::len).sum()];
    for (column, cells) in order.iter().enumerate() {
        for (row, &cell) in cells.iter().enumerate() {
            place[cell] = (column, row);
        }
    }
    let mut crossings = 0;
    for (index, &(a, b)) in segments.iter().enumerate() {
        for &(c, d) in &segments[index + 1..] {
            let is_beside = place[a].0 == place[c].0;
            let (left, right) = (place[a].1.cmp(&place[c].1), place[b].1.cmp(&place[d].1));
            crossings += usize::from(is_beside && left != right && left.is_ne() && right.is_ne());
        }
    }
    crossings
}
