//! `import` of what `tolv export` wrote: a whole register, into a place where there is none.

use std::io::Read;
use std::path::Path;

use crate::cli::answer::Answer;
use crate::cli::export::Held;
use crate::cli::failure::Failure;
use crate::cli::means::by_command;
use crate::cli::options::Options;
use crate::cli::progress::Progress;
use crate::cli::root;
use crate::cli::said::named;
use crate::cli::session::request;
use crate::domain::facts::change::holdings;
use crate::say;
use crate::store::StoreError;
use crate::store::exchange::{self, Fault};

/// Makes the register, or only tries it.
pub fn run(
    file: &Path,
    input: impl Read,
    dry_run: bool,
    options: &Options,
) -> Result<Answer, Failure> {
    let lang = options.lang;
    let path = options.database()?;
    if path.symlink_metadata().is_ok() {
        return Err(taken(path, options));
    }
    root::may_make(path, options)?;
    let mut progress = Progress::new(options);
    let mut tell = |rows| progress.rows(rows);
    let imported = match dry_run {
        true => exchange::try_import(input, &mut tell),
        false => exchange::import(path, input, &request(options), &mut tell),
    };
    progress.end();
    let counts = match imported {
        Ok(counts) => counts,
        Err(refused) => {
            return Err(match refused.fault {
                Fault::Store(StoreError::AlreadyThere) => taken(path, options),
                Fault::Store(error) => Failure::store(&error, path, options),
                _ => {
                    let (file, reason) = (named(file, lang), refused.text(by_command(lang)));
                    Failure::refused(format!("{file}: {reason}"))
                }
            });
        }
    };
    let answer = Answer::new(options, &Held::from(counts), || {
        let held = holdings(counts.people, counts.marks, lang);
        let entries = counts.entries;
        say!(lang, sv: "{held}, {entries} loggposter\n", en: "{held}, {entries} log entries\n")
    });
    Ok(match dry_run {
        true => answer.remark(super::nothing_was_written(lang)),
        false => answer,
    })
}

fn taken(path: &Path, options: &Options) -> Failure {
    let lang = options.lang;
    let path = named(path, lang);
    Failure::refused(say!(lang,
        sv: "{path}: Där finns redan ett register. En export tas bara in där det inte finns något: flytta undan filen, eller ange en annan med --database.",
        en: "{path}: There is a register there already. An export is taken in only where there is none: move the file away, or give another with --database."))
}
