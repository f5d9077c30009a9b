//! The part of a card about lönebidrag: the steps towards a decision, and the decisions.

use ratatui::text::{Line, Span};

use super::page::Page;
use crate::action::Action;
use crate::domain::facts::decision::Decision;
use crate::domain::facts::participant::Participant;
use crate::domain::plain::shown;
use crate::lists::decision::{Entry, days, entries, facts, fate, gap, state};
use crate::say;
use crate::screens::onward::{path, step_details};
use crate::theme::Role;
use crate::widgets::fit;

impl Page<'_, '_> {
    /// The processes, the latest first, and the decisions, the latest first.
    pub fn subsidy(&mut self, person: &Participant) {
        let view = self.view;
        self.heading(say!(view.lang, sv: "Lönebidrag", en: "Wage subsidy"));
        let (add, step) = (view.key(Action::Decisions), view.key(Action::SetStep));
        if person.decisions.is_empty() && person.processes.is_empty() {
            let text = say!(view.lang,
                sv: "inga beslut och inga steg: {add} registrerar ett beslut, {step} ett steg",
                en: "no decisions and no steps: {add} records a decision, {step} a step");
            return self.text(1, &text, Role::Quiet);
        }
        self.steps(person);
        if person.decisions.is_empty() {
            let text = say!(view.lang,
                sv: "inget beslut än: {add} registrerar ett",
                en: "no decision yet: {add} records one");
            self.text(1, &text, Role::Quiet);
        }
        for entry in entries(person) {
            match entry {
                Entry::Decision(decision) => self.decision(decision),
                Entry::Gap { days, after } => {
                    self.text(1, &gap(days, after, view.lang), Role::Warning);
                }
            }
        }
    }

    fn steps(&mut self, person: &Participant) {
        let view = self.view;
        for (nth, process) in person.processes.iter().rev().enumerate() {
            let room = self.columns.saturating_sub(2);
            for mut line in path(process, nth == 0, room, view) {
                line.spans.insert(0, Span::raw(" "));
                self.lines.push(line);
            }
            let details = process
                .steps()
                .filter_map(|(kind, step)| step_details(kind, step, view));
            let details: Vec<_> = details.collect();
            if !details.is_empty() {
                self.text(3, &details.join("; "), Role::Quiet);
            }
        }
    }

    fn decision(&mut self, decision: &Decision) {
        let view = self.view;
        let theme = view.theme;
        let form = decision.terms.form.name().get(view.lang);
        let role = match decision.covers(view.today) {
            true => Role::Strong,
            false => Role::Plain,
        };
        let (id, (from, last)) = (decision.id.to_string(), days(decision));
        let days = theme.plain(&format!("{from} – {last}"));
        let fate = fate(decision, view.lang);
        // What has become of it says more than the word for it.
        let state = match fate {
            Some(_) => String::new(),
            None => state(decision, view.today, view.lang),
        };
        let line = format!(
            " {} {} {days}  {state}",
            fit::left(&id, 2, ""),
            fit::left(form, 11, "")
        );
        match fit::width(&line) < self.columns {
            true => self.lines.push(Line::styled(line, theme.style(role))),
            false => self.text(1, &line, role),
        }
        if let Some(fate) = fate {
            self.text(4, &fate, Role::Plain);
        }
        self.text(4, &facts(decision, view.lang).join(", "), Role::Quiet);
        if !decision.terms.note.is_empty() {
            self.text(4, &shown(&decision.terms.note), Role::Quiet);
        }
    }
}
