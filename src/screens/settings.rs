//! The settings that the whole unit shares, and what a change of the twelve-month rule would do to the flags.

use super::form::{Sheet, no_or_yes, text};
use super::what_if::ask_first;
use super::{Effect, View};
use crate::domain::calendar::Eves;
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::decide::what_if::{Flag, Outlook, Shift, what_if};
use crate::domain::facts::change::LogEntry;
use crate::domain::facts::settings::Settings;
use crate::domain::plain::shown;
use crate::domain::reckon::threshold::Clock;
use crate::domain::rules::twelve_months::{HalfMonths, Rule, Start};
use crate::domain::zone::Zone;
use crate::text::{Lang, Text};
use crate::theme::Role;
use crate::widgets::form::Form;
use crate::{say, text};

/// The longest name of a unit, in characters.
const UNIT_LIMIT: usize = 60;
/// The longest gap that can be asked for, in months.
const LONGEST_GAP: u16 = 120;
/// The longest time without a backup that can be asked for, in days.
const LONGEST_WITHOUT_BACKUP: u16 = 365;

/// The unit's settings.
pub struct SettingsSheet;

/// The fields.
#[derive(Clone, Copy, PartialEq)]
pub enum Key {
    Unit,
    Length,
    Near,
    Plan,
    Start,
    Gap,
    Restarts,
    Pauses,
    Easter,
    Midsummer,
    Christmas,
    NewYear,
    OtherUnits,
    Advance,
    BackupDays,
    Zone,
}

impl Key {
    fn label(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Key::Unit => ("Enhet", "Unit"),
            Key::Start => ("Räknas från", "Counted from"),
            Key::Length => ("Gräns, månader", "Threshold, months"),
            Key::Near => ("Nära från, månader", "Near from, months"),
            Key::Plan => ("Planera från, mån.", "Plan from, months"),
            Key::Gap => ("Uppehåll under, mån.", "Gap under, months"),
            Key::Restarts => ("Ny arena börjar om", "New arena restarts"),
            Key::Pauses => ("Frånvaro pausar", "Absence pauses it"),
            Key::Easter => ("Påskafton ledig", "Easter Eve free"),
            Key::Midsummer => ("Midsommarafton ledig", "Midsummer Eve free"),
            Key::Christmas => ("Julafton ledig", "Christmas Eve free"),
            Key::NewYear => ("Nyårsafton ledig", "New Year's Eve free"),
            Key::Advance => ("Markera och gå vidare", "Mark and move on"),
            Key::BackupDays => ("Påminn om kopia, d", "Backup reminder, d"),
            Key::OtherUnits => ("Markera andra enheter", "Mark other units"),
            Key::Zone => ("Tidszon", "Time zone"),
        };
        Text { sv, en }.get(lang)
    }

    fn example(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Key::Unit => (
                "namnet överst på skärmen",
                "the name at the top of the screen",
            ),
            Key::Start => (
                "första beslutet: om inget börjar under vistelsen gäller första dagen",
                "the first decision: where none begins during the stay, the first day",
            ),
            Key::Length | Key::Near | Key::Plan => (
                "hela eller halva månader: 12 eller 10,5",
                "whole or half months: 12 or 10.5",
            ),
            Key::Gap => (
                "ett kortare uppehåll räknas in; 0 räknar aldrig tidigare vistelser",
                "a shorter gap is counted in; 0 never counts earlier stays",
            ),
            Key::Restarts => (
                "byte av arena startar klockan på nytt",
                "a change of arena starts the clock anew",
            ),
            Key::Pauses => (
                "längre frånvaro som är antecknad på personens kort flyttar gränsen",
                "long absence recorded on the person's card moves the threshold",
            ),
            Key::Easter | Key::Midsummer | Key::Christmas | Key::NewYear => {
                ("ledig enligt lokalt avtal", "free by local agreement")
            }
            Key::Advance => (
                "en markering går till nästa omarkerade person",
                "a mark goes on to the next unmarked person",
            ),
            Key::OtherUnits => (
                "AMI markerar dem som är placerade i andra enheter, i en egen ruta",
                "AMI marks those placed in other units, in a pane of their own",
            ),
            Key::Zone => (
                "när dagen börjar och vad klockan är, vilken tidszon maskinen än har",
                "when the day begins and what time it is, whatever the machine's zone",
            ),
            Key::BackupDays => (
                "dygn utan säkerhetskopia innan skärmen säger det; 0 är aldrig",
                "days without a backup before the screen says so; 0 is never",
            ),
        };
        Text { sv, en }.get(lang)
    }
}

