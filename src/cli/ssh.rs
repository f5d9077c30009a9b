//! `session`: what sshd starts for one key: the board where there is a terminal, else one command within the user's
//! role. No shell takes part, no path is taken, and files come and go on standard input and output.

use std::env;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::os::unix::ffi::OsStringExt;

use clap::Args;

use super::answer::Answer;
use super::failure::Failure;
use super::identity;
use super::language::locale;
use super::options::Options;
use super::{Arguments as Line, Command, parse, screen, syslog};
use crate::domain::decide::rights::Rights;
use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::user::KeyId;
use crate::domain::plain::shown;
use crate::domain::register::Register;
use crate::run::Ended;
use crate::say;
use crate::store::glance;
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The key's number, as tolv key export writes it
    ///
    /// Nyckelns nummer, som tolv key export skriver det
    #[arg(value_name = "KEY")]
    key: String,
}

/// What sshd lets whoever logs in ask for.
const ASKED: &str = "SSH_ORIGINAL_COMMAND";
/// The longest command that is read, in bytes.
const LONGEST: usize = 4_096;

/// Carries a session out for the user of a key.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let lang = options.lang;
    let key = KeyId::read(&arguments.key);
    let path = options.database()?;
    let register = glance::register(path);
    let register = register.map_err(|error| Failure::store(&error, path, options))?;
    let refused = |why: String| {
        let told = key.map_or_else(|| "k?".to_owned(), |key| key.to_string());
        syslog::note(&format!("{told}: refused, {}", syslog::address()));
        Failure::refused(why)
    };
    let known = key.and_then(|key| register.keys.get(&key));
    let Some(known) = known else {
        return Err(refused(say!(lang,
            sv: "Registret känner inte till nyckeln. Be en administratör.",
            en: "The register does not know the key. Ask an administrator.")));
    };
    let user = register.users.get(&known.user);
    let preferences = user.map(|user| user.preferences.clone());
    let name = register.actor(known.user);
    let options = options.of_key(known.id, name, &preferences.unwrap_or_default());
    let id = known.id;
    let rights = Rights::of_reader(&register, options.who.reads(&register, options.today));
    if rights.roles().next().is_none() {
        return Err(refused(why_not(&register, id, &options)));
    }
    let session = Noted::begin(id, known.user);
    let answer = match env::var_os(ASKED) {
        None => on_screen(&options),
        Some(asked) => match String::from_utf8(asked.into_vec()) {
            Ok(asked) => asked_for(&asked, &options),
            Err(_) => Err(Failure::usage(unreadable(lang))),
        },
    };
    session.end(match &answer {
        Ok(answer) if answer.code() == Ended::HungUp.code() => "ends, the link is gone",
        Ok(answer) if answer.code() > 128 => "ends, by a signal",
        Ok(_) => "ends",
        Err(_) => "ends, refused or shut out",
    });
    answer
}

/// A session that the system's log has begun to tell of.
struct Noted {
    who: String,
    how: &'static str,
}

impl Noted {
    fn begin(key: KeyId, user: ActorId) -> Noted {
        let who = format!("{key}, user {}", user.0);
        syslog::note(&format!("{who}: begins, {}", syslog::address()));
        // Where nothing else is said, it ended in a way that nobody foresaw.
        Noted {
            who,
            how: "crashed",
        }
    }

    fn end(mut self, how: &'static str) {
        self.how = how;
    }
}

impl Drop for Noted {
    fn drop(&mut self) {
        let (who, how) = (&self.who, self.how);
        syslog::note(&format!("{who}: {how}, {}", syslog::address()));
    }
}

/// Why the user of a key has no role today.
fn why_not(register: &Register, id: KeyId, options: &Options) -> String {
    let key = register
        .keys
        .get(&id)
        .filter(|key| key.opens(options.today));
    match key {
        None => say!(options.lang,
            sv: "Nyckeln {id} är återkallad, eller dess sista dag har varit. Be en administratör om en ny.",
            en: "The key {id} was revoked, or its last day has been. Ask an administrator for a new one."),
        Some(_) => say!(options.lang,
            sv: "Du har ingen roll i registret. Be en administratör.",
            en: "You have no role in the register. Ask an administrator."),
    }
}

fn on_screen(options: &Options) -> Result<Answer, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::usage(say!(options.lang,
            sv: "Här finns ingen terminal att visa tavlan på. Logga in med ssh -t, eller ange ett kommando, till exempel day.",
            en: "There is no terminal here to show the board on. Log in with ssh -t, or give a command, such as day.")));
    }
    screen::start(options)
}

