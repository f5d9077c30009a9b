//! The year's quota: which employments with lönebidrag begin and end through AMI, and how many can still begin.

use chrono::{Datelike, NaiveDate};
use ratatui::text::{Line, Span};
use ratatui::{Frame, layout::Rect};

use super::chrome::{beside_year, draw_heading};
use super::listing::{Choosable, Listing, Parts, row};
use super::menu::{self, Subject};
use super::{Effect, Opening, Screen, View, Width};
use crate::action::{Action, Section};
use crate::domain::calendar::YEARS;
use crate::domain::facts::participant::PersonId;
use crate::domain::plain::shown;
use crate::domain::reckon::quota::{Counted, Year, year};
use crate::say;
use crate::theme::{Role, Sign};
use crate::widgets::fit;
use crate::widgets::row::marker;

/// One row of the screen.
#[derive(Debug)]
enum Row {
    Heading(String),
    /// Instead of anybody.
    Nobody(String),
    Person(PersonId, String),
}

impl Choosable for Row {
    fn is_choosable(&self) -> bool {
        matches!(self, Row::Person(..))
    }
}

/// Which year, and who is chosen. Its rows are made anew only when the register or the year changes.
#[derive(Debug)]
pub struct Quota {
    year: i32,
    list: Listing<Row>,
    made_of: Option<(u64, NaiveDate, i32, (u16, u16))>,
}

impl Quota {
    pub fn new(view: &View) -> Quota {
        let mut screen = Quota {
            year: view.today.year(),
            list: Listing::default(),
            made_of: None,
        };
        screen.refresh(view);
        screen
    }

    fn person(&self) -> Option<PersonId> {
        match self.list.chosen()? {
            Row::Person(who, _) => Some(*who),
            Row::Heading(_) | Row::Nobody(_) => None,
        }
    }

    fn turn(&mut self, years: i32, view: &View) -> Effect {
        let to = self.year + years;
        if YEARS.contains(&to) {
            self.year = to;
            self.list = Listing::default();
            self.refresh(view);
        }
        Effect::Nothing
    }

    fn fill(&mut self, view: &View) {
        let lang = view.lang;
        let this = year(view.register, self.year);
        let mut rows = Vec::new();
        rows.push(Row::Heading(say!(lang, sv: "börjar", en: "begin")));
        list(&this.starts, |counted| counted.start, &mut rows, view);
        rows.push(Row::Heading(say!(lang, sv: "slutar", en: "end")));
        list(&this.ends, |counted| counted.last_day, &mut rows, view);
        // Who is chosen stays chosen, in the same half, wherever their row has gone.
        let at = self.list.place();
        let was = chosen_at(self.list.rows(), at);
        let again = (0..rows.len()).find(|at| was.is_some() && chosen_at(&rows, *at) == was);
        self.list.fill(rows, again.unwrap_or(at));
    }
}

/// Who stands in a row, and below how many headings.
fn chosen_at(rows: &[Row], at: usize) -> Option<(usize, PersonId)> {
    let Row::Person(who, _) = rows.get(at)? else {
        return None;
    };
    let headings = rows[..at].iter();
    let headings = headings.filter(|row| matches!(row, Row::Heading(_)));
    Some((headings.count(), *who))
}

/// The people under a heading; `day` is the day that the heading is about.
fn list(
    counted: &[Counted],
    day: impl Fn(&Counted) -> NaiveDate,
    rows: &mut Vec<Row>,
    view: &View,
) {
    if counted.is_empty() {
        rows.push(Row::Nobody(say!(view.lang, sv: "ingen", en: "nobody")));
    }
    for counted in counted {
        let line = person_line(counted, day(counted), view);
        rows.push(Row::Person(counted.who, line));
    }
}

fn person_line(counted: &Counted, day: NaiveDate, view: &View) -> String {
    let person = view.register.people.get(&counted.who);
    let name = person.map(|person| view.name(person)).unwrap_or_default();
    let form = counted.form.name().get(view.lang);
    let (start, last) = (counted.start, counted.last_day);
    let more = view.theme.sign(Sign::More);
    match view.width() {
        // On a phone one day and the form leave a short name room.
        Width::Narrow => format!(
            "{} {day} {}",
            fit::left(&name, 17, more),
            fit::cut(form, 11, more)
        ),
        _ => format!("{}  {start} – {last}  {form}", fit::left(&name, 28, more)),
    }
}

