//! Pairs in a small gap: which word stands for which.

/// The most pairs that are compared; a larger gap is a rewritten passage, in which single pairs mean nothing.
const MAX_PAIRS: usize = 1 << 16;

/// Pairs the items of two short lists so that the likenesses add up to the most; pairs keep the order of both lists.
///
/// `likeness(left, right)` is 0 for items that must not be paired. Gives nothing when the lists are too long to compare all
/// pairs (65,536 of them).
///
/// # Examples
/// ```
/// use thaw_core::align::near;
/// let (left, right) = (["the", "brave", "captain"], ["a", "captain"]);
/// let likeness = |l: usize, r: usize| u32::from(left[l] == right[r]);
/// assert_eq!(near(3, 2, likeness), [(2, 1)]);
/// ```
#[must_use]
pub fn near(n_left: usize, n_right: usize, likeness: impl Fn(usize, usize) -> u32) -> Vec<(usize, usize)> {
    if n_left == 0 || n_right == 0 || n_left.saturating_mul(n_right) > MAX_PAIRS {
        return Vec::new();
    }
    let width = n_right + 1;
    let mut sums = vec![0u32; (n_left + 1) * width];
    let mut alike = vec![0u32; n_left * n_right];
    for left in (0..n_left).rev() {
        for right in (0..n_right).rev() {
            let own = likeness(left, right);
            alike[left * n_right + right] = own;
            let paired = if own == 0 { 0 } else { own + sums[(left + 1) * width + right + 1] };
            sums[left * width + right] =
                paired.max(sums[(left + 1) * width + right]).max(sums[left * width + right + 1]);
        }
    }
    let (mut left, mut right) = (0, 0);
    let mut pairs = Vec::new();
    while left < n_left && right < n_right {
        let (best, own) = (sums[left * width + right], alike[left * n_right + right]);
        if own > 0 && own + sums[(left + 1) * width + right + 1] == best {
            pairs.push((left, right));
            left += 1;
            right += 1;
        } else if sums[(left + 1) * width + right] == best {
            left += 1;
        } else {
            right += 1;
        }
    }
    pairs
}
