//! Everything that can be done where the palette was opened, found by a few letters of its words.

use std::cmp::Reverse;
use std::ops::Range;

use crossterm::event::KeyEvent;
use deunicode::deunicode_char;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::moving::moved;
use super::query::{Pressed, Query};
use super::{Effect, Screen, View};
use crate::action::{Action, Section};
use crate::keys::{Entry, entries};
use crate::say;
use crate::theme::{Role, Sign};
use crate::widgets::dialog::Dialog;
use crate::widgets::scroll::Scroll;
use crate::widgets::{fit, row};

/// What can be done, and what of it the query fits.
pub struct Palette {
    known: Vec<Known>,
    query: Query,
    matcher: SkimMatcherV2,
    rows: Vec<Row>,
    /// The chosen one of the rows that are actions.
    chosen: usize,
    scroll: Scroll,
}

/// An action and its words, folded: one letter for each letter, so that places are the same in both.
struct Known {
    entry: Entry,
    label: Vec<char>,
    help: String,
}

enum Row {
    Title(&'static str),
    Action {
        /// Its place among the known.
        at: usize,
        /// The matched letters of its label.
        matched: Vec<usize>,
    },
}

impl Palette {
    /// The palette of a screen whose keys are those of a section, and whose menu has these tables.
    pub fn new(section: Section, menu: &[Section], view: &View) -> Palette {
        // What is done here and with whom is chosen, before how to move about.
        let own = |section: &&Section| ![Section::Moving, Section::General].contains(section);
        let mut sections: Vec<Section> = section.scope().iter().filter(own).copied().collect();
        sections.extend(menu);
        sections.extend(section.scope().iter().filter(|section| !own(section)));
        if !sections.contains(&Section::General) {
            sections.push(Section::General);
        }
        let known = entries(view.keymap, view.lang, view.theme.ascii, &sections)
            .into_iter()
            .filter(|entry| entry.action != Action::Palette)
            .map(|entry| Known {
                label: folded(entry.label).chars().collect(),
                help: folded(entry.help),
                entry,
            })
            .collect();
        let mut palette = Palette {
            known,
            query: Query::default(),
            matcher: SkimMatcherV2::default().respect_case(),
            rows: Vec::new(),
            chosen: 0,
            scroll: Scroll::default(),
        };
        palette.search(view);
        palette
    }

    fn search(&mut self, view: &View) {
        let query = folded(self.query.text());
        let terms: Vec<&str> = query.split_whitespace().collect();
        self.rows = if terms.is_empty() {
            self.everything(view)
        } else {
            self.fitting(&terms)
        };
        self.chosen = 0;
        self.scroll = Scroll::default();
    }

    fn everything(&self, view: &View) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut under = None;
        for (at, known) in self.known.iter().enumerate() {
            let section = known.entry.action.section();
            if under != Some(section) {
                rows.push(Row::Title(section.title().get(view.lang)));
                under = Some(section);
            }
            let matched = Vec::new();
            rows.push(Row::Action { at, matched });
        }
        rows
    }

    fn fitting(&self, terms: &[&str]) -> Vec<Row> {
        let mut found: Vec<(i64, usize, Vec<usize>)> = self
            .known
            .iter()
            .enumerate()
            .filter_map(|(at, known)| {
                let (worth, matched) = known.fit(terms, &self.matcher)?;
                Some((worth, at, matched))
            })
            .collect();
        found.sort_by_key(|(worth, at, _)| (Reverse(*worth), *at));
        found
            .into_iter()
            .map(|(_, at, matched)| Row::Action { at, matched })
            .collect()
    }

    /// Which rows are actions.
    fn actions(&self) -> impl Iterator<Item = (usize, Action)> {
        self.rows
            .iter()
            .enumerate()
            .filter_map(|(i, row)| match row {
                Row::Title(_) => None,
                Row::Action { at, .. } => Some((i, self.known[*at].entry.action)),
            })
    }

    fn chosen(&self) -> Option<(usize, Action)> {
        self.actions().nth(self.chosen)
    }

    /// How many actions are out of sight, above and below.
    fn hidden(&self, window: &Range<usize>) -> (usize, usize) {
        let above = self.actions().filter(|(row, _)| *row < window.start);
        let below = self.actions().filter(|(row, _)| *row >= window.end);
        (above.count(), below.count())
    }

