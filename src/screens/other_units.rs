//! Those who are placed in the municipality's other units, each under the unit that receives them.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};
use ratatui::{Frame, layout::Rect};

use super::board::roster::{Pane, Row};
use super::board::row::arena_line;
use super::chrome::draw_heading;
use super::clock::days_left;
use super::listing::{Parts, row};
use super::menu::{self, Subject};
use super::{Effect, Opening, Screen, View};
use crate::action::{Action, Section};
use crate::domain::facts::participant::{Group, Participant, PersonId};
use crate::domain::plain::shown;
use crate::domain::reckon::threshold::Clock;
use crate::say;
use crate::theme::{Role, Sign};
use crate::widgets::fit;
use crate::widgets::row::{MARKER_COLUMNS, marker};

/// The list's state. Its rows are made anew only when the register or the day changes.
#[derive(Debug)]
pub struct OtherUnits {
    pane: Pane,
    made_of: Option<(u64, NaiveDate)>,
}

/// What is shown instead of the board, where somebody has no place on it.
pub fn instead_of_the_board(who: PersonId, view: &View) -> Effect {
    let Some(person) = view.register.people.get(&who) else {
        return Effect::Nothing;
    };
    let is_there = person.stay(view.today).is_some();
    if is_there && view.register.group_of(person, view.today) == Some(Group::OtherUnit) {
        return Effect::Open(Opening::OtherUnits(Some(who)));
    }
    let name = view.name(person);
    Effect::refuse(say!(view.lang,
        sv: "{name} har ingen plats på tavlan: placeringen är i en annan enhet. Kortet visar den.",
        en: "{name} has no place on the board: the placement is in another unit. The card shows it."))
}

impl OtherUnits {
    /// The list, with the marker at somebody if they are in it.
    pub fn new(who: Option<PersonId>, view: &View) -> OtherUnits {
        let mut screen = OtherUnits {
            pane: Pane::new(Group::OtherUnit),
            made_of: None,
        };
        screen.refresh(view);
        if let Some(row) = who.and_then(|who| screen.pane.position(who)) {
            screen.pane.chosen = row;
            screen.follow(view);
        }
        screen
    }

    fn follow(&mut self, view: &View) {
        let pane = &mut self.pane;
        let height = parts(view).rows;
        pane.scroll.follow(pane.chosen, pane.rows.len(), height);
        // The first unit's name comes into view with the first person in it.
        if pane.chosen <= 1 {
            pane.scroll.top = 0;
        }
    }

    fn step(&mut self, steps: isize) -> Effect {
        self.pane.step(steps);
        Effect::Nothing
    }

    /// How many there are, and how many of them are near or over.
    fn counts(&self, view: &View) -> String {
        let (mut all, mut near, mut reached) = (0, 0, 0);
        for person in self.people(view) {
            all += 1;
            match clock(person, view) {
                Some(Clock::Near) => near += 1,
                Some(Clock::Reached) => reached += 1,
                _ => {}
            }
        }
        let mut counts = match all {
            0 => String::new(),
            1 => say!(view.lang, sv: "1 person", en: "1 person"),
            _ => say!(view.lang, sv: "{all} personer", en: "{all} people"),
        };
        for (clock, n) in [(Clock::Near, near), (Clock::Reached, reached)] {
            if let Some((sign, _)) = view.theme.clock(clock).filter(|_| n > 0) {
                let word = clock.name().get(view.lang);
                counts = format!("{counts}  {sign} {n} {word}");
            }
        }
        counts
    }

