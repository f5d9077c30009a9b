//! What every form does: typing, going from field to field, saving once there is no fault, leaving once asked twice.

use crossterm::event::KeyEvent;
use ratatui::{Frame, layout::Rect};

use super::{Effect, Needs, Opening, Outcome, Screen, View, Width};
use crate::action::{Action, Section};
use crate::domain::change::LogEntry;
use crate::domain::plain::plain;
use crate::domain::reading::parse_date;
use crate::domain::refusal::Refusal;
use crate::say;
use crate::theme::Role;
use crate::widgets::dialog::Dialog;
use crate::widgets::form::{Form, Went};

/// The columns of a form's box, where the terminal has them.
const COLUMNS: u16 = 76;

/// What one form is about: its fields, and the command that they add up to.
pub trait Sheet {
    /// Names its fields.
    type Key: Copy + PartialEq;

    fn title(&self, view: &View) -> String;

    /// The fields with what is known already.
    fn form(&self, view: &View) -> Form<Self::Key>;

    /// Whether what the fields are preset with has been read. Until then the form is made anew.
    fn is_ready(&self, _view: &View) -> bool {
        true
    }

    fn needs(&self) -> Needs {
        Needs::default()
    }

    /// Lets the form follow what has been typed: what it is read as, which fields are asked for, what will happen.
    fn follow(&self, _form: &mut Form<Self::Key>, _view: &View) {}

    /// What saving leads to. Every fault is told at its field; with any, nothing is done.
    fn read(&self, form: &mut Form<Self::Key>, view: &View) -> Option<Effect>;

    /// The field that a refusal is about.
    fn field_of(&self, _refusal: &Refusal) -> Option<Self::Key> {
        None
    }

    /// Whether the rules are worth a look from here.
    fn has_rules(&self) -> bool {
        false
    }

    /// What follows once the command stands in the register.
    fn written(&self, _entry: &LogEntry, _view: &View) -> Effect {
        Effect::Close
    }
}

/// A sheet being filled in.
struct FormScreen<S: Sheet> {
    sheet: S,
    form: Form<S::Key>,
    is_ready: bool,
    /// Whether the form waits to hear of its own command.
    asked: bool,
    /// Whether leaving has been asked for once with changes unsaved.
    leaving: bool,
    /// Why the last command was not carried out, where no field is to blame.
    failed: Option<String>,
}

/// Opens a form.
pub fn open<S: Sheet + 'static>(sheet: S, view: &View) -> Box<dyn Screen> {
    let mut screen = FormScreen {
        form: sheet.form(view),
        is_ready: sheet.is_ready(view),
        sheet,
        asked: false,
        leaving: false,
        failed: None,
    };
    screen.follow(view);
    Box::new(screen)
}

impl<S: Sheet> FormScreen<S> {
    fn follow(&mut self, view: &View) {
        self.form.set_footer(Vec::new());
        self.sheet.follow(&mut self.form, view);
        if let Some(text) = &self.failed {
            self.form
                .set_footer(vec![(format!("! {text}"), Role::Alarm)]);
        }
    }

    fn changed(&mut self, view: &View) {
        self.leaving = false;
        self.failed = None;
        self.follow(view);
    }

    fn save(&mut self, view: &View) -> Effect {
        self.failed = None;
        self.form.forget_faults();
        self.form.catch_up(self.sheet.form(view));
        // What nobody touched follows the other fields anew.
        self.sheet.follow(&mut self.form, view);
        let effect = self.sheet.read(&mut self.form, view);
        self.follow(view);
        match effect {
            Some(effect) if !self.form.has_fault() => {
                self.asked = matches!(effect, Effect::Do(_) | Effect::Open(Opening::WhatIf(_)));
                effect
            }
            _ => {
                self.form.go_to_first_fault();
                Effect::Nothing
            }
        }
    }

    fn cancel(&mut self, view: &View) -> Effect {
        if self.leaving || !self.form.is_changed() {
            return Effect::Close;
        }
        self.leaving = true;
        let key = view.key(Action::Cancel);
        Effect::refuse(say!(view.lang,
            sv: "Inget är sparat än. {key} igen lämnar formuläret utan att spara.",
            en: "Nothing is saved yet. {key} again leaves the form without saving."))
    }

    fn place(&self, area: Rect) -> Dialog {
        let columns = usize::from(Dialog::inner_columns(area, COLUMNS));
        let rows = u16::try_from(self.form.rows(columns)).unwrap_or(u16::MAX - 2);
        Dialog::place(area, COLUMNS, rows)
    }
}

