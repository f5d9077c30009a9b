//! The protection of somebody's personal data as lists and options write it.

use super::Reason;
use super::headings::fold;
use crate::domain::facts::participant::Protection;
use crate::domain::reading::is_hyphen;

/// Reads a protection: none, or which of the two levels, in either language. A yes is none of the two, but under a
/// heading that names one.
pub fn protection(text: &str, heading: &str) -> Result<Protection, Reason> {
    let folded = fold(text);
    if text.chars().all(is_hyphen) {
        return Ok(Protection::None);
    }
    // "nej?" is a question.
    if text.contains('?') {
        return Err(Reason::NotAProtection);
    }
    match folded.as_str() {
        "nej" | "n" | "no" | "none" | "ingen" | "inget" | "inga" | "ej" | "0" | "false"
        | "falskt" | "saknas" | "nan" | "null" | "na" => Ok(Protection::None),
        "ja"
        | "j"
        | "yes"
        | "y"
        | "x"
        | "1"
        | "true"
        | "sant"
        | "skyddad"
        | "skydd"
        | "skyddade"
        | "protected"
        | "skyddadidentitet"
        | "skyddadepersonuppgifter"
        | "protectedidentity" => level(&fold(heading)).ok_or(Reason::WhichProtection),
        _ => level(&folded).ok_or(Reason::NotAProtection),
    }
}

/// The level that a word names, in a cell or above it.
fn level(folded: &str) -> Option<Protection> {
    match folded {
        "sekretess"
        | "sekretessmarkering"
        | "sekretessmarkerad"
        | "sekretessmarkt"
        | "marked"
        | "confidentialitymarking" => Some(Protection::Marked),
        "skyddadfolkbokforing" | "strong" | "protectedregistration" => Some(Protection::Strong),
        _ => None,
    }
}
