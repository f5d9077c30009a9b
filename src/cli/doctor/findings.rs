//! What can be found: each with whether it is a fault or a note, its stable name, its sentence and its remedy.

use std::path::PathBuf;

use super::disk::Disk;
use crate::cli::said::named;
use crate::store::StoreError;
use crate::store::process::{LetGo, Process};
use crate::text::sentences::{Said, Told, Voice};
use crate::{say, sentences, told};

/// A row is a finding: `fault` where something can be lost or leak, `note` where it is worth knowing.
macro_rules! findings {
    ($(
        $gravity:ident $variant:ident $slug:literal $({ $($field:ident: $kind:ty),+ })?:
            $sv:literal / $en:literal,
            $remedy_sv:literal / $remedy_en:literal $(, $made:ident = $from:expr)?;
    )+) => {
        sentences! {
            /// One thing that is not as it should be.
            #[derive(Debug)]
            pub enum Finding: slug {
                $($variant $slug $({ $($field: $kind),+ })?: $sv / $en;)+
            }
        }

        impl Finding {
            /// Whether something can be lost or leak; else it is worth knowing.
            pub fn is_fault(&self) -> bool {
                let gravity = match self {
                    $(Finding::$variant { .. } => stringify!($gravity),)+
                };
                gravity == "fault"
            }

            /// What to do about it; empty where the finding says it.
            #[allow(unused_variables)]
            pub fn remedy(&self, to: Voice) -> String {
                match self {
                    $(Finding::$variant $({ $($field),+ })? => {
                        $($(let $field = Said($field, to);)+)?
                        sentences!(@say to, $remedy_sv, $remedy_en $(, $made = $from)?)
                    })+
                }
            }
        }
    };
}

