//! Frames drawn by ratatui through `Thrifty` into a terminal emulator: the same screen, and how many bytes it took.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Constraint, Layout, Size};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::{Block, Paragraph};
use tolv::terminal::Thrifty;
use unicode_width::UnicodeWidthStr;

/// Keeps each write apart, so that it can be counted.
#[derive(Clone, Default)]
struct Writes(Rc<RefCell<Vec<Vec<u8>>>>);

impl Write for Writes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().push(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Bench {
    terminal: Terminal<Thrifty<Writes>>,
    writes: Writes,
    emulator: vt100::Parser,
}

impl Bench {
    fn new(width: u16, height: u16) -> Self {
        let writes = Writes::default();
        let backend = Thrifty::with_size(writes.clone(), Size::new(width, height));
        Self {
            terminal: Terminal::new(backend).unwrap(),
            writes,
            emulator: vt100::Parser::new(height, width, 0),
        }
    }

    /// Draws, and gives what was drawn and the bytes it took. A frame is at most one write.
    fn draw(&mut self, draw: impl FnOnce(&mut ratatui::Frame)) -> (Buffer, Vec<u8>) {
        let buffer = self.terminal.draw(draw).unwrap().buffer.clone();
        let writes = std::mem::take(&mut *self.writes.0.borrow_mut());
        assert!(writes.len() <= 1, "{} writes for one frame", writes.len());
        let bytes = writes.concat();
        self.emulator.process(&bytes);
        (buffer, bytes)
    }
}

const RICH: [Modifier; 6] = [
    Modifier::BOLD,
    Modifier::DIM,
    Modifier::ITALIC,
    Modifier::UNDERLINED,
    Modifier::REVERSED,
    Modifier::CROSSED_OUT,
];

fn emulated(colour: Color) -> vt100::Color {
    use vt100::Color::{Default, Idx, Rgb};
    let ansi = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match colour {
        Color::Indexed(n) => Idx(n),
        Color::Rgb(r, g, b) => Rgb(r, g, b),
        named => ansi
            .iter()
            .position(|c| *c == named)
            .map_or(Default, |n| Idx(u8::try_from(n).unwrap())),
    }
}

/// What of a cell a person sees, as text: from the buffer.
fn seen_in_buffer(buffer: &Buffer, x: u16, y: u16) -> String {
    let cell = &buffer[(x, y)];
    let symbol = match cell.symbol() {
        // The emulator, like many terminals, takes one character after another: only the first is compared.
        many if many.contains('\u{200d}') || many.contains('\u{fe0f}') => {
            many.chars().next().unwrap().to_string()
        }
        wide if wide.width() > usize::from(buffer.area.right() - x) => " ".to_owned(),
        other => other.to_owned(),
    };
    let modifier = cell.modifier;
    if symbol == " " && !modifier.intersects(Modifier::REVERSED | Modifier::UNDERLINED) {
        return format!("blank on {:?}", emulated(cell.bg));
    }
    let on = |m| modifier.contains(m);
    format!(
        "{symbol:?} {:?} on {:?} {} {} {} {} {}",
        emulated(cell.fg),
        emulated(cell.bg),
        on(Modifier::BOLD),
        on(Modifier::DIM),
        on(Modifier::ITALIC),
        on(Modifier::UNDERLINED),
        on(Modifier::REVERSED),
    )
}

/// The same from the emulator.
fn seen_on_screen(screen: &vt100::Screen, x: u16, y: u16) -> String {
    let cell = screen.cell(y, x).unwrap();
    let mut symbol = cell.contents().to_owned();
    if symbol.contains('\u{200d}') || symbol.contains('\u{fe0f}') {
        symbol.truncate(symbol.chars().next().unwrap().len_utf8());
    }
    if symbol.is_empty() {
        " ".clone_into(&mut symbol);
    }
    if symbol == " " && !cell.inverse() && !cell.underline() {
        return format!("blank on {:?}", cell.bgcolor());
    }
    format!(
        "{symbol:?} {:?} on {:?} {} {} {} {} {}",
        cell.fgcolor(),
        cell.bgcolor(),
        cell.bold(),
        cell.dim(),
        cell.italic(),
        cell.underline(),
        cell.inverse(),
    )
}

fn assert_same(buffer: &Buffer, screen: &vt100::Screen, bytes: &[u8]) {
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            assert_eq!(
                seen_on_screen(screen, x, y),
                seen_in_buffer(buffer, x, y),
                "at column {x} of row {y} after {}",
                bytes.escape_ascii()
            );
            x += u16::try_from(buffer[(x, y)].symbol().width())
                .unwrap()
                .max(1);
        }
    }
}

