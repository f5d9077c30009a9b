//! The help: every key and what it does, what the signs mean, and the codes. Made from the tables, so that it cannot lie.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::moving::moved;
use super::{Effect, Screen, View};
use crate::action::{Action, Section};
use crate::domain::facts::attendance::{Code, Extra};
use crate::keys::{HelpRow, help_rows};
use crate::say;
use crate::text::Lang;
use crate::theme::{Role, Sign, Theme};
use crate::widgets::{fit, pane};

/// The help's lines, and the first one in view.
#[derive(Debug)]
pub struct Help {
    section: Section,
    lines: Vec<HelpLine>,
    made_for: Option<MadeFor>,
    top: usize,
}

/// What the lines were made for; where it is another, they are made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MadeFor {
    columns: u16,
    lang: Lang,
    theme: Theme,
    /// The register's, since its settings are told of.
    revision: u64,
}

#[derive(Debug)]
enum HelpLine {
    Blank,
    Title(String),
    /// A key, sign or letter, and a line of what it means.
    Row {
        left: String,
        right: String,
    },
}

impl Help {
    /// The help with the keys of a section first.
    pub fn new(section: Section, view: &View) -> Help {
        let mut help = Help {
            section,
            lines: Vec::new(),
            made_for: None,
            top: 0,
        };
        help.refresh(view);
        help
    }

    fn height(view: &View) -> usize {
        usize::from(pane::inside(view.area()).height)
    }

    /// The first line when the last one is in view.
    fn end(&self, view: &View) -> usize {
        self.lines.len().saturating_sub(Help::height(view))
    }
}

/// The parts of the help: a heading, and a sign with what it means below it.
type Part = (String, Vec<(String, String)>);

fn keys(section: Section, view: &View) -> Vec<Part> {
    let near = section.scope();
    let far = Section::ALL.iter().filter(|other| !near.contains(other));
    let sections: Vec<Section> = near.iter().chain(far).copied().collect();
    let mut parts: Vec<Part> = Vec::new();
    for row in help_rows(view.keymap, view.lang, view.theme.ascii, &sections) {
        match (row, parts.last_mut()) {
            (HelpRow::Title(title), _) => parts.push((title.to_owned(), Vec::new())),
            (HelpRow::Entry(entry), Some((_, rows))) => {
                rows.push((entry.keys, entry.help.to_owned()));
            }
            (HelpRow::Entry(_), None) => {}
        }
    }
    parts
}

fn signs(view: &View) -> Part {
    let (theme, lang) = (view.theme, view.lang);
    let rule = &view.register.settings.rule;
    let (length, near, plan) = (rule.length.text(), rule.near.text(), rule.plan.text());
    let rows = [
        (
            theme.sign(Sign::Unmarked),
            say!(lang,
                sv: "Omarkerad: väntas den dagen, men ingen har markerat än.",
                en: "Unmarked: expected that day, but nobody has marked yet."),
        ),
        (
            theme.sign(Sign::NotExpected),
            say!(lang,
                sv: "Väntas inte den dagen; ordet bredvid säger varför.",
                en: "Not expected that day; the word beside it says why."),
        ),
        (
            theme.sign(Sign::Away),
            say!(lang,
                sv: "Frånvarande en längre tid, som står på kortet; väntas inte.",
                en: "Away for a longer time, which the card tells; not expected."),
        ),
        (
            theme.sign(Sign::Plan),
            say!(lang,
                sv: "Längst till höger: {plan} månader har gått; dags att planera.",
                en: "At the far right: {plan} months have gone; time to plan."),
        ),
        (
            theme.sign(Sign::Near),
            say!(lang,
                sv: "Nära {length} månader: {near} har gått.",
                en: "Near {length} months: {near} have gone."),
        ),
        (
            theme.sign(Sign::Reached),
            say!(lang,
                sv: "Över: {length} månader har gått.",
                en: "Over: {length} months have gone."),
        ),
        (
            theme.sign(Sign::Note),
            say!(lang,
                sv: "Efter koden: det finns en anteckning.",
                en: "After the code: there is a note."),
        ),
        (
            "'",
            say!(lang,
                sv: "Efter kodens bokstav: en kollega har markerat.",
                en: "After the code's letter: a colleague marked."),
        ),
    ];
    let title = say!(lang, sv: "Tecknen", en: "The signs");
    let rows = rows.map(|(sign, text)| (sign.to_owned(), text));
    (title, rows.into())
}