    fn perform(&self) -> Effect {
        self.chosen()
            .map_or(Effect::Nothing, |(_, action)| Effect::Pass(action))
    }
}

/// What a term is worth beside the matcher's own score, which is in the low hundreds: a word of the label that begins
/// with it, before one of the name in keymaps, before letters scattered over them, before a word of the help.
const LABEL_BEGINS: i64 = 4000;
const NAME_BEGINS: i64 = 3000;
const LABEL_SCATTERED: i64 = 2000;
const NAME_SCATTERED: i64 = 1000;
const HELP_BEGINS: i64 = 0;

impl Known {
    /// How well every one of the terms fits, and the letters of the label that do; `None` where one does not.
    fn fit(&self, terms: &[&str], matcher: &SkimMatcherV2) -> Option<(i64, Vec<usize>)> {
        let label: String = self.label.iter().collect();
        let (mut worth, mut matched) = (0, Vec::new());
        for term in terms {
            let (more, letters) = self.fit_one(term, &label, matcher)?;
            worth += more;
            matched.extend(letters);
        }
        matched.sort_unstable();
        matched.dedup();
        Some((worth, matched))
    }

    fn fit_one(
        &self,
        term: &str,
        label: &str,
        matcher: &SkimMatcherV2,
    ) -> Option<(i64, Vec<usize>)> {
        let name = self.entry.action.name();
        if let Some(at) = word_beginning(label, term) {
            let letters = (at..at + term.chars().count()).collect();
            return Some((LABEL_BEGINS, letters));
        }
        if word_beginning(name, term).is_some() {
            return Some((NAME_BEGINS, Vec::new()));
        }
        if let Some((score, letters)) = matcher.fuzzy_indices(label, term) {
            return Some((LABEL_SCATTERED + score, letters));
        }
        if let Some((score, _)) = matcher.fuzzy_indices(name, term) {
            return Some((NAME_SCATTERED + score, Vec::new()));
        }
        // Letters scattered over a whole sentence would fit nearly everything.
        word_beginning(&self.help, term).map(|_| (HELP_BEGINS, Vec::new()))
    }
}

/// Where a word begins with a term, in characters.
fn word_beginning(text: &str, term: &str) -> Option<usize> {
    let mut before = None;
    for (index, (at, c)) in text.char_indices().enumerate() {
        let begins = before.is_none_or(|before: char| !before.is_alphanumeric());
        if begins && text[at..].starts_with(term) {
            return Some(index);
        }
        before = Some(c);
    }
    None
}

/// The text in small ASCII letters, one for each character.
fn folded(text: &str) -> String {
    let fold = |c: char| {
        let plain = deunicode_char(c).and_then(|plain| plain.chars().next());
        plain.unwrap_or(c).to_ascii_lowercase()
    };
    text.chars().map(fold).collect()
}

/// Where the parts stand: for drawing and for taps alike.
struct Layout {
    dialog: Dialog,
    query: Rect,
    rows: Rect,
    label: usize,
    /// 0 where there is no room for a sentence.
    help: usize,
    keys: usize,
}

impl Layout {
    /// As wide as the longest sentence with its label and keys.
    const COLUMNS: u16 = 112;
    const ROWS: u16 = 22;
    /// Wide enough for the longest single key with the menu's before it; the help shows all of an action's.
    const KEYS: usize = 14;
    /// The widest label, by the table of actions.
    const LABEL: usize = 14;

    fn new(palette: &Palette, view: &View) -> Layout {
        let dialog = Dialog::place(view.area(), Layout::COLUMNS, Layout::ROWS);
        let inside = dialog.inner;
        let top = inside.height.min(1);
        let room = usize::from(inside.width).saturating_sub(row::MARKER_COLUMNS);
        let widest = palette
            .known
            .iter()
            .map(|known| fit::width(&known.entry.keys))
            .max()
            .unwrap_or_default();
        let keys = widest.min(room / 3).min(Layout::KEYS);
        let label = Layout::LABEL.min(room.saturating_sub(keys + 1));
        let rest = room.saturating_sub(label + keys + 2);
        let help = if rest < 20 { 0 } else { rest };
        Layout {
            dialog,
            query: Rect {
                height: top,
                ..inside
            },
            rows: Rect {
                y: inside.y + top,
                height: inside.height - top,
                ..inside
            },
            // Without sentences the keys stand at the right all the same.
            label: if help > 0 {
                label
            } else {
                room.saturating_sub(keys + 1)
            },
            help,
            keys,
        }
    }