/// The months in a field, else its fault is told there.
fn months(form: &mut Form<Key>, key: Key, view: &View) -> Option<HalfMonths> {
    let read = HalfMonths::read(form.text(key));
    if read.is_none() {
        let fault = say!(view.lang,
            sv: "Skriv ett antal hela eller halva månader, högst 120, till exempel 12 eller 10,5.",
            en: "Type a number of whole or half months, at most 120, for example 12 or 10.5.");
        form.fault(key, fault);
    }
    read
}

/// The whole number in a field, up to a largest one, else its fault is told there.
fn number(form: &mut Form<Key>, key: Key, most: u16, what: Text, view: &View) -> Option<u16> {
    let read = form.text(key).parse().ok();
    let read = read.filter(|number| *number <= most);
    if read.is_none() {
        let what = what.get(view.lang);
        let fault = say!(view.lang,
            sv: "Skriv ett antal hela {what}, 0 till {most}.",
            en: "Type a number of whole {what}, 0 to {most}.");
        form.fault(key, fault);
    }
    read
}

fn gap(form: &mut Form<Key>, view: &View) -> Option<u16> {
    let what = text!("månader", "months");
    number(form, Key::Gap, LONGEST_GAP, what, view)
}

fn backup_days(form: &mut Form<Key>, view: &View) -> Option<u16> {
    let what = text!("dygn", "days");
    number(form, Key::BackupDays, LONGEST_WITHOUT_BACKUP, what, view)
}

fn zone(form: &mut Form<Key>, view: &View) -> Option<Zone> {
    let read = Zone::read(form.text(Key::Zone));
    if read.is_none() {
        let (takes, typed) = (Zone::TAKES.get(view.lang), shown(form.text(Key::Zone)));
        let fault = say!(view.lang,
            sv: "”{typed}” är ingen tidszon. Skriv {takes}.",
            en: "“{typed}” is no time zone. Type {takes}.");
        form.fault(Key::Zone, fault);
    }
    read
}

/// The rule as the form has it; every fault is told at its field.
fn rule(form: &mut Form<Key>, view: &View) -> Option<Rule> {
    let length = months(form, Key::Length, view);
    let near = months(form, Key::Near, view);
    let plan = months(form, Key::Plan, view);
    let gap_months = gap(form, view);
    let start = Start::ALL.get(form.chosen(Key::Start)).copied();
    let rule = Rule {
        start: start.unwrap_or_default(),
        length: length?,
        near: near?,
        plan: plan?,
        gap_months: gap_months?,
        arena_restarts: form.chosen(Key::Restarts) == 1,
        absence_pauses: form.chosen(Key::Pauses) == 1,
    };
    for (key, is_wrong) in [
        (Key::Length, rule.length.0 == 0),
        (Key::Near, rule.near > rule.length),
        (Key::Plan, rule.plan > rule.near),
    ] {
        if is_wrong {
            form.fault(key, Refusal::BadRule.text(view.lang));
        }
    }
    (!form.has_fault()).then_some(rule)
}

