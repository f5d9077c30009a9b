//! Panics on a damaged file, caught without a word on the terminal.

use std::cell::Cell;
use std::ops::Deref;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use super::error::StoreError;

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Send + Sync>;

/// How many calls are guarded now, in all threads.
static GUARDED: Mutex<usize> = Mutex::new(0);
/// The hook that was in force before the first of them.
static HOOK: RwLock<Option<Hook>> = RwLock::new(None);

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs what may panic on a damaged file, silently in this thread only, and says that the file is damaged.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    // A hook cannot be set while a panic runs, and within a guarded call it is set already.
    if std::thread::panicking() || IS_GUARDED.get() {
        return work();
    }
    hush();
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    unhush();
    result.unwrap_or(Err(StoreError::Damaged))
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
            // Whoever reads the file next is told that it is damaged.
            let _ = guarded(|| {
                drop(held);
                Ok(())
            });
        }
    }
}

fn count() -> MutexGuard<'static, usize> {
    GUARDED.lock().unwrap_or_else(PoisonError::into_inner)
}

fn hush() {
    IS_GUARDED.set(true);
    let mut count = count();
    *count += 1;
    if *count == 1 {
        let before = panic::take_hook();
        *HOOK.write().unwrap_or_else(PoisonError::into_inner) = Some(before);
        panic::set_hook(Box::new(|info| {
            let hook = HOOK.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(hook) = hook.as_ref().filter(|_| !IS_GUARDED.get()) {
                hook(info);
            }
        }));
    }
}

fn unhush() {
    let mut count = count();
    *count -= 1;
    if *count == 0 {
        let before = HOOK.write().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(before) = before {
            panic::set_hook(before);
        }
    }
    IS_GUARDED.set(false);
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
    }

    #[test]
    fn a_panic_is_damage_and_the_hook_before_comes_back() {
        static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());
        let ours = |info: &PanicHookInfo| {
            let thread = std::thread::current().name().unwrap_or_default().to_owned();
            if thread == "loud" {
                SAID.lock().expect("held briefly").push(info.to_string());
            }
        };
        let before = panic::take_hook();
        panic::set_hook(Box::new(ours));
        let loud = || {
            let thread = std::thread::Builder::new().name("loud".to_owned());
            let thread = thread.spawn(|| panic!("heard")).expect("a thread starts");
            assert!(thread.join().is_err());
        };
        // Guarded calls in several threads that overlap, and an unguarded panic meanwhile.
        let (inside, outside) = (std::sync::Barrier::new(3), std::sync::Barrier::new(3));
        std::thread::scope(|scope| {
            for _ in 0..2 {
                let (inside, outside) = (&inside, &outside);
                let work = move || {
                    inside.wait();
                    outside.wait();
                    panic!("not heard")
                };
                scope.spawn(move || {
                    assert!(matches!(guarded::<()>(work), Err(StoreError::Damaged)));
                });
            }
            inside.wait();
            loud();
            outside.wait();
        });
        loud();
        assert!(matches!(guarded(|| Ok(7)), Ok(7)));
        let said = SAID.lock().expect("held briefly").len();
        panic::set_hook(before);
        assert_eq!(said, 2);
    }
}
