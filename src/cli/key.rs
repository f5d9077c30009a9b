//! `key`: the public keys that users log in with over SSH, and the `authorized_keys` that lets each into a session of
//! its own.

use std::env;
use std::fs;
use std::io::{self, Read};
use std::net::IpAddr;
use std::path::Path;

use chrono::Days;
use clap::{Args, Subcommand};
use ssh_key::{Algorithm, HashAlg, PublicKey};

use super::answer::{Answer, Format};
use super::failure::Failure;
use super::options::Options;
use super::session::Session;
use super::user::named;
use crate::domain::decide::command::{Command, NewKey};
use crate::domain::facts::user::{Key, KeyId};
use crate::domain::plain::shown;
use crate::lists::users::Keys;
use crate::say;
use crate::store;
use crate::text::Lang;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(flatten)]
    format: Format,
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Add a user's public key
    ///
    /// Lägg till en användares publika nyckel
    Add {
        /// The user
        ///
        /// Användaren
        name: String,
        /// The file with the public key, such as id_ed25519.pub; - is standard input
        ///
        /// Filen med den publika nyckeln, till exempel id_ed25519.pub; - är standard in
        file: String,
        /// The last day on which it opens anything
        ///
        /// Sista dagen som den öppnar något
        #[arg(long, value_name = "DATE")]
        expires: Option<String>,
        /// From where it may be used: addresses, networks or host names with commas between
        ///
        /// Varifrån den får användas: adresser, nät eller värdnamn med komma emellan
        #[arg(long, value_name = "ADDRESSES")]
        from: Option<String>,
    },
    /// Take a key back: it opens nothing any more, and an open session ends
    ///
    /// Återkalla en nyckel: den öppnar inget mer, och en öppen session avslutas
    Revoke {
        /// The key's number, such as k17
        ///
        /// Nyckelns nummer, till exempel k17
        #[arg(value_name = "KEY")]
        id: String,
    },
    /// Write the authorized_keys of all keys that are in force; - is standard output
    ///
    /// Skriv authorized_keys för alla nycklar som gäller; - är standard ut
    Export {
        /// The file, which is replaced as a whole
        ///
        /// Filen, som ersätts som helhet
        #[arg(default_value = "-")]
        file: String,
    },
    /// List the keys
    ///
    /// Lista nycklarna
    List {
        #[command(flatten)]
        format: Format,
    },
}

impl Arguments {
    /// Whether it reads and writes no file but standard input and output.
    pub fn is_without_files(&self) -> bool {
        match &self.change {
            Some(Change::Add { file, .. } | Change::Export { file }) => file == "-",
            Some(Change::Revoke { .. } | Change::List { .. }) | None => true,
        }
    }
}

/// Lists the keys, adds or revokes one, or writes them for sshd.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let mut session = Session::open(options)?;
    let (command, id) = match &arguments.change {
        None => return list(&session, &arguments.format),
        Some(Change::List { format }) => return list(&session, format),
        Some(Change::Export { file }) => return export(&session, file),
        Some(Change::Add {
            name,
            file,
            expires,
            from,
        }) => {
            let user = named(&session, name)?;
            let mut key = read(file, options)?;
            key.expires = options.day_if_told(expires.as_deref())?;
            key.from = from
                .as_deref()
                .map(|from| addresses(from, options.lang))
                .transpose()?;
            let key = Box::new(key);
            (Command::AddKey { user, key }, None)
        }
        Some(Change::Revoke { id }) => {
            let known = KeyId::read(id.trim()).ok_or_else(|| {
                let id = shown(id);
                Failure::usage(say!(options.lang,
                    sv: "”{id}” är inget nyckelnummer. Ange det som det står i tolv key list, till exempel k17.",
                    en: "“{id}” is no key's number. Give it as tolv key list has it, such as k17."))
            })?;
            (Command::RevokeKey { id: known }, Some(known))
        }
    };
    session.commit(&command)?;
    let newest = session.register.keys.keys().next_back().copied();
    let Some(id) = id.or(newest) else {
        return Ok(Answer::own(String::new()));
    };
    let of = session.telling();
    let keys = Keys::of(&of);
    let answer = Answer::new(options, &keys.row(id), || keys.text(id, &of));
    Ok(answer.remark(say!(options.lang,
        sv: "Skriv authorized_keys på nytt med tolv key export, så gäller det för den som loggar in.",
        en: "Write authorized_keys anew with tolv key export, and it holds for whoever logs in.")))
}

fn list(session: &Session, format: &Format) -> Result<Answer, Failure> {
    Answer::list(session, format, &Keys::of(&session.telling()))
}

/// The largest file that is read as a public key, in bytes.
const LARGEST: u64 = 16 << 10;
/// The shortest RSA key that is taken, in bits.
const LEAST_RSA: usize = 3072;

