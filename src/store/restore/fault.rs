//! Why a backup was not restored, as sentences: what happened, what is safe, what to do.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::domain::plain::shown;
use crate::store::backup::{Flaw, NotProved};
use crate::store::error::StoreError;
use crate::text::Lang;
use crate::text::sentences::Means;
use crate::{say, sentences, told};

sentences! {
    /// A backup that was not put in the register's place. The register is as it was, unless it says otherwise.
    #[derive(Debug, Error)]
    #[error("{}", self.text(Lang::En))]
    pub enum NotRestored {
        /// The file is no backup that can be restored.
        Backup(why: NotProved): "{why}" / "{why}";
        /// No copy of it could be made ready beside the register.
        Copy(why: StoreError): match (*why) {
            StoreError::Full =>
                "Disken rymmer inte kopian bredvid registret. Registret är orört; frigör plats och försök igen."
                / "The disk has no room for the copy beside the register. The register was left as it is; free some space and try again.";
            StoreError::Damaged | StoreError::BrokenLog | StoreError::Record(_) | StoreError::NotARegister =>
                "Kopian som lades bredvid registret är inte hel: {fault}. Registret är orört; kontrollera disken och försök igen."
                / "The copy that was put beside the register is not whole: {fault}. The register was left as it is; check the disk and try again.",
                fault = Flaw(&why);
            _ =>
                "Kopian kunde inte läggas bredvid registret, som är orört. {why}"
                / "The copy could not be put beside the register, which was left as it is. {why}";
        };
        /// The register cannot be replaced.
        Register(why: StoreError): "{why}" / "{why}";
        /// Another restore, or a repair, has not ended.
        Underway:
            "En annan återställning eller en lagning pågår. Registret är orört av den här; vänta tills den är klar."
            / "Another restore or a repair is under way. This one left the register as it is; wait until that is done.";
        /// The file in the register's place is another register.
        OtherRegister:
            "Säkerhetskopian är av ett annat register än det som ligger här. Registret är orört; kontrollera filerna, eller säg det{other} om det är meningen."
            / "The backup is of another register than the one that lies here. The register was left as it is; check the files, or say so{other} if that is meant.",
            other = Means::OtherRegister;
        /// Sessions have the register open: these processes, as far as can be known.
        Open { processes: Vec<u32> }:
            "Registret är öppet i andra sessioner{numbers}. Det är orört; avsluta dem först, eller ange{wait} hur länge de får på sig."
            / "The register is open in other sessions{numbers}. It was left as it is; end them first, or give them some time{wait}.",
            numbers = numbers(&processes),
            wait = Means::Wait;
        /// The file belongs to somebody else, to whom the copy cannot be given.
        Owner:
            "Registret tillhör ett annat konto, som kopian inte kunde ges till. Registret är orört; återställ det{restore} från det kontot."
            / "The register belongs to another account, to which the copy could not be given. The register was left as it is; restore it{restore} from that account.",
            restore = Means::Restore;
        /// The list of the newer entries could not be written.
        List(why: StoreError):
            "Listan över det som är nyare kunde inte skrivas, så registret är orört. {why}"
            / "The list of what is newer could not be written, so the register was left as it is. {why}";
        /// The newer entries were to be listed, but the file that has them cannot be read.
        NoList:
            "Registret som skulle ersättas kan inte läsas, så listan över det som är nyare kan inte skrivas. Det är orört: rädda först det som går{salvage}, eller återställ utan den listan{list}."
            / "The register that was to be replaced cannot be read, so the list of what is newer cannot be written. It was left as it is: first save what can be saved{salvage}, or restore without that list{list}.",
            salvage = Means::Salvage,
            list = Means::SaveNewer;
        /// The backup is the register itself.
        Itself:
            "Det är registret självt och ingen säkerhetskopia av det. Inget är gjort; ange en säkerhetskopia."
            / "That is the register itself and no backup of it. Nothing was done; give a backup.";
        /// The backup is in place, and the disk does not say that it stays there.
        Unsynced { kept: Option<PathBuf> }:
            "Säkerhetskopian är återställd och ligger på plats, men disken bekräftade inte bytet: efter ett strömavbrott kan det vara ogjort. Kontrollera disken och, innan något markeras, vad som ligger där{log}. {kept}"
            / "The backup was restored and is in place, but the disk did not confirm the exchange: after a power cut it may be undone. Check the disk and, before anything is marked, what lies there{log}. {kept}",
            log = Means::Log,
            kept = Kept(&kept);
        /// The backup is in place, and is not read as it was a moment before.
        NotSound { kept: Option<PathBuf>, why: StoreError }:
            "Kopian ligger på plats men läses inte som den skrevs: {fault}. Kontrollera disken. {kept}"
            / "The copy is in place but is not read as it was written: {fault}. Check the disk. {kept}",
            fault = Flaw(&why),
            kept = Kept(&kept);
    }
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
}

/// The file that was replaced.
struct Kept<'a>(&'a Option<PathBuf>);

told! {
    Kept<'_>: |kept, to| kept_told(kept.0.as_deref(), to.lang);
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
