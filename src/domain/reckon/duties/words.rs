//! Duties in words: what each is about, and the rule that makes it one.

use chrono::NaiveDate;

use crate::domain::calendar::{add_months, month};
use crate::domain::facts::handling::DutyKey;
use crate::domain::facts::outcome::End;
use crate::domain::facts::participant::Group;
use crate::domain::facts::process::StepKind;
use crate::domain::plain::shown;
use crate::domain::reckon::duties::{Duty, Matter};
use crate::domain::reckon::lasting::latest_ended;
use crate::domain::reckon::threshold::Clock;
use crate::domain::register::Register;
use crate::domain::rules::Name;
use crate::text::{Lang, Text};
use crate::{say, text};

/// What a duty is about, by its kind and by the part of its key that tells two of one kind apart.
fn titled(slug: &str, part: &str) -> Option<Text> {
    let step = |step: &StepKind| step.slug() == part;
    Some(match (slug, part) {
        ("no-plan", "reached") => {
            text!(
                "över tolv månader, ingen plan",
                "over twelve months, no plan"
            )
        }
        ("no-plan", _) => text!(
            "nära tolv månader, ingen plan",
            "near twelve months, no plan"
        ),
        ("plan-due", _) => text!("planens nästa steg", "the plan's next step"),
        ("decision-ends", "reached") => {
            text!("beslutet har tagit slut", "the decision has run out")
        }
        ("decision-ends", _) => text!("beslutet tar slut", "the decision ends"),
        ("total-runs-out", _) => text!("stödtiden tar slut", "support time runs out"),
        ("step-waits", "contact") => text!("AF:s kontakt dröjer", "AF's contact is late"),
        ("step-waits", _) => StepKind::ALL.iter().find(|one| step(one))?.name(),
        ("claim", _) => text!("rekvisition", "claim"),
        ("no-schedule", _) => text!("inget schema", "no schedule"),
        ("no-support", _) => text!("ingen handledare från AMI", "no supervisor from AMI"),
        ("job-check", _) => text!("har arbetet varat?", "has the job lasted?"),
        ("untaken", _) => text!("omarkerade", "unmarked"),
        _ => return None,
    })
}

impl DutyKey {
    /// What the duty is about and the day that it follows from, in words: `inget schema, 2026-03-02`. Whom it is about is
    /// told beside it, but for a group. A kind that only a later version knows has no words here.
    pub fn text(&self, lang: Lang) -> String {
        let mut parts = self.0.split('/');
        let mut next = || parts.next().unwrap_or_default();
        let (slug, about, due, part) = (next(), next(), next(), next());
        let Some(title) = titled(slug, part) else {
            return shown(&self.0).into_owned();
        };
        let group = Group::ALL.into_iter().find(|group| group.slug() == about);
        let group = group.map(|group| group.name().get(lang));
        let due = Some(due).filter(|due| !due.is_empty());
        let told = [Some(title.get(lang)), group, due];
        shown(&told.into_iter().flatten().collect::<Vec<_>>().join(", ")).into_owned()
    }
}

impl Duty {
    /// What is to be done, in a few words.
    pub fn title(&self, today: NaiveDate, lang: Lang) -> String {
        let title = titled(self.matter.slug(), self.matter.part());
        let title = title.map_or("", |title| title.get(lang));
        match self.matter {
            Matter::TotalRunsOut { form, .. } => {
                let form = form.name().get(lang);
                format!("{title} ({form})")
            }
            Matter::Claim { month: first } => {
                let name = of_month(first, lang);
                match self.is_lost(today) {
                    true => {
                        say!(lang, sv: "förlorad rekvisition, {name}", en: "lost claim, {name}")
                    }
                    false => say!(lang, sv: "{title} för {name}", en: "{title} for {name}"),
                }
            }
            Matter::Untaken { unmarked, expected } => say!(lang,
                sv: "{unmarked} av {expected} {title}",
                en: "{unmarked} of {expected} {title}"),
            _ => title.to_owned(),
        }
    }

    /// The same in two or three short words, for where there is little room beside a name.
    pub fn short_title(&self, today: NaiveDate, lang: Lang) -> String {
        match self.matter {
            Matter::NoPlan {
                clock: Clock::Reached,
                ..
            } => say!(lang, sv: "över, ingen plan", en: "over, no plan"),
            Matter::NoPlan { .. } => say!(lang, sv: "nära, ingen plan", en: "near, no plan"),
            Matter::PlanDue => say!(lang, sv: "plan: nästa steg", en: "plan: next step"),
            Matter::DecisionEnds {
                clock: Clock::Reached,
                ..
            } => say!(lang, sv: "beslutet är slut", en: "decision is over"),
            Matter::DecisionEnds { .. } => {
                say!(lang, sv: "beslutet tar slut", en: "decision ends")
            }
            Matter::TotalRunsOut { .. } => {
                say!(lang, sv: "stödtid tar slut", en: "support runs out")
            }
            Matter::StepWaits {
                step: StepKind::Contact,
            } => say!(lang, sv: "AF dröjer", en: "AF is late"),
            Matter::Claim { month: first } => {
                let name = month(first).short.get(lang);
                match self.is_lost(today) {
                    true => say!(lang, sv: "förlorad rekv. {name}", en: "lost claim, {name}"),
                    false => say!(lang, sv: "rekvisition {name}", en: "claim for {name}"),
                }
            }
            Matter::NoSupport => say!(lang, sv: "ingen handledare", en: "no supervisor"),
            Matter::JobCheck => say!(lang, sv: "varade arbetet?", en: "did the job last?"),
            Matter::Untaken { unmarked, expected } => say!(lang,
                sv: "{unmarked}/{expected} omarkerade",
                en: "{unmarked}/{expected} unmarked"),
            Matter::StepWaits { .. } | Matter::NoSchedule => self.title(today, lang),
        }
    }

