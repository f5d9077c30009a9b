//! Finding a person letter by letter: in any order of the names, without å ä ö, and with one slip in a term.

mod fold;
mod head;
mod numbers;
mod term;
mod typo;

use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::domain::order::sort_key;

use fold::{Letters, WordStarts, fold_onto, is_mark, origins};
use head::PADDING;
pub use numbers::{FoundBy, Number, before};
use term::{Reach, Target, Term, Tier, as_long_as, least_weight_of_beginnings, terms, whole_name};

/// A person to be found.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    pub id: u32,
    /// The name as it is shown; empty for a protected identity, which is found by its id only.
    pub name: &'a str,
    /// What else the person is found by, with a lower weight, such as the arena; may be empty.
    pub other: &'a str,
    /// Whether the person's time at the unit is over.
    pub past: bool,
}

/// A person found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub id: u32,
    /// The higher the better; comparable within one answer only, and nothing for who was found by a number.
    pub score: i64,
    /// The characters of the name that were matched: indices of `char`s, ascending.
    pub highlights: Vec<usize>,
    /// The number that found the person; `None` where name, place or the number in the register did.
    pub by: Option<FoundBy>,
}

/// Scattered letters are weighed for so many people at a key; where a few letters fit more people than that,
/// the others follow by how close together the letters stand.
const WEIGHED: usize = 256;
/// Taken from the closeness of those others, so that they come after everyone weighed.
const NOT_WEIGHED: i64 = 400_000;

/// Everyone who can be found. Made once from the people, asked at every key.
pub struct Finder {
    /// In Swedish order, those without a name last, so that a position is also a rank.
    people: Vec<Person>,
    /// The letters of each of `people`, apart from them: all that is read of most people at a key.
    letters: Vec<Letters>,
    /// The name of each of `people` as shown.
    names: Vec<Box<str>>,
    /// All names and other texts, folded.
    folded: String,
    matcher: SkimMatcherV2,
}

/// One person, and where in the folded text of the [`Finder`] to look for the name and the rest.
struct Person {
    id: u32,
    past: bool,
    starts: WordStarts,
    begin: usize,
    name_end: usize,
    end: usize,
}

/// Somebody all terms fit.
struct Candidate {
    rank: usize,
    /// Weights of the tiers, then present before past: what decides before closeness does.
    group: usize,
    closeness: i64,
    /// Some term fits only letter by letter, so the fuzzy matcher must weigh it.
    scattered: bool,
}

impl Finder {
    /// Makes ready to find these people. Costs a few microseconds a person.
    pub fn new<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Finder {
        let mut entries: Vec<_> = entries
            .into_iter()
            .map(|entry| (entry.name.trim().is_empty(), sort_key(entry.name), entry))
            .collect();
        entries.sort_unstable_by(|(a_nameless, a_key, a), (b_nameless, b_key, b)| {
            (a_nameless, a_key, a.id).cmp(&(b_nameless, b_key, b.id))
        });
        let mut finder = Finder {
            people: Vec::with_capacity(entries.len()),
            letters: Vec::with_capacity(entries.len()),
            names: Vec::with_capacity(entries.len()),
            folded: String::new(),
            matcher: SkimMatcherV2::default().respect_case(),
        };
        for (nameless, _, entry) in entries {
            let begin = finder.folded.len();
            fold_onto(&mut finder.folded, entry.name);
            let name_end = finder.folded.len();
            if !nameless {
                finder.folded.push(' ');
                fold_onto(&mut finder.folded, entry.other);
            }
            finder.folded.push_str(PADDING);
            let text = &finder.folded.as_bytes()[begin..];
            finder.letters.push(Letters::of(text));
            finder.people.push(Person {
                id: entry.id,
                past: entry.past,
                starts: WordStarts::of(text),
                begin,
                name_end,
                end: finder.folded.len(),
            });
            finder.names.push(entry.name.into());
        }
        finder
    }

    /// The people a query fits, best first, `limit` at most. Every term must fit: as the beginning of a name, of
    /// the second half of a double name, of the id (`12`, `#12`) or of the other text, as letters in their order,
    /// or as a beginning with one wrong, missing, extra or swapped letter; in this order of worth but that an id
    /// is first, present people before past ones where the worth is equal, then in Swedish order.
    /// An empty query finds everyone.
    pub fn find(&self, query: &str, limit: usize) -> Vec<Hit> {
        let terms = terms(query);
        if terms.is_empty() {
            return self.everyone(limit);
        }
        let mut found = self.candidates(&terms, Reach::Beginnings);
        // Other fits always come after these, so they are looked for only if these are too few.
        let sure = 2 * least_weight_of_beginnings(&terms);
        if found.iter().filter(|c| c.group >= sure).count() < limit {
            found = self.candidates(&terms, Reach::All);
        }
        let worst = worst_group(&found, limit);
        found.retain(|candidate| candidate.group >= worst);
        self.weigh_scattered(&terms, &mut found);
        if limit < found.len() {
            found.select_nth_unstable_by_key(limit, Candidate::best_first);
            found.truncate(limit);
        }
        found.sort_unstable_by_key(Candidate::best_first);
        found
            .iter()
            .map(|candidate| Hit {
                id: self.people[candidate.rank].id,
                score: candidate.score(),
                highlights: self.highlights(&terms, candidate.rank),
                by: None,
            })
            .collect()
    }

    fn everyone(&self, limit: usize) -> Vec<Hit> {
        let of = |past| self.people.iter().filter(move |person| person.past == past);
        of(false)
            .chain(of(true))
            .take(limit)
            .map(|person| Hit {
                id: person.id,
                score: 0,
                highlights: Vec::new(),
                by: None,
            })
            .collect()
    }

