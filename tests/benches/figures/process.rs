//! What Linux says of a process: the most memory it has had, the processor time it took, how often it was woken.

use std::fs;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// The work of all threads of a process since it began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    pub cpu: Duration,
    /// How often its threads gave the processor away or lost it: one for each time they were woken, or more.
    pub switches: u64,
}

/// How often it is looked how much memory a program has had. That only grows, so the last look misses little.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// A program that has run to its end.
pub struct Ran {
    pub took: Duration,
    /// The most memory it has had, in KiB.
    pub peak: u64,
    pub output: Output,
}

/// Runs a program that says little to its end. What the kernel tells of it afterwards (`ru_maxrss`) will not do: that
/// counts what this process had when it was started, too.
pub fn to_the_end(command: &mut Command) -> Result<Ran> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let began = Instant::now();
    let mut child = command.spawn()?;
    let mut peak = 0;
    while child.try_wait()?.is_none() {
        // It has none any more where it is about to end.
        peak = peak.max(peak_memory(child.id()).unwrap_or_default());
        thread::sleep(LOOK_EVERY);
    }
    let took = began.elapsed();
    let output = child.wait_with_output()?;
    ensure!(peak > 0, "it ended before its memory was looked at");
    Ok(Ran { took, peak, output })
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
