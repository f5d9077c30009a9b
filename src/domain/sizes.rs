//! Sizes of files and of room on disks, in words.

/// The room needed, rounded up, and the free room, rounded down, in words. Both have the largest unit in which they
/// differ and the free room is not 0.
pub fn needed_and_free(needed: u64, free: u64) -> (String, String) {
    let units = [(1_000_000, "MB"), (1_000, "kB"), (1, "B")];
    let told = units.map(|(unit, name)| (needed.div_ceil(unit), free / unit, name));
    let is_told = |(needed, free_then, _): &(u64, u64, &str)| {
        needed != free_then && (*free_then > 0 || free == 0)
    };
    let (needed, free, name) = told.into_iter().find(is_told).unwrap_or(told[2]);
    (format!("{needed} {name}"), format!("{free} {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_and_what_is_free_are_told_apart() {
        for (needed, free, told) in [
            (5_000_001, 3_999_999, ("6 MB", "3 MB")),
            (1_500_000, 1_400_000, ("2 MB", "1 MB")),
            (2_000_000, 1_999_999, ("2 MB", "1 MB")),
            (1_900_000, 1_100_000, ("2 MB", "1 MB")),
            (1_000_000, 999_999, ("1000 kB", "999 kB")),
            (900_000, 4_000, ("900 kB", "4 kB")),
            (900, 400, ("900 B", "400 B")),
            (300_000, 0, ("1 MB", "0 MB")),
            // Little is needed, and there is enough.
            (900_000, 1_000_000, ("900 kB", "1000 kB")),
            (7, 7, ("7 B", "7 B")),
        ] {
            let (needed, free) = needed_and_free(needed, free);
            assert_eq!((needed.as_str(), free.as_str()), told);
        }
    }
}