    fn candidates(&self, terms: &[Term], reach: Reach) -> Vec<Candidate> {
        let mut found = Vec::new();
        for (rank, &letters) in self.letters.iter().enumerate() {
            let may_fit = |reach| terms.iter().all(|term| term.may_fit(letters, reach));
            let may_be_whole = || {
                let person = &self.people[rank];
                terms.len() > 1
                    && as_long_as(terms, person.name_end - person.begin)
                    && may_fit(Reach::All)
            };
            if may_fit(reach) || may_be_whole() {
                found.extend(self.candidate(terms, rank, reach));
            }
        }
        found
    }

    fn candidate(&self, terms: &[Term], rank: usize, reach: Reach) -> Option<Candidate> {
        let target = self.target(rank);
        let (mut weight, mut closeness) = (0, 0);
        let mut scattered = false;
        if let Some(whole) = whole_name(terms, target) {
            // Somebody whose whole name was typed is meant, whoever else's names only begin like it. One slip
            // does not change that: "lena berg" brings Lena Öberg before a crowd of Bergström and Bergman.
            weight = terms.len() * Tier::Begins as usize + 2 - whole.slips;
        } else {
            for term in terms {
                let fit = term.fit(target, reach)?;
                weight += fit.tier as usize;
                closeness += i64::from(fit.closeness);
                scattered |= fit.tier == Tier::Scattered;
            }
        }
        Some(Candidate {
            rank,
            group: 2 * weight + usize::from(!self.people[rank].past),
            closeness,
            scattered,
        })
    }

    fn target(&self, rank: usize) -> Target<'_> {
        let person = &self.people[rank];
        Target {
            id: person.id,
            text: &self.folded.as_bytes()[person.begin..person.end],
            name_length: person.name_end - person.begin,
            letters: self.letters[rank],
            starts: person.starts,
        }
    }

    fn folded_name(&self, rank: usize) -> &str {
        let person = &self.people[rank];
        &self.folded[person.begin..person.name_end]
    }

    /// Makes the closeness of scattered letters what the fuzzy matcher says of them.
    fn weigh_scattered(&self, terms: &[Term], found: &mut [Candidate]) {
        let mut scattered: Vec<&mut Candidate> = found.iter_mut().filter(|c| c.scattered).collect();
        if scattered.len() > WEIGHED {
            for candidate in &mut scattered {
                let name = self.folded_name(candidate.rank).as_bytes();
                let spans = terms.iter().filter_map(|term| term.span(name));
                candidate.closeness -= NOT_WEIGHED + spans.sum::<i64>();
            }
            scattered.select_nth_unstable_by_key(WEIGHED, |candidate| candidate.best_first());
        }
        let weighed = scattered.len().min(WEIGHED);
        for candidate in &mut scattered[..weighed] {
            candidate.closeness = self.scattered_score(terms, candidate.rank);
        }
    }

    fn scattered_score(&self, terms: &[Term], rank: usize) -> i64 {
        let target = self.target(rank);
        terms
            .iter()
            .filter_map(|term| Some((term, term.fit(target, Reach::All)?)))
            .map(|(term, fit)| match fit.tier {
                Tier::Scattered => self
                    .matcher
                    .fuzzy_indices(self.folded_name(rank), &term.text)
                    .map_or(0, |(score, _)| score),
                _ => i64::from(fit.closeness),
            })
            .sum()
    }

    fn highlights(&self, terms: &[Term], rank: usize) -> Vec<usize> {
        let target = self.target(rank);
        let shown = &self.names[rank];
        let origins = origins(shown);
        let fits = match whole_name(terms, target) {
            Some(whole) => whole.fits,
            None => terms
                .iter()
                .filter_map(|term| term.fit(target, Reach::All))
                .collect(),
        };
        let mut highlights: Vec<usize> = terms
            .iter()
            .zip(fits)
            .flat_map(|(term, fit)| {
                term.marks(fit, target, || {
                    self.matcher
                        .fuzzy_indices(self.folded_name(rank), &term.text)
                        .map(|(_, indices)| indices)
                        .unwrap_or_default()
                })
            })
            .filter_map(|folded| origins.get(folded).copied())
            .collect();
        for (index, character) in shown.chars().enumerate() {
            if is_mark(character) && index > 0 && highlights.contains(&(index - 1)) {
                highlights.push(index);
            }
        }
        highlights.sort_unstable();
        highlights.dedup();
        highlights
    }
}

impl Candidate {
    fn best_first(&self) -> (Reverse<usize>, Reverse<i64>, usize) {
        (Reverse(self.group), Reverse(self.closeness), self.rank)
    }

    /// Group first, closeness within it: the two as one number.
    fn score(&self) -> i64 {
        const GROUP: i64 = 1_000_000;
        let within = (self.closeness + GROUP / 2).clamp(0, GROUP - 1);
        i64::try_from(self.group).unwrap_or(i64::MAX / GROUP - 1) * GROUP + within
    }
}

/// The lowest group that still reaches the first `limit`; those below it need not be weighed or sorted.
fn worst_group(found: &[Candidate], limit: usize) -> usize {
    let highest = found.iter().map(|candidate| candidate.group).max();
    let mut sizes = vec![0usize; highest.map_or(0, |group| group + 1)];
    for candidate in found {
        sizes[candidate.group] += 1;
    }
    let mut reached = 0;
    (0..sizes.len())
        .rev()
        .find(|&group| {
            reached += sizes[group];
            reached >= limit
        })
        .unwrap_or(0)
}
