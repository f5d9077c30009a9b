//! Bytes from the terminal turned into keys, pastes and clicks.
//!
//! crossterm's own reader is not used: on half an escape sequence its `poll` blocks until the rest comes, with more than
//! 1,024 bytes waiting it leaves some behind, and on a terminal that is gone it spins (its issue 793). This one is given
//! bytes and the time, and never waits.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyModifiers};

use super::inbox::Event;

mod sequence;

use sequence::{Answer, ESC, End, Parsed, char_key, key, parse, with_alt};

/// How long a lone ESC waits for the rest of a sequence before it is the Esc key. A terminal sends a sequence in one
/// piece; only a network cuts it, and then the rest follows closely.
const ESC_WAITS: Duration = Duration::from_millis(50);
/// How long a sequence that has begun waits for its end before it is dropped.
const SEQUENCE_WAITS: Duration = Duration::from_millis(500);
/// For so long after an Esc key, or after a sequence was dropped, its rest is known as such and dropped, not taken as
/// letters.
const REST_MAY_FOLLOW: Duration = Duration::from_millis(1000);
/// The silence after which an answer of the terminal is over though its end has not come.
const ANSWER_WAITS: Duration = Duration::from_millis(1000);
/// The silence after which a paste is over though its end has not come.
const PASTE_WAITS: Duration = Duration::from_millis(2000);
/// For so long after an answer or a paste was given up what comes at once is its rest, if it is more than one key.
const MORE_MAY_FOLLOW: Duration = Duration::from_millis(3000);
/// An answer that lasts longer than this, or is longer than [`LONGEST_ANSWER`], has lost its end: the next silence that a
/// hand leaves between two keys is its end.
const ANSWER_LASTS: Duration = Duration::from_millis(5000);
const LONGEST_ANSWER: usize = 64 * 1024;
const BETWEEN_KEYS: Duration = Duration::from_millis(100);
/// What is pasted beyond this many bytes is dropped.
const LONGEST_PASTE: usize = 1 << 20;

const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Keeps what has come of a key until the rest has come.
#[derive(Debug, Default)]
pub struct Decoder {
    waiting: Vec<u8>,
    inside: Inside,
    last_byte: Option<Instant>,
    given_up: Option<GivenUp>,
    /// See [`Decoder::dropped`].
    dropped: usize,
}

/// What the bytes to come belong to.
#[derive(Debug, Default)]
enum Inside {
    #[default]
    Keys,
    Paste {
        text: Vec<u8>,
        /// Since when no more than one key has come at a time, as hands press them and nothing pasted comes.
        by_hand: Option<Instant>,
    },
    Answer {
        answer: Answer,
        begun: Instant,
        /// How many bytes of it have been dropped.
        length: usize,
        /// The letter after the ESC that it began with: where nothing more comes, that was Alt with a letter.
        letter: Option<u8>,
    },
}

/// What was waited for in vain, the last bytes of it that had come, and when that was.
#[derive(Debug)]
struct GivenUp {
    what: Cut,
    had: Vec<u8>,
    at: Instant,
}

#[derive(Clone, Copy, Debug)]
enum Cut {
    Sequence,
    Answer(Answer),
    Paste,
}

impl Decoder {
    /// Takes bytes that have come at a time, and gives what is complete.
    pub fn feed(&mut self, bytes: &[u8], now: Instant) -> Vec<Event> {
        let mut bytes = bytes;
        if self.waiting.is_empty()
            && matches!(self.inside, Inside::Keys)
            && let Some(given_up) = self.given_up.take()
            && now.duration_since(given_up.at) < given_up.what.patience()
        {
            bytes = self.without_rest(given_up, bytes, now);
        }
        if let Inside::Paste { by_hand, .. } = &mut self.inside {
            *by_hand = is_one_key(bytes).then(|| by_hand.unwrap_or(now));
        }
        self.waiting.extend_from_slice(bytes);
        self.last_byte = Some(now);
        self.drain(now)
    }

    /// How many letters and signs were dropped since this was last asked: they were part of an answer.
    pub fn dropped(&mut self) -> usize {
        std::mem::take(&mut self.dropped)
    }

