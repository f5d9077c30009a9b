//! A list being read: its rows on the screen, the chosen one, and the window on them.

use ratatui::text::Line;
use ratatui::{Frame, layout::Rect};

use super::layout::Layout;
use super::{Key, Row, Shown};
use crate::action::{Action, Section};
use crate::domain::plain::shown;
use crate::lists::List;
use crate::screens::chrome::draw_heading;
use crate::screens::listing::{Choosable, Listing, Parts, divider, row};
use crate::screens::menu;
use crate::screens::{Effect, Needs, Outcome, Screen, View};
use crate::theme::{Role, Sign};
use crate::widgets::row::marker;
use crate::widgets::{fit, line};

/// What stands on one row of the screen.
#[derive(Clone, Debug, PartialEq)]
enum Place<K> {
    Heading(String),
    /// Instead of rows.
    None(String),
    Remark {
        group: usize,
        at: usize,
    },
    Row {
        group: usize,
        at: usize,
        key: K,
    },
}

impl<K> Choosable for Place<K> {
    fn is_choosable(&self) -> bool {
        matches!(self, Place::Row { .. })
    }

    fn is_told_of(&self) -> bool {
        !matches!(self, Place::Heading(_))
    }
}

/// Everything that the rows were made of.
type Stamp = (u64, chrono::NaiveDate, crate::text::Lang, u64);

/// A list being read.
struct ListScreen<S: Shown> {
    shown: S,
    list: S::List,
    places: Listing<Place<Key<S>>>,
    made_of: Option<Stamp>,
}

/// Opens a list.
pub fn open<S: Shown + 'static>(shown: S, view: &View) -> Box<dyn Screen> {
    let mut screen = ListScreen {
        list: shown.list(view),
        shown,
        places: Listing::default(),
        made_of: None,
    };
    let wanted = screen.shown.wanted(None, &screen.list, None, view);
    screen.fill(wanted, view);
    screen.made_of = Some(screen.stamp(view));
    screen.follow(view);
    Box::new(screen)
}

impl<S: Shown> ListScreen<S> {
    fn stamp(&self, view: &View) -> Stamp {
        let register = view.register;
        (
            register.revision,
            view.today,
            view.lang,
            self.shown.made_of(view),
        )
    }

    /// Puts the rows on the screen. The chosen one stays chosen, in the same group, wherever it has gone.
    fn fill(&mut self, wanted: Option<Key<S>>, view: &View) {
        let of = &view.telling();
        let list = &self.list;
        let mut places = Vec::new();
        for (group, rows) in list.groups().into_iter().enumerate() {
            places.extend(list.heading(group, of).map(Place::Heading));
            if rows.is_empty() {
                places.extend(list.none(group, of).map(Place::None));
            }
            places.extend(
                rows.iter()
                    .enumerate()
                    .map(|(at, row)| match list.remark(row, of) {
                        Some(_) => Place::Remark { group, at },
                        None => Place::Row {
                            group,
                            at,
                            key: list.key(row),
                        },
                    }),
            );
        }
        let named = |place: &Place<Key<S>>| match place {
            Place::Row { group, key, .. } => Some((*group, key.clone())),
            _ => None,
        };
        let was = self.places.chosen().and_then(named);
        let is_wanted = |place: &Place<Key<S>>| match (place, &wanted) {
            (Place::Row { key, .. }, Some(wanted)) => key == wanted,
            _ => false,
        };
        let again = |place: &Place<Key<S>>| was.is_some() && named(place) == was;
        let at = places.iter().position(is_wanted);
        let at = at.or_else(|| places.iter().position(again));
        let place = at.unwrap_or(self.places.place());
        self.places.fill(places, place);
    }

    fn row(&self, group: usize, at: usize) -> Option<&Row<S>> {
        self.list.groups().get(group)?.get(at)
    }

    fn chosen(&self) -> Option<&Row<S>> {
        match self.places.chosen()? {
            Place::Row { group, at, .. } => self.row(*group, *at),
            _ => None,
        }
    }

    fn is_empty(&self) -> bool {
        !self.places.rows().iter().any(Place::is_choosable)
    }

    fn follow(&mut self, view: &View) {
        let parts = self.parts(view);
        self.places.follow(parts);
    }

    /// The list stands below its title, what goes before it and the columns' names, and above what there is to say of
    /// the chosen row.
    fn parts(&self, view: &View) -> Parts {
        let above = self.shown.above(&self.list, view).len();
        let top = 2 + u16::try_from(above).unwrap_or(0);
        let room = self.shown.room(&self.list, view);
        let columns = Parts::columns(view);
        let lines = room
            .into_iter()
            .map(|paragraph| paragraph.div_ceil(columns));
        let foot = 1 + lines.sum::<usize>();
        // However much there is to say, some rows are seen.
        let rows = Parts::height(view).saturating_sub(usize::from(top));
        let most = self.shown.most_foot(rows);
        Parts::new(top, foot.min(most), view)
    }

