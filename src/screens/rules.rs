//! The rules that hold on a date, each with its value, the days it holds and its source.

use std::ops::Bound::{Excluded, Unbounded};

use chrono::NaiveDate;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::{Frame, layout::Rect};

use super::chrome::draw_heading;
use super::listing::{Choosable, Listing, Parts, row};
use super::moving::day_moved;
use super::{Effect, Opening, Screen, View, Width};
use crate::action::{Action, Section};
use crate::domain::plain::shown;
use crate::domain::rules::{InForce, Name, Part};
use crate::say;
use crate::text::Lang;
use crate::theme::{Role, Sign};
use crate::widgets::fit;
use crate::widgets::row::narrow_marker;

pub mod history;
pub mod own;

/// What stands before a value of the unit's own.
const OWN: &str = "*";

/// One row of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Row {
    Heading(Part),
    Rule(Name),
}

impl Row {
    fn rule(&self) -> Option<Name> {
        match self {
            Row::Rule(name) => Some(*name),
            Row::Heading(_) => None,
        }
    }
}

impl Choosable for Row {
    fn is_choosable(&self) -> bool {
        self.rule().is_some()
    }
}

/// The list's state.
#[derive(Debug)]
pub struct RuleList {
    on: NaiveDate,
    list: Listing<Row>,
    made_of: Option<(u64, NaiveDate)>,
}

impl RuleList {
    pub fn new(view: &View) -> RuleList {
        let mut screen = RuleList {
            on: view.today,
            list: Listing::default(),
            made_of: None,
        };
        screen.refresh(view);
        screen
    }

    fn rules(&self) -> impl Iterator<Item = Name> {
        self.list.rows().iter().filter_map(Row::rule)
    }

    fn in_force<'a>(&self, name: Name, view: &View<'a>) -> Option<InForce<'a>> {
        view.register.settings.rules().in_force(name, self.on)
    }

    fn chosen(&self) -> Option<Name> {
        self.list.chosen().and_then(Row::rule)
    }

    /// Goes to the nearest day, before or after, on which some rule changes; today is such a day too.
    fn turn(&mut self, forward: bool, view: &View) -> Effect {
        let mut days = view.register.settings.rules().changes();
        days.insert(view.today);
        let to = match forward {
            true => days.range((Excluded(self.on), Unbounded)).next(),
            false => days.range(..self.on).next_back(),
        };
        match to {
            Some(to) => self.on = *to,
            None => {
                return Effect::refuse(match forward {
                    true => say!(view.lang,
                        sv: "Ingen regel ändras efter den dagen.",
                        en: "No rule changes after that day."),
                    false => say!(view.lang,
                        sv: "Inget är känt om tiden före den dagen.",
                        en: "Nothing is known of the time before that day."),
                });
            }
        }
        self.refresh(view);
        Effect::Nothing
    }

    fn title(&self, view: &View) -> String {
        let on = self.on;
        match on == view.today {
            true => say!(view.lang, sv: "Regler i dag, {on}", en: "Rules today, {on}"),
            false => say!(view.lang, sv: "Regler {on}", en: "Rules on {on}"),
        }
    }

    fn counts(&self, view: &View) -> String {
        let own = self.rules().filter_map(|name| self.in_force(name, view));
        match own.filter(InForce::is_own).count() {
            0 => String::new(),
            1 => say!(view.lang, sv: "{OWN} 1 egen", en: "{OWN} 1 own"),
            n => say!(view.lang, sv: "{OWN} {n} egna", en: "{OWN} {n} own"),
        }
    }

    fn row_line(&self, row: Row, is_chosen: bool, view: &View) -> Line<'static> {
        let (theme, lang) = (view.theme, view.lang);
        let more = theme.sign(Sign::More);
        let rule = match row {
            Row::Heading(part) => {
                let style = theme.style(Role::Accent).add_modifier(Modifier::BOLD);
                let width = usize::from(view.size.0).saturating_sub(2);
                let title = fit::cut(&theme.plain(part.title().get(lang)), width, more);
                return Line::styled(format!(" {title}"), style);
            }
            Row::Rule(name) => self.in_force(name, view),
        };
        let Some(rule) = rule else {
            return Line::default();
        };
        let columns = Columns::new(view);
        let cells = columns.line(
            rule.name.short().get(lang),
            &rule.value.text(lang),
            &rule.validity(lang),
            &shown(rule.source(lang)),
            view,
        );
        marked(is_chosen, rule.is_own(), cells, view)
    }
}

/// A row with the marker and the sign of an own value before it.
fn marked(is_chosen: bool, is_own: bool, cells: String, view: &View) -> Line<'static> {
    let theme = view.theme;
    let own = if is_own { OWN } else { " " };
    Line::from(vec![
        narrow_marker(is_chosen, theme),
        Span::styled(own, theme.style(Role::Strong)),
        Span::raw(" "),
        Span::raw(cells),
    ])
}

/// The rule in full: what it is, its value, its days, where it stands, and its name on the command line.
fn in_full(rule: &InForce, lang: Lang) -> String {
    let title = rule.name.title().get(lang);
    let (value, days) = (rule.value.text(lang), rule.validity(lang));
    let (source, slug) = (shown(rule.source(lang)), rule.name.slug());
    say!(lang,
        sv: "{title}: {value}, {days}. Källa: {source}. ({slug})",
        en: "{title}: {value}, {days}. Source: {source}. ({slug})")
}

