//! AF's decisions on a person, the latest first: recorded, extended, replaced and ended from here.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};
use ratatui::{Frame, layout::Rect};

use super::chrome::draw_heading;
use super::clock::{Kind, faces};
use super::listing::{Choosable, Listing, Parts, row};
use super::menu::{self, On, Subject};
use super::{Effect, Screen, View};
use crate::action::{Action, Section};
use crate::domain::decide::decisions::limits;
use crate::domain::facts::decision::{Decision, DecisionId};
use crate::domain::facts::participant::{Participant, PersonId};
use crate::domain::plain::shown;
use crate::domain::rules::Value;
use crate::say;
use crate::text::Lang;
use crate::theme::{Role, Sign};
use crate::widgets::fit;
use crate::widgets::row::marker;

pub mod end;
pub mod form;
mod rules;
pub mod words;

use words::{Entry, days, entries, facts, fate, gap, state};

/// One row of the list.
#[derive(Clone, Debug, PartialEq)]
enum Row {
    Decision(DecisionId),
    Gap { days: i64, after: NaiveDate },
}

impl Row {
    fn decision(&self) -> Option<DecisionId> {
        match self {
            Row::Decision(id) => Some(*id),
            Row::Gap { .. } => None,
        }
    }
}

impl Choosable for Row {
    fn is_choosable(&self) -> bool {
        self.decision().is_some()
    }
}

/// Whose decisions, and the chosen one. The rows are made anew only when the register changes.
#[derive(Debug)]
pub struct Decisions {
    who: PersonId,
    list: Listing<Row>,
    made_of: Option<u64>,
}

impl Decisions {
    pub fn new(who: PersonId, view: &View) -> Decisions {
        let mut screen = Decisions {
            who,
            list: Listing::default(),
            made_of: None,
        };
        screen.refresh(view);
        screen
    }

    fn person<'a>(&self, view: &View<'a>) -> Option<&'a Participant> {
        view.register.people.get(&self.who)
    }

    fn chosen(&self) -> Option<DecisionId> {
        self.list.chosen().and_then(Row::decision)
    }

    fn decision<'a>(&self, view: &View<'a>) -> Option<&'a Decision> {
        let chosen = self.chosen()?;
        let decisions = &self.person(view)?.decisions;
        decisions.iter().find(|decision| decision.id == chosen)
    }

    fn fill(&mut self, view: &View) {
        let newest = |rows: &[Row]| rows.iter().filter_map(Row::decision).max();
        let (was, newest_before) = (self.chosen(), newest(self.list.rows()));
        let entries = self.person(view).map(entries).unwrap_or_default();
        let rows = entries.into_iter().map(|entry| match entry {
            Entry::Decision(decision) => Row::Decision(decision.id),
            Entry::Gap { days, after } => Row::Gap { days, after },
        });
        let rows: Vec<Row> = rows.collect();
        // At first the one in force is looked at, and then one that has just been recorded.
        let decisions = self.person(view).map_or(&[][..], |p| &p.decisions);
        let in_force = decisions
            .iter()
            .find(|d| d.covers(view.today))
            .map(|d| d.id);
        let new = match newest_before {
            None => in_force,
            before => newest(&rows).filter(|newest| Some(*newest) > before),
        };
        let at = |id: DecisionId| rows.iter().position(|row| *row == Row::Decision(id));
        let place = new.or(was).and_then(at).unwrap_or(0);
        self.list.fill(rows, place);
    }

    /// What the menu is about.
    fn subject(&self) -> Subject {
        Subject {
            who: Some(self.who),
            on: On::Decisions(self.chosen()),
        }
    }
}

/// What a decision usually has to say, in columns: the foot keeps room for it, so that it does not move with the marker.
const TOLD: usize = 560;

/// The list stands below the columns' names, and above the chosen decision in full.
fn parts(view: &View) -> Parts {
    let foot = 2 + TOLD.div_ceil(Parts::columns(view));
    Parts::new(2, foot.min(Parts::height(view) * 3 / 5), view)
}

/// How wide each column is; 0 where it does not fit.
struct Columns {
    level: usize,
    hours: usize,
    wage: usize,
    state: usize,
}

impl Columns {
    const NUMBER: usize = 4;
    const FORM: usize = 12;
    const DAYS: usize = 24;

    fn new(width: usize) -> Columns {
        let (level, hours, wage, state) = match width {
            0..56 => (0, 0, 0, 0),
            56..80 => (0, 0, 0, 12),
            _ => (7, 7, 14, 10),
        };
        Columns {
            level,
            hours,
            wage,
            state,
        }
    }

    fn line(&self, cells: [&str; 7], more: &str) -> String {
        let [number, form, days, level, hours, wage, state] = cells;
        let column = |text: &str, width: usize| fit::cell(text, width, more);
        [
            column(number, Columns::NUMBER),
            column(form, Columns::FORM),
            column(days, Columns::DAYS),
            column(level, self.level),
            column(hours, self.hours),
            column(wage, self.wage),
            column(state, self.state),
        ]
        .concat()
    }
}

impl Screen for Decisions {
    fn section(&self) -> Section {
        Section::List
    }

