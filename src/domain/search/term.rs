//! One term of a search, and how well it fits a person.

use crate::domain::search::fold::{Letters, Missing, WordStarts, fold_onto};
use crate::domain::search::head::{Head, word_at};
use crate::domain::search::typo::Slip;

/// Longer queries are cut: no name needs more, and the time a key takes stays bounded.
const QUERY_CHARACTERS: usize = 64;

/// One word of a query, folded.
pub(super) struct Term {
    pub(super) text: String,
    head: Head,
    letters: Letters,
    number: Option<u32>,
    /// Typed as `#12`: a number of a person and nothing else.
    only_id: bool,
}

/// What a term is held against: one person, folded.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub(super) id: u32,
    /// The name, a space, and what else the person is found by; blank for a person without a name.
    pub(super) text: &'a [u8],
    pub(super) name_length: usize,
    pub(super) letters: Letters,
    pub(super) starts: WordStarts,
}

impl<'a> Target<'a> {
    fn name(self) -> &'a [u8] {
        &self.text[..self.name_length]
    }
}

/// How far a search goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// The tiers from [`Tier::Other`] up.
    Beginnings,
    All,
}

/// How a term fits, best last. The value is its weight: the weights of a query's terms are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// The beginning of a word, but for one slip.
    Typo = 1,
    /// Its letters, in order, scattered over the name.
    Scattered = 2,
    /// The beginning of a word of what else is said of the person.
    Other = 3,
    /// The beginning of the second half of a double name.
    AfterHyphen = 4,
    /// The beginning of the id.
    IdBegins = 5,
    /// The beginning of a given or family name.
    Begins = 6,
    /// The id itself.
    Id = 9,
}

/// The terms weigh less than this wherever one of them fits by scattered letters or a slip, whole names aside.
pub(super) fn least_weight_of_beginnings(terms: &[Term]) -> usize {
    let best = |term: &Term| term.number.map_or(Tier::Begins, |_| Tier::Id) as usize;
    let all: usize = terms.iter().map(best).sum();
    let given_up = terms.iter().map(best).min().unwrap_or(0);
    all - given_up + Tier::Scattered as usize + 1
}

/// The best way a term fits a person.
#[derive(Clone, Copy)]
pub(super) struct Fit {
    pub(super) tier: Tier,
    /// Orders fits of one tier, higher first; what is scattered is weighed by the fuzzy matcher instead.
    pub(super) closeness: u8,
    /// Where in the folded name the word begins, for the tiers that mark a word.
    at: usize,
}

/// A query that is somebody's name from beginning to end.
pub(super) struct WholeName {
    /// How each term fits, in the order of the terms.
    pub(super) fits: Vec<Fit>,
    pub(super) slips: usize,
}

/// How the terms, in any order, are the whole of a person's name, if they are: with one slip at most, and that
/// only where other terms bear it out.
pub(super) fn whole_name(terms: &[Term], target: Target<'_>) -> Option<WholeName> {
    if !as_long_as(terms, target.name_length) {
        return None;
    }
    let name = target.name();
    let words = target.starts.in_text(name);
    let mut free: Vec<usize> = words.filter(|&at| !after_hyphen(name, at)).collect();
    if free.len() != terms.len() {
        return None;
    }
    let mut whole = WholeName {
        fits: Vec::with_capacity(terms.len()),
        slips: 0,
    };
    for term in terms {
        let (index, (slips, fit)) = free
            .iter()
            .enumerate()
            .filter_map(|(index, &at)| Some((index, term.whole_word(name, at)?)))
            .min_by_key(|(_, (slips, _))| *slips)?;
        free.swap_remove(index);
        whole.slips += slips;
        whole.fits.push(fit);
    }
    (whole.slips == 0 || (whole.slips == 1 && terms.len() > 1)).then_some(whole)
}

/// Whether the terms are as long together as the name, but for one letter: no other name is [`whole_name`].
#[inline]
pub(super) fn as_long_as(terms: &[Term], name_length: usize) -> bool {
    let typed: usize = terms.iter().map(|term| term.text.len() + 1).sum();
    typed.abs_diff(name_length + 1) <= 1
}

/// The terms of a query, folded; none if it holds nothing to search for.
pub(super) fn terms(query: &str) -> Vec<Term> {
    let query: String = query
        .chars()
        .filter(|c| !c.is_control() || c.is_whitespace())
        .take(QUERY_CHARACTERS)
        .collect();
    let mut terms = Vec::new();
    for typed in query.split_whitespace() {
        let mut folded = String::new();
        fold_onto(&mut folded, typed);
        let only_id = typed
            .strip_prefix('#')
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
        terms.extend(
            folded
                .split(' ')
                .map(|text| text.trim_end_matches('-'))
                .filter(|text| !text.is_empty())
                .map(|text| Term {
                    head: Head::of(text.as_bytes()),
                    letters: Letters::of(text.as_bytes()),
                    number: text.parse().ok(),
                    only_id,
                    text: text.to_owned(),
                }),
        );
    }
    terms
}

impl Term {
    /// Whether a person with these letters can fit at all: a slip accounts for one letter that is not there.
    #[inline]
    pub(super) fn may_fit(&self, letters: Letters, reach: Reach) -> bool {
        let missing = self.letters.missing_in(letters);
        let may = match reach {
            Reach::Beginnings => missing == Missing::None && self.letters.may_begin(letters),
            Reach::All => missing != Missing::More,
        };
        may || self.number.is_some()
    }

    /// The best fit of this term, if any.
    #[inline]
    pub(super) fn fit(&self, target: Target<'_>, reach: Reach) -> Option<Fit> {
        let by_id = self.fit_id(target.id);
        if self.only_id {
            return by_id;
        }
        let by_text = self.fit_text(target, reach);
        by_id.into_iter().chain(by_text).max_by_key(|fit| fit.tier)
    }

