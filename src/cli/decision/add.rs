//! `decision add`: what AF decided, held to the rules of its own day.

use chrono::{Datelike, NaiveDate};
use clap::Args;

use super::{Became, number};
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::options::Options;
use crate::cli::session::Session;
use crate::cli::shared::{NOTE, WHO};
use crate::cli::value::{WrongValue, whole};
use crate::cli::who;
use crate::domain::decide::command::Command;
use crate::domain::decide::decisions::{check, making_room, usual_last_day};
use crate::domain::facts::change::Change;
use crate::domain::facts::decision::{Decision, DecisionId, Form, PER_CENT, Terms};
use crate::domain::facts::participant::{Participant, PersonId};
use crate::domain::reckon::employments::employments;
use crate::domain::reckon::quota;
use crate::domain::register::Register;
use crate::domain::rules::{Kind, Value};
use crate::say;
use crate::store::Committed;
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(help = WHO)]
    who: String,
    /// The form of support: development, employment or security
    ///
    /// Stödets form: utveckling, anställning eller trygghet
    #[arg(long, value_parser = form)]
    form: Form,
    /// The first day with support
    ///
    /// Första dagen med stöd
    #[arg(long, value_name = "DATE")]
    from: String,
    /// The last day; if not given, a year or what is left of the longest
    ///
    /// Sista dagen; om den inte anges ett år, eller vad som är kvar av det längsta
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// The day of the decision: its rules are those of that day
    ///
    /// Dagen för beslutet: reglerna är de som gällde den dagen
    #[arg(long, value_name = "DATE")]
    decided_on: String,
    /// The level of support in per cent, as AF decided it
    ///
    /// Stödets nivå i procent, som AF har beslutat den
    #[arg(long, value_name = "N", value_parser = whole(PER_CENT))]
    level: u8,
    /// Working time in per cent of full time
    ///
    /// Arbetstiden i procent av heltid
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = whole(PER_CENT))]
    working_time: u8,
    /// The wage that the support is counted on, in kronor a month
    ///
    /// Lönen som stödet räknas på, i kronor i månaden
    #[arg(long, value_name = "KRONOR", value_parser = kronor)]
    wage_base: Option<u32>,
    /// Extra money to the employer, in kronor a month
    ///
    /// Extra medel till arbetsgivaren, i kronor i månaden
    #[arg(long, value_name = "KRONOR", value_parser = kronor)]
    extra: Option<u32>,
    /// AF's reference number
    ///
    /// AF:s diarienummer
    #[arg(long, value_name = "TEXT", default_value = "")]
    reference: String,
    /// Who at AF to turn to
    ///
    /// Vem på AF man vänder sig till
    #[arg(long, value_name = "TEXT", default_value = "")]
    contact: String,
    #[arg(long, value_name = "TEXT", default_value = "", help = NOTE)]
    note: String,
    /// The employment came about without AMI and is not in the year's quota
    ///
    /// Anställningen kom till utan AMI och räknas inte i årets kvot
    #[arg(long)]
    not_via_ami: bool,
    /// The number of the decision that this one takes the place of
    ///
    /// Numret på det beslut som det här kommer i stället för
    #[arg(long, value_name = "N", value_parser = number)]
    replaces: Option<DecisionId>,
    /// Check and warn, and record nothing; that the card was read is logged
    ///
    /// Kontrollera och varna, och registrera inget; att kortet lästes loggas
    #[arg(long)]
    dry_run: bool,
}

fn form(text: &str) -> Result<Form, WrongValue> {
    Form::read(text).ok_or_else(|| WrongValue::one_of(&Form::ALL, Form::slug, Form::name))
}

fn kronor(text: &str) -> Result<u32, WrongValue> {
    match Value::read(Kind::Kronor, text) {
        Some(Value::Kronor(kronor)) => Ok(kronor),
        _ => Err(WrongValue::new(|lang| {
            say!(lang,
                sv: "ange hela kronor i månaden, till exempel 18300",
                en: "give whole kronor a month, such as 18300")
        })),
    }
}

