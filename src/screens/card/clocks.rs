//! The part of a card that says how much time is left, why, and what is planned.

use ratatui::text::Span;

use super::page::Page;
use crate::action::Action;
use crate::domain::facts::participant::Participant;
use crate::lists::clock::{Face, Kind, LEFT_COLUMNS, WORD_COLUMNS, faces};
use crate::lists::onward::plan_in_full;
use crate::say;
use crate::screens::Width;
use crate::screens::clock::bar;
use crate::theme::Role;
use crate::widgets::fit;

/// The columns of a clock but its bar: margins, name, what is left, sign and word.
const FIXED: usize = 1 + (Kind::COLUMNS + 1) + 1 + LEFT_COLUMNS + 1 + 1 + 1 + WORD_COLUMNS;
/// The columns of the days after it, with the blanks before.
const DATES: usize = 3 + 23;
/// The widest bar.
const BAR: usize = 36;

impl Page<'_, '_> {
    /// The clocks with a bar each, why each stands where it does, and the plan.
    pub fn clocks(&mut self, person: &Participant) {
        let view = self.view;
        self.heading(say!(view.lang, sv: "Klockor", en: "Clocks"));
        let faces = faces(person, &view.telling());
        if faces.is_empty() {
            let text = say!(view.lang,
                sv: "Inte på AMI i dag, så ingen klocka går.",
                en: "Not at AMI today, so no clock is running.");
            return self.text(1, &text, Role::Quiet);
        }
        for face in &faces {
            self.clock(face);
        }
        for face in &faces {
            self.text(1, &face.reason(view.lang), Role::Plain);
            if face.kind == Kind::TwelveMonths {
                let rule = view.register.settings.rule.text(view.lang);
                self.text(1, &rule, Role::Quiet);
            }
        }
        self.plan(person, &faces);
    }

    fn clock(&mut self, face: &Face) {
        let (view, theme) = (self.view, self.view.theme);
        let (sign, role) = theme.clock(face.clock).unwrap_or((" ", Role::Plain));
        let is_narrow = view.width() == Width::Narrow;
        let dates = if is_narrow { 0 } else { DATES };
        let room = self.columns.saturating_sub(FIXED + dates).min(BAR);
        let name = fit::left(face.kind.name().get(view.lang), Kind::COLUMNS, "");
        let left = fit::right(&face.left, LEFT_COLUMNS, "");
        let bar = bar(face.progress, room, view);
        let mut spans = vec![
            Span::raw(format!(" {name} ")),
            Span::styled(bar, theme.style(role)),
            Span::styled(
                format!(" {left} {sign} {}", fit::left(face.word, WORD_COLUMNS, "")),
                theme.style(role),
            ),
        ];
        if !is_narrow {
            let dates = theme.plain(&face.dates);
            spans.push(Span::styled(
                format!("   {dates}"),
                theme.style(Role::Quiet),
            ));
        }
        self.lines.push(spans.into());
    }

    fn plan(&mut self, person: &Participant, faces: &[Face]) {
        let view = self.view;
        let is_flagged = (faces.iter()).any(|f| f.kind == Kind::TwelveMonths && f.is_flagged());
        let (text, role) = match person.plan_onward(view.today) {
            Some(plan) => (plan_in_full(plan, &view.telling()), Role::Plain),
            None => {
                let key = view.key(Action::PlanOnward);
                let text = say!(view.lang,
                    sv: "ingen plan vidare: {key} gör en",
                    en: "no plan onward: {key} makes one");
                (
                    text,
                    if is_flagged {
                        Role::Warning
                    } else {
                        Role::Quiet
                    },
                )
            }
        };
        self.text(1, &text, role);
        let note = person.plan_onward(view.today).map(|plan| &plan.note);
        if let Some(note) = note.filter(|note| !note.is_empty()) {
            self.text(3, &crate::domain::plain::shown(note), Role::Quiet);
        }
    }
}