/// Carries out the command of a session, where it is one that a session may ask for.
fn asked_for(asked: &str, options: &Options) -> Result<Answer, Failure> {
    let lang = options.lang;
    let words = words(asked).ok_or_else(|| Failure::usage(unreadable(lang)))?;
    let words = match words.first().map(String::as_str) {
        Some("tolv") => &words[1..],
        _ => &words[..],
    };
    if words.is_empty() {
        return on_screen(options);
    }
    let line: Vec<OsString> = std::iter::once("tolv")
        .chain(words.iter().map(String::as_str))
        .map(Into::into)
        .collect();
    let line = match parse(&line) {
        Ok(line) => line,
        Err(error) => {
            return super::shell::help_or_usage(error, super::bilingual(), &line, lang);
        }
    };
    let Line { globals, command } = line;
    let work = match command {
        Some(Command::Work(work)) if globals.are_harmless() && work.is_for_sessions() => work,
        _ => {
            let first = words.first().map(|word| shown(word).into_owned());
            let first = first.unwrap_or_default();
            return Err(Failure::usage(say!(lang,
                sv: "”{first}” går inte att göra så över SSH: ingen fil, inget annat register, inget annat namn och ingen annan dag tas emot. Inget är ändrat.",
                en: "“{first}” cannot be done like that over SSH: no file, no other register, no other name and no other day is taken. Nothing was changed.")));
        }
    };
    let options = options.asked_with(&globals);
    super::carrying::carry_out(&work, &options)
}

fn unreadable(lang: Lang) -> String {
    say!(lang,
        sv: "Kommandot går inte att läsa: det är ord med mellanslag emellan, och citattecken om ett namn med mellanslag. Inget är ändrat.",
        en: "The command cannot be read: it is words with blanks between, and quotation marks around a name with blanks. Nothing was changed.")
}

/// The words of a command: blanks between, and either quotation marks around what has blanks. Nothing of it means
/// anything but itself; what a shell would make something else of is not read, nor is what cannot be seen. Within
/// quotation marks a note may ask, exclaim and have brackets.
fn words(text: &str) -> Option<Vec<String>> {
    if text.len() > LONGEST || text.contains(|c: char| c.is_control() || "\\;&|<>$`".contains(c)) {
        return None;
    }
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in text.chars() {
        match (quote, c) {
            (Some(mark), c) if c == mark => quote = None,
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if "(){}[]*?~!".contains(c) => return None,
            (None, ' ') => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

/// The command line of a login shell: sshd gives it `-c` and the forced command. Its words after the program's own name;
/// refused where it is no session's; `None` where this was not started as a shell is.
pub fn of_login_shell(words: &[OsString]) -> Option<Result<Vec<OsString>, Failure>> {
    let [_, flag, line] = words else {
        return None;
    };
    if flag != "-c" {
        return None;
    }
    let read = line.to_str().and_then(self::words);
    let session = read.filter(|read| {
        read.iter()
            .rev()
            .nth(1)
            .is_some_and(|word| word == "session")
    });
    Some(match session {
        Some(mut read) => {
            read.splice(..1, ["tolv".to_owned()]);
            Ok(read.into_iter().map(Into::into).collect())
        }
        None => Err(identity::over_ssh(locale())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_words_and_nothing_of_it_means_anything_else() {
        let read: &[(&str, Option<&[&str]>)] = &[
            ("", Some(&[])),
            ("day", Some(&["day"])),
            ("  mark   12  sick ", Some(&["mark", "12", "sick"])),
            ("mark 'Åsa Öberg' n", Some(&["mark", "Åsa Öberg", "n"])),
            ("mark \"Lena Berg\" n", Some(&["mark", "Lena Berg", "n"])),
            ("find O'Brien'", Some(&["find", "OBrien"])),
            ("note 1 ''", Some(&["note", "1", ""])),
            ("find 'a\"b'", Some(&["find", "a\"b"])),
            ("find 'open", None),
            ("day; id", None),
            ("day && id", None),
            ("day $(id)", None),
            ("day `id`", None),
            ("day 'a;b'", None),
            ("day\nid", None),
            ("day\u{1b}[2J", None),
            ("day | sh", None),
            ("day > /tmp/x", None),
            ("find a\\ b", None),
            ("find *", None),
            (
                "note 1 'ringde (8.00)?'",
                Some(&["note", "1", "ringde (8.00)?"]),
            ),
        ];
        for (text, expected) in read {
            let expected: Option<Vec<String>> =
                expected.map(|words| words.iter().map(|word| (*word).to_owned()).collect());
            assert_eq!(words(text), expected, "{text:?}");
        }
        assert_eq!(words(&"a".repeat(1 << 20)), None);
    }
}