/// A stroke of text in one style, somewhere on the screen.
#[derive(Clone, Debug)]
struct Stroke {
    x: u16,
    y: u16,
    text: String,
    style: Style,
}

/// What is on a frame, where the cursor is shown, and whether the screen is cleared before.
type Picture = (Vec<Stroke>, Option<(u16, u16)>, bool);

fn style() -> impl Strategy<Value = Style> {
    let colour = prop_oneof![
        4 => Just(Color::Reset),
        1 => Just(Color::Red),
        1 => Just(Color::White),
        1 => any::<u8>().prop_map(Color::Indexed),
        1 => any::<[u8; 3]>().prop_map(|[r, g, b]| Color::Rgb(r, g, b)),
    ];
    let modifier = prop_oneof![
        Just(Modifier::empty()),
        proptest::sample::subsequence(RICH.to_vec(), 0..4)
            .prop_map(|parts| parts.into_iter().collect()),
    ]
    // The emulator holds bold and dim to exclude each other.
    .prop_map(|m: Modifier| {
        if m.contains(Modifier::BOLD) {
            m.difference(Modifier::DIM)
        } else {
            m
        }
    });
    (colour.clone(), colour, modifier).prop_map(|(fg, bg, m)| {
        Style::reset()
            .fg(fg)
            .bg(bg)
            .remove_modifier(Modifier::all())
            .add_modifier(m)
    })
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-dåäö ]{1,6}",
        2 => Just(" ".repeat(12)),
        1 => "[コ中한]{1,4}",
        1 => Just("e\u{301}o\u{308}\u{301}".to_owned()),
        1 => Just("🙂".to_owned()),
        1 => Just("☀\u{fe0f}".to_owned()),
        1 => Just("👩\u{200d}🔧".to_owned()),
        1 => Just("│─▲".to_owned()),
    ];
    proptest::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

fn frames(width: u16, height: u16) -> impl Strategy<Value = Vec<Picture>> {
    let stroke = (0..width, 0..height, text(), style())
        .prop_map(|(x, y, text, style)| Stroke { x, y, text, style })
        .prop_filter("odd symbols away from the edge", move |stroke| {
            is_plain_at_the_edge(stroke, width)
        });
    let strokes = proptest::collection::vec(stroke, 0..10);
    let cursor = proptest::option::of((0..width, 0..height));
    proptest::collection::vec((strokes, cursor, proptest::bool::weighted(0.1)), 1..7)
}

fn show(strokes: &[Stroke], cursor: Option<(u16, u16)>, frame: &mut ratatui::Frame) {
    for Stroke { x, y, text, style } in strokes {
        frame.buffer_mut().set_string(*x, *y, text, *style);
    }
    if let Some(at) = cursor {
        frame.set_cursor_position(at);
    }
}

/// A symbol cut off by the edge of a ZWJ or VS16 kind is the backend's to replace; the emulator cannot tell how.
fn is_plain_at_the_edge(stroke: &Stroke, width: u16) -> bool {
    let odd = stroke.text.contains('\u{200d}') || stroke.text.contains('\u{fe0f}');
    !odd || usize::from(stroke.x) + stroke.text.width() + 4 < usize::from(width)
}

