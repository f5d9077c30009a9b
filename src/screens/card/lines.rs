//! What a person's card says, line by line.

use chrono::NaiveDate;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::Card;
use super::heat::{self, Year};
use crate::domain::participant::{Participant, Protection, Stay};
use crate::domain::plain::shown;
use crate::domain::reading::hours;
use crate::domain::totals::{Sum, Totals, totals};
use crate::say;
use crate::screens::clock::{bar, days_left};
use crate::screens::{View, Width};
use crate::theme::{Role, Sign};
use crate::widgets::fit;

/// The columns of a field's name, with the margin before and a blank after it.
const LABEL: usize = 15;
/// From so many rows each part has a blank row before it; with fewer, the calendar just fits in 24.
const AIRY: u16 = 30;
/// The columns that one code's total wants.
const TOTAL: usize = 38;

/// Lines being written, with what is needed to cut them.
struct Page<'a, 'v> {
    lines: Vec<Line<'static>>,
    columns: usize,
    view: &'a View<'v>,
}

/// The whole card below its heading.
pub fn lines(card: &Card, person: &Participant, view: &View) -> Vec<Line<'static>> {
    let mut page = Page {
        lines: Vec::new(),
        columns: usize::from(view.size.0),
        view,
    };
    page.details(card, person);
    page.clock(person);
    page.attendance(person);
    page.stays(person);
    page.lines
}

impl Page<'_, '_> {
    fn style(&self, role: Role) -> Style {
        self.view.theme.style(role)
    }

    fn heading(&mut self, text: String) {
        let style = self.style(Role::Accent).add_modifier(Modifier::BOLD);
        if self.view.size.1 >= AIRY {
            self.lines.push(Line::default());
        }
        for line in fit::wrap(
            &self.view.theme.plain(&text),
            self.columns.saturating_sub(2),
        ) {
            self.lines
                .push(Line::from(Span::styled(format!(" {line}"), style)));
        }
    }

    fn text(&mut self, indent: usize, text: &str, role: Role) {
        let style = self.style(role);
        let room = self.columns.saturating_sub(indent + 1);
        for line in fit::wrap(&self.view.theme.plain(text), room) {
            let line = Span::styled(line, style);
            self.lines
                .push(Line::from(vec![Span::raw(" ".repeat(indent)), line]));
        }
    }

    fn field(&mut self, name: &str, value: &str) {
        let label = Span::styled(
            format!(" {} ", fit::left(name, LABEL - 2, "")),
            self.style(Role::Quiet),
        );
        let value = self.view.theme.plain(value);
        let mut lines = fit::wrap(&value, self.columns.saturating_sub(LABEL + 1)).into_iter();
        let first = lines.next().unwrap_or_default();
        self.lines.push(Line::from(vec![label, Span::raw(first)]));
        for line in lines {
            self.lines
                .push(Line::from(format!("{}{line}", " ".repeat(LABEL))));
        }
    }

    /// Fields two by two where both fit, else one below the other.
    fn fields(&mut self, fields: Vec<(String, String)>) {
        let half = self.columns / 2;
        let fits = |value: &str| fit::width(value) + LABEL < half;
        let wide = self.view.width() != Width::Narrow;
        let mut fields = fields
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .peekable();
        while let Some((name, value)) = fields.next() {
            self.field(&name, &value);
            if wide
                && fits(&value)
                && let Some((name, value)) = fields.next_if(|(_, value)| fits(value))
            {
                let quiet = self.style(Role::Quiet);
                let value = self.view.theme.plain(&value);
                if let Some(line) = self.lines.last_mut() {
                    let used = line.width();
                    line.push_span(Span::raw(" ".repeat(half.saturating_sub(used))));
                    let name = format!(" {} ", fit::left(&name, LABEL - 2, ""));
                    line.push_span(Span::styled(name, quiet));
                    line.push_span(Span::raw(value));
                }
            }
        }
    }

