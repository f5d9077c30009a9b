//! What can go wrong with the file, as sentences: what happened, what is safe, what to do.

use std::io;
use std::path::Path;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Utc};
use thiserror::Error;

use super::process::{self, LetGo, Process};
use super::watched::Fault;
use crate::domain::zone::Zone;
use crate::text::sentences::Means;
use crate::text::{Lang, Text};
use crate::{say, sentences, text, told};

sentences! {
    /// A fault of the file or the disk. Nothing that was acknowledged before it is lost.
    #[derive(Debug, Error)]
    #[error("{}", self.text(Lang::En))]
    pub enum StoreError {
        NotThere: "Registret finns inte. Kontrollera sökvägen." / "There is no register there. Check the path.";
        AlreadyThere:
            "Filen finns redan och skrivs aldrig över. Välj ett annat namn."
            / "The file exists already and is never written over. Choose another name.";
        NotAFile:
            "Sökvägen är inte en fil. Ange en fil, till exempel register.redb."
            / "The path is not a file. Give a file, such as register.redb.";
        NotARegister:
            "Filen är inte ett register från tolv. Den är orörd; kontrollera sökvägen. Är det ditt register som har skadats: återställ den senaste säkerhetskopian{restore}, eller rädda det som går{salvage}."
            / "The file is not a register made by tolv. It was left as it is; check the path. If it is your register that was damaged: restore the latest backup{restore}, or save what can be saved{salvage}.",
            restore = Means::Restore,
            salvage = Means::Salvage;
        Damaged:
            "Registerfilen är skadad eller avkortad. Den är orörd; se vad som hjälper{check}, eller återställ den senaste säkerhetskopian{restore}."
            / "The register file is damaged or cut short. It was left as it is; see what helps{check}, or restore the latest backup{restore}.",
            check = Means::Check,
            restore = Means::Restore;
        BrokenLog:
            "Registrets logg är inte hel: en post har ändrats eller saknas. Filen är orörd; återställ den senaste säkerhetskopian{restore}, eller rädda det som går{salvage}."
            / "The register's log is not whole: an entry was changed or is missing. The file was left as it is; restore the latest backup{restore}, or save what can be saved{salvage}.",
            restore = Means::Restore,
            salvage = Means::Salvage;
        NewerSchema { found: u64, known: u64 }:
            "Registret är skrivet av en nyare tolv (format {found}; den här kan {known}). Det är orört; uppgradera tolv."
            / "The register was written by a newer tolv (format {found}; this one knows {known}). It was left as it is; upgrade tolv.";
        /// A register of this older schema, which could not be brought to the present one.
        NotMigrated { found: u64, why: Box<StoreError> }:
            "Registret har ett äldre format ({found}) och kunde inte föras över till det nya. Det är orört. {why}"
            / "The register is of an older format ({found}) and could not be brought to the new one. It was left as it is. {why}";
        OtherLocking:
            "Ett annat program eller en äldre tolv har filen öppen. Avsluta det och försök igen."
            / "Another program or an older tolv has the file open. End it and try again.";
        /// Somebody else writes and does not come to an end: who, where that is known.
        Busy(holder: Option<Box<Process>>): match (&*holder) {
            Some(holder) =>
                "Process {who} håller registret låst. Inget är ändrat; försök igen om en stund. {remedy}"
                / "Process {who} holds the register locked. Nothing was changed; try again in a moment. {remedy}",
                who = &**holder,
                remedy = LetGo(holder);
            None =>
                "En annan session håller registret låst. Inget är ändrat; försök igen om en stund."
                / "Another session holds the register locked. Nothing was changed; try again in a moment.";
        };
        Replaced:
            "Registerfilen har bytts ut eller flyttats. Inget är skrivet; starta tolv på nytt."
            / "The register file was replaced or moved. Nothing was written; start tolv again.";
        /// Another register than the one that was open lies at its path.
        OtherRegister:
            "Ett annat register ligger nu i stället för det som var öppet. Inget är skrivet; starta tolv på nytt."
            / "Another register now lies in the place of the one that was open. Nothing was written; start tolv again.";
        /// A restore is under way, or begins at this moment at the latest, in milliseconds since 1970-01-01 UTC.
        BeingRestored { until: i64, zone: Zone }:
            "Registret återställs från en säkerhetskopia, senast kl {time}. Inget är skrivet; försök igen efter det."
            / "The register is being restored from a backup, at {time} at the latest. Nothing was written; try again after that.",
            time = Moment(*until, *zone);
        Full:
            "Disken är full. Det här sparades inte; allt tidigare är kvar. Säg till den som sköter servern, och försök igen när det finns plats."
            / "The disk is full. This was not saved; everything before it is there. Tell whoever runs the server, and try again when there is room.";
        Denied:
            "Du får inte läsa eller skriva filen eller dess mapp. Inget är ändrat; fråga den som sköter servern."
            / "You may not read or write the file or its folder. Nothing was changed; ask whoever runs the server.";
        ReadOnly:
            "Disken är skrivskyddad. Inget är ändrat; säg till den som sköter servern, eller välj en annan plats."
            / "The disk is read-only. Nothing was changed; tell whoever runs the server, or choose another place.";
        Io(kind: io::ErrorKind): match (*kind) {
            io::ErrorKind::InvalidFilename =>
                "Namnet är för långt för disken. Inget är ändrat; välj ett kortare."
                / "The name is too long for the disk. Nothing was changed; choose a shorter one.";
            _ =>
                "Disken svarade med ett fel när filen skulle läsas eller skrivas. Inget nytt är sparat; allt tidigare är kvar. Försök igen, eller säg till den som sköter servern."
                / "The disk answered with an error when the file was to be read or written. Nothing new was saved; everything before it is there. Try again, or tell whoever runs the server.";
        };
        /// It went wrong at the very end of saving, and it cannot be read whether it was saved.
        Unsure(why: Box<StoreError>):
            "{what}, och det går inte att se om det här blev sparat. Säg till den som sköter servern; när filen går att öppna igen visas vad som gäller."
            / "{what}, and there is no telling whether this was saved. Tell whoever runs the server; what is so is shown when the file can be opened again.",
            what = in_short(&why);
        /// The command before, which was in doubt, turned out to be saved; so this one was not carried out.
        SavedBefore:
            "Det som var osäkert är sparat. Det du gjorde nu är inte gjort; se efter, och gör om det om det behövs."
            / "What was in doubt is saved. What you did now was not done; look, and do it again if need be.";
        /// A record that this version cannot read.
        Record(what: &'static str):
            "En post ({what}) i registret går inte att läsa. Filen är orörd; se vad som hjälper{check}, eller återställ den senaste säkerhetskopian{restore}."
            / "A record ({what}) in the register cannot be read. The file was left as it is; see what helps{check}, or restore the latest backup{restore}.",
            check = Means::Check,
            restore = Means::Restore;
    }
}

impl StoreError {
    /// The same, with whoever holds the register at a path.
    pub(super) fn held_at(self, path: &Path) -> StoreError {
        match self {
            StoreError::Busy(None) => StoreError::Busy(process::writer(path).map(Box::new)),
            error => error,
        }
    }

    /// Whether redb refuses to go on with the open handle after this.
    pub(super) fn poisons_the_handle(&self) -> bool {
        matches!(
            self,
            StoreError::Full | StoreError::Io(_) | StoreError::ReadOnly
        )
    }

    /// Whether a fresh handle may do better. That a page is damaged is believed once the whole file was looked at.
    pub(super) fn asks_for_another_handle(&self) -> bool {
        self.poisons_the_handle() || matches!(self, StoreError::Damaged)
    }
}

/// What happened, in a few words.
const fn in_short(error: &StoreError) -> Text {
    match error {
        StoreError::Full => text!("Disken är full", "The disk is full"),
        StoreError::ReadOnly => text!("Disken är skrivskyddad", "The disk is read-only"),
        StoreError::Damaged => text!("Registerfilen är skadad", "The register file is damaged"),
        _ => text!(
            "Disken svarade med ett fel",
            "The disk answered with an error"
        ),
    }
}

/// A moment, in milliseconds since 1970-01-01 UTC, by the clocks of a zone.
struct Moment(i64, Zone);

told! {
    Moment: |moment, to| clock_time(moment.0, moment.1, to.lang);
}

/// The time of day by a zone's clocks, with the day where that is not today.
pub fn clock_time(millis: i64, zone: Zone, lang: Lang) -> String {
    let today = zone.day(Utc::now().timestamp_millis());
    clock_time_on(today, millis, zone, lang)
}

/// The same where it is another day than now.
pub fn clock_time_on(today: NaiveDate, millis: i64, zone: Zone, lang: Lang) -> String {
    told_on(zone.at(millis).naive_local(), today, lang)
}

fn told_on(at: NaiveDateTime, today: NaiveDate, lang: Lang) -> String {
    let time = at.format("%H:%M");
    if at.date() == today {
        return time.to_string();
    }
    let (day, month) = (at.day(), at.month());
    let named = at.format("%b");
    say!(lang, sv: "{time} den {day}/{month}", en: "{time} on {day} {named}")
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> StoreError {
        if let Some(fault) = Fault::behind(&error) {
            return match fault {
                Fault::Damaged | Fault::GivenUp => StoreError::Damaged,
                Fault::Overwritten => StoreError::Replaced,
            };
        }
        match error.kind() {
            io::ErrorKind::NotFound => StoreError::NotThere,
            io::ErrorKind::AlreadyExists => StoreError::AlreadyThere,
            io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory => StoreError::NotAFile,
            io::ErrorKind::PermissionDenied => StoreError::Denied,
            // A lock that was waited for in vain.
            io::ErrorKind::WouldBlock => StoreError::Busy(None),
            io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
            io::ErrorKind::UnexpectedEof => StoreError::Damaged,
            io::ErrorKind::InvalidData => StoreError::NotARegister,
            kind => StoreError::Io(kind),
        }
    }
}

impl From<redb::Error> for StoreError {
    fn from(error: redb::Error) -> StoreError {
        match error {
            redb::Error::Io(error) => error.into(),
            redb::Error::Corrupted(_) => StoreError::Damaged,
            redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => {
                StoreError::OtherLocking
            }
            redb::Error::TableDoesNotExist(_)
            | redb::Error::TableTypeMismatch { .. }
            | redb::Error::TypeDefinitionChanged { .. }
            | redb::Error::UpgradeRequired(_) => StoreError::NotARegister,
            redb::Error::RepairAborted => StoreError::ReadOnly,
            redb::Error::WouldBlock => StoreError::Busy(None),
            _ => StoreError::Io(io::ErrorKind::Other),
        }
    }
}

macro_rules! through_redb {
    ($($error:ident)+) => {
        $(impl From<redb::$error> for StoreError {
            fn from(error: redb::$error) -> StoreError {
                StoreError::from(redb::Error::from(error))
            }
        })+
    };
}

through_redb! { BackendError DatabaseError TransactionError TableError StorageError CommitError }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_another_day_is_told_with_the_day() {
        let at = |text: &str| text.parse::<NaiveDateTime>().expect("a time");
        let today = at("2026-12-31T00:00:00").date();
        for (time, sv, en) in [
            ("2026-12-31T09:05:59", "09:05", "09:05"),
            ("2026-12-31T23:59:59", "23:59", "23:59"),
            ("2027-01-01T00:00:00", "00:00 den 1/1", "00:00 on 1 Jan"),
            ("2026-12-30T23:59:59", "23:59 den 30/12", "23:59 on 30 Dec"),
        ] {
            let told = [Lang::Sv, Lang::En].map(|lang| told_on(at(time), today, lang));
            assert_eq!(told, [sv, en]);
        }
    }
}