/// Records the decision, or says what would come of it.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let lang = options.lang;
    let from = options.day(Some(&arguments.from))?;
    let decided_on = options.day(Some(&arguments.decided_on))?;
    let until = options.day_if_told(arguments.until.as_deref())?;
    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, &arguments.who, options.today)?;
    let mut terms = Terms {
        form: arguments.form,
        from,
        until: until.unwrap_or(from),
        decided_on,
        level: Some(arguments.level),
        working_time: arguments.working_time,
        wage_base: arguments.wage_base,
        extra: arguments.extra,
        reference: arguments.reference.clone(),
        contact: arguments.contact.clone(),
        note: arguments.note.clone(),
        via_ami: !arguments.not_via_ami,
    };
    if until.is_none() {
        terms.until = usual(&session, who, &terms, arguments.replaces)?;
    }
    let terms = Box::new(terms);
    let command = match arguments.replaces {
        Some(id) => Command::ReplaceDecision { who, id, terms },
        None => Command::AddDecision { who, terms },
    };
    let changes = if arguments.dry_run {
        session.read_card(who)?;
        session.rehearse(&command)?
    } else {
        match session.commit(&command)? {
            Committed::Written(entry) => entry.changes,
            Committed::Unchanged => Vec::new(),
        }
    };
    let (person, decision) = recorded(&changes).ok_or_else(|| {
        Failure::refused(say!(lang,
            sv: "Beslutet blev inte registrerat. Inget är ändrat.",
            en: "The decision was not recorded. Nothing was changed."))
    })?;
    let rules = session.register.settings.rules();
    let warnings = check(rules, person, &decision.terms, Some(decision.id));
    let mut answer = Became::answer(&session, person, decision, &warnings.unwrap_or_default());
    if until.is_none() && !options.json {
        let until = decision.terms.until;
        answer = answer.remark(say!(lang,
            sv: "Sista dagen angavs inte och är satt till {until}: ett år, eller vad som är kvar av det längsta.",
            en: "The last day was not given and is set to {until}: a year, or what is left of the longest."));
    }
    if let Some(text) = over_the_quota(&session.register, person, &decision.terms, lang) {
        answer = answer.remark(text);
    }
    if arguments.dry_run {
        answer = answer.remark(say!(lang,
            sv: "Provkörning: inget beslut är registrerat.",
            en: "Dry run: no decision was recorded."));
    }
    Ok(answer)
}

/// That the year's quota has come to be exceeded with an employment that begins, in a sentence.
fn over_the_quota(
    register: &Register,
    person: &Participant,
    terms: &Terms,
    lang: Lang,
) -> Option<String> {
    let employments = employments(person);
    let begun = employments.iter().find(|e| e.start == terms.from)?;
    let year = quota::year(register, begun.start.year());
    let (least, most) = year.range()?;
    let others = year
        .starts
        .iter()
        .filter(|counted| counted.who != person.id);
    let own = employments
        .iter()
        .filter(|e| e.via_ami() && e.start.year() == year.year);
    let (n, number) = (others.count() + own.count(), year.year);
    let is_over = begun.via_ami() && u32::try_from(n).is_ok_and(|n| n > most);
    is_over.then(|| {
        say!(lang,
            sv: "Kvoten är överskriden: nummer {n} av {least}–{most} år {number}.",
            en: "The quota is exceeded: number {n} of {least}–{most} in {number}.")
    })
}

fn usual(
    session: &Session,
    who: PersonId,
    terms: &Terms,
    replaces: Option<DecisionId>,
) -> Result<NaiveDate, Failure> {
    let rules = session.register.settings.rules();
    let person = session.person(who)?;
    let Some(id) = replaces else {
        return Ok(usual_last_day(rules, person, terms));
    };
    let person = making_room(person, id, terms.from)
        .map_err(|refusal| Failure::refused(refusal.text(session.options.lang)))?;
    Ok(usual_last_day(rules, &person, terms))
}

/// The decision that was not there before, and its person.
fn recorded(changes: &[Change]) -> Option<(&Participant, &Decision)> {
    changes.iter().find_map(|change| {
        let Change::Person {
            before: Some(before),
            after: Some(after),
        } = change
        else {
            return None;
        };
        let is_new = |d: &&Decision| before.decisions.iter().all(|old| old.id != d.id);
        let decision = after.decisions.iter().find(is_new)?;
        Some((after.as_ref(), decision))
    })
}