impl<S: Sheet> Screen for FormScreen<S> {
    fn section(&self) -> Section {
        Section::Form
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        // Whoever does something here has said no to what was asked before saving.
        self.asked = false;
        if action == Action::Cancel {
            return self.cancel(view);
        }
        self.leaving = false;
        match action {
            Action::Save => return self.save(view),
            Action::NextField | Action::Down => {
                let went = self.form.go_on();
                // Where no key saves, as on a phone, the way out of the last field does.
                let no_key = view.keymap.keys_of(Action::Save).next().is_none();
                if went == Went::Round && no_key && action == Action::NextField {
                    return self.save(view);
                }
                self.follow(view);
            }
            Action::PreviousField | Action::Up => self.form.go_back(),
            Action::ShowRules if self.sheet.has_rules() => return Effect::Open(Opening::Rules),
            _ => {}
        }
        Effect::Nothing
    }

    fn typed(&mut self, key: KeyEvent, view: &View) -> Option<Effect> {
        if !self.form.press(key) {
            return None;
        }
        self.changed(view);
        Some(Effect::Nothing)
    }

    fn pasted(&mut self, text: &str, view: &View) {
        self.form.paste(text);
        self.changed(view);
    }

    fn tapped(&mut self, column: u16, row: u16, view: &View) -> Effect {
        if self.form.tap(self.place(view.area()).inner, column, row) {
            self.changed(view);
        }
        Effect::Nothing
    }

    fn carried_out(&mut self, outcome: &Outcome, view: &View) -> Effect {
        if !std::mem::take(&mut self.asked) {
            return Effect::Nothing;
        }
        match outcome {
            Outcome::Written(entry) => self.sheet.written(entry, view),
            Outcome::Unchanged => Effect::Close,
            Outcome::Failed(failure) => {
                let text = failure.text.to_owned();
                let field = failure.refusal.and_then(|r| self.sheet.field_of(r));
                match field.filter(|field| self.form.is_shown(*field)) {
                    Some(field) => {
                        self.form.fault(field, text);
                        self.form.go_to_first_fault();
                    }
                    None => self.failed = Some(text),
                }
                self.follow(view);
                Effect::Nothing
            }
        }
    }

    fn refresh(&mut self, view: &View) {
        if !self.is_ready && !self.form.is_changed() && self.sheet.is_ready(view) {
            self.is_ready = true;
            self.form = self.sheet.form(view);
            self.follow(view);
        }
    }

    fn needs(&self, _view: &View) -> Needs {
        self.sheet.needs()
    }

    fn hints(&self, view: &View) -> Vec<Action> {
        use Action::{Cancel, NextField, PreviousField, Save, ShowRules};
        let mut hints = match view.width() {
            // Where not all fit, the way out is worth more than the way on.
            Width::Narrow => vec![Save, Cancel, NextField, PreviousField],
            _ => vec![Save, NextField, Cancel, PreviousField],
        };
        if self.sheet.has_rules() {
            hints.insert(2, ShowRules);
        }
        hints
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let dialog = self.place(area);
        dialog.draw(frame, &self.sheet.title(view), view.theme);
        self.form.draw(frame, dialog.inner, view.theme);
    }
}

/// A field's text as the register will take it, at most `limit` characters; else its fault is told there.
pub fn text<K: Copy + PartialEq>(
    form: &mut Form<K>,
    key: K,
    limit: usize,
    view: &View,
) -> Option<String> {
    let fault = match plain(form.text(key)) {
        Ok(text) if text.chars().count() <= limit => return Some(text),
        Ok(_) => Refusal::TextTooLong { limit }.text(view.lang),
        Err(fault) => fault.text().get(view.lang).to_owned(),
    };
    form.fault(key, fault);
    None
}

/// A field's day, else its fault is told there.
pub fn day<K: Copy + PartialEq>(
    form: &mut Form<K>,
    key: K,
    view: &View,
) -> Option<chrono::NaiveDate> {
    let read = parse_date(form.text(key), view.today);
    read.map_err(|fault| form.fault(key, fault.text(view.lang)))
        .ok()
}

/// Shows what a field's day is read as while it is typed, or the example where it is not read yet.
pub fn follow_day<K: Copy + PartialEq>(form: &mut Form<K>, key: K, view: &View) {
    let example = match parse_date(form.text(key), view.today) {
        Ok(day) => crate::domain::calendar::long_date(day, view.lang),
        Err(_) => say!(view.lang,
            sv: "till exempel 2026-11-22, 22/11, idag",
            en: "for example 2026-11-22, 22/11, today"),
    };
    form.set_example(key, example);
}

/// The words of both languages for a choice between yes and no, no first.
pub fn no_or_yes(view: &View) -> Vec<String> {
    let words = match view.lang {
        crate::text::Lang::Sv => ["nej", "ja"],
        crate::text::Lang::En => ["no", "yes"],
    };
    words.map(str::to_owned).to_vec()
}