    /// The rule, its value, its source, and the days it was counted from, in a sentence.
    pub fn why(&self, register: &Register, today: NaiveDate, lang: Lang) -> String {
        let person = self.who().and_then(|id| register.people.get(&id));
        let rules = register.settings.rules();
        let rule = |name, on| {
            let rule = rules.in_force(name, on);
            rule.map(|rule| rule.why(lang)).unwrap_or_default()
        };
        let due = self.due;
        match self.matter {
            Matter::NoPlan { .. } => {
                let standing = person.and_then(|person| register.standing(person, today));
                let why = standing.map(|s| s.why(&register.settings.rule, lang));
                let why = why.unwrap_or_default();
                say!(lang,
                    sv: "{why}. Planera vidare innan AMI inte längre kan erbjuda utveckling.",
                    en: "{why}. Plan onward before AMI can no longer offer a development.")
            }
            Matter::PlanDue => {
                let plan = person.and_then(|person| person.plan_onward(today));
                let (next, by) = plan.map_or(("", ""), |plan| (&plan.next, &plan.responsible));
                say!(lang,
                    sv: "planen: {next}; {by} ansvarar, klart {due}",
                    en: "the plan: {next}; {by} sees to it, due {due}")
            }
            Matter::DecisionEnds { .. } => {
                let standing = person.and_then(|p| register.decision_standing(p, today));
                standing.map(|s| s.why(lang)).unwrap_or_default()
            }
            Matter::TotalRunsOut { .. } => {
                let standing = person.and_then(|p| register.total_standing(p, today));
                standing.map(|s| s.why(lang)).unwrap_or_default()
            }
            Matter::StepWaits {
                step: StepKind::Contact,
            } => {
                let interest = person.and_then(|p| p.process()?.interest.done);
                let Some(interest) = interest else {
                    return of_plan(due, lang);
                };
                let rule = rule(Name::ContactWithin, interest);
                say!(lang,
                    sv: "intresseanmälan {interest}, AF kontaktar arbetsgivaren inom {rule} = {due}",
                    en: "expression of interest {interest}, AF contacts the employer within {rule} = {due}")
            }
            Matter::StepWaits { .. } => of_plan(due, lang),
            Matter::Claim { month } => {
                let rule = rule(Name::ClaimWithin, last_of(month));
                let month = of_month(month, lang);
                say!(lang,
                    sv: "stöd under {month}; underlaget till AF inom {rule} efter månaden = {due}, annars förlorat",
                    en: "support in {month}; the basis to AF within {rule} after the month = {due}, else lost")
            }
            Matter::NoSchedule => say!(lang,
                sv: "vistelsen började {due} och har inga tider, så timmar och väntad närvaro är okända",
                en: "the stay began {due} and has no hours, so time and expected days are unknown"),
            Matter::NoSupport => say!(lang,
                sv: "placerad i en annan enhet sedan {due}; en arbetshandledare från AMI ska stödja platsen",
                en: "placed in another unit since {due}; a supervisor from AMI is to support the place"),
            Matter::JobCheck => {
                let end = person.and_then(|person| latest_ended(person)?.end.as_ref());
                let start = end.and_then(End::first_day_of_job);
                let rule = rule(Name::JobLasts, start.unwrap_or(today));
                let start = start.map(|day| day.to_string()).unwrap_or_default();
                say!(lang,
                    sv: "arbetet började {start} och räknas när det har varat {rule} = {due}; anteckna hur det gick på kortet",
                    en: "the job began {start} and counts when it has lasted {rule} = {due}; note how it went on the card")
            }
            Matter::Untaken { .. } => {
                let rule = rule(Name::UntakenWithin, today);
                say!(lang,
                    sv: "en omarkerad dag är okänd, varken närvaro eller frånvaro; bevakas {rule} bakåt",
                    en: "an unmarked day is unknown, neither present nor absent; watched {rule} back")
            }
        }
    }
}

/// Why a step waits for which nothing but the plan says when.
fn of_plan(due: NaiveDate, lang: Lang) -> String {
    say!(lang,
        sv: "planerat {due} och inte antecknat som klart",
        en: "planned {due} and not noted as done")
}

/// The last day of a month.
fn last_of(first: NaiveDate) -> NaiveDate {
    add_months(first, 1).pred_opt().unwrap_or(first)
}

/// `maj 2026`.
fn of_month(first: NaiveDate, lang: Lang) -> String {
    use chrono::Datelike;
    let (name, year) = (month(first).long.get(lang), first.year());
    format!("{name} {year}")
}
