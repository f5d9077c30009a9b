//! What every form does: typing, going from field to field, saving once there is no fault, leaving once asked twice.

use crossterm::event::KeyEvent;
use ratatui::{Frame, layout::Rect};

use super::{Effect, Failure, Needs, Opening, Outcome, Screen, View, Width, meanwhile};
use crate::action::{Action, Section};
use crate::domain::decide::command::Command;
use crate::domain::decide::foresee;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::facts::change::LogEntry;
use crate::say;
use crate::theme::Role;
use crate::widgets::dialog::Dialog;
use crate::widgets::form::{Form, Went};

mod fields;

pub use fields::{day, follow_day, no_or_yes, text};

/// A form's box, where the terminal has so many.
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

    /// What the form is about, as it is now: a colleague may change it while it stands open. None where nobody can.
    fn subject(&self, view: &View) -> Option<Subject>;

    /// Whether no field depends on another: one that nobody has touched then shows what a colleague has changed it to.
    fn follows_others(&self) -> bool {
        false
    }

    /// Whether opening it has said something, such as another code.
    fn says_something(&self, _view: &View) -> bool {
        false
    }

    /// Lets the form follow what has been typed: what it is read as, which fields are asked for, what will happen.
    fn follow(&self, _form: &mut Form<Self::Key>, _view: &View) {}

    /// What saving leads to. Every fault is told at its field; with any, nothing is done.
    fn read(&self, form: &mut Form<Self::Key>, view: &View) -> Option<Effect>;

    /// Lets the form ask what a refusal wants to know.
    fn refused(&self, _form: &mut Form<Self::Key>, _refusal: &Refusal, _view: &View) {}

    /// The field that a refusal is about.
    fn field_of(&self, _refusal: &Refusal) -> Option<Self::Key> {
        None
    }

    /// By what stands in the form too.
    fn field_at(&self, _form: &Form<Self::Key>, refusal: &Refusal) -> Option<Self::Key> {
        self.field_of(refusal)
    }

    /// Whether a look at the rules helps.
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
    /// What it is about, as it was when it was opened.
    opened_on: Option<Subject>,
    /// What that has become since, where it has.
    changed: Option<Subject>,
    /// The register's revisions when that was looked at.
    seen: (u64, u64),
    /// What it was asked about whether to write over it.
    asked_about: Option<Subject>,
    /// Whether the form waits to hear of its own command.
    asked: bool,
    /// Whether leaving has been asked for once with changes unsaved.
    leaving: bool,
    /// Whether a frame has shown since then that it takes a second time.
    is_warned: bool,
    /// Why the last command was not carried out, where no field is to blame.
    failed: Option<String>,
}

