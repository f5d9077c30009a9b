//! How the twelve-month clock is shown: its bar and its days.

use super::View;
use crate::say;
use crate::text::Lang;
use crate::theme::Sign;

/// `37 d kvar`, `5 d över`.
pub fn days_left(days: i64, lang: Lang) -> String {
    let n = days.abs();
    if days > 0 {
        say!(lang, sv: "{n} d kvar", en: "{n} d left")
    } else {
        say!(lang, sv: "{n} d över", en: "{n} d over")
    }
}

/// A bar of what has gone of a whole.
pub fn bar((gone, whole): (i64, i64), columns: usize, view: &View) -> String {
    let whole = whole.max(1);
    let full = gone.clamp(0, whole) as usize * columns / whole as usize;
    let (done, rest) = (view.theme.sign(Sign::Full), view.theme.sign(Sign::Rest));
    format!("{}{}", done.repeat(full), rest.repeat(columns - full))
}
