//! What Linux says of a process: the most memory it has had, the processor time it took, how often it was woken.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};

/// The work of all threads of a process since it began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    pub cpu: Duration,
    /// How often its threads gave the processor away or lost it: one for each time they were woken, or more.
    pub switches: u64,
}

/// The most memory the process has had, in KiB.
pub fn peak_memory(pid: u32) -> Result<u64> {
    field(
        &fs::read_to_string(format!("/proc/{pid}/status"))?,
        "VmHWM:",
    )
}

/// What the process has done so far.
pub fn work(pid: u32) -> Result<Work> {
    let mut all = Work::default();
    for thread in fs::read_dir(format!("/proc/{pid}/task"))? {
        let thread = thread?.path();
        let status = fs::read_to_string(thread.join("status"))?;
        all.switches += field(&status, "voluntary_ctxt_switches:")?;
        all.switches += field(&status, "nonvoluntary_ctxt_switches:")?;
        // Its first number is the time on a processor in ns; `stat` counts in hundredths of a second only.
        let times = fs::read_to_string(thread.join("schedstat"))?;
        let on_cpu = times
            .split_whitespace()
            .next()
            .context("schedstat is empty")?;
        all.cpu += Duration::from_nanos(on_cpu.parse()?);
    }
    Ok(all)
}

fn field(status: &str, name: &str) -> Result<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.with_context(|| format!("no {name}"))?.parse()?)
}
