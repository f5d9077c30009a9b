//! Bytes in, keys out: whole, cut anywhere, late, or nonsense.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use tolv::terminal::Event;
use tolv::terminal::decode::Decoder;

const PLAIN: KeyModifiers = KeyModifiers::NONE;

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn typed(text: &str) -> Vec<Event> {
    text.chars().map(|c| key(KeyCode::Char(c), PLAIN)).collect()
}

fn table() -> Vec<(&'static [u8], Vec<Event>)> {
    use KeyModifiers as M;
    vec![
        (b"ab", typed("ab")),
        ("åäö€🙂".as_bytes(), typed("åäö€🙂")),
        ("Å".as_bytes(), vec![key(KeyCode::Char('Å'), M::SHIFT)]),
        (b"\r", vec![key(KeyCode::Enter, PLAIN)]),
        (b"\n", vec![key(KeyCode::Char('j'), M::CONTROL)]),
        (b"\t", vec![key(KeyCode::Tab, PLAIN)]),
        (b"\x7f", vec![key(KeyCode::Backspace, PLAIN)]),
        (b"\x03", vec![key(KeyCode::Char('c'), M::CONTROL)]),
        (b"\0", vec![key(KeyCode::Char(' '), M::CONTROL)]),
        (b"\x1bx", vec![key(KeyCode::Char('x'), M::ALT)]),
        ("\x1bö".as_bytes(), vec![key(KeyCode::Char('ö'), M::ALT)]),
        (b"\x1b[A", vec![key(KeyCode::Up, PLAIN)]),
        (b"\x1bOB", vec![key(KeyCode::Down, PLAIN)]),
        (b"\x1b[1;5C", vec![key(KeyCode::Right, M::CONTROL)]),
        (b"\x1b[1;4D", vec![key(KeyCode::Left, M::SHIFT | M::ALT)]),
        (b"\x1b[Z", vec![key(KeyCode::BackTab, M::SHIFT)]),
        (b"\x1b[3~", vec![key(KeyCode::Delete, PLAIN)]),
        (b"\x1b[5;5~", vec![key(KeyCode::PageUp, M::CONTROL)]),
        (b"\x1b[15~", vec![key(KeyCode::F(5), PLAIN)]),
        (b"\x1b[24~", vec![key(KeyCode::F(12), PLAIN)]),
        (b"\x1bOP", vec![key(KeyCode::F(1), PLAIN)]),
        (b"\x1b[[E", vec![key(KeyCode::F(5), PLAIN)]),
        (b"\x1bOM", vec![key(KeyCode::Enter, PLAIN)]),
        (b"\x1bOp", vec![key(KeyCode::Char('0'), PLAIN)]),
        (b"\x1b[97;5u", vec![key(KeyCode::Char('a'), M::CONTROL)]),
        (b"\x1b[97;1:3u", vec![]),
        (b"\x1b[27;5;13~", vec![key(KeyCode::Enter, M::CONTROL)]),
        (b"\x1b[<0;3;7M", vec![Event::Click { column: 2, row: 6 }]),
        (b"\x1b[<0;3;7m", vec![]),
        (b"\x1b[<2;3;7M", vec![]),
        (
            b"\x1b[<65;3;7M",
            vec![Event::Scroll {
                column: 2,
                row: 6,
                lines: 1,
            }],
        ),
        (b"\x1b[M !!", vec![Event::Click { column: 0, row: 0 }]),
        (
            b"\x1b[200~a\r\nb\x1b[A\rc\x1b[201~d",
            [vec![Event::Paste("a\nb\x1b[A\nc".to_owned())], typed("d")].concat(),
        ),
        (b"\x1b[I\x1b[O", vec![]),
        (b"\x1b[?62;1c", vec![]),
        (b"a\xff\xc3b", typed("ab")),
    ]
}

#[test]
fn keys_are_known() {
    for (bytes, events) in table() {
        let mut decoder = Decoder::default();
        assert_eq!(
            decoder.feed(bytes, Instant::now()),
            events,
            "{}",
            bytes.escape_ascii()
        );
        assert_eq!(decoder.deadline(), None, "{}", bytes.escape_ascii());
    }
}

#[test]
fn an_escape_waits_a_little_and_a_late_rest_is_no_letter() {
    let start = Instant::now();
    let after = |ms| start + Duration::from_millis(ms);
    let escape = vec![key(KeyCode::Esc, PLAIN)];

    let mut decoder = Decoder::default();
    assert_eq!(decoder.feed(b"\x1b", start), []);
    assert_eq!(decoder.expire(after(10)), [], "the rest may be on its way");
    assert_eq!(decoder.feed(b"[A", after(20)), [key(KeyCode::Up, PLAIN)]);

    decoder.feed(b"\x1b", start);
    let deadline = decoder.deadline().unwrap();
    assert!(deadline > start && deadline <= after(100));
    assert_eq!(decoder.expire(deadline), escape);
    assert_eq!(decoder.deadline(), None);
    assert_eq!(decoder.feed(b"[Ax", after(300)), typed("x"));
    assert_eq!(decoder.feed(b"[b", after(400)), typed("[b"));

    decoder.feed(b"\x1b", start);
    assert_eq!(decoder.expire(deadline), escape);
    assert_eq!(decoder.feed(b"n", after(300)), typed("n"));

    decoder.feed(b"\x1b[1;", start);
    assert_eq!(decoder.expire(after(100)), []);
    let deadline = decoder.deadline().unwrap();
    assert_eq!(decoder.expire(deadline), []);
    assert_eq!(decoder.feed(b"s", after(2000)), typed("s"));

    assert_eq!(
        decoder.feed(b"\x1b\x1b", start),
        escape,
        "the second still waits"
    );
    assert_eq!(decoder.expire(after(60)), escape);
}

proptest! {
    #[test]
    fn cut_anywhere_is_the_same(
        picks in proptest::collection::vec(0..table().len(), 1..8),
        cuts in proptest::collection::vec(1_usize..5, 1..40),
    ) {
        let now = Instant::now();
        let table = table();
        let bytes: Vec<u8> = picks.iter().flat_map(|n| table[*n].0.to_vec()).collect();
        let whole: Vec<Event> = picks.iter().flat_map(|n| table[*n].1.clone()).collect();
        let mut decoder = Decoder::default();
        let mut events = Vec::new();
        let mut rest = bytes.as_slice();
        for cut in cuts.iter().cycle() {
            let (now_come, later) = rest.split_at((*cut).min(rest.len()));
            events.extend(decoder.feed(now_come, now));
            rest = later;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!(events, whole);
    }

    #[test]
    fn nothing_gets_stuck(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let now = Instant::now();
        let mut decoder = Decoder::default();
        decoder.feed(&bytes, now);
        // Ends a paste if one has begun, and whatever else was open.
        decoder.feed(b"\x1b[201~", now);
        decoder.expire(now + Duration::from_secs(1));
        prop_assert_eq!(decoder.feed(b"k", now + Duration::from_secs(3)), typed("k"));
    }
}