    fn menu(&self) -> &'static [Section] {
        &[Section::Decisions, Section::Card]
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        let asked = match action {
            Action::Open => Action::Menu,
            action => action,
        };
        menu::answer(asked, self.subject(), view).unwrap_or_else(|| {
            self.list.step(action, parts(view));
            Effect::Nothing
        })
    }

    fn tapped(&mut self, _column: u16, row: u16, view: &View) -> Effect {
        self.list.tap(row, parts(view));
        Effect::Nothing
    }

    fn refresh(&mut self, view: &View) {
        if self.made_of != Some(view.register.revision) {
            self.made_of = Some(view.register.revision);
            self.fill(view);
        }
        self.list.follow(parts(view));
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        let mut hints = vec![Action::Back, Action::Menu];
        hints.extend(self.chosen().map(|_| Action::Down));
        hints.push(Action::Quota);
        hints
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let (theme, lang) = (view.theme, view.lang);
        let more = theme.sign(Sign::More);
        let parts = parts(view);
        let name = self.person(view).map(|person| view.name(person));
        let name = name.unwrap_or_default();
        let title = say!(lang, sv: "Beslut för {name}", en: "Decisions for {name}");
        draw_heading(frame, row(area, 0), view, &title, &self.clocks(view));
        let width = usize::from(area.width);
        let columns = Columns::new(width);
        if self.list.rows().is_empty() {
            let key = view.key(Action::AddDecision);
            let text = say!(lang,
                sv: "Inget beslut är registrerat. {key} registrerar det första.",
                en: "No decision is recorded. {key} records the first.");
            for (y, line) in (parts.top..).zip(fit::wrap(&text, width.saturating_sub(2))) {
                frame.render_widget(Line::from(format!(" {line}")), row(area, y));
            }
            return;
        }
        let names = match lang {
            Lang::Sv => ["nr", "form", "dagar", "nivå", "tid", "lön", "läge"],
            Lang::En => ["no.", "form", "days", "level", "time", "wage", "state"],
        };
        let quiet = theme.style(Role::Quiet);
        let names = columns.line(names, more);
        frame.render_widget(Line::styled(format!("  {names}"), quiet), row(area, 1));
        parts.draw_rows(frame, area, self.list.window(parts), |at| {
            self.line(at, &columns, view, width)
        });
        parts.draw_foot(frame, area, self.foot(view), view);
    }
}

impl Decisions {
    /// What is left of the two clocks that follow from decisions.
    fn clocks(&self, view: &View) -> String {
        let faces = self.person(view).map(|person| faces(person, view));
        let faces = faces.unwrap_or_default().into_iter();
        let told = faces
            .filter(|face| face.kind != Kind::TwelveMonths)
            .map(|face| {
                let sign = view.theme.clock(face.clock).map_or("", |(sign, _)| sign);
                let (name, left) = (face.kind.name().get(view.lang), face.left);
                format!("{sign} {name} {left}").trim().to_owned()
            });
        told.collect::<Vec<_>>().join("  ")
    }

    fn line(&self, at: usize, columns: &Columns, view: &View, width: usize) -> Line<'static> {
        let theme = view.theme;
        let more = theme.sign(Sign::More);
        let decision = match &self.list.rows()[at] {
            Row::Gap { days, after } => {
                let text = theme.plain(&gap(*days, *after, view));
                let text = fit::cut(&text, width.saturating_sub(7), more);
                return Line::styled(format!("      {text}"), theme.style(Role::Warning));
            }
            Row::Decision(id) => {
                let decisions = self.person(view).map_or(&[][..], |p| &p.decisions);
                decisions.iter().find(|decision| decision.id == *id)
            }
        };
        let Some(decision) = decision else {
            return Line::default();
        };
        let terms = &decision.terms;
        let per_cent = |n: u8| format!("{n} %");
        let wage = terms
            .wage_base
            .map(|wage| Value::Kronor(wage).text(view.lang));
        let cells = columns.line(
            [
                &decision.id.to_string(),
                terms.form.name().get(view.lang),
                &days(decision),
                &terms.level.map(per_cent).unwrap_or_default(),
                &per_cent(terms.working_time),
                &wage.unwrap_or_default(),
                &state(decision, view),
            ],
            more,
        );
        let role = match decision.covers(view.today) {
            true => Role::Strong,
            false if decision.is_real() => Role::Plain,
            false => Role::Quiet,
        };
        Line::from(vec![
            marker(at == self.list.place(), theme),
            Span::styled(theme.plain(&cells), theme.style(role)),
        ])
    }

    /// The chosen decision in full, and until when AF can be asked to reconsider it.
    fn foot(&self, view: &View) -> Vec<(String, Role)> {
        let (Some(person), Some(decision)) = (self.person(view), self.decision(view)) else {
            return Vec::new();
        };
        let lang = view.lang;
        let (id, form) = (decision.id, decision.terms.form.full_name().get(lang));
        let (state, days) = (state(decision, view), days(decision));
        let head = say!(lang,
            sv: "Beslut {id}: {form}, {days} ({state})",
            en: "Decision {id}: {form}, {days} ({state})");
        let mut parts = vec![(head, Role::Strong)];
        parts.extend(fate(decision, view).map(|fate| (fate, Role::Plain)));
        parts.push((facts(decision, view).join(", "), Role::Plain));
        let note = shown(&decision.terms.note);
        if !note.is_empty() {
            parts.push((note.into_owned(), Role::Plain));
        }
        let rules = view.register.settings.rules();
        let limits = limits(rules, person, &decision.terms, Some(decision.id));
        let open = limits
            .reconsideration
            .filter(|(last, _)| *last >= view.today);
        if let Some((last, rule)) = open {
            let rule = rule.why(lang);
            let text = say!(lang,
                sv: "omprövning kan begäras till {last}, inom {rule}",
                en: "reconsideration can be asked for until {last}, within {rule}");
            parts.push((text, Role::Plain));
        }
        let why = faces(person, view).into_iter();
        let why = why.filter(|face| face.kind != Kind::TwelveMonths && face.is_flagged());
        parts.extend(why.map(|face| (face.reason(lang), Role::Quiet)));
        parts
    }
}