/// What other settings would do to the flags, in a sentence.
fn effect(view: &View, settings: &Settings) -> String {
    let lang = view.lang;
    let shifts = what_if(view.register, settings, view.today);
    let more = |state: Clock| {
        let count = |flag: fn(&Shift) -> Option<Flag>| {
            let flags = shifts.iter().filter_map(flag);
            flags.filter(|flag| flag.clock == state).count() as i64
        };
        count(|shift| shift.after) - count(|shift| shift.before)
    };
    let part = |state: Clock| {
        let n = more(state);
        let (many, state) = (n.unsigned_abs(), state.name().get(lang));
        match n {
            0 => None,
            1.. => Some(say!(lang, sv: "{many} fler {state}", en: "{many} more {state}")),
            _ => Some(say!(lang, sv: "{many} färre {state}", en: "{many} fewer {state}")),
        }
    };
    let parts = [part(Clock::Near), part(Clock::Reached)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let outlook = Outlook {
        on: view.today,
        shifts,
    };
    let said = outlook.text(view.today, lang);
    match parts.join(", ").as_str() {
        "" => said,
        parts => {
            say!(lang, sv: "{said} Det blir {parts}.", en: "{said} There will be {parts}.")
        }
    }
}

impl Sheet for SettingsSheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        say!(view.lang, sv: "Inställningar för hela enheten", en: "Settings of the whole unit")
    }

    fn form(&self, view: &View) -> Form<Key> {
        let Settings {
            unit,
            rule,
            eves,
            advance,
            backup_warn_days,
            rules: _,
            mark_other_units,
            zone,
        } = &view.register.settings;
        let lang = view.lang;
        let months = |months: HalfMonths| view.theme.plain(&months.text());
        let starts = Start::ALL.map(|start| start.name().get(lang).to_owned());
        let start = Start::ALL.iter().position(|start| *start == rule.start);
        let lines = [
            (Key::Unit, unit.clone()),
            (Key::Length, months(rule.length)),
            (Key::Near, months(rule.near)),
            (Key::Plan, months(rule.plan)),
        ];
        let choices = [
            (Key::Restarts, rule.arena_restarts),
            (Key::Pauses, rule.absence_pauses),
            (Key::Easter, eves.easter),
            (Key::Midsummer, eves.midsummer),
            (Key::Christmas, eves.christmas),
            (Key::NewYear, eves.new_year),
        ];
        let of_marking = [
            (Key::OtherUnits, *mark_other_units),
            (Key::Advance, *advance),
        ];
        let mut form = Form::default();
        for (key, text) in lines {
            form = form
                .line(key, key.label(lang), &text)
                .example(key.example(lang));
        }
        let (of_start, of_gap) = (Key::Start, Key::Gap);
        form = form
            .one_of(
                of_start,
                of_start.label(lang),
                starts.to_vec(),
                start.unwrap_or(0),
            )
            .example(of_start.example(lang))
            .line(of_gap, of_gap.label(lang), &rule.gap_months.to_string())
            .example(of_gap.example(lang));
        let yes_or_no = |form: Form<Key>, (key, yes): (Key, bool)| {
            form.one_of(key, key.label(lang), no_or_yes(view), usize::from(yes))
                .example(key.example(lang))
        };
        form = choices.into_iter().fold(form, yes_or_no);
        for (key, text) in [
            (Key::BackupDays, &*backup_warn_days.to_string()),
            (Key::Zone, zone.name()),
        ] {
            form = form
                .line(key, key.label(lang), text)
                .example(key.example(lang));
        }
        of_marking.into_iter().fold(form, yes_or_no)
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        Subject::settings(view.register)
    }

    fn follows_others(&self) -> bool {
        true
    }

    fn follow(&self, form: &mut Form<Key>, view: &View) {
        let mut footer = Vec::new();
        // Read from a copy: what is only half typed is no fault yet.
        let mut copy = form.clone();
        copy.forget_faults();
        if let Some(rule) = rule(&mut copy, view) {
            let sentence = rule.text(view.lang);
            let settings = &view.register.settings;
            if rule != settings.rule {
                let settings = Settings {
                    rule,
                    ..settings.clone()
                };
                footer.push((effect(view, &settings), Role::Warning));
            }
            let text = say!(view.lang, sv: "Regeln: {sentence}.", en: "The rule: {sentence}.");
            footer.push((text, Role::Quiet));
        }
        form.set_footer(footer);
    }

    fn read(&self, form: &mut Form<Key>, view: &View) -> Option<Effect> {
        let unit = text(form, Key::Unit, UNIT_LIMIT, view);
        let rule = rule(form, view);
        let backup_warn_days = backup_days(form, view);
        let zone = zone(form, view);
        let is_yes = |key| form.chosen(key) == 1;
        let settings = Settings {
            unit: unit?,
            rule: rule?,
            eves: Eves {
                easter: is_yes(Key::Easter),
                midsummer: is_yes(Key::Midsummer),
                christmas: is_yes(Key::Christmas),
                new_year: is_yes(Key::NewYear),
            },
            advance: is_yes(Key::Advance),
            mark_other_units: is_yes(Key::OtherUnits),
            backup_warn_days: backup_warn_days?,
            zone: zone?,
            ..view.register.settings.clone()
        };
        Some(ask_first(Command::Configure(Box::new(settings)), view))
    }

    fn has_rules(&self) -> bool {
        true
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Key> {
        match refusal {
            Refusal::TextTooLong { .. } | Refusal::TextNotPlain => Some(Key::Unit),
            Refusal::BadRule => Some(Key::Length),
            _ => None,
        }
    }

    fn written(&self, _entry: &LogEntry, view: &View) -> Effect {
        let text = say!(view.lang,
            sv: "Inställningarna är sparade och gäller alla.",
            en: "The settings are saved and hold for everybody.");
        Effect::All(vec![Effect::Close, Effect::told(text)])
    }
}
