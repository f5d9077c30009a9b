//! Panics on a damaged register, caught and told as damage.

use std::ops::Deref;

use super::error::StoreError;
use crate::guard;

/// Runs what may panic on a damaged file, silently in this thread only, and says that the file is damaged.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    guard::guarded(work).unwrap_or(Err(StoreError::Damaged))
}

/// Something of redb's that is let go without a panic, too: closing a damaged file or giving up a transaction in one
/// reads and writes its pages.
pub struct Held<T>(Option<T>);

impl<T> Held<T> {
    pub fn new(held: T) -> Held<T> {
        Held(Some(held))
    }

    /// Hands it on to who lets it go.
    pub fn into_inner(mut self) -> T {
        self.0.take().expect("it is held until it is dropped")
    }
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_ref().expect("it is held until it is dropped")
    }
}

impl<T> Drop for Held<T> {
    fn drop(&mut self) {
        if let Some(held) = self.0.take() {
            // A panic here is not told: the next to read the file is told that it is damaged.
            let _ = guarded(|| {
                drop(held);
                Ok(())
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_let_go_without_a_panic_is_let_go_all_the_same() {
        struct Damaged;
        impl Drop for Damaged {
            fn drop(&mut self) {
                panic!("not heard");
            }
        }
        drop(Held::new(Damaged));
        assert_eq!(Held::new(7).into_inner(), 7);
        // Also when what was going on panics itself, guarded or not.
        let panics = || -> Result<(), StoreError> {
            let _held = Held::new(Damaged);
            let _another = Held::new(Damaged);
            panic!("not heard either");
        };
        assert!(matches!(guarded(panics), Err(StoreError::Damaged)));
        assert!(std::thread::spawn(panics).join().is_err());
        assert!(matches!(guarded(|| Ok(7)), Ok(7)));
    }
}
