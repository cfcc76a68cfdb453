//! The blocks of a matrix: the strongly connected components of the graph in which i has an arrow to j where the element
//! i, j is not zero (Tarjan 1972).

use ndarray::ArrayView2;

/// Every index is in one block. No recursion: a chain may be as long as the matrix.
pub(super) fn blocks(matrix: ArrayView2<'_, f64>) -> Vec<Vec<usize>> {
    let size = matrix.nrows();
    let mut search = Search {
        matrix,
        numbers: vec![None; size],
        lowest: vec![0; size],
        is_open: vec![false; size],
        open: Vec::new(),
        blocks: Vec::new(),
        count: 0,
    };
    for root in 0..size {
        if search.numbers[root].is_none() {
            search.from(root);
        }
    }
    search.blocks
}

struct Search<'m> {
    matrix: ArrayView2<'m, f64>,
    /// In the order in which they were found.
    numbers: Vec<Option<usize>>,
    /// The lowest number of an open index that is reached from each.
    lowest: Vec<usize>,
    is_open: Vec<bool>,
    open: Vec<usize>,
    blocks: Vec<Vec<usize>>,
    count: usize,
}

impl Search<'_> {
    fn from(&mut self, root: usize) {
        let mut path = vec![(root, 0)];
        self.enter(root);
        while let Some((index, next)) = path.last_mut() {
            let (index, neighbour) = (*index, *next);
            *next += 1;
            if neighbour < self.matrix.nrows() {
                if self.matrix[[index, neighbour]] == 0.0 {
                    continue;
                }
                match self.numbers[neighbour] {
                    None => {
                        self.enter(neighbour);
                        path.push((neighbour, 0));
                    }
                    Some(number) if self.is_open[neighbour] => {
                        self.lowest[index] = self.lowest[index].min(number);
                    }
                    Some(_) => {}
                }
                continue;
            }
            path.pop();
            if let Some(&(before, _)) = path.last() {
                self.lowest[before] = self.lowest[before].min(self.lowest[index]);
            }
            if self.numbers[index] == Some(self.lowest[index]) {
                self.close(index);
            }
        }
    }

    fn enter(&mut self, index: usize) {
        (self.numbers[index], self.lowest[index]) = (Some(self.count), self.count);
        self.count += 1;
        self.is_open[index] = true;
        self.open.push(index);
    }

    /// The block of which this was found first.
    fn close(&mut self, first: usize) {
        let place = self.open.iter().rposition(|&index| index == first);
        let mut block = self.open.split_off(place.expect("it is open"));
        block.sort_unstable();
        for &index in &block {
            self.is_open[index] = false;
        }
        self.blocks.push(block);
    }
}
