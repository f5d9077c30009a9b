//! A person's clocks on a screen: the bar.

use super::View;
use crate::theme::Sign;

/// A bar of what has gone of a whole.
pub fn bar((gone, whole): (i64, i64), columns: usize, view: &View) -> String {
    let whole = whole.max(1);
    let full = gone.clamp(0, whole) as usize * columns / whole as usize;
    let (done, rest) = (view.theme.sign(Sign::Full), view.theme.sign(Sign::Rest));
    format!("{}{}", done.repeat(full), rest.repeat(columns - full))
}
