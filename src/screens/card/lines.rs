//! What a person's card says, line by line.

use chrono::NaiveDate;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::Card;
use super::heat::{self, Year};
use super::page::Page;
use crate::action::Action;
use crate::domain::facts::details::{Field, Told, Value};
use crate::domain::facts::outcome::Outcome;
use crate::domain::facts::participant::{Participant, Stay};
use crate::domain::plain::shown;
use crate::domain::reading::hours;
use crate::domain::reckon::lasting::job_check_due;
use crate::domain::reckon::totals::{Sum, Totals, totals};
use crate::say;
use crate::screens::View;
use crate::theme::{Role, Sign};
use crate::widgets::fit;

/// The columns that one code's total wants.
const TOTAL: usize = 38;

/// The whole card below its heading.
pub fn lines(card: &Card, person: &Participant, view: &View) -> Vec<Line<'static>> {
    let mut page = Page::new(view);
    page.details(card, person);
    page.clocks(person);
    // Where there is none, the year's attendance is what one looks for.
    let is_subsidised = !(person.decisions.is_empty() && person.processes.is_empty());
    if is_subsidised {
        page.subsidy(person);
    }
    page.attendance(person);
    page.stays(person);
    if !is_subsidised {
        page.subsidy(person);
    }
    page.lines
}

impl Page<'_, '_> {
    fn details(&mut self, card: &Card, person: &Participant) {
        let (lang, today) = (self.view.lang, self.view.today);
        let stay = person.stay_near(today);
        let arena = stay.and_then(|stay| stay.arena(today));
        let schedule = stay.and_then(|stay| stay.schedule(today).or(stay.schedules.first()));
        let mut fields = Vec::new();
        for field in Field::below_name() {
            // What the stay says stands among what is known of the person.
            match field {
                Field::Supervisor => fields.extend([
                    (
                        say!(lang, sv: "Plats", en: "Place"),
                        arena.map(|id| self.view.place(id)).unwrap_or_default(),
                    ),
                    (
                        say!(lang, sv: "Frånvarande", en: "Away"),
                        (person.absence(today))
                            .map_or_else(String::new, |absence| absence.text(lang)),
                    ),
                ]),
                Field::Note => fields.push((
                    say!(lang, sv: "Schema", en: "Schedule"),
                    schedule.map_or_else(
                        || say!(lang, sv: "inga tider angivna", en: "no hours stated"),
                        |schedule| schedule.text(lang),
                    ),
                )),
                _ => {}
            }
            let value = match (person.value(field), field.told()) {
                (Value::Number(Some(number)), _) if card.revealed => number.to_string(),
                (_, Told::Unprotected) if card.is_hidden(person) => String::new(),
                (value, _) => value.text(lang, self.view.theme.ascii),
            };
            fields.push((
                field.name().get(lang).to_owned(),
                shown(&value).into_owned(),
            ));
        }
        self.fields(fields);
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
            let end = stay.end.as_ref();
            let check = end.and_then(|end| end.lasted.as_ref());
            let notes = [end.map(|end| &end.note), check.map(|check| &check.note)];
            for note in notes.into_iter().flatten().filter(|note| !note.is_empty()) {
                self.text(3, &shown(note), Role::Quiet);
            }
            if Some(stay) == person.stays.last()
                && let Some(text) = still_to_be_told(stay, view)
            {
                self.text(3, &text, Role::Quiet);
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

/// What of a stay that is over nobody has told yet, with the key that tells it.
fn still_to_be_told(stay: &Stay, view: &View) -> Option<String> {
    let (lang, key) = (view.lang, view.key(Action::EndStay));
    let end = stay.end.as_ref().filter(|end| end.last_day < view.today)?;
    if end.outcome == Outcome::Unspecified {
        return Some(say!(lang, sv: "{key} anger vad det blev", en: "{key} tells what came of it"));
    }
    let due = job_check_due(end, view.register.settings.rules())?;
    Some(say!(lang,
        sv: "{key} följer upp om arbetet varade, från {due}",
        en: "{key} follows up whether the job lasted, from {due}"))
}

fn stay_text(stay: &Stay, view: &View) -> String {
    let start: NaiveDate = stay.start;
    match &stay.end {
        None => say!(view.lang, sv: "{start} – tills vidare", en: "{start} – until further notice"),
        Some(end) => {
            let (last, came) = (end.last_day, end.text(view.lang));
            format!("{start} – {last}  {came}")
        }
    }
}
