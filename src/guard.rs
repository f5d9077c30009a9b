//! Panics on a damaged file, caught without a word on the terminal: what a library panics with may hold what was read.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

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

/// A panic was caught; what it said is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panicked;

/// Runs what may panic on a damaged file, silently in this thread only.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
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
fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    let before = PANICKED_IN.get();
    CATCHING.set(CATCHING.get() + 1);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(CATCHING.get() - 1);
    PANICKED_IN.set(before);
    result.map_err(|_| Panicked)
}

/// Whether the panic that begins now ends the process: another runs already, and nothing was called since that would
/// catch this one.
fn is_the_end() -> bool {
    let now = Some(CATCHING.get());
    PANICKED_IN.replace(now) == now
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
            // A guarded panic is caught and told as a fault, so the hook is silent. It runs at the end all the same,
            // since it gives the terminal back.
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
        let caught = guarded(|| {
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
        let args = ["--exact", "guard::tests::child", "--nocapture"];
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
                    assert!(matches!(guarded::<()>(work), Err(Panicked)));
                });
            }
            inside.wait();
            loud();
            outside.wait();
        });
        loud();
        assert!(matches!(guarded(|| 7), Ok(7)));
        let said = SAID.lock().expect("held briefly").len();
        panic::set_hook(before);
        assert_eq!(said, 2);
    }
}
