//! The duties: what is due, for whom and why, the most urgent first; the coordinator's morning list.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};
use ratatui::{Frame, layout::Rect};

use super::chrome::draw_heading;
use super::clock::days_left;
use super::listing::{Choosable, Listing, Parts, divider, row};
use super::menu::{self, Subject};
use super::{Effect, Needs, Opening, Screen, View, Width};
use crate::action::{Action, Section};
use crate::domain::facts::handling::Handling;
use crate::domain::facts::participant::Group;
use crate::domain::plain::shown;
use crate::domain::reckon::duties::{About, Duty, days_watched, duties};
use crate::say;
use crate::text::Lang;
use crate::theme::{Role, Sign, Theme};
use crate::widgets::fit;
use crate::widgets::row::marker;

pub mod handling;

/// How many days ahead are shown below what has come up.
const AHEAD: u32 = 30;

/// One row of the list.
#[derive(Debug)]
enum Row {
    /// Instead of anything that has come up.
    Nothing,
    /// Between what has come up and what is to come.
    Coming,
    /// Between those and what was handled or set aside.
    Handled,
    Duty(Box<DutyRow>),
}

impl Row {
    fn duty(&self) -> Option<&DutyRow> {
        match self {
            Row::Duty(duty) => Some(duty),
            Row::Nothing | Row::Coming | Row::Handled => None,
        }
    }
}

impl Choosable for Row {
    fn is_choosable(&self) -> bool {
        self.duty().is_some()
    }
}

#[derive(Debug)]
struct DutyRow {
    duty: Duty,
    whose: String,
    title: String,
    /// The title where there is no room for it.
    short: String,
    /// What was done about it, where that still holds.
    handling: Option<Handling>,
}

/// The list's state. Its rows are made anew only when the register, the marks or the day change.
#[derive(Debug)]
pub struct Duties {
    list: Listing<Row>,
    shows_handled: bool,
    made_of: Option<(u64, u64, NaiveDate, bool)>,
}

impl Duties {
    pub fn new(view: &View) -> Duties {
        let mut screen = Duties {
            list: Listing::default(),
            shows_handled: false,
            made_of: None,
        };
        screen.refresh(view);
        screen
    }

    fn duty(&self) -> Option<&DutyRow> {
        self.list.chosen().and_then(Row::duty)
    }

    fn duties(&self) -> impl Iterator<Item = &DutyRow> {
        self.list.rows().iter().filter_map(Row::duty)
    }

    fn fill(&mut self, view: &View) {
        let was = self.duty().map(|row| row.duty.key());
        let rows = rows(view, self.shows_handled);
        let is_same = |row: &Row| {
            let key = row.duty().map(|row| row.duty.key());
            key.is_some() && key == was
        };
        // Where the chosen one was handled, the next takes its place.
        let again = rows.iter().position(is_same);
        self.list.fill(rows, again.unwrap_or(self.list.place()));
    }

    /// Whether those that were handled are in the list now, whose end may be out of sight.
    fn handled_shown(&self, lang: Lang) -> String {
        let handled = self.duties().filter(|row| row.handling.is_some());
        match (self.shows_handled, handled.count()) {
            (false, _) => say!(lang,
                sv: "Avklarade och undanlagda visas inte.",
                en: "Handled and set aside are not shown."),
            (true, 0) => say!(lang,
                sv: "Inget är avklarat eller undanlagt.",
                en: "Nothing is handled or set aside."),
            (true, n) => say!(lang,
                sv: "Sist i listan: {n} avklarade eller undanlagda.",
                en: "Last in the list: {n} handled or set aside."),
        }
    }

    fn open(&self) -> Effect {
        match self.duty().map(|row| (&row.duty.about, row.duty.due)) {
            Some((About::Person(who), _)) => Effect::Open(Opening::Card(*who)),
            Some((About::Group(_), day)) => Effect::ShowDay(day),
            None => Effect::Nothing,
        }
    }

    /// How many have passed their day, and how many wait besides.
    fn counts(&self, view: &View) -> String {
        let open = || {
            let is_open = |row: &&DutyRow| row.handling.is_none() && row.duty.since <= view.today;
            self.duties().filter(is_open)
        };
        let (all, late) = (
            open().count(),
            open().filter(|row| row.duty.due < view.today).count(),
        );
        let sign = view.theme.sign(Sign::Reached);
        match (all, late) {
            (0, _) => String::new(),
            (all, 0) => say!(view.lang, sv: "{all} att göra", en: "{all} to do"),
            (all, late) => say!(view.lang,
                sv: "{all} att göra, {sign} {late} sena",
                en: "{all} to do, {sign} {late} late"),
        }
    }
}

