//! Myers's difference algorithm in linear space, with a bound on its effort.

use super::{Run, Token};

/// How many differences are searched before the best way so far is taken.
const MAX_COST: usize = 256;

/// No way leads to this diagonal.
const NOWHERE: isize = isize::MIN;

/// The furthest points of the search from both ends, kept to be used again.
#[derive(Default)]
pub(super) struct Search {
    forward: Vec<isize>,
    backward: Vec<isize>,
}

impl Search {
    /// Finds common runs of two sequences in order and gives each to `found`.
    pub(super) fn split(&mut self, a: &[Token], b: &[Token], found: &mut impl FnMut(Run)) {
        let mut to_do = vec![(0..a.len(), 0..b.len())];
        while let Some((in_a, in_b)) = to_do.pop() {
            let (left, right) = (&a[in_a.clone()], &b[in_b.clone()]);
            let head = left.iter().zip(right).take_while(|(left, right)| left == right).count();
            let (left, right) = (&left[head..], &right[head..]);
            let tail = left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count();
            let (left, right) = (&left[..left.len() - tail], &right[..right.len() - tail]);
            found(Run { a: in_a.start, b: in_b.start, len: head });
            let (from_a, from_b) = (in_a.start + head, in_b.start + head);
            let (to_a, to_b) = (in_a.end - tail, in_b.end - tail);
            if tail > 0 {
                to_do.push((to_a..in_a.end, to_b..in_b.end));
            }
            if left.is_empty() || right.is_empty() {
                continue;
            }
            let (x, y) = self.middle(left, right);
            // A middle at a corner divides nothing: the two have no word in common.
            if (x, y) != (0, 0) && (x, y) != (left.len(), right.len()) {
                to_do.push((from_a + x..to_a, from_b + y..to_b));
                to_do.push((from_a..from_a + x, from_b..from_b + y));
            }
        }
    }

    /// A point on a shortest way from the start to the end of both, or on a promising one when the effort is spent.
    fn middle(&mut self, a: &[Token], b: &[Token]) -> (usize, usize) {
        let (n_a, n_b) = (a.len().cast_signed(), b.len().cast_signed());
        let delta = n_a - n_b;
        let limit = (a.len() + b.len()).div_ceil(2).min(MAX_COST).cast_signed();
        let zero = limit + 1;
        let size = (2 * limit + 3).cast_unsigned();
        for side in [&mut self.forward, &mut self.backward] {
            side.clear();
            side.resize(size, NOWHERE);
            side[(zero + 1).cast_unsigned()] = 0;
        }
        let at = |diagonal: isize| (zero + diagonal).cast_unsigned();
        for cost in 0..=limit {
            for diagonal in (-cost..=cost).step_by(2) {
                let Some(x) = advance(&mut self.forward, at, diagonal, cost, (n_a, n_b), |x, y| a[x] == b[y]) else {
                    continue;
                };
                let facing = delta - diagonal;
                if delta % 2 != 0 && facing.abs() < cost && x + self.backward[at(facing)].max(-1) >= n_a {
                    return (x.cast_unsigned(), (x - diagonal).cast_unsigned());
                }
            }
            for diagonal in (-cost..=cost).step_by(2) {
                let equal = |x: usize, y: usize| a[a.len() - 1 - x] == b[b.len() - 1 - y];
                let Some(x) = advance(&mut self.backward, at, diagonal, cost, (n_a, n_b), equal) else { continue };
                let facing = delta - diagonal;
                if delta % 2 == 0 && facing.abs() <= cost && x + self.forward[at(facing)].max(-1) >= n_a {
                    return ((n_a - x).cast_unsigned(), (n_b - (x - diagonal)).cast_unsigned());
                }
            }
        }
        // The effort is spent: the forward way that came furthest.
        let (x, y) = (-limit..=limit)
            .filter(|diagonal| (diagonal - limit) % 2 == 0)
            .map(|diagonal| (self.forward[at(diagonal)], diagonal))
            .filter(|(x, _)| *x != NOWHERE)
            .map(|(x, diagonal)| (x, x - diagonal))
            .max_by_key(|(x, y)| (x + y, *x))
            .unwrap_or((0, 0));
        (x.cast_unsigned(), y.cast_unsigned())
    }
}

/// Goes on one diagonal as far as the words are equal; nothing when no way of this cost leads to it.
fn advance(
    furthest: &mut [isize],
    at: impl Fn(isize) -> usize,
    diagonal: isize,
    cost: isize,
    (n_a, n_b): (isize, isize),
    equal: impl Fn(usize, usize) -> bool,
) -> Option<isize> {
    let (below, above) = (furthest[at(diagonal - 1)], furthest[at(diagonal + 1)]);
    let mut x = if diagonal == -cost || (diagonal != cost && below < above) { above } else { below.saturating_add(1) };
    let mut y = x.saturating_sub(diagonal);
    if x < 0 || x > n_a || y < 0 || y > n_b {
        furthest[at(diagonal)] = NOWHERE;
        return None;
    }
    while x < n_a && y < n_b && equal(x.cast_unsigned(), y.cast_unsigned()) {
        x += 1;
        y += 1;
    }
    furthest[at(diagonal)] = x;
    Some(x)
}
