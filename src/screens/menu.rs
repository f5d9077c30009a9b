//! The menu of what can be done with whom or what was chosen: a letter, a tap or the marker does it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::moving::moved;
use super::{Effect, Screen, View};
use crate::action::{Action, Section};
use crate::domain::facts::participant::PersonId;
use crate::say;
use crate::theme::{Role, Sign};
use crate::widgets::dialog::Dialog;
use crate::widgets::scroll::Scroll;
use crate::widgets::{fit, row};

mod deeds;

pub use deeds::{On, Subject};

/// The menu's state. It goes on being about what it was opened on, whatever becomes of the list below.
#[derive(Debug)]
pub struct Menu {
    subject: Subject,
    chosen: usize,
    scroll: Scroll,
    /// Whether something was done, and not only looked at.
    acted: bool,
}

/// What a screen that shows somebody does with the actions of the menu; `None` for any other action. It is what the
/// palette leads to, too, which names them all.
pub fn answer(action: Action, subject: Subject, view: &View) -> Option<Effect> {
    match action {
        Action::Menu if subject.is_nothing() => Some(Effect::refuse(say!(view.lang,
            sv: "Ingen är vald.",
            en: "Nobody is chosen."))),
        Action::Menu => Some(Effect::Open(super::Opening::Menu(subject))),
        action if action.section().is_menu() => {
            let done = subject.perform(action, view);
            Some(done.unwrap_or_else(Effect::refuse))
        }
        _ => None,
    }
}

impl Menu {
    pub fn new(subject: Subject, view: &View) -> Menu {
        let mut menu = Menu {
            subject,
            chosen: 0,
            scroll: Scroll::default(),
            acted: false,
        };
        menu.refresh(view);
        menu
    }

    fn perform(&mut self, action: Action, view: &View) -> Effect {
        // What a list shows is the list's own.
        if action == Action::ShowHandled {
            return Effect::Pass(action);
        }
        match self.subject.perform(action, view) {
            Ok(effect) => {
                self.acted = true;
                Effect::All(vec![Effect::Close, effect])
            }
            Err(why) => Effect::refuse(why),
        }
    }

    fn deeds(&self, view: &View) -> Vec<Action> {
        let deeds = self.subject.deeds();
        deeds.filter(|deed| view.keymap.allows(*deed)).collect()
    }
}

/// Where the parts stand: for drawing and for taps alike.
struct Layout {
    dialog: Dialog,
    key: usize,
    /// 0 where there is no room for a sentence.
    help: usize,
}

impl Layout {
    /// As wide as the longest sentence with its letter and label.
    const COLUMNS: u16 = 100;
    /// The widest label, by the table of actions.
    const LABEL: usize = 14;

    fn new(menu: &Menu, view: &View) -> Layout {
        let deeds = menu.deeds(view);
        let rows = u16::try_from(deeds.len()).unwrap_or(u16::MAX - 2);
        let dialog = Dialog::place(view.area(), Layout::COLUMNS, rows);
        let widest = deeds.iter().map(|deed| fit::width(&key(*deed, view))).max();
        let key = widest.unwrap_or_default();
        let fixed = row::MARKER_COLUMNS + key + 1 + Layout::LABEL + 1;
        let rest = usize::from(dialog.inner.width).saturating_sub(fixed);
        let help = if rest < 20 { 0 } else { rest };
        Layout { dialog, key, help }
    }

    fn height(&self) -> usize {
        usize::from(self.dialog.inner.height)
    }
}

/// The letter of a deed; nothing where the keymap gives it none.
fn key(deed: Action, view: &View) -> String {
    let key = (view.keymap).first_key(deed, view.lang, view.theme.ascii);
    key.unwrap_or_default()
}

impl Screen for Menu {
    fn section(&self) -> Section {
        self.subject.section()
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        let deeds = self.deeds(view);
        match action {
            Action::Open => match deeds.get(self.chosen) {
                Some(deed) => self.perform(*deed, view),
                None => Effect::Nothing,
            },
            action if deeds.contains(&action) => self.perform(action, view),
            action => {
                let height = Layout::new(self, view).height();
                let to = moved(action, self.chosen, deeds.len(), height);
                self.chosen = to.unwrap_or(self.chosen);
                self.refresh(view);
                Effect::Nothing
            }
        }
    }

    fn tapped(&mut self, column: u16, row: u16, view: &View) -> Effect {
        let inner = Layout::new(self, view).dialog.inner;
        if !inner.contains((column, row).into()) {
            return Effect::Nothing;
        }
        let at = self.scroll.top + usize::from(row - inner.y);
        match self.deeds(view).get(at) {
            Some(deed) => {
                self.chosen = at;
                self.perform(*deed, view)
            }
            None => Effect::Nothing,
        }
    }

    fn about(&self) -> Option<PersonId> {
        self.subject.who.filter(|_| self.acted)
    }

    fn refresh(&mut self, view: &View) {
        let rows = self.deeds(view).len();
        let height = Layout::new(self, view).height();
        self.scroll.follow(self.chosen, rows, height);
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        vec![Action::Open, Action::Back, Action::Down]
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Frame, _area: Rect, view: &View) {
        let layout = Layout::new(self, view);
        let deeds = self.deeds(view);
        let hidden = self.scroll.hidden(deeds.len(), layout.height());
        let title = self.subject.title(view);
        layout.dialog.draw_listed(frame, &title, hidden, view.theme);
        let window = self.scroll.window(deeds.len(), layout.height());
        for (y, at) in (layout.dialog.inner.y..).zip(window) {
            let line = self.line(deeds[at], at == self.chosen, &layout, view);
            let place = Rect {
                y,
                height: 1,
                ..layout.dialog.inner
            };
            frame.render_widget(line, place);
        }
    }
}

impl Menu {
    /// The letter, the word and what it does; or, quieter, why it cannot be done.
    fn line(&self, deed: Action, chosen: bool, layout: &Layout, view: &View) -> Line<'static> {
        let (theme, lang) = (view.theme, view.lang);
        let more = theme.sign(Sign::More);
        let why_not = self.subject.why_not(deed, view);
        let style = |role: Role| match &why_not {
            Some(_) => theme.style(Role::Quiet),
            None => theme.style(role),
        };
        let bold = |style: Style| style.add_modifier(Modifier::BOLD);
        let mut spans = vec![
            row::marker(chosen, theme),
            Span::styled(
                format!("{} ", fit::left(&key(deed, view), layout.key, more)),
                match why_not {
                    Some(_) => style(Role::Quiet),
                    None => bold(style(Role::Accent)),
                },
            ),
            Span::styled(
                fit::left(&theme.plain(deed.label(lang)), Layout::LABEL, more),
                style(Role::Plain),
            ),
        ];
        if layout.help > 0 {
            let text = why_not.as_deref().unwrap_or(deed.help(lang));
            let text = fit::left(&theme.plain(text), layout.help, more);
            spans.push(Span::styled(format!(" {text}"), theme.style(Role::Quiet)));
        }
        Line::from(spans)
    }
}
