//! The rows of a list that were not taken, for people: what is wrong with several of them is one sentence.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::cli::rows::{Kind, RejectedRow};
use crate::say;
use crate::text::Lang;

/// Of one kind of fault in one column so many different sentences are told; the other rows are told beside them.
const SENTENCES: usize = 5;
/// The rows and values of a sentence take so many characters, about: three lines of a narrow terminal.
const LENGTH: usize = 200;
/// So many lines, or runs of lines, are named in a row.
const LINES: usize = 10;

/// The same fault of the same column.
struct Fault<'a> {
    heading: &'a str,
    reason: Cow<'a, str>,
    /// What stands in the cells, each value once, with its lines in order.
    values: Vec<(Option<&'a str>, Vec<u64>)>,
    /// Where each value is.
    places: HashMap<Option<&'a str>, usize>,
}

/// A sentence for each fault, in the order of the lines on which they come first: `rad 3–5, Start, ”okänt”: …`, or with
/// each value behind its lines, `rad 3 ”2026-1”, rad 5 ”okänt”, Start: …`.
pub fn told(rejected: &[RejectedRow], lang: Lang) -> Vec<String> {
    let mut faults: Vec<Fault> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    // Of each kind how many sentences there are, the line of the first, and where the rows beyond them are.
    let mut kinds: HashMap<(&str, &Kind), (usize, u64, Option<usize>)> = HashMap::new();
    for row in rejected {
        let (heading, reason) = (row.heading.as_str(), row.reason.as_str());
        if let Some(place) = places.get(&(heading, reason)) {
            faults[*place].add(row, lang);
            continue;
        }
        let (sentences, first, beyond) =
            (kinds.entry((heading, &row.kind))).or_insert((0, row.line, None));
        let place = match beyond {
            Some(place) => *place,
            None if *sentences < SENTENCES => {
                *sentences += 1;
                places.insert((heading, reason), faults.len());
                faults.push(Fault::new(heading, reason.into()));
                faults.len() - 1
            }
            None => {
                *beyond = Some(faults.len());
                faults.push(Fault::new(heading, as_on(*first, lang).into()));
                faults.len() - 1
            }
        };
        faults[place].add(row, lang);
    }
    faults.iter().map(|fault| fault.told(lang)).collect()
}

fn as_on(line: u64, lang: Lang) -> String {
    say!(lang,
        sv: "Samma slags fel som på rad {line}.",
        en: "The same kind of fault as on line {line}.")
}

