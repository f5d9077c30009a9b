//! Root at a register: it reaches every account's, and has none of its own. What it makes by mistake nobody else can open.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::process::geteuid;

use super::failure::Failure;
use super::options::Options;
use super::said::named;
use super::{account, answer};
use crate::domain::plain::shown;
use crate::say;
use crate::text::Lang;

/// Where accounts have their homes.
const HOMES: &str = "/home";

/// Refuses to make a register as root where the account that it is for could not open it, or where nobody said that it
/// is to be.
pub fn may_make(path: &Path, options: &Options) -> Result<(), Failure> {
    let lang = options.lang;
    match hint(path, options) {
        Some(hint) => {
            let file = named(path, lang);
            Err(Failure::refused(say!(lang,
                sv: "{file}: Där finns inget register, och inget är gjort. {hint}",
                en: "{file}: There is no register there, and nothing was done. {hint}")))
        }
        None => Ok(()),
    }
}

/// Says that root has made a register where nobody said which: with another HOME it is easily another than was meant.
pub fn tell_made(path: &Path, options: &Options) {
    if geteuid().is_root() && options.at_the_usual_place(path) {
        let (file, lang) = (named(path, options.lang), options.lang);
        let told = say!(lang,
            sv: "Det här är root, och ett nytt register är gjort: {file}. Är det ett kontos register som menas: kör från kontot (sudo -Hu KONTO tolv), eller ange filen med --database.",
            en: "This is root, and a new register was made: {file}. If an account's register is meant, run from the account (sudo -Hu ACCOUNT tolv), or give the file with --database.");
        answer::tell(&told, options.ascii);
    }
}

/// What root should do instead of making a register at a path where there is none; `None` where that is well.
pub fn hint(path: &Path, options: &Options) -> Option<String> {
    if !geteuid().is_root() {
        return None;
    }
    let lang = options.lang;
    if let Some(owner) = owner_of_place(path).filter(|owner| *owner != 0) {
        return Some(as_owner(owner, lang));
    }
    let home = account::home(0);
    let is_roots = home.is_some_and(|home| path.starts_with(home));
    (is_roots && options.at_the_usual_place(path)).then(|| {
        let elsewhere = elsewhere(lang);
        say!(lang,
            sv: "Det här är root, som inte ska ha ett eget register: kör från det konto som registret hör till (sudo -Hu KONTO tolv), eller ange filen med --database FIL.{elsewhere}",
            en: "This is root, which is to have no register of its own: run from the account that the register belongs to (sudo -Hu ACCOUNT tolv), or give the file with --database FILE.{elsewhere}")
    })
}

/// That root is to do it as the account that a file or folder belongs to.
pub fn as_owner(owner: u32, lang: Lang) -> String {
    let owner = account::name(owner);
    let owner = shown(&owner);
    say!(lang,
        sv: "Det här är root, och platsen hör till kontot {owner}: kör från det (sudo -Hu {owner} tolv), så att det som görs blir dess.",
        en: "This is root, and the place belongs to the account {owner}: run from that (sudo -Hu {owner} tolv), so that what is made is its own.")
}

/// Whose the folder is that a file would be made in, or the nearest one above it that is there.
fn owner_of_place(path: &Path) -> Option<u32> {
    let path = std::path::absolute(path).ok()?;
    let mut folders = path.ancestors().skip(1);
    folders.find_map(|folder| Some(fs::metadata(folder).ok()?.uid()))
}

/// The registers of other accounts, as a sentence; nothing where there are none.
fn elsewhere(lang: Lang) -> String {
    let homes = fs::read_dir(HOMES).into_iter().flatten().flatten();
    let files = homes.map(|home| home.path().join(".local/share/tolv/register.redb"));
    let mut found: Vec<PathBuf> = files.filter(|file| file.is_file()).collect();
    found.sort();
    match found.is_empty() {
        true => String::new(),
        false => {
            let found: Vec<String> = found.iter().map(|file| named(file, lang)).collect();
            let found = found.join(", ");
            say!(lang, sv: " Register finns här: {found}.", en: " Registers lie here: {found}.")
        }
    }
}
