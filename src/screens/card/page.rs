//! The lines of a card as they are written: headings, sentences and fields, cut to the columns there are.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::screens::{View, Width};
use crate::theme::Role;
use crate::widgets::fit;

/// The columns of a field's name, with the margin before and a blank after it.
const LABEL: usize = 15;
/// From so many rows each part has a blank row before it.
const AIRY: u16 = 30;

/// Lines being written, with what is needed to cut them.
pub struct Page<'a, 'v> {
    pub lines: Vec<Line<'static>>,
    pub columns: usize,
    pub view: &'a View<'v>,
}

impl<'a, 'v> Page<'a, 'v> {
    pub fn new(view: &'a View<'v>) -> Page<'a, 'v> {
        Page {
            lines: Vec::new(),
            columns: usize::from(view.size.0),
            view,
        }
    }

    pub fn style(&self, role: Role) -> Style {
        self.view.theme.style(role)
    }

    pub fn heading(&mut self, text: String) {
        let style = self.style(Role::Accent).add_modifier(Modifier::BOLD);
        if self.view.size.1 >= AIRY {
            self.lines.push(Line::default());
        }
        for line in fit::wrap(
            &self.view.theme.plain(&text),
            self.columns.saturating_sub(2),
        ) {
            self.lines
                .push(Line::from(Span::styled(format!(" {line}"), style)));
        }
    }

    pub fn text(&mut self, indent: usize, text: &str, role: Role) {
        let style = self.style(role);
        let room = self.columns.saturating_sub(indent + 1);
        for line in fit::wrap(&self.view.theme.plain(text), room) {
            let line = Span::styled(line, style);
            self.lines
                .push(Line::from(vec![Span::raw(" ".repeat(indent)), line]));
        }
    }

    pub fn field(&mut self, name: &str, value: &str) {
        let label = Span::styled(
            format!(" {} ", fit::left(name, LABEL - 2, "")),
            self.style(Role::Quiet),
        );
        let value = self.view.theme.plain(value);
        let mut lines = fit::wrap(&value, self.columns.saturating_sub(LABEL + 1)).into_iter();
        let first = lines.next().unwrap_or_default();
        self.lines.push(Line::from(vec![label, Span::raw(first)]));
        for line in lines {
            self.lines
                .push(Line::from(format!("{}{line}", " ".repeat(LABEL))));
        }
    }

    /// Fields two by two where both fit, else one below the other.
    pub fn fields(&mut self, fields: Vec<(String, String)>) {
        let half = self.columns / 2;
        let fits = |value: &str| fit::width(value) + LABEL < half;
        let wide = self.view.width() != Width::Narrow;
        let mut fields = fields
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .peekable();
        while let Some((name, value)) = fields.next() {
            self.field(&name, &value);
            if wide
                && fits(&value)
                && let Some((name, value)) = fields.next_if(|(_, value)| fits(value))
            {
                let quiet = self.style(Role::Quiet);
                let value = self.view.theme.plain(&value);
                if let Some(line) = self.lines.last_mut() {
                    let used = line.width();
                    line.push_span(Span::raw(" ".repeat(half.saturating_sub(used))));
                    let name = format!(" {} ", fit::left(&name, LABEL - 2, ""));
                    line.push_span(Span::styled(name, quiet));
                    line.push_span(Span::raw(value));
                }
            }
        }
    }
}
