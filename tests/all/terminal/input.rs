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
        (b"\x1bO5A", vec![]),
        (
            b"\x1bO\x1b[A",
            vec![
                key(KeyCode::Char('O'), M::ALT | M::SHIFT),
                key(KeyCode::Up, PLAIN),
            ],
        ),
        (b"\x1b\x9b5n", vec![key(KeyCode::Esc, PLAIN)]),
        (b"\x1b[I\x1b[O", vec![]),
        (b"\x1b[?62;1c", vec![]),
        (b"a\xff\xc3b", typed("ab")),
        // Overlong forms of a C1 byte and of a letter begin nothing.
        (b"\xc0\x9bn\xe0\x82\x90s\xf0\x80\x81\xaev", typed("nsv")),
    ]
}

/// What a terminal sends that no key means: answers, reports, and what has been broken.
fn answers() -> Vec<&'static [u8]> {
    vec![
        // What VTE, foot, mintty, rio and kitty say of themselves, and xterm of its background.
        b"\x1bP>|VTE(7600)\x1b\\",
        b"\x1bP>|foot(1.17.2)\x1b\\",
        b"\x1bP>|mintty 3.7\x1b\\",
        b"\x1bP>|rio 0.1\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
        b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
        b"\x1b^a note\x1b\\",
        b"\x1bXnova\x1b\\",
        // The same in eight bits, and these in UTF-8.
        b"\x90>|nova\x9c",
        b"\x9d11;rgb:1e\x9c",
        b"\x9fGi=31;OK\x9c",
        b"\x9ea\x9c",
        b"\x98a\x07",
        b"\xc2\x90>|nova\xc2\x9c",
        b"\xc2\x9d11;rgb:1e\xc2\x9c",
        // A title with letters that end as ST does in eight bits; one that is cancelled.
        "\x1b]lnova Ü Ŝ\x1b\\".as_bytes(),
        b"\x1bPnova\x18",
        b"\x1b]nova\x1a",
        b"\x1b\\",
        b"\x9c",
        // Where the cursor is, what it is, its modes, its size, its keys, its colours, that it is in focus.
        b"\x1b[12;40R",
        b"\x1b[1;1R",
        b"\x1b[?1;1;1R",
        b"\x1b[?62;1;4c",
        b"\x1b[>0;276;0c",
        b"\x1b[?2004;1$y",
        b"\x1b[0n",
        b"\x1b[?997;1n",
        b"\x1b[8;24;80t",
        b"\x1b[?1u",
        b"\x1b[>4;2m",
        b"\x1b[?1;0;256S",
        b"\x1b[?1A",
        b"\x1b[1 A",
        b"\x1b[I",
        b"\x9bO",
        b"\xc2\x9b5n",
        b"\x1b[201~",
        // Clicks of the forms of xterm and urxvt, whole, beyond their bounds, or broken.
        b"\x1b[M#!!",
        b"\x1b[M \0\0",
        b"\x1b[32;5;7M",
        b"\x1b[<0;99999;7M",
        b"\x1b[<0;5;7;9M",
        b"\x1b[<0;;5;7M",
        b"\x1b[<0;0;7M",
        // Control sequences with what does not belong in them, and one that is longer than any.
        b"\x1b[1\r;\0\x7f5n",
        b"\x1b[1\xff\xc3\xa55n",
        b"\x1b[5\x18",
        b"\x1b[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19;20;21;22;23;24;25n",
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

#[test]
fn an_answer_is_no_key() {
    for bytes in answers() {
        let mut decoder = Decoder::default();
        let sent = [bytes, b"n"].concat();
        let shown = bytes.escape_ascii();
        assert_eq!(decoder.feed(&sent, Instant::now()), typed("n"), "{shown}");
        assert_eq!(decoder.deadline(), None, "{shown}");
    }
}

/// Feeds each piece so many milliseconds after the one before, giving up in between on what has waited too long.
fn fed(decoder: &mut Decoder, start: Instant, pieces: &[(u64, &[u8])]) -> Vec<Event> {
    let mut events = Vec::new();
    let mut now = start;
    for (pause, bytes) in pieces {
        now += Duration::from_millis(*pause);
        while decoder.deadline().is_some_and(|deadline| deadline <= now) {
            let deadline = decoder.deadline().unwrap_or(now);
            events.extend(decoder.expire(deadline));
        }
        events.extend(decoder.feed(bytes, now));
    }
    events
}

/// A name, what comes, each piece after so many milliseconds, and what it means.
type Late<'a> = (&'a str, Vec<(u64, &'a [u8])>, Vec<Event>);

fn each_means(cases: Vec<Late>) {
    for (case, pieces, events) in cases {
        let mut decoder = Decoder::default();
        assert_eq!(fed(&mut decoder, Instant::now(), &pieces), events, "{case}");
    }
}

#[test]
fn what_comes_late_of_a_sequence_is_no_key() {
    each_means(vec![
        (
            "half a sequence",
            vec![(0, b"\x1b[1;"), (900, b"5Cn")],
            typed("n"),
        ),
        (
            "its last byte",
            vec![(0, b"\x1b[?62"), (900, b"c"), (50, b"n")],
            typed("n"),
        ),
        (
            "long after",
            vec![(0, b"\x1b[?62"), (2000, b"n")],
            typed("n"),
        ),
        (
            "half a letter",
            vec![(0, b"\xc3"), (900, b"\x98n")],
            typed("n"),
        ),
        (
            "half a click",
            vec![(0, b"\x1b[M "), (900, b"nns")],
            typed("s"),
        ),
    ]);
}

#[test]
fn what_comes_late_of_an_answer_is_no_key() {
    let up = || vec![key(KeyCode::Up, PLAIN)];
    let esc = || vec![key(KeyCode::Esc, PLAIN)];
    let alt = |c, held| vec![key(KeyCode::Char(c), KeyModifiers::ALT | held)];
    let long = [b"\x1b]52;c;".as_slice(), &b"n".repeat(100_000)].concat();
    let many = b"n".repeat(70);
    each_means(vec![
        (
            "an answer after its ESC",
            vec![(0, b"\x1b"), (200, b"P>|nova\x1b\\n")],
            [esc(), typed("n")].concat(),
        ),
        (
            "an answer's end",
            vec![(0, b"\x1b]11;nova"), (900, b"nn\x07n")],
            typed("n"),
        ),
        (
            "later",
            vec![(0, b"\x1b]11;nova"), (1500, b"nn\x07n")],
            typed("n"),
        ),
        (
            "half an ST",
            vec![(0, b"\x1b]11;nova\x1b"), (1500, b"\\n")],
            typed("n"),
        ),
        (
            "an answer without an end, and a burst of it",
            vec![
                (0, b"\x1bP>|nova"),
                (1500, b"nova"),
                (500, b"nn"),
                (500, b"n"),
            ],
            typed("n"),
        ),
        (
            "an answer without an end, and keys",
            vec![
                (0, b"\x1bP>|nova"),
                (1500, b"n"),
                (50, b"\x1b[A"),
                (50, b"s"),
            ],
            [typed("n"), up(), typed("s")].concat(),
        ),
        (
            "an arrow key ends it",
            vec![(0, b"\x1bP>|nova"), (300, b"\x1b[A"), (300, b"s")],
            [up(), typed("s")].concat(),
        ),
        (
            "somebody types on into it",
            (0..40)
                .map(|n| {
                    (
                        if n == 0 { 0 } else { 300 },
                        if n == 0 { b"\x1b]".as_slice() } else { b"n" },
                    )
                })
                .collect(),
            typed(&"n".repeat(22)),
        ),
        (
            "one that is too long",
            vec![(0, &long), (50, &many), (200, b"n")],
            typed("n"),
        ),
        (
            "Alt and a letter that begins one",
            vec![(0, b"\x1b]"), (4000, b"n")],
            [alt(']', PLAIN), typed("n")].concat(),
        ),
        (
            "Alt and P",
            vec![(0, b"\x1bP"), (4000, b"n")],
            [alt('P', KeyModifiers::SHIFT), typed("n")].concat(),
        ),
    ]);
}

#[test]
fn what_comes_late_of_a_paste_is_pasted_and_no_key() {
    let up = || vec![key(KeyCode::Up, PLAIN)];
    let esc = || vec![key(KeyCode::Esc, PLAIN)];
    let pasted = |text: &str| vec![Event::Paste(text.to_owned())];
    each_means(vec![
        (
            "half the beginning of a paste",
            vec![(0, b"\x1b[20"), (900, b"0~nova\x1b[201~n")],
            [pasted("nova"), typed("n")].concat(),
        ),
        (
            "a paste after its ESC",
            vec![(0, b"\x1b"), (200, b"[200~nova\x1b[201~n")],
            [esc(), pasted("nova"), typed("n")].concat(),
        ),
        (
            "a paste without an end, and somebody presses keys",
            (0..6)
                .map(|n| match n {
                    0 => (0, b"\x1b[200~hej".as_slice()),
                    _ => (1000, b"q".as_slice()),
                })
                .collect(),
            [pasted("hejqqq"), typed("qq")].concat(),
        ),
        (
            "a paste over a slow link",
            vec![
                (0, b"\x1b[200~h"),
                (1500, b"e"),
                (1500, b"j hej"),
                (1500, b"h"),
                (1500, b"ej\x1b[201~n"),
            ],
            [pasted("hej hejhej"), typed("n")].concat(),
        ),
        (
            "a paste without an end",
            vec![(0, b"\x1b[200~hej"), (2100, b"q")],
            [pasted("hej"), typed("q")].concat(),
        ),
        (
            "keys into it",
            vec![
                (0, b"\x1b[200~hej"),
                (1900, b"q"),
                (2100, b"q"),
                (100, b"\x1b[A"),
            ],
            [pasted("hejq"), typed("q"), up()].concat(),
        ),
        (
            "half of its end",
            vec![(0, b"\x1b[200~hej\x1b[20"), (2100, b"1~q")],
            [pasted("hej"), typed("q")].concat(),
        ),
        (
            "the rest of it with its end",
            vec![(0, b"\x1b[200~hej"), (2100, b"nova\rnova\x1b[201~q")],
            [pasted("hej"), typed("q")].concat(),
        ),
        (
            "the rest of it in two",
            vec![
                (0, b"\x1b[200~hej"),
                (2100, b"nova\r"),
                (900, b"nova\x1b[201~q"),
            ],
            [pasted("hej"), typed("q")].concat(),
        ),
        (
            "its end alone",
            vec![
                (0, b"\x1b[200~hej"),
                (2100, b"\x1b[201~"),
                (100, b"q\x1b[A"),
            ],
            [pasted("hej"), typed("q"), up()].concat(),
        ),
        (
            "another paste",
            vec![(0, b"\x1b[200~hej"), (2100, b"\x1b[200~a\x1b[201~q")],
            [pasted("hej"), pasted("a"), typed("q")].concat(),
        ),
        (
            "some time after",
            vec![(0, b"\x1b[200~hej"), (6000, b"q\x03")],
            [
                pasted("hej"),
                typed("q"),
                vec![key(KeyCode::Char('c'), KeyModifiers::CONTROL)],
            ]
            .concat(),
        ),
    ]);
}

proptest! {
    #[test]
    fn a_random_answer_is_no_key_however_it_is_cut(
        opening in prop::sample::select(vec![
            "\x1b]", "\x1bP", "\x1b_", "\x1b^", "\x1bX", "\u{9d}", "\u{90}", "\u{9f}", "\u{9e}", "\u{98}",
        ]),
        text in "[ -~åäöÜ€]{0,80}",
        end in prop::sample::select(vec!["\x1b\\", "\x07", "\u{9c}"]),
        private in "[?>=]",
        numbers in "[0-9;:]{0,30}",
        last in "[@-~]",
        cut in 1_usize..9,
    ) {
        let now = Instant::now();
        let sent = format!("{opening}{text}{end}\x1b[{private}{numbers}{last}n");
        let mut decoder = Decoder::default();
        let mut events = Vec::new();
        for piece in sent.as_bytes().chunks(cut) {
            events.extend(decoder.feed(piece, now));
        }
        prop_assert_eq!(events, typed("n"));
    }

    #[test]
    fn any_bytes_are_the_same_however_they_are_cut(
        bytes in proptest::collection::vec(prop_oneof![
            any::<u8>(),
            prop::sample::select(b"\x1b[]POX^_\\\x07\x9b\x9c\x90\xc2\xc3M<;1~\x18".to_vec()),
        ], 0..200),
        cut in 1_usize..9,
    ) {
        let now = Instant::now();
        let whole = Decoder::default().feed(&bytes, now);
        let mut decoder = Decoder::default();
        let pieces = bytes.chunks(cut);
        let events: Vec<Event> = pieces.flat_map(|piece| decoder.feed(piece, now)).collect();
        prop_assert_eq!(events, whole);
    }

    #[test]
    fn cut_anywhere_is_the_same(
        picks in proptest::collection::vec(0..table().len() + answers().len(), 1..8),
        cuts in proptest::collection::vec(1_usize..5, 1..40),
    ) {
        let now = Instant::now();
        let mut table = table();
        table.extend(answers().into_iter().map(|bytes| (bytes, Vec::new())));
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