/// Two strokes that meet in the middle of a wide character leave a buffer that ratatui itself calls malformed.
fn is_well_formed(buffer: &Buffer) -> bool {
    (0..buffer.area.height).all(|y| {
        (1..buffer.area.width)
            .all(|x| buffer[(x - 1, y)].symbol().width() < 2 || buffer[(x, y)] == Cell::EMPTY)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_screen_shows_what_was_drawn(frames in frames(30, 6)) {
        let mut bench = Bench::new(30, 6);
        for (strokes, cursor, cleared) in &frames {
            let mut test = Buffer::empty(ratatui::layout::Rect::new(0, 0, 30, 6));
            for Stroke { x, y, text, style } in strokes {
                test.set_string(*x, *y, text, *style);
            }
            prop_assume!(is_well_formed(&test));
            if *cleared {
                bench.terminal.clear().unwrap();
            }
            let (buffer, bytes) = bench.draw(|frame| show(strokes, *cursor, frame));
            let screen = bench.emulator.screen();
            assert_same(&buffer, screen, &bytes);
            prop_assert_eq!(screen.hide_cursor(), cursor.is_none());
            if let Some((x, y)) = cursor {
                prop_assert_eq!(screen.cursor_position(), (*y, *x));
            }
            let (_, again) = bench.draw(|frame| show(strokes, *cursor, frame));
            prop_assert_eq!(again.len(), 0, "an unchanged frame wrote {}", again.escape_ascii());
        }
    }

    #[test]
    fn scrolled_lists_show_what_was_drawn(offsets in proptest::collection::vec(0_usize..30, 1..6)) {
        let mut bench = Bench::new(20, 12);
        for offset in offsets {
            let (buffer, bytes) = bench.draw(|frame| list(frame, offset));
            assert_same(&buffer, bench.emulator.screen(), &bytes);
        }
    }
}

fn list(frame: &mut ratatui::Frame, offset: usize) {
    let lines: Vec<_> = (offset..offset + 40)
        .map(|n| Line::raw(format!("{n:>3} name {}", n * 7919 % 1000)))
        .collect();
    frame.render_widget(
        Paragraph::new(lines).block(Block::bordered().title("List")),
        frame.area(),
    );
}

fn two_panes(frame: &mut ratatui::Frame, marked: usize) {
    let halves = Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).split(frame.area());
    for (pane, half) in halves.iter().enumerate() {
        let lines: Vec<_> = (0..20)
            .map(|n| {
                let sign = if pane == 0 && n == marked { '▸' } else { ' ' };
                Line::raw(format!(" {sign} Person {n}  n present  6:00"))
            })
            .collect();
        let block = Block::bordered().title(format!(" Group {pane} "));
        frame.render_widget(Paragraph::new(lines).block(block), *half);
    }
}

#[test]
fn few_bytes_are_written() {
    let mut bench = Bench::new(80, 24);
    let (drawn, first) = bench.draw(|frame| two_panes(frame, 3));
    let stock_writes = Writes::default();
    let mut stock = CrosstermBackend::new(stock_writes.clone());
    let blank = Buffer::empty(drawn.area);
    stock.draw(blank.diff(&drawn).into_iter()).unwrap();
    let stock = stock_writes.0.borrow().concat().len();
    bench.draw(|frame| two_panes(frame, 4));
    let (buffer, moved) = bench.draw(|frame| two_panes(frame, 5));
    assert_same(&buffer, bench.emulator.screen(), &moved);
    let (_, still) = bench.draw(|frame| two_panes(frame, 5));
    let (_, other) = bench.draw(|frame| frame.render_widget("Nothing else", frame.area()));
    println!(
        "80x24: first frame {} B (stock {stock} B), marker down {} B ({}), unchanged {} B, to an empty screen {} B ({})",
        first.len(),
        moved.len(),
        moved.escape_ascii(),
        still.len(),
        other.len(),
        other.escape_ascii(),
    );
    assert!(first.len() < stock);
    assert!(moved.len() <= 12);
    assert_eq!(still.len(), 0);
    assert!(other.len() < 40);

    let mut bench = Bench::new(40, 24);
    bench.draw(|frame| list(frame, 5));
    let (_, down) = bench.draw(|frame| list(frame, 6));
    let (_, up) = bench.draw(|frame| list(frame, 5));
    println!(
        "40x24: a line down {} B, a line up {} B ({})",
        down.len(),
        up.len(),
        up.escape_ascii()
    );
    assert!(down.len() < 64);
    assert!(up.len() < 64);
}

#[test]
fn nothing_that_steers_a_terminal_goes_out() {
    for (symbol, shown) in [
        ("\u{1b}[2J", "????"),
        ("a\u{7}", "??"),
        ("\u{9b}5n", "???"),
        ("\u{202e}a", "?"),
        ("\u{feff}b", "?"),
        ("x\u{2066}", "?"),
        ("\u{200f}\u{300}", "?"),
    ] {
        let mut bench = Bench::new(20, 2);
        let (_, bytes) = bench.draw(|frame| {
            frame.buffer_mut()[(3, 0)].set_symbol(symbol);
        });
        assert_eq!(
            bench.emulator.screen().contents().trim(),
            shown,
            "{symbol:?} gave {}",
            bytes.escape_ascii()
        );
    }
}

#[test]
fn the_last_column_neither_wraps_nor_scrolls() {
    let mut bench = Bench::new(10, 3);
    for fill in ["x", "y", "z"] {
        let (buffer, bytes) = bench.draw(|frame| {
            for y in 0..3 {
                frame
                    .buffer_mut()
                    .set_string(0, y, fill.repeat(10), Style::new());
            }
        });
        assert_same(&buffer, bench.emulator.screen(), &bytes);
    }

    for (symbol, x) in [("コ", 9), ("👩\u{200d}🔧", 7)] {
        let backend = bench.terminal.backend_mut();
        let cell = Cell::new(symbol);
        backend.draw([(x, 2, &cell)].into_iter()).unwrap();
        Backend::flush(backend).unwrap();
        let bytes = std::mem::take(&mut *bench.writes.0.borrow_mut()).concat();
        bench.emulator.process(&bytes);
        let rows: Vec<_> = bench.emulator.screen().rows(0, 10).collect();
        assert_eq!(
            rows[..2],
            ["zzzzzzzzzz", "zzzzzzzzzz"],
            "{}",
            bytes.escape_ascii()
        );
    }
    assert_eq!(
        bench
            .emulator
            .screen()
            .rows(0, 10)
            .nth(2)
            .unwrap()
            .trim_end(),
        "zzzzzzz??"
    );
}

/// Terminals disagree on where the cursor is after the last column: no relative move may follow. (The emulator has one
/// of the opinions, so the bytes are looked at.)
#[test]
fn after_the_last_column_the_cursor_is_placed_anew() {
    let mut bench = Bench::new(10, 3);
    bench.draw(|frame| frame.buffer_mut().set_string(9, 1, "x", Style::new()));
    let (_, bytes) = bench.draw(|frame| frame.buffer_mut().set_string(8, 1, "yx", Style::new()));
    assert_eq!(bytes.escape_ascii().to_string(), r"\x1b[9Gy");
}

#[test]
fn crossed_out_is_begun_and_ended() {
    let mut bench = Bench::new(10, 1);
    let crossed = Style::new().add_modifier(Modifier::CROSSED_OUT | Modifier::BOLD);
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let (_, bytes) = bench.draw(|frame| {
        frame.buffer_mut().set_string(0, 0, "a", crossed);
        frame.buffer_mut().set_string(1, 0, "b", bold);
    });
    assert_eq!(
        bytes.escape_ascii().to_string(),
        r"\x1b[H\x1b[;1;9ma\x1b[29mb\x1b[?25l"
    );
}

#[test]
fn a_new_size_is_drawn_afresh() {
    let mut bench = Bench::new(30, 6);
    bench.draw(|frame| frame.render_widget("one\ntwo", frame.area()));
    bench.terminal.backend_mut().resize(Size::new(12, 4));
    bench.emulator.screen_mut().set_size(4, 12);
    let (buffer, bytes) = bench.draw(|frame| list(frame, 1));
    assert_eq!(buffer.area.as_size(), Size::new(12, 4));
    assert_same(&buffer, bench.emulator.screen(), &bytes);
}

#[test]
fn a_window_larger_than_any_display_is_drawn_in_its_upper_left_part() {
    for (told, drawn) in [
        ((65_535, 65_535), (500, 200)),
        ((4_000, 24), (500, 24)),
        ((80, 4_000), (80, 200)),
        ((500, 200), (500, 200)),
        ((0, 0), (0, 0)),
    ] {
        let told = Size::new(told.0, told.1);
        let backend = Thrifty::with_size(Writes::default(), told);
        let mut terminal = Terminal::new(backend).unwrap();
        let size = terminal.size().unwrap();
        assert_eq!((size.width, size.height), drawn);
        let area = terminal.draw(|_| {}).unwrap().area;
        assert_eq!((area.width, area.height), drawn);
        // A terminal that grows says so later.
        terminal.backend_mut().resize(Size::new(65_535, 10));
        let area = terminal.draw(|_| {}).unwrap().area;
        assert_eq!((area.width, area.height), (500, 10));
    }
}