/// How many have begun of how many, in a sentence: `5 av 4–6; 1 kan börja till`, which is said of no year that is over.
fn summary(year: &Year, view: &View) -> String {
    let lang = view.lang;
    let started = year.starts.len();
    let Some((least, most)) = year.range() else {
        return say!(lang, sv: "{started}; ingen kvot är känd", en: "{started}; no quota is known");
    };
    let over = started.saturating_sub(usize::try_from(most).unwrap_or(usize::MAX));
    match (year.left(), over) {
        (_, over) if over > 0 => say!(lang,
            sv: "{started} av {least}–{most}; {over} över kvoten",
            en: "{started} of {least}–{most}; {over} over the quota"),
        (Some(0), _) => say!(lang,
            sv: "{started} av {least}–{most}; kvoten är fylld",
            en: "{started} of {least}–{most}; the quota is full"),
        _ if year.year < view.today.year() => {
            say!(lang, sv: "{started} av {least}–{most}", en: "{started} of {least}–{most}")
        }
        (left, _) => {
            let left = left.unwrap_or(0);
            say!(lang,
                sv: "{started} av {least}–{most}; {left} kan börja till",
                en: "{started} of {least}–{most}; {left} more can begin")
        }
    }
}

/// The list stands below what the year and the one before it come to, and above the rule.
fn parts(view: &View) -> Parts {
    let foot = match view.width() {
        Width::Narrow => 4,
        Width::Medium | Width::Wide => 3,
    };
    Parts::new(4, foot, view)
}

impl Screen for Quota {
    fn section(&self) -> Section {
        Section::List
    }

    fn menu(&self) -> &'static [Section] {
        &[Section::Card]
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        match action {
            Action::Left => self.turn(-1, view),
            Action::Right => self.turn(1, view),
            Action::Open => match self.person() {
                Some(who) => Effect::Open(Opening::Card(who)),
                None => Effect::Nothing,
            },
            action => {
                let subject = Subject::in_list(self.person());
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
        let made_of = Some((view.register.revision, view.today, self.year, view.size));
        if self.made_of != made_of {
            self.made_of = made_of;
            self.fill(view);
        }
        self.list.follow(parts(view));
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        let mut hints = vec![Action::Back, Action::Left, Action::Right];
        if self.list.chosen().is_some() {
            hints.extend([Action::Open, Action::Menu]);
        }
        hints.extend([Action::Down, Action::Duties]);
        hints
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let (theme, lang) = (view.theme, view.lang);
        let parts = parts(view);
        let this = year(view.register, self.year);
        let before = year(view.register, self.year - 1);
        let number = self.year;
        let title =
            say!(lang, sv: "Lönebidrag via AMI {number}", en: "Wage subsidies via AMI {number}");
        let last = number - 1;
        draw_heading(
            frame,
            row(area, 0),
            view,
            &title,
            &beside_year(number, YEARS, theme),
        );
        let boxes = boxes(&this, view);
        let summary_line = summary(&this, view);
        frame.render_widget(
            Line::from(vec![
                Span::raw(" "),
                Span::styled(boxes, theme.style(Role::Accent)),
                Span::raw(" "),
                Span::raw(theme.plain(&summary_line)),
            ]),
            row(area, 1),
        );
        let earlier = summary(&before, view);
        let earlier = match before.starts.is_empty() && before.ends.is_empty() {
            true => say!(lang, sv: "{last}: ingen", en: "{last}: nobody"),
            false => format!("{last}: {earlier}"),
        };
        let quiet = theme.style(Role::Quiet);
        frame.render_widget(
            Line::styled(format!(" {}", theme.plain(&earlier)), quiet),
            row(area, 2),
        );
        parts.draw_rows(frame, area, self.list.window(parts), |at| {
            self.line(at, view)
        });
        let rule = this.most.map(|rule| shown(rule.source(lang)).into_owned());
        let rule = rule.map(|source| {
            say!(lang,
            sv: "Räknas: anställningar via AMI vars första beslut börjar under året ({source}).",
            en: "Counted: employments via AMI whose first decision begins in the year ({source}).")
        });
        parts.draw_foot(frame, area, rule.map(|text| (text, Role::Quiet)), view);
    }
}

impl Quota {
    fn line(&self, at: usize, view: &View) -> Line<'static> {
        let theme = view.theme;
        match &self.list.rows()[at] {
            Row::Heading(text) => Line::styled(format!(" {text}"), theme.style(Role::Strong)),
            Row::Nobody(text) => Line::styled(format!("   {text}"), theme.style(Role::Quiet)),
            Row::Person(_, text) => Line::from(vec![
                Span::raw(" "),
                marker(at == self.list.place(), theme),
                Span::raw(theme.plain(text)),
            ]),
        }
    }
}

/// One box for each that the range has room for, full for each that has begun.
fn boxes(year: &Year, view: &View) -> String {
    let most = year.range().map_or(0, |(_, most)| most);
    let most = usize::try_from(most).unwrap_or(0).min(20);
    let started = year.starts.len().min(20);
    let (full, rest) = (view.theme.sign(Sign::Full), view.theme.sign(Sign::Rest));
    full.repeat(started) + &rest.repeat(most.saturating_sub(started))
}
