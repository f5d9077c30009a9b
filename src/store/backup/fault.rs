//! Why no backup was made, or one was not proved, as sentences: what happened, what is safe, what to do.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::domain::sizes::needed_and_free;
use crate::store::StoreError;
use crate::text::Lang;
use crate::text::sentences::Means;
use crate::{say, sentences, told};

sentences! {
    /// A backup that was not made. The register and the backups that were there are as before, and nothing half-made is
    /// left.
    #[derive(Debug, Error)]
    #[error("{}", self.text(Lang::En))]
    pub enum NotMade {
        /// A fault of the register that was to be copied.
        Register(error: StoreError): "{error}" / "{error}";
        /// A fault where the backup was to be.
        Target(error: StoreError): match (*error) {
            StoreError::AlreadyThere => "{error}" / "{error}";
            StoreError::ReadOnly =>
                "Disken är skrivskyddad. Ingen kopia gjordes; ange en annan mapp, eller säg till den som sköter servern."
                / "The disk is read-only. No backup was made; give another folder, or tell whoever runs the server.";
            StoreError::NotThere =>
                "Mappen finns inte. Ingen kopia gjordes; gör mappen, eller kontrollera att disken är ansluten."
                / "The folder is not there. No backup was made; make the folder, or see that the disk is mounted.";
            StoreError::Full =>
                "Disken blev full. Ingen kopia gjordes; registret och tidigare kopior är som de var. Frigör plats, eller ange en annan mapp."
                / "The disk became full. No backup was made; the register and earlier backups are as they were. Free some space, or give another folder.";
            StoreError::Denied =>
                "Du får inte skriva i mappen. Ingen kopia gjordes; ange en annan mapp, eller fråga den som sköter servern."
                / "You may not write in the folder. No backup was made; give another folder, or ask whoever runs the server.";
            StoreError::NotAFile =>
                "Det är inte en mapp som kopian kan läggas i. Ingen kopia gjordes; ange en annan."
                / "That is not a folder that the backup can be put in. No backup was made; give another.";
            StoreError::Io(io::ErrorKind::InvalidFilename) =>
                "Namnet är för långt för disken, med det som läggs till medan kopian görs. Ingen kopia gjordes; ange ett kortare{named}."
                / "The name is too long for the disk, with what is added while the backup is made. No backup was made; give a shorter one{named}.",
                named = Means::NamedBackup;
            _ =>
                "Disken svarade med ett fel. Ingen kopia gjordes; registret och tidigare kopior är som de var. Försök igen, eller ange en annan mapp."
                / "The disk answered with an error. No backup was made; the register and earlier backups are as they were. Try again, or give another folder.";
        };
        /// The copy does not pass its check, and it is equal to the register.
        Unsound(error: StoreError):
            "Kopian klarar inte kontrollen, och den är lik registret: {fault}. Ingen kopia gjordes; rör inte tidigare kopior, och kontrollera den senaste{verify}."
            / "The copy does not pass its check, and it is equal to the register: {fault}. No backup was made; leave earlier backups alone, and check the latest{verify}.",
            fault = Flaw(&error),
            verify = Means::Verify;
        /// There is too little room for the copy in a folder: so many bytes are needed, so many are free.
        NoRoom { folder: PathBuf, needed: u64, free: u64 }: match (needed_and_free(*needed, *free)) {
            (needed, free) =>
                "Kopian behöver {needed}, och {free} är ledigt. Ingen kopia gjordes; frigör plats, eller ange en annan mapp."
                / "The backup needs {needed}, and {free} is free. No backup was made; free some space, or give another folder.";
        };
        /// Somebody is making one of the same register in the same folder.
        Underway:
            "En annan kopia av registret görs i mappen just nu. Den här gjordes inte; försök igen när den är klar."
            / "Another backup of the register is being made in the folder. This one was not made; try again when that is done.";
        /// A name that a manifest cannot hold.
        BadName:
            "Namnet har styrtecken eller andra tecken som inte kan stå i en kontrollsummefil. Ingen kopia gjordes; ange ett eget namn på kopian{named}."
            / "The name has control characters or others that cannot stand in a file of checksums. No backup was made; give the backup a name of its own{named}.",
            named = Means::NamedBackup;
    }
}

