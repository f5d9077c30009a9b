//! The way onward in words: the plan, and the steps towards a decision as a path.

use ratatui::text::{Line, Span};

use super::View;
use crate::domain::facts::process::{Process, Step, StepKind};
use crate::domain::plain::shown;
use crate::domain::reckon::duties::step_due;
use crate::say;
use crate::theme::{Role, Sign};
use crate::widgets::fit;

pub mod plan;
pub mod step;

/// A step with its sign and its day.
fn step_text(
    kind: StepKind,
    step: &Step,
    due: Option<chrono::NaiveDate>,
    view: &View,
) -> (String, Role) {
    let (theme, lang) = (view.theme, view.lang);
    let name = kind.name().get(lang);
    if let Some(done) = step.done {
        return (
            format!("{name} {} {done}", theme.sign(Sign::Done)),
            Role::Good,
        );
    }
    let Some(day) = due.or(step.planned) else {
        return (
            format!("{name} {}", theme.sign(Sign::Unmarked)),
            Role::Quiet,
        );
    };
    let when = match step.planned == Some(day) {
        true => say!(lang, sv: "planerad {day}", en: "planned {day}"),
        false => say!(lang, sv: "senast {day}", en: "by {day}"),
    };
    let (sign, role) = match day < view.today {
        true => (Sign::Near, Role::Warning),
        false => (Sign::Planned, Role::Plain),
    };
    (format!("{name} {} {when}", theme.sign(sign)), role)
}

/// The steps of a process as a path, broken between steps where it does not fit.
pub fn path(process: &Process, is_latest: bool, columns: usize, view: &View) -> Vec<Line<'static>> {
    let theme = view.theme;
    let next = process.next().filter(|_| is_latest);
    let joined = format!("{} ", theme.sign(Sign::Join));
    let mut lines = vec![Line::default()];
    for (kind, step) in process.steps() {
        let due = next
            .filter(|next| *next == kind)
            .and_then(|_| step_due(view.register, process, kind));
        let (text, role) = step_text(kind, step, due, view);
        let text = Span::styled(theme.plain(&text), theme.style(role));
        let join = Span::styled(joined.clone(), theme.style(Role::Frame));
        let is_first = kind == StepKind::ALL[0];
        let last = lines.last_mut().filter(|line| {
            let used = line.width() + 1 + fit::width(&joined);
            is_first || used + text.width() <= columns
        });
        match last {
            Some(line) if is_first => line.push_span(text),
            Some(line) => {
                line.push_span(Span::raw(" "));
                line.push_span(join);
                line.push_span(text);
            }
            None => lines.push(Line::from(vec![join, text])),
        }
    }
    lines
}

/// Who sees to a step, and what is noted of it; nothing where neither is known.
pub fn step_details(kind: StepKind, step: &Step, view: &View) -> Option<String> {
    let parts = [shown(&step.who), shown(&step.note)];
    let told: Vec<_> = parts.iter().filter(|part| !part.is_empty()).collect();
    let name = kind.name().get(view.lang);
    match told.as_slice() {
        [] => None,
        [one] => Some(format!("{name}: {one}")),
        [who, note, ..] => Some(format!("{name}: {who}. {note}")),
    }
}