    fn people<'a>(&self, view: &View<'a>) -> impl Iterator<Item = &'a Participant> {
        let register = view.register;
        (self.pane.people()).filter_map(|id| register.people.get(&id))
    }

    /// The chosen person's place, supervisor and clock in sentences: what the columns have no room for.
    fn about_chosen(&self, view: &View) -> String {
        let lang = view.lang;
        let person = self.pane.person();
        let Some(person) = person.and_then(|id| view.register.people.get(&id)) else {
            return String::new();
        };
        let unit = view.register.arena_of(person, view.today);
        let unit = unit.map(|unit| shown(&unit.name).into_owned());
        let (name, unit) = (view.name(person), unit.unwrap_or_default());
        let since = since(person, view).map_or_else(String::new, |day| day.to_string());
        let place = match shown(&person.supervisor) {
            nobody if nobody.is_empty() => say!(lang,
                sv: "{name}: {unit} sedan {since}; ingen handledare är angiven.",
                en: "{name}: {unit} since {since}; no supervisor is given."),
            supervisor => say!(lang,
                sv: "{name}: {unit} sedan {since}, handledare {supervisor}.",
                en: "{name}: {unit} since {since}, supervisor {supervisor}."),
        };
        let place = match person.absence(view.today) {
            Some(absence) => {
                let state = absence.as_state(lang);
                say!(lang, sv: "{place} Nu {state}.", en: "{place} Now {state}.")
            }
            None => place,
        };
        match view.register.standing(person, view.today) {
            Some(standing) => {
                let why = standing.why(&view.register.settings.rule, lang);
                say!(lang, sv: "{place} Tolv månader: {why}.", en: "{place} Twelve months: {why}.")
            }
            None => place,
        }
    }

    fn row_line(&self, i: usize, columns: &Columns, view: &View) -> Option<Line<'static>> {
        let (theme, lang) = (view.theme, view.lang);
        let more = theme.sign(Sign::More);
        let person = match &self.pane.rows[i] {
            Row::Arena(unit) => return Some(arena_line(unit, columns.whole, view)),
            Row::Person(id) => view.register.people.get(id)?,
        };
        let standing = view.register.standing(person, view.today);
        let sign = standing.as_ref().and_then(|s| theme.clock(s.clock));
        let (sign, role) = sign.unwrap_or((" ", Role::Plain));
        let left = standing.map(|standing| days_left(standing.days_left, lang));
        let since = since(person, view).map(|day| day.to_string());
        let supervisor = match shown(&person.supervisor) {
            nobody if nobody.is_empty() => theme.plain("–"),
            supervisor => supervisor.into_owned(),
        };
        let cells = columns.line(
            [
                &view.name(person),
                &since.unwrap_or_default(),
                &left.unwrap_or_default(),
                &supervisor,
            ],
            more,
        );
        Some(Line::from(vec![
            marker(i == self.pane.chosen, theme),
            Span::styled(sign, theme.style(role)),
            Span::raw(" "),
            Span::raw(cells),
        ]))
    }
}

fn clock(person: &Participant, view: &View) -> Option<Clock> {
    let standing = view.register.standing(person, view.today);
    standing.map(|standing| standing.clock)
}

/// The day the person came to the unit they are in today.
fn since(person: &Participant, view: &View) -> Option<NaiveDate> {
    let placement = person.stay(view.today)?.placement(view.today)?;
    Some(placement.from)
}

/// What is usually said about a person, in columns: room is kept for it, so that nothing moves with the marker.
const ABOUT: usize = 170;

/// The list stands below the columns' names, and above what is said about the chosen person.
fn parts(view: &View) -> Parts {
    let foot = 1 + ABOUT.div_ceil(Parts::columns(view));
    Parts::new(2, foot.min(Parts::height(view) / 3), view)
}

/// How wide each column is; 0 where it does not fit.
struct Columns {
    whole: usize,
    name: usize,
    since: usize,
    supervisor: usize,
}

impl Columns {
    const SINCE: usize = 11;
    const DAYS: usize = 11;
    /// Marker, sign and a blank.
    const BEFORE: usize = MARKER_COLUMNS + 2;

    fn new(width: usize) -> Columns {
        let (since, supervisor) = match width {
            0..42 => (0, 0),
            42..64 => (Columns::SINCE, 0),
            64..100 => (Columns::SINCE, 18),
            _ => (Columns::SINCE, 28),
        };
        let fixed = Columns::BEFORE + since + Columns::DAYS + 2 + supervisor;
        Columns {
            whole: width.saturating_sub(1),
            name: width.saturating_sub(fixed).min(40),
            since,
            supervisor,
        }
    }

