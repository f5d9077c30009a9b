//! The loop: what happens is taken in all at once, and then drawn once, if anything changed.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::Terminal;

use crate::desk::{Clock, Desk, Going, Judged, Moment};
use crate::terminal::{Burst, Event, Inbox, Session, Thrifty, session};
use crate::text::Lang;

/// How the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The person left.
    Left,
    /// This signal asked for it.
    Stopped(i32),
    /// The terminal is gone.
    HungUp,
    /// Whoever was at the keyboard has no role any more.
    ShutOut,
}

impl Ended {
    /// The process's exit code.
    pub fn code(self) -> u8 {
        match self {
            Ended::Left => 0,
            Ended::Stopped(signal) => u8::try_from(128 + signal).unwrap_or(1),
            Ended::HungUp => 129,
            Ended::ShutOut => 1,
        }
    }
}

/// How long drawing may wait for keys that go on coming.
const LATEST_FRAME: Duration = Duration::from_millis(50);

/// Why there could be no screen.
#[derive(Debug, thiserror::Error)]
pub enum NoRun {
    #[error("{}", .0.text().get(Lang::En))]
    Screen(session::NoScreen),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Runs a desk on this terminal until the person leaves or the terminal does. `make` builds the desk for the
/// terminal's columns and rows.
pub fn run(lang: Lang, mouse: bool, make: impl FnOnce((u16, u16)) -> Desk) -> Result<Ended, NoRun> {
    session::check().map_err(NoRun::Screen)?;
    let mut terminal = Terminal::new(Thrifty::on_stdout()?)?;
    let size = terminal.size()?;
    let mut desk = make((size.width, size.height));
    let mut inbox = Inbox::open(Some(desk.path()))?;
    let held = Session::open(lang, mouse).map_err(NoRun::Screen)?;
    let ended = turn(&mut desk, &mut inbox, &mut terminal);
    drop(held);
    ended.map_err(NoRun::Io)
}

fn turn(
    desk: &mut Desk,
    inbox: &mut Inbox,
    terminal: &mut Terminal<Thrifty<std::fs::File>>,
) -> io::Result<Ended> {
    // When something began to wait for being drawn.
    let mut due = Some(Instant::now());
    let waker = Arc::new(inbox.waker()?);
    loop {
        let now = Instant::now();
        let wait = if due.is_some() || desk.has_unread() {
            Some(now)
        } else {
            midnight(desk)
        };
        let events = inbox.wait(wait);
        if desk.tick() {
            due.get_or_insert(now);
        }
        let (mut is_quiet, mut is_news) = (true, false);
        let mut events = VecDeque::from(events);
        while let Some(event) = events.pop_front() {
            let going = match event {
                Event::Burst(burst) => {
                    for event in heard(desk, burst).into_iter().rev() {
                        events.push_front(event);
                    }
                    Going::On
                }
                Event::Key(key) => desk.press(key),
                Event::Paste(text) => desk.paste(&text),
                Event::Click { column, row } => desk.tap(column, row),
                Event::Scroll { lines, .. } => desk.wheel(lines),
                Event::Resize => {
                    terminal.autoresize()?;
                    let size = terminal.size()?;
                    desk.resize((size.width, size.height));
                    Going::On
                }
                Event::Redraw => Going::Anew,
                // Taken in after the draw: most of it is an own mark's, which waits to be seen.
                Event::News => {
                    is_news = true;
                    continue;
                }
                Event::Stop(signal) => return Ok(Ended::Stopped(signal)),
                Event::Hangup => return Ok(Ended::HungUp),
            };
            is_quiet = false;
            due.get_or_insert(now);
            match going {
                Going::On => {}
                Going::Anew => terminal.clear()?,
                Going::Out => return Ok(Ended::Left),
            }
        }
        if desk.is_shut_out() {
            return Ok(Ended::ShutOut);
        }
        // What has come meanwhile is answered first: a burst of keys on a slow link is one frame. But a key that is
        // held down must be seen to act.
        if due.is_some_and(|since| is_quiet || since.elapsed() >= LATEST_FRAME) {
            desk.prepare();
            terminal.draw(|frame| desk.draw(frame))?;
            desk.drawn();
            due = None;
        } else if is_quiet && !is_news && desk.read_on() {
            due = Some(now);
        }
        if due.is_none() && !desk.has_unread() {
            let waker = Arc::clone(&waker);
            desk.begin_to_verify(move || waker.wake());
        }
        if is_news && desk.news() {
            due.get_or_insert(now);
        }
    }
}

/// What is done of all that came at once.
fn heard(desk: &mut Desk, burst: Burst) -> Vec<Event> {
    match desk.judge(&burst.keys(), burst.are_many()) {
        Judged::Typed => burst.events,
        Judged::Text => vec![Event::Paste(burst.text())],
        Judged::Dropped(_) => Vec::new(),
    }
}

/// When the register's next day begins; a little after it, so that it has.
fn midnight(desk: &Desk) -> Option<Instant> {
    let margin = Duration::from_secs(1);
    Instant::now().checked_add(desk.until_midnight()? + margin)
}

/// The clock of a desk whose day may be held.
pub fn clock(today: Option<chrono::NaiveDate>) -> Clock {
    Box::new(move |zone| Moment::now(zone, today))
}
