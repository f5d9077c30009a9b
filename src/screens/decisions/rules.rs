//! What a decision's form says while it is filled in: the rule of each field, what is unusual, and what will happen.

use super::form::{DecisionSheet, Key};
use crate::domain::calendar::long_date;
use crate::domain::decide::decisions::{Limits, check, limits};
use crate::domain::facts::decision::Terms;
use crate::domain::facts::participant::Participant;
use crate::domain::plain::shown;
use crate::domain::reading::parse_date;
use crate::domain::reckon::outlook::{Outlook, outlook};
use crate::domain::rules::{InForce, Name, Value, thousands};
use crate::screens::View;
use crate::screens::form::follow_day;
use crate::theme::Role;
use crate::widgets::form::Form;
use crate::{say, text};

/// Sets what stands beside each field, what stands under it while it is in focus, and the sentences at the bottom.
/// `met` is the person as the decision finds them.
pub fn follow(
    sheet: &DecisionSheet,
    form: &mut Form<Key>,
    met: &Participant,
    terms: &Terms,
    view: &View,
) {
    let rules = view.register.settings.rules();
    let limits = limits(rules, met, terms, None);
    let outlook = outlook(view.register, met, terms);
    // An employment that goes on came about as its first decision says.
    form.show(Key::ViaAmi, outlook.extends.is_none());
    form_field(form, &limits, terms, view);
    from_field(form, &outlook, view);
    until_field(form, &limits, terms, view);
    decided_field(form, &limits, view);
    number_fields(form, &limits, terms, view);
    via_field(form, view, terms);
    footer(sheet, form, met, terms, &outlook, view);
}

fn set(form: &mut Form<Key>, key: Key, beside: String, below: String) {
    form.set_beside(key, beside);
    form.set_example(key, below);
}

/// `(Förordning (2017:462) 27 §)`, harmless to show.
fn source(rule: &InForce, view: &View) -> String {
    format!("({})", shown(rule.source(view.lang)))
}

fn form_field(form: &mut Form<Key>, limits: &Limits, terms: &Terms, view: &View) {
    let lang = view.lang;
    let full = terms.form.full_name().get(lang);
    let outside = limits.outside_las.as_ref();
    let is_outside = outside.map(|rule| (rule.value == Value::Truth(true), source(rule, view)));
    let (beside, below) = match is_outside {
        Some((true, source)) => (
            say!(lang, sv: "utanför LAS", en: "outside LAS"),
            say!(lang, sv: "{full}; utanför LAS {source}", en: "{full}; outside LAS {source}"),
        ),
        Some((false, source)) => (
            say!(lang, sv: "LAS gäller", en: "LAS applies"),
            say!(lang, sv: "{full}; LAS gäller {source}", en: "{full}; LAS applies {source}"),
        ),
        None => (String::new(), full.to_owned()),
    };
    set(form, Key::Form, beside, below);
}

fn from_field(form: &mut Form<Key>, outlook: &Outlook, view: &View) {
    let lang = view.lang;
    follow_day(form, Key::From, view);
    let beside = match outlook.extends {
        Some(_) => say!(lang, sv: "förlänger, utan avbrott", en: "extends, without a break"),
        None => say!(lang, sv: "ny anställning", en: "a new employment"),
    };
    form.set_beside(Key::From, beside);
}

