//! An idle session: nothing written, no processor time, never woken.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use crate::Extent;
use crate::place::Place;
use crate::process;
use crate::program::{Program, QUIET};
use crate::table::{Figure, Table, time};

/// Nobody touches a key for ten seconds, or three.
pub fn sleeps(place: &Place, register: &Path, extent: Extent, table: &mut Table) -> Result<()> {
    let seconds = if extent.quick { 3 } else { 10 };
    let mut program = Program::board(place, register)?;
    program.first_frame(QUIET)?;
    program.listen(10 * QUIET)?;
    let pid = program.pid()?;
    let before = process::work(pid)?;
    let bytes = program.listen(Duration::from_secs(seconds))?;
    let after = process::work(pid)?;
    program.leave()?;

    let cpu = after.cpu - before.cpu;
    let switches = after.switches - before.switches;
    let measured = format!("{bytes} B, {}, {switches} wake-ups", time(cpu));
    let holds = bytes == 0 && cpu.is_zero() && switches == 0;
    table.show(&Figure::new(format!("idle for {seconds} s"), measured).limit("nothing", holds));
    Ok(())
}
