//! Whose clocks run out: twelve months, decisions and support time in one list, the most urgent first.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};
use ratatui::{Frame, layout::Rect};

use super::chrome::draw_heading;
use super::clock::{Face, Kind, LEFT_COLUMNS};
use super::listing::{Listing, Parts, divider, row};
use super::menu::{self, Subject};
use super::onward::plan_in_full;
use super::{Effect, Opening, Screen, View};
use crate::action::{Action, Section};
use crate::domain::reckon::threshold::Clock;
use crate::domain::rules::twelve_months::Start;
use crate::say;
use crate::text::Lang;
use crate::theme::{Role, Sign};
use crate::widgets::fit;
use crate::widgets::row::marker;

mod rows;

use rows::{PersonRow, Row, rows};

/// The list's state. Its rows are made anew only when the register or the day changes.
#[derive(Debug)]
pub struct TwelveMonths {
    list: Listing<Row>,
    made_of: Option<(u64, NaiveDate)>,
    /// The most that is told of anybody beside their twelve months: a plan, other clocks that are flagged.
    others: usize,
}

impl TwelveMonths {
    pub fn new(view: &View) -> TwelveMonths {
        let mut screen = TwelveMonths {
            list: Listing::default(),
            made_of: None,
            others: 0,
        };
        screen.refresh(view);
        screen
    }

    fn person(&self) -> Option<&PersonRow> {
        self.list.chosen().and_then(Row::person)
    }

    fn people(&self) -> impl Iterator<Item = &PersonRow> {
        self.list.rows().iter().filter_map(Row::person)
    }

    fn fill(&mut self, view: &View) {
        let was = self.person().map(|person| person.id);
        let rows = rows(view);
        let is_same = |row: &Row| row.person().is_some_and(|person| Some(person.id) == was);
        let place = rows.iter().position(is_same).unwrap_or(0);
        self.list.fill(rows, place);
        let others = |person: &PersonRow| {
            let flagged = person.flagged().into_iter();
            let others = flagged.filter(|face| face.kind != Kind::TwelveMonths);
            others.count() + usize::from(person.planned.is_some())
        };
        self.others = self.people().map(others).max().unwrap_or(0);
    }

    fn counts(&self, view: &View) -> String {
        let of = |clock| self.people().filter(|p| p.clock() == clock).count();
        let sign = |clock| view.theme.clock(clock).map_or("", |(sign, _)| sign);
        [Clock::Reached, Clock::Near, Clock::Plan]
            .map(|clock| {
                let (sign, n, word) = (sign(clock), of(clock), clock.name().get(view.lang));
                format!("{sign} {n} {word}")
            })
            .join("  ")
    }
}

/// The longest reason of the twelve months, in columns: the foot keeps room for it, so that it does not move with the
/// marker.
const REASON: usize = 130;
/// What the days of absence, and that there is no decision, may add to it.
const MORE_REASON: usize = 33;
/// A plan, or the reason of another clock, where anybody in the list has one.
const OTHER: usize = 150;

/// The list stands below the columns' names, and above the reasons and the rule.
fn parts(list: &TwelveMonths, view: &View) -> Parts {
    let columns = Parts::columns(view);
    let lines = fit::wrap(&view.theme.plain(&rule(view)), columns).len();
    let settings = &view.register.settings.rule;
    let more = [settings.absence_pauses, settings.start != Start::FirstDay];
    let more = more.into_iter().filter(|is_so| *is_so).count();
    let reason = (REASON + more * MORE_REASON).div_ceil(columns);
    let others = list.others * OTHER.div_ceil(columns);
    let foot = 1 + reason + others + lines;
    Parts::new(2, foot.min(Parts::height(view) / 2), view)
}

fn rule(view: &View) -> String {
    let rule = view.register.settings.rule.text(view.lang);
    say!(view.lang, sv: "Regel: {rule}", en: "Rule: {rule}")
}

/// How wide each column is; 0 where it does not fit.
struct Columns {
    name: usize,
    /// Each of the three clocks; 0 where only the most urgent one is shown, with its name.
    clock: usize,
    plan: usize,
    place: usize,
}

impl Columns {
    /// The most urgent clock's name and what is left of it.
    const ONE: usize = 22;
    /// Marker, sign and a blank after each.
    const BEFORE: usize = 4;

    fn new(width: usize) -> Columns {
        let (clock, plan, place) = match width {
            0..60 => (0, 0, 0),
            60..76 => (14, 0, 0),
            76..100 => (14, 12, 0),
            100..112 => (14, 20, 0),
            _ => (15, 20, width - 94),
        };
        let clocks = if clock == 0 { Columns::ONE } else { 3 * clock };
        let name = width.saturating_sub(Columns::BEFORE + clocks + plan + place + 1);
        Columns {
            name: name.min(28),
            clock,
            plan,
            place: place.min(26),
        }
    }

    fn line(
        &self,
        name: &str,
        clocks: &[String; 3],
        [plan, place]: [&str; 2],
        more: &str,
    ) -> String {
        let column = |text: &str, width: usize| fit::cell(text, width, more);
        let mut line = column(name, self.name);
        match self.clock {
            0 => line += &column(&clocks[0], Columns::ONE),
            width => line.extend(clocks.iter().map(|clock| column(clock, width))),
        }
        line += &column(plan, self.plan);
        line += &column(place, self.place);
        line
    }