    fn height(&self) -> usize {
        usize::from(self.rows.height)
    }
}

impl Screen for Palette {
    fn section(&self) -> Section {
        Section::List
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        match action {
            Action::Open => return self.perform(),
            action if self.query.go(action) => {}
            action => {
                let height = Layout::new(self, view).height();
                let to = moved(action, self.chosen, self.actions().count(), height);
                self.chosen = to.unwrap_or(self.chosen);
            }
        }
        self.refresh(view);
        Effect::Nothing
    }

    fn typed(&mut self, key: KeyEvent, view: &View) -> Option<Effect> {
        let pressed = self.query.press(key);
        if pressed == Pressed::Changed {
            self.search(view);
        }
        (pressed != Pressed::Nothing).then_some(Effect::Nothing)
    }

    fn pasted(&mut self, text: &str, view: &View) -> bool {
        self.query.paste(text);
        self.search(view);
        true
    }

    fn tapped(&mut self, column: u16, row: u16, view: &View) -> Effect {
        let layout = Layout::new(self, view);
        if !layout.rows.contains((column, row).into()) {
            return Effect::Nothing;
        }
        let at = self.scroll.top + usize::from(row - layout.rows.y);
        match self.actions().find(|(row, _)| *row == at) {
            Some((_, action)) => Effect::Pass(action),
            None => Effect::Nothing,
        }
    }

    fn refresh(&mut self, view: &View) {
        let height = Layout::new(self, view).height();
        let row = self.chosen().map_or(0, |(row, _)| row);
        self.scroll.follow(row, self.rows.len(), height);
        // The first heading comes into view with the first action.
        if self.chosen == 0 {
            self.scroll.top = 0;
        }
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Frame, _area: Rect, view: &View) {
        let theme = view.theme;
        let layout = Layout::new(self, view);
        let title = say!(view.lang, sv: "Vad går att göra", en: "What can be done");
        let window = self.scroll.window(self.rows.len(), layout.height());
        let hidden = self.hidden(&window);
        layout.dialog.draw_listed(frame, &title, hidden, theme);
        self.query.draw(frame, layout.query, ":", theme);
        if self.rows.is_empty() {
            let text = say!(view.lang,
                sv: "  Inget sådant. Pröva ett annat ord.",
                en: "  Nothing like that. Try another word.");
            let text = Paragraph::new(text).style(theme.style(Role::Quiet));
            frame.render_widget(text, layout.rows);
        }
        let chosen = self.chosen().map(|(row, _)| row);
        for (y, at) in (layout.rows.y..).zip(window) {
            let line = match &self.rows[at] {
                Row::Title(title) => {
                    let style = theme.style(Role::Quiet).add_modifier(Modifier::UNDERLINED);
                    Line::from(Span::styled(*title, style))
                }
                Row::Action { at: known, matched } => {
                    let entry = &self.known[*known].entry;
                    action_line(entry, matched, Some(at) == chosen, &layout, view)
                }
            };
            let place = Rect {
                y,
                height: 1,
                ..layout.rows
            };
            frame.render_widget(line, place);
        }
    }
}

fn action_line(
    entry: &Entry,
    matched: &[usize],
    chosen: bool,
    layout: &Layout,
    view: &View,
) -> Line<'static> {
    let theme = view.theme;
    let more = theme.sign(Sign::More);
    let mut spans = vec![row::marker(chosen, theme)];
    spans.extend(row::matched(entry.label, layout.label, matched, theme));
    if layout.help > 0 {
        let help = fit::left(&theme.plain(entry.help), layout.help, more);
        spans.push(Span::styled(format!(" {help}"), theme.style(Role::Quiet)));
    }
    let keys = fit::right(&entry.keys, layout.keys, more);
    spans.push(Span::styled(format!(" {keys}"), theme.style(Role::Accent)));
    Line::from(spans)
}
