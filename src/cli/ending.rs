//! Being ended by a signal: what was being written is let go first, and nothing half-made is left.

use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::store;

/// From now on a signal that ends the process first lets go of what is being written, takes what is not finished with
/// it, and then ends it as it would have. One that comes when all of it is written comes too late to take it back.
pub fn leave_nothing() {
    // Without the thread the process ends at once, and what it leaves is told by `doctor`.
    let Ok(mut signals) = Signals::new(asked()) else {
        return;
    };
    thread::spawn(move || {
        for signal in signals.forever() {
            store::let_go();
            store::abandon_unfinished(|| {
                let _ = emulate_default_handler(signal);
            });
        }
    });
}

/// The signals that are to end this process.
pub fn asked() -> impl Iterator<Item = i32> {
    let ignored = ignored();
    let asked = [SIGHUP, SIGINT, SIGTERM].into_iter();
    asked.filter(move |signal| ignored & (1 << (signal - 1)) == 0)
}

/// The signals that whoever started the process had it ignore, such as `nohup`, as Linux shows them: it goes on with
/// those.
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .unwrap_or_default()
}
