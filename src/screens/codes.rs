//! The menu of all codes for one person's day: a letter, a tap or the marker chooses.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::board::mark_or_ask;
use super::moving::moved;
use super::{Effect, Needs, Outcome, Screen, View, Width, meanwhile};
use crate::action::{Action, Section};
use crate::domain::calendar::long_date;
use crate::domain::decide::subject::Subject;
use crate::domain::facts::attendance::{Code, Extra};
use crate::domain::facts::participant::PersonId;
use crate::theme::{Role, Sign};
use crate::widgets::dialog::Dialog;
use crate::widgets::scroll::Scroll;
use crate::widgets::{fit, row};

/// The widest word for what a code counts as, and the narrowest that still says something.
const WORD_COLUMNS: std::ops::RangeInclusive<usize> = 8..=16;
/// The blanks between two columns of codes.
const GUTTER: usize = 2;

/// The menu's state.
#[derive(Debug)]
pub struct Codes {
    who: PersonId,
    day: NaiveDate,
    chosen: usize,
    scroll: Scroll,
    /// A mark was asked for, and what became of it has not been told yet.
    asked: bool,
    /// The day as it was when the menu was opened, or as somebody has said yes to.
    known: Option<Subject>,
    /// The day as it was asked about, until a yes.
    asked_about: Option<Subject>,
    /// The code chosen, once more where it was asked about.
    code: Option<Code>,
}

impl Codes {
    /// The menu for a person's day, with the marker at the present code.
    pub fn new(who: PersonId, day: NaiveDate, view: &View) -> Codes {
        let now = view.register.marks.mark(who, day).map(|mark| mark.code);
        let mut codes = Codes {
            who,
            day,
            chosen: Code::ALL
                .iter()
                .position(|code| Some(*code) == now)
                .unwrap_or(0),
            scroll: Scroll::default(),
            asked: false,
            known: Subject::cell(view.register, who, day),
            asked_about: None,
            code: None,
        };
        codes.refresh(view);
        codes
    }

    fn choose(&mut self, code: Code, view: &View) -> Effect {
        self.code = Some(code);
        if self.has_changed(view) {
            return self.ask(view);
        }
        match mark_or_ask(self.who, self.day, code) {
            Effect::Open(form) => Effect::Replace(form),
            effect => {
                self.asked = true;
                meanwhile::only_while(self.known.clone(), effect)
            }
        }
    }

    /// Whether a colleague has marked the day under the menu.
    fn has_changed(&self, view: &View) -> bool {
        let now = Subject::cell(view.register, self.who, self.day);
        self.known.is_some() && now.is_some() && now != self.known
    }

    /// Asks whether what a colleague has marked is to be written over.
    fn ask(&mut self, view: &View) -> Effect {
        self.asked_about = Subject::cell(view.register, self.who, self.day);
        match (&self.known, &self.asked_about) {
            (Some(was), Some(now)) => meanwhile::ask(was, now, view),
            _ => Effect::Nothing,
        }
    }

    fn title(&self, room: usize, view: &View) -> String {
        let person = view.register.people.get(&self.who);
        let name = person.map(|person| view.name(person)).unwrap_or_default();
        let dot = view.theme.sign(Sign::Dot);
        let day = format!(" {dot} {}", long_date(self.day, view.lang));
        let room = room.saturating_sub(fit::width(&day));
        format!(
            "{}{day}",
            fit::cut(&name, room, view.theme.sign(Sign::More))
        )
    }
}

/// Where the codes stand: for drawing and for taps alike.
struct Layout {
    dialog: Dialog,
    inside: Rect,
    /// Columns of codes, read downwards.
    columns: usize,
    /// Codes in the longest column.
    rows: usize,
    name: usize,
    word: usize,
}

impl Layout {
    fn new(view: &View) -> Layout {
        let area = view.area();
        let columns = match view.width() {
            Width::Wide => 2,
            Width::Medium | Width::Narrow => 1,
        };
        let rows = Code::ALL.len().div_ceil(columns);
        let longest = Code::ALL
            .iter()
            .map(|code| fit::width(&name(*code, view)))
            .max()
            .unwrap_or_default();
        let (narrowest, widest) = (*WORD_COLUMNS.start(), *WORD_COLUMNS.end());
        let wanted = (Layout::FIXED + longest + widest) * columns + GUTTER * (columns - 1);
        let asked = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        // A blank and a line on either side.
        let dialog = Dialog::place(area, asked(wanted + 4), asked(rows));
        let inside = dialog.inner;
        let each = (usize::from(inside.width) - GUTTER * (columns - 1)) / columns;
        let room = each.saturating_sub(Layout::FIXED);
        let word = room
            .saturating_sub(longest)
            .clamp(narrowest, widest)
            .min(room);
        Layout {
            dialog,
            inside,
            columns,
            rows,
            name: room - word,
            word,
        }
    }

    /// The marker, the letter with its blank, and the blank before the word.
    const FIXED: usize = row::MARKER_COLUMNS + 3;

