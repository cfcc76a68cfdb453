//! Where everything stands: columns from left to right, cells from top to bottom, each as near as possible to what it is
//! joined with.

use super::cells::{self, Cells, Content, PORT};
use super::{Picture, order};

/// Between neighbouring cells of a column.
const GAP: f64 = 10.0;
/// Between nodes of a column.
const NODE_GAP: f64 = 22.0;
/// From one end of a line at a node to the next, where there is room.
const MOST_APART: f64 = 30.0;
const SWEEPS: usize = 120;
const MARGIN: f64 = 14.0;
/// The longest head of a line, which stands level.
const HEAD: f64 = 11.0;

/// A picture with places.
pub(super) struct Layout {
    pub(super) cells: Cells,
    /// Left and right edge of each column.
    pub(super) columns: Vec<(f64, f64)>,
    /// Of each link, where it ends at its left and at its right node.
    pub(super) ends: Vec<(f64, f64)>,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Layout {
    pub(super) fn of(picture: &Picture) -> Self {
        let mut cells = Cells::of(picture);
        let columns = (2 * picture.ranks()).saturating_sub(1);
        let order = order::of(&cells, columns);
        let ports = ports(&cells, &order);
        place_rows(&mut cells, &order, &ports);
        let ends = cells.chains.iter().zip(&ports).map(|(chain, &(left, right))| {
            match (chain.first(), chain.last()) {
                (Some(&first), Some(&last)) => (cells.cells[first].y + left, cells.cells[last].y + right),
                _ => (0.0, 0.0),
            }
        });
        let ends: Vec<(f64, f64)> = ends.collect();
        let columns = place_columns(&mut cells, &order, &ends);
        let height = cells
            .cells
            .iter()
            .map(|cell| cell.y + cell.down)
            .fold(0.0, f64::max);
        Layout {
            width: columns.last().map_or(0.0, |&(_, right)| right) + MARGIN,
            height: height + MARGIN,
            cells,
            columns,
            ends,
        }
    }
}

/// Of each link, how far below the middle of its left and of its right node it ends: side by side, in the order of the
/// cells that it comes from.
fn ports(cells: &Cells, order: &[Vec<usize>]) -> Vec<(f64, f64)> {
    let mut row = vec![0; cells.cells.len()];
    for column in order {
        for (place, &cell) in column.iter().enumerate() {
            row[cell] = place;
        }
    }
    let mut ports = vec![(0.0, 0.0); cells.chains.len()];
    for (node, _) in cells
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| matches!(cell.content, Content::Node(_)))
    {
        let mut leaving: Vec<(usize, usize)> = Vec::new();
        let mut arriving: Vec<(usize, usize)> = Vec::new();
        for (link, chain) in cells
            .chains
            .iter()
            .enumerate()
            .filter(|(_, chain)| !chain.is_empty())
        {
            if chain[0] == node {
                leaving.push((row[chain[1]], link));
            }
            if chain[chain.len() - 1] == node {
                arriving.push((row[chain[chain.len() - 2]], link));
            }
        }
        leaving.sort_unstable();
        arriving.sort_unstable();
        let height = 2.0 * cells.cells[node].down;
        let offset = |place: usize, of: usize| {
            let apart = (height / of as f64).clamp(PORT, MOST_APART);
            apart * (place as f64 - (of as f64 - 1.0) / 2.0)
        };
        for (place, &(_, link)) in leaving.iter().enumerate() {
            ports[link].0 = offset(place, leaving.len());
        }
        for (place, &(_, link)) in arriving.iter().enumerate() {
            ports[link].1 = offset(place, arriving.len());
        }
    }
    ports
}

/// A join of two cells: which, and how far below the middle of each.
struct Join {
    cells: (usize, usize),
    offsets: (f64, f64),
}

fn place_rows(cells: &mut Cells, order: &[Vec<usize>], ports: &[(f64, f64)]) {
    let mut joins = Vec::new();
    for (chain, &(left, right)) in cells.chains.iter().zip(ports) {
        let last = chain.len().saturating_sub(2);
        joins.extend(chain.windows(2).enumerate().map(|(place, pair)| Join {
            cells: (pair[0], pair[1]),
            offsets: (
                if place == 0 { left } else { 0.0 },
                if place == last { right } else { 0.0 },
            ),
        }));
    }
    let mut of_cell: Vec<Vec<&Join>> = vec![Vec::new(); cells.cells.len()];
    for join in &joins {
        of_cell[join.cells.0].push(join);
        of_cell[join.cells.1].push(join);
    }
    for column in order {
        spread(cells, column, &vec![(0.0, 1.0); column.len()]);
    }
    for sweep in 0..SWEEPS {
        // From the left, from the right, and in the end from both.
        let sides = match sweep {
            sweep if sweep >= SWEEPS / 2 => (true, true),
            sweep => (sweep % 2 == 0, sweep % 2 == 1),
        };
        for step in 0..order.len() {
            let column = if sweep % 2 == 0 {
                step
            } else {
                order.len() - 1 - step
            };
            let wishes: Vec<(f64, f64)> = order[column]
                .iter()
                .map(|&cell| wish(cells, &of_cell[cell], cell, sides))
                .collect();
            spread(cells, &order[column], &wishes);
        }
    }
    let top = cells
        .cells
        .iter()
        .map(|cell| cell.y - cell.up)
        .fold(f64::INFINITY, f64::min);
    for cell in &mut cells.cells {
        cell.y += MARGIN - top;
    }
}