findings! {
    // The file.
    note Link "link" { file: Named, to_file: Named }:
        "{file} är en länk till {to_file}." / "{file} is a link to {to_file}.",
        "Ange själva filen med --database, så att det som görs bredvid registret hamnar där det ligger."
        / "Give the file itself with --database, so that what is made beside the register lies where it does.";
    fault NotAFile "not-a-file" { file: Named }:
        "{file} är ingen fil." / "{file} is not a file.",
        "Ange en fil med --database." / "Give a file with --database.";
    fault Denied "denied" { file: Named }:
        "{file} går inte att nå." / "{file} cannot be reached.",
        "Kör från det konto som äger filen." / "Run from the account that owns the file.";
    fault NoRegister "no-register" { file: Named, own: String, remedy: Begin }:
        "Det finns inget register här: {file} finns inte (kontot {own})."
        / "There is no register here: {file} is not there (account {own}).",
        "{remedy}" / "{remedy}";
    fault FileMode "file-mode" { file: Named, mode: Mode }:
        "Andra än ägaren kommer åt {file} ({mode})." / "Others than the owner can reach {file} ({mode}).",
        "Kör chmod 600 på den." / "Run chmod 600 on it.";
    fault HardLinks "hard-links" { file: Named, names: u64 }:
        "{file} har {names} namn på disken: den som skriver under ett annat skriver i samma fil."
        / "{file} has {names} names on the disk: whoever writes under another writes to the same file.",
        "Ta bort de andra namnen; en säkerhetskopia görs med tolv backup."
        / "Remove the other names; a backup is made with tolv backup.";
    // What sshd lets in.
    note KeysNotWritten "keys" { file: Named }:
        "Registret har nycklar, och {file} finns inte eller går inte att läsa."
        / "The register has keys, and {file} is not there or cannot be read.",
        "Skriv den med tolv key export." / "Write it with tolv key export.";
    fault KeysOpen "keys" { file: Named }:
        "Andra än ägaren får skriva i {file}." / "Others than the owner may write to {file}.",
        "Kör chmod 600 på den." / "Run chmod 600 on it.";
    note KeysOutdated "keys" { file: Named }:
        "{file} har inte de nycklar som registret har." / "{file} has not the keys that the register has.",
        "Skriv den på nytt med tolv key export." / "Write it anew with tolv key export.";
    note KeysWithShell "keys" { file: Named, count: usize }:
        "{file} har {count} rader som inte börjar en session: den som har den nyckeln når hela kontot."
        / "{file} has {count} lines that begin no session: whoever has that key reaches the whole account.",
        "Låt bara den som sköter servern ha en sådan." / "Let only whoever runs the server have one.";
    // Whose it is.
    fault OfAnother "owner" { place: Named, owner: String, account: String }:
        "{place} hör till kontot {owner}, och registret till {account}."
        / "{place} belongs to the account {owner}, and the register to {account}.",
        "Ge det till {account}: chown {account}: {place}" / "Give it to {account}: chown {account}: {place}";
    fault OfOthers "owner" { place: Named, owner: String, own: String }:
        "{place} hör till kontot {owner}, och det här är {own}."
        / "{place} belongs to the account {owner}, and this is {own}.",
        "Låt alla logga in till ett konto: kör från {owner}, eller låt root ge det till det konto som alla använder (chown)."
        / "Let everybody log in to one account: run from {owner}, or let root give it to the account that everybody uses (chown).";
    note AsRoot "as-root" { hint: String }: "{hint}" / "{hint}", "" / "";
    fault NoAccess "no-access" { place: Named, mode: &'static str }:
        "Du får inte läsa och skriva i {place}." / "You may not read and write in {place}.",
        "Kör från det konto som äger det, och chmod {mode} på det."
        / "Run from the account that owns it, and chmod {mode} on it.";
    // The folder.
    fault FolderToChange "folder-mode" { folder: Named, mode: Mode }:
        "Andra än ägaren får byta ut filer i mappen {folder} ({mode})."
        / "Others than the owner may replace files in the folder {folder} ({mode}).",
        "Kör chmod 700 på den." / "Run chmod 700 on it.";
    note FolderToEnter "folder-mode" { folder: Named, mode: Mode }:
        "Andra än ägaren kommer in i mappen {folder} ({mode})."
        / "Others than the owner can enter the folder {folder} ({mode}).",
        "Kör chmod 700 på den, om inget annat ska ligga där."
        / "Run chmod 700 on it, unless something else is to lie there.";
    note LeftBehind "left-behind" { files: Vec<Named> }:
        "Något som avbröts har lämnat {files}." / "Something that was cut off has left {files}.",
        "Ta bort det; det har personuppgifter och används aldrig."
        / "Remove it; it holds personal data and is never used.";
    note Kept "kept" { files: Vec<Old> }:
        "Äldre register ligger kvar bredvid: {files}." / "Older registers lie beside it still: {files}.",
        "Ta bort det som inte längre behövs; vart och ett har alla personuppgifter."
        / "Remove what is no longer needed; each holds all the personal data.";
    // The disk.
    fault Network "network" { share: &'static str }:
        "Registret ligger på en nätverksdisk ({share}), där lås och sparande inte går att lita på."
        / "The register lies on a network share ({share}), where locks and saving cannot be relied on.",
        "Flytta det till en disk i den maskin som alla loggar in till."
        / "Move it to a disk in the machine that everybody logs in to.";
    fault NotLasting "not-lasting" { disk: Disk }:
        "Registret ligger på {disk} och försvinner när den stängs av."
        / "The register lies on {disk} and goes away when that ends.",
        "Flytta det till en riktig disk." / "Move it to a real disk.";
    fault Ownerless "ownerless" { disk: Disk }:
        "Registret ligger på en {disk}: alla på maskinen kan läsa det."
        / "The register lies on {disk}: everybody on the machine can read it.",
        "Flytta det till maskinens egen disk." / "Move it to the machine's own disk.";
    note Fuse "fuse" { disk: Disk }:
        "Registret ligger på en {disk}; är det en nätverksdisk (sshfs) går lås och sparande inte att lita på."
        / "The register lies on {disk}; if that is a network share (sshfs), locks and saving cannot be relied on.",
        "Flytta det till maskinens egen disk." / "Move it to the machine's own disk.";
    fault ReadOnly "read-only":
        "Disken är skrivskyddad: inget kan markeras." / "The disk is read-only: nothing can be marked.",
        "Montera den skrivbar; har systemet gjort den skrivskyddad är den troligen skadad."
        / "Mount it writable; if the system made it read-only, it is likely to be failing.";
    fault LittleRoom "little-room" { left: String, held: String }:
        "Bara {left} är ledigt på disken; registret är {held}."
        / "Only {left} is free on the disk; the register is {held}.",
        "Frigör plats: en full disk hindrar markeringar och säkerhetskopior."
        / "Free some space: a full disk stops marks and backups.";
    // The register.
    fault Held "held" { process: Process }:
        "Process {process} håller registret låst: ingen annan kan spara."
        / "Process {process} holds the register locked: nobody else can save.",
        "{end}" / "{end}", end = LetGo(&process);
    fault OfAnotherProgram "unopened" { error: StoreError }:
        "{error}" / "{error}",
        "Ta reda på vilket med fuser eller lsof." / "Find out which with fuser or lsof.";
    fault Unopened "unopened" { error: StoreError }: "{error}" / "{error}", "" / "";
    note CutOff "cut-off":
        "Den senaste sessionen avbröts." / "The last session was cut off.",
        "Nästa start ställer filen i ordning; kör tolv check om maskinen stannade."
        / "The next start puts the file in order; run tolv check if the machine stopped.";
    fault Clock "clock" { last: String }:
        "Klockan går fel, eller gick fel då: loggens senaste post är skriven {last}, som inte har varit än."
        / "The clock is wrong, or was wrong then: the log's last entry was written {last}, which is still to come.",
        "Ställ maskinens klocka, helst över nätet (timedatectl)."
        / "Set the machine's clock, best over the network (timedatectl).";
    note ClockWasWrong "clock-was-wrong" { odd: String }:
        "{odd}" / "{odd}",
        "Se efter att klockan ställs över nätet (timedatectl); det som är skrivet ändras inte."
        / "See that the clock is set over the network (timedatectl); what is written stays as it is.";
    note Older "older":
        "Registret är av ett äldre format." / "The register is of an older format.",
        "Nästa start för över det och sparar filen som den var bredvid."
        / "The next start brings it over and keeps the file as it was beside it.";
    // Its backups.
    fault Backup "backup" { age: Age }:
        "{age}" / "{age}",
        "Kör tolv backup, och låt det göras varje natt (tolv backup --print-systemd)."
        / "Run tolv backup, and have it done every night (tolv backup --print-systemd).";
    note BackupGone "backup-gone" { made: String, path: Named, others: Others }:
        "Den senaste goda säkerhetskopian gjordes {made}, och finns inte: {path}. {others}"
        / "The last good backup was made {made}, and is not there: {path}. {others}",
        "Kör tolv backup, om den inte är flyttad till en säker plats."
        / "Run tolv backup, unless it was moved to a safe place.";
    fault BackupChanged "backup-changed" { made: String, path: Named }:
        "Den senaste goda säkerhetskopian gjordes {made}, och är inte längre den som dess kontrollsumma gäller: {path}."
        / "The last good backup was made {made}, and is no longer the one that its checksum is of: {path}.",
        "Kör tolv backup, och kontrollera den här med tolv verify."
        / "Run tolv backup, and check this one with tolv verify.";
    note BackupOutOfReach "backup-out-of-reach" { made: String, folder: Named }:
        "Den senaste goda säkerhetskopian gjordes {made}, och mappen den lades i går inte att nå: {folder}."
        / "The last good backup was made {made}, and the folder that it was put in cannot be reached: {folder}.",
        "Kontrollera att disken är ansluten." / "See that the disk is mounted.";
    fault BackupMode "backup-mode" { count: usize, first: Named }:
        "Andra än ägaren kommer åt säkerhetskopior ({count} st), som {first}."
        / "Others than the owner can reach backups ({count} of them), such as {first}.",
        "Kör chmod 600 på dem." / "Run chmod 600 on them.";
    // What the program runs in.
    fault Settings "settings" { complaints: Lines }: "{complaints}" / "{complaints}", "Rätta det." / "Correct it.";
    fault Keymap "keymap" { complaints: Lines }:
        "{complaints}" / "{complaints}",
        "Rätta tangentfilen, eller ta bort den." / "Correct the file of keys, or remove it.";
    note Locale "locale" { locale: String }:
        "Språkmiljön ({locale}) säger inte UTF-8: å, ä, ö och tecknen kan bli fel på skärmen."
        / "The locale ({locale}) does not say UTF-8: å, ä, ö and the signs may come out wrong on the screen.",
        "Sätt LANG=sv_SE.UTF-8, eller kör med --ascii." / "Set LANG=sv_SE.UTF-8, or run with --ascii.";
    note Terminal "terminal":
        "Terminalen säger inte vad den är (TERM): den kan inte visa skärmen."
        / "The terminal does not say what it is (TERM): it cannot show the screen.",
        "Sätt TERM, till exempel till xterm-256color." / "Set TERM, to xterm-256color for example.";
}

sentences! {
    /// How a register comes about where there is none.
    #[derive(Debug)]
    pub enum Begin {
        Here:
            "Finns registret på annan plats eller hos ett annat konto: ange filen med --database eller TOLV_DATABASE, eller kör från det kontot. Annars börjar du ett här: tolv import personer.csv tar in en lista, och tolv utan kommando gör ett tomt."
            / "If the register is elsewhere or another account's: give the file with --database or TOLV_DATABASE, or run from that account. Else begin one here: tolv import people.csv takes in a list, and tolv without a command makes an empty one.";
        /// What root is told instead.
        Elsewhere { hint: String }: "{hint}" / "{hint}";
    }
}

sentences! {
    /// How old the last good backup is.
    #[derive(Debug)]
    pub enum Age {
        Ahead { days: i64 }:
            "Den senaste goda säkerhetskopian är daterad {days} dygn framåt: klockan gick fel då, eller gör det nu, och ingen vet hur gammal den är."
            / "The last good backup is dated {days} days ahead: the clock was wrong then, or is now, and nobody knows how old it is.";
        Old { days: i64 }:
            "Den senaste goda säkerhetskopian är {days} dygn gammal." / "The last good backup is {days} days old.";
        /// There is none: the register's own age.
        None { days: i64 }:
            "Det finns ingen säkerhetskopia, och registret är {days} dygn gammalt."
            / "There is no backup, and the register is {days} days old.";
    }
}

sentences! {
    /// The backups that are still where they were put.
    #[derive(Debug)]
    pub enum Others {
        Newest { made: String }:
            "Den nyaste som är kvar gjordes {made}." / "The newest that is still there was made {made}.";
        None:
            "Ingen som loggen vet av är kvar där den lades." / "None that the log knows of is where it was put.";
    }
}

/// A file or a folder.
#[derive(Debug)]
pub struct Named(pub PathBuf);

/// An old register, and how many days old it is.
#[derive(Debug)]
pub struct Old(pub Named, pub i64);

/// What a file or a folder lets its owner and others do.
#[derive(Debug)]
pub struct Mode(pub u32);

/// Sentences under each other, safe to show already.
#[derive(Debug)]
pub struct Lines(pub String);

impl Told for Lines {
    fn told(&self, _: Voice) -> String {
        self.0.clone()
    }
}

told! {
    Named: |file, to| named(&file.0, to.lang);
    Old: |old, to| {
        let (file, days) = (old.0.told(to), old.1);
        match days {
            ..=0 => say!(to.lang, sv: "{file} (från i dag)", en: "{file} (from today)"),
            1 => say!(to.lang, sv: "{file} (1 dygn gammalt)", en: "{file} (1 day old)"),
            _ => say!(to.lang, sv: "{file} ({days} dygn gammalt)", en: "{file} ({days} days old)"),
        }
    };
    Vec<Named>: |files, to| files.iter().map(|file| file.told(to)).collect::<Vec<_>>().join(", ");
    Vec<Old>: |files, to| files.iter().map(|file| file.told(to)).collect::<Vec<_>>().join(", ");
    Mode: |mode| format!("{:04o}", mode.0);
    Disk: |disk| disk.name();
}
