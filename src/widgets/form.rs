//! A form: labelled fields in a column, one of them in focus, each with its example or its fault under it.

use crossterm::event::{KeyCode, KeyEvent};

use super::choice::Choice;
use super::field::Field;
use crate::theme::Role;

mod paint;

/// Fields by key, from the top down. What is not shown is neither reached nor counted as changed.
#[derive(Clone, Debug)]
pub struct Form<K> {
    items: Vec<Item<K>>,
    focus: usize,
    footer: Vec<(String, Role)>,
}

#[derive(Clone, Debug)]
struct Item<K> {
    key: K,
    label: String,
    input: Input,
    /// What it held when the form was opened.
    first: String,
    example: String,
    /// What may stand there, under the example: what is written freely has such a line.
    caution: Option<String>,
    /// Seen at the right of the field, whichever is in focus.
    beside: String,
    fault: Option<String>,
    /// What the text may be completed to.
    offers: Vec<String>,
    /// Whether leaving the field has completed it once: what is then taken away again was not wanted.
    completed: bool,
    shown: bool,
    /// Whether it says what the form is about, and choosing there changes nothing yet.
    selects: bool,
}

#[derive(Clone, Debug)]
enum Input {
    Line(Field),
    OneOf(Choice),
}

/// Where going on to the next field led.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Went {
    On,
    /// From the last field to the first.
    Round,
    /// Nowhere: the text was completed instead.
    Nowhere,
}

impl<K> Item<K> {
    fn value(&self) -> &str {
        match &self.input {
            Input::Line(field) => field.text(),
            Input::OneOf(choice) => choice.text(),
        }
    }

    /// The offers that begin with what has been typed, and say more.
    fn completions(&self) -> impl Iterator<Item = &String> {
        let typed = self.value().to_lowercase();
        (self.offers.iter()).filter(move |offer| {
            let offer = offer.to_lowercase();
            !typed.is_empty() && offer.starts_with(&typed) && offer != typed
        })
    }

    fn complete(&mut self) -> bool {
        let Input::Line(field) = &self.input else {
            return false;
        };
        let completed = self.completions().next().map(|offer| Field::new(offer));
        match completed.filter(|_| field.at_end()) {
            Some(completed) => {
                self.input = Input::Line(completed);
                true
            }
            None => false,
        }
    }
}

impl<K: Copy + PartialEq> Default for Form<K> {
    fn default() -> Self {
        Form {
            items: Vec::new(),
            focus: 0,
            footer: Vec::new(),
        }
    }
}

impl<K: Copy + PartialEq> Form<K> {
    /// Adds a line of text.
    pub fn line(self, key: K, label: &str, text: &str) -> Self {
        self.with(key, label, Input::Line(Field::new(text)))
    }

    /// Adds one of several; `chosen` counts from 0.
    pub fn one_of(self, key: K, label: &str, options: Vec<String>, chosen: usize) -> Self {
        self.with(key, label, Input::OneOf(Choice::new(options, chosen)))
    }

    fn with(mut self, key: K, label: &str, input: Input) -> Self {
        let mut item = Item {
            key,
            label: label.to_owned(),
            input,
            first: String::new(),
            example: String::new(),
            caution: None,
            beside: String::new(),
            fault: None,
            offers: Vec::new(),
            completed: false,
            shown: true,
            selects: false,
        };
        item.first = item.value().to_owned();
        self.items.push(item);
        self
    }

    /// Gives the field added last an example, seen while it is in focus.
    pub fn example(mut self, example: &str) -> Self {
        if let Some(item) = self.items.last_mut() {
            item.example = example.to_owned();
        }
        self
    }

    /// Lets the field added last take a text written freely, with what to mind in it: seen while it is in focus.
    pub fn free_text(mut self, caution: &str) -> Self {
        if let Some(item) = self.items.last_mut() {
            item.caution = Some(caution.to_owned());
        }
        self
    }

    /// Whether a field takes a text written freely; `None` where the form has no such field.
    pub fn is_free_text(&self, key: K) -> Option<bool> {
        self.item(key).map(|item| item.caution.is_some())
    }

    /// Lets the field added last only say what the form is about: what is chosen there is no change.
    pub fn selecting(mut self) -> Self {
        if let Some(item) = self.items.last_mut() {
            item.selects = true;
        }
        self
    }

    /// Begins at another field than the first.
    pub fn starting_at(mut self, key: K) -> Self {
        let place = self.items.iter().position(|item| item.key == key);
        self.focus = place.unwrap_or(self.focus);
        self
    }

    fn item(&self, key: K) -> Option<&Item<K>> {
        self.items.iter().find(|item| item.key == key)
    }

    fn item_mut(&mut self, key: K) -> Option<&mut Item<K>> {
        self.items.iter_mut().find(|item| item.key == key)
    }

    /// What stands in a field, without blanks at its ends; nothing where the form has no such field.
    pub fn text(&self, key: K) -> &str {
        self.item(key).map_or("", |item| item.value().trim())
    }

    /// The place of what is chosen, from 0.
    pub fn chosen(&self, key: K) -> usize {
        match self.item(key).map(|item| &item.input) {
            Some(Input::OneOf(choice)) => choice.chosen(),
            _ => 0,
        }
    }

    /// Sets what is seen under a field while it is in focus.
    pub fn set_example(&mut self, key: K, example: String) {
        if let Some(item) = self.item_mut(key) {
            item.example = example;
        }
    }

