//! Likeness of names: which two are the same in another form, and which two look the same.

use std::sync::OnceLock;

use deunicode::deunicode;
use unicode_normalization::UnicodeNormalization;
use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::{GeneralSecurityProfile, skeleton};

use crate::domain::plain::composed;

/// A character as it is compared; `None` where nobody can see it. A no-break space is a blank, every dash a hyphen,
/// every apostrophe and half quotation mark an apostrophe.
fn seen(c: char) -> Option<char> {
    Some(match c {
        _ if is_unseen(c) => return None,
        '\u{58a}'
        | '\u{5be}'
        | '\u{1806}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{2e17}'
        | '\u{2e3a}'
        | '\u{2e3b}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff0d}' => '-',
        '`'
        | '\u{b4}'
        | '\u{2b9}'..='\u{2bf}'
        | '\u{2c8}'
        | '\u{2ca}'
        | '\u{2cb}'
        | '\u{55a}'
        | '\u{5f3}'
        | '\u{2018}'
        | '\u{2019}'
        | '\u{201a}'
        | '\u{201b}'
        | '\u{2032}'
        | '\u{2035}'
        | '\u{ff07}'
        | '\u{ff40}' => '\'',
        _ if c.is_whitespace() => ' ',
        _ => c,
    })
}

/// Whether a character takes no room and changes no other: Unicode's default ignorable code points, control characters,
/// and the empty pattern of braille.
fn is_unseen(c: char) -> bool {
    match c {
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        _ => c.is_control() && !c.is_whitespace(),
    }
}

/// The text without what cannot be seen, in one form of each character (NFKC), with single blanks.
fn form(text: &str) -> String {
    if text.chars().all(is_plain) {
        return words(text);
    }
    // What compatibility takes apart may be a blank or a dash in its turn.
    let whole = text.nfc().filter_map(seen).nfkc().filter_map(seen);
    words(&whole.collect::<String>())
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// In small letters as Unicode folds case: `ß` is `ss`, every sigma one, and an `i` has its dot or none.
fn small(text: &str) -> String {
    let mut small = String::with_capacity(text.len());
    let folded = text.chars().flat_map(char::to_uppercase);
    for c in folded.flat_map(char::to_lowercase) {
        if c != '\u{307}' || !small.ends_with('i') {
            small.push(c);
        }
    }
    composed(&small).into_owned()
}

/// A look without the marks that are overlooked in a terminal's letters and left out where names are written over:
/// the dots and lines under and over letters of other alphabets (*Ḥasan*, *Āmina*, *Żak*); *ő* looks like *ö*, *ð* like *đ*.
fn without_faint_marks(look: impl Iterator<Item = char>) -> String {
    let mut seen = String::new();
    for c in look {
        match c {
            '\u{304}' | '\u{307}' | '\u{323}' | '\u{329}' | '\u{331}' | '\u{335}' => {}
            // The look of a double acute is two of them.
            '\u{301}' if seen.ends_with('\u{301}') => {
                seen.pop();
                seen.push('\u{308}');
            }
            // And that of `ð` a crossed `∂`.
            '\u{2202}' => seen.push('d'),
            c => seen.push(c),
        }
    }
    seen
}

/// A name for comparing: the same for two that are one name in another form (upper and lower case, composed or not,
/// another hyphen, blank or apostrophe, wide letters, characters that nobody sees).
pub fn folded(text: &str) -> String {
    if text.chars().all(is_plain) {
        return words(text).to_lowercase();
    }
    // A letter may be taken apart by its small form only.
    small(&form(&small(&form(text))))
}

/// A name without the marks on its letters, as it is written where they are left out: *Åsa* is *asa*.
pub fn bare(text: &str) -> String {
    let folded = folded(text);
    match folded.is_ascii() {
        true => folded,
        false => deunicode(&folded).to_lowercase(),
    }
}

/// Whether a character has one form, but for its case: nearly all of Swedish names.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='_' | 'a'..='~' | 'À'..='Ö' | 'Ø'..='Þ' | 'à'..='ö' | 'ø'..='þ')
}

/// How a name looks: each letter is what it can be taken for (Unicode's UTS 39: Cyrillic `а`, `rn` for `m`), a hyphen
/// is a blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// As typed: `I` may be `l`.
    pub typed: String,
    /// In small letters: `I` is `i`.
    pub small: String,
}

/// What each letter can be taken for. Of those of Latin-1 it is looked up once: a list of 50,000 rows asks four times a row.
fn look_of(name: &str) -> String {
    static LOOKS: [OnceLock<String>; 256] = [const { OnceLock::new() }; 256];
    let mut look = String::with_capacity(2 * name.len());
    for c in name.chars() {
        let Some(known) = LOOKS.get(c as usize) else {
            return skeleton(name).collect();
        };
        look.push_str(known.get_or_init(|| skeleton(c.encode_utf8(&mut [0; 4])).collect()));
    }
    look
}