/// The one public key of a file.
fn read(file: &str, options: &Options) -> Result<NewKey, Failure> {
    let lang = options.lang;
    let mut text = String::new();
    let read = match file {
        "-" => io::stdin().take(LARGEST).read_to_string(&mut text),
        path => store::open_to_read(Path::new(path))
            .and_then(|file| file.take(LARGEST).read_to_string(&mut text)),
    };
    read.map_err(|_| {
        let file = shown(file);
        Failure::refused(say!(lang,
            sv: "”{file}” finns inte, eller är ingen textfil som går att läsa. Inget är ändrat; ge filen som slutar på .pub.",
            en: "“{file}” is not there, or is no text file that can be read. Nothing was changed; give the file that ends in .pub."))
    })?;
    if text.contains("PRIVATE KEY") {
        return Err(Failure::refused(say!(lang,
            sv: "Det är den privata nyckeln, som aldrig lämnar den som har den. Inget är ändrat; ge filen som slutar på .pub.",
            en: "That is the private key, which never leaves whoever has it. Nothing was changed; give the file that ends in .pub.")));
    }
    let lines = text.lines().map(str::trim);
    let lines: Vec<&str> = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let [line] = lines[..] else {
        let n = lines.len();
        return Err(Failure::refused(say!(lang,
            sv: "Filen har {n} nycklar, och ska ha en. Inget är ändrat.",
            en: "The file has {n} keys, and is to have one. Nothing was changed.")));
    };
    let key = PublicKey::from_openssh(line).map_err(|_| {
        Failure::refused(say!(lang,
            sv: "Raden går inte att läsa som en publik nyckel: den ska vara slag, nyckel och eventuell kommentar, som ssh-keygen skriver den, utan något före. Inget är ändrat.",
            en: "The line cannot be read as a public key: it is to be kind, key and perhaps a comment, as ssh-keygen writes it, with nothing before. Nothing was changed."))
    })?;
    check_kind(&key, lang)?;
    let mut bare = key;
    bare.set_comment("");
    let fingerprint = bare.fingerprint(HashAlg::Sha256).to_string();
    let written = bare.to_openssh().unwrap_or_default();
    let (kind, key) = written.trim().split_once(' ').unwrap_or_default();
    Ok(NewKey {
        kind: kind.to_owned(),
        key: key.to_owned(),
        fingerprint,
        from: None,
        expires: None,
    })
}

fn check_kind(key: &PublicKey, lang: Lang) -> Result<(), Failure> {
    let rsa = key.key_data().rsa();
    let bits = rsa
        .and_then(|rsa| rsa.n.as_positive_bytes())
        .map_or(0, |n| {
            let zeros = n.first().map_or(0, |first| first.leading_zeros() as usize);
            n.len() * 8 - zeros
        });
    match key.algorithm() {
        Algorithm::Ed25519
        | Algorithm::SkEd25519
        | Algorithm::Ecdsa { .. }
        | Algorithm::SkEcdsaSha2NistP256 => Ok(()),
        Algorithm::Rsa { .. } if bits >= LEAST_RSA => Ok(()),
        Algorithm::Rsa { .. } => Err(Failure::refused(say!(lang,
            sv: "RSA-nyckeln har {bits} bitar, och måste ha minst {LEAST_RSA}. Inget är ändrat; gör en ny med ssh-keygen -t ed25519.",
            en: "The RSA key has {bits} bits, and must have at least {LEAST_RSA}. Nothing was changed; make a new one with ssh-keygen -t ed25519."))),
        other => {
            let kind = other.as_str().to_owned();
            let kind = shown(&kind).into_owned();
            Err(Failure::refused(say!(lang,
                sv: "Nycklar av slaget {kind} tas inte emot. Inget är ändrat; gör en med ssh-keygen -t ed25519.",
                en: "Keys of the kind {kind} are not taken. Nothing was changed; make one with ssh-keygen -t ed25519.")))
        }
    }
}

/// Whether sshd takes it as a network: an address whose bits after the first so many are 0.
fn is_network(address: &str, bits: &str) -> bool {
    let (address, width) = match address.parse() {
        Ok(IpAddr::V4(address)) => (u128::from(address.to_bits()), 32),
        Ok(IpAddr::V6(address)) => (address.to_bits(), 128),
        Err(_) => return false,
    };
    let bits: Option<u32> = bits.parse().ok().filter(|bits| *bits <= width);
    bits.is_some_and(|bits| {
        let after = u128::MAX.checked_shr(128 - (width - bits)).unwrap_or(0);
        address & after == 0
    })
}

