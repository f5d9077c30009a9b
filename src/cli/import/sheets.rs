//! A list read from its bytes; of a workbook with several sheets, which of them is asked at a terminal.

use crate::cli::asked;
use crate::cli::failure::Failure;
use crate::cli::options::Options;
use crate::cli::progress::Progress;
use crate::domain::alike::folded;
use crate::domain::plain::shown;
use crate::import::{self, How, Sheet, Unreadable};
use crate::say;

/// Reads the list. The outer error is that a person did not choose a sheet.
pub fn read(
    bytes: &[u8],
    how: How,
    options: &Options,
) -> Result<Result<Sheet, Unreadable>, Failure> {
    match once(bytes, how, options) {
        Err(Unreadable::SeveralSheets(names)) if asked::can_ask(options) => {
            let name = choose(&names, options)?;
            let how = How {
                sheet: Some(name),
                ..how
            };
            Ok(once(bytes, how, options))
        }
        read => Ok(read),
    }
}

fn once(bytes: &[u8], how: How, options: &Options) -> Result<Sheet, Unreadable> {
    let mut progress = Progress::new(options);
    let sheet = import::read_as(bytes, how, &mut |rows| progress.rows(rows as u64));
    progress.end();
    sheet
}

/// Asks until it is answered with the name of one of these or its number.
fn choose<'a>(names: &'a [String], options: &Options) -> Result<&'a str, Failure> {
    let lang = options.lang;
    let mut question = say!(lang,
        sv: "Arbetsboken har flera blad med innehåll:\n",
        en: "The workbook has several sheets with content:\n");
    for (number, name) in (1..).zip(names) {
        question += &format!("{number:>4}  {}\n", shown(name));
    }
    let most = names.len();
    let which = say!(lang,
        sv: "Vilket blad har listan? Namnet eller numret, 1–{most}, eller q för att avbryta: ",
        en: "Which sheet has the list? Its name or number, 1–{most}, or q to cancel: ");
    question += &which;
    loop {
        let Some(answer) = asked::ask(&question, options) else {
            return Err(Failure::refused(say!(lang,
                sv: "Avbrutet. Inget är importerat.",
                en: "Cancelled. Nothing was imported.")));
        };
        let number = answer.parse::<usize>().ok();
        let by_number = || number.and_then(|number| names.get(number.checked_sub(1)?));
        let is_it = |name: &&String| folded(name) == folded(&answer);
        if let Some(name) = names.iter().find(is_it).or_else(by_number) {
            return Ok(name);
        }
        question.clone_from(&which);
    }
}
