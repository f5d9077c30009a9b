//! The twelve months: who is over, near, or in the time to plan, the most urgent first.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};
use ratatui::{Frame, layout::Rect};

use super::chrome::{HINT_ROWS, draw_heading};
use super::clock::days_left;
use super::{Effect, Opening, Screen, View};
use crate::action::{Action, Section};
use crate::domain::order::list_key;
use crate::domain::participant::{Participant, PersonId};
use crate::domain::plain::shown;
use crate::domain::threshold::{Clock, Standing, Start};
use crate::say;
use crate::theme::{Role, Sign};
use crate::widgets::fit;
use crate::widgets::scroll::Scroll;

/// One row of the list.
#[derive(Clone, Debug, PartialEq)]
enum Row {
    /// Instead of anybody near or over.
    Nobody(String),
    /// Between them and those in the time to plan.
    Divider,
    Person(PersonRow),
}

#[derive(Clone, Debug, PartialEq)]
struct PersonRow {
    id: PersonId,
    name: String,
    clock: Clock,
    start: NaiveDate,
    threshold: NaiveDate,
    days_left: i64,
    place: String,
    supervisor: String,
}

/// The list's state. Its rows are made anew only when the register or the day changes.
#[derive(Debug)]
pub struct TwelveMonths {
    rows: Vec<Row>,
    /// The chosen row: a person's, unless there is none.
    chosen: usize,
    scroll: Scroll,
    made_of: Option<(u64, NaiveDate)>,
}

impl TwelveMonths {
    pub fn new(view: &View) -> TwelveMonths {
        let mut screen = TwelveMonths {
            rows: Vec::new(),
            chosen: 0,
            scroll: Scroll::default(),
            made_of: None,
        };
        screen.refresh(view);
        screen
    }

    fn person(&self) -> Option<&PersonRow> {
        match self.rows.get(self.chosen) {
            Some(Row::Person(person)) => Some(person),
            _ => None,
        }
    }

    fn people(&self) -> impl DoubleEndedIterator<Item = (usize, &PersonRow)> {
        let rows = self.rows.iter().enumerate();
        rows.filter_map(|(i, row)| match row {
            Row::Person(person) => Some((i, person)),
            _ => None,
        })
    }

    /// Chooses the person `steps` further down, or up where negative; stops at the ends.
    fn step(&mut self, steps: isize, view: &View) -> Effect {
        let rows: Vec<usize> = self.people().map(|(row, _)| row).collect();
        if let Some(at) = rows.iter().position(|row| *row == self.chosen) {
            let to = at.saturating_add_signed(steps).min(rows.len() - 1);
            self.chosen = rows[to];
        }
        self.follow(view);
        Effect::Nothing
    }

    fn follow(&mut self, view: &View) {
        let height = Layout::new(view).rows;
        self.scroll.follow(self.chosen, self.rows.len(), height);
    }

    fn fill(&mut self, view: &View) {
        let was = self.person().map(|person| person.id);
        self.rows = rows(view);
        let again = was.and_then(|id| self.people().find(|(_, person)| person.id == id));
        let chosen = again.or(self.people().next()).map(|(row, _)| row);
        self.chosen = chosen.unwrap_or(0);
    }

    fn counts(&self, view: &View) -> String {
        let of = |clock| self.people().filter(|(_, p)| p.clock == clock).count();
        let sign = |clock| view.theme.clock(clock).map_or("", |(sign, _)| sign);
        [Clock::Reached, Clock::Near, Clock::Plan]
            .map(|clock| {
                let (sign, n, word) = (sign(clock), of(clock), clock.name().get(view.lang));
                format!("{sign} {n} {word}")
            })
            .join("  ")
    }
}

/// Everybody at AMI whose clock has come to plan or further, by days left, under two headings.
fn rows(view: &View) -> Vec<Row> {
    let mut people: Vec<(&Participant, Standing)> = view
        .register
        .people
        .values()
        .filter_map(|person| Some((person, view.register.standing(person, view.today)?)))
        .collect();
    people.sort_by_cached_key(|(person, standing)| {
        let name = list_key(person, view.lang);
        (standing.days_left, name, person.id)
    });
    let in_zone = |zone: fn(Clock) -> bool| {
        (people.iter())
            .filter(move |(_, standing)| zone(standing.clock))
            .map(|(person, standing)| Row::Person(person_row(person, standing, view)))
    };
    let mut rows: Vec<Row> = in_zone(|clock| clock >= Clock::Near).collect();
    if rows.is_empty() {
        rows.push(Row::Nobody(nobody_near(&people, view)));
    }
    let mut plan = in_zone(|clock| clock == Clock::Plan).peekable();
    if plan.peek().is_some() {
        rows.push(Row::Divider);
    }
    rows.extend(plan);
    rows
}

