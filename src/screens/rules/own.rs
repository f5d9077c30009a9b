//! A value of the unit's own for a rule: set from a day on, changed, or taken back.

use chrono::NaiveDate;

use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::decide::what_if::outlook;
use crate::domain::facts::change::{LogEntry, What};
use crate::domain::reading::parse_date;
use crate::domain::rules::{Kind, Name, Own, SOURCE_LIMIT, Value};
use crate::say;
use crate::screens::form::{Sheet, day, follow_day, no_or_yes, text};
use crate::screens::what_if::ask_first;
use crate::screens::{Effect, View};
use crate::text::{Lang, Text};
use crate::theme::Role;
use crate::widgets::form::Form;

/// Which rule; and the first day of the unit's own value that is to be changed, none for a new one.
pub struct OwnRuleSheet {
    pub name: Name,
    pub from: Option<NaiveDate>,
}

/// The fields.
#[derive(Clone, Copy, PartialEq)]
pub enum Key {
    What,
    Value,
    From,
    Until,
    Source,
}

impl Key {
    fn label(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Key::What => ("Gör så här", "Do this"),
            Key::Value => ("Värde", "Value"),
            Key::From => ("Från och med", "From"),
            Key::Until => ("Till och med", "Until"),
            Key::Source => ("Källa", "Source"),
        };
        Text { sv, en }.get(lang)
    }
}

/// The option that takes the value back; the other one changes it.
const DROP: usize = 1;

impl OwnRuleSheet {
    /// The unit's own value that is to be changed.
    fn own<'a>(&self, view: &View<'a>) -> Option<&'a Own> {
        let mut own = view.register.settings.rules.iter();
        own.rfind(|own| own.name == self.name.slug() && Some(own.from) == self.from)
    }

    fn drops(form: &Form<Key>) -> bool {
        form.is_shown(Key::What) && form.chosen(Key::What) == DROP
    }

    fn value(&self, form: &mut Form<Key>, view: &View) -> Option<Value> {
        if self.name.kind() == Kind::Truth {
            return Some(Value::Truth(form.chosen(Key::Value) == 1));
        }
        let read = Value::read(self.name.kind(), form.text(Key::Value));
        if read.is_none() {
            let fault = Refusal::RuleTakes(self.name).text(view.lang);
            form.fault(Key::Value, fault);
        }
        read
    }

    /// What saving asks for; every fault is told at its field.
    fn command(&self, form: &mut Form<Key>, view: &View) -> Option<Command> {
        let name = self.name.slug().to_owned();
        if Self::drops(form) {
            let from = self.from?;
            return Some(Command::DropRule { name, from });
        }
        let value = self.value(form, view);
        let from = match self.from {
            Some(from) => Some(from),
            None => day(form, Key::From, view),
        };
        let until = match form.text(Key::Until) {
            "" => Some(None),
            _ => day(form, Key::Until, view).map(Some),
        };
        let source = text(form, Key::Source, SOURCE_LIMIT, view);
        Some(Command::SetRule(Box::new(Own {
            name,
            value: value?,
            from: from?,
            until: until?,
            source: source?,
        })))
    }
}

