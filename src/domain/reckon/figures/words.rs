//! Outcomes in words: what came of one stay, and the figures of many, row by row.

use crate::domain::facts::outcome::{End, Outcome};
use crate::domain::facts::participant::Group;
use crate::domain::plain::shown;
use crate::domain::reckon::figures::{Figures, Length, Lengths, Of};
use crate::say;
use crate::text::{Lang, Text};

impl End {
    /// What came of the stay: `Arbete utan stöd, Bageriet från 2026-04-01; varade, kontrollerat 2026-05-04`. Harmless
    /// to show; the notes are left out.
    pub fn text(&self, lang: Lang) -> String {
        let mut text = self.outcome.name().get(lang).to_owned();
        if !self.employer.is_empty() {
            text = format!("{text}, {}", shown(&self.employer));
        }
        if let Some(start) = self.job_start {
            text = say!(lang, sv: "{text} från {start}", en: "{text} from {start}");
        }
        let Some(lasted) = &self.lasted else {
            return text;
        };
        let day = lasted.checked_on;
        match lasted.yes {
            true => say!(lang,
                sv: "{text}; varade, kontrollerat {day}",
                en: "{text}; lasted, checked on {day}"),
            false => say!(lang,
                sv: "{text}; varade inte, kontrollerat {day}",
                en: "{text}; did not last, checked on {day}"),
        }
    }
}

impl Of {
    /// The heading above its figures, at most eleven columns wide.
    pub const fn name(self) -> Text {
        let (sv, en) = match self {
            Of::All => ("alla", "all"),
            Of::Group(Group::Indoor) => ("inne", "indoor"),
            Of::Group(Group::Outdoor) => ("ute", "outdoor"),
            Of::Group(Group::OtherUnit) => ("annan enhet", "other unit"),
            Of::Form(Some(form)) => return form.name(),
            Of::Form(None) => ("utan bidrag", "no subsidy"),
        };
        Text { sv, en }
    }

    /// The stable name for JSON.
    pub const fn slug(self) -> &'static str {
        match self {
            Of::All => "all",
            Of::Group(group) => group.slug(),
            Of::Form(Some(form)) => form.slug(),
            Of::Form(None) => "no-subsidy",
        }
    }
}

impl Length {
    /// `7 mån 12 d`, `12 d`, `7 mån`.
    pub fn text(self, lang: Lang) -> String {
        let Length { months, days, .. } = self;
        let months_word = say!(lang, sv: "{months} mån", en: "{months} m");
        match (months, days) {
            (0, days) => format!("{days} d"),
            (_, 0) => months_word,
            (_, days) => format!("{months_word} {days} d"),
        }
    }
}

/// What a row of figures says; the first of each part begins it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub name: String,
    /// One for each of the columns, in their order.
    pub cells: Vec<String>,
    pub begins_part: bool,
}

/// The figures as a table: a row for each figure, a column for each part of the stays.
pub fn rows(columns: &[(Of, Figures)], lang: Lang) -> Vec<Row> {
    let row = |name: String, begins_part: bool, cell: &dyn Fn(&Figures) -> String| Row {
        name,
        cells: columns.iter().map(|(_, figures)| cell(figures)).collect(),
        begins_part,
    };
    let length = |which: fn(&Lengths) -> Length| {
        move |figures: &Figures| {
            let lengths = figures.lengths.as_ref();
            lengths.map_or_else(String::new, |lengths| which(lengths).text(lang))
        }
    };
    let mut rows = vec![row(
        say!(lang, sv: "avslutade vistelser", en: "stays ended"),
        true,
        &|figures| figures.stays.to_string(),
    )];
    for outcome in Outcome::ALL {
        let name = outcome.name().get(lang).to_owned();
        rows.push(row(name, outcome == Outcome::Job, &|figures| {
            figures.ended(outcome).to_string()
        }));
    }
    rows.extend([
        row(
            say!(lang, sv: "längd, median", en: "length, median"),
            true,
            &length(|lengths| lengths.median),
        ),
        row(
            say!(lang, sv: "kortast", en: "shortest"),
            false,
            &length(|lengths| lengths.shortest),
        ),
        row(
            say!(lang, sv: "längst", en: "longest"),
            false,
            &length(|lengths| lengths.longest),
        ),
        row(
            say!(lang, sv: "nådde tolv månader", en: "reached twelve months"),
            false,
            &|figures| figures.past_threshold.to_string(),
        ),
        row(
            say!(lang, sv: "arbete varade", en: "job lasted"),
            true,
            &|figures| figures.jobs.lasted.to_string(),
        ),
        row(
            say!(lang, sv: "varade inte", en: "did not last"),
            false,
            &|figures| figures.jobs.did_not.to_string(),
        ),
        row(
            say!(lang, sv: "inte känt än", en: "not known yet"),
            false,
            &|figures| figures.jobs.unknown.to_string(),
        ),
    ]);
    rows
}
