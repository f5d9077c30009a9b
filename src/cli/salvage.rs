//! `salvage`: what can still be read from a damaged file, into a new register; and what was lost.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use super::progress::Progress;
use super::root;
use super::said::named;
use super::session::request;
use crate::domain::facts::change::holdings;
use crate::domain::plain::shown;
use crate::say;
use crate::store::repair::NotRepaired;
use crate::store::salvage::{Loss, Salvaged, salvage};
use crate::store::{StoreError, sessions};
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The damaged file; it is only read
    ///
    /// Den skadade filen; den läses bara
    file: PathBuf,
    /// The new register, which must not be there yet
    ///
    /// Det nya registret, som inte får finnas än
    out: PathBuf,
}

/// What a script is told.
#[derive(Serialize)]
struct Saved {
    participants: u64,
    marks: u64,
    entries: u64,
    entries_kept: u64,
    losses: Vec<LossRow>,
    /// How many more there are.
    more: u64,
}

#[derive(Serialize)]
struct LossRow {
    kind: &'static str,
    who: Option<u32>,
    text: String,
}

impl LossRow {
    fn of(loss: &Loss, lang: Lang) -> LossRow {
        LossRow {
            kind: loss.slug(),
            who: loss.who(),
            text: loss.text(lang),
        }
    }
}

/// Makes the new register. Losses end it with 1.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let lang = options.lang;
    let mut progress = Progress::new(options);
    let (from, out) = (&arguments.file, &arguments.out);
    root::may_make(out, options)?;
    let salvaged = salvage(from, out, &request(options), &mut |done, _| {
        progress.rows(done)
    });
    progress.end();
    let salvaged = salvaged.map_err(|error| match error {
        StoreError::NotARegister => {
            let file = named(from, lang);
            Failure::refused(say!(lang,
                sv: "{file}: I filen finns inget kvar av något register. Inget är skrivet; återställ den senaste säkerhetskopian med tolv restore KOPIA.",
                en: "{file}: Nothing of any register is left in the file. Nothing was written; restore the latest backup with tolv restore BACKUP."))
        }
        StoreError::Busy(_) => {
            let (file, reason) = (named(from, lang), NotRepaired::InUse(sessions(from)).text(lang));
            Failure::refused(format!("{file}: {reason}"))
        }
        StoreError::AlreadyThere | StoreError::Full => Failure::store(&error, out, options),
        error => Failure::store(&error, from, options),
    })?;
    let saved = Saved {
        participants: salvaged.people,
        marks: salvaged.marks,
        entries: salvaged.entries,
        entries_kept: salvaged.kept,
        losses: salvaged
            .losses
            .iter()
            .map(|loss| LossRow::of(loss, lang))
            .collect(),
        more: salvaged.more,
    };
    let code = u8::from(!salvaged.losses.is_empty());
    let text = || {
        let out = out.to_string_lossy();
        let out = shown(&out);
        let next = say!(lang,
            sv: "Registret som det var är orört. Det nya läggs i dess ställe med tolv restore {out}",
            en: "The register as it was is untouched. The new one is put in its place with tolv restore {out}");
        format!("{}\n{next}", text(&salvaged, lang))
    };
    Ok(Answer::new(options, &saved, text).with_code(code))
}

fn text(salvaged: &Salvaged, lang: Lang) -> String {
    let held = holdings(salvaged.people, salvaged.marks, lang);
    let (entries, kept) = (salvaged.entries, salvaged.kept);
    let mut lines = vec![say!(lang,
        sv: "Det nya registret: {held}, {entries} loggposter, varav {kept} orörda.",
        en: "The new register: {held}, {entries} log entries, {kept} of them untouched.")];
    if salvaged.losses.is_empty() {
        lines.push(say!(lang,
            sv: "Inget är förlorat: loggen är hel, och allt är gjort efter den.",
            en: "Nothing is lost: the log is whole, and everything is made from it."));
    } else {
        lines.push(say!(lang, sv: "Förlorat eller osäkert:", en: "Lost, or in doubt:"));
    }
    for loss in &salvaged.losses {
        lines.push(format!("  {}", loss.text(lang)));
    }
    if salvaged.more > 0 {
        let more = salvaged.more;
        lines.push(say!(lang, sv: "Och {more} till.", en: "And {more} more."));
    }
    lines.join("\n")
}
