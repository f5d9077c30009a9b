//! Differences of the settings before and after a change, in words.

use super::arrow;
use crate::domain::facts::settings::{Setting, Settings};
use crate::domain::plain::shown;
use crate::domain::rules::differences;
use crate::text::Lang;

/// Each setting that differs, and each rule of the unit's own.
pub(super) fn settings(before: &Settings, after: &Settings, lang: Lang) -> Vec<String> {
    let changed = Setting::ALL.into_iter();
    let changed = changed.filter(|setting| setting.get(before) != setting.get(after));
    let settings = changed.map(|setting| {
        let name = setting.name().get(lang).to_lowercase();
        let values = arrow(&setting.text(before, lang), &setting.text(after, lang));
        format!("{name} {values}")
    });
    let rules = differences(&before.rules, &after.rules, lang).into_iter();
    let rules = rules.map(|rule| shown(&rule).into_owned());
    settings.chain(rules).collect()
}
