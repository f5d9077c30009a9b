//! Why a backup was not restored, as sentences: what happened, what is safe, what to do.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::domain::plain::shown;
use crate::store::backup::{NotProved, unsound};
use crate::store::error::StoreError;
use crate::{say, text::Lang};

/// A backup that was not put in the register's place. The register is as it was, unless it says otherwise.
#[derive(Debug, Error)]
#[error("{}", self.text(Lang::En))]
pub enum NotRestored {
    /// The file is no backup that can be restored.
    Backup(NotProved),
    /// No copy of it could be made ready beside the register.
    Copy(StoreError),
    /// The register cannot be replaced.
    Register(StoreError),
    /// Another restore, or a repair, has not ended.
    Underway,
    /// What lies in the register's place is another register.
    OtherRegister,
    /// Sessions have the register open: these processes, as far as can be known.
    Open { processes: Vec<u32> },
    /// The file belongs to somebody else, to whom the copy cannot be given.
    Owner,
    /// What is newer could not be written to a list.
    List(StoreError),
    /// What is newer is to be written to a list, and what lies there cannot be read.
    NoList,
    /// The backup is the register itself.
    Itself,
    /// The backup is in place, and the disk does not say that it stays there.
    Unsynced { kept: Option<PathBuf> },
    /// The backup is in place, and is not read as it was a moment before.
    NotSound {
        kept: Option<PathBuf>,
        why: StoreError,
    },
}

impl From<StoreError> for NotRestored {
    fn from(error: StoreError) -> NotRestored {
        NotRestored::Register(error)
    }
}

impl NotRestored {
    /// Whether the register was replaced all the same.
    pub fn is_replaced(&self) -> bool {
        matches!(
            self,
            NotRestored::Unsynced { .. } | NotRestored::NotSound { .. }
        )
    }

    /// The sentence for people.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            NotRestored::Backup(why) => why.text(lang),
            NotRestored::Copy(StoreError::Full) => say!(lang,
                sv: "Disken rymmer inte kopian bredvid registret. Registret är orört; frigör plats och försök igen.",
                en: "The disk has no room for the copy beside the register. The register was left as it is; free some space and try again."),
            NotRestored::Copy(
                why @ (StoreError::Damaged
                | StoreError::BrokenLog
                | StoreError::Record(_)
                | StoreError::NotARegister),
            ) => {
                let fault = unsound(why, lang);
                say!(lang,
                    sv: "Kopian som lades bredvid registret är inte hel: {fault}. Registret är orört; kontrollera disken och försök igen.",
                    en: "The copy that was put beside the register is not whole: {fault}. The register was left as it is; check the disk and try again.")
            }
            NotRestored::Copy(why) => {
                let why = why.text(lang);
                say!(lang,
                    sv: "Kopian kunde inte läggas bredvid registret, som är orört. {why}",
                    en: "The copy could not be put beside the register, which was left as it is. {why}")
            }
            NotRestored::Register(why) => why.text(lang),
            NotRestored::Underway => say!(lang,
                sv: "En annan återställning eller en lagning pågår. Registret är orört av den här; vänta tills den är klar.",
                en: "Another restore or a repair is under way. This one left the register as it is; wait until that is done."),
            NotRestored::OtherRegister => say!(lang,
                sv: "Säkerhetskopian är av ett annat register än det som ligger här. Registret är orört; kontrollera filerna, eller säg --other-register om det är meningen.",
                en: "The backup is of another register than the one that lies here. The register was left as it is; check the files, or say --other-register if that is meant."),
            NotRestored::Open { processes } => {
                let numbers = numbers(processes);
                say!(lang,
                    sv: "Registret är öppet i andra sessioner{numbers}. Det är orört; avsluta dem först, eller ange med --wait hur länge de får på sig.",
                    en: "The register is open in other sessions{numbers}. It was left as it is; end them first, or give them some time with --wait.")
            }
            NotRestored::Owner => say!(lang,
                sv: "Registret tillhör ett annat konto, som kopian inte kunde ges till. Registret är orört; kör tolv restore från det kontot.",
                en: "The register belongs to another account, to which the copy could not be given. The register was left as it is; run tolv restore from that account."),
            NotRestored::List(why) => {
                let why = why.text(lang);
                say!(lang,
                    sv: "Listan över det som är nyare kunde inte skrivas, så registret är orört. {why}",
                    en: "The list of what is newer could not be written, so the register was left as it is. {why}")
            }
            NotRestored::NoList => say!(lang,
                sv: "Registret som skulle ersättas kan inte läsas, så listan över det som är nyare kan inte skrivas. Det är orört: rädda först det som går med tolv salvage, eller återställ utan --save-newer.",
                en: "The register that was to be replaced cannot be read, so the list of what is newer cannot be written. It was left as it is: first save what can be saved with tolv salvage, or restore without --save-newer."),
            NotRestored::Itself => say!(lang,
                sv: "Det är registret självt och ingen säkerhetskopia av det. Inget är gjort; ange en säkerhetskopia.",
                en: "That is the register itself and no backup of it. Nothing was done; give a backup."),
            NotRestored::Unsynced { kept } => {
                let kept = kept_told(kept.as_deref(), lang);
                say!(lang,
                    sv: "Säkerhetskopian är återställd och ligger på plats, men disken bekräftade inte bytet: efter ett strömavbrott kan det vara ogjort. Kontrollera disken och, innan något markeras, vad som ligger där (tolv log). {kept}",
                    en: "The backup was restored and is in place, but the disk did not confirm the exchange: after a power cut it may be undone. Check the disk and, before anything is marked, what lies there (tolv log). {kept}")
            }
            NotRestored::NotSound { kept, why } => {
                let fault = unsound(why, lang);
                let kept = kept_told(kept.as_deref(), lang);
                say!(lang,
                    sv: "Kopian ligger på plats men läses inte som den skrevs: {fault}. Kontrollera disken. {kept}",
                    en: "The copy is in place but is not read as it was written: {fault}. Check the disk. {kept}")
            }
        }
    }
}

/// Where the file lies that was replaced.
fn kept_told(kept: Option<&Path>, lang: Lang) -> String {
    let Some(kept) = kept else {
        return say!(lang, sv: "Där låg inget före.", en: "Nothing lay there before.");
    };
    let kept = kept.to_string_lossy();
    let kept = shown(&kept);
    say!(lang,
        sv: "Det som låg där före ligger i {kept}.",
        en: "What lay there before lies in {kept}.")
}

/// The processes in brackets, where any is known.
pub fn numbers(processes: &[u32]) -> String {
    let numbers: Vec<String> = processes.iter().map(u32::to_string).collect();
    match numbers.as_slice() {
        [] => String::new(),
        numbers => format!(" (pid {})", numbers.join(", ")),
    }
}
