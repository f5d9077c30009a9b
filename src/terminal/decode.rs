//! Bytes from the terminal turned into keys, pastes and clicks.
//!
//! crossterm's own reader is not used: on half an escape sequence its `poll` blocks until the rest comes, with more than
//! 1,024 bytes waiting it leaves some behind, and on a terminal that is gone it spins (its issue 793). This one is given
//! bytes and the time, and never waits.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::inbox::Event;

/// How long a lone ESC waits for the rest of a sequence before it is the Esc key. A terminal sends a sequence in one
/// piece; only a network cuts it, and then the rest follows closely.
const ESC_WAITS: Duration = Duration::from_millis(50);
/// How long a sequence that has begun waits for its end before it is dropped.
const SEQUENCE_WAITS: Duration = Duration::from_millis(500);
/// For so long after an Esc key the rest of a sequence is known as such and dropped, not taken as letters.
const REST_MAY_FOLLOW: Duration = Duration::from_millis(1000);
/// Longer sequences than this are not ours.
const LONGEST_SEQUENCE: usize = 64;
/// What is pasted beyond this many bytes is dropped.
const LONGEST_PASTE: usize = 1 << 20;

const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Keeps what has come of a key until the rest has come.
#[derive(Debug, Default)]
pub struct Decoder {
    waiting: Vec<u8>,
    paste: Option<Vec<u8>>,
    last_byte: Option<Instant>,
    last_escape: Option<Instant>,
}

/// What the first of the waiting bytes are.
enum Parsed {
    /// So many bytes, and what they mean, if anything.
    Whole(usize, Option<Event>),
    PasteBegins(usize),
    Partial,
}

impl Decoder {
    /// Takes bytes that have come at a time, and gives what is complete.
    pub fn feed(&mut self, bytes: &[u8], now: Instant) -> Vec<Event> {
        if self.waiting.is_empty()
            && self.paste.is_none()
            && let Some(escaped) = self.last_escape.take()
            && now.duration_since(escaped) < REST_MAY_FOLLOW
            && let Some(rest) = rest_of_sequence(bytes)
        {
            return self.feed(&bytes[rest..], now);
        }
        self.waiting.extend_from_slice(bytes);
        self.last_byte = Some(now);
        self.drain()
    }

    /// When [`Decoder::expire`] should be called, if no byte comes before.
    pub fn deadline(&self) -> Option<Instant> {
        if self.paste.is_some() || self.waiting.is_empty() {
            return None;
        }
        let patience = if self.waiting == b"\x1b" {
            ESC_WAITS
        } else {
            SEQUENCE_WAITS
        };
        self.last_byte.map(|last| last + patience)
    }

    /// Gives up on what has waited too long: a lone ESC is the Esc key, `ESC [` and `ESC O` are Alt with that letter,
    /// anything else is dropped.
    pub fn expire(&mut self, now: Instant) -> Vec<Event> {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return Vec::new();
        }
        let waited = std::mem::take(&mut self.waiting);
        match waited.as_slice() {
            b"\x1b" => {
                self.last_escape = Some(now);
                vec![key(KeyCode::Esc, KeyModifiers::NONE)]
            }
            [0x1b, letter @ (b'[' | b'O')] => vec![with_alt(char_key(char::from(*letter)))],
            _ => Vec::new(),
        }
    }

    fn drain(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        loop {
            if self.paste.is_some() {
                let Some(text) = self.take_paste() else { break };
                events.push(Event::Paste(text));
            }
            match parse(&self.waiting) {
                Parsed::Whole(length, event) => {
                    self.waiting.drain(..length);
                    events.extend(event);
                }
                Parsed::PasteBegins(length) => {
                    self.waiting.drain(..length);
                    self.paste = Some(Vec::new());
                }
                Parsed::Partial => break,
            }
        }
        events
    }

    /// Moves waiting bytes to the paste; gives it when its end has come.
    fn take_paste(&mut self) -> Option<String> {
        let paste = self.paste.as_mut()?;
        let end = self
            .waiting
            .windows(PASTE_ENDS.len())
            .position(|window| window == PASTE_ENDS);
        // Without the end, as many bytes stay as could be its beginning.
        let take = end.unwrap_or((self.waiting.len() + 1).saturating_sub(PASTE_ENDS.len()));
        paste.extend(self.waiting.drain(..take));
        paste.truncate(LONGEST_PASTE);
        end?;
        self.waiting.drain(..PASTE_ENDS.len());
        let text = String::from_utf8_lossy(&self.paste.take()?).into_owned();
        Some(text.replace("\r\n", "\n").replace('\r', "\n"))
    }
}

