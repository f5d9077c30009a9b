//! Refusals: why a command was not carried out, in a sentence.

use chrono::NaiveDate;

use crate::domain::facts::attendance::Code;
use crate::domain::facts::decision::{DecisionId, Form};
use crate::domain::facts::outcome::Outcome;
use crate::domain::facts::participant::{Absence, days};
use crate::domain::facts::process::StepKind;
use crate::domain::rules::{Name, RuleText, Value, thousands};
use crate::text;
use crate::{
    say,
    text::{Lang, Text},
};

/// Why a command was refused. Nothing has been written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    NoSuchPerson,
    /// The day lies outside the person's stays; the nearest stay's days are told.
    OutsideStay {
        name: String,
        day: NaiveDate,
        start: NaiveDate,
        last: Option<NaiveDate>,
    },
    NoStay {
        name: String,
    },
    NeedsSpan(Code),
    NeedsNote(Code),
    BadSpan,
    BadMinutes,
    BadRest(Code),
    /// A colleague has changed the cell since; who is not known where the mark was taken away long ago.
    ChangedSince {
        name: String,
        by: Option<String>,
    },
    /// What a command was asked for on has been changed before it could be carried out.
    ChangedMeanwhile {
        by: Option<String>,
    },
    NothingToClear {
        name: String,
    },
    NameMissing,
    GivenMissing,
    FamilyMissing,
    TextTooLong {
        limit: usize,
    },
    TextNotPlain,
    GroupMissing,
    ArenaUnknown {
        arena: String,
    },
    /// A move within the group that does not say to which arena.
    ArenaMissing {
        name: String,
    },
    /// A placement in another unit that does not say which.
    UnitMissing,
    EndBeforeStart {
        start: NaiveDate,
        end: NaiveDate,
    },
    StartOutOfRange {
        start: NaiveDate,
    },
    /// The person has a stay that the new one would overlap.
    Overlaps {
        name: String,
        start: NaiveDate,
        last: Option<NaiveDate>,
    },
    AlreadyThere {
        name: String,
    },
    PersonnummerTaken {
        name: String,
    },
    MarksOutside {
        name: String,
        day: NaiveDate,
    },
    AlreadyEnded {
        name: String,
        last: NaiveDate,
    },
    NotEnded {
        name: String,
    },
    AlreadyPlaced {
        name: String,
    },
    NotClosed {
        date: NaiveDate,
    },
    /// The person has a long absence that the new one would overlap.
    AbsenceOverlaps {
        name: String,
        absence: Absence,
    },
    AbsenceOutside {
        name: String,
        absence: Absence,
    },
    NoAbsence {
        name: String,
        from: NaiveDate,
    },
    BadRule,
    NotPerCent,
    LevelMissing,
    NoSuchDecision {
        name: String,
        id: DecisionId,
    },
    DecisionWithdrawn {
        id: DecisionId,
    },
    /// The person has another decision on some of the days.
    DecisionOverlaps {
        name: String,
        id: DecisionId,
        from: NaiveDate,
        last: NaiveDate,
    },
    StartsBeforeDecision {
        from: NaiveDate,
        decided_on: NaiveDate,
    },
    /// Longer than one decision can be; the latest last day is told.
    DecisionTooLong {
        form: Form,
        latest: NaiveDate,
        rule: RuleText,
    },
    /// More time in the form than there can be; the latest last day is told.
    TotalTooLong {
        form: Form,
        latest: NaiveDate,
        rule: RuleText,
    },
    /// The wage is over the ceiling for this working time (per cent of full time).
    OverCeiling {
        most: u32,
        working_time: u8,
        rule: RuleText,
    },
    ExtraTooLarge {
        form: Form,
        rule: RuleText,
    },
    /// A decision that begins after the one it is to replace has ended.
    ReplacesNothing {
        id: DecisionId,
        last: NaiveDate,
    },
    DecisionEndOutside {
        id: DecisionId,
        from: NaiveDate,
        until: NaiveDate,
    },
    DoneInTheFuture {
        step: StepKind,
    },
    StepOutOfOrder {
        step: StepKind,
        before: StepKind,
    },
    NothingToFollowUp {
        name: String,
    },
    NotAtAmi {
        name: String,
    },
    NoPlan {
        name: String,
    },
    PlanIncomplete,
    NoteMissing,
    /// Somebody is named who received the person, where nobody does.
    NobodyReceives {
        outcome: Outcome,
    },
    /// What is asked of a job, where there is none.
    NoJob {
        outcome: Outcome,
    },
    JobBeforeStay {
        job: NaiveDate,
        start: NaiveDate,
    },
    JobNotBegun {
        start: NaiveDate,
    },
    /// That a job has lasted, before it can have.
    TooEarlyToSay {
        due: NaiveDate,
        rule: RuleText,
    },
    CheckedInTheFuture {
        day: NaiveDate,
    },
    NoSuchStay {
        name: String,
        start: NaiveDate,
    },
    /// A day to be set aside until that is not to come.
    NotToCome {
        day: NaiveDate,
    },
    NotHandled,
    NoSuchRule {
        name: String,
    },
    /// The rule is one of the twelve months, which are settings.
    RuleIsSetting {
        name: Name,
        key: &'static str,
    },
    /// The value is of another kind than the rule's.
    RuleTakes(Name),
    RuleOutOfRange {
        day: NaiveDate,
    },
    SourceMissing,
    /// Of two rules that belong together the smaller would come to be the larger on a day.
    RulesOutOfOrder {
        on: NaiveDate,
        less: (Name, Value),
        more: (Name, Value),
    },
    NoOwnRule {
        name: Name,
        from: NaiveDate,
    },
    /// Rows of a list that cannot be taken: line, column, reason.
    BadRows(Vec<(u64, Refusal)>),
    Full,
}

