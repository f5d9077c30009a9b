//! What a change of the settings or a rule would do: whose flags, and how, the most urgent first; a yes saves it.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};
use ratatui::{Frame, layout::Rect};

use super::question::unread;
use super::{Effect, Opening, Outcome, Screen, View};
use crate::action::{Action, Section};
use crate::domain::decide::command::Command;
use crate::domain::decide::what_if::{Outlook, Shift, outlook};
use crate::say;
use crate::theme::{Role, Sign};
use crate::widgets::dialog::Dialog;
use crate::widgets::fit;

const COLUMNS: u16 = 64;
/// The fewest columns of a name before what became of its flag is cut.
const NAME: usize = 12;

/// Carries a command out; where it would change flags, only after it was seen whose.
pub fn ask_first(command: Command, view: &View) -> Effect {
    match outlook(view.register, &command, view.today) {
        Ok(outlook) if !outlook.shifts.is_empty() => {
            Effect::Open(Opening::WhatIf(Box::new(command)))
        }
        // A refusal is told where every refusal is.
        _ => Effect::Do(command),
    }
}

/// The command, and what it would do.
pub struct WhatIf {
    command: Command,
    outlook: Option<Outlook>,
    made_of: Option<(u64, NaiveDate)>,
    /// The first flag in view.
    top: usize,
    asked: bool,
    is_painted: bool,
}

impl WhatIf {
    pub fn new(command: Command, view: &View) -> WhatIf {
        let mut screen = WhatIf {
            command,
            outlook: None,
            made_of: None,
            top: 0,
            asked: false,
            is_painted: false,
        };
        screen.refresh(view);
        screen
    }

    fn shifts(&self) -> &[Shift] {
        match &self.outlook {
            Some(outlook) => &outlook.shifts,
            None => &[],
        }
    }

    fn scroll(&mut self, rows: isize, view: &View) -> Effect {
        let most = self.shifts().len().saturating_sub(self.layout(view).rows);
        self.top = self.top.saturating_add_signed(rows).min(most);
        Effect::Nothing
    }

    /// The next page; after the last one the first.
    fn turn(&mut self, view: &View) -> Effect {
        let rows = self.layout(view).rows.max(1);
        match self.top + rows < self.shifts().len() {
            true => self.scroll(rows as isize, view),
            false => self.scroll(isize::MIN, view),
        }
    }

    fn layout(&self, view: &View) -> Layout {
        let area = view.area();
        let columns = usize::from(Dialog::inner_columns(area, COLUMNS));
        let said = match &self.outlook {
            Some(outlook) => outlook.text(view.today, view.lang),
            None => say!(view.lang,
                sv: "Det går inte längre: registret har ändrats sedan dess.",
                en: "That cannot be done any more: the register has changed since."),
        };
        let said = fit::wrap(&view.theme.plain(&said), columns);
        let rows = said.len() + self.shifts().len() + 1;
        let dialog = Dialog::place(area, COLUMNS, u16::try_from(rows).unwrap_or(u16::MAX - 2));
        let rows = usize::from(dialog.inner.height).saturating_sub(said.len() + 1);
        Layout { dialog, said, rows }
    }
}

/// Where the parts stand.
struct Layout {
    dialog: Dialog,
    /// How many flags change, in lines.
    said: Vec<String>,
    /// Rows of the list between that and the question.
    rows: usize,
}

/// One flag; with the name of its clock where there are several.
fn row(shift: &Shift, is_mixed: bool, columns: usize, view: &View) -> Line<'static> {
    let (theme, lang) = (view.theme, view.lang);
    let more = theme.sign(Sign::More);
    let clock = shift.after.and_then(|flag| theme.clock(flag.clock));
    let (sign, role) = clock.unwrap_or((" ", Role::Plain));
    let person = view.register.people.get(&shift.who);
    let person = person.filter(|person| view.register.shows(person));
    let name = person.map_or_else(|| shift.who.to_string(), |person| view.name(person));
    let told = match is_mixed {
        true => format!("{} ({})", shift.text(lang), shift.watched.name.get(lang)),
        false => shift.text(lang),
    };
    let told = theme.plain(&told);
    let room = columns.saturating_sub(fit::width(&told) + 4).max(NAME);
    let text = format!("{}: {told}", fit::cut(&theme.plain(&name), room, more));
    Line::from(vec![
        Span::styled(sign, theme.style(role)),
        Span::raw(format!(
            " {}",
            fit::cut(&text, columns.saturating_sub(2), more)
        )),
    ])
}

impl Screen for WhatIf {
    fn section(&self) -> Section {
        Section::Question
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        match action {
            Action::Yes | Action::No if !self.is_painted => unread(view),
            Action::Yes => {
                self.asked = true;
                Effect::Do(self.command.clone())
            }
            Action::No => Effect::Close,
            Action::More => self.turn(view),
            // A wheel has no more than these.
            Action::Up => self.scroll(-1, view),
            Action::Down => self.scroll(1, view),
            _ => Effect::Nothing,
        }
    }

    /// Closes whatever became of it: the form below tells why it was refused.
    fn carried_out(&mut self, _outcome: &Outcome, _view: &View) -> Effect {
        match std::mem::take(&mut self.asked) {
            true => Effect::Close,
            false => Effect::Nothing,
        }
    }

    fn refresh(&mut self, view: &View) {
        let made_of = Some((view.register.revision, view.today));
        if self.made_of != made_of {
            self.made_of = made_of;
            self.outlook = outlook(view.register, &self.command, view.today).ok();
        }
        self.scroll(0, view);
    }

    fn painted(&mut self) {
        self.is_painted = true;
    }

    fn hints(&self, view: &View) -> Vec<Action> {
        let mut hints = vec![Action::Yes, Action::No];
        if self.layout(view).rows < self.shifts().len() {
            hints.push(Action::More);
        }
        hints
    }

    fn draw(&self, frame: &mut Frame, _area: Rect, view: &View) {
        let (theme, lang) = (view.theme, view.lang);
        let Layout { dialog, said, rows } = self.layout(view);
        let title = say!(lang, sv: "Vad som skulle ändras", en: "What would change");
        dialog.draw(frame, &title, theme);
        let columns = usize::from(dialog.inner.width);
        let all = self.shifts().len();
        let last = all.min(self.top + rows);
        let mut question = say!(lang, sv: "Spara ändringen?", en: "Save the change?");
        if rows < all {
            let first = self.top + 1;
            let place = say!(lang, sv: "{first}–{last} av {all}", en: "{first}–{last} of {all}");
            let room = columns.saturating_sub(fit::width(&question));
            question.push_str(&fit::right(
                &theme.plain(&place),
                room,
                theme.sign(Sign::More),
            ));
        }
        let said = said.into_iter().map(Line::from);
        let list = self.shifts()[self.top.min(last)..last].iter();
        let is_mixed = (self.outlook.as_ref()).is_some_and(|outlook| outlook.clock().is_none());
        let list = list.map(|shift| row(shift, is_mixed, columns, view));
        let question = Line::styled(question, theme.style(Role::Strong));
        let lines = said.chain(list).chain([question]);
        for (line, y) in lines.zip(dialog.inner.y..dialog.inner.bottom()) {
            let row = Rect {
                y,
                height: 1,
                ..dialog.inner
            };
            frame.render_widget(line, row);
        }
    }
}
