//! The parts of a packed workbook: which format it is, and that none of them becomes too large.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::import::Unreadable;
use crate::text;
use crate::text::Text;

/// So many MB the parts that are read may be, unpacked, together.
const MOST_MB: u64 = 256;
/// So many bytes a part may be that is held in memory whole: the texts, the styles.
const MOST_HELD: u64 = 64 << 20;
const MOST_STYLES: u64 = 8 << 20;
/// A workbook has some dozens of parts; a directory of more is no workbook.
const MOST_PARTS: usize = 10_000;

pub(super) enum Format {
    Xlsx,
    Ods,
}

pub(super) struct Parts {
    pub format: Format,
    /// The sheets of an .ods.
    pub content: Vec<u8>,
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The format, where each part that is read has been unpacked once and counted: what the directory says of their sizes
/// is only what somebody wrote there.
pub(super) fn checked(bytes: &[u8]) -> Result<Parts, Unreadable> {
    let damaged = |_| Unreadable::DamagedWorkbook;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MOST_PARTS {
        return Err(too_large());
    }
    let format = format(&mut archive)?;
    if matches!(format, Format::Ods) {
        let manifest = part(&mut archive, "META-INF/manifest.xml", MOST_STYLES)?;
        if contains(&manifest, b"encryption-data") {
            return Err(Unreadable::Locked);
        }
        let content = part(&mut archive, "content.xml", MOST_MB << 20)?;
        return Ok(Parts { format, content });
    }
    let mut all = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.to_lowercase();
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let most = match &name {
            name if name.ends_with("sharedstrings.xml") => MOST_HELD,
            name if name.contains("worksheets/") => MOST_MB << 20,
            _ => MOST_STYLES,
        };
        all += count(part, most)?;
        if all > MOST_MB << 20 {
            return Err(too_large());
        }
    }
    Ok(Parts {
        format,
        content: Vec::new(),
    })
}

fn too_large() -> Unreadable {
    Unreadable::TooLarge { most: MOST_MB }
}

fn format(archive: &mut Archive) -> Result<Format, Unreadable> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    let other = |kind: Text| Err(Unreadable::OtherKind(kind));
    if has("xl/workbook.xml") {
        return Ok(Format::Xlsx);
    }
    if has("xl/workbook.bin") {
        return Err(Unreadable::OtherWorkbook(text!(
            "det binära formatet .xlsb",
            "the binary format .xlsb"
        )));
    }
    if has("word/document.xml") {
        return other(text!("ett Worddokument", "a Word document"));
    }
    if has("ppt/presentation.xml") {
        return other(text!("en presentation", "a presentation"));
    }
    if has("Index/Document.iwa") || has("Index.zip") {
        return other(text!("ett Numbers-dokument", "a Numbers document"));
    }
    if has("mimetype") && has("content.xml") {
        let kind = part(archive, "mimetype", 100)?;
        return match kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
            true => Ok(Format::Ods),
            false => other(text!(
                "ett OpenDocument-dokument",
                "an OpenDocument document"
            )),
        };
    }
    // Some programs call the workbook something else; its content types tell that it is one.
    match part(archive, "[Content_Types].xml", MOST_STYLES) {
        Ok(types) if contains(&types, b"spreadsheetml.sheet.main+xml") => Ok(Format::Xlsx),
        Err(too_large @ Unreadable::TooLarge { .. }) => Err(too_large),
        _ => other(text!("en zip-fil", "a zip file")),
    }
}

/// A part, whole.
fn part(archive: &mut Archive, name: &str, most: u64) -> Result<Vec<u8>, Unreadable> {
    let damaged = |_| Unreadable::DamagedWorkbook;
    let part = archive.by_name(name).map_err(damaged)?;
    let mut bytes = Vec::new();
    let read = part.take(most + 1).read_to_end(&mut bytes);
    read.map_err(|_| Unreadable::DamagedWorkbook)?;
    match bytes.len() as u64 > most {
        true => Err(too_large()),
        false => Ok(bytes),
    }
}

/// How many bytes a part becomes. The texts may not promise more of them than there is room for: room is made for as
/// many as they say.
fn count(mut part: impl Read, most: u64) -> Result<u64, Unreadable> {
    const PROMISE: &[u8] = b"uniqueCount=";
    let mut buffer = vec![0; 64 << 10];
    let (mut all, mut kept) = (0, 0);
    loop {
        let read = part.read(&mut buffer[kept..]);
        let read = read.map_err(|_| Unreadable::DamagedWorkbook)?;
        if read == 0 {
            return Ok(all);
        }
        all += read as u64;
        if all > most {
            return Err(too_large());
        }
        let seen = &buffer[..kept + read];
        let places = seen.windows(PROMISE.len()).enumerate();
        let places = places.filter(|(_, window)| *window == PROMISE);
        for (at, _) in places {
            let digits = seen[at + PROMISE.len()..].iter().skip(1);
            if digits.take_while(|byte| byte.is_ascii_digit()).count() > 7 {
                return Err(Unreadable::DamagedWorkbook);
            }
        }
        // The promise may stand on the edge of what was read.
        let tail = seen.len().min(PROMISE.len() + 20);
        let from = seen.len() - tail;
        buffer.copy_within(from..from + tail, 0);
        kept = tail;
    }
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
