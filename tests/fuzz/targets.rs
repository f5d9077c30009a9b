//! What each fuzz target does with any bytes: it never panics, and what it says is safe to print. Shared with `tests/all`.

use std::fs;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use tempfile::TempDir;
use tolv::action::Section;
use tolv::config::Config;
use tolv::domain::attendance::{Code, Entry};
use tolv::domain::command::Command;
use tolv::domain::participant::{Draft, Group, PersonId, Protection};
use tolv::keys::{Keymap, Pending, Resolved};
use tolv::store::backup::{Identities, prove};
use tolv::store::check::check;
use tolv::store::exchange::try_import;
use tolv::store::{Request, Store};
use tolv::terminal::Event;
use tolv::terminal::decode::Decoder;
use tolv::text::Lang;

/// Asserts that a text is something to say, and that no terminal would obey it.
fn is_said(text: &str) {
    assert!(!text.trim().is_empty());
    let steers = |c: char| c.is_control() && c != '\n';
    assert!(!text.contains(steers), "{text:?}");
}

fn in_both(text: impl Fn(Lang) -> String) {
    for lang in [Lang::Sv, Lang::En] {
        is_said(&text(lang));
    }
}

/// The Monday on which the tests happen.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day that exists")
}

/// A list of people.
pub fn import(bytes: &[u8]) {
    let sheet = match tolv::import::read(bytes, today(), &mut |_| {}) {
        Ok(sheet) => sheet,
        Err(fault) => return in_both(|lang| fault.text(lang)),
    };
    let ends = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r'));
    let lines = ends.count() as u64 + 1;
    assert!(sheet.rows.iter().all(|(line, _)| *line <= lines));
    for complaint in &sheet.bad {
        assert!(complaint.line <= lines, "{complaint:?}");
        assert!(!complaint.column.contains(char::is_control));
        in_both(|lang| complaint.reason.text(lang));
    }
    for (_, draft) in &sheet.rows {
        let words = format!("{}{}{}", draft.given, draft.family, draft.note);
        assert!(!words.contains(char::is_control));
        assert!(draft.end.is_none_or(|end| draft.start <= end));
    }
}

/// A keymap that is laid over the shipped one.
pub fn keymap(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match Keymap::load(&[("any.toml", &text)]) {
        Ok(keymap) => {
            for bound in keymap.bound() {
                in_both(|lang| bound.keys.shown(lang, false));
            }
        }
        Err(complaints) => in_both(|lang| complaints.text(lang)),
    }
}

/// A `config.toml`.
pub fn settings(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("config.toml");
    fs::write(&file, bytes).expect("the bytes");
    if let Err(error) = Config::read(&file) {
        in_both(|lang| error.text(lang));
    }
}

/// An export, whole or not, of this program or of none.
pub fn json(bytes: &[u8]) {
    if let Err(error) = try_import(bytes, &mut |_| {}) {
        in_both(|lang| error.text(lang));
    }
}

/// What a terminal sends, in pieces and with pauses: the first byte says how long they are.
pub fn keys(bytes: &[u8]) {
    static KEYMAP: OnceLock<Keymap> = OnceLock::new();
    let keymap = KEYMAP.get_or_init(Keymap::default);
    let Some((first, sent)) = bytes.split_first() else {
        return;
    };
    let (length, pause) = (usize::from(first % 16) + 1, u64::from(first / 16));
    let (mut decoder, mut pending) = (Decoder::default(), Pending::default());
    let mut now = Instant::now();
    for piece in sent.chunks(length) {
        let mut events = decoder.feed(piece, now);
        now += Duration::from_millis(10 * pause);
        events.extend(decoder.expire(now));
        for event in events {
            match event {
                Event::Key(key) => {
                    if keymap.resolve(&Section::ALL, &mut pending, key) == Resolved::Pending {
                        in_both(|lang| pending.shown(lang, false));
                    }
                }
                Event::Paste(text) => assert!(text.len() <= 3 * sent.len()),
                Event::Click { .. } | Event::Scroll { .. } => {}
                other => panic!("no terminal sends {other:?}"),
            }
        }
    }
}

/// A register's file as a backup that is to be restored. Four bytes are a change in a sound one: three say where, one
/// which bits. With 1 as the first byte the rest are the file itself.
pub fn restore(bytes: &[u8]) {
    static SOUND: OnceLock<Vec<u8>> = OnceLock::new();
    let sound = SOUND.get_or_init(register);
    let file = match bytes.split_first() {
        Some((1, rest)) => rest.to_vec(),
        _ => {
            let mut file = sound.clone();
            for change in bytes.chunks_exact(4) {
                let at = u32::from_le_bytes([change[0], change[1], change[2], 0]) as usize;
                let at = at % file.len();
                file[at] ^= change[3];
            }
            file
        }
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("register.redb");
    fs::write(&path, &file).expect("the bytes");
    let proved = prove(&path, &Identities::default(), &mut |_| {});
    if let Err(error) = &proved {
        in_both(|lang| error.text(lang));
    }
    let checked = check(&path, &mut |_, _| {});
    match &checked {
        Err(error) => in_both(|lang| error.text(lang)),
        Ok(checked) => {
            for finding in &checked.findings {
                in_both(|lang| finding.text(lang));
            }
        }
    }
    assert!(fs::read(&path).expect("the file") == file, "it was changed");
    if proved.is_ok() || checked.is_ok_and(|checked| checked.is_clean()) {
        let (store, register) = Store::open(&path).expect("it was found sound");
        assert!(store.chain_is_whole().expect("it was found sound"));
        for who in register.people.keys() {
            let history = store.history(*who, NaiveDate::MIN, NaiveDate::MAX);
            history.expect("it was found sound");
        }
    }
}

/// A small register's bytes.
fn register() -> Vec<u8> {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("register.redb");
    let request = Request {
        actor: "anna",
        today: today(),
        now: 1_795_000_000_123,
    };
    let (mut store, mut register) = Store::create(&path, &request).expect("a new register");
    let person = Draft {
        given: "Lena".to_owned(),
        family: "Berg".to_owned(),
        personnummer: None,
        phone: String::new(),
        protection: Protection::None,
        supervisor: String::new(),
        measure: String::new(),
        note: String::new(),
        group: Some(Group::Indoor),
        arena: "Köket".to_owned(),
        start: today(),
        end: None,
        schedule: Some([360, 360, 360, 360, 240, 0, 0]),
    };
    let (who, day, entry) = (PersonId(1), today(), Entry::plain(Code::Sick));
    for command in [
        Command::Enrol(Box::new(person)),
        Command::Mark { who, day, entry },
    ] {
        let done = store.commit(&mut register, &request, &command);
        done.expect("nothing stands in the way");
    }
    drop(store);
    fs::read(path).expect("the register")
}