    fn line(&self, at: usize, layout: &Layout, view: &View) -> Line<'static> {
        let (theme, of) = (view.theme, &view.telling());
        let more = theme.sign(Sign::More);
        let width = usize::from(view.size.0);
        let indented = |text: &str, role| {
            let text = fit::cut(&theme.plain(&shown(text)), width.saturating_sub(4), more);
            Line::styled(format!("   {text}"), theme.style(role))
        };
        match &self.places.rows()[at] {
            Place::Heading(text) => divider(&theme.plain(&shown(text)), width, view),
            Place::None(text) => indented(text, Role::Quiet),
            Place::Remark { group, at } => {
                let remark = self
                    .row(*group, *at)
                    .and_then(|row| self.list.remark(row, of));
                indented(&remark.unwrap_or_default(), Role::Warning)
            }
            Place::Row { group, at: row, .. } => {
                let cells = self.row(*group, *row).map(|row| {
                    self.list
                        .cells(row, *group, of, &|column| column.is_on(width))
                });
                let mut spans = vec![marker(at == self.places.place(), theme)];
                spans.extend(layout.spans(&cells.unwrap_or_default(), view));
                Line::from(spans)
            }
        }
    }

    /// What there is to say of the chosen row, and of the whole list.
    fn foot(&self, view: &View) -> Vec<(String, Role)> {
        let of = &view.telling();
        let about = self.chosen();
        let about = about.map(|row| self.shown.about(&self.list, row, view));
        let mut foot = about.unwrap_or_default();
        foot.extend(self.list.foot(of).map(|text| (text, Role::Quiet)));
        for (text, _) in &mut foot {
            *text = shown(text).into_owned();
        }
        foot
    }
}

impl<S: Shown> Screen for ListScreen<S> {
    fn section(&self) -> Section {
        self.shown.section()
    }

    fn menu(&self) -> &'static [Section] {
        self.shown.menu()
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        if action == Action::Open {
            return self.shown.open(&self.list, self.chosen(), view);
        }
        if let Some(effect) = self.shown.act(action, &self.list, view) {
            self.refresh(view);
            return effect;
        }
        let subject = self.shown.subject(&self.list, self.chosen());
        if !self.shown.menu().is_empty()
            && let Some(effect) = menu::answer(action, subject, view)
        {
            return effect;
        }
        let parts = self.parts(view);
        self.places.step(action, parts);
        if self.places.window(parts).end == self.places.rows().len() {
            self.shown.seen_to_the_end(view);
        }
        Effect::Nothing
    }

    fn tapped(&mut self, _column: u16, row: u16, view: &View) -> Effect {
        let parts = self.parts(view);
        self.places.tap(row, parts);
        Effect::Nothing
    }

    fn show_day(&mut self, day: chrono::NaiveDate, view: &View) -> bool {
        let shows = self.shown.show_day(day, view);
        self.refresh(view);
        shows
    }

    fn refresh(&mut self, view: &View) {
        let stamp = Some(self.stamp(view));
        if self.made_of != stamp {
            self.made_of = stamp;
            let list = self.shown.list(view);
            let was = match self.places.chosen() {
                Some(Place::Row { key, .. }) => Some(key),
                _ => None,
            };
            let wanted = self.shown.wanted(Some(&self.list), &list, was, view);
            self.list = list;
            self.fill(wanted, view);
        }
        self.follow(view);
    }

    fn carried_out(&mut self, outcome: &Outcome, view: &View) -> Effect {
        self.shown.carried_out(outcome, view)
    }

    fn needs(&self, view: &View) -> Needs {
        self.shown.needs(view)
    }

    fn hints(&self, view: &View) -> Vec<Action> {
        self.shown.hints(&self.list, self.chosen(), view)
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let (theme, of) = (view.theme, &view.telling());
        let parts = self.parts(view);
        let (title, beside) = (self.list.title(of), self.shown.beside(&self.list, view));
        draw_heading(frame, row(area, 0), view, &shown(&title), &shown(&beside));
        let above = self.shown.above(&self.list, view);
        for (y, line) in (1..).zip(above) {
            line::draw(frame, line, row(area, y));
        }
        if self.is_empty()
            && let Some(text) = self.shown.empty(view)
        {
            let room = usize::from(area.width).saturating_sub(2).min(80);
            for (y, line) in (parts.top..area.height).zip(fit::wrap(&theme.plain(&text), room)) {
                frame.render_widget(Line::from(format!(" {line}")), row(area, y));
            }
            return;
        }
        let layout = Layout::new(self.list.columns(), view);
        let names = Line::styled(layout.names(view), theme.style(Role::Quiet));
        line::draw(frame, names, row(area, parts.top - 1));
        let window = self.places.window(parts);
        parts.draw_rows(frame, area, window, |at| self.line(at, &layout, view));
        parts.draw_hidden(frame, area, self.places.hidden(parts), view);
        parts.draw_foot(frame, area, self.foot(view), view);
    }
}