    fn details(&mut self, card: &Card, person: &Participant) {
        let (lang, today) = (self.view.lang, self.view.today);
        let number = match &person.personnummer {
            Some(number) if card.revealed => number.to_string(),
            Some(number) if self.view.theme.ascii => number.masked_ascii(),
            Some(number) => number.masked(),
            None => String::new(),
        };
        let protection = match person.protection {
            Protection::None => String::new(),
            Protection::Marked => say!(lang, sv: "sekretessmarkering", en: "protected (marked)"),
            Protection::Strong => {
                say!(lang, sv: "skyddad folkbokföring", en: "protected (strong)")
            }
        };
        let stay = person.stay_near(today);
        let arena = stay.and_then(|stay| stay.arena(today));
        let schedule = stay.and_then(|stay| stay.schedule(today).or(stay.schedules.first()));
        self.fields(vec![
            (say!(lang, sv: "Personnummer", en: "Personnummer"), number),
            (say!(lang, sv: "Skydd", en: "Protection"), protection),
            (
                say!(lang, sv: "Telefon", en: "Phone"),
                match card.is_hidden(person) {
                    true => String::new(),
                    false => shown(&person.phone).into_owned(),
                },
            ),
            (
                say!(lang, sv: "Plats", en: "Place"),
                arena.map(|id| self.view.place(id)).unwrap_or_default(),
            ),
            (
                say!(lang, sv: "Handledare", en: "Supervisor"),
                shown(&person.supervisor).into_owned(),
            ),
            (
                say!(lang, sv: "Insats", en: "Measure"),
                shown(&person.measure).into_owned(),
            ),
            (
                say!(lang, sv: "Schema", en: "Schedule"),
                schedule.map_or_else(
                    || say!(lang, sv: "inga tider angivna", en: "no hours stated"),
                    |schedule| schedule.text(lang),
                ),
            ),
            (
                say!(lang, sv: "Anteckning", en: "Note"),
                shown(&person.note).into_owned(),
            ),
        ]);
    }

    fn clock(&mut self, person: &Participant) {
        let view = self.view;
        let (lang, theme) = (view.lang, view.theme);
        self.heading(say!(lang, sv: "Tolv månader", en: "Twelve months"));
        let rule = &view.register.settings.rule;
        let Some(standing) = view.register.standing(person, view.today) else {
            let text = say!(lang,
                sv: "Inte på AMI i dag, så klockan går inte.",
                en: "Not at AMI today, so the clock is not running.");
            return self.text(1, &text, Role::Quiet);
        };
        let (sign, role) = theme.clock(standing.clock).unwrap_or((" ", Role::Plain));
        let left = days_left(standing.days_left, lang);
        let word = standing.clock.name().get(lang);
        let (start, threshold) = (standing.start, standing.threshold);
        let dates = say!(lang,
            sv: "start {start}, gräns {threshold}",
            en: "start {start}, threshold {threshold}");
        let room = match view.width() {
            Width::Narrow => self.columns.saturating_sub(27),
            _ => self.columns.saturating_sub(64),
        };
        let bar = bar(standing.progress(view.today), room.clamp(4, 36), view);
        let line = format!("{bar} {left} {sign} {word}");
        self.text(1, &line, role);
        match (view.width(), self.lines.last_mut()) {
            (Width::Medium | Width::Wide, Some(line)) => {
                line.push_span(Span::raw(format!("   {dates}")));
            }
            _ => self.text(1, &dates, Role::Plain),
        }
        self.text(1, &standing.why(rule, lang), Role::Plain);
        self.text(1, &rule.text(lang), Role::Quiet);
    }

    fn attendance(&mut self, person: &Participant) {
        let view = self.view;
        let days = super::year(view.today);
        let (first, last) = (*days.start(), *days.end());
        self.heading(say!(view.lang,
            sv: "Närvaro {first} – {last}",
            en: "Attendance {first} – {last}"));
        let Some(history) = view.register.marks.history(person.id) else {
            return;
        };
        let totals = totals(view.register, person, history, days.clone());
        let year = Year {
            person,
            history,
            days,
        };
        self.lines.extend(heat::lines(&year, self.columns, view));
        self.totals(&totals);
    }