fn until_field(form: &mut Form<Key>, limits: &Limits, terms: &Terms, view: &View) {
    let lang = view.lang;
    let most = [&limits.latest, &limits.total].into_iter().flatten();
    let latest = most.map(|(latest, _)| *latest).min();
    let beside = match latest {
        Some(latest) if latest < terms.from => {
            say!(lang, sv: "inget kvar av stödtiden", en: "no support time left")
        }
        Some(latest) => say!(lang, sv: "högst till {latest}", en: "at most until {latest}"),
        None => String::new(),
    };
    let mut parts = Vec::new();
    if let Ok(day) = parse_date(form.text(Key::Until), view.today) {
        parts.push(long_date(day, lang));
    }
    if let Some((latest, rule)) = &limits.latest {
        let rule = rule.why(lang);
        parts.push(say!(lang,
            sv: "ett beslut: högst {rule}, till {latest}",
            en: "one decision: at most {rule}, until {latest}"));
    }
    match &limits.total {
        Some((latest, rule)) if *latest < terms.from => {
            let rule = rule.why(lang);
            parts.push(say!(lang,
                sv: "sammanlagt: högst {rule}, inget är kvar",
                en: "in all: at most {rule}, nothing is left"));
        }
        Some((latest, rule)) => {
            let rule = rule.why(lang);
            parts.push(say!(lang,
                sv: "sammanlagt: högst {rule}, till {latest}",
                en: "in all: at most {rule}, until {latest}"));
        }
        None if terms.form.longest_total().is_none() => parts.push(say!(lang,
            sv: "ingen längsta tid sammanlagt",
            en: "no longest time in all")),
        None => parts.push(say!(lang,
            sv: "längsta tiden den beslutsdagen är inte känd",
            en: "the longest time on that day of decision is not known")),
    }
    set(form, Key::Until, beside, parts.join("; "));
}

fn decided_field(form: &mut Form<Key>, limits: &Limits, view: &View) {
    let lang = view.lang;
    follow_day(form, Key::DecidedOn, view);
    let Some((last, rule)) = &limits.reconsideration else {
        return form.set_beside(Key::DecidedOn, String::new());
    };
    let rule = rule.why(lang);
    let beside = say!(lang, sv: "omprövning till {last}", en: "reconsideration until {last}");
    let below = say!(lang,
        sv: "reglerna är den dagens; omprövning begärs inom {rule}, till {last}",
        en: "the rules are that day's; reconsideration is asked for within {rule}, until {last}");
    set(form, Key::DecidedOn, beside, below);
}

fn number_fields(form: &mut Form<Key>, limits: &Limits, terms: &Terms, view: &View) {
    let lang = view.lang;
    let level = text!("som AF beslutat", "as AF decided");
    let below = say!(lang,
        sv: "stödets nivå som AF har beslutat den; den räknas aldrig ut här",
        en: "the level of support as AF decided it; it is never computed here");
    set(form, Key::Level, level.get(lang).to_owned(), below);

    let hours = terms.working_time;
    let beside = say!(lang, sv: "av heltid", en: "of full time");
    let below = say!(lang,
        sv: "av heltid; lönetaket minskas i samma mån",
        en: "of full time; the wage ceiling is less in proportion");
    set(form, Key::WorkingTime, beside, below);

    let (beside, below) = match &limits.ceiling {
        Some((most, rule)) => {
            let (most, rule) = (thousands(*most), rule.why(lang));
            (
                say!(lang, sv: "tak {most}", en: "ceiling {most}"),
                say!(lang,
                    sv: "lönen som stödet räknas på: högst {rule}, vid {hours} % {most}",
                    en: "the wage that support is counted on: at most {rule}, at {hours}% {most}"),
            )
        }
        None => (
            say!(lang, sv: "taket är inte känt", en: "the ceiling is not known"),
            say!(lang,
                sv: "lönetaket för beslutsdagen är inte känt",
                en: "the wage ceiling of the day of the decision is not known"),
        ),
    };
    set(form, Key::WageBase, beside, below);

    let (beside, below) = match &limits.extra {
        Some(rule) => {
            let (most, rule) = (rule.value.text(lang), rule.why(lang));
            (
                say!(lang, sv: "högst {most}", en: "at most {most}"),
                say!(lang,
                    sv: "extra till arbetsgivaren: högst {rule}; tomt om inget beslutats",
                    en: "extra to the employer: at most {rule}; empty where none was decided"),
            )
        }
        None => (String::new(), String::new()),
    };
    set(form, Key::Extra, beside, below);
}

