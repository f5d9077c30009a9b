//! The settings that the whole unit shares, and what a change of the twelve-month rule would do to the flags.

use super::form::{Sheet, no_or_yes, text};
use super::what_if::ask_first;
use super::{Effect, View};
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::decide::what_if::{Flag, Outlook, Shift, what_if};
use crate::domain::facts::change::LogEntry;
use crate::domain::facts::settings::{Kind, Setting, Settings, Value};
use crate::domain::reckon::threshold::Clock;
use crate::domain::rules::twelve_months::Start;
use crate::say;
use crate::theme::Role;
use crate::widgets::form::Form;

/// The unit's settings.
pub struct SettingsSheet;

/// The settings as some fields of the form have them, and else as they are; every fault is told at its field.
fn read(form: &mut Form<Setting>, of: impl Fn(Setting) -> bool, view: &View) -> Settings {
    let mut settings = view.register.settings.clone();
    let mut is_rule_read = true;
    for setting in Setting::ALL.into_iter().filter(|setting| of(*setting)) {
        let typed = form.text(setting).to_owned();
        let value = match setting.kind() {
            Kind::Words(limit) => match text(form, setting, limit, view) {
                Some(words) => Some(Value::Words(words)),
                // Its fault is told already.
                None => continue,
            },
            Kind::Truth => Some(Value::Truth(form.chosen(setting) == 1)),
            Kind::Start => {
                let start = Start::ALL.get(form.chosen(setting)).copied();
                start.map(Value::Start)
            }
            kind => kind.read(&typed),
        };
        if value
            .and_then(|value| setting.set(&mut settings, value))
            .is_none()
        {
            is_rule_read &= !setting.is_of_rule();
            form.fault(setting, setting.misfit(&typed, view.lang));
        }
    }
    let rule = &settings.rule;
    for (setting, is_wrong) in [
        (Setting::Length, rule.length.0 == 0),
        (Setting::Near, rule.near > rule.length),
        (Setting::Plan, rule.plan > rule.near),
    ] {
        if is_wrong && is_rule_read {
            form.fault(setting, Refusal::BadRule.text(view.lang));
        }
    }
    settings
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
    type Key = Setting;

    fn title(&self, view: &View) -> String {
        say!(view.lang, sv: "Inställningar för hela enheten", en: "Settings of the whole unit")
    }

    fn form(&self, view: &View) -> Form<Setting> {
        let (settings, lang) = (&view.register.settings, view.lang);
        let one_field = |form: Form<Setting>, setting: Setting| {
            let label = setting.label(lang);
            let form = match setting.get(settings) {
                Value::Truth(yes) => {
                    form.one_of(setting, &label, no_or_yes(view), usize::from(yes))
                }
                Value::Start(now) => {
                    let starts = Start::ALL.map(|start| start.name().get(lang).to_owned());
                    let at = Start::ALL.iter().position(|start| *start == now);
                    form.one_of(setting, &label, starts.to_vec(), at.unwrap_or(0))
                }
                Value::Months(months) => {
                    form.line(setting, &label, &view.theme.plain(&months.text()))
                }
                value => form.line(setting, &label, &value.typed(lang)),
            };
            form.example(setting.does().get(lang))
        };
        Setting::ALL.into_iter().fold(Form::default(), one_field)
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        Subject::settings(view.register)
    }

    fn follows_others(&self) -> bool {
        true
    }

    fn follow(&self, form: &mut Form<Setting>, view: &View) {
        let mut footer = Vec::new();
        // Read from a copy: what is only half typed is no fault yet.
        let mut copy = form.clone();
        copy.forget_faults();
        let settings = read(&mut copy, Setting::is_of_rule, view);
        if !copy.has_fault() {
            if settings.rule != view.register.settings.rule {
                footer.push((effect(view, &settings), Role::Warning));
            }
            let sentence = settings.rule.text(view.lang);
            let text = say!(view.lang, sv: "Regeln: {sentence}.", en: "The rule: {sentence}.");
            footer.push((text, Role::Quiet));
        }
        form.set_footer(footer);
    }

    fn read(&self, form: &mut Form<Setting>, view: &View) -> Option<Effect> {
        let settings = read(form, |_| true, view);
        if form.has_fault() {
            return None;
        }
        Some(ask_first(Command::Configure(Box::new(settings)), view))
    }

    fn has_rules(&self) -> bool {
        true
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Setting> {
        match refusal {
            Refusal::TextTooLong { .. } | Refusal::TextNotPlain => Some(Setting::Unit),
            Refusal::BadRule => Some(Setting::Length),
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