fn person_row(person: &Participant, standing: &Standing, view: &View) -> PersonRow {
    let arena = view.register.arena_of(person, view.today);
    PersonRow {
        id: person.id,
        name: view.name(person),
        clock: standing.clock,
        start: standing.start,
        threshold: standing.threshold,
        days_left: standing.days_left,
        place: arena.map(|arena| view.place(arena.id)).unwrap_or_default(),
        supervisor: shown(&person.supervisor).into_owned(),
    }
}

/// That nobody is near, and who will be first.
fn nobody_near(people: &[(&Participant, Standing)], view: &View) -> String {
    let first = people.iter().min_by_key(|(_, standing)| standing.near);
    match first {
        None => say!(view.lang, sv: "Ingen är på AMI i dag.", en: "Nobody is at AMI today."),
        Some((person, standing)) => {
            let (name, near) = (view.name(person), standing.near);
            say!(view.lang,
                sv: "Ingen är nära. Närmast: {name} {near}.",
                en: "Nobody is near. Next: {name} {near}.")
        }
    }
}

/// Where the list's parts stand, for drawing and for taps alike.
struct Layout {
    /// Rows of the list, below the heading and the columns' names.
    rows: usize,
    /// Rows of the reason and the rule below it.
    foot: usize,
}

impl Layout {
    /// The first row of the list.
    const TOP: u16 = 2;
    /// The longest reason, in columns: the foot keeps room for it, so that it does not move with the marker.
    const REASON: usize = 122;
    /// What the days of absence, and that there is no decision, may add to it.
    const MORE_REASON: usize = 33;

    fn new(view: &View) -> Layout {
        let height = usize::from(view.size.1.saturating_sub(HINT_ROWS));
        let columns = usize::from(view.size.0).saturating_sub(2).max(1);
        let lines = rule_lines(view, columns).len();
        let rule = &view.register.settings.rule;
        let more = [rule.absence_pauses, rule.start != Start::FirstDay];
        let more = more.into_iter().filter(|is_so| *is_so).count();
        let reason = Layout::REASON + more * Layout::MORE_REASON;
        let foot = (1 + reason.div_ceil(columns) + lines).min(height / 2);
        let rows = height.saturating_sub(usize::from(Layout::TOP) + foot);
        Layout { rows, foot }
    }
}

fn rule_lines(view: &View, columns: usize) -> Vec<String> {
    let rule = view.register.settings.rule.text(view.lang);
    let rule = say!(view.lang, sv: "Regel: {rule}", en: "Rule: {rule}");
    fit::wrap(&view.theme.plain(&rule), columns)
}

/// How wide each column is; 0 where it does not fit.
struct Columns {
    name: usize,
    start: usize,
    place: usize,
    supervisor: usize,
}

impl Columns {
    const DATE: usize = 11;
    const DAYS: usize = 11;
    /// Marker, sign and a blank after each.
    const BEFORE: usize = 4;

    fn new(width: usize) -> Columns {
        let (start, place, supervisor) = match width {
            0..60 => (0, 0, 0),
            60..80 => (Columns::DATE, 0, 0),
            80..100 => (Columns::DATE, 22, 0),
            _ => (Columns::DATE, 26, 20),
        };
        let fixed = Columns::BEFORE + Columns::DATE + Columns::DAYS + 1;
        let name = width.saturating_sub(fixed + start + place + supervisor);
        Columns {
            name: name.min(40),
            start,
            place,
            supervisor,
        }
    }

    fn line(&self, cells: [&str; 6], more: &str) -> String {
        let [name, start, threshold, days, place, supervisor] = cells;
        let column = |text: &str, width: usize| match width {
            0 => String::new(),
            width => format!("{} ", fit::left(text, width - 1, more)),
        };
        [
            column(name, self.name),
            column(start, self.start),
            column(threshold, Columns::DATE),
            fit::right(days, Columns::DAYS, more),
            "  ".to_owned(),
            column(place, self.place),
            column(supervisor, self.supervisor),
        ]
        .concat()
    }
}

impl Screen for TwelveMonths {
    fn section(&self) -> Section {
        Section::List
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        let page = Layout::new(view).rows as isize - 1;
        match action {
            Action::Up => self.step(-1, view),
            Action::Down => self.step(1, view),
            Action::PageUp => self.step(-page, view),
            Action::PageDown => self.step(page, view),
            Action::First => self.step(isize::MIN, view),
            Action::Last => self.step(isize::MAX, view),
            Action::Open => match self.person() {
                Some(person) => Effect::Open(Opening::Card(person.id)),
                None => Effect::Nothing,
            },
            _ => Effect::Nothing,
        }
    }

