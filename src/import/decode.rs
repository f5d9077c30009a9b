//! Bytes of a list to text: which encoding it is in.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::{Unreadable, codepages, unreadable::Place};
use crate::text;
use crate::text::Text;

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// How the file's text was encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, with or without a byte order mark ("Unicode text" in Excel).
    Utf16,
    /// What Excel on Windows writes as plain CSV.
    Windows1252,
    /// What Excel on a Mac writes as CSV (Macintosh).
    MacRoman,
    /// What Excel writes as CSV (MS-DOS) in Western Europe, and older programs.
    Cp850,
    /// The same in America.
    Cp437,
}

impl Encoding {
    /// What the encoding is called.
    pub const fn name(self) -> Text {
        match self {
            Encoding::Utf8 => text!("UTF-8", "UTF-8"),
            Encoding::Utf16 => text!("UTF-16", "UTF-16"),
            Encoding::Windows1252 => text!("Windows-1252", "Windows-1252"),
            Encoding::MacRoman => text!("Mac Roman", "Mac Roman"),
            Encoding::Cp850 => text!("teckentabell 850 (MS-DOS)", "code page 850 (MS-DOS)"),
            Encoding::Cp437 => text!("teckentabell 437 (MS-DOS)", "code page 437 (MS-DOS)"),
        }
    }
}

/// The file as text without its byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), Unreadable> {
    let (text, encoding) = match bytes {
        [0xff, 0xfe, rest @ ..] => (utf16(UTF_16LE, rest)?, Encoding::Utf16),
        [0xfe, 0xff, rest @ ..] => (utf16(UTF_16BE, rest)?, Encoding::Utf16),
        _ => match unmarked_utf16(bytes) {
            Some(order) => (utf16(order, bytes)?, Encoding::Utf16),
            None => single(bytes)?,
        },
    };
    if let Some((before, _)) = text.split_once('\0') {
        return Err(Unreadable::Binary(Place::behind(before)));
    }
    Ok((without_end(text), encoding))
}

/// The text without the sign that MS-DOS ends files with.
fn without_end(text: Cow<'_, str>) -> Cow<'_, str> {
    const END: char = '\u{1a}';
    let bare = text.trim_end();
    if !bare.ends_with(END) {
        return text;
    }
    let length = bare.trim_end_matches(END).len();
    match text {
        Cow::Borrowed(text) => text[..length].into(),
        Cow::Owned(mut text) => {
            text.truncate(length);
            text.into()
        }
    }
}

/// Text of single bytes, or of UTF-8.
fn single(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), Unreadable> {
    let mut rest = bytes;
    // Two marks stand before what one program has added to what another wrote.
    while let Some(after) = rest.strip_prefix(UTF8_MARK) {
        rest = after;
    }
    let fault = match std::str::from_utf8(rest) {
        Ok(text) => return Ok((Cow::Borrowed(text), Encoding::Utf8)),
        Err(fault) => fault,
    };
    if rest.len() < bytes.len() || is_mostly_utf8(bytes) {
        let before = String::from_utf8_lossy(&rest[..fault.valid_up_to()]);
        let text = String::from_utf8_lossy(rest);
        return Err(damaged(&before, &text, fault.error_len().is_none()));
    }
    match bytes.iter().position(|byte| *byte == 0) {
        Some(end) => {
            let before = String::from_utf8_lossy(&bytes[..end]);
            Err(Unreadable::Binary(Place::behind(&before)))
        }
        None => codepages::decode(bytes),
    }
}

/// In which order the bytes of UTF-16 without its mark stand: every second byte of most letters is NUL.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    const START: usize = 4096;
    let start = &bytes[..bytes.len().min(START)];
    let (mut first, mut second) = (0, 0);
    for pair in start.chunks_exact(2) {
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
    }
    let half = start.len() / 4;
    match (first, second) {
        (0, second) if second > half => Some(UTF_16LE),
        (first, 0) if first > half => Some(UTF_16BE),
        _ => None,
    }
}

fn utf16<'a>(
    encoding: &'static encoding_rs::Encoding,
    bytes: &'a [u8],
) -> Result<Cow<'a, str>, Unreadable> {
    let (text, is_damaged) = encoding.decode_without_bom_handling(bytes);
    if !is_damaged {
        return Ok(text);
    }
    let unit = match encoding == UTF_16LE {
        true => u16::from_le_bytes,
        false => u16::from_be_bytes,
    };
    let pairs = bytes.chunks_exact(2);
    let mut letters = char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]])));
    let before: String = letters.by_ref().map_while(Result::ok).collect();
    // What stood behind the broken letter has been read; the last one is broken where its other half is missing.
    let is_cut = letters.next().is_none();
    Err(damaged(&before, &text, is_cut))
}

/// A text with a broken letter behind what stands `before` it; `text` has a sign for each.
fn damaged(before: &str, text: &str, is_cut: bool) -> Unreadable {
    let place = Place::behind(before);
    if is_cut {
        return Unreadable::Cut(place);
    }
    let lines = text.split(['\r', '\n']);
    let broken = lines.filter(|line| line.contains(char::REPLACEMENT_CHARACTER));
    Unreadable::Damaged {
        place,
        lines: broken.count(),
    }
}

/// Whether bytes that are not UTF-8 throughout still hold as many of its letters as of faults: a cut or damaged file.
/// Read as Windows-1252, every name with å, ä or ö in it would be wrong and none refused.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut others) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        others += usize::from(!chunk.invalid().is_empty());
    }
    letters > 0 && letters >= others
}
