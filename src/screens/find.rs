//! Finding a person letter by letter, among those at the unit and those who were.

use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::board::row::free_sign;
use super::moving::moved;
use super::query::{Pressed, Query};
use super::{Effect, Needs, Opening, Screen, View};
use crate::action::{Action, Section};
use crate::domain::facts::participant::{Participant, PersonId, Protection};
use crate::domain::plain::shown;
use crate::domain::reckon::expected::{Expected, expected};
use crate::domain::search::{Entry, Finder, Hit, Number, before};
use crate::lists::whereabouts::{Time, place};
use crate::say;
use crate::theme::{Role, Sign};
use crate::widgets::scroll::{Scroll, draw_hidden, hidden_rows};
use crate::widgets::{fit, line, pane, row};

/// So many hits are listed; whoever wants more types another letter.
const LISTED: usize = 500;

/// What is searched for, and who was found.
pub struct Find {
    query: Query,
    finder: Finder,
    /// The register's revision and the day that the finder was made from.
    made_of: (u64, NaiveDate),
    hits: Vec<Hit>,
    chosen: usize,
    scroll: Scroll,
}

impl Find {
    pub fn new(view: &View) -> Find {
        let finder = finder(view);
        Find {
            hits: finder.find("", LISTED),
            query: Query::default(),
            finder,
            made_of: (view.register.revision, view.today),
            chosen: 0,
            scroll: Scroll::default(),
        }
    }

    fn search(&mut self, view: &View) {
        let query = self.query.text();
        self.hits = self.finder.find(query, LISTED);
        if let Some(number) = Number::read(query) {
            let found = number.find(view.register.shown(), view.today);
            self.hits = before(found, std::mem::take(&mut self.hits), query);
            self.hits.truncate(LISTED);
        }
        self.chosen = 0;
        self.scroll = Scroll::default();
    }

    fn who(&self) -> Option<PersonId> {
        self.hits.get(self.chosen).map(|hit| PersonId(hit.id))
    }

    fn in_view(&self, view: &View) -> impl Iterator<Item = PersonId> {
        let height = Layout::new(view).height();
        let window = self.scroll.window(self.hits.len(), height);
        self.hits[window].iter().map(|hit| PersonId(hit.id))
    }

    fn open(&self) -> Effect {
        self.who()
            .map_or(Effect::Nothing, |who| Effect::Replace(Opening::Card(who)))
    }

    fn count(&self, view: &View) -> String {
        let n = self.hits.len();
        match n {
            1 => say!(view.lang, sv: "1 träff", en: "1 match"),
            LISTED => say!(view.lang, sv: "{n} träffar eller fler", en: "{n} matches or more"),
            _ => say!(view.lang, sv: "{n} träffar", en: "{n} matches"),
        }
    }
}

fn finder(view: &View) -> Finder {
    let (register, of) = (view.register, &view.telling());
    let people: Vec<_> = register
        .shown()
        .map(|person| {
            let name = match person.protection {
                Protection::None => shown(&person.full_name()).into_owned(),
                Protection::Marked | Protection::Strong => String::new(),
            };
            let past = matches!(Time::of(person, view.today), Time::Past(_));
            (person.id, name, place(person, of).0, past)
        })
        .collect();
    Finder::new(people.iter().map(|(id, name, place, past)| Entry {
        id: id.0,
        name,
        other: place,
        past: *past,
    }))
}

/// Where the parts stand: for drawing and for taps alike.
struct Layout {
    place: Rect,
    query: Rect,
    rows: Rect,
    name: usize,
    /// The person's number; 0 where there is no room.
    number: usize,
    /// Place, or the time that is over or to come.
    rest: usize,
}

impl Layout {
    /// The marker; before the sign, after it, and before the number a blank each; and the sign.
    const FIXED: usize = row::MARKER_COLUMNS + 4;
    const NUMBER: usize = 7;
    /// A longer name is given no more room, so that the eye finds what belongs to it.
    const NAME: usize = 40;