/// Addresses as sshd's `from=` takes them: patterns with `*` and `?`, networks, and `!` before what is not meant.
fn addresses(text: &str, lang: Lang) -> Result<String, Failure> {
    let wrong = |one: &str| {
        let one = shown(one).into_owned();
        Failure::usage(say!(lang,
            sv: "”{one}” är ingen adress, inget nät och inget värdnamn. Skriv till exempel 10.1.2.0/24,*.exempelby.se.",
            en: "“{one}” is no address, no network and no host name. Write such as 10.1.2.0/24,*.exempelby.se."))
    };
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    for part in &parts {
        let bare = part.strip_prefix('!').unwrap_or(part);
        let is_known = |c: char| c.is_ascii_alphanumeric() || ".:*?-_".contains(c);
        let is_right = match bare.split_once('/') {
            Some((address, bits)) => is_network(address, bits),
            // Digits and full stops alone are an address, or nothing.
            None if bare.chars().all(|c| c.is_ascii_digit() || c == '.') => {
                bare.parse::<IpAddr>().is_ok()
            }
            None => bare.chars().all(is_known),
        };
        if !is_right {
            return Err(wrong(part));
        }
    }
    // What is only left out lets nobody in.
    match parts.iter().find(|part| !part.starts_with('!')) {
        Some(_) => Ok(parts.join(",")),
        None => Err(wrong(text)),
    }
}

/// Writes the keys for sshd.
fn export(session: &Session, file: &str) -> Result<Answer, Failure> {
    let options = session.options;
    let database = options.database()?;
    let database = fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());
    let program = env::current_exe().unwrap_or_else(|_| "tolv".into());
    let keys = session.register.keys.values();
    let keys = keys.filter(|key| key.opens(options.today));
    let mut text = String::new();
    for key in keys {
        let line = line(key, &program, &database).ok_or_else(|| {
            let path = shown(&database.to_string_lossy()).into_owned();
            Failure::refused(say!(options.lang,
                sv: "Sökvägen ”{path}” har tecken som inte kan stå i authorized_keys. Inget är skrivet; lägg registret på en annan plats.",
                en: "The path “{path}” has characters that cannot stand in authorized_keys. Nothing was written; put the register in another place."))
        })?;
        text.push_str(&line);
        text.push('\n');
    }
    if file == "-" {
        return Ok(Answer::own(text));
    }
    let path = Path::new(file);
    let is_other = path.symlink_metadata().is_ok_and(|there| !there.is_file());
    if is_other {
        let file = shown(file);
        return Err(Failure::refused(say!(options.lang,
            sv: "”{file}” är ingen vanlig fil, och ersätts inte. Inget är skrivet; ange filen själv, eller - för standard ut.",
            en: "“{file}” is no regular file, and is not replaced. Nothing was written; give the file itself, or - for standard output.")));
    }
    store::replace(path, text.as_bytes()).map_err(|error| {
        let (file, error) = (shown(file), error.text(options.lang));
        Failure::refused(say!(options.lang,
            sv: "”{file}” är inte säkert skriven. {error} Skriv den på nytt.",
            en: "“{file}” is not surely written. {error} Write it anew."))
    })?;
    let n = text.lines().count();
    let told = shown(file).into_owned();
    Ok(Answer::text(&match n {
        1 => say!(options.lang, sv: "{told}: 1 nyckel", en: "{told}: 1 key"),
        n => say!(options.lang, sv: "{told}: {n} nycklar", en: "{told}: {n} keys"),
    }))
}

/// One key's line of `authorized_keys`; `None` where a path cannot stand in it.
pub fn line(key: &Key, program: &Path, database: &Path) -> Option<String> {
    let (program, database) = (quoted(program)?, quoted(database)?);
    let mut line = format!(
        "command=\"{program} --database {database} session {}\",restrict,pty",
        key.id
    );
    if let Some(from) = &key.from {
        line.push_str(&format!(",from=\"{from}\""));
    }
    if let Some(day) = key
        .expires
        .and_then(|day| day.checked_add_days(Days::new(1)))
    {
        line.push_str(&format!(",expiry-time=\"{}\"", day.format("%Y%m%d")));
    }
    // A number, and never a name: the file is readable to others than the register.
    Some(format!("{line} {} {} {}", key.kind, key.key, key.id))
}

/// How a line of authorized_keys begins, to tell whoever has none.
pub fn line_of_session() -> String {
    let program = env::current_exe().unwrap_or_else(|_| "tolv".into());
    let program = quoted(&program).unwrap_or_else(|| "tolv".to_owned());
    format!("command=\"{program} --database … session kN\",restrict,pty …")
}

/// A path as it stands in the command of a line: in the shell's single quotes where it has other than plain characters.
fn quoted(path: &Path) -> Option<String> {
    let path = path.to_str()?;
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+@%=:,".contains(c);
    match path.chars().all(is_plain) {
        true => Some(path.to_owned()),
        // What no session reads in its own line either.
        false if path.contains(|c: char| c.is_control() || "'\"\\$`;&|<>".contains(c)) => None,
        false => Some(format!("'{path}'")),
    }
}
