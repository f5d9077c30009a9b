//! Carrying a command line out: first whether whoever asks may, then the command, then the signs that it is told in.

use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use super::{
    Work, absence, add, arena, backup, calendar, change, check, day, decision, demo, doctor, duties,
};
use super::{
    end, ending, export, identity, import, key, keys, list, log, mark, mark_rest, move_to,
    new_stay, note,
};
use super::{
    outcome, plan, quota, restore, rules, salvage, settings, show, ssh, step, threshold, undo,
    user, verify,
};
use crate::domain::decide::rights::Right;

/// Carries a command out, and tells it in the signs that were asked for.
pub fn carry_out(work: &Work, options: &Options) -> Result<Answer, Failure> {
    let options = &options.asking(work.right());
    let may = match work.right() {
        Some(Right::File) => identity::check_file(options),
        _ => Ok(()),
    };
    match may.and_then(|()| done(work, options)) {
        Ok(answer) if options.ascii && options.json => Ok(answer.with_ascii_remarks()),
        Ok(answer) if options.ascii => Ok(answer.in_ascii()),
        Err(failure) if options.ascii => Err(failure.in_ascii()),
        result => result,
    }
}

fn done(work: &Work, options: &Options) -> Result<Answer, Failure> {
    // A restore is ended in its own way while it waits, and a screen in its own all the time.
    if !matches!(work, Work::Restore(_) | Work::Demo(_) | Work::Session(_)) {
        ending::leave_nothing();
    }
    match work {
        Work::Import(arguments) => import::run(arguments, options),
        Work::List(arguments) => list::list(arguments, options),
        Work::Find(arguments) => list::find(arguments, options),
        Work::Mark(arguments) => mark::mark(arguments, options),
        Work::MarkRest(arguments) => mark_rest::run(arguments, options),
        Work::Note(arguments) => note::run(arguments, options),
        Work::Clear(arguments) => mark::clear(arguments, options),
        Work::Day(arguments) => day::run(arguments, options),
        Work::Threshold(arguments) => threshold::run(arguments, options),
        Work::Calendar(arguments) => calendar::run(arguments, options),
        Work::Arena(arguments) => arena::run(arguments, options),
        Work::Log(arguments) => log::run(arguments, options),
        Work::Undo(arguments) => undo::undo(arguments, options),
        Work::Redo(arguments) => undo::redo(arguments, options),
        Work::Settings(arguments) => settings::run(arguments, options),
        Work::Rules(arguments) => rules::run(arguments, options),
        Work::Show(arguments) => show::run(arguments, options),
        Work::Add(arguments) => add::run(arguments, options),
        Work::Change(arguments) => change::run(arguments, options),
        Work::Move(arguments) => move_to::run(arguments, options),
        Work::End(arguments) => end::run(arguments, options),
        Work::Reopen(arguments) => new_stay::reopen(arguments, options),
        Work::NewStay(arguments) => new_stay::new_stay(arguments, options),
        Work::Absence(arguments) => absence::run(arguments, options),
        Work::Outcome(arguments) => outcome::run(arguments, options),
        Work::Duties(arguments) => duties::run(arguments, options),
        Work::Decision(arguments) => decision::run(arguments, options),
        Work::Step(arguments) => step::run(arguments, options),
        Work::Plan(arguments) => plan::run(arguments, options),
        Work::Quota(arguments) => quota::run(arguments, options),
        Work::User(arguments) => user::run(arguments, options),
        Work::Cover(arguments) => user::cover(arguments, options),
        Work::Prefer(arguments) => user::prefer(arguments, options),
        Work::Key(arguments) => key::run(arguments, options),
        Work::Session(arguments) => ssh::run(arguments, options),
        Work::Check(arguments) => check::run(arguments, options),
        Work::Doctor(arguments) => doctor::run(arguments, options),
        Work::Salvage(arguments) => salvage::run(arguments, options),
        Work::Export(arguments) => export::run(arguments, options),
        Work::Backup(arguments) => backup::run(arguments, options),
        Work::Verify(arguments) => verify::run(arguments, options),
        Work::Restore(arguments) => restore::run(arguments, options),
        Work::Keys(arguments) => keys::run(arguments, options),
        Work::Demo(arguments) => demo::run(arguments, options),
    }
}