    fn tapped(&mut self, _column: u16, row: u16, view: &View) -> Effect {
        let layout = Layout::new(view);
        if let Some(at) = row.checked_sub(Layout::TOP).map(usize::from)
            && at < layout.rows
            && let Some(Row::Person(_)) = self.rows.get(self.scroll.top + at)
        {
            self.chosen = self.scroll.top + at;
        }
        Effect::Nothing
    }

    fn refresh(&mut self, view: &View) {
        let made_of = Some((view.register.revision, view.today));
        if self.made_of != made_of {
            self.made_of = made_of;
            self.fill(view);
        }
        self.follow(view);
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        let mut hints = vec![Action::Back];
        if self.person().is_some() {
            hints.extend([Action::Open, Action::Down]);
        }
        hints.extend([Action::Find, Action::Settings]);
        hints
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let (theme, lang) = (view.theme, view.lang);
        let layout = Layout::new(view);
        let row = |y: u16| Rect {
            y: area.y + y,
            height: 1,
            ..area
        };
        let title = say!(lang, sv: "Tolv månader", en: "Twelve months");
        draw_heading(frame, row(0), view, &title, &self.counts(view));
        let columns = Columns::new(usize::from(area.width));
        let names = match lang {
            crate::text::Lang::Sv => ["namn", "start", "gräns", "dagar", "plats", "handledare"],
            crate::text::Lang::En => ["name", "start", "threshold", "days", "place", "supervisor"],
        };
        let names = columns.line(names, theme.sign(Sign::More));
        let quiet = theme.style(Role::Quiet);
        frame.render_widget(Line::styled(format!("    {names}"), quiet), row(1));
        for (y, i) in (Layout::TOP..).zip(self.scroll.window(self.rows.len(), layout.rows)) {
            let line = self.row_line(i, &columns, view, usize::from(area.width));
            frame.render_widget(line, row(y));
        }
        let room = usize::from(area.width).saturating_sub(2);
        let why = self
            .why(view)
            .map(|why| fit::wrap(&theme.plain(&why), room));
        let rule = rule_lines(view, room);
        let why = why.unwrap_or_default().into_iter();
        let foot = (why.map(|line| (line, Role::Plain)))
            .chain(rule.into_iter().map(|line| (line, Role::Quiet)));
        let top = area.height.saturating_sub(layout.foot as u16) + 1;
        for (y, (line, role)) in (top..area.height).zip(foot) {
            frame.render_widget(Line::styled(format!(" {line}"), theme.style(role)), row(y));
        }
    }
}

impl TwelveMonths {
    /// Why the chosen person stands where they do.
    fn why(&self, view: &View) -> Option<String> {
        let chosen = self.person()?;
        let person = view.register.people.get(&chosen.id)?;
        let standing = view.register.standing(person, view.today)?;
        let why = standing.why(&view.register.settings.rule, view.lang);
        let name = &chosen.name;
        Some(format!("{name}: {why}"))
    }

    fn row_line(&self, i: usize, columns: &Columns, view: &View, width: usize) -> Line<'static> {
        let (theme, lang) = (view.theme, view.lang);
        let more = theme.sign(Sign::More);
        let person = match &self.rows[i] {
            Row::Nobody(text) => {
                let text = fit::cut(&theme.plain(text), width.saturating_sub(2), more);
                return Line::from(format!(" {text}"));
            }
            Row::Divider => {
                let text = say!(lang, sv: "dags att planera", en: "time to plan");
                let dash = theme.border().horizontal_top;
                let rest = width.saturating_sub(fit::width(&text) + 6);
                return Line::styled(
                    format!(" {} {text} {}", dash.repeat(2), dash.repeat(rest)),
                    theme.style(Role::Quiet),
                );
            }
            Row::Person(person) => person,
        };
        let marker = match i == self.chosen {
            true => theme.sign(Sign::Marker),
            false => " ",
        };
        let (sign, role) = theme.clock(person.clock).unwrap_or((" ", Role::Plain));
        let cells = columns.line(
            [
                &person.name,
                &person.start.to_string(),
                &person.threshold.to_string(),
                &days_left(person.days_left, lang),
                &person.place,
                &person.supervisor,
            ],
            more,
        );
        Line::from(vec![
            Span::styled(marker, theme.style(Role::Accent)),
            Span::raw(" "),
            Span::styled(sign, theme.style(role)),
            Span::raw(" "),
            Span::raw(cells),
        ])
    }
}
