//! The rows of a list that were not taken, for people: what is wrong with several of them is one sentence.

use std::collections::HashMap;

use crate::cli::rows::RejectedRow;
use crate::say;
use crate::text::Lang;

/// So many values are quoted in a sentence.
const VALUES: usize = 3;
/// So many lines, or runs of lines, are named in a sentence.
const LINES: usize = 10;

/// The same fault of the same column.
struct Fault<'a> {
    heading: &'a str,
    reason: &'a str,
    /// In order, each once.
    lines: Vec<u64>,
    /// The first of the values, each once, and whether there are more.
    values: Vec<&'a str>,
    has_more: bool,
}

/// A sentence for each fault, in the order of the lines on which they come first: `rad 3–5, Start, ”okänt”: …`.
pub fn told(rejected: &[RejectedRow], lang: Lang) -> Vec<String> {
    let mut faults: Vec<Fault> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for row in rejected {
        let key = (row.heading.as_str(), row.reason.as_str());
        let place = *places.entry(key).or_insert(faults.len());
        if place == faults.len() {
            faults.push(Fault {
                heading: &row.heading,
                reason: &row.reason,
                lines: Vec::new(),
                values: Vec::new(),
                has_more: false,
            });
        }
        faults[place].add(row);
    }
    faults.iter().map(|fault| fault.told(lang)).collect()
}

impl<'a> Fault<'a> {
    fn add(&mut self, row: &'a RejectedRow) {
        if self.lines.last() != Some(&row.line) {
            self.lines.push(row.line);
        }
        let Some(value) = row.value.as_deref() else {
            return;
        };
        if self.values.contains(&value) {
            return;
        }
        match self.values.len() < VALUES {
            true => self.values.push(value),
            false => self.has_more = true,
        }
    }

    fn told(&self, lang: Lang) -> String {
        let mut parts = vec![in_runs(&self.lines, lang)];
        if !self.heading.is_empty() {
            parts.push(self.heading.to_owned());
        }
        parts.extend(self.values.iter().map(|value| quote(value, lang)));
        let more = if self.has_more { " …" } else { "" };
        format!("{}{more}: {}", parts.join(", "), self.reason)
    }
}

/// A text of the list in quotation marks.
pub fn quote(text: &str, lang: Lang) -> String {
    say!(lang, sv: "”{text}”", en: "“{text}”")
}

/// Lines in order: `rad 3, 5, 8–10`; of many the first, and how many there are.
pub fn in_runs(lines: &[u64], lang: Lang) -> String {
    let runs: Vec<String> = lines
        .chunk_by(|one, next| one + 1 == *next)
        .flat_map(|run| match run {
            [first, _, .., last] => vec![format!("{first}\u{2013}{last}")],
            short => short.iter().map(u64::to_string).collect(),
        })
        .collect();
    let few = runs[..runs.len().min(LINES)].join(", ");
    let n = lines.len();
    match n {
        1 => say!(lang, sv: "rad {few}", en: "line {few}"),
        _ if runs.len() > LINES => {
            say!(lang, sv: "rad {few} … ({n} rader)", en: "lines {few} … ({n} lines)")
        }
        _ => say!(lang, sv: "rad {few}", en: "lines {few}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u64, heading: &str, value: &str, reason: &str) -> RejectedRow {
        RejectedRow {
            line,
            column: heading.to_owned(),
            heading: heading.to_owned(),
            value: (!value.is_empty()).then(|| value.to_owned()),
            reason: reason.to_owned(),
        }
    }

    #[test]
    fn the_same_fault_of_many_lines_is_one_sentence() {
        let rows = [
            row(2, "Start", "nyss", "Fel."),
            row(3, "Start", "i fjol", "Fel."),
            row(3, "Slut", "", "Tom."),
            row(4, "Start", "nyss", "Fel."),
            row(6, "Start", "sen", "Fel."),
            row(7, "Start", "aldrig", "Fel."),
            row(8, "", "", "Hel."),
        ];
        let wanted = [
            "rad 2–4, 6, 7, Start, ”nyss”, ”i fjol”, ”sen” …: Fel.",
            "rad 3, Slut: Tom.",
            "rad 8: Hel.",
        ];
        assert_eq!(told(&rows, Lang::Sv), wanted);
        let english = told(&rows, Lang::En);
        assert_eq!(english[1], "line 3, Slut: Tom.");
        let odd: Vec<RejectedRow> = (1..=30).map(|n| row(2 * n, "Slut", "", "Tom.")).collect();
        let wanted = "lines 2, 4, 6, 8, 10, 12, 14, 16, 18, 20 … (30 lines), Slut: Tom.";
        assert_eq!(told(&odd, Lang::En), [wanted]);
    }
}