    /// When [`Decoder::expire`] should be called, if no byte comes before.
    pub fn deadline(&self) -> Option<Instant> {
        let last = self.last_byte?;
        let patience = match self.inside {
            // Who presses keys would never be silent for as long as that.
            Inside::Paste { by_hand, .. } => match by_hand {
                Some(since) if last - since >= PASTE_WAITS => BETWEEN_KEYS,
                _ => PASTE_WAITS,
            },
            Inside::Answer { begun, length, .. } => {
                let is_endless = length > LONGEST_ANSWER || last - begun > ANSWER_LASTS;
                if is_endless {
                    BETWEEN_KEYS
                } else {
                    ANSWER_WAITS
                }
            }
            Inside::Keys if self.waiting.is_empty() => return None,
            Inside::Keys if self.waiting == [ESC] => ESC_WAITS,
            Inside::Keys => SEQUENCE_WAITS,
        };
        Some(last + patience)
    }

    /// Gives up on what has waited too long: a lone ESC is the Esc key, ESC and one letter that begins a sequence are Alt
    /// with that letter, a paste is what has come of it, anything else is dropped.
    pub fn expire(&mut self, now: Instant) -> Vec<Event> {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return Vec::new();
        }
        let had = std::mem::take(&mut self.waiting);
        let (what, had, event) = match std::mem::take(&mut self.inside) {
            Inside::Paste {
                text: mut paste, ..
            } => {
                // Half of its end is no text.
                let mut places = had.len().saturating_sub(PASTE_ENDS.len())..=had.len();
                let text = places.find(|at| PASTE_ENDS.starts_with(&had[*at..]));
                let (text, half) = had.split_at(text.unwrap_or(had.len()));
                paste.extend_from_slice(text);
                (Cut::Paste, half.to_vec(), Some(Event::Paste(pasted(paste))))
            }
            Inside::Answer {
                answer,
                length,
                letter,
                ..
            } => {
                let letter = letter.filter(|_| length == 0 && had.is_empty());
                (Cut::Answer(answer), had, letter.map(alt))
            }
            Inside::Keys => {
                let event = match had.as_slice() {
                    [ESC] => Some(key(KeyCode::Esc, KeyModifiers::NONE)),
                    [ESC, letter @ (b'[' | b'O')] => Some(alt(*letter)),
                    _ => None,
                };
                (Cut::Sequence, had, event)
            }
        };
        self.given_up = Some(GivenUp { what, had, at: now });
        event.into_iter().collect()
    }

    fn drain(&mut self, now: Instant) -> Vec<Event> {
        let mut events = Vec::new();
        loop {
            let is_over = match self.inside {
                Inside::Keys => true,
                Inside::Paste { .. } => {
                    let text = self.take_paste();
                    let is_over = text.is_some();
                    events.extend(text.map(Event::Paste));
                    is_over
                }
                Inside::Answer { answer, .. } => self.drop_answer(answer),
            };
            if !is_over {
                break;
            }
            match parse(&self.waiting) {
                Parsed::Whole(length, event) => {
                    self.waiting.drain(..length);
                    events.extend(event);
                }
                Parsed::PasteBegins(length) => {
                    self.waiting.drain(..length);
                    self.inside = Inside::Paste {
                        text: Vec::new(),
                        by_hand: None,
                    };
                }
                Parsed::AnswerBegins(length, answer) => {
                    let begun: Vec<u8> = self.waiting.drain(..length).collect();
                    self.count_dropped(&begun[2.min(length)..]);
                    let letter = match begun[..] {
                        [ESC, letter] => Some(letter),
                        _ => None,
                    };
                    self.inside = Inside::Answer {
                        answer,
                        begun: now,
                        length: 0,
                        letter,
                    };
                }
                Parsed::Partial => break,
            }
        }
        events
    }

    /// Drops what has come of an answer. Says whether it is over.
    fn drop_answer(&mut self, answer: Answer) -> bool {
        let (taken, is_over) = match answer.end(&self.waiting) {
            End::After(taken) | End::BrokenOff(taken) => (taken, true),
            End::NotYet(taken) => (taken, false),
        };
        let taken: Vec<u8> = self.waiting.drain(..taken).collect();
        self.count_dropped(&taken);
        if let Inside::Answer { length, .. } = &mut self.inside {
            *length += taken.len();
        }
        if is_over {
            self.inside = Inside::Keys;
        }
        is_over
    }

    fn count_dropped(&mut self, bytes: &[u8]) {
        self.dropped += bytes.iter().filter(|byte| is_printing(**byte)).count();
    }

    /// Moves waiting bytes to the paste; gives it when its end has come.
    fn take_paste(&mut self) -> Option<String> {
        let Inside::Paste { text: paste, .. } = &mut self.inside else {
            return None;
        };
        let end = place_of(PASTE_ENDS, &self.waiting);
        // Without the end, as many bytes stay as could be its beginning.
        let take = end.unwrap_or((self.waiting.len() + 1).saturating_sub(PASTE_ENDS.len()));
        paste.extend(self.waiting.drain(..take));
        paste.truncate(LONGEST_PASTE);
        end?;
        self.waiting.drain(..PASTE_ENDS.len());
        let text = pasted(std::mem::take(paste));
        self.inside = Inside::Keys;
        Some(text)
    }

    /// The bytes without those at their beginning that are the rest of what was given up. What is only known with them,
    /// such as that a paste begins, waits with them.
    fn without_rest<'a>(&mut self, given_up: GivenUp, bytes: &'a [u8], now: Instant) -> &'a [u8] {
        let GivenUp { what, had, at } = given_up;
        let joined = [had.as_slice(), bytes].concat();
        let is_several = |rest: usize| String::from_utf8_lossy(&bytes[..rest]).chars().count() > 1;
        // How many of all are its own, and whether more of it may follow.
        let (own, is_over) = match what {
            Cut::Sequence if had == [ESC] && !goes_on_from_escape(bytes) => (0, true),
            Cut::Sequence => match parse(&joined) {
                Parsed::Whole(length, _) => (length, true),
                _ => {
                    self.waiting = had;
                    return bytes;
                }
            },
            Cut::Answer(answer) => match answer.end(&joined) {
                End::After(length) => (length, true),
                End::BrokenOff(length) | End::NotYet(length) => (length, false),
            },
            Cut::Paste => match place_of(PASTE_ENDS, &joined) {
                Some(end) if place_of(PASTE_BEGINS, &joined[..end]).is_none() => {
                    (end + PASTE_ENDS.len(), true)
                }
                _ if bytes.first() == Some(&ESC) => (0, false),
                _ => (joined.len(), false),
            },
        };
        let rest = own.saturating_sub(had.len());
        let is_one_key = !is_over && !is_several(rest);
        if !is_over {
            let at = if is_one_key { at } else { now };
            self.given_up = Some(GivenUp { what, had, at });
        }
        if is_one_key {
            return bytes;
        }
        self.count_dropped(&bytes[..rest]);
        &bytes[rest..]
    }
}