impl Look {
    pub fn of(name: &str) -> Look {
        let bare = |look: String| words(&look.replace('-', " "));
        let look = |name: &str| without_faint_marks(look_of(name).chars());
        Look {
            typed: bare(small(&look(&form(name)))),
            small: bare(look(&folded(name))),
        }
    }

    /// Whether another name can be taken for this one.
    pub fn is_of(&self, name: &str) -> bool {
        // Nearly always the first letter tells that it cannot.
        let mut letters = name.trim_start().chars();
        let first = letters.next().filter(|c| is_plain(*c));
        // A mark on it makes another letter of it.
        let first = first.filter(|_| letters.next().is_none_or(is_plain));
        let may_begin = first.is_none_or(|first| {
            let first = Look::of(first.encode_utf8(&mut [0; 4]));
            self.typed.starts_with(&first.typed) || self.small.starts_with(&first.small)
        });
        may_begin && Look::of(name).is_like(self)
    }

    /// Whether nothing of the name is seen.
    pub fn is_empty(&self) -> bool {
        self.small.is_empty()
    }

    /// Whether one name can be taken for the other; so can two forms of one name.
    pub fn is_like(&self, other: &Look) -> bool {
        self.typed == other.typed || self.small == other.small
    }
}

/// A word of letters from scripts that are never written together, such as Latin and Cyrillic; and the letter that is
/// of another script than most of the word. None where every word is of one script.
pub fn mixed_word(text: &str) -> Option<(&str, char)> {
    let mut words = text.split(|c: char| c.is_whitespace() || c == '-');
    let word = words.find(|word| AugmentedScriptSet::for_str(word).is_empty())?;
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let agree = |one: char| {
        let of_one = AugmentedScriptSet::for_char(one);
        let with = |other: &&char| {
            let mut both = AugmentedScriptSet::for_char(**other);
            both.intersect_with(of_one);
            !both.is_empty()
        };
        letters.iter().filter(with).count()
    };
    let stranger = letters.iter().copied().min_by_key(|c| agree(*c))?;
    Some((word, stranger))
}

/// A word with a letter that no name is written with today, or with a sign that can be taken for a letter (Unicode's
/// UTS 39: letters of phonetics, old and mathematical ones); and that letter or sign. Of scripts other than Latin, Greek
/// and Cyrillic nothing is said: whole words of them are told apart by how they look.
pub fn strange_word(text: &str) -> Option<(&str, char)> {
    let mut words = text.split(|c: char| c.is_whitespace() || c == '-');
    words.find_map(|word| Some((word, word.chars().find(|c| is_strange(*c))?)))
}

fn is_strange(c: char) -> bool {
    if is_plain(c) || !is_european(c) {
        return false;
    }
    let typed = c.encode_utf8(&mut [0; 4]).to_owned();
    let formed = form(&typed);
    let is_letter = |c: char| c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c);
    if formed
        .chars()
        .any(|c| is_letter(c) && !is_plain(c) && !c.identifier_allowed())
    {
        return true;
    }
    // Mathematical letters are of no script, and what they are forms of may be Greek.
    let is_latin = |c: char| is_of_script(c, 'a');
    if formed != typed && !formed.chars().all(is_latin) {
        return true;
    }
    // What it is another form of is not what it looks like, as of a long s: `ſ` looks like `f`.
    let look = |text: &str| skeleton(text).collect::<String>();
    let seen = look(&typed);
    let is_like_letter = seen.contains(|c: char| c.is_ascii_alphabetic());
    is_like_letter && (seen != look(&formed) || !formed.contains(char::is_alphabetic))
}

/// Whether a character is of the Latin, the Greek or the Cyrillic script, or of no script of its own.
fn is_european(c: char) -> bool {
    let mut letters = ['a', '\u{3b1}', '\u{430}'].into_iter();
    letters.any(|letter| is_of_script(c, letter))
}

/// Whether a character is of the script of a letter, or of no script of its own.
fn is_of_script(c: char, letter: char) -> bool {
    let mut both = AugmentedScriptSet::for_char(c);
    both.intersect_with(AugmentedScriptSet::for_char(letter));
    !both.is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_short_ways_come_to_the_same(text in "[ -~À-ÿ\u{100}-\u{2ff}]{0,12}|[ -~À-ÿ]{0,12}\\PC{0,3}") {
            prop_assert_eq!(look_of(&text), skeleton(&text).collect::<String>());
            prop_assert_eq!(composed(&text), text.nfc().collect::<String>());
        }
    }

    #[test]
    fn a_letter_before_the_marks_is_composed_already() {
        let mut before = ('\0'..'\u{300}').filter(|c| !c.to_string().nfc().eq([*c]));
        assert_eq!(before.next(), None);
    }
}
