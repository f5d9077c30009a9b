//! Bytes of a list to text: which encoding it is in.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Unreadable;

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// How the file's text was encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16 with a byte order mark ("Unicode text" in Excel).
    Utf16,
    /// What Excel on Windows writes as plain CSV.
    Windows1252,
}

impl Encoding {
    /// The encoding's name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16 => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
        }
    }
}

/// The file as text without its byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), Unreadable> {
    const ZIP: &[u8] = b"PK\x03\x04";
    const OLD_EXCEL: &[u8] = b"\xd0\xcf\x11\xe0";
    if bytes.starts_with(ZIP) || bytes.starts_with(OLD_EXCEL) {
        return Err(Unreadable::Workbook);
    }
    let (text, encoding) = match bytes {
        [0xff, 0xfe, rest @ ..] => (utf16(UTF_16LE, rest)?, Encoding::Utf16),
        [0xfe, 0xff, rest @ ..] => (utf16(UTF_16BE, rest)?, Encoding::Utf16),
        _ => {
            let rest = bytes.strip_prefix(UTF8_MARK);
            match std::str::from_utf8(rest.unwrap_or(bytes)) {
                Ok(text) => (Cow::Borrowed(text), Encoding::Utf8),
                Err(_) if rest.is_some() || is_mostly_utf8(bytes) => {
                    return Err(Unreadable::Damaged);
                }
                Err(_) => (
                    WINDOWS_1252.decode_without_bom_handling(bytes).0,
                    Encoding::Windows1252,
                ),
            }
        }
    };
    if text.contains('\0') {
        return Err(Unreadable::Binary);
    }
    Ok((text, encoding))
}

fn utf16<'a>(
    encoding: &'static encoding_rs::Encoding,
    bytes: &'a [u8],
) -> Result<Cow<'a, str>, Unreadable> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    if damaged {
        return Err(Unreadable::Damaged);
    }
    Ok(text)
}

/// Whether bytes that are not UTF-8 throughout still hold more of its letters than of faults: a cut or damaged file. Read as Windows-1252, every name with å, ä or ö in it would be wrong and none refused.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut others) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        others += usize::from(!chunk.invalid().is_empty());
    }
    letters > others
}
