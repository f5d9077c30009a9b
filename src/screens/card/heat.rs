//! A year of attendance as a calendar: a sign for each day, that reads without colour.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use crate::domain::calendar::{WEEKDAYS, monday, month};
use crate::domain::facts::attendance::{Code, Mark};
use crate::domain::facts::participant::Participant;
use crate::domain::reckon::expected::{Expected, Free, expected_beside};
use crate::say;
use crate::screens::View;
use crate::theme::{Role, Sign};
use crate::widgets::fit;

/// The columns of a row's name: a margin, three letters and a blank.
const LABEL: usize = 5;
/// From this width a week has two columns, so that the days stand apart.
const SPACIOUS: usize = 120;
/// The columns that the signs in whole words want.
const LEGEND: usize = 76;
/// Weeks side by side: a year can touch 54.
const WEEKS: usize = 54;

/// What there is to say of a person's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// Not at AMI, or not scheduled.
    Blank,
    /// A public holiday or a closed day.
    Holiday,
    /// Within a long absence.
    Away,
    /// Expected, and nothing known.
    Unmarked,
    /// At AMI for less than the day's hours.
    Part,
    /// At AMI the whole day.
    Full,
    /// Any other code.
    Marked(Code),
}

/// Whose days, and which.
pub struct Year<'a> {
    pub person: &'a Participant,
    pub history: &'a BTreeMap<NaiveDate, Mark>,
    pub days: RangeInclusive<NaiveDate>,
}

impl Year<'_> {
    /// What there is to say of a day.
    pub fn day(&self, day: NaiveDate, view: &View) -> Day {
        if !self.days.contains(&day) {
            return Day::Blank;
        }
        let mark = self.history.get(&day);
        let expected = expected_beside(view.register, self.person, day, mark);
        let Some(mark) = mark else {
            return match expected {
                Expected::Work(_) => Day::Unmarked,
                Expected::Free(Free::Holiday(_) | Free::Closed(_)) => Day::Holiday,
                Expected::Free(Free::Away(_)) => Day::Away,
                Expected::Free(Free::NotAtAmi | Free::NotScheduled) => Day::Blank,
            };
        };
        match (mark.code, mark.minutes, expected) {
            (Code::PartDay, ..) => Day::Part,
            (Code::Present, Some(here), Expected::Work(Some(whole))) if here < whole => Day::Part,
            (Code::Present, ..) => Day::Full,
            (code, ..) => Day::Marked(code),
        }
    }

    fn cell(&self, day: NaiveDate, view: &View) -> Span<'static> {
        let theme = view.theme;
        let (sign, role) = match self.day(day, view) {
            Day::Blank => (" ".to_owned(), Role::Plain),
            Day::Holiday => (theme.sign(Sign::NotExpected).to_owned(), Role::Quiet),
            Day::Away => (theme.sign(Sign::Away).to_owned(), Role::Quiet),
            Day::Unmarked => (theme.sign(Sign::Unmarked).to_owned(), Role::Plain),
            Day::Part => (theme.sign(Sign::Part).to_owned(), Role::Good),
            Day::Full => (theme.sign(Sign::Full).to_owned(), Role::Good),
            Day::Marked(code) => {
                let kind = code.kind();
                (kind.key.to_string(), theme.counts(kind.counts))
            }
        };
        let mut style = theme.style(role);
        if day == view.today {
            style = style.add_modifier(Modifier::REVERSED);
        }
        Span::styled(sign, style)
    }
}

/// The calendar: weekdays as rows where the weeks of a year fit side by side, else months as rows.
pub fn lines(year: &Year, columns: usize, view: &View) -> Vec<Line<'static>> {
    let mut lines = if columns >= LABEL + WEEKS {
        let step = if columns >= SPACIOUS { 2 } else { 1 };
        by_week(year, step, view)
    } else {
        by_month(year, view)
    };
    lines.push(legend(columns, view));
    lines
}

fn label(text: &str, view: &View) -> Span<'static> {
    Span::styled(
        format!(" {} ", fit::left(text, LABEL - 2, "")),
        view.theme.style(Role::Quiet),
    )
}

fn by_week(year: &Year, step: usize, view: &View) -> Vec<Line<'static>> {
    let last = *year.days.end();
    let mondays: Vec<NaiveDate> = monday(*year.days.start())
        .iter_weeks()
        .take_while(|monday| *monday <= last)
        .collect();
    let mut lines = vec![Line::from(Span::styled(
        month_names(&mondays, step, view),
        view.theme.style(Role::Quiet),
    ))];
    for (i, name) in WEEKDAYS.iter().enumerate() {
        let mut spans = vec![label(name.short.get(view.lang), view)];
        for monday in &mondays {
            let day = monday.checked_add_days(Days::new(i as u64));
            spans.push(day.map_or(Span::raw(" "), |day| year.cell(day, view)));
            if step > 1 {
                spans.push(Span::raw(" ".repeat(step - 1)));
            }
        }
        lines.push(Line::from(spans));
    }
    lines
}

/// Each month's name above the week that its first day is in, where there is room for it.
fn month_names(mondays: &[NaiveDate], step: usize, view: &View) -> String {
    let mut row = " ".repeat(LABEL);
    let end = LABEL + mondays.len() * step;
    for (i, monday) in mondays.iter().enumerate() {
        let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(*monday);
        let at = LABEL + i * step;
        let name = month(sunday).short.get(view.lang);
        if sunday.day() <= 7 && at + fit::width(name) <= end {
            row.push_str(&" ".repeat(at - fit::width(&row)));
            row.push_str(name);
        }
    }
    row
}

fn by_month(year: &Year, view: &View) -> Vec<Line<'static>> {
    let last = *year.days.end();
    let mut first = year.days.start().with_day(1);
    let mut lines = Vec::new();
    while let Some(start) = first.filter(|day| *day <= last) {
        let mut spans = vec![label(month(start).short.get(view.lang), view)];
        let days = start.iter_days().take_while(|d| d.month() == start.month());
        spans.extend(days.map(|day| year.cell(day, view)));
        lines.push(Line::from(spans));
        first = start.checked_add_months(chrono::Months::new(1));
    }
    lines
}

fn legend(columns: usize, view: &View) -> Line<'static> {
    let theme = view.theme;
    let (full, part) = (theme.sign(Sign::Full), theme.sign(Sign::Part));
    let (unmarked, free) = (theme.sign(Sign::Unmarked), theme.sign(Sign::NotExpected));
    let away = theme.sign(Sign::Away);
    let text = if columns >= LEGEND {
        say!(view.lang,
            sv: " {full} hel dag  {part} del av dag  {unmarked} omarkerad  {free} helgdag, stängt  {away} frånvarande",
            en: " {full} whole day  {part} part day  {unmarked} unmarked  {free} holiday, closed  {away} away")
    } else {
        say!(view.lang,
            sv: " {full} hel {part} del {unmarked} omark. {free} ledig {away} borta",
            en: " {full} whole {part} part {unmarked} unm. {free} free {away} away")
    };
    Line::from(Span::styled(text, theme.style(Role::Quiet)))
}