/// Opens a form.
pub fn open<S: Sheet + 'static>(sheet: S, view: &View) -> Box<dyn Screen> {
    let mut screen = FormScreen {
        form: sheet.form(view),
        is_ready: sheet.is_ready(view),
        opened_on: sheet.subject(view),
        changed: None,
        seen: (view.register.revision, view.register.marks.revision),
        asked_about: None,
        sheet,
        asked: false,
        leaving: false,
        is_warned: false,
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
        if let (Some(was), Some(now)) = (&self.opened_on, &self.changed) {
            let text = meanwhile::told(was, now, view);
            self.form.lead_footer((format!("! {text}"), Role::Alarm));
        }
    }

    /// Takes in what has become of what it is about.
    fn look_again(&mut self, view: &View) {
        let now = self.sheet.subject(view);
        let is_other = now.is_some() && now != self.opened_on;
        self.changed = now.filter(|_| is_other);
        if self.sheet.follows_others() {
            self.form.catch_up(self.sheet.form(view));
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
        self.look_again(view);
        // What nobody touched follows the other fields anew.
        self.sheet.follow(&mut self.form, view);
        let effect = self.sheet.read(&mut self.form, view);
        self.follow(view);
        let Some(effect) = effect.filter(|_| !self.form.has_fault()) else {
            self.form.go_to_first_fault();
            return Effect::Nothing;
        };
        if !self.form.is_changed()
            && let Some(refused) = self.refuse_untouched(&effect, view)
        {
            return refused;
        }
        if self.changed.is_some() && self.changed != self.asked_about {
            return self.ask(view);
        }
        self.asked = matches!(effect, Effect::Do(_) | Effect::Open(Opening::WhatIf(_)));
        let about = self.changed.clone().or_else(|| self.opened_on.clone());
        meanwhile::only_while(about, effect)
    }

    /// Goes to the field that an untouched form cannot be saved without; where it lacks nothing, says that there is
    /// nothing to save. None where opening it has said something that is whole.
    fn refuse_untouched(&mut self, effect: &Effect, view: &View) -> Option<Effect> {
        let missing = command_of(effect)
            .and_then(|command| foresee(view.register, command, view.today).err())
            .and_then(|refusal| Some((self.sheet.field_at(&self.form, &refusal)?, refusal)));
        if let Some((field, refusal)) = missing.filter(|(field, _)| self.form.is_shown(*field)) {
            self.form.fault(field, refusal.text(view.lang));
            self.form.go_to_first_fault();
            return Some(Effect::Nothing);
        }
        let key = view.key(Action::Cancel);
        let nothing = Effect::refuse(say!(view.lang,
            sv: "Inget är ändrat i formuläret, så det finns inget att spara. {key} stänger det.",
            en: "Nothing is changed in the form, so there is nothing to save. {key} closes it."));
        (!self.sheet.says_something(view)).then_some(nothing)
    }

    /// Asks whether what a colleague has changed meanwhile is to be written over.
    fn ask(&mut self, view: &View) -> Effect {
        self.asked_about.clone_from(&self.changed);
        match (&self.opened_on, &self.changed) {
            (Some(was), Some(now)) => meanwhile::ask(was, now, view),
            _ => Effect::Nothing,
        }
    }

    /// Asks whether an arena is meant that nobody knows yet.
    fn ask_of_arena(&mut self, refused: &str, view: &View) -> Effect {
        let effect = self.sheet.read(&mut self.form, view);
        let Some(mut command) = effect.as_ref().and_then(command_of).cloned() else {
            return Effect::Nothing;
        };
        command.mean_new_arena();
        let command = Box::new(command);
        let text = say!(view.lang,
            sv: "{refused} Ja lägger till den; nej går tillbaka till formuläret.",
            en: "{refused} Yes adds it; no goes back to the form.");
        self.asked = true;
        let about = self.changed.clone().or_else(|| self.opened_on.clone());
        meanwhile::only_while(about, Effect::Open(Opening::Question { text, command }))
    }

    fn cancel(&mut self, view: &View) -> Effect {
        if self.leaving && self.is_warned || !self.form.is_changed() {
            return Effect::Close;
        }
        self.leaving = true;
        self.is_warned = false;
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
        // Whoever does something here has said no to what was asked before saving, but for the yes itself.
        self.asked = false;
        if action == Action::Yes {
            return self.save(view);
        }
        self.asked_about = None;
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

    fn pasted(&mut self, text: &str, view: &View) -> bool {
        let is_taken = self.form.paste(text);
        if is_taken {
            self.changed(view);
        }
        is_taken
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
            // Somebody was quicker than the save.
            Outcome::Failed(Failure {
                refusal: Some(Refusal::ChangedMeanwhile { .. }),
                ..
            }) => {
                self.look_again(view);
                self.follow(view);
                self.ask(view)
            }
            Outcome::Failed(Failure {
                text,
                refusal: Some(Refusal::ArenaNew { .. }),
            }) => self.ask_of_arena(text, view),
            Outcome::Failed(failure) => {
                let (text, form) = (failure.text.to_owned(), &mut self.form);
                let refusal = failure.refusal.iter();
                refusal.for_each(|refusal| self.sheet.refused(form, refusal, view));
                let at = |refusal| self.sheet.field_at(&self.form, refusal);
                let field = failure.refusal.and_then(at);
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
            self.opened_on = self.sheet.subject(view);
            self.follow(view);
        }
        let seen = (view.register.revision, view.register.marks.revision);
        if std::mem::replace(&mut self.seen, seen) != seen {
            self.look_again(view);
            self.follow(view);
        }
    }

    fn painted(&mut self) {
        self.is_warned = self.leaving;
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

/// The command that an effect leads to, asked about before or not.
fn command_of(effect: &Effect) -> Option<&Command> {
    match effect {
        Effect::Do(command) => Some(command),
        Effect::Open(Opening::WhatIf(command)) => Some(command),
        Effect::Replace(Opening::Question { command, .. }) => Some(command),
        _ => None,
    }
}
