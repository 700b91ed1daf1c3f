//! How alike two short strings of bytes are.

/// Strings are compared by at most this many bytes, one bit each.
const MOST: usize = 64;

/// Returns the similarity of Jaro and Winkler, from 0 to 1; what is surely lower than `least` may come out as 0.
///
/// Winkler, "String comparator metrics and enhanced decision rules in the Fellegi-Sunter model of record linkage" (1990).
#[must_use]
pub fn jaro_winkler(a: &[u8], b: &[u8], least: f32) -> f32 {
    // Which letters are common depends on the side one begins with, so begin with the same side always.
    let (a, b) = if (a.len(), a) <= (b.len(), b) { (a, b) } else { (b, a) };
    let (a, b) = (&a[..a.len().min(MOST)], &b[..b.len().min(MOST)]);
    if a.is_empty() || b.is_empty() {
        return f32::from(u8::from(a.len() == b.len()));
    }
    let prefix = a.iter().zip(b).take(4).take_while(|(a, b)| a == b).count() as f32;
    let winkler = |jaro: f32| jaro + prefix * 0.1 * (1.0 - jaro);
    let share = |n_common: f32| n_common / a.len() as f32 + n_common / b.len() as f32;
    // Letters that the other text lacks have nothing in common with it.
    let (of_a, of_b) = (letter_bits(a), letter_bits(b));
    let most = |text: &[u8], lacking: u64| text.len() - lacking.count_ones() as usize;
    let n_most = most(a, of_a & !of_b).min(most(b, of_b & !of_a));
    if winkler((share(n_most as f32) + 1.0) / 3.0) < least {
        return 0.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut in_a, mut in_b) = (0u64, 0u64);
    for (i, byte) in a.iter().enumerate() {
        let from = i.saturating_sub(reach);
        let mut near = (from..).zip(&b[from.min(b.len())..b.len().min(i + reach + 1)]);
        if let Some((j, _)) = near.find(|(j, other)| *other == byte && in_b & (1 << j) == 0) {
            in_a |= 1 << i;
            in_b |= 1 << j;
        }
    }
    let n_common = in_a.count_ones();
    if n_common == 0 {
        return 0.0;
    }
    let (mut left, mut right, mut n_moved) = (in_a, in_b, 0u32);
    while left != 0 {
        n_moved += u32::from(a[left.trailing_zeros() as usize] != b[right.trailing_zeros() as usize]);
        left &= left - 1;
        right &= right - 1;
    }
    let common = n_common as f32;
    winkler((share(common) + (common - (n_moved / 2) as f32) / common) / 3.0)
}

/// Returns which bytes stand in a text, as bits; some bytes share one.
pub(super) fn letter_bits(text: &[u8]) -> u64 {
    text.iter().fold(0, |bits, byte| bits | 1 << (byte & 63))
}

/// Tells whether two texts differ by one letter at most: inserted, removed, replaced or swapped with its neighbour.
#[must_use]
pub fn is_slip(a: &[u8], b: &[u8]) -> bool {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    let same = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&a[..a.len() - same], &b[..b.len() - same]) {
        ([], [] | [_]) | ([_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// Returns the number of letters to insert, remove, replace or swap with their neighbour; anything over `most` gives `most + 1`.
#[must_use]
pub fn edits(a: &[u8], b: &[u8], most: usize) -> usize {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    let same = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - same], &b[..b.len() - same]);
    if a.len().abs_diff(b.len()) > most || a.len() >= MOST || b.len() >= MOST {
        return most + 1;
    }
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len());
    }
    // Only a band of cells can lead to so few edits: those at most `most` off the diagonal. The others hold more than that.
    let over = u8::try_from(most + 1).unwrap_or(u8::MAX);
    let mut rows = [[over; MOST + 2]; 3];
    for (j, cell) in (0..).zip(&mut rows[1][..=most.min(b.len())]) {
        *cell = j;
    }
    let [mut before, mut above, mut row] = rows.each_mut();
    for i in 0..a.len() {
        let (from, to) = (i.saturating_sub(most), (i + most + 1).min(b.len()));
        row[from] = if from == 0 && i < most { above[0] + 1 } else { over };
        let mut least = row[from];
        for j in from..to {
            let mut cost = (above[j] + u8::from(a[i] != b[j])).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                cost = cost.min(before[j - 1] + 1);
            }
            row[j + 1] = cost.min(over);
            least = least.min(cost);
        }
        // The row below looks one cell further.
        row[to + 1] = over;
        if usize::from(least) > most {
            return most + 1;
        }
        (before, above, row) = (above, row, before);
    }
    usize::from(above[b.len()]).min(most + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_textbook_examples_come_out() {
        for (a, b, expected) in [("martha", "marhta", 0.961), ("dwayne", "duane", 0.84), ("dixon", "dicksonx", 0.813)] {
            let found = jaro_winkler(a.as_bytes(), b.as_bytes(), 0.0);
            assert!((found - expected).abs() < 0.001, "{a} {b}");
            assert_eq!(jaro_winkler(a.as_bytes(), b.as_bytes(), found), found);
        }
        assert!(jaro_winkler(b"", b"a", 0.0) < 0.1);
    }

    #[test]
    fn edits_count_swapped_neighbours_as_one() {
        for (a, b, n) in
            [("abcd", "abdc", 1), ("abcd", "abcd", 0), ("abc", "abcx", 1), ("ivan", "petr", 3), ("a", "", 1)]
        {
            assert_eq!(edits(a.as_bytes(), b.as_bytes(), 2), n, "{a} {b}");
            assert_eq!(is_slip(a.as_bytes(), b.as_bytes()), n <= 1, "{a} {b}");
        }
    }

    /// The definition, word for word: the fewest steps over all ways to begin.
    fn edits_by_trying(a: &[u8], b: &[u8]) -> usize {
        match (a, b) {
            ([], rest) | (rest, []) => rest.len(),
            ([x, a_rest @ ..], [y, b_rest @ ..]) => {
                let kept = edits_by_trying(a_rest, b_rest) + usize::from(x != y);
                let shorter = 1 + edits_by_trying(a_rest, b).min(edits_by_trying(a, b_rest));
                let swapped = match (a, b) {
                    ([p, q, a @ ..], [r, s, b @ ..]) if p == s && q == r => 1 + edits_by_trying(a, b),
                    _ => usize::MAX,
                };
                kept.min(shorter).min(swapped)
            }
        }
    }

    #[test]
    fn edits_are_counted_as_defined_up_to_the_most() {
        let words: Vec<Vec<u8>> = (0..6u32)
            .flat_map(|n| {
                (0..3u32.pow(n.min(4))).map(move |i| (0..n).map(|k| b'a' + (i / 3u32.pow(k) % 3) as u8).collect())
            })
            .collect();
        for a in &words {
            for b in &words {
                let n = edits_by_trying(a, b);
                for most in 1..4 {
                    assert_eq!(edits(a, b, most), n.min(most + 1), "{a:?} {b:?} {most}");
                }
            }
        }
    }
}