    fn totals(&mut self, totals: &Totals) {
        let (lang, theme) = (self.view.lang, self.view.theme);
        let (present, known, unmarked) = (totals.present, totals.known(), totals.unmarked);
        let share = totals.percent_present().map_or_else(
            || say!(lang, sv: "Ingen schemalagd dag är markerad.", en: "No scheduled day is marked."),
            |percent| {
                say!(lang,
                    sv: "Närvarande {present} av {known} markerade schemalagda dagar, {percent} %.",
                    en: "Present on {present} of {known} marked scheduled days, {percent}%.")
            },
        );
        let text = match unmarked {
            0 => share,
            1 => {
                say!(lang, sv: "{share} 1 dag är omarkerad.", en: "{share} 1 day is unmarked.")
            }
            n => {
                say!(lang, sv: "{share} {n} dagar är omarkerade.", en: "{share} {n} days are unmarked.")
            }
        };
        self.text(1, &text, Role::Plain);
        let room = self.columns.saturating_sub(1);
        let beside = (room / TOTAL).max(1);
        let sums: Vec<_> = totals.codes.iter().collect();
        for row in sums.chunks(beside) {
            let mut spans = vec![Span::raw(" ")];
            for (code, sum) in row {
                let kind = code.kind();
                let style = theme.style(theme.counts(kind.counts));
                let text = self.total(kind.name.get(lang), sum, (room / beside).min(TOTAL));
                spans.push(Span::styled(
                    kind.key.to_string(),
                    style.add_modifier(Modifier::BOLD),
                ));
                spans.push(Span::raw(text));
            }
            self.lines.push(Line::from(spans));
        }
    }

    /// A code's total in all but one of `columns`: its letter stands before it.
    fn total(&self, name: &str, sum: &Sum, columns: usize) -> String {
        let more = self.view.theme.sign(Sign::More);
        let (days, rests) = (sum.days, sum.rests);
        let days = match rests {
            0 => say!(self.view.lang, sv: "{days} d", en: "{days} d"),
            1 => say!(self.view.lang, sv: "{days} d + {rests} del", en: "{days} d + {rests} part"),
            _ => {
                say!(self.view.lang, sv: "{days} d + {rests} delar", en: "{days} d + {rests} parts")
            }
        };
        let time = match (sum.untimed, sum.days + sum.rests) {
            (0, _) => hours(sum.minutes),
            (untimed, all) if untimed == all => String::new(),
            _ => format!("{}+", hours(sum.minutes)),
        };
        let time = fit::right(&time, 8, more);
        let room = columns.saturating_sub(3 + fit::width(&days) + 1 + fit::width(&time) + 1);
        let name = fit::left(&self.view.theme.plain(name), room, more);
        format!(" {name} {days}{time}  ")
    }

    fn stays(&mut self, person: &Participant) {
        let view = self.view;
        self.heading(say!(view.lang, sv: "Vistelser", en: "Stays"));
        for stay in person.stays.iter().rev() {
            self.text(1, &stay_text(stay, view), Role::Plain);
            let note = stay.end.as_ref().map_or("", |end| &end.note);
            if !note.is_empty() {
                self.text(3, &shown(note), Role::Quiet);
            }
            for placement in stay.placements.iter().rev() {
                let (from, place) = (placement.from, self.view.place(placement.arena));
                let text = say!(view.lang, sv: "från {from} {place}", en: "from {from} {place}");
                self.text(3, &text, Role::Plain);
            }
            for absence in stay.absences.iter().rev() {
                let days = absence.text(view.lang);
                let text = say!(view.lang, sv: "längre frånvaro {days}", en: "long absence {days}");
                self.text(3, &text, Role::Plain);
            }
        }
    }
}

fn stay_text(stay: &Stay, view: &View) -> String {
    let start: NaiveDate = stay.start;
    match &stay.end {
        None => say!(view.lang, sv: "{start} – tills vidare", en: "{start} – until further notice"),
        Some(end) => {
            let (last, outcome) = (end.last_day, end.outcome.name().get(view.lang));
            format!("{start} – {last}  {outcome}")
        }
    }
}
