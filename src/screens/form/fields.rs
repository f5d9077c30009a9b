//! Fields that several forms have: a text, a day, a yes or no; read with their faults told there.

use crate::domain::decide::NOTE_LIMIT;
use crate::domain::decide::refusal::Refusal;
use crate::domain::plain::plain;
use crate::domain::reading::parse_date;
use crate::say;
use crate::screens::View;
use crate::widgets::form::Form;

/// A field's text as the register will take it, at most `limit` characters; else its fault is told there.
pub fn text<K: Copy + PartialEq>(
    form: &mut Form<K>,
    key: K,
    limit: usize,
    view: &View,
) -> Option<String> {
    let is_free = form.is_free_text(key);
    debug_assert!(
        is_free.is_none_or(|is_free| is_free == (limit == NOTE_LIMIT)),
        "a text as long as a note is a free text, with what to mind below it"
    );
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