/// How many bytes are what follows the ESC of a sequence, if these begin so.
fn rest_of_sequence(bytes: &[u8]) -> Option<usize> {
    if !matches!(bytes, [b'[' | b'O', _, ..]) {
        return None;
    }
    let sequence = [b"\x1b".as_slice(), bytes].concat();
    match parse(&sequence) {
        Parsed::Whole(length, _) | Parsed::PasteBegins(length) => Some(length - 1),
        Parsed::Partial => None,
    }
}

fn parse(bytes: &[u8]) -> Parsed {
    match bytes {
        [] | [0x1b] => Parsed::Partial,
        [0x1b, b'[', ..] => parse_csi(bytes),
        [0x1b, b'O', rest @ ..] => match rest {
            [] => Parsed::Partial,
            [end, ..] => Parsed::Whole(3, ss3_key(*end)),
        },
        [0x1b, 0x1b, ..] => Parsed::Whole(1, Some(key(KeyCode::Esc, KeyModifiers::NONE))),
        [0x1b, rest @ ..] => match parse_plain(rest) {
            Parsed::Whole(length, event) => Parsed::Whole(length + 1, event.map(with_alt)),
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
        _ => return parse_char(bytes),
    };
    Parsed::Whole(1, Some(event))
}

fn parse_char(bytes: &[u8]) -> Parsed {
    let start = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() > 0 => {
            std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(error) => {
            return error
                .error_len()
                .map_or(Parsed::Partial, |n| Parsed::Whole(n, None));
        }
    };
    match valid.chars().next() {
        Some(c) if c.is_control() => Parsed::Whole(c.len_utf8(), None),
        Some(c) => Parsed::Whole(c.len_utf8(), Some(char_key(c))),
        None => Parsed::Whole(1, None),
    }
}

/// A control sequence (ECMA-48, 5.4): parameters, intermediates, one final byte.
fn parse_csi(bytes: &[u8]) -> Parsed {
    let body = &bytes[2..];
    match body {
        // The Linux console's F1 to F5.
        [b'[', end, ..] => {
            let number = end.wrapping_sub(b'A');
            let event = (number < 5).then(|| key(KeyCode::F(number + 1), KeyModifiers::NONE));
            return Parsed::Whole(4, event);
        }
        [b'['] => return Parsed::Partial,
        // A click from a terminal that does not know the SGR form: three bytes, each 32 too high.
        [b'M', button, x, y, ..] => {
            let position = |n: &u8| u16::from(n.saturating_sub(33));
            let event = mouse(
                u16::from(button.saturating_sub(32)),
                position(x),
                position(y),
            );
            return Parsed::Whole(6, event);
        }
        [b'M', ..] => return Parsed::Partial,
        _ => {}
    }
    let Some(end) = body.iter().position(|b| !(0x20..=0x3f).contains(b)) else {
        return if bytes.len() > LONGEST_SEQUENCE {
            Parsed::Whole(bytes.len(), None)
        } else {
            Parsed::Partial
        };
    };
    if !(0x40..=0x7e).contains(&body[end]) {
        // Broken off; what broke it may be the beginning of something else.
        return Parsed::Whole(2 + end, None);
    }
    let parameters = std::str::from_utf8(&body[..end]).unwrap_or_default();
    if parameters == "200" && body[end] == b'~' {
        return Parsed::PasteBegins(3 + end);
    }
    Parsed::Whole(3 + end, csi_event(parameters, body[end]))
}

fn csi_event(parameters: &str, end: u8) -> Option<Event> {
    if let Some(report) = parameters.strip_prefix('<') {
        let numbers: Vec<u16> = report.split(';').filter_map(|n| n.parse().ok()).collect();
        let [button, x, y] = numbers[..] else {
            return None;
        };
        let pressed = end == b'M';
        return mouse(button, x.saturating_sub(1), y.saturating_sub(1)).filter(|_| pressed);
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
        letter => letter_key(letter)?,
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

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

/// As crossterm has it: a capital letter comes with Shift.
fn char_key(c: char) -> Event {
    let modifiers = if c.is_uppercase() {
        KeyModifiers::SHIFT
    } else {
        KeyModifiers::NONE
    };
    key(KeyCode::Char(c), modifiers)
}

fn with_alt(event: Event) -> Event {
    match event {
        Event::Key(key) => Event::Key(KeyEvent {
            modifiers: key.modifiers | KeyModifiers::ALT,
            ..key
        }),
        other => other,
    }
}