impl Sheet for OwnRuleSheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        let title = self.name.title().get(view.lang);
        match self.from {
            Some(from) => {
                say!(view.lang, sv: "Eget värde från {from}: {title}", en: "Own value from {from}: {title}")
            }
            None => say!(view.lang, sv: "Eget värde: {title}", en: "Own value: {title}"),
        }
    }

    fn form(&self, view: &View) -> Form<Key> {
        let lang = view.lang;
        let own = self.own(view);
        let rules = view.register.settings.rules();
        let now = rules.in_force(self.name, view.today);
        let value = own.map(|own| own.value).or(now.map(|now| now.value));
        let change = say!(lang, sv: "ändra värdet", en: "change the value");
        let drop = say!(lang, sv: "ta bort det", en: "take it back");
        let mut form =
            Form::default().one_of(Key::What, Key::What.label(lang), vec![change, drop], 0);
        form = match self.name.kind() {
            Kind::Truth => {
                let yes = usize::from(value == Some(Value::Truth(true)));
                form.one_of(Key::Value, Key::Value.label(lang), no_or_yes(view), yes)
            }
            _ => {
                let value = value.map_or_else(String::new, |value| value.bare(lang));
                form.line(
                    Key::Value,
                    Key::Value.label(lang),
                    &view.theme.plain(&value),
                )
            }
        };
        let from = self.from.unwrap_or(view.today).to_string();
        let until = own.and_then(|own| own.until);
        let until = until.map_or_else(String::new, |until| until.to_string());
        let source = own.map_or("", |own| &own.source);
        form = form
            .line(Key::From, Key::From.label(lang), &from)
            .line(Key::Until, Key::Until.label(lang), &until)
            .line(Key::Source, Key::Source.label(lang), source)
            .example(&say!(lang,
                sv: "var värdet står eller vem som har beslutat det, till exempel KS 2027/14",
                en: "where the value stands or who decided it, for example KS 2027/14"));
        form.show(Key::What, self.from.is_some());
        // Another first day is another value: this one is then taken back.
        form.show(Key::From, self.from.is_none());
        form
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        Subject::rules(view.register)
    }

    fn follow(&self, form: &mut Form<Key>, view: &View) {
        let lang = view.lang;
        for key in [Key::Value, Key::Until, Key::Source] {
            form.show(key, !Self::drops(form));
        }
        if self.name.kind() != Kind::Truth {
            let read = Value::read(self.name.kind(), form.text(Key::Value));
            let takes = self.name.kind().takes().get(lang);
            let example = read.map_or_else(|| takes.to_owned(), |value| value.text(lang));
            form.set_example(Key::Value, example);
        }
        follow_day(form, Key::From, view);
        follow_day(form, Key::Until, view);
        if form.text(Key::Until).is_empty() {
            let open = say!(lang, sv: "tomt: tills ett annat värde tar över", en: "empty: until another value takes over");
            form.set_example(Key::Until, open);
        }
        let mut footer = Vec::new();
        // Read from a copy: what is only half typed is no fault yet.
        let mut copy = form.clone();
        copy.forget_faults();
        if let Some(command) = self.command(&mut copy, view)
            && let Ok(outlook) = outlook(view.register, &command, view.today)
        {
            footer.push((outlook.text(view.today, lang), Role::Warning));
        }
        let on = parse_date(form.text(Key::From), view.today).unwrap_or(view.today);
        if let Some(now) = view.register.settings.rules().in_force(self.name, on) {
            let (value, days) = (now.why(lang), now.validity(lang));
            let text = say!(lang,
                sv: "Det som gäller {on}: {value}, {days}.",
                en: "What holds on {on}: {value}, {days}.");
            footer.push((text, Role::Quiet));
        }
        form.set_footer(footer);
    }

    fn read(&self, form: &mut Form<Key>, view: &View) -> Option<Effect> {
        let command = self.command(form, view)?;
        Some(ask_first(command, view))
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Key> {
        match refusal {
            Refusal::RuleTakes(_) | Refusal::RulesOutOfOrder { .. } => Some(Key::Value),
            Refusal::RuleOutOfRange { .. } => Some(Key::From),
            Refusal::EndBeforeStart { .. } => Some(Key::Until),
            Refusal::SourceMissing | Refusal::TextTooLong { .. } | Refusal::TextNotPlain => {
                Some(Key::Source)
            }
            _ => None,
        }
    }

    fn written(&self, entry: &LogEntry, view: &View) -> Effect {
        let text = match entry.what {
            What::DropRule => say!(view.lang,
                sv: "Det egna värdet är borttaget.",
                en: "The unit's own value is taken back."),
            _ => say!(view.lang,
                sv: "Regeln är sparad och gäller hela enheten.",
                en: "The rule is saved and holds for the whole unit."),
        };
        Effect::All(vec![Effect::Close, Effect::told(text)])
    }
}
