//! What the first of some bytes from a terminal are: a key, a click, the beginning of a paste or of an answer.
//!
//! A terminal also sends what no key means: answers to questions that somebody asked of it, in this program or before
//! it. These are told by their form alone (ECMA-48, 5.3 to 5.6), since any of their bytes may be a letter.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::terminal::Event;

pub const ESC: u8 = 0x1b;
/// Cancel and substitute: what has begun is not meant (ECMA-48, 8.3.6 and 8.3.148).
const BREAKS: [u8; 2] = [0x18, 0x1a];
const BELL: u8 = 0x07;
/// The end of a string in one byte; in two it is `ESC \`.
const STRING_ENDS: u8 = 0x9c;
/// Longer sequences than this are not ours.
const LONGEST_SEQUENCE: usize = 64;
/// So many digits at most stand before the letter of a key of the application modes.
const LONGEST_MODIFIERS: usize = 8;

/// What the first of the bytes are.
pub enum Parsed {
    /// So many bytes, and what they mean, if anything.
    Whole(usize, Option<Event>),
    PasteBegins(usize),
    /// So many bytes begin what may have any length and means nothing.
    AnswerBegins(usize, Answer),
    Partial,
}

/// What goes on until its end comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A control string: until BEL, `ESC \` or 0x9c.
    String,
    /// A control sequence that is longer than any of ours: until its last byte.
    Sequence,
}

/// Where in some bytes an answer that is under way ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With so many bytes.
    After(usize),
    /// Something else begins after so many.
    BrokenOff(usize),
    /// Not yet: so many are its own, and the rest may be the beginning of its end.
    NotYet(usize),
}

impl Answer {
    /// Where it ends.
    pub fn end(self, bytes: &[u8]) -> End {
        let mut at = 0;
        while let Some(first) = bytes.get(at) {
            match (self, first, bytes.get(at + 1)) {
                (_, &ESC, None) => return End::NotYet(at),
                (Answer::String, &ESC, Some(b'\\')) => return End::After(at + 2),
                (_, &ESC, Some(_)) => return End::BrokenOff(at),
                (_, byte, _) if BREAKS.contains(byte) => return End::After(at + 1),
                (Answer::String, &BELL | &STRING_ENDS, _) => return End::After(at + 1),
                (Answer::Sequence, 0x40..=0x7e, _) => return End::After(at + 1),
                _ => {}
            }
            // 0x9c also ends letters, such as Ü: a character is taken whole.
            match character(&bytes[at..]) {
                Character::Cut => return End::NotYet(at),
                Character::One('\u{9c}') => return End::After(at + 2),
                Character::One(c) => at += c.len_utf8(),
                Character::Broken(length) => at += length,
            }
        }
        End::NotYet(at)
    }
}

/// What a sequence is, by its first byte or two: after ESC, as a C1 byte, or as that byte in UTF-8.
enum Kind {
    Csi,
    Ss3,
    String,
}

fn introducer(bytes: &[u8]) -> Option<(Kind, usize)> {
    let (second, length) = match bytes {
        [ESC, second @ 0x40..=0x5f, ..] => (second + 0x40, 2),
        [0xc2, second @ 0x80..=0x9f, ..] => (*second, 2),
        [only @ 0x80..=0x9f, ..] => (*only, 1),
        _ => return None,
    };
    let kind = match second {
        0x9b => Kind::Csi,
        0x8f => Kind::Ss3,
        // DCS, SOS, OSC, PM and APC.
        0x90 | 0x98 | 0x9d..=0x9f => Kind::String,
        _ => return None,
    };
    Some((kind, length))
}

/// What the first of the bytes are.
pub fn parse(bytes: &[u8]) -> Parsed {
    match introducer(bytes) {
        Some((Kind::Csi, length)) => return parse_csi(bytes, length),
        Some((Kind::Ss3, length)) => return parse_ss3(bytes, length),
        Some((Kind::String, length)) => return Parsed::AnswerBegins(length, Answer::String),
        None => {}
    }
    let escape = key(KeyCode::Esc, KeyModifiers::NONE);
    match bytes {
        [] | [ESC] => Parsed::Partial,
        // The end of an answer whose beginning was never seen.
        [ESC, b'\\', ..] => Parsed::Whole(2, None),
        [ESC, ESC, ..] => Parsed::Whole(1, Some(escape)),
        [ESC, rest @ ..] if introducer(rest).is_some() => Parsed::Whole(1, Some(escape)),
        [ESC, rest @ ..] => match parse_plain(rest) {
            Parsed::Whole(length, event) => {
                Parsed::Whole(length + 1, Some(event.map_or(escape, with_alt)))
            }
            other => other,
        },
        _ => parse_plain(bytes),
    }
}

