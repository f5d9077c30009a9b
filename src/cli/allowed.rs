//! What each word of the command line asks for: the right to read what it tells, and whether a session over SSH may.

use super::Work;
use crate::domain::decide::rights::Right;

impl Work {
    /// The right to read what it tells; what it changes asks for its own. `None` where everybody may, or where that says
    /// itself what it asks for.
    pub const fn right(&self) -> Option<Right> {
        match self {
            Work::List(_) | Work::Find(_) | Work::Day(_) | Work::Show(_) | Work::Arena(_) => {
                Some(Right::See)
            }
            Work::Mark(_) | Work::MarkRest(_) | Work::Note(_) | Work::Clear(_) => Some(Right::Mark),
            Work::Threshold(_)
            | Work::Outcome(_)
            | Work::Duties(_)
            | Work::Decision(_)
            | Work::Step(_)
            | Work::Plan(_)
            | Work::Absence(_)
            | Work::Quota(_) => Some(Right::Survey),
            Work::Import(_)
            | Work::Add(_)
            | Work::Change(_)
            | Work::Move(_)
            | Work::End(_)
            | Work::Reopen(_)
            | Work::NewStay(_) => Some(Right::People),
            Work::Log(log) => match log.proves() {
                true => None,
                false => Some(Right::Log),
            },
            Work::User(_) | Work::Key(_) => Some(Right::Users),
            Work::Check(_)
            | Work::Doctor(_)
            | Work::Salvage(_)
            | Work::Backup(_)
            | Work::Verify(_)
            | Work::Restore(_) => Some(Right::File),
            Work::Export(_) => Some(Right::Export),
            Work::Calendar(_)
            | Work::Undo(_)
            | Work::Redo(_)
            | Work::Settings(_)
            | Work::Rules(_)
            | Work::Cover(_)
            | Work::Prefer(_)
            | Work::Session(_)
            | Work::Keys(_)
            | Work::Demo(_) => None,
        }
    }

    /// Whether a session over SSH may ask for it, as far as its role goes: it takes no path and makes no file.
    pub fn is_for_sessions(&self) -> bool {
        match self {
            Work::Import(import) => import.is_stdin(),
            Work::Export(export) => export.is_stdout(),
            Work::Key(key) => key.is_without_files(),
            Work::Check(_)
            | Work::Doctor(_)
            | Work::Salvage(_)
            | Work::Backup(_)
            | Work::Verify(_)
            | Work::Restore(_)
            | Work::Demo(_)
            | Work::Session(_) => false,
            Work::Log(log) => log.is_without_files(),
            _ => true,
        }
    }
}