    /// Sets what is seen at the right of a field that holds a short text, where there is room.
    pub fn set_beside(&mut self, key: K, beside: String) {
        if let Some(item) = self.item_mut(key) {
            item.beside = beside;
        }
    }

    /// Lets a line of text that nobody has touched hold another one, as if the form had been opened with it.
    pub fn preset(&mut self, key: K, text: &str) {
        if let Some(item) = self.item_mut(key)
            && item.value() == item.first
            && item.first != text
        {
            item.input = Input::Line(Field::new(text));
            text.clone_into(&mut item.first);
        }
    }

    /// Sets what a field's text may be completed to.
    pub fn set_offers(&mut self, key: K, offers: Vec<String>) {
        if let Some(item) = self.item_mut(key) {
            item.offers = offers;
        }
    }

    /// What a field would be completed to now.
    pub fn completion(&self, key: K) -> Option<&str> {
        self.item(key)?.completions().next().map(String::as_str)
    }

    /// Sets what may be chosen in a field of several, the first of them chosen.
    pub fn set_options(&mut self, key: K, options: Vec<String>) {
        if let Some(item) = self.item_mut(key) {
            item.input = Input::OneOf(Choice::new(options, 0));
            item.first = item.value().to_owned();
        }
    }

    /// Shows a field, or leaves it out.
    pub fn show(&mut self, key: K, shown: bool) {
        if let Some(item) = self.item_mut(key) {
            item.shown = shown;
        }
        if self.items.get(self.focus).is_some_and(|item| !item.shown) {
            self.step(1);
        }
    }

    /// Whether a field is shown.
    pub fn is_shown(&self, key: K) -> bool {
        self.item(key).is_some_and(|item| item.shown)
    }

    /// Finds fault with a field, in a sentence. The first fault of a field stays.
    pub fn fault(&mut self, key: K, sentence: String) {
        if let Some(item) = self.item_mut(key) {
            item.fault.get_or_insert(sentence);
        }
    }

    /// Forgets all faults.
    pub fn forget_faults(&mut self) {
        for item in &mut self.items {
            item.fault = None;
        }
    }

    /// Whether a field that is shown has a fault.
    pub fn has_fault(&self) -> bool {
        self.items
            .iter()
            .any(|item| item.shown && item.fault.is_some())
    }

    /// Sets the sentences at the bottom of the form.
    pub fn set_footer(&mut self, footer: Vec<(String, Role)>) {
        self.footer = footer;
    }

    /// Puts a sentence before the others at the bottom of the form.
    pub fn lead_footer(&mut self, sentence: (String, Role)) {
        self.footer.insert(0, sentence);
    }

    /// Takes what `fresh` holds now for every field that nobody has touched, so that saving one field does not put
    /// back what somebody else has changed in another meanwhile.
    pub fn catch_up(&mut self, fresh: Form<K>) {
        for new in fresh.items {
            if let Some(item) = self.item_mut(new.key)
                && item.value() == item.first
                && item.first != new.first
            {
                item.input = new.input;
                item.first = new.first;
            }
        }
    }

    /// Whether anything differs from when the form was opened.
    pub fn is_changed(&self) -> bool {
        self.items
            .iter()
            .any(|item| item.shown && !item.selects && item.value() != item.first)
    }

    /// The field in focus.
    pub fn focus(&self) -> Option<K> {
        self.items.get(self.focus).map(|item| item.key)
    }

    fn step(&mut self, steps: isize) -> bool {
        let n = self.items.len() as isize;
        let order = (1..=n).map(|step| self.focus as isize + step * steps);
        let found = order.into_iter().find(|at| {
            let item = &self.items[at.rem_euclid(n) as usize];
            item.shown
        });
        let Some(to) = found else { return false };
        self.focus = to.rem_euclid(n) as usize;
        to >= n
    }

    /// Goes on to the next field, after the last to the first. Where the text in focus can only become one thing, it
    /// becomes that first.
    pub fn go_on(&mut self) -> Went {
        if let Some(item) = self.items.get_mut(self.focus)
            && !item.completed
            && item.completions().count() == 1
            && item.complete()
        {
            item.completed = true;
            return Went::Nowhere;
        }
        if self.step(1) { Went::Round } else { Went::On }
    }

    /// Goes back to the field before, from the first to the last.
    pub fn go_back(&mut self) {
        self.step(-1);
    }

    /// Goes to the first field with a fault.
    pub fn go_to_first_fault(&mut self) {
        let faulty = |item: &Item<K>| item.shown && item.fault.is_some();
        if let Some(at) = self.items.iter().position(faulty) {
            self.focus = at;
        }
    }

    /// Gives the field in focus a key. Says whether it means anything there.
    pub fn press(&mut self, key: KeyEvent) -> bool {
        let Some(item) = self.items.get_mut(self.focus) else {
            return false;
        };
        let completed = key.code == KeyCode::Right && key.modifiers.is_empty() && item.complete();
        let known = completed
            || match &mut item.input {
                Input::Line(field) => field.press(key),
                Input::OneOf(choice) => choice.press(key),
            };
        if known {
            item.fault = None;
        }
        known
    }

    /// Gives the field in focus a pasted text. Says whether it takes text: a choice takes none.
    pub fn paste(&mut self, text: &str) -> bool {
        let Some(item) = self.items.get_mut(self.focus) else {
            return false;
        };
        let Input::Line(field) = &mut item.input else {
            return false;
        };
        field.paste(text);
        item.fault = None;
        true
    }
}