impl From<StoreError> for NotMade {
    fn from(error: StoreError) -> NotMade {
        NotMade::Target(error)
    }
}

sentences! {
    /// A file that was not proved to be a backup that can be restored. It was left as it is.
    #[derive(Debug, Error)]
    #[error("{}", self.text(Lang::En))]
    pub enum NotProved {
        /// It cannot be read.
        File(error: StoreError): match (*error) {
            StoreError::NotThere =>
                "Filen finns inte. Kontrollera sökvägen."
                / "There is no such file. Check the path.";
            StoreError::NotAFile =>
                "Sökvägen är inte en fil. Ange en säkerhetskopia."
                / "The path is not a file. Give a backup.";
            StoreError::Denied =>
                "Du får inte läsa filen. Den är orörd; fråga den som äger den."
                / "You may not read the file. It was left as it is; ask who owns it.";
            _ =>
                "Filen går inte att läsa från disken, och kan därför inte återställas som den ligger. Försök igen; annars ta en annan kopia."
                / "The file cannot be read from the disk, and so cannot be restored as it lies. Try again; else take another backup.";
        };
        Empty:
            "Filen är tom och kan inte återställas. Ta en annan kopia."
            / "The file is empty and cannot be restored. Take another backup.";
        /// It is something else than a backup.
        OtherFormat:
            "Filen är inte en säkerhetskopia från tolv och kan inte återställas. Kontrollera sökvägen."
            / "The file is not a backup made by tolv and cannot be restored. Check the path.";
        /// Its contents cannot be read as a whole register.
        Unsound(error: StoreError): match (*error) {
            StoreError::NewerSchema { found, known } =>
                "Kopian är skriven av en nyare tolv (format {found}; den här kan {known}) och kan inte återställas av den här. Uppgradera tolv och kontrollera igen."
                / "The backup was written by a newer tolv (format {found}; this one knows {known}) and cannot be restored by this one. Upgrade tolv and check again.";
            _ =>
                "Kopian kan inte återställas: {fault}. Ta en annan kopia."
                / "The backup cannot be restored: {fault}. Take another backup.",
                fault = Flaw(&error);
        };
        /// It is encrypted, and no private key was given.
        Sealed:
            "Kopian är krypterad. Ange den privata nyckeln{identity}, på en dator där den får finnas."
            / "The backup is encrypted. Give the private key{identity}, on a machine where it may be.",
            identity = Means::Identity;
        /// None of the private keys opens it.
        WrongIdentity:
            "Kopian är krypterad till andra än den här nyckeln. Ange en av de nycklar som den krypterades till."
            / "The backup is encrypted to others than this key. Give one of the keys that it was encrypted to.";
        /// Its bytes are not those that its manifest promises.
        NotAsPromised:
            "Filen är inte den som dess kontrollsumma gäller: den har skadats eller bytts ut. Ta en annan kopia."
            / "The file is not the one that its checksum is of: it was damaged or replaced. Take another backup.";
        /// The same, but all that the manifest says is in it is there and can be read.
        Touched:
            "Filen är inte längre den som dess kontrollsumma gäller, men allt som ska finnas i den finns och går att läsa: den har öppnats, eller skadats där inget står. Ta hellre en annan kopia; är den den enda, flytta undan filen .sha256 bredvid den och försök igen."
            / "The file is no longer the one that its checksum is of, but all that is to be in it is there and can be read: it was opened, or damaged where nothing stands. Rather take another backup; if it is the only one, move the file .sha256 beside it away and try again.";
        /// It is sound, and does not hold what its manifest promises.
        OtherContents:
            "Innehållet stämmer inte med det som står i kontrollsummefilen: en av dem har bytts ut. Ta en annan kopia."
            / "What is in it is not what its file of checksums says: one of them was replaced. Take another backup.";
        /// There is a manifest, and it cannot be read.
        BadManifest:
            "Kontrollsummefilen bredvid går inte att läsa, så det går inte att veta om kopian är den som gjordes. Ta en annan kopia, eller flytta undan den filen och kontrollera igen."
            / "The file of checksums beside it cannot be read, so there is no telling whether the backup is the one that was made. Take another backup, or move that file away and check again.";
        /// A session has it open.
        InUse:
            "En session har filen öppen: det är ett register i bruk och inte en säkerhetskopia. Gör en kopia{backup}."
            / "A session has the file open: it is a register in use and not a backup. Make a backup{backup}.",
            backup = Means::Backup;
        /// It was written to while it was read.
        Changed:
            "Filen ändrades medan den lästes. Vänta tills den är färdig och kontrollera igen."
            / "The file changed while it was read. Wait until it is done and check again.";
        /// There is too little room to decrypt it in a folder.
        NoRoom { folder: PathBuf, needed: u64, free: u64 }: match (needed_and_free(*needed, *free)) {
            (needed, free) =>
                "Det behövs {needed} i {folder} för att dekryptera den, och {free} är ledigt. Frigör plats, eller sätt TMPDIR till en annan mapp."
                / "It takes {needed} in {folder} to decrypt it, and {free} is free. Free some space, or set TMPDIR to another folder.";
        };
        /// What was decrypted could not be kept.
        Scratch(error: StoreError):
            "Det som dekrypterades fick inte plats eller kunde inte skrivas. Filen är orörd; sätt TMPDIR till en annan mapp."
            / "What was decrypted did not fit or could not be written. The file was left as it is; set TMPDIR to another folder.";
    }
}