    fn each(&self) -> usize {
        Layout::FIXED + self.name + self.word + GUTTER
    }

    fn height(&self) -> usize {
        usize::from(self.inside.height)
    }
}

/// The name of a code; three dots after it where it cannot be without times or a note.
fn name(code: Code, view: &View) -> String {
    let kind = code.kind();
    let more = match kind.extra {
        Extra::SpanRequired | Extra::NoteRequired => " …",
        _ => "",
    };
    view.theme
        .plain(&format!("{}{more}", kind.name.get(view.lang)))
}

impl Screen for Codes {
    fn section(&self) -> Section {
        Section::Codes
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        let layout = Layout::new(view);
        let column = layout.rows * (layout.columns - 1);
        let last = Code::ALL.len() - 1;
        match action {
            Action::Open => return self.choose(Code::ALL[self.chosen], view),
            Action::Yes => {
                self.known = self.asked_about.take().or(self.known.take());
                let code = self.code.take();
                return code.map_or(Effect::Nothing, |code| self.choose(code, view));
            }
            Action::Left => {
                self.chosen = self.chosen.checked_sub(column).unwrap_or(self.chosen);
            }
            Action::Right if self.chosen < layout.rows => {
                self.chosen = (self.chosen + column).min(last);
            }
            action => {
                let to = moved(action, self.chosen, Code::ALL.len(), layout.height());
                self.chosen = to.unwrap_or(self.chosen);
            }
        }
        self.refresh(view);
        Effect::Nothing
    }

    fn typed(&mut self, key: KeyEvent, view: &View) -> Option<Effect> {
        let KeyCode::Char(letter) = key.code else {
            return None;
        };
        let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
        let letter = letter.to_lowercase();
        let code = Code::ALL
            .iter()
            .find(|code| plain && letter.clone().eq([code.kind().key]))?;
        Some(self.choose(*code, view))
    }

    fn tapped(&mut self, column: u16, row: u16, view: &View) -> Effect {
        let layout = Layout::new(view);
        if !layout.inside.contains((column, row).into()) {
            return Effect::Nothing;
        }
        let across = usize::from(column - layout.inside.x) / layout.each();
        let down = self.scroll.top + usize::from(row - layout.inside.y);
        let at = across * layout.rows + down;
        match Code::ALL.get(at) {
            Some(code) if across < layout.columns && down < layout.rows => {
                self.chosen = at;
                self.choose(*code, view)
            }
            _ => Effect::Nothing,
        }
    }

    fn carried_out(&mut self, outcome: &Outcome, view: &View) -> Effect {
        let own = std::mem::take(&mut self.asked);
        match outcome {
            // A colleague was quicker.
            Outcome::Failed(_) if own && self.has_changed(view) => self.ask(view),
            Outcome::Written(_) | Outcome::Unchanged if own => Effect::Close,
            _ => Effect::Nothing,
        }
    }

    fn refresh(&mut self, view: &View) {
        let layout = Layout::new(view);
        let row = self.chosen % layout.rows;
        self.scroll.follow(row, layout.rows, layout.height());
    }

    fn needs(&self, _view: &View) -> Needs {
        Needs {
            days: vec![self.day],
            ..Needs::default()
        }
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Frame, _area: Rect, view: &View) {
        let layout = Layout::new(view);
        let window = self.scroll.window(layout.rows, layout.height());
        let codes = |is_hidden: &dyn Fn(usize) -> bool| {
            let rows = (0..Code::ALL.len()).map(|at| at % layout.rows);
            rows.filter(|row| is_hidden(*row)).count()
        };
        let hidden = (
            codes(&|row| row < window.start),
            codes(&|row| row >= window.end),
        );
        let title = self.title(layout.dialog.room(hidden, view.theme), view);
        layout.dialog.draw_listed(frame, &title, hidden, view.theme);
        for (y, down) in (layout.inside.y..).zip(window) {
            let mut spans = Vec::new();
            for across in 0..layout.columns {
                let at = across * layout.rows + down;
                if let Some(code) = Code::ALL.get(at) {
                    spans.extend(cell(*code, at == self.chosen, &layout, view));
                }
            }
            let line = Rect {
                y,
                height: 1,
                ..layout.inside
            };
            frame.render_widget(Line::from(spans), line);
        }
    }
}

fn cell(code: Code, chosen: bool, layout: &Layout, view: &View) -> [Span<'static>; 5] {
    let (theme, kind) = (view.theme, code.kind());
    let more = theme.sign(Sign::More);
    let role = theme.style(theme.counts(kind.counts));
    let word = kind.counts.name().get(view.lang);
    [
        row::marker(chosen, theme),
        Span::styled(format!("{} ", kind.key), role.add_modifier(Modifier::BOLD)),
        Span::raw(fit::left(&name(code, view), layout.name, more)),
        Span::styled(
            format!(" {}", fit::left(word, layout.word, more)),
            theme.style(Role::Quiet),
        ),
        Span::raw(" ".repeat(GUTTER)),
    ]
}