/// What has come up, what is to come, and, where wanted, what was done.
fn rows(view: &View, shows_handled: bool) -> Vec<Row> {
    let (mut now, mut coming, mut handled) = (Vec::new(), Vec::new(), Vec::new());
    for duty in duties(view.register, view.today, AHEAD) {
        let handling = view.register.handled.get(&duty.key());
        let handling = handling.filter(|handling| duty.is_stilled(handling, view.today));
        let list = match handling {
            Some(_) => &mut handled,
            None if duty.since <= view.today => &mut now,
            None => &mut coming,
        };
        list.push(Row::Duty(Box::new(DutyRow {
            whose: whose(&duty, view),
            title: duty.title(view.today, view.lang),
            short: duty.short_title(view.today, view.lang),
            handling: handling.cloned(),
            duty,
        })));
    }
    let mut rows = now;
    if rows.is_empty() {
        rows.push(Row::Nothing);
    }
    if !coming.is_empty() {
        rows.push(Row::Coming);
        rows.extend(coming);
    }
    if shows_handled {
        rows.push(Row::Handled);
        rows.extend(handled);
    }
    rows
}

/// The person's name, or the group and its day.
fn whose(duty: &Duty, view: &View) -> String {
    match duty.about {
        About::Person(who) => {
            let person = view.register.people.get(&who);
            person.map(|person| view.name(person)).unwrap_or_default()
        }
        About::Group(group) => of_group(group, duty.due, view),
    }
}

fn of_group(group: Group, day: NaiveDate, view: &View) -> String {
    let group = group.name().get(view.lang);
    let day = crate::domain::calendar::long_date(day, view.lang);
    // The year is that of the list; the weekday is what people go by.
    let day = day.rsplit_once(' ').map_or(&*day, |(day, _)| day);
    format!("{group} {day}")
}

/// The sign of how urgent a duty is.
fn sign(duty: &Duty, is_handled: bool, view: &View) -> (&'static str, Role) {
    let theme: Theme = view.theme;
    match duty.days_left(view.today) {
        _ if is_handled => (theme.sign(Sign::Done), Role::Good),
        ..0 => (theme.sign(Sign::Reached), Role::Alarm),
        0..=30 if duty.since <= view.today => (theme.sign(Sign::Near), Role::Warning),
        _ => (theme.sign(Sign::Plan), Role::Quiet),
    }
}

/// The longest reason, in columns: the foot keeps room for it, so that it does not move with the marker.
const REASON: usize = 270;

/// The list stands below the columns' names, and above the chosen duty in full.
fn parts(view: &View) -> Parts {
    let foot = 1 + REASON.div_ceil(Parts::columns(view));
    Parts::new(2, foot.min(Parts::height(view) / 2), view)
}

/// How wide each column is; 0 where it does not fit.
struct Columns {
    due: usize,
    days: usize,
    whose: usize,
    since: usize,
    title: usize,
}

impl Columns {
    const DATE: usize = 11;
    /// Marker, sign and a blank after each.
    const BEFORE: usize = 4;

    fn new(width: usize) -> Columns {
        let (due, days, since, whose) = match width {
            0..60 => (0, 8, 0, 15),
            60..100 => (Columns::DATE, 12, 0, 24),
            _ => (Columns::DATE, 12, Columns::DATE, 32),
        };
        let fixed = Columns::BEFORE + due + days + whose + since;
        Columns {
            due,
            days,
            whose,
            since,
            title: width.saturating_sub(fixed).clamp(1, 44),
        }
    }

    /// As much of a title as is seen: nothing parts the last column from anything.
    fn title_room(&self) -> usize {
        self.title - usize::from(self.since > 0)
    }

    fn line(&self, [due, days, whose, title, since]: [&str; 5], more: &str) -> String {
        let column = |text: &str, width: usize| fit::cell(text, width, more);
        [
            column(due, self.due),
            fit::right(days, self.days.saturating_sub(2), more),
            "  ".to_owned(),
            column(whose, self.whose),
            fit::left(title, self.title_room(), more),
            " ".repeat(usize::from(self.since > 0)),
            column(since, self.since),
        ]
        .concat()
    }
}

impl Screen for Duties {
    fn section(&self) -> Section {
        Section::List
    }