fn codes(view: &View) -> Part {
    let lang = view.lang;
    let rows = Code::ALL.iter().map(|code| {
        let kind = code.kind();
        let counts = kind.counts.name().get(lang);
        let asks = match kind.extra {
            Extra::SpanRequired => say!(lang, sv: "; tider behövs", en: "; needs times"),
            Extra::NoteRequired => say!(lang, sv: "; anteckning behövs", en: "; needs a note"),
            _ => String::new(),
        };
        let name = kind.name.get(lang);
        (kind.key.to_string(), format!("{name} ({counts}{asks})"))
    });
    let title = say!(lang, sv: "Koderna", en: "The codes");
    (title, rows.collect())
}

/// The parts in lines of at most `columns`: what is too long goes on below, on either side.
fn lines(parts: &[Part], columns: usize, theme: Theme) -> Vec<HelpLine> {
    let widest = parts
        .iter()
        .flat_map(|(_, rows)| rows)
        .map(|(left, _)| fit::width(left))
        .max()
        .unwrap_or_default();
    let left_columns = widest.min(columns / 3);
    let right_columns = columns.saturating_sub(left_columns + 4);
    let mut lines = Vec::new();
    for (title, rows) in parts {
        if !lines.is_empty() {
            lines.push(HelpLine::Blank);
        }
        lines.push(HelpLine::Title(theme.plain(title)));
        for (left, right) in rows {
            let left = fit::wrap(left, left_columns);
            let right = fit::wrap(&theme.plain(right), right_columns);
            for i in 0..left.len().max(right.len()) {
                let piece = |pieces: &[String]| pieces.get(i).cloned().unwrap_or_default();
                lines.push(HelpLine::Row {
                    left: fit::left(&piece(&left), left_columns, ""),
                    right: piece(&right),
                });
            }
        }
    }
    lines
}

impl Screen for Help {
    fn section(&self) -> Section {
        Section::List
    }

    fn answers(&self, action: Action) -> bool {
        action == Action::Help
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        if action == Action::Help {
            return Effect::Close;
        }
        let rows = self.end(view) + 1;
        self.top = moved(action, self.top, rows, Help::height(view)).unwrap_or(self.top);
        Effect::Nothing
    }

    fn refresh(&mut self, view: &View) {
        let made_for = MadeFor {
            columns: view.size.0,
            lang: view.lang,
            theme: view.theme,
            revision: view.register.revision,
        };
        if self.made_for != Some(made_for) {
            self.made_for = Some(made_for);
            let mut parts = keys(self.section, view);
            parts.push(signs(view));
            parts.push(codes(view));
            let columns = usize::from(pane::inside(view.area()).width);
            self.lines = lines(&parts, columns, view.theme);
        }
        self.top = self.top.min(self.end(view));
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        vec![Action::Back, Action::PageDown, Action::PageUp]
    }

    fn draw(&self, frame: &mut Frame, _area: Rect, view: &View) {
        let theme = view.theme;
        let place = view.area();
        let inside = pane::inside(place);
        let window = self.top..self.lines.len().min(self.top + Help::height(view));
        let (from, to, all) = (self.top + 1, window.end, self.lines.len());
        let seen =
            say!(view.lang, sv: "rad {from}–{to} av {all}", en: "lines {from}–{to} of {all}");
        let title = say!(view.lang, sv: "Hjälp", en: "Help");
        pane::draw(frame, place, &title, &seen, theme);
        for (y, line) in (inside.y..).zip(&self.lines[window]) {
            let line = match line {
                HelpLine::Blank => continue,
                HelpLine::Title(title) => {
                    let style = theme.style(Role::Strong).add_modifier(Modifier::UNDERLINED);
                    Line::from(vec![Span::raw(" "), Span::styled(title.as_str(), style)])
                }
                HelpLine::Row { left, right } => Line::from(vec![
                    Span::raw(" "),
                    Span::styled(left.as_str(), theme.style(Role::Accent)),
                    Span::raw("  "),
                    Span::raw(right.as_str()),
                ]),
            };
            let row = Rect {
                y,
                height: 1,
                ..inside
            };
            frame.render_widget(line, row);
        }
    }
}