    fn line(&self, [name, since, days, supervisor]: [&str; 4], more: &str) -> String {
        let column = |text: &str, width: usize| fit::cell(text, width, more);
        [
            column(name, self.name),
            column(since, self.since),
            fit::right(days, Columns::DAYS, more),
            "  ".to_owned(),
            column(supervisor, self.supervisor),
        ]
        .concat()
    }
}

impl Screen for OtherUnits {
    fn section(&self) -> Section {
        Section::List
    }

    fn menu(&self) -> &'static [Section] {
        &[Section::Card]
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        let page = parts(view).rows as isize - 1;
        let effect = match action {
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            Action::PageUp => self.step(-page),
            Action::PageDown => self.step(page),
            Action::First | Action::Last => {
                self.pane.choose_end(action == Action::Last);
                Effect::Nothing
            }
            Action::Open => match self.pane.person() {
                Some(who) => Effect::Open(Opening::Card(who)),
                None => Effect::Nothing,
            },
            action => {
                let subject = Subject::in_list(self.pane.person());
                menu::answer(action, subject, view).unwrap_or(Effect::Nothing)
            }
        };
        self.follow(view);
        effect
    }

    fn tapped(&mut self, _column: u16, row: u16, view: &View) -> Effect {
        if let Some(at) = parts(view).seen(row)
            && let Some(Row::Person(_)) = self.pane.rows.get(self.pane.scroll.top + at)
        {
            self.pane.chosen = self.pane.scroll.top + at;
        }
        Effect::Nothing
    }

    fn refresh(&mut self, view: &View) {
        let made_of = Some((view.register.revision, view.today));
        if self.made_of != made_of {
            self.made_of = made_of;
            self.pane.fill(view, view.today);
        }
        self.follow(view);
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        let mut hints = vec![Action::Back];
        if self.pane.person().is_some() {
            hints.extend([Action::Open, Action::Menu, Action::Down]);
        }
        hints.extend([Action::Find, Action::TwelveMonths, Action::Settings]);
        hints
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let (theme, lang) = (view.theme, view.lang);
        let parts = parts(view);
        let title = Group::OtherUnit.heading().get(lang);
        draw_heading(frame, row(area, 0), view, title, &self.counts(view));
        if self.pane.rows.is_empty() {
            return draw_nobody(frame, area, parts.top, view);
        }
        let columns = Columns::new(usize::from(area.width));
        let names = match lang {
            crate::text::Lang::Sv => ["namn", "sedan", "dagar", "handledare"],
            crate::text::Lang::En => ["name", "since", "days", "supervisor"],
        };
        let names = columns.line(names, theme.sign(Sign::More));
        let before = " ".repeat(Columns::BEFORE);
        let quiet = theme.style(Role::Quiet);
        frame.render_widget(
            Line::styled(format!("{before}{names}"), quiet),
            row(area, 1),
        );
        let window = self.pane.scroll.window(self.pane.rows.len(), parts.rows);
        parts.draw_rows(frame, area, window, |at| {
            self.row_line(at, &columns, view).unwrap_or_default()
        });
        parts.draw_foot(frame, area, [(self.about_chosen(view), Role::Quiet)], view);
    }
}

/// That nobody is in another unit, and how somebody comes there.
fn draw_nobody(frame: &mut Frame, area: Rect, top: u16, view: &View) {
    let (card, moves) = (view.key(Action::Open), view.key(Action::MovePerson));
    let text = say!(view.lang,
        sv: "Ingen är placerad i någon annan enhet i dag. Öppna en persons kort på tavlan med {card} och flytta med {moves}: grupp Annan enhet, och enhetens namn som arena.",
        en: "Nobody is placed in another unit today. Open a person's card on the board with {card} and move them with {moves}: group Other unit, and the unit's name as the arena.");
    let room = usize::from(area.width).saturating_sub(2).min(80);
    for (y, line) in (top..area.height).zip(fit::wrap(&view.theme.plain(&text), room)) {
        frame.render_widget(Line::from(format!(" {line}")), row(area, y));
    }
}