fn via_field(form: &mut Form<Key>, view: &View, terms: &Terms) {
    let lang = view.lang;
    let rules = view.register.settings.rules();
    let rule = rules.in_force(Name::QuotaMost, terms.from);
    let rule = rule.map(|rule| source(&rule, view)).unwrap_or_default();
    let beside = match terms.via_ami {
        true => say!(lang, sv: "räknas i årets kvot", en: "counts in the quota"),
        false => say!(lang, sv: "räknas inte", en: "does not count"),
    };
    let below = say!(lang,
        sv: "en anställning som kom till genom AMI räknas i årets kvot {rule}",
        en: "an employment that came about through AMI counts in the year's quota {rule}");
    set(form, Key::ViaAmi, beside, below);
}

fn footer(
    sheet: &DecisionSheet,
    form: &mut Form<Key>,
    met: &Participant,
    terms: &Terms,
    outlook: &Outlook,
    view: &View,
) {
    let lang = view.lang;
    let is_read = |key| parse_date(form.text(key), view.today).is_ok();
    let mut footer = Vec::new();
    // A day that is half typed is no fault yet.
    if [Key::From, Key::Until, Key::DecidedOn]
        .into_iter()
        .all(is_read)
    {
        footer.push((consequence(sheet, terms, outlook, view), Role::Plain));
        let found = match sheet.refused(terms.from, view) {
            Some(refusal) => Err(refusal),
            None => check(view.register.settings.rules(), met, terms, None),
        };
        if terms.decided_on > view.today {
            let text = say!(lang,
                sv: "Beslutsdagen har inte varit än.",
                en: "The day of the decision has not been yet.");
            footer.push((text, Role::Warning));
        }
        match found {
            Ok(warnings) => {
                let warnings = warnings
                    .iter()
                    .map(|warning| (warning.text(lang), Role::Warning));
                footer.extend(warnings);
            }
            // Once it has been refused, it stands at its field.
            Err(_) if form.has_fault() => {}
            Err(refusal) => footer.push((format!("! {}", refusal.text(lang)), Role::Alarm)),
        }
    }
    form.set_footer(footer);
}

/// What saving would lead to, in sentences.
fn consequence(sheet: &DecisionSheet, terms: &Terms, outlook: &Outlook, view: &View) -> String {
    let lang = view.lang;
    let mut said = Vec::new();
    if let Some(old) = sheet.replaced(view) {
        let id = old.id;
        said.push(match terms.from.pred_opt().filter(|last| *last >= old.terms.from) {
            Some(last) => say!(lang, sv: "Beslut {id} slutar {last}.", en: "Decision {id} ends on {last}."),
            None => say!(lang,
                sv: "Beslut {id} räknas inte längre.",
                en: "Decision {id} does not count any more."),
        });
    }
    said.push(match (outlook.extends, outlook.quota) {
        (Some(start), _) => say!(lang,
            sv: "Förlänger anställningen som började {start}.",
            en: "Extends the employment that began {start}."),
        (None, None) => say!(lang,
            sv: "En ny anställning, utanför årets kvot.",
            en: "A new employment, outside the year's quota."),
        (None, Some(quota)) => {
            let (n, year) = (quota.started, quota.year);
            let range = quota.range.map(|(least, most)| format!("{least}–{most}"));
            match range {
                Some(range) => say!(lang,
                    sv: "En ny anställning: nummer {n} av {range} år {year}.",
                    en: "A new employment: number {n} of {range} in {year}."),
                None => say!(lang,
                    sv: "En ny anställning: nummer {n} år {year}.",
                    en: "A new employment: number {n} in {year}."),
            }
        }
    });
    if let Some(total) = &outlook.total {
        let (form, months) = (terms.form.name().get(lang), total.months);
        let most = total.rule.value.text(lang);
        said.push(say!(lang,
            sv: "Stödtid i formen {form} med detta: {months} av högst {most}.",
            en: "Support time in the form {form} with this: {months} of at most {most}."));
    }
    said.join(" ")
}