    fn menu(&self) -> &'static [Section] {
        &[Section::Duties, Section::Card]
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        match action {
            Action::Open => self.open(),
            Action::ShowHandled => {
                self.shows_handled = !self.shows_handled;
                self.refresh(view);
                Effect::told(self.handled_shown(view.lang))
            }
            action => {
                let subject = Subject::of_duty(self.duty().map(|row| &row.duty));
                menu::answer(action, subject, view).unwrap_or_else(|| {
                    self.list.step(action, parts(view));
                    Effect::Nothing
                })
            }
        }
    }

    fn tapped(&mut self, _column: u16, row: u16, view: &View) -> Effect {
        self.list.tap(row, parts(view));
        Effect::Nothing
    }

    fn refresh(&mut self, view: &View) {
        let register = view.register;
        let made_of = (
            register.revision,
            register.marks.revision,
            view.today,
            self.shows_handled,
        );
        if self.made_of != Some(made_of) {
            self.made_of = Some(made_of);
            self.fill(view);
        }
        self.list.follow(parts(view));
    }

    fn needs(&self, view: &View) -> Needs {
        Needs {
            days: days_watched(view.register, view.today),
            ..Needs::default()
        }
    }

    fn hints(&self, view: &View) -> Vec<Action> {
        let mut hints = vec![Action::Back];
        let open = self.duty().map(|_| Action::Open);
        match view.width() {
            // Where not both fit, what is done about a duty is worth more: Enter opens all the same.
            Width::Narrow => hints.extend([Some(Action::Menu), open].into_iter().flatten()),
            _ => hints.extend([open, Some(Action::Menu)].into_iter().flatten()),
        }
        hints.extend([Action::Down, Action::TwelveMonths]);
        hints
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let (theme, lang) = (view.theme, view.lang);
        let parts = parts(view);
        let title = say!(lang, sv: "Bevakningar", en: "Duties");
        draw_heading(frame, row(area, 0), view, &title, &self.counts(view));
        let width = usize::from(area.width);
        let columns = Columns::new(width);
        let names = match lang {
            Lang::Sv => ["senast", "dagar", "vem", "vad", "sedan"],
            Lang::En => ["due", "days", "who", "what", "since"],
        };
        let names = columns.line(names, theme.sign(Sign::More));
        let quiet = theme.style(Role::Quiet);
        frame.render_widget(Line::styled(format!("    {names}"), quiet), row(area, 1));
        parts.draw_rows(frame, area, self.list.window(parts), |at| {
            self.line(at, &columns, view, width)
        });
        parts.draw_foot(frame, area, self.foot(view), view);
    }
}

impl Duties {
    /// What the chosen duty is, why, and what was done about it.
    fn foot(&self, view: &View) -> Vec<(String, Role)> {
        let Some(row) = self.duty() else {
            return Vec::new();
        };
        let (lang, duty) = (view.lang, &row.duty);
        let (whose, title) = (&row.whose, &row.title);
        let why = duty.why(view.register, view.today, lang);
        let days = days_in_words(duty.days_left(view.today), lang);
        let mut parts = vec![(format!("{whose}: {title}, {days}"), Role::Strong)];
        if let Some(handling) = &row.handling {
            let (by, on) = (shown(view.register.actor(handling.by)), handling.on);
            let note = shown(&handling.note);
            let done = match handling.until {
                Some(until) => say!(lang,
                    sv: "Undanlagd till {until} av {by} {on}. {note}",
                    en: "Set aside until {until} by {by} {on}. {note}"),
                None => {
                    say!(lang, sv: "Avklarad av {by} {on}: {note}", en: "Handled by {by} {on}: {note}")
                }
            };
            parts.push((done, Role::Good));
        }
        parts.push((why, Role::Plain));
        let parts = parts.into_iter();
        parts
            .map(|(text, role)| (shown(&text).into_owned(), role))
            .collect()
    }

    fn line(&self, at: usize, columns: &Columns, view: &View, width: usize) -> Line<'static> {
        let (theme, lang) = (view.theme, view.lang);
        let more = theme.sign(Sign::More);
        let row = match &self.list.rows()[at] {
            Row::Nothing => {
                let text = say!(lang,
                    sv: "Inget är att göra. Det som kommer visas här i tid.",
                    en: "Nothing is to be done. What comes is shown here in time.");
                return Line::from(format!(
                    " {}",
                    fit::cut(&text, width.saturating_sub(2), more)
                ));
            }
            Row::Coming => {
                let text =
                    say!(lang, sv: "de närmaste {AHEAD} dagarna", en: "the next {AHEAD} days");
                return divider(&text, width, view);
            }
            Row::Handled => {
                let text = say!(lang, sv: "avklarade och undanlagda", en: "handled and set aside");
                return divider(&text, width, view);
            }
            Row::Duty(row) => row,
        };
        let (sign, role) = sign(&row.duty, row.handling.is_some(), view);
        let days = row.duty.days_left(view.today);
        // On a phone the sign says whether the day has passed, and the foot says it in words.
        let days = match view.width() {
            Width::Narrow => format!("{days} d"),
            _ => days_in_words(days, lang),
        };
        let title = match fit::width(&row.title) <= columns.title_room() {
            true => &row.title,
            false => &row.short,
        };
        let cells = columns.line(
            [
                &row.duty.due.to_string(),
                &days,
                &row.whose,
                title,
                &row.duty.since.to_string(),
            ],
            more,
        );
        Line::from(vec![
            marker(at == self.list.place(), theme),
            Span::styled(sign, theme.style(role)),
            Span::raw(" "),
            Span::raw(theme.plain(&cells)),
        ])
    }
}

/// `4 d kvar`, `i dag`, `3 d över`: the day itself is still in time.
fn days_in_words(days: i64, lang: Lang) -> String {
    match days {
        0 => say!(lang, sv: "i dag", en: "today"),
        days => days_left(days, lang),
    }
}
