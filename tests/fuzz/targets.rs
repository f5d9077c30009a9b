//! What each fuzz target does with any bytes: it never panics, and what it says is safe to print. Shared with `tests/all`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use tempfile::TempDir;
use tolv::action::Section;
use tolv::config::Config;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::{Code, Entry};
use tolv::domain::facts::details::Details;
use tolv::domain::facts::participant::{Draft, Group, PersonId, Whom};
use tolv::domain::register::Register;
use tolv::import::Form;
use tolv::keys::{Keymap, Pending, Resolved};
use tolv::store::backup::{self, Identities, Order, Place, Recipients, prove};
use tolv::store::check::check;
use tolv::store::exchange::try_import;
use tolv::store::restore::Restoring;
use tolv::store::salvage::salvage;
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
    let lines = match sheet.form {
        Form::Text { .. } => {
            let ends = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r'));
            ends.count() as u64 + 1
        }
        Form::Workbook { .. } => 1 << 32,
    };
    assert!(sheet.rows.iter().all(|(line, _)| *line <= lines));
    for complaint in &sheet.bad {
        assert!(complaint.line <= lines, "{complaint:?}");
        assert!(!complaint.column.contains(char::is_control));
        let value = complaint.value.as_deref().unwrap_or_default();
        assert!(!value.contains(char::is_control), "{complaint:?}");
        in_both(|lang| complaint.reason.text(lang));
        // A row is taken or told, never both.
        assert!(sheet.rows.iter().all(|(line, _)| *line != complaint.line));
    }
    for (_, draft) in &sheet.rows {
        let words = format!(
            "{}{}{}",
            draft.details.given, draft.details.family, draft.details.note
        );
        assert!(!words.contains(char::is_control));
        assert!(draft.end.is_none_or(|end| draft.start <= end));
    }
}

/// A workbook, by the first byte: 0 is an .xlsx whose sheet the rest is, 1 its texts, 2 its styles, 3 the content of an
/// .ods; any other is a packed file as it is.
pub fn workbook(bytes: &[u8]) {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let (kind, rest) = bytes.split_first().unwrap_or((&4, &[]));
    let relation = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"r{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |all: &[String]| format!("<Relationships>{}</Relationships>", all.concat());
    let root = relations(&[relation(1, "officeDocument", "xl/workbook.xml")]);
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let of_book = relations(&[
        relation(1, "worksheet", "worksheets/sheet1.xml"),
        relation(2, "sharedStrings", "sharedStrings.xml"),
        relation(3, "styles", "styles.xml"),
    ]);
    let part = |number: u8, otherwise: &'static str| match *kind == number {
        true => rest,
        false => otherwise.as_bytes(),
    };
    let parts: Vec<(&str, &[u8])> = match kind {
        0..=2 => vec![
            ("_rels/.rels", root.as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", of_book.as_bytes()),
            ("xl/worksheets/sheet1.xml", part(0, SHEET)),
            (
                "xl/sharedStrings.xml",
                part(1, "<sst><si><t>Bo Ek</t></si></sst>"),
            ),
            (
                "xl/styles.xml",
                part(
                    2,
                    "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
                ),
            ),
        ],
        3 => vec![
            (
                "mimetype",
                b"application/vnd.oasis.opendocument.spreadsheet",
            ),
            ("META-INF/manifest.xml", b"<manifest:manifest/>"),
            ("content.xml", rest),
        ],
        _ => return import(rest),
    };
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        packed.start_file(name, options).expect("a part");
        std::io::Write::write_all(&mut packed, bytes).expect("a part");
    }
    import(&packed.finish().expect("a packed file").into_inner());
}

/// A sheet that uses a text and a style.
const SHEET: &str = "<worksheet><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>Namn</t></is></c>\
    <c t=\"inlineStr\"><is><t>Start</t></is></c><c t=\"inlineStr\"><is><t>Grupp</t></is></c></row>\
    <row r=\"2\"><c t=\"s\"><v>0</v></c><c s=\"0\"><v>46027</v></c><c t=\"inlineStr\"><is><t>inne</t></is></c></row>\
    </sheetData></worksheet>";

