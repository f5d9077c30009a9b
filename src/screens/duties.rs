//! The duties: what is due, for whom and why, the most urgent first; the coordinator's morning list.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};
use ratatui::{Frame, layout::Rect};

use super::chrome::{HINT_ROWS, draw_heading};
use super::clock::days_left;
use super::moving::moved;
use super::{Effect, Needs, Opening, Screen, View, Width};
use crate::action::{Action, Section};
use crate::domain::command::Command;
use crate::domain::duties::{About, Duty, Handling, days_watched, duties};
use crate::domain::participant::Group;
use crate::domain::plain::shown;
use crate::say;
use crate::text::Lang;
use crate::theme::{Role, Sign, Theme};
use crate::widgets::fit;
use crate::widgets::scroll::Scroll;

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
    rows: Vec<Row>,
    /// The chosen row: a duty's, unless there is none.
    chosen: usize,
    scroll: Scroll,
    shows_handled: bool,
    made_of: Option<(u64, u64, NaiveDate, bool)>,
}

impl Duties {
    pub fn new(view: &View) -> Duties {
        let mut screen = Duties {
            rows: Vec::new(),
            chosen: 0,
            scroll: Scroll::default(),
            shows_handled: false,
            made_of: None,
        };
        screen.refresh(view);
        screen
    }

    fn duty(&self) -> Option<&DutyRow> {
        match self.rows.get(self.chosen) {
            Some(Row::Duty(duty)) => Some(duty),
            _ => None,
        }
    }

    fn duties(&self) -> impl DoubleEndedIterator<Item = (usize, &DutyRow)> {
        let rows = self.rows.iter().enumerate();
        rows.filter_map(|(at, row)| match row {
            Row::Duty(duty) => Some((at, &**duty)),
            _ => None,
        })
    }

    fn follow(&mut self, view: &View) {
        let height = Layout::new(view).rows;
        self.scroll.follow(self.chosen, self.rows.len(), height);
        // The list's first heading comes into view with its first duty.
        if self.chosen <= 1 {
            self.scroll.top = 0;
        }
    }

    fn fill(&mut self, view: &View) {
        let was = self.duty().map(|row| (row.duty.key(), self.chosen));
        self.rows = rows(view, self.shows_handled);
        let (key, at) = was.unzip();
        let again = key.and_then(|key| self.duties().find(|(_, row)| row.duty.key() == key));
        // Where the chosen one was handled, the next takes its place.
        let next = || self.duties().find(|(row, _)| Some(*row) >= at);
        let chosen = again.or_else(next).or_else(|| self.duties().next_back());
        self.chosen = chosen.map_or(0, |(row, _)| row);
    }

    fn step(&mut self, action: Action, view: &View) -> Effect {
        let places: Vec<usize> = self.duties().map(|(row, _)| row).collect();
        let at = places.iter().position(|row| *row == self.chosen);
        let page = Layout::new(view).rows;
        if let Some(to) = moved(action, at.unwrap_or(0), places.len(), page)
            && let Some(row) = places.get(to)
        {
            self.chosen = *row;
        }
        self.follow(view);
        Effect::Nothing
    }

    /// What was done about the chosen duty comes first undone, and then anew.
    fn handle(&self, sets_aside: bool, view: &View) -> Effect {
        let Some(row) = self.duty() else {
            return nothing_chosen(view);
        };
        Effect::Open(Opening::HandleDuty {
            duty: Box::new(row.duty.clone()),
            sets_aside,
        })
    }

    fn take_up(&self, view: &View) -> Effect {
        match self.duty() {
            Some(DutyRow {
                duty,
                handling: Some(_),
                ..
            }) => Effect::Do(Command::TakeUpDuty { key: duty.key() }),
            Some(_) => Effect::refuse(say!(view.lang,
                sv: "Den bevakningen är varken avklarad eller undanlagd.",
                en: "That duty is neither handled nor set aside.")),
            None => nothing_chosen(view),
        }
    }