    fn new(view: &View) -> Layout {
        let place = view.area();
        let inside = pane::inside(place);
        let room = usize::from(inside.width).saturating_sub(Layout::FIXED);
        let number = if room > 60 { Layout::NUMBER } else { 0 };
        let texts = room - number;
        let rest = match texts {
            0..=31 => 15,
            32..=52 => 18,
            _ => texts.saturating_sub(Layout::NAME).max(34),
        };
        Layout {
            place,
            query: Rect {
                height: inside.height.min(1),
                ..inside
            },
            rows: Rect {
                y: inside.y + inside.height.min(1),
                height: inside.height.saturating_sub(1),
                ..inside
            },
            name: texts.saturating_sub(rest),
            number,
            rest: rest.min(texts),
        }
    }

    fn height(&self) -> usize {
        usize::from(self.rows.height)
    }
}

impl Screen for Find {
    fn section(&self) -> Section {
        Section::List
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        match action {
            Action::Open => return self.open(),
            Action::OtherPane => {
                return self.who().map_or(Effect::Nothing, Effect::ShowPerson);
            }
            action if self.query.go(action) => {}
            action => {
                let height = Layout::new(view).height();
                let to = moved(action, self.chosen, self.hits.len(), height);
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
        let layout = Layout::new(view);
        if !layout.rows.contains((column, row).into()) {
            return Effect::Nothing;
        }
        let at = self.scroll.top + usize::from(row - layout.rows.y);
        if at >= self.hits.len() {
            return Effect::Nothing;
        }
        if at == self.chosen {
            return self.open();
        }
        self.chosen = at;
        Effect::Nothing
    }

    fn refresh(&mut self, view: &View) {
        let made_of = (view.register.revision, view.today);
        if self.made_of != made_of {
            self.made_of = made_of;
            self.finder = finder(view);
            let was = self.who();
            self.search(view);
            let again = |who: PersonId| self.hits.iter().position(|hit| hit.id == who.0);
            self.chosen = was.and_then(again).unwrap_or(0);
        }
        let height = Layout::new(view).height();
        self.scroll.follow(self.chosen, self.hits.len(), height);
    }

    fn needs(&self, view: &View) -> Needs {
        Needs {
            days: vec![view.today],
            first: self.in_view(view).collect(),
            ..Needs::default()
        }
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }

    fn draw(&self, frame: &mut Frame, _area: Rect, view: &View) {
        let theme = view.theme;
        let layout = Layout::new(view);
        let title = say!(view.lang, sv: "Sök person", en: "Find a person");
        pane::draw(frame, layout.place, &title, &self.count(view), theme);
        let hidden = self.scroll.hidden(self.hits.len(), layout.height());
        draw_bottom(frame, layout.place, hidden, view);
        self.query.draw(frame, layout.query, "/", theme);
        if self.hits.is_empty() {
            draw_nothing(frame, layout.rows, view);
        }
        let window = self.scroll.window(self.hits.len(), layout.height());
        for (y, at) in (layout.rows.y..).zip(window) {
            let line = Rect {
                y,
                height: 1,
                ..layout.rows
            };
            let chosen = at == self.chosen;
            line::draw(frame, hit_line(&self.hits[at], chosen, &layout, view), line);
        }
    }
}

/// The frame's lower line: how many are out of sight, and beside that what the keys do here, as far as there is room.
fn draw_bottom(frame: &mut Frame, place: Rect, hidden: (usize, usize), view: &View) {
    draw_hidden(frame, place, hidden, view.theme);
    let key = |action| view.keymap.first_key(action, view.lang, view.theme.ascii);
    let words = [
        (Action::Open, say!(view.lang, sv: "personkort", en: "card")),
        (
            Action::OtherPane,
            say!(view.lang, sv: "visa på tavlan", en: "show on the board"),
        ),
    ];
    let mut said: Vec<String> = words
        .into_iter()
        .filter_map(|(action, word)| Some(format!("{} {word}", key(action)?)))
        .collect();
    let beside = match hidden_rows(hidden.0, hidden.1, view.theme) {
        none if none.is_empty() => 0,
        told => fit::width(&told) + 2,
    };
    let room = usize::from(place.width).saturating_sub(4 + beside);
    let text = |said: &[String]| format!(" {} ", said.join("  "));
    while !said.is_empty() && fit::width(&text(&said)) > room {
        said.pop();
    }
    if !said.is_empty() && place.height > 1 {
        let row = Rect::new(place.x + 2, place.bottom() - 1, room as u16, 1);
        frame.render_widget(
            Span::styled(text(&said), view.theme.style(Role::Quiet)),
            row,
        );
    }
}

fn draw_nothing(frame: &mut Frame, area: Rect, view: &View) {
    let text = if view.register.people.is_empty() {
        say!(view.lang, sv: "Registret är tomt.", en: "The register is empty.")
    } else {
        say!(view.lang,
            sv: "Ingen träff. Pröva färre bokstäver. Den som har skyddad identitet hittas bara med sitt nummer, \
                 som #12.",
            en: "No match. Try fewer letters. A person with a protected identity is found by number only, such \
                 as #12.")
    };
    let lines = fit::wrap(&text, usize::from(area.width).saturating_sub(2));
    let lines: Vec<Line> = lines
        .into_iter()
        .map(|line| Line::from(format!("  {line}")))
        .collect();
    frame.render_widget(
        ratatui::widgets::Paragraph::new(lines).style(view.theme.style(Role::Quiet)),
        area,
    );
}

fn hit_line(hit: &Hit, chosen: bool, layout: &Layout, view: &View) -> Line<'static> {
    let theme = view.theme;
    let more = theme.sign(Sign::More);
    let Some(person) = view.register.people.get(&PersonId(hit.id)) else {
        return Line::default();
    };
    let time = Time::of(person, view.today);
    let by = hit.by.iter();
    let by = by.flat_map(|by| [by.text(view.lang), by.number().to_owned()]);
    let mut words: Vec<String> = by.map(|text| shown(&text).into_owned()).collect();
    if words.is_empty() {
        words = time.words(view.lang);
    }
    if words.is_empty() {
        let (long, short) = place(person, &view.telling());
        words = vec![long, short];
    }
    let fits = words
        .iter()
        .position(|text| fit::width(text) <= layout.rest);
    let rest = words.swap_remove(fits.unwrap_or(words.len() - 1));
    let (sign, role) = today_sign(person, &time, view);
    let mut spans = vec![row::marker(chosen, theme)];
    spans.extend(row::matched(
        &view.name(person),
        layout.name,
        &hit.highlights,
        theme,
    ));
    spans.push(Span::raw(" "));
    spans.push(Span::styled(
        sign,
        theme.style(role).add_modifier(Modifier::BOLD),
    ));
    spans.push(Span::raw(" "));
    spans.push(Span::styled(
        fit::left(&theme.plain(&rest), layout.rest, more),
        theme.style(Role::Quiet),
    ));
    if layout.number > 0 {
        let number = fit::right(&person.id.to_string(), layout.number, more);
        spans.push(Span::styled(format!(" {number}"), theme.style(Role::Quiet)));
    }
    Line::from(spans)
}

/// The letter of today's code, or the sign of a day without one; a blank for who is not at the unit, and where today
/// has not been read.
fn today_sign(person: &Participant, time: &Time, view: &View) -> (String, Role) {
    let theme = view.theme;
    let Some(marks) = view.register.marks.day(view.today) else {
        return (" ".to_owned(), Role::Plain);
    };
    match (marks.get(&person.id), time) {
        (Some(mark), _) => {
            let kind = mark.code.kind();
            (kind.key.to_string(), theme.counts(kind.counts))
        }
        (None, Time::Present) => match expected(view.register, person, view.today) {
            Expected::Work(_) => (theme.sign(Sign::Unmarked).to_owned(), Role::Plain),
            Expected::Free(free) => (theme.sign(free_sign(&free)).to_owned(), Role::Quiet),
        },
        (None, _) => (" ".to_owned(), Role::Plain),
    }
}
