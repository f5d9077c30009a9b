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
    /// How many calls are under way in this thread that catch a panic.
    static CATCHING: Cell<u32> = const { Cell::new(0) };
    /// How many there were when a panic began that has not been caught yet.
    static PANICKED_IN: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Runs what may panic on a damaged file, silently in this thread only, and says that the file is damaged.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    // A hook cannot be set while a panic runs, and within a guarded call it is set already.
    if std::thread::panicking() || IS_GUARDED.get() {
        return caught(work);
    }
    hush();
    let result = caught(work);
    unhush();
    result
}

/// Also while another panic runs: a second one that got out of what is let go meanwhile would end the process.
fn caught<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    let before = PANICKED_IN.get();
    CATCHING.set(CATCHING.get() + 1);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(CATCHING.get() - 1);
    PANICKED_IN.set(before);
    result.unwrap_or(Err(StoreError::Damaged))
}

/// Whether the panic that begins now ends the process: another runs already, and nothing was called since that would
/// catch this one.
fn is_the_end() -> bool {
    let now = Some(CATCHING.get());
    PANICKED_IN.replace(now) == now
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
            // Who is told nothing goes on; at the end the terminal is to be given back.
            let is_told = !IS_GUARDED.get() || is_the_end();
            if let Some(hook) = hook.as_ref().filter(|_| is_told) {
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

    const CHILD: &str = "TOLV_TEST_GUARD";

    /// What ends the process under `the_hook_before_hears_what_ends_the_process`; otherwise a test that passes.
    #[test]
    fn child() {
        struct Unheld;
        impl Drop for Unheld {
            fn drop(&mut self) {
                panic!("the last");
            }
        }
        if std::env::var_os(CHILD).is_none() {
            return;
        }
        panic::set_hook(Box::new(|info| eprintln!("HEARD {info}")));
        let caught = guarded(|| -> Result<(), StoreError> {
            let _unheld = Unheld;
            // This one is caught, and is not the end.
            let _ = guarded::<()>(|| panic!("a first"));
            panic!("the first");
        });
        panic!("{caught:?}");
    }

    #[test]
    fn the_hook_before_hears_what_ends_the_process() {
        let mut child = std::process::Command::new(std::env::current_exe().expect("this program"));
        let args = ["--exact", "store::guard::tests::child", "--nocapture"];
        let ended = child.env(CHILD, "1").args(args).output();
        let ended = ended.expect("this program starts");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(!ended.status.success());
        let (last, first) = ("the last", "the first");
        assert!(said.contains(last) && !said.contains(first), "{said}");
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
