//! The stack of screens: what a key leads to, and what is drawn. Holds no store and no clock.

use chrono::{NaiveDate, NaiveTime};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::{Frame, layout::Rect};

use crate::action::{Action, Section};
use crate::domain::decide::command::Command;
use crate::domain::facts::change::{LogEntry, Reading, What};
use crate::domain::facts::participant::PersonId;
use crate::domain::register::{Register, Who};
use crate::keys::{Keymap, Pending, Resolved};
use crate::screens::board::Board;
use crate::screens::{
    self, Effect, HINT_ROWS, Message, MessageKind, Needs, Opening, Outcome, Screen, TOO_SMALL,
    View, other_units,
};
use crate::text::Lang;
use crate::theme::Theme;

mod burst;
mod news;
mod rights;
mod told;
mod undo;

pub use burst::Judged;
use burst::is_escape;
pub use undo::Made;
use undo::Undo;

/// What is the same for every screen of a session.
pub struct Surroundings {
    pub register: Register,
    pub keymap: Keymap,
    pub theme: Theme,
    pub lang: Lang,
    pub today: NaiveDate,
    pub who: Who,
    /// The user's own choice of whether a mark moves on, before the unit's.
    pub advance: Option<bool>,
}

/// What is shown around the screens.
#[derive(Default)]
struct Shown {
    message: Option<Message>,
    /// What is said for as long as no key's answer is.
    standing: Option<Message>,
    saved: Option<NaiveTime>,
    size: (u16, u16),
    log: Vec<LogEntry>,
}

/// What only the outside can do for the app.
#[derive(Debug)]
pub enum Order {
    Quit,
    /// Carry this out and say what became of it through [`App::carried_out`].
    Carry(Command),
    /// Find one's own latest of today in the log, or of what is undone the latest, and hand it to [`App::offer`].
    LookBack {
        redo: bool,
    },
    /// Draw every cell anew.
    Redraw,
}

/// The screens, the topmost last, above a board that is always there.
pub struct App {
    board: Board,
    above: Vec<Box<dyn Screen>>,
    shown: Shown,
    pending: Pending,
    message_seen: bool,
    undo: Undo,
    /// What is opened once its reading stands in the log.
    opening: Option<Opening>,
}

fn view<'a>(around: &'a Surroundings, shown: &'a Shown) -> View<'a> {
    View {
        register: &around.register,
        keymap: &around.keymap,
        theme: around.theme,
        lang: around.lang,
        today: around.today,
        actor: &around.who.name,
        advance: around.advance.unwrap_or(around.register.settings.advance),
        saved: shown.saved,
        message: shown.message.as_ref().or(shown.standing.as_ref()),
        size: shown.size,
        log: &shown.log,
    }
}

impl App {
    pub fn new(around: &Surroundings, size: (u16, u16)) -> App {
        let shown = Shown {
            size,
            ..Shown::default()
        };
        let board = Board::new(&view(around, &shown));
        App {
            board,
            above: Vec::new(),
            shown,
            pending: Pending::default(),
            message_seen: true,
            undo: Undo::default(),
            opening: None,
        }
    }

    fn top(&mut self) -> (&mut dyn Screen, &mut Shown) {
        match self.above.last_mut() {
            Some(screen) => (&mut **screen, &mut self.shown),
            None => (&mut self.board, &mut self.shown),
        }
    }

    fn top_ref(&self) -> &dyn Screen {
        match self.above.last() {
            Some(screen) => &**screen,
            None => &self.board,
        }
    }