sentences! {
    /// A key that cannot be used; what it is stays unsaid, since it may be private.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum KeyFault {
        /// A private key where public ones are asked for; its line, where it came from a file.
        Private { line: Option<usize> }:
            "{that} är en privat nyckel. Ange den publika (age1…), och ha den privata på en annan dator än den här."
            / "{that} is a private key. Give the public one (age1…), and keep the private one on another machine than this.",
            that = OnLine(*line);
        /// Not a public key in the `age` format.
        NotPublic { line: Option<usize> }:
            "{that} är inte en publik nyckel som age-keygen skriver den (age1…). SSH-nycklar tas inte."
            / "{that} is not a public key as age-keygen prints it (age1…). SSH keys are not taken.",
            that = OnLine(*line);
        /// Not a file of private keys in the `age` format.
        NotPrivate:
            "Det är inte en fil med privata nycklar som age-keygen skriver den."
            / "That is not a file of private keys as age-keygen writes it.";
        /// A file of private keys that is itself encrypted.
        Encrypted:
            "Nyckelfilen är själv krypterad. Dekryptera den först med age -d."
            / "The file of keys is itself encrypted. Decrypt it first with age -d.";
        /// A file without a key.
        NoKeys: "Det finns ingen nyckel i filen." / "There is no key in the file.";
        /// More public keys than a backup can be encrypted to.
        TooMany { most: usize }:
            "En kopia kan krypteras till högst {most} nycklar."
            / "A backup can be encrypted to {most} keys at most.";
    }
}

/// The place of a key, at the beginning of a sentence.
struct OnLine(Option<usize>);

/// The fault of a register that was read in full.
pub struct Flaw<'a>(pub &'a StoreError);

told! {
    OnLine: |at, to| match at.0 {
        Some(line) => say!(to.lang, sv: "Rad {line}: det", en: "Line {line}: that"),
        None => say!(to.lang, sv: "Det", en: "That"),
    };
    Flaw<'_>: |flaw, to| unsound(flaw.0, to.lang);
}

/// The fault of a register that was read in full, as a part of a sentence.
pub fn unsound(error: &StoreError, lang: Lang) -> String {
    match error {
        StoreError::Record(what) => say!(lang,
            sv: "en post ({what}) går inte att läsa",
            en: "a record ({what}) cannot be read"),
        StoreError::BrokenLog => say!(lang,
            sv: "loggen är inte hel",
            en: "the log is not whole"),
        StoreError::NewerSchema { found, known } => say!(lang,
            sv: "den är skriven av en nyare tolv (format {found}; den här kan {known})",
            en: "it was written by a newer tolv (format {found}; this one knows {known})"),
        StoreError::NotARegister => say!(lang,
            sv: "den är inte ett register från tolv",
            en: "it is not a register made by tolv"),
        _ => say!(lang,
            sv: "sidor i filen är skadade",
            en: "pages of the file are damaged"),
    }
}
