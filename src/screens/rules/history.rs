//! One rule through the years: what it was, is and will be; and the way to a value of one's own.

use chrono::NaiveDate;
use ratatui::{Frame, layout::Rect};

use super::{Columns, draw_names, in_full, marked, parts};
use crate::action::{Action, Section};
use crate::domain::plain::shown;
use crate::domain::rules::{InForce, Name};
use crate::say;
use crate::screens::chrome::draw_heading;
use crate::screens::listing::row;
use crate::screens::moving::moved;
use crate::screens::{Effect, Opening, Screen, View};
use crate::theme::Role;
use crate::widgets::scroll::Scroll;

/// A rule's lines, the latest first.
#[derive(Debug)]
pub struct RuleHistory {
    name: Name,
    /// The chosen line by its first day and whose it is, so that it stays chosen when a colleague sets another.
    chosen: Option<(NaiveDate, bool)>,
    scroll: Scroll,
}

impl RuleHistory {
    /// The history of a rule; what holds today is chosen.
    pub fn new(name: Name, view: &View) -> RuleHistory {
        let today = view.register.settings.rules().in_force(name, view.today);
        let mut screen = RuleHistory {
            name,
            chosen: today.map(|line| (line.from, line.is_own())),
            scroll: Scroll::default(),
        };
        screen.refresh(view);
        screen
    }

    fn lines<'a>(&self, view: &View<'a>) -> Vec<InForce<'a>> {
        let mut lines = view.register.settings.rules().history(self.name);
        lines.reverse();
        lines
    }

    fn position(&self, lines: &[InForce]) -> usize {
        let chosen = lines
            .iter()
            .position(|line| self.chosen == Some((line.from, line.is_own())));
        chosen.unwrap_or(0)
    }

    fn choose(&mut self, at: usize, lines: &[InForce]) {
        let line = lines.get(at);
        self.chosen = line.map(|line| (line.from, line.is_own())).or(self.chosen);
    }

    fn open(&self, line: &InForce) -> Effect {
        let name = self.name;
        Effect::Open(match name.setting() {
            Some(_) => Opening::Settings,
            None => Opening::OwnRule {
                name,
                from: line.is_own().then_some(line.from),
            },
        })
    }

    /// What opening the chosen line leads to, with the key that does.
    fn way_on(&self, line: &InForce, view: &View) -> String {
        let lang = view.lang;
        let key = view.keymap.first_key(Action::Open, lang, view.theme.ascii);
        let Some(key) = key else {
            return String::new();
        };
        match (self.name.setting(), line.is_own()) {
            (Some(_), _) => {
                say!(lang, sv: "{key} ändrar i inställningarna.", en: "{key} changes it in the settings.")
            }
            (None, true) => {
                say!(lang, sv: "{key} ändrar eller tar bort värdet.", en: "{key} changes the value or takes it back.")
            }
            (None, false) => {
                say!(lang, sv: "{key} sätter ett eget värde från en dag.", en: "{key} sets a value of your own from a day on.")
            }
        }
    }
}

impl Screen for RuleHistory {
    fn section(&self) -> Section {
        Section::List
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        let lines = self.lines(view);
        let at = self.position(&lines);
        if action == Action::Open {
            return lines
                .get(at)
                .map_or(Effect::Nothing, |line| self.open(line));
        }
        if let Some(to) = moved(action, at, lines.len(), parts(view).rows) {
            self.choose(to, &lines);
            self.refresh(view);
        }
        Effect::Nothing
    }

    fn tapped(&mut self, _column: u16, row: u16, view: &View) -> Effect {
        if let Some(seen) = parts(view).seen(row) {
            self.choose(self.scroll.top + seen, &self.lines(view));
        }
        Effect::Nothing
    }

    fn refresh(&mut self, view: &View) {
        let lines = self.lines(view);
        let height = parts(view).rows;
        self.scroll
            .follow(self.position(&lines), lines.len(), height);
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        vec![Action::Back, Action::Open, Action::Down]
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let (lang, today) = (view.lang, view.today);
        let parts = parts(view);
        let lines = self.lines(view);
        let in_force = view.register.settings.rules().in_force(self.name, today);
        let now = in_force.map_or_else(String::new, |line| {
            let value = line.value.text(lang);
            say!(lang, sv: "i dag {value}", en: "today {value}")
        });
        draw_heading(frame, row(area, 0), view, self.name.title().get(lang), &now);
        let columns = Columns::of_history(view);
        draw_names(frame, row(area, 1), &columns, view);
        let chosen = self.position(&lines);
        let window = self.scroll.window(lines.len(), parts.rows);
        parts.draw_rows(frame, area, window, |at| {
            let line = &lines[at];
            let cells = columns.line(
                "",
                &line.value.text(lang),
                &line.validity(lang),
                &shown(line.source(lang)),
                view,
            );
            marked(at == chosen, line.is_own(), cells, view)
        });
        if let Some(line) = lines.get(chosen) {
            let holds = match Some(*line) == in_force {
                true => say!(lang, sv: "Gäller i dag. ", en: "Holds today. "),
                false => String::new(),
            };
            let text = format!("{} {holds}{}", in_full(line, lang), self.way_on(line, view));
            parts.draw_foot(frame, area, [(text, Role::Plain)], view);
        }
    }
}