impl Cut {
    /// For how long its rest may follow.
    fn patience(self) -> Duration {
        match self {
            Cut::Sequence => REST_MAY_FOLLOW,
            Cut::Answer(_) | Cut::Paste => MORE_MAY_FOLLOW,
        }
    }
}

/// Whether bytes that come after the Esc key are what followed its ESC: they begin as a sequence does, and no hand is so
/// quick.
fn goes_on_from_escape(bytes: &[u8]) -> bool {
    match bytes {
        [b'[' | b'O', _, ..] => !matches!(parse(&[&[ESC], bytes].concat()), Parsed::Partial),
        [b']' | b'_' | b'^' | b'P' | b'X', second, ..] => {
            let is_ended = matches!(Answer::String.end(bytes), End::After(_));
            is_ended || !second.is_ascii_alphabetic()
        }
        [b'\\', ..] => true,
        _ => false,
    }
}

fn place_of(wanted: &[u8], bytes: &[u8]) -> Option<usize> {
    (bytes.windows(wanted.len())).position(|window| window == wanted)
}

/// Whether bytes that came at once are one key: a character, or what a terminal sends for a key without one.
fn is_one_key(bytes: &[u8]) -> bool {
    match bytes {
        [ESC, rest @ ..] => rest.len() < 5,
        bytes => std::str::from_utf8(bytes).is_ok_and(|text| text.chars().count() == 1),
    }
}

fn pasted(bytes: Vec<u8>) -> String {
    let text = String::from_utf8_lossy(&bytes);
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn alt(letter: u8) -> Event {
    with_alt(char_key(char::from(letter)))
}

/// Whether a byte is a letter or a sign, and no blank.
fn is_printing(byte: u8) -> bool {
    byte.is_ascii_graphic()
}