fn parse_plain(bytes: &[u8]) -> Parsed {
    let Some(first) = bytes.first() else {
        return Parsed::Partial;
    };
    let control = |base: u8, from: u8| {
        let letter = char::from(base + (first - from));
        key(KeyCode::Char(letter), KeyModifiers::CONTROL)
    };
    let event = match first {
        b'\r' => key(KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => key(KeyCode::Tab, KeyModifiers::NONE),
        0x7f => key(KeyCode::Backspace, KeyModifiers::NONE),
        0 => key(KeyCode::Char(' '), KeyModifiers::CONTROL),
        0x01..=0x1a => control(b'a', 0x01),
        0x1c..=0x1f => control(b'4', 0x1c),
        _ => {
            return match character(bytes) {
                Character::Cut => Parsed::Partial,
                Character::One(c) => {
                    Parsed::Whole(c.len_utf8(), (!c.is_control()).then(|| char_key(c)))
                }
                Character::Broken(length) => Parsed::Whole(length, None),
            };
        }
    };
    Parsed::Whole(1, Some(event))
}

/// The first character of some bytes.
enum Character {
    One(char),
    /// So many bytes are none: a lead byte takes those with it that follow as if they were its own.
    Broken(usize),
    /// The rest of it has not come.
    Cut,
}

fn character(bytes: &[u8]) -> Character {
    let wanted = match bytes.first() {
        None => return Character::Cut,
        Some(0xc0..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf7) => 4,
        Some(_) => 1,
    };
    let rest = bytes[1..].iter().take(wanted - 1);
    let length = 1 + rest
        .take_while(|byte| (0x80..=0xbf).contains(*byte))
        .count();
    if length < wanted && length == bytes.len() {
        return Character::Cut;
    }
    let text = std::str::from_utf8(&bytes[..length]).unwrap_or_default();
    match text.chars().next() {
        Some(c) => Character::One(c),
        None => Character::Broken(length),
    }
}

/// A control sequence (ECMA-48, 5.4): parameters, intermediates, one final byte. `start` is where its body begins.
fn parse_csi(bytes: &[u8], start: usize) -> Parsed {
    let body = &bytes[start..];
    match body {
        // The Linux console's F1 to F5.
        [b'[', ESC, ..] => return Parsed::Whole(start + 1, None),
        [b'[', end, ..] => {
            let number = end.wrapping_sub(b'A');
            let event = (number < 5).then(|| key(KeyCode::F(number + 1), KeyModifiers::NONE));
            return Parsed::Whole(start + 2, event);
        }
        [b'['] => return Parsed::Partial,
        [b'M', report @ ..] => return parse_old_click(report, start + 1),
        _ => {}
    }
    // What does not belong in it does not end it either: its last byte would be taken for a letter.
    let ends = |byte: &u8| matches!(byte, 0x40..=0x7e | &ESC) || BREAKS.contains(byte);
    let Some(end) = body.iter().position(ends) else {
        return match bytes.len() > LONGEST_SEQUENCE {
            true => Parsed::AnswerBegins(bytes.len(), Answer::Sequence),
            false => Parsed::Partial,
        };
    };
    let length = start + end + 1;
    if body[end] == ESC {
        return Parsed::Whole(length - 1, None);
    }
    let parameters = std::str::from_utf8(&body[..end]).unwrap_or("?");
    if parameters == "200" && body[end] == b'~' {
        return Parsed::PasteBegins(length);
    }
    let is_ours = length <= LONGEST_SEQUENCE && !BREAKS.contains(&body[end]);
    let event = is_ours.then(|| csi_event(parameters, body[end]));
    Parsed::Whole(length, event.flatten())
}

/// A click from a terminal that does not know the SGR form: three bytes, each 32 too high. Beyond its last column it
/// sends any.
fn parse_old_click(report: &[u8], start: usize) -> Parsed {
    let mut first = report.iter().take(3);
    if let Some(broken) = first.position(|byte| *byte == ESC) {
        return Parsed::Whole(start + broken, None);
    }
    let [button, x, y, ..] = report else {
        return Parsed::Partial;
    };
    let position = |n: &u8| n.checked_sub(33).map(u16::from);
    let event = match (button.checked_sub(32), position(x), position(y)) {
        (Some(button), Some(x), Some(y)) => mouse(u16::from(button), x, y),
        _ => None,
    };
    Parsed::Whole(start + 3, event)
}

/// A key of the application modes: perhaps modifiers, and a letter. `start` is where that begins.
fn parse_ss3(bytes: &[u8], start: usize) -> Parsed {
    let body = &bytes[start..];
    let is_modifier = |byte: &u8| matches!(byte, b'0'..=b'9' | b';');
    let ours = &body[..body.len().min(LONGEST_MODIFIERS)];
    let Some(end) = ours.iter().position(|byte| !is_modifier(byte)) else {
        return match ours.len() == LONGEST_MODIFIERS {
            true => Parsed::Whole(start + LONGEST_MODIFIERS, None),
            false => Parsed::Partial,
        };
    };
    match body[end] {
        letter @ 0x20..=0x7e if end == 0 => Parsed::Whole(start + 1, ss3_key(letter)),
        0x20..=0x7e => Parsed::Whole(start + end + 1, None),
        // Alt with a capital O, and then something else.
        _ if end == 0 && bytes[0] == ESC => Parsed::Whole(start, Some(with_alt(char_key('O')))),
        _ => Parsed::Whole(start + end, None),
    }
}

fn csi_event(parameters: &str, end: u8) -> Option<Event> {
    if let Some(report) = parameters.strip_prefix('<') {
        let numbers: Option<Vec<u16>> = report.split(';').map(|n| n.parse().ok()).collect();
        let [button, x, y] = numbers?[..] else {
            return None;
        };
        let pressed = end == b'M';
        return mouse(button, x.checked_sub(1)?, y.checked_sub(1)?).filter(|_| pressed);
    }
    // A private parameter or an intermediate byte: an answer, never a key.
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, ';' | ':');
    if !parameters.chars().all(is_number) {
        return None;
    }
    let fields: Vec<&str> = parameters.split(';').collect();
    let number = |field: usize, part: usize| -> Option<u32> {
        fields.get(field)?.split(':').nth(part)?.parse().ok()
    };
    let released = number(1, 1) == Some(3);
    let modifiers = modifiers(number(1, 0));
    let code = match end {
        b'~' if number(0, 0) == Some(27) => key_of_code_point(number(2, 0)?)?,
        b'~' => tilde_key(number(0, 0)?)?,
        b'u' => key_of_code_point(number(0, 0)?)?,
        b'Z' => return Some(key(KeyCode::BackTab, KeyModifiers::SHIFT)),
        // Where the cursor is, and not F3.
        b'R' if fields.len() > 1 => return None,
        letter if matches!(number(0, 0), None | Some(1)) => letter_key(letter)?,
        _ => return None,
    };
    let event = match code {
        KeyCode::Char(c) if c.is_uppercase() => key(code, modifiers | KeyModifiers::SHIFT),
        KeyCode::Tab if modifiers.contains(KeyModifiers::SHIFT) => key(KeyCode::BackTab, modifiers),
        _ => key(code, modifiers),
    };
    (!released).then_some(event)
}

