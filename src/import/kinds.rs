//! What kind of file the bytes are, by what they begin with and not by what the file is called.

use super::Unreadable;
use crate::text;

const ZIP: &[u8] = b"PK\x03\x04";
/// What Excel's old format begins with, and encrypted workbooks, and other old documents of Microsoft's.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// Whether it is a workbook or may be one, packed; refused where it is neither that nor text.
pub(super) fn is_workbook(bytes: &[u8]) -> Result<bool, Unreadable> {
    if bytes.starts_with(COMPOUND) {
        return Err(compound(bytes));
    }
    if bytes.starts_with(ZIP) || bytes.starts_with(b"PK\x05\x06") {
        return Ok(true);
    }
    let kind = if bytes.starts_with(b"%PDF") {
        text!("en PDF", "a PDF")
    } else if bytes.starts_with(b"{\\rtf") {
        text!("ett RTF-dokument", "an RTF document")
    } else if bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xff\xd8\xff") {
        text!("en bild", "a picture")
    } else if bytes.starts_with(b"\x1f\x8b") || bytes.starts_with(b"7z\xbc\xaf") {
        text!("en packad fil", "a packed file")
    } else {
        match marked_up(bytes) {
            Some(kind) => kind,
            None => return Ok(false),
        }
    };
    Err(Unreadable::OtherKind(kind))
}

/// What some programs write under the name of a workbook: a web page, or XML.
fn marked_up(bytes: &[u8]) -> Option<text::Text> {
    const START: usize = 512;
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(START)]).to_lowercase();
    let start = start.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let begins = |words: &[&str]| words.iter().any(|word| start.starts_with(word));
    if begins(&["<!doctype html", "<html", "<table", "<meta"]) {
        Some(text!("en webbsida (HTML)", "a web page (HTML)"))
    } else if begins(&["<?xml"]) {
        Some(text!("en XML-fil", "an XML file"))
    } else {
        None
    }
}

fn compound(bytes: &[u8]) -> Unreadable {
    let names = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if names("EncryptedPackage") {
        Unreadable::Locked
    } else if names("WordDocument") {
        Unreadable::OtherKind(text!("ett Worddokument", "a Word document"))
    } else {
        Unreadable::OtherWorkbook(text!("det gamla formatet .xls", "the old format .xls"))
    }
}