/// A keymap that is laid over the shipped one.
pub fn keymap(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let overlays = [("any.toml", text.as_ref())];
    let (keymap, complaints) = Keymap::load_sound(&overlays);
    for bound in keymap.bound() {
        in_both(|lang| bound.keys.shown(lang, false));
    }
    match complaints {
        None => assert_eq!(Keymap::load(&overlays), Ok(keymap)),
        Some(complaints) => in_both(|lang| complaints.text(lang)),
    }
}

/// A `config.toml`.
pub fn settings(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("config.toml");
    fs::write(&file, bytes).expect("the bytes");
    if let (_, Some(error)) = Config::read(&file) {
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

/// What is restored in place of a sound register, by the first byte: 1 a register, 2 a manifest beside a sound backup, 4 a
/// file in the `age` format; 3 and 5 are changes in a sound manifest and in a sound encrypted backup, any other byte in a
/// sound backup. Four bytes are a change: three say where, one which bits.
pub fn restore(bytes: &[u8]) {
    static SOUND: OnceLock<[Sound; 2]> = OnceLock::new();
    let [plain, sealed] = SOUND.get_or_init(|| [false, true].map(Sound::made));
    let (kind, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let register = folder.path().join("register.redb");
    fs::write(&register, &plain.backup).expect("the register");
    let lay = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("the bytes");
        path
    };
    let backup = match kind {
        1 => lay("backup.redb", rest),
        2 | 3 => {
            let manifest = match kind {
                2 => rest.to_vec(),
                _ => changed(&plain.manifest, rest),
            };
            lay(&plain.manifest_name, &manifest);
            lay(&plain.name, &plain.backup)
        }
        4 => lay("backup.redb.age", rest),
        5 => {
            lay(&sealed.manifest_name, &sealed.manifest);
            lay(&sealed.name, &changed(&sealed.backup, rest))
        }
        _ => lay("backup.redb", &changed(&plain.backup, rest)),
    };
    let before = fs::read(&backup).expect("the file");
    let is_proved = is_proved_and_restored(&backup, &register);
    let is_clean = is_clean(&backup);
    assert!(
        fs::read(&backup).expect("the file") == before,
        "it was changed"
    );
    is_salvaged(&backup, &folder.path().join("salvaged.redb"));
    if is_clean {
        is_whole(&backup);
    }
    if is_proved {
        is_whole(&register);
    } else {
        assert!(fs::read(&register).expect("the register") == plain.backup);
    }
}

/// Whether a backup was proved: then it lies in the register's place, and else cannot be put there.
fn is_proved_and_restored(backup: &Path, register: &Path) -> bool {
    let mut identities = Identities::default();
    identities.add_file(PRIVATE_KEY).expect("a private key");
    let proved = prove(backup, &identities, &mut |_| {});
    if let Err(error) = &proved {
        in_both(|lang| error.text(lang));
    }
    let restored = Restoring::begin(register, backup, &identities, &mut |_| {});
    let restored = restored.and_then(|mut restoring| {
        restoring.announce(0)?;
        restoring.put(&request(), |_| Ok(()))
    });
    match (&proved, restored) {
        (Ok(_), Ok(_)) => true,
        (Ok(_), Err(error)) => panic!("it was proved: {}", error.text(Lang::En)),
        (Err(_), Ok(_)) => panic!("restored what was not proved"),
        (Err(_), Err(error)) => {
            in_both(|lang| error.text(lang));
            false
        }
    }
}

/// Whether a check finds nothing in a file.
fn is_clean(path: &Path) -> bool {
    match check(path, &mut |_, _| {}) {
        Err(error) => {
            in_both(|lang| error.text(lang));
            false
        }
        Ok(checked) => {
            for finding in &checked.findings {
                in_both(|lang| finding.text(lang));
            }
            checked.is_clean()
        }
    }
}

/// Asserts that what can be saved of a file is a register.
fn is_salvaged(from: &Path, out: &Path) {
    match salvage(from, out, &request(), &mut |_, _| {}) {
        Err(error) => {
            in_both(|lang| error.text(lang));
            assert!(!out.exists());
        }
        Ok(salvaged) => {
            for loss in &salvaged.losses {
                in_both(|lang| loss.text(lang));
            }
            is_whole(out);
        }
    }
}

/// Asserts that a register can be read from its beginning to its end.
fn is_whole(path: &Path) {
    let (store, register) = Store::open(path).expect("it was found sound");
    assert!(store.chain_is_whole().expect("it was found sound"));
    for who in register.people.keys() {
        let history = store.history(*who, NaiveDate::MIN, NaiveDate::MAX);
        history.expect("it was found sound");
    }
}

/// Bytes with some changed, four to a change.
fn changed(sound: &[u8], changes: &[u8]) -> Vec<u8> {
    let mut changed = sound.to_vec();
    for change in changes.chunks_exact(4) {
        let at = u32::from_le_bytes([change[0], change[1], change[2], 0]) as usize;
        let at = at % changed.len();
        changed[at] ^= change[3];
    }
    changed
}

/// What encrypted backups are encrypted to here; it opens nothing else.
const PUBLIC_KEY: &str = "age1aeskw34vyyw5r9cuhqmy3mqsv24thrvny9m2jwqyw5n2gryum5lqvdzjzd";
const PRIVATE_KEY: &str =
    "AGE-SECRET-KEY-1AYQFKYLS6KMXRNQ73RLZR4V8Y57G7WH77TA3NMKFPAZK8ZUUXU7S0NY2U5";

/// A backup and its manifest.
struct Sound {
    name: String,
    backup: Vec<u8>,
    manifest_name: String,
    manifest: Vec<u8>,
}

impl Sound {
    fn made(is_sealed: bool) -> Sound {
        let folder = TempDir::new().expect("a temporary folder");
        let (mut store, mut register) = small(&folder.path().join("register.redb"));
        let mut recipients = Recipients::default();
        if is_sealed {
            recipients.add(PUBLIC_KEY).expect("a public key");
        }
        let place = Place::Usual;
        let order = Order { place, recipients };
        let made = backup::make(&mut store, &mut register, &request(), &order, &mut |_| {});
        let (made, _) = made.expect("nothing stands in the way");
        let [name, manifest_name] = [&made.path, &made.manifest_path].map(|path| {
            path.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        });
        Sound {
            name,
            backup: fs::read(&made.path).expect("the backup"),
            manifest_name,
            manifest: fs::read(&made.manifest_path).expect("its manifest"),
        }
    }
}

fn request() -> Request<'static> {
    Request::alone("anna", today(), 1_795_000_000_123)
}

/// A small register.
fn small(path: &Path) -> (Store, Register) {
    let (mut store, mut register) = Store::create(path, &request()).expect("a new register");
    let person = Draft {
        whom: Whom::default(),
        details: Details {
            given: "Lena".to_owned(),
            family: "Berg".to_owned(),
            ..Details::default()
        },
        group: Some(Group::Indoor),
        arena: "Köket".to_owned(),
        start: today(),
        end: None,
        schedule: Some([360, 360, 360, 360, 240, 0, 0]),
        is_new_arena: true,
    };
    let (who, day, entry) = (PersonId(1), today(), Entry::plain(Code::Sick));
    for command in [
        Command::Enrol(Box::new(person)),
        Command::Mark { who, day, entry },
    ] {
        let done = store.commit(&mut register, &request(), &command);
        done.expect("nothing stands in the way");
    }
    (store, register)
}