impl<'a> Fault<'a> {
    fn new(heading: &'a str, reason: Cow<'a, str>) -> Fault<'a> {
        Fault {
            heading,
            reason,
            values: Vec::new(),
            places: HashMap::new(),
        }
    }

    fn add(&mut self, row: &'a RejectedRow, lang: Lang) {
        // What the sentence itself quotes is not told twice.
        let value = row.value.as_deref();
        let value = value.filter(|value| !self.reason.contains(&quote(value, lang)));
        let new = self.values.len();
        let place = *self.places.entry(value).or_insert(new);
        if place == new {
            self.values.push((value, Vec::new()));
        }
        let lines = &mut self.values[place].1;
        if lines.last() != Some(&row.line) {
            lines.push(row.line);
        }
    }

    fn told(&self, lang: Lang) -> String {
        let heading = (!self.heading.is_empty()).then(|| self.heading.to_owned());
        let parts: Vec<String> = match self.values.as_slice() {
            [(value, lines)] => {
                let value = value.map(|value| quote(value, lang));
                let lines = [in_runs(lines, lang)].into_iter();
                lines.chain(heading).chain(value).collect()
            }
            _ => [self.lines_and_values(lang)]
                .into_iter()
                .chain(heading)
                .collect(),
        };
        format!("{}: {}", parts.join(", "), self.reason)
    }

    /// Each value behind its lines; beyond a length the lines alone, and how many they are.
    fn lines_and_values(&self, lang: Lang) -> String {
        let mut told = String::new();
        for (at, (value, lines)) in self.values.iter().enumerate() {
            let value = value.map(|value| format!(" {}", quote(value, lang)));
            let part = in_runs(lines, lang) + &value.unwrap_or_default();
            if at > 0 && told.chars().count() + part.chars().count() > LENGTH {
                let rest = self.values[at..].iter().flat_map(|(_, lines)| lines);
                let mut rest: Vec<u64> = rest.copied().collect();
                rest.sort_unstable();
                rest.dedup();
                let (n, lines) = (rest.len(), in_runs(&rest, lang));
                let more = say!(lang, sv: " och {n} till, {lines}", en: " and {n} more, {lines}");
                return told + &more;
            }
            if at > 0 {
                told += ", ";
            }
            told += &part;
        }
        told
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
            kind: Kind::List,
        }
    }

    #[test]
    fn the_same_fault_of_many_lines_is_one_sentence() {
        let rows = [
            row(2, "Start", "nyss", "Fel."),
            row(3, "Start", "i fjol", "Fel."),
            row(3, "Slut", "", "Tom."),
            row(4, "Start", "nyss", "Fel."),
            row(6, "Hem", "sen", "Fel."),
            row(7, "Hem", "sen", "Fel."),
            row(8, "", "", "Hel."),
            row(9, "Arena", "Kokt", "”Kokt” finns inte."),
        ];
        let wanted = [
            "rad 2, 4 ”nyss”, rad 3 ”i fjol”, Start: Fel.",
            "rad 3, Slut: Tom.",
            "rad 6, 7, Hem, ”sen”: Fel.",
            "rad 8: Hel.",
            "rad 9, Arena: ”Kokt” finns inte.",
        ];
        assert_eq!(told(&rows, Lang::Sv), wanted);
        let english = told(&rows, Lang::En);
        assert_eq!(
            english[0],
            "lines 2, 4 “nyss”, line 3 “i fjol”, Start: Fel."
        );
        let odd: Vec<RejectedRow> = (1..=30).map(|n| row(2 * n, "Slut", "", "Tom.")).collect();
        let wanted = "lines 2, 4, 6, 8, 10, 12, 14, 16, 18, 20 … (30 lines), Slut: Tom.";
        assert_eq!(told(&odd, Lang::En), [wanted]);
    }

    #[test]
    fn each_value_stands_with_its_line_and_of_many_the_first_do() {
        let start = |line: u64| row(line, "Start", &format!("2026-{line}"), "Fel.");
        let many: Vec<RejectedRow> = (3..=28).map(start).collect();
        let wanted = "rad 3 ”2026-3”, rad 4 ”2026-4”, rad 5 ”2026-5”, rad 6 ”2026-6”, rad 7 ”2026-7”, rad 8 ”2026-8”, \
                      rad 9 ”2026-9”, rad 10 ”2026-10”, rad 11 ”2026-11”, rad 12 ”2026-12”, rad 13 ”2026-13”, \
                      rad 14 ”2026-14” och 14 till, rad 15–28, Start: Fel.";
        assert_eq!(told(&many, Lang::Sv), [wanted]);
    }

    #[test]
    fn of_many_sentences_of_a_kind_the_first_are_told_and_the_values_of_the_others() {
        let arena = |line: u64| {
            let value = format!("Kök{line}");
            let reason = format!("”{value}” finns inte.");
            row(line, "Arena", &value, &reason)
        };
        let rows: Vec<RejectedRow> = (2..=8).map(arena).collect();
        let wanted = [
            "rad 2, Arena: ”Kök2” finns inte.",
            "rad 3, Arena: ”Kök3” finns inte.",
            "rad 4, Arena: ”Kök4” finns inte.",
            "rad 5, Arena: ”Kök5” finns inte.",
            "rad 6, Arena: ”Kök6” finns inte.",
            "rad 7 ”Kök7”, rad 8 ”Kök8”, Arena: Samma slags fel som på rad 2.",
        ];
        assert_eq!(told(&rows, Lang::Sv), wanted);
    }
}