    /// Whether those that were handled are in the list now, whose end may be out of sight.
    fn handled_shown(&self, lang: Lang) -> String {
        let handled = self.duties().filter(|(_, row)| row.handling.is_some());
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
            let rows = self.duties().map(|(_, row)| row);
            rows.filter(|row| row.handling.is_none() && row.duty.since <= view.today)
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

fn nothing_chosen(view: &View) -> Effect {
    Effect::refuse(say!(view.lang, sv: "Ingen bevakning är vald.", en: "No duty is chosen."))
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

/// Where the list's parts stand, for drawing and for taps alike.
struct Layout {
    rows: usize,
    /// Rows of the reason below the list, with a blank one before it.
    foot: usize,
}

impl Layout {
    /// The first row of the list.
    const TOP: u16 = 2;
    /// The longest reason, in columns: the foot keeps room for it, so that it does not move with the marker.
    const REASON: usize = 270;

    fn new(view: &View) -> Layout {
        let height = usize::from(view.size.1.saturating_sub(HINT_ROWS));
        let columns = usize::from(view.size.0).saturating_sub(2).max(1);
        let foot = (1 + Layout::REASON.div_ceil(columns)).min(height / 2);
        Layout {
            rows: height.saturating_sub(usize::from(Layout::TOP) + foot),
            foot,
        }
    }
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
        let column = |text: &str, width: usize| match width {
            0 => String::new(),
            width => format!("{} ", fit::left(text, width - 1, more)),
        };
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
        Section::Duties
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        match action {
            Action::Open => self.open(),
            Action::HandleDuty => self.handle(false, view),
            Action::SetAsideDuty => self.handle(true, view),
            Action::TakeUpDuty => self.take_up(view),
            Action::ShowHandled => {
                self.shows_handled = !self.shows_handled;
                self.refresh(view);
                Effect::told(self.handled_shown(view.lang))
            }
            action => self.step(action, view),
        }
    }

    fn tapped(&mut self, _column: u16, row: u16, view: &View) -> Effect {
        if let Some(at) = row.checked_sub(Layout::TOP).map(usize::from)
            && at < Layout::new(view).rows
            && let Some(Row::Duty(_)) = self.rows.get(self.scroll.top + at)
        {
            self.chosen = self.scroll.top + at;
        }
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
        self.follow(view);
    }

    fn needs(&self, view: &View) -> Needs {
        Needs {
            days: days_watched(view.register, view.today),
            ..Needs::default()
        }
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        let mut hints = vec![Action::Back];
        match self.duty() {
            Some(row) if row.handling.is_some() => {
                hints.extend([Action::Open, Action::TakeUpDuty]);
            }
            Some(_) => hints.extend([Action::Open, Action::HandleDuty, Action::SetAsideDuty]),
            None => {}
        }
        hints.extend([Action::ShowHandled, Action::Down, Action::TwelveMonths]);
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
        let title = say!(lang, sv: "Bevakningar", en: "Duties");
        draw_heading(frame, row(0), view, &title, &self.counts(view));
        let width = usize::from(area.width);
        let columns = Columns::new(width);
        let names = match lang {
            Lang::Sv => ["senast", "dagar", "vem", "vad", "sedan"],
            Lang::En => ["due", "days", "who", "what", "since"],
        };
        let names = columns.line(names, theme.sign(Sign::More));
        let quiet = theme.style(Role::Quiet);
        frame.render_widget(Line::styled(format!("    {names}"), quiet), row(1));
        for (y, at) in (Layout::TOP..).zip(self.scroll.window(self.rows.len(), layout.rows)) {
            frame.render_widget(self.line(at, &columns, view, width), row(y));
        }
        let top = area.height.saturating_sub(layout.foot as u16) + 1;
        for (y, (line, role)) in (top..area.height).zip(self.foot(view, width)) {
            frame.render_widget(Line::styled(format!(" {line}"), theme.style(role)), row(y));
        }
    }
}

impl Duties {
    /// What the chosen duty is, why, and what was done about it.
    fn foot(&self, view: &View, width: usize) -> Vec<(String, Role)> {
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
        let room = width.saturating_sub(2);
        let lines = parts.into_iter().flat_map(|(text, role)| {
            let lines = fit::wrap(&view.theme.plain(&shown(&text)), room);
            lines.into_iter().map(move |line| (line, role))
        });
        lines.collect()
    }

    fn line(&self, at: usize, columns: &Columns, view: &View, width: usize) -> Line<'static> {
        let (theme, lang) = (view.theme, view.lang);
        let more = theme.sign(Sign::More);
        let row = match &self.rows[at] {
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
                return divider(&text, view, width);
            }
            Row::Handled => {
                let text = say!(lang, sv: "avklarade och undanlagda", en: "handled and set aside");
                return divider(&text, view, width);
            }
            Row::Duty(row) => row,
        };
        let marker = match at == self.chosen {
            true => theme.sign(Sign::Marker),
            false => " ",
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
            Span::styled(marker, theme.style(Role::Accent)),
            Span::raw(" "),
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

fn divider(text: &str, view: &View, width: usize) -> Line<'static> {
    let dash = view.theme.border().horizontal_top;
    let rest = width.saturating_sub(fit::width(text) + 6);
    Line::styled(
        format!(" {} {text} {}", dash.repeat(2), dash.repeat(rest)),
        view.theme.style(Role::Quiet),
    )
}