impl Join {
    /// How much it counts: a line that passes is to be straight.
    fn weight(&self, cells: &Cells) -> f64 {
        let is_node = |cell: usize| matches!(cells.cells[cell].content, Content::Node(_));
        match (is_node(self.cells.0), is_node(self.cells.1)) {
            (false, false) => 8.0,
            (true, true) => 1.0,
            _ => 2.0,
        }
    }
}

/// Where a cell would be in line with what it is joined with on these sides, and how much it counts.
fn wish(cells: &Cells, joins: &[&Join], cell: usize, (from_left, from_right): (bool, bool)) -> (f64, f64) {
    let (mut sum, mut count) = (0.0, 0.0);
    for join in joins {
        let (left, right) = join.cells;
        let weight = join.weight(cells);
        if from_left && right == cell {
            sum += weight * (cells.cells[left].y + join.offsets.0 - join.offsets.1);
            count += weight;
        }
        if from_right && left == cell {
            sum += weight * (cells.cells[right].y + join.offsets.1 - join.offsets.0);
            count += weight;
        }
    }
    match count > 0.0 {
        true => (sum / count, count),
        false => (cells.cells[cell].y, 0.1),
    }
}

/// Puts the cells of a column where they wish to be, as nearly as their order and their room allow: least squares, by
/// pooling those that would overlap (pool adjacent violators).
fn spread(cells: &mut Cells, column: &[usize], wishes: &[(f64, f64)]) {
    // Each with the room that it needs below the first.
    let mut below = Vec::new();
    let mut room = 0.0;
    for (place, &cell) in column.iter().enumerate() {
        if let Some(before) = place.checked_sub(1) {
            let (before, this) = (&cells.cells[column[before]], &cells.cells[cell]);
            let is_node = |content| matches!(content, Content::Node(_));
            let gap = match is_node(before.content) && is_node(this.content) {
                true => NODE_GAP,
                false => GAP,
            };
            room += before.down + gap + this.up;
        }
        below.push(room);
    }
    /// Cells that stand close together.
    struct Pool {
        sum: f64,
        weight: f64,
        cells: usize,
    }
    let mut pools: Vec<Pool> = Vec::new();
    for (&(wish, weight), room) in wishes.iter().zip(&below) {
        let mut pool = Pool {
            sum: weight * (wish - room),
            weight,
            cells: 1,
        };
        while let Some(last) = pools.pop_if(|last| last.sum / last.weight >= pool.sum / pool.weight) {
            pool.sum += last.sum;
            pool.weight += last.weight;
            pool.cells += last.cells;
        }
        pools.push(pool);
    }
    let mut column = column.iter().zip(&below);
    for pool in pools {
        for (&cell, room) in column.by_ref().take(pool.cells) {
            cells.cells[cell].y = pool.sum / pool.weight + room;
        }
    }
}

/// Columns as wide as what stands in them, further apart where lines have far to go up or down.
fn place_columns(cells: &mut Cells, order: &[Vec<usize>], ends: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut rise = vec![0.0_f64; order.len()];
    for (chain, &(left, right)) in cells.chains.iter().zip(ends) {
        for (place, pair) in chain.windows(2).enumerate() {
            let from = if place == 0 { left } else { cells.cells[pair[0]].y };
            let to = if place + 2 == chain.len() {
                right
            } else {
                cells.cells[pair[1]].y
            };
            let column = cells.cells[pair[1]].column;
            rise[column] = rise[column].max((to - from).abs());
        }
    }
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for (column, all) in order.iter().enumerate() {
        let width = all
            .iter()
            .map(|&cell| cells.cells[cell].width)
            .fold(0.0, f64::max);
        let left = match columns.last() {
            None => MARGIN,
            Some(&(_, right)) => right + (0.5 * rise[column]).clamp(24.0, 70.0) + HEAD,
        };
        for &cell in all {
            cells.cells[cell].x = left + width / 2.0;
        }
        columns.push((left, left + width));
    }
    columns
}

/// Left, top, width and height of the box of a node.
pub(super) fn area(picture: &Picture, layout: &Layout, node: usize) -> [f64; 4] {
    let cell = &layout.cells.cells[node];
    let (width, height) = (cells::box_width(picture, node), cells::height(picture, node));
    [cell.x - width / 2.0, cell.y - height / 2.0, width, height]
}