    fn fit_id(&self, id: u32) -> Option<Fit> {
        let number = self.number?;
        let mut beginning = id;
        while beginning > number && number > 0 {
            beginning /= 10;
        }
        let tier = match beginning == number {
            true if id == number => Tier::Id,
            true => Tier::IdBegins,
            false => return None,
        };
        Some(Fit {
            tier,
            closeness: 0,
            at: 0,
        })
    }

    fn fit_text(&self, target: Target<'_>, reach: Reach) -> Option<Fit> {
        let missing = self.letters.missing_in(target.letters);
        if missing == Missing::None {
            if self.letters.may_begin(target.letters)
                && let Some(fit) = self.beginning(target)
            {
                return Some(fit);
            }
            if reach == Reach::All && is_scattered(self.text.as_bytes(), target.name()) {
                return Some(SCATTERED);
            }
        }
        (reach == Reach::All && missing != Missing::More)
            .then(|| self.slip(target))
            .flatten()
    }

    fn beginning(&self, target: Target<'_>) -> Option<Fit> {
        let term = self.text.as_bytes();
        let text = target.text;
        let mut best: Option<Fit> = None;
        for at in target.starts.in_text(text) {
            let begins = self.head.begins(word_at(text, at))
                && (!self.head.cut || text[at..].starts_with(term));
            if !begins {
                continue;
            }
            let tier = if at >= target.name_length {
                Tier::Other
            } else if after_hyphen(text, at) {
                Tier::AfterHyphen
            } else {
                Tier::Begins
            };
            let closeness = u8::from(ends_word(text, at + term.len()));
            if best.is_none_or(|best| (best.tier, best.closeness) < (tier, closeness)) {
                best = Some(Fit {
                    tier,
                    closeness,
                    at,
                });
            }
        }
        best
    }

    fn slip(&self, target: Target<'_>) -> Option<Fit> {
        let name = target.name();
        let mut best: Option<Fit> = None;
        for at in target.starts.in_text(name) {
            if !self.head.may_slip(word_at(target.text, at)) {
                continue;
            }
            let Some(slip) = self.slip_at(name, at) else {
                continue;
            };
            let whole = ends_word(name, at + slip.covers);
            let closeness = 2 * u8::from(whole) + u8::from(slip.begins_right());
            if best.is_none_or(|best| best.closeness < closeness) {
                best = Some(Fit {
                    tier: Tier::Typo,
                    closeness,
                    at,
                });
            }
        }
        best
    }

    /// The slip against the word at a place in the name. Two letters are too few to forgive one of them,
    /// unless they stand for the whole word; one letter is never forgiven.
    #[inline]
    fn slip_at(&self, name: &[u8], at: usize) -> Option<Slip> {
        let rest = &name[at..];
        let end = rest.iter().position(|&b| b == b' ').unwrap_or(rest.len());
        let slip = Slip::between(self.text.as_bytes(), &rest[..end])?;
        match self.text.len() {
            0 | 1 => None,
            2 => (slip.covers == end).then_some(slip),
            _ => Some(slip),
        }
    }

    /// The fit against the whole of the word at a place in the name, and its number of slips.
    fn whole_word(&self, name: &[u8], at: usize) -> Option<(usize, Fit)> {
        if self.only_id {
            return None;
        }
        let term = self.text.as_bytes();
        let fit = |tier| Fit {
            tier,
            closeness: 0,
            at,
        };
        if name[at..].starts_with(term) {
            let end = at + term.len();
            let last_is_missing = || name[end] != b' ' && ends_word(name, end + 1);
            let slips = usize::from(!ends_word(name, end));
            return (slips == 0 || last_is_missing()).then_some((slips, fit(Tier::Begins)));
        }
        let slip = self.slip_at(name, at)?;
        ends_word(name, at + slip.covers).then_some((1, fit(Tier::Typo)))
    }

    /// How many letters of the name the term's letters are scattered over, at the first place they are.
    pub(super) fn span(&self, name: &[u8]) -> Option<i64> {
        let mut end = 0;
        for letter in self.text.bytes() {
            end += 1 + name[end..].iter().position(|&l| l == letter)?;
        }
        let mut begin = end;
        for letter in self.text.bytes().rev() {
            begin = name[..begin].iter().rposition(|&l| l == letter)?;
        }
        i64::try_from(end - begin).ok()
    }

    /// The bytes of the folded name that a fit marks; `scattered` says which for letters in order.
    pub(super) fn marks(
        &self,
        fit: Fit,
        target: Target<'_>,
        scattered: impl FnOnce() -> Vec<usize>,
    ) -> Vec<usize> {
        match fit.tier {
            Tier::Begins | Tier::AfterHyphen => (fit.at..fit.at + self.text.len()).collect(),
            Tier::Scattered => scattered(),
            Tier::Typo => self
                .slip_at(target.name(), fit.at)
                .into_iter()
                .flat_map(Slip::typed_letters)
                .map(|offset| fit.at + offset)
                .collect(),
            Tier::Other | Tier::IdBegins | Tier::Id => Vec::new(),
        }
    }
}

const SCATTERED: Fit = Fit {
    tier: Tier::Scattered,
    closeness: 0,
    at: 0,
};

fn after_hyphen(text: &[u8], at: usize) -> bool {
    at > 0 && text[at - 1] == b'-'
}

fn ends_word(text: &[u8], end: usize) -> bool {
    matches!(text.get(end), None | Some(b' '))
}

fn is_scattered(term: &[u8], name: &[u8]) -> bool {
    let mut letters = name.iter();
    term.iter().all(|wanted| letters.any(|l| l == wanted))
}