    /// The clocks of a row: each in its own column with its sign, or the most urgent one by name.
    fn clocks(&self, person: &PersonRow, view: &View) -> [String; 3] {
        let sign = |face: &Face| view.theme.clock(face.clock).map_or(" ", |(sign, _)| sign);
        if self.clock == 0 {
            let most_urgent = person.flagged().first().map(|face| {
                let name = fit::left(face.kind.name().get(view.lang), Kind::COLUMNS, "");
                format!("{name} {}", fit::right(&face.left, LEFT_COLUMNS, ""))
            });
            return [
                most_urgent.unwrap_or_default(),
                String::new(),
                String::new(),
            ];
        }
        Kind::ALL.map(|kind| {
            let face = person.faces.iter().find(|face| face.kind == kind);
            face.map(|face| {
                format!(
                    "{} {}",
                    sign(face),
                    fit::right(&face.left, LEFT_COLUMNS, "")
                )
            })
            .unwrap_or_default()
        })
    }

    fn names(&self, view: &View) -> String {
        let lang = view.lang;
        let [name, plan, place] = match lang {
            Lang::Sv => ["namn", "plan", "plats"],
            Lang::En => ["name", "plan", "place"],
        };
        let clocks = match self.clock {
            0 => [
                say!(lang, sv: "klocka", en: "clock"),
                String::new(),
                String::new(),
            ],
            _ => Kind::ALL.map(|kind| fit::right(kind.name().get(lang), 2 + LEFT_COLUMNS, "")),
        };
        self.line(name, &clocks, [plan, place], view.theme.sign(Sign::More))
    }

    /// What the column of plans says: words where there is room, else the day alone.
    fn plan(&self, person: &PersonRow, view: &View) -> String {
        let lang = view.lang;
        match person.planned {
            Some(due) if self.plan < 20 => due.to_string(),
            Some(due) => say!(lang, sv: "planerad {due}", en: "planned {due}"),
            None if person.is_to_be_planned() => say!(lang, sv: "ingen plan", en: "no plan"),
            None => String::new(),
        }
    }
}

impl Screen for TwelveMonths {
    fn section(&self) -> Section {
        Section::List
    }

    fn menu(&self) -> &'static [Section] {
        &[Section::Card]
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        match action {
            Action::Open => match self.person() {
                Some(person) => Effect::Open(Opening::Card(person.id)),
                None => Effect::Nothing,
            },
            action => {
                let subject = Subject::in_list(self.person().map(|person| person.id));
                menu::answer(action, subject, view).unwrap_or_else(|| {
                    let parts = parts(self, view);
                    self.list.step(action, parts);
                    Effect::Nothing
                })
            }
        }
    }

    fn tapped(&mut self, _column: u16, row: u16, view: &View) -> Effect {
        let parts = parts(self, view);
        self.list.tap(row, parts);
        Effect::Nothing
    }

    fn refresh(&mut self, view: &View) {
        let made_of = Some((view.register.revision, view.today));
        if self.made_of != made_of {
            self.made_of = made_of;
            self.fill(view);
        }
        let parts = parts(self, view);
        self.list.follow(parts);
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        let mut hints = vec![Action::Back];
        if self.person().is_some() {
            hints.extend([Action::Open, Action::Menu, Action::Down]);
        }
        hints.extend([Action::Find, Action::Settings]);
        hints
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let (theme, lang) = (view.theme, view.lang);
        let parts = parts(self, view);
        let title = say!(lang, sv: "Klockor som går ut", en: "Clocks that run out");
        draw_heading(frame, row(area, 0), view, &title, &self.counts(view));
        let columns = Columns::new(usize::from(area.width));
        let names = columns.names(view);
        let quiet = theme.style(Role::Quiet);
        frame.render_widget(Line::styled(format!("    {names}"), quiet), row(area, 1));
        parts.draw_rows(frame, area, self.list.window(parts), |at| {
            self.row_line(at, &columns, view, usize::from(area.width))
        });
        let why = self.why(view).into_iter().map(|why| (why, Role::Plain));
        let foot = why.chain([(rule(view), Role::Quiet)]);
        parts.draw_foot(frame, area, foot, view);
    }
}

impl TwelveMonths {
    /// Whether there is a plan for the chosen person, and why each clock that is flagged stands where it does.
    fn why(&self, view: &View) -> Vec<String> {
        let Some(chosen) = self.person() else {
            return Vec::new();
        };
        let name = &chosen.name;
        let person = view.register.people.get(&chosen.id);
        let plan = person.and_then(|person| person.plan_onward(view.today));
        let mut said: Vec<String> = (chosen.flagged().into_iter())
            .map(|face| face.reason(view.lang))
            .collect();
        match (plan, said.first_mut()) {
            (Some(plan), _) => said.insert(0, format!("{name}, {}", plan_in_full(plan, view))),
            (None, Some(first)) if chosen.is_to_be_planned() => {
                *first = say!(view.lang, sv: "{name}, ingen plan; {first}", en: "{name}, no plan; {first}");
            }
            (None, Some(first)) => *first = format!("{name}; {first}"),
            (None, None) => {}
        }
        said
    }

    fn row_line(&self, at: usize, columns: &Columns, view: &View, width: usize) -> Line<'static> {
        let (theme, lang) = (view.theme, view.lang);
        let more = theme.sign(Sign::More);
        let person = match &self.list.rows()[at] {
            Row::Nobody(text) => {
                let text = fit::cut(&theme.plain(text), width.saturating_sub(2), more);
                return Line::from(format!(" {text}"));
            }
            Row::Divider => {
                let text = say!(lang, sv: "dags att planera", en: "time to plan");
                return divider(&text, width, view);
            }
            Row::Person(person) => person,
        };
        let (sign, role) = theme.clock(person.clock()).unwrap_or((" ", Role::Plain));
        let clocks = columns.clocks(person, view);
        let plan = columns.plan(person, view);
        let cells = columns.line(&person.name, &clocks, [&plan, &person.place], more);
        Line::from(vec![
            marker(at == self.list.place(), theme),
            Span::styled(sign, theme.style(role)),
            Span::raw(" "),
            Span::raw(cells),
        ])
    }
}