    /// The terminal's size has become this.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.shown.size = size;
    }

    /// The day has become another one: a board that showed today goes on showing today.
    pub fn turn_day(&mut self, was: NaiveDate, around: &Surroundings) {
        if self.board.day == was {
            self.board
                .show_day(around.today, &view(around, &self.shown));
        }
    }

    /// Begins anew on another register, on the day that was shown.
    pub fn start_over(&mut self, around: &Surroundings) {
        let day = self.board.day;
        *self = App::new(around, self.shown.size);
        self.board.show_day(day, &view(around, &self.shown));
    }

    /// Says something on the status line, until the next key.
    pub fn say(&mut self, message: Message) {
        self.shown.message = Some(message);
        self.message_seen = false;
    }

    /// Says something until it is taken back, except for as long as a key's own answer is shown.
    pub fn stand(&mut self, text: Option<String>) {
        let is_news = |message: &Message| message.kind == MessageKind::News;
        if self.shown.message.as_ref().is_some_and(is_news) {
            self.shown.message = None;
        }
        self.shown.standing = text.map(|text| Message {
            text,
            kind: MessageKind::Refused,
        });
    }

    /// A frame has been drawn: what it said may go at the next key, and what it asked be answered.
    pub fn drawn(&mut self) {
        self.message_seen = true;
        self.above.iter_mut().for_each(|screen| screen.painted());
    }

    /// Takes away what was said, unless it is a refusal that no frame has shown yet: in a burst of keys the first one's
    /// failure must not be lost behind the second.
    fn hush(&mut self) {
        let unread = |message: &Message| message.kind == MessageKind::Refused && !self.message_seen;
        if !self.shown.message.as_ref().is_some_and(unread) {
            self.shown.message = None;
        }
    }

    /// Answers a key.
    pub fn press(&mut self, key: KeyEvent, around: &Surroundings) -> Option<Order> {
        if self.is_too_small() {
            return self.press_unseen(key, around);
        }
        self.hush();
        let key = self.without_alt(key, around);
        let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
        let is_text = matches!(key.code, KeyCode::Char(_)) && plain;
        let (screen, shown) = self.top();
        let takes_text = screen.takes_text();
        if is_text || !takes_text {
            let effect = screen.typed(key, &view(around, shown));
            if let Some(effect) = effect {
                self.pending.forget();
                return self.settle(effect, around);
            }
        }
        if is_text && takes_text {
            return None;
        }
        let section = screen.section();
        match around
            .keymap
            .resolve(section.scope(), &mut self.pending, key)
        {
            Resolved::Action(action) => self.act(action, around),
            Resolved::Pending => None,
            Resolved::Unbound if takes_text => {
                let (screen, shown) = self.top();
                let effect = screen.typed(key, &view(around, shown))?;
                self.settle(effect, around)
            }
            // Everybody tries it; what leaves is another key.
            Resolved::Unbound if key.code == KeyCode::Char('c') && !plain => {
                // Where no key leaves, this one does, or nothing would.
                if around.keymap.keys_of(Action::Quit).next().is_none() {
                    return self.act(Action::Quit, around);
                }
                self.say_how_to_leave(around);
                None
            }
            Resolved::Unbound => {
                self.say_how_to_find(key, around);
                None
            }
        }
    }

    /// Esc, where a key came in one piece with it, and the key itself is dropped: who leaves something and goes on typing
    /// over a slow link means the Esc, and what the key does is not on the screen yet. Alt where the keymap binds it.
    fn without_alt(&self, key: KeyEvent, around: &Surroundings) -> KeyEvent {
        let scope = self.top_ref().section().scope();
        let bound = (around.keymap).resolve(scope, &mut self.pending.clone(), key);
        match bound {
            Resolved::Unbound if is_escape(key) => KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE),
            _ => key,
        }
    }

    /// Answers a key where nothing can be seen of what it would do: one can only leave the board.
    fn press_unseen(&mut self, key: KeyEvent, around: &Surroundings) -> Option<Order> {
        let scope = self.top_ref().section().scope();
        match around.keymap.resolve(scope, &mut self.pending, key) {
            Resolved::Action(Action::Quit) if self.above.is_empty() => Some(Order::Quit),
            _ => None,
        }
    }

    fn is_too_small(&self) -> bool {
        let (columns, rows) = self.shown.size;
        columns < TOO_SMALL.0 || rows < TOO_SMALL.1
    }

    /// Answers pasted text.
    pub fn paste(&mut self, text: &str, around: &Surroundings) {
        if self.is_too_small() {
            return;
        }
        self.hush();
        let (screen, shown) = self.top();
        if screen.pasted(text, &view(around, shown)) {
            return;
        }
        self.refuse(crate::say!(around.lang,
            sv: "Det inklistrade är inte taget: inget fält för text är valt. Inget är ändrat.",
            en: "What was pasted was not taken: no field for text is chosen. Nothing was changed."));
    }

    /// Answers a tap: on a hint it is that hint's key.
    pub fn tap(&mut self, column: u16, row: u16, around: &Surroundings) -> Option<Order> {
        if self.is_too_small() {
            return None;
        }
        self.hush();
        let bottom = self.shown.size.1.saturating_sub(1);
        let (screen, shown) = self.top();
        let view = view(around, shown);
        if row == bottom {
            let action = screens::hint_at(column, &view, screen)?;
            return self.act(action, around);
        }
        let effect = screen.tapped(column, row, &view);
        self.settle(effect, around)
    }

    /// Answers a turn of the wheel.
    pub fn wheel(&mut self, lines: i16, around: &Surroundings) -> Option<Order> {
        if self.is_too_small() {
            return None;
        }
        let action = if lines < 0 { Action::Up } else { Action::Down };
        self.act(action, around)
    }

    fn act(&mut self, action: Action, around: &Surroundings) -> Option<Order> {
        let on_board = self.above.is_empty();
        let section = self.top_ref().section();
        let effect = match action {
            action if self.top_ref().answers(action) => {
                let (screen, shown) = self.top();
                screen.act(action, &view(around, shown))
            }
            Action::Help => Effect::Open(Opening::Help(section)),
            Action::Palette => Effect::Open(Opening::Palette(section, self.top_ref().menu())),
            Action::Find => Effect::Open(Opening::Find),
            Action::TwelveMonths => Effect::Open(Opening::TwelveMonths),
            Action::Duties => Effect::Open(Opening::Duties),
            Action::Quota => Effect::Open(Opening::Quota),
            Action::Outcomes => Effect::Open(Opening::Outcomes),
            Action::OtherUnits => Effect::Open(Opening::OtherUnits(None)),
            Action::Settings => Effect::Open(Opening::Settings),
            Action::Rules => Effect::Open(Opening::Rules),
            Action::ClosedDays => Effect::Open(Opening::ClosedDays),
            Action::Arenas => Effect::Open(Opening::Arenas),
            Action::Log => Effect::Open(Opening::Log),
            Action::TakeCover => Effect::Open(Opening::Cover),
            Action::Redraw => Effect::Redraw,
            Action::Quit if on_board => Effect::Quit,
            Action::Back if on_board => Effect::Nothing,
            Action::Quit | Action::Back => Effect::Close,
            action => {
                let (screen, shown) = self.top();
                screen.act(action, &view(around, shown))
            }
        };
        self.settle(effect, around)
    }

    fn settle(&mut self, effect: Effect, around: &Surroundings) -> Option<Order> {
        match effect {
            Effect::Nothing => None,
            Effect::Quit => Some(Order::Quit),
            Effect::Redraw => Some(Order::Redraw),
            Effect::Say(message) => {
                self.say(message);
                None
            }
            Effect::Close => {
                self.close(around);
                None
            }
            Effect::All(effects) => {
                let mut order = None;
                for effect in effects {
                    order = order.or(self.settle(effect, around));
                }
                order
            }
            Effect::Open(opening) => self.open(opening, around),
            Effect::OpenReading(who, opening) => self.open_reading(who, opening),
            Effect::Replace(opening) => {
                self.close(around);
                self.open(opening, around)
            }
            Effect::Do(command) => match self.question_ahead(&command, around) {
                Some(text) => {
                    let command = Box::new(command);
                    self.open(Opening::Question { text, command }, around)
                }
                None => Some(Order::Carry(command)),
            },
            Effect::Undo => self.restore(false),
            Effect::Redo => self.restore(true),
            Effect::Pass(action) => {
                self.close(around);
                self.act(action, around)
            }
            Effect::ShowDay(day) => {
                self.close(around);
                let about = view(around, &self.shown);
                let below = self.above.last_mut();
                if !below.is_some_and(|screen| screen.show_day(day, &about)) {
                    self.board.show_day(day, &about);
                }
                None
            }
            Effect::ShowPerson(who) => {
                self.above.clear();
                let about = view(around, &self.shown);
                match self.board.show_person(who, &about) {
                    true => None,
                    false => {
                        let effect = other_units::instead_of_the_board(who, &about);
                        self.settle(effect, around)
                    }
                }
            }
        }
    }

    fn open(&mut self, opening: Opening, around: &Surroundings) -> Option<Order> {
        // Each reading of a person's card is logged before it is shown (domain.md, personal data).
        if let Opening::Card(who) = opening {
            return self.open_reading(who, opening);
        }
        self.put_on_top(opening, around);
        None
    }

    fn open_reading(&mut self, who: PersonId, opening: Opening) -> Option<Order> {
        self.opening = Some(opening);
        Some(Order::Carry(Command::Read {
            who,
            what: Reading::Card,
        }))
    }

    fn put_on_top(&mut self, opening: Opening, around: &Surroundings) {
        self.pending.forget();
        let about = view(around, &self.shown);
        // What is marked on a card is marked on the day that was looked at.
        let on_the_board_s_day = matches!(opening, Opening::Card(_));
        let mut screen = screens::open(opening, &about);
        if on_the_board_s_day {
            screen.show_day(self.board.day, &about);
        }
        self.above.push(screen);
    }

    /// Closes the topmost screen. The board's marker stands at whom it was about: the next mark is to be theirs.
    fn close(&mut self, around: &Surroundings) {
        if let Some(who) = self.above.pop().and_then(|screen| screen.about()) {
            self.board.stand_at(who, &view(around, &self.shown));
        }
    }

    /// Takes in what became of an order. `saved` is the time of day.
    pub fn carried_out(
        &mut self,
        outcome: &Outcome,
        saved: NaiveTime,
        around: &Surroundings,
    ) -> Option<Order> {
        let opening = self.opening.take();
        let mut undone = None;
        match outcome {
            Outcome::Written(entry) => {
                undone = self.undo.written(entry).map(|made| (made, *entry));
                if entry.what == What::Read {
                    if let Some(opening) = opening {
                        self.put_on_top(opening, around);
                        return None;
                    }
                } else {
                    self.shown.saved = Some(saved);
                }
            }
            Outcome::Failed(failure) => {
                self.undo.failed(failure.refusal);
                // What a full disk did not take must not seem saved once its sentence is gone.
                if failure.refusal.is_none() {
                    self.shown.saved = None;
                }
                self.say(Message {
                    text: failure.text.to_owned(),
                    kind: MessageKind::Refused,
                });
            }
            Outcome::Unchanged => self.undo.unchanged(),
        }
        let mut effects = Vec::new();
        let about = view(around, &self.shown);
        for screen in self.above.iter_mut().rev() {
            effects.push(screen.carried_out(outcome, &about));
        }
        effects.push(self.board.carried_out(outcome, &about));
        let mut order = None;
        let above = self.above.len();
        for effect in effects {
            order = order.or(self.settle(effect, around));
        }
        // A question of what was refused says why itself: said below too, that would lie over its keys.
        if self.above.len() > above && self.top_ref().section() == Section::Question {
            self.shown.message = None;
        }
        if let Some((made, entry)) = undone {
            self.say_what_was_undone(made, entry, around);
        }
        order
    }

    /// What has to be read before the screens can be drawn whole. Lets them take in what has changed first.
    pub fn refresh(&mut self, around: &Surroundings) -> Needs {
        let about = view(around, &self.shown);
        self.board.refresh(&about);
        let mut needs = self.board.needs(&about);
        for screen in &mut self.above {
            screen.refresh(&about);
            let more = screen.needs(&about);
            needs.days.extend(more.days);
            needs.first.extend(more.first);
            needs.histories.extend(more.histories);
            needs.log = needs.log.max(more.log);
        }
        needs
    }

    /// Hands over the log's newest entries, newest first.
    pub fn show_log(&mut self, entries: Vec<LogEntry>) {
        self.shown.log = entries;
    }

    /// Says what other sessions have done, unless a refusal still waits to be read.
    pub fn tell_news(&mut self, entries: &[LogEntry], around: &Surroundings) {
        let about = view(around, &self.shown);
        let told = |entry| news::sentence(entry, &about);
        if let Some(text) = entries.iter().rev().find_map(told) {
            self.tell(text);
        }
    }

    /// Says what has come about without a key, unless a refusal still waits to be read or something stands.
    pub fn tell(&mut self, text: String) {
        let is_refusal = |message: &Message| message.kind == MessageKind::Refused;
        let is_first = self.shown.standing.is_none();
        if is_first && !self.shown.message.as_ref().is_some_and(is_refusal) {
            let kind = MessageKind::News;
            self.say(Message { text, kind });
        }
    }

    /// Draws the topmost screen that fills the terminal, the dialogs above it, the status and the hints.
    pub fn draw(&self, frame: &mut Frame, around: &Surroundings) {
        let view = view(around, &self.shown);
        // Between the terminal's new size and the event that tells of it there is nothing to be drawn.
        if self.shown.size != (frame.area().width, frame.area().height) {
            return;
        }
        if self.is_too_small() {
            screens::draw_too_small(frame, &view);
            return;
        }
        let rows = self.shown.size.1;
        let area = Rect {
            height: rows - HINT_ROWS,
            ..frame.area()
        };
        let base = self.above.iter().rposition(|screen| !screen.is_dialog());
        match base {
            Some(base) => self.above[base].draw(frame, area, &view),
            None => self.board.draw(frame, area, &view),
        }
        for dialog in &self.above[base.map_or(0, |base| base + 1)..] {
            dialog.draw(frame, area, &view);
        }
        let status = Rect {
            y: rows - 2,
            height: 1,
            ..frame.area()
        };
        let hints = Rect {
            y: rows - 1,
            height: 1,
            ..frame.area()
        };
        screens::draw_status(frame, status, &view, &self.board);
        screens::draw_hints(frame, hints, &view, self.top_ref());
        screens::draw_long_message(frame, &view);
    }
}