/// A list of rules stands below the columns' names, and above the chosen one in full.
fn parts(view: &View) -> Parts {
    let foot = match view.width() {
        Width::Narrow => 6,
        _ => 4,
    };
    Parts::new(2, foot.min(Parts::height(view) / 2), view)
}

/// How wide each column is; 0 where it does not fit.
struct Columns {
    title: usize,
    value: usize,
    days: usize,
    source: usize,
}

impl Columns {
    const VALUE: usize = 16;
    const DAYS: usize = 24;
    /// Marker, own sign and a blank.
    const BEFORE: usize = 3;

    fn new(view: &View) -> Columns {
        let room = usize::from(view.size.0).saturating_sub(Columns::BEFORE + Columns::VALUE);
        let (title, days) = match view.width() {
            Width::Narrow => (room, 0),
            Width::Medium => (room.saturating_sub(Columns::DAYS), Columns::DAYS),
            Width::Wide => (room.saturating_sub(Columns::DAYS).min(44), Columns::DAYS),
        };
        Columns {
            title,
            value: Columns::VALUE,
            days,
            source: room.saturating_sub(title + days),
        }
    }

    /// The same without the title, which is the heading of a rule's history.
    fn of_history(view: &View) -> Columns {
        let room = usize::from(view.size.0).saturating_sub(Columns::BEFORE);
        let source = room.saturating_sub(Columns::VALUE + Columns::DAYS);
        Columns {
            title: 0,
            value: Columns::VALUE,
            days: Columns::DAYS,
            // A few letters of it say nothing.
            source: if source < 12 { 0 } else { source },
        }
    }

    fn line(&self, title: &str, value: &str, days: &str, source: &str, view: &View) -> String {
        let more = view.theme.sign(Sign::More);
        let column = |text: &str, width: usize| fit::cell(&view.theme.plain(text), width, more);
        [
            column(title, self.title),
            column(value, self.value),
            column(days, self.days),
            column(source, self.source),
        ]
        .concat()
    }
}

impl Screen for RuleList {
    fn section(&self) -> Section {
        Section::Days
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        match action {
            Action::Left => return self.turn(false, view),
            Action::Right => return self.turn(true, view),
            Action::GoToDate => return Effect::Open(Opening::GoToDate { from: self.on }),
            Action::Open => {
                return match self.chosen() {
                    Some(name) => Effect::Open(Opening::Rule(name)),
                    None => Effect::Nothing,
                };
            }
            _ => {}
        }
        if let Some(day) = day_moved(action, self.on, view.today) {
            self.show_day(day, view);
        }
        self.list.step(action, parts(view));
        Effect::Nothing
    }

    fn tapped(&mut self, _column: u16, row: u16, view: &View) -> Effect {
        self.list.tap(row, parts(view));
        Effect::Nothing
    }

    fn show_day(&mut self, day: NaiveDate, view: &View) -> bool {
        self.on = day;
        self.refresh(view);
        true
    }

    fn refresh(&mut self, view: &View) {
        let made_of = Some((view.register.revision, self.on));
        if self.made_of != made_of {
            self.made_of = made_of;
            let was = self.chosen();
            let (mut rows, mut under) = (Vec::new(), None);
            for rule in view.register.settings.rules().all(self.on) {
                let part = rule.name.part();
                if under.replace(part) != Some(part) {
                    rows.push(Row::Heading(part));
                }
                rows.push(Row::Rule(rule.name));
            }
            // On a day before a rule of this name was known, the marker stays near it.
            let is_near = |row: &Row| was.is_none() || row.rule() >= was;
            let place = rows.iter().position(is_near).unwrap_or(rows.len());
            self.list.fill(rows, place);
        }
        self.list.follow(parts(view));
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        use Action::{Back, Down, GoToDate, Left, Open, Right};
        vec![Back, Open, Down, Left, Right, GoToDate]
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let parts = parts(view);
        draw_heading(
            frame,
            row(area, 0),
            view,
            &self.title(view),
            &self.counts(view),
        );
        draw_names(frame, row(area, 1), &Columns::new(view), view);
        parts.draw_rows(frame, area, self.list.window(parts), |at| {
            let is_chosen = at == self.list.place();
            self.row_line(self.list.rows()[at], is_chosen, view)
        });
        let rule = self.chosen().and_then(|name| self.in_force(name, view));
        let text = match rule {
            Some(rule) => in_full(&rule, view.lang),
            None => say!(view.lang,
                sv: "Inget är känt om den dagen.",
                en: "Nothing is known of that day."),
        };
        parts.draw_foot(frame, area, [(text, Role::Plain)], view);
    }
}

fn draw_names(frame: &mut Frame, row: Rect, columns: &Columns, view: &View) {
    let names = match view.lang {
        Lang::Sv => ["regel", "värde", "gäller", "källa"],
        Lang::En => ["rule", "value", "holds", "source"],
    };
    let line = columns.line(names[0], names[1], names[2], names[3], view);
    let quiet = view.theme.style(Role::Quiet);
    let before = " ".repeat(Columns::BEFORE);
    frame.render_widget(Line::styled(format!("{before}{line}"), quiet), row);
}