/// xterm's modifiers: one more than a sum of bits.
fn modifiers(sent: Option<u32>) -> KeyModifiers {
    let bits = sent.unwrap_or(1).saturating_sub(1);
    let table = [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
        (16, KeyModifiers::HYPER),
        (32, KeyModifiers::META),
    ];
    let on = table.into_iter().filter(|(bit, _)| bits & bit != 0);
    on.map(|(_, modifier)| modifier).collect()
}

fn key_of_code_point(code: u32) -> Option<KeyCode> {
    Some(match code {
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        // Private use: keys without a character, which nobody asked the terminal for.
        57344..=63743 => return None,
        _ => KeyCode::Char(char::from_u32(code).filter(|c| !c.is_control())?),
    })
}

fn tilde_key(number: u32) -> Option<KeyCode> {
    let function = |less: u32| u8::try_from(number - less).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(10),
        17..=21 => function(11),
        23..=26 => function(12),
        28..=29 => function(13),
        31..=34 => function(14),
        _ => None,
    }
}

fn letter_key(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return None,
    })
}

/// Keys of the application modes: arrows, F1 to F4, and the keypad, on which a letter stands for a sign.
fn ss3_key(letter: u8) -> Option<Event> {
    let code = match letter {
        b'M' => KeyCode::Enter,
        b'j'..=b'y' => KeyCode::Char(char::from(letter - b'j' + b'*')),
        _ => letter_key(letter)?,
    };
    Some(key(code, KeyModifiers::NONE))
}

/// A press of the first button, or a turn of the wheel; nothing else is of interest.
fn mouse(button: u16, column: u16, row: u16) -> Option<Event> {
    let kind = button & !0b1_1100; // without Shift, Alt and Ctrl
    match kind {
        0 => Some(Event::Click { column, row }),
        64 | 65 => Some(Event::Scroll {
            column,
            row,
            lines: if kind == 64 { -1 } else { 1 },
        }),
        _ => None,
    }
}

pub fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

/// As crossterm has it: a capital letter comes with Shift.
pub fn char_key(c: char) -> Event {
    let modifiers = if c.is_uppercase() {
        KeyModifiers::SHIFT
    } else {
        KeyModifiers::NONE
    };
    key(KeyCode::Char(c), modifiers)
}

pub fn with_alt(event: Event) -> Event {
    match event {
        Event::Key(key) => Event::Key(KeyEvent {
            modifiers: key.modifiers | KeyModifiers::ALT,
            ..key
        }),
        other => other,
    }
}