/// Who it was, where that is not known.
pub const A_COLLEAGUE: Text = text!("En kollega", "A colleague");

impl Refusal {
    /// The reason in a sentence.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Refusal::NoSuchPerson => {
                say!(lang, sv: "Personen finns inte i registret.", en: "That person is not in the register.")
            }
            Refusal::OutsideStay {
                name,
                day,
                start,
                last,
            } => {
                let stay = days(*start, *last, lang);
                say!(lang,
                    sv: "{name} är inte på AMI {day}: vistelsen är {stay}. Inget är ändrat.",
                    en: "{name} is not at AMI on {day}: the stay is {stay}. Nothing was changed.")
            }
            Refusal::NoStay { name } => {
                say!(lang, sv: "{name} har ingen pågående vistelse.", en: "{name} has no stay at present.")
            }
            Refusal::NeedsSpan(code) => {
                let code = code.kind().name.get(lang);
                say!(lang, sv: "{code} behöver en tid från–till eller ett antal timmar.", en: "{code} needs a time from–until or a number of hours.")
            }
            Refusal::NeedsNote(code) => {
                let code = code.kind().name.get(lang);
                say!(lang, sv: "{code} behöver en anteckning.", en: "{code} needs a note.")
            }
            Refusal::BadSpan => {
                say!(lang, sv: "Tiden måste sluta efter att den börjar, inom dygnet.", en: "The time must end after it begins, within the day.")
            }
            Refusal::BadMinutes => {
                say!(lang, sv: "Timmarna måste vara fler än 0 och högst 24. Inget är ändrat.", en: "The hours must be more than 0 and at most 24. Nothing was changed.")
            }
            Refusal::BadRest(code) => {
                let code = code.kind().name.get(lang);
                say!(lang, sv: "{code} kan inte stå för resten av dagen.", en: "{code} cannot stand for the rest of the day.")
            }
            Refusal::ChangedSince { name, by } => {
                let by = by.as_deref().unwrap_or(A_COLLEAGUE.get(lang));
                say!(lang,
                sv: "{by} har ändrat {name} sedan dess. Inget är ångrat; markera på nytt om det behövs.",
                en: "{by} has changed {name} since. Nothing was undone; mark again if it is needed.")
            }
            Refusal::ChangedMeanwhile { by } => {
                let by = by.as_deref().unwrap_or(A_COLLEAGUE.get(lang));
                say!(lang,
                    sv: "{by} hann ändra det här först. Inget är sparat: se vad som gäller nu, och gör om det om det behövs.",
                    en: "{by} changed this first. Nothing was saved: see what holds now, and do it again if it is needed.")
            }
            Refusal::NothingToClear { name } => {
                say!(lang, sv: "{name} är inte markerad.", en: "{name} is not marked.")
            }
            Refusal::NameMissing => say!(lang, sv: "Namnet saknas.", en: "The name is missing."),
            Refusal::GivenMissing => say!(lang,
                sv: "Förnamnet saknas: skriv namnet som ska synas på tavlan.",
                en: "The given name is missing: write the name that the board is to show."),
            Refusal::FamilyMissing => say!(lang,
                sv: "Efternamnet saknas. Den som inte har något får ett streck (-).",
                en: "The family name is missing. Whoever has none gets a hyphen (-)."),
            Refusal::ArenaMissing { name } => say!(lang,
                sv: "Skriv till vilken arena {name} flyttas. Ett streck (-) är hela gruppen, utan arena.",
                en: "Write to which arena {name} is moved. A hyphen (-) is the whole group, without an arena."),
            Refusal::TextTooLong { limit } => {
                say!(lang, sv: "Texten är för lång: högst {limit} tecken.", en: "The text is too long: at most {limit} characters.")
            }
            Refusal::TextNotPlain => {
                say!(lang, sv: "Texten innehåller styrtecken eller osynliga tecken. Inget är ändrat; skriv den på nytt.", en: "The text holds control or invisible characters. Nothing was changed; type it again.")
            }
            Refusal::GroupMissing => {
                say!(lang, sv: "Ange grupp: inne, ute eller annan enhet.", en: "Say which group: indoor, outdoor or other unit.")
            }
            Refusal::ArenaUnknown { arena } => say!(lang,
                sv: "Arenan ”{arena}” finns inte i någon grupp, eller i flera: ange grupp.",
                en: "The arena “{arena}” is in no group, or in several: say which group."),
            Refusal::UnitMissing => {
                say!(lang, sv: "Skriv vilken enhet som tar emot, som arena.", en: "Say which unit receives, as the arena.")
            }
            Refusal::EndBeforeStart { start, end } => {
                say!(lang, sv: "Slutet {end} är före starten {start}.", en: "The end {end} is before the start {start}.")
            }
            Refusal::StartOutOfRange { start } => {
                say!(lang, sv: "Dagen {start} är utanför 1990–2100.", en: "The day {start} is outside 1990–2100.")
            }
            Refusal::Overlaps { name, start, last } => {
                let stay = days(*start, *last, lang);
                say!(lang,
                    sv: "{name} har redan en vistelse {stay}: avsluta den först, eller rätta startdagen på kortet.",
                    en: "{name} already has a stay {stay}: end it first, or correct the start on the card.")
            }
            Refusal::AlreadyThere { name } => {
                say!(lang, sv: "{name} med samma startdag finns redan.", en: "{name} with the same start is there already.")
            }
            Refusal::PersonnummerTaken { name } => {
                say!(lang, sv: "Personnumret finns redan, hos {name}.", en: "That personnummer is there already, with {name}.")
            }
            Refusal::MarksOutside { name, day } => say!(lang,
                sv: "{name} är markerad {day}, utanför den nya vistelsen: ta bort den markeringen först.",
                en: "{name} is marked on {day}, outside the new stay: clear that mark first."),
            Refusal::AlreadyEnded { name, last } => {
                say!(lang, sv: "Vistelsen för {name} är redan avslutad {last}.", en: "The stay of {name} has already ended, on {last}.")
            }
            Refusal::NotEnded { name } => {
                say!(lang, sv: "Vistelsen för {name} är inte avslutad.", en: "The stay of {name} has not ended.")
            }
            Refusal::AlreadyPlaced { name } => {
                say!(lang, sv: "{name} är redan placerad där.", en: "{name} is already placed there.")
            }
            Refusal::NotClosed { date } => {
                say!(lang, sv: "{date} är inte en lokalt stängd dag.", en: "{date} is not a local closed day.")
            }
            Refusal::AbsenceOverlaps { name, absence } => {
                let days = absence.text(lang);
                say!(lang,
                    sv: "{name} är redan antecknad som frånvarande {days}: ändra den perioden i stället.",
                    en: "{name} is already recorded as absent {days}: change that period instead.")
            }
            Refusal::AbsenceOutside { name, absence } => {
                let days = absence.text(lang);
                say!(lang,
                    sv: "{name} är antecknad som frånvarande {days}, utanför den nya vistelsen: ändra den perioden först.",
                    en: "{name} is recorded as absent {days}, outside the new stay: change that period first.")
            }
            Refusal::NoAbsence { name, from } => say!(lang,
                sv: "{name} har ingen längre frånvaro som börjar {from}. Inget är ändrat.",
                en: "{name} has no long absence that begins on {from}. Nothing was changed."),
            Refusal::BadRule => say!(lang,
                sv: "Gränserna måste komma i ordning: planera, nära, tolv månader. Inget är ändrat.",
                en: "The limits must come in order: plan, near, twelve months. Nothing was changed."),
            Refusal::NotPerCent => say!(lang,
                sv: "Nivå och arbetstid anges i hela procent, 1–100.",
                en: "Level and working time are told in whole per cent, 1–100."),
            Refusal::LevelMissing => say!(lang,
                sv: "Nivån saknas: skriv den som AF har beslutat den, i hela procent, till exempel 60.",
                en: "The level is missing: write it as AF decided it, in whole per cent, such as 60."),
            Refusal::NoSuchDecision { name, id } => {
                say!(lang, sv: "{name} har inget beslut {id}.", en: "{name} has no decision {id}.")
            }
            Refusal::DecisionWithdrawn { id } => say!(lang,
                sv: "Beslut {id} gällde aldrig: registrera ett nytt i stället.",
                en: "Decision {id} never held: record a new one instead."),
            Refusal::DecisionOverlaps {
                name,
                id,
                from,
                last,
            } => say!(lang,
                sv: "{name} har redan beslut {id}, {from} – {last}: ersätt eller avsluta det först.",
                en: "{name} already has decision {id}, {from} – {last}: replace or end it first."),
            Refusal::StartsBeforeDecision { from, decided_on } => say!(lang,
                sv: "En anställning kan inte börja före beslutet: första dag {from}, beslutat {decided_on}.",
                en: "An employment cannot begin before its decision: first day {from}, decided {decided_on}."),
            Refusal::DecisionTooLong { form, latest, rule } => {
                let (form, rule) = (form.name().get(lang), rule.get(lang));
                say!(lang,
                    sv: "Beslutet är för långt: ett beslut ({form}) är högst {rule}, här till {latest}.",
                    en: "The decision is too long: one decision ({form}) is at most {rule}, here until {latest}.")
            }
            Refusal::TotalTooLong { form, latest, rule } => {
                let (form, rule) = (form.name().get(lang), rule.get(lang));
                say!(lang,
                    sv: "Stödtiden tar slut: {form} är högst {rule} sammanlagt, här till {latest}.",
                    en: "The support time runs out: {form} is at most {rule} in all, here until {latest}.")
            }
            Refusal::OverCeiling {
                most,
                working_time,
                rule,
            } => {
                let (most, rule) = (thousands(*most), rule.get(lang));
                say!(lang,
                    sv: "Lönen är över taket: högst {most} kr/mån vid {working_time} % av heltid, där taket är {rule}.",
                    en: "The wage is over the ceiling: at most {most} kr/month at {working_time}% of full time, where it is {rule}.")
            }
            Refusal::ExtraTooLarge { form, rule } => {
                let (form, rule) = (form.name().get(lang), rule.get(lang));
                say!(lang,
                    sv: "Det extra stödet är för stort: {form} har högst {rule}.",
                    en: "The extra money is too much: {form} has at most {rule}.")
            }
            Refusal::ReplacesNothing { id, last } => say!(lang,
                sv: "Beslut {id} slutar {last}, före det nya: det är en förlängning eller ett nytt beslut.",
                en: "Decision {id} ends on {last}, before the new one: that is an extension or a new decision."),
            Refusal::DecisionEndOutside { id, from, until } => say!(lang,
                sv: "Beslut {id} gäller {from} – {until}: sista dagen måste ligga däri.",
                en: "Decision {id} holds {from} – {until}: its last day has to lie within."),
            Refusal::DoneInTheFuture { step } => {
                let step = step.name().get(lang);
                say!(lang,
                    sv: "Steget {step} kan inte vara klart en dag som inte har varit. Skriv den som planerad.",
                    en: "The step {step} cannot be done on a day to come. Write it as planned.")
            }
            Refusal::StepOutOfOrder { step, before } => {
                let (step, before) = (step.name().get(lang), before.name().get(lang));
                say!(lang,
                    sv: "Steget {step} kan inte vara klart före {before}.",
                    en: "The step {step} cannot be done before {before}.")
            }
            Refusal::NothingToFollowUp { name } => say!(lang,
                sv: "{name} har inget beslut att följa upp. Registrera det först.",
                en: "{name} has no decision to follow up. Record it first."),
            Refusal::NotAtAmi { name } => {
                say!(lang, sv: "{name} är inte på AMI i dag.", en: "{name} is not at AMI today.")
            }
            Refusal::NoPlan { name } => {
                say!(lang, sv: "{name} har ingen plan att ta bort.", en: "{name} has no plan to take away.")
            }
            Refusal::PlanIncomplete => say!(lang,
                sv: "En plan behöver ett nästa steg och en ansvarig.",
                en: "A plan needs a next step and who is responsible."),
            Refusal::NoteMissing => say!(lang,
                sv: "Skriv vad som är gjort, så att den som läser sedan förstår.",
                en: "Write what was done, so that whoever reads it later understands."),
            Refusal::NobodyReceives { outcome } => {
                let outcome = outcome.name().get(lang);
                say!(lang,
                    sv: "Ingen arbetsgivare, enhet eller skola hör till utfallet {outcome}. Inget är ändrat.",
                    en: "No employer, unit or school belongs to the outcome {outcome}. Nothing was changed.")
            }
            Refusal::NoJob { outcome } => {
                let outcome = outcome.name().get(lang);
                say!(lang,
                    sv: "Utfallet är {outcome}: det finns inget arbete som har börjat eller varat.",
                    en: "The outcome is {outcome}: there is no job that has begun or lasted.")
            }
            Refusal::JobBeforeStay { job, start } => say!(lang,
                sv: "Arbetet kan inte börja {job}, före vistelsens första dag {start}.",
                en: "The job cannot begin on {job}, before the first day of the stay, {start}."),
            Refusal::JobNotBegun { start } => say!(lang,
                sv: "Arbetet börjar {start}: om det varade kan kontrolleras efter det.",
                en: "The job begins on {start}: whether it lasted can be checked after that."),
            Refusal::TooEarlyToSay { due, rule } => {
                let rule = rule.get(lang);
                say!(lang,
                    sv: "Att arbetet har varat kan sägas från {due}: minst {rule}.",
                    en: "That the job has lasted can be said from {due}: at least {rule}.")
            }
            Refusal::CheckedInTheFuture { day } => say!(lang,
                sv: "Kontrollen kan inte vara gjord {day}: den dagen har inte varit.",
                en: "The check cannot have been made on {day}: that day is to come."),
            Refusal::NoSuchStay { name, start } => say!(lang,
                sv: "{name} har ingen vistelse som börjar {start}.",
                en: "{name} has no stay that begins on {start}."),
            Refusal::NotToCome { day } => say!(lang,
                sv: "{day} är ingen dag som kommer: välj en senare.",
                en: "{day} is not a day to come: choose a later one."),
            Refusal::NotHandled => say!(lang,
                sv: "Den bevakningen är varken avklarad eller undanlagd.",
                en: "That duty is neither handled nor set aside."),
            Refusal::NoSuchRule { name } => say!(lang,
                sv: "Ingen regel heter ”{name}”. Inget är ändrat; tolv rules visar vad de heter.",
                en: "No rule is called “{name}”. Nothing was changed; tolv rules shows what they are called."),
            Refusal::RuleIsSetting { name, key } => {
                let title = name.title().get(lang);
                say!(lang,
                    sv: "”{title}” är en inställning för alla dagar: ändra den i inställningarna, eller med tolv settings {key}.",
                    en: "“{title}” is a setting for every day: change it in the settings, or with tolv settings {key}.")
            }
            Refusal::RuleTakes(name) => {
                let (title, takes) = (name.title().get(lang), name.kind().takes().get(lang));
                say!(lang, sv: "”{title}” tar {takes}.", en: "“{title}” takes {takes}.")
            }
            Refusal::RuleOutOfRange { day } => {
                say!(lang, sv: "Dagen {day} är utanför 1990–2100.", en: "The day {day} is outside 1990–2100.")
            }
            Refusal::SourceMissing => say!(lang,
                sv: "Källan saknas: skriv var värdet står eller vem som har beslutat det.",
                en: "The source is missing: say where the value stands, or who decided it."),
            Refusal::RulesOutOfOrder { on, less, more } => {
                let told = |(name, value): &(Name, Value)| {
                    format!("{} {}", name.title().get(lang), value.text(lang))
                };
                let (less, more) = (told(less), told(more));
                say!(lang,
                    sv: "Det går inte ihop {on}: {less}, men {more}. Ändra den andra först. Inget är ändrat.",
                    en: "That cannot be on {on}: {less}, but {more}. Change the other one first. Nothing was changed.")
            }
            Refusal::NoOwnRule { name, from } => {
                let title = name.title().get(lang);
                say!(lang,
                    sv: "Enheten har inget eget värde från {from} för ”{title}”. Inget är ändrat.",
                    en: "The unit has no value of its own from {from} for “{title}”. Nothing was changed.")
            }
            Refusal::BadRows(rows) => match rows.len() {
                1 => {
                    say!(lang, sv: "En rad kan inte tas in. Inget är importerat.", en: "One row cannot be taken. Nothing was imported.")
                }
                n => {
                    say!(lang, sv: "{n} rader kan inte tas in. Inget är importerat.", en: "{n} rows cannot be taken. Nothing was imported.")
                }
            },
            Refusal::Full => say!(lang, sv: "Registret är fullt.", en: "The register is full."),
        }
    }
}
