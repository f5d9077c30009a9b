//! Words for what stands in a refusal: somebody who may not be known, days, and what a rule is.

use chrono::NaiveDate;

use crate::domain::facts::attendance::Code;
use crate::domain::facts::decision::DecisionId;
use crate::domain::facts::participant::{Absence, Arena, days};
use crate::domain::facts::user::{KeyId, Role};
use crate::domain::rules::{Name, RuleText, Value};
use crate::text::Text;
use crate::text::sentences::{Told, Voice};
use crate::{text, told};

/// The word for a colleague who is not known.
pub const A_COLLEAGUE: Text = text!("En kollega", "A colleague");

/// Somebody who may not be known.
pub struct Somebody<'a>(pub &'a Option<String>);

/// When, to the minute, where that is known; with a blank before it.
pub struct At<'a>(pub &'a Option<String>);

impl Told for Somebody<'_> {
    fn told(&self, to: Voice) -> String {
        self.0
            .as_ref()
            .map_or(A_COLLEAGUE.told(to), |name| name.told(to))
    }
}

impl Told for At<'_> {
    fn told(&self, _: Voice) -> String {
        let at = self.0.as_ref();
        at.map(|at| format!(" ({at})")).unwrap_or_default()
    }
}

/// From a first day to a last.
pub(super) struct Days(pub NaiveDate, pub Option<NaiveDate>);

/// Arenas with their groups.
pub(super) struct Places<'a>(pub &'a [Arena]);

/// Roles that have a right, as who may do it instead.
pub(super) struct Roles<'a>(pub &'a [Role]);

told! {
    Roles<'_>: |roles, to| {
        let roles = roles.0.iter().map(|role| role.name().get(to.lang));
        roles.collect::<Vec<_>>().join(", ")
    };
    KeyId: |id| id.to_string();
    Arena: |arena, to| arena.text(to.lang);
    Places<'_>: |places, to| {
        let places = places.0.iter().map(|arena| arena.text(to.lang));
        places.collect::<Vec<_>>().join("; ")
    };
    Days: |span, to| days(span.0, span.1, to.lang);
    Code: |code| code.kind().name;
    Absence: |absence, to| absence.text(to.lang);
    DecisionId: |id| id.0;
    Name: |name| name.title();
    RuleText: |rule, to| rule.get(to.lang).to_owned();
    (Name, Value): |rule, to| format!("{} {}", rule.0.told(to), rule.1.text(to.lang));
}
