//! What there is to say of a stay's end: the last day and what came of it, and later whether the job lasted.

use super::form::{Sheet, day, follow_day, text};
use super::{Effect, View};
use crate::domain::calendar::long_date;
use crate::domain::decide::command::Command;
use crate::domain::decide::decisions::{Warning, outlasting};
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::stays::lost_moves;
use crate::domain::decide::subject::Subject;
use crate::domain::decide::{NAME_LIMIT, NOTE_LIMIT};
use crate::domain::facts::authors::Part;
use crate::domain::facts::change::{LogEntry, What};
use crate::domain::facts::details::FREE_TEXT;
use crate::domain::facts::outcome::{Came, End, Lasted, Outcome};
use crate::domain::facts::participant::{Group, Participant, PersonId, Stay};
use crate::domain::plain::shown;
use crate::domain::reading::parse_date;
use crate::domain::reckon::lasting::lasts_from;
use crate::say;
use crate::text::{Lang, Text};
use crate::theme::Role;
use crate::widgets::form::Form;
use chrono::NaiveDate;

/// Whose stay it is, and which.
pub struct EndSheet {
    who: PersonId,
    /// The stay's first day; the latest stay where none is named.
    stay: Option<NaiveDate>,
    begins_with: Option<Do>,
}

/// What can be done about an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Do {
    End,
    SetOutcome,
    CheckJob,
    Reopen,
}

impl Do {
    const ALL: [Do; 4] = [Do::End, Do::SetOutcome, Do::CheckJob, Do::Reopen];

    fn name(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Do::End => ("ändra slutet", "change the end"),
            Do::SetOutcome => ("ändra utfallet", "change the outcome"),
            Do::CheckJob => ("följ upp arbetet", "follow the job up"),
            Do::Reopen => ("öppna vistelsen igen", "open the stay again"),
        };
        Text { sv, en }.get(lang)
    }
}

/// The fields.
#[derive(Clone, Copy, PartialEq)]
pub enum Key {
    What,
    LastDay,
    Outcome,
    Employer,
    Unit,
    School,
    JobStart,
    Note,
    Lasted,
    CheckedOn,
    CheckNote,
}

impl Key {
    fn label(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Key::What => ("Gör så här", "Do this"),
            Key::LastDay => ("Sista dag", "Last day"),
            Key::Outcome => ("Utfall", "Outcome"),
            Key::Employer => ("Arbetsgivare", "Employer"),
            Key::Unit => ("Enhet", "Unit"),
            Key::School => ("Skola", "School"),
            Key::JobStart => ("Arbetet börjar", "The job begins"),
            Key::Note | Key::CheckNote => ("Anteckning", "Note"),
            Key::Lasted => ("Varade arbetet", "The job lasted"),
            Key::CheckedOn => ("Kontrollerat", "Checked on"),
        };
        Text { sv, en }.get(lang)
    }

    /// The field for whoever receives the person after an outcome.
    fn of_receiver(outcome: Outcome) -> Option<Key> {
        match outcome {
            Outcome::Job | Outcome::SubsidisedJob => Some(Key::Employer),
            Outcome::OtherUnit => Some(Key::Unit),
            Outcome::Studies => Some(Key::School),
            _ => None,
        }
    }
}

/// The fields for whoever receives the person.
const RECEIVERS: [Key; 3] = [Key::Employer, Key::Unit, Key::School];

impl EndSheet {
    /// To end the latest stay, or for what there is to say of its end.
    pub fn of_latest(who: PersonId) -> EndSheet {
        EndSheet {
            who,
            stay: None,
            begins_with: None,
        }
    }

    /// To say whether the job after a stay lasted.
    pub fn of_job(who: PersonId, stay: NaiveDate) -> EndSheet {
        EndSheet {
            who,
            stay: Some(stay),
            begins_with: Some(Do::CheckJob),
        }
    }

    fn person<'a>(&self, view: &View<'a>) -> Option<&'a Participant> {
        view.register.people.get(&self.who)
    }

    fn name(&self, view: &View) -> String {
        let person = self.person(view);
        person.map(|person| view.name(person)).unwrap_or_default()
    }

    fn stay<'a>(&self, view: &View<'a>) -> Option<&'a Stay> {
        let stays = &self.person(view)?.stays;
        match self.stay {
            Some(first) => stays.iter().find(|stay| stay.start == first),
            None => stays.last(),
        }
    }

    fn end<'a>(&self, view: &View<'a>) -> Option<&'a End> {
        self.stay(view)?.end.as_ref()
    }

    /// What can be done about this end. The last day of one that has passed is history: it can only be taken back, and
    /// only while no stay has come after it.
    fn choices(&self, view: &View) -> Vec<Do> {
        let Some(end) = self.end(view) else {
            return vec![Do::End];
        };
        let mut choices = match end.last_day < view.today {
            true => vec![Do::SetOutcome],
            false => vec![Do::End],
        };
        if end.outcome.is_job() {
            choices.push(Do::CheckJob);
        }
        let latest = self.person(view).and_then(|person| person.stays.last());
        if latest == self.stay(view) {
            choices.push(Do::Reopen);
        }
        choices
    }

    /// What is chosen, by its name: what there is to choose from may have changed since the form was opened.
    fn doing(form: &Form<Key>, view: &View) -> Do {
        let chosen = form.text(Key::What);
        let known = Do::ALL.into_iter().find(|it| it.name(view.lang) == chosen);
        known.unwrap_or(Do::End)
    }

    /// What came of the stay, as the fields tell it; every fault is told there.
    fn came(&self, form: &mut Form<Key>, view: &View) -> Option<Came> {
        let outcome = chosen_outcome(form);
        if outcome.is_none() {
            form.fault(
                Key::Outcome,
                say!(view.lang,
                sv: "Välj hur vistelsen slutade. Ej angivet går också.",
                en: "Choose how the stay ended. Not stated will do, too."),
            );
        }
        let receiver = outcome.and_then(Key::of_receiver);
        let employer = match receiver {
            Some(key) => text(form, key, NAME_LIMIT, view),
            None => Some(String::new()),
        };
        let is_told = form.is_shown(Key::JobStart) && !form.text(Key::JobStart).is_empty();
        let job_start = match is_told {
            true => day(form, Key::JobStart, view).map(Some),
            false => Some(None),
        };
        let note = text(form, Key::Note, NOTE_LIMIT, view);
        Some(Came {
            outcome: outcome?,
            employer: employer?,
            job_start: job_start?,
            note: note?,
        })
    }

    /// Whether the job lasted, as the fields tell it: `None` within where nobody knows.
    fn lasted(form: &mut Form<Key>, view: &View) -> Option<Option<Lasted>> {
        let yes = match form.chosen(Key::Lasted) {
            0 => {
                let fault = say!(view.lang,
                    sv: "Välj om arbetet varade. Inte känt än går också.",
                    en: "Choose whether the job lasted. Not known yet will do, too.");
                form.fault(Key::Lasted, fault);
                return None;
            }
            YES => true,
            NO => false,
            _ => return Some(None),
        };
        let checked_on = day(form, Key::CheckedOn, view);
        let note = text(form, Key::CheckNote, NOTE_LIMIT, view);
        Some(Some(Lasted {
            checked_on: checked_on?,
            yes,
            note: note?,
        }))
    }

    /// What will happen, in sentences.
    fn footer(&self, form: &Form<Key>, doing: Do, view: &View) -> String {
        let lang = view.lang;
        let name = self.name(view);
        match doing {
            Do::Reopen => say!(lang,
                sv: "Slutet tas bort: {name} är på AMI tills vidare och syns på tavlan igen.",
                en: "The end is taken away: {name} is at the unit until further notice, and on the board again."),
            Do::End => match parse_date(form.text(Key::LastDay), view.today) {
                Ok(last) => {
                    let last = long_date(last, lang);
                    say!(lang,
                        sv: "{name} syns på tavlan till och med {last}. Allt som är markerat står kvar, och vistelsen kan öppnas igen.",
                        en: "{name} is on the board up to and including {last}. Everything marked stays, and the stay can be opened again.")
                }
                Err(_) => String::new(),
            },
            Do::SetOutcome => match self.end(view).map(|end| long_date(end.last_day, lang)) {
                Some(last) => say!(lang,
                    sv: "Vistelsen slutade {last}; den dagen ändras inte.",
                    en: "The stay ended on {last}; that day is not changed."),
                None => String::new(),
            },
            Do::CheckJob => self.about_job(view),
        }
    }

    /// Whether AF's decision holds beyond the last day.
    fn outlasting(&self, form: &Form<Key>, view: &View) -> Option<Warning> {
        let last = parse_date(form.text(Key::LastDay), view.today).ok()?;
        let person = view.register.people.get(&self.who)?;
        outlasting(view.register.settings.rules(), person, last)
    }

    /// Which job it is about, and from when it can be said to have lasted.
    fn about_job(&self, view: &View) -> String {
        let lang = view.lang;
        let Some(end) = self.end(view) else {
            return String::new();
        };
        let start = end.first_day_of_job().map(|day| day.to_string());
        let start = start.unwrap_or_default();
        let employer = match shown(&end.employer) {
            nobody if nobody.is_empty() => String::new(),
            employer => format!("{employer}, "),
        };
        let outcome = end.outcome.name().get(lang);
        let job = say!(lang,
            sv: "{outcome}: {employer}från {start}.",
            en: "{outcome}: {employer}from {start}.");
        match lasts_from(end, view.register.settings.rules()) {
            Some(due) => say!(lang,
                sv: "{job} Att det har varat kan sägas från {due}, att det inte varade genast.",
                en: "{job} That it has lasted can be said from {due}, that it did not at once."),
            None => job,
        }
    }
}

/// The places of the answers to whether a job lasted, after the one that is none.
const YES: usize = 1;
const NO: usize = 2;
const UNKNOWN: usize = 3;

fn answers(lang: Lang) -> Vec<String> {
    let words = match lang {
        Lang::Sv => ["– välj", "ja", "nej", "inte känt än"],
        Lang::En => ["– choose", "yes", "no", "not known yet"],
    };
    words.map(str::to_owned).to_vec()
}

fn chosen_outcome(form: &Form<Key>) -> Option<Outcome> {
    let chosen = form.chosen(Key::Outcome).checked_sub(1)?;
    Outcome::ALL.get(chosen).copied()
}

impl Sheet for EndSheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        let name = self.name(view);
        let is_over = self.end(view).is_some_and(|end| end.last_day < view.today);
        match is_over {
            true => {
                say!(view.lang, sv: "Vad det blev för {name}", en: "What came of it for {name}")
            }
            false => {
                say!(view.lang, sv: "Avsluta vistelsen för {name}", en: "End the stay of {name}")
            }
        }
    }

    fn form(&self, view: &View) -> Form<Key> {
        let lang = view.lang;
        let end = self.end(view);
        let choices = self.choices(view);
        let words = choices.iter().map(|choice| choice.name(lang).to_owned());
        let first = choices.iter().position(|it| Some(*it) == self.begins_with);
        let last_day = end.map_or(view.today, |end| end.last_day);
        let outcome = end.map(|end| end.outcome).unwrap_or_default();
        // Nothing is chosen at first: an Enter too many must not end a stay.
        let mut outcomes = vec![say!(lang, sv: "– välj", en: "– choose")];
        outcomes.extend(Outcome::ALL.map(|outcome| outcome.name().get(lang).to_owned()));
        let at = Outcome::ALL
            .iter()
            .position(|known| *known == outcome && end.is_some());
        let mut form = Form::default()
            .one_of(
                Key::What,
                Key::What.label(lang),
                words.collect(),
                first.unwrap_or(0),
            )
            .line(
                Key::LastDay,
                Key::LastDay.label(lang),
                &last_day.to_string(),
            )
            .one_of(
                Key::Outcome,
                Key::Outcome.label(lang),
                outcomes,
                at.map_or(0, |at| at + 1),
            );
        let employer = end.map_or("", |end| &end.employer);
        for key in RECEIVERS {
            let is_known = Key::of_receiver(outcome) == Some(key);
            let known = if is_known { employer } else { "" };
            form = form.line(key, key.label(lang), known);
        }
        let job_start = end.and_then(|end| end.job_start).map(|day| day.to_string());
        let lasted = end.and_then(|end| end.lasted.as_ref());
        let answer = lasted.map_or(0, |lasted| if lasted.yes { YES } else { NO });
        let checked_on = lasted.map_or(view.today, |lasted| lasted.checked_on);
        let mut form = form
            .line(
                Key::JobStart,
                Key::JobStart.label(lang),
                &job_start.unwrap_or_default(),
            )
            .line(
                Key::Note,
                Key::Note.label(lang),
                end.map_or("", |end| &end.note),
            )
            .free_text(FREE_TEXT.get(lang))
            .one_of(Key::Lasted, Key::Lasted.label(lang), answers(lang), answer)
            .line(
                Key::CheckedOn,
                Key::CheckedOn.label(lang),
                &checked_on.to_string(),
            )
            .line(
                Key::CheckNote,
                Key::CheckNote.label(lang),
                lasted.map_or("", |lasted| &lasted.note),
            )
            .free_text(FREE_TEXT.get(lang));
        form.show(Key::What, choices.len() > 1);
        form
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        Subject::person(view.register, self.who, &[Part::Stays])
    }

    fn follow(&self, form: &mut Form<Key>, view: &View) {
        let lang = view.lang;
        let doing = EndSheet::doing(form, view);
        let tells = matches!(doing, Do::End | Do::SetOutcome);
        let outcome = chosen_outcome(form).filter(|_| tells);
        let receiver = outcome.and_then(Key::of_receiver);
        let checks = doing == Do::CheckJob;
        let is_known = form.chosen(Key::Lasted) != UNKNOWN;
        for (key, is_shown) in [
            (Key::LastDay, doing == Do::End),
            (Key::Outcome, tells),
            (Key::Employer, receiver == Some(Key::Employer)),
            (Key::Unit, receiver == Some(Key::Unit)),
            (Key::School, receiver == Some(Key::School)),
            (Key::JobStart, outcome.is_some_and(Outcome::is_job)),
            (Key::Note, tells),
            (Key::Lasted, checks),
            (Key::CheckedOn, checks && is_known),
            (Key::CheckNote, checks && is_known),
        ] {
            form.show(key, is_shown);
        }
        let units = view.register.arenas.values();
        let units = units.filter(|arena| arena.group == Group::OtherUnit);
        let units = units.map(|arena| shown(&arena.name).into_owned());
        form.set_offers(Key::Unit, units.collect());
        let unit = match form.completion(Key::Unit) {
            Some(whole) => {
                say!(lang, sv: "högerpil fyller i {whole}", en: "right arrow completes to {whole}")
            }
            None => String::new(),
        };
        form.set_example(Key::Unit, unit);
        follow_day(form, Key::LastDay, view);
        follow_day(form, Key::CheckedOn, view);
        match form.text(Key::JobStart) {
            "" => form.set_example(
                Key::JobStart,
                say!(lang,
                sv: "tomt är dagen efter sista dagen på AMI",
                en: "empty is the day after the last one at the unit"),
            ),
            _ => follow_day(form, Key::JobStart, view),
        }
        let mut footer = vec![(self.footer(form, doing, view), Role::Quiet)];
        if doing == Do::End {
            let warning = self.outlasting(form, view);
            footer.extend(warning.map(|warning| (warning.text(lang), Role::Warning)));
        }
        form.set_footer(footer);
    }

    fn read(&self, form: &mut Form<Key>, view: &View) -> Option<Effect> {
        let who = self.who;
        let doing = EndSheet::doing(form, view);
        if !self.choices(view).contains(&doing) {
            let fault = say!(view.lang,
                sv: "Någon annan har ändrat slutet. Stäng formuläret och öppna det igen.",
                en: "Somebody else has changed the end. Close the form and open it again.");
            form.fault(Key::What, fault);
            return None;
        }
        Some(Effect::Do(match doing {
            Do::Reopen => Command::ReopenStay { who },
            Do::End => {
                let last_day = day(form, Key::LastDay, view);
                let came = self.came(form, view);
                Command::EndStay {
                    who,
                    last_day: last_day?,
                    came: came?,
                }
            }
            Do::SetOutcome => Command::SetOutcome {
                who,
                stay: self.stay(view)?.start,
                came: self.came(form, view)?,
            },
            Do::CheckJob => Command::CheckJob {
                who,
                stay: self.stay(view)?.start,
                lasted: EndSheet::lasted(form, view)?,
            },
        }))
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Key> {
        match refusal {
            Refusal::EndBeforeStart { .. }
            | Refusal::AlreadyEnded { .. }
            | Refusal::MarksOutside { .. } => Some(Key::LastDay),
            Refusal::JobBeforeStay { .. } | Refusal::StartOutOfRange { .. } => Some(Key::JobStart),
            Refusal::JobNotBegun { .. }
            | Refusal::TooEarlyToSay { .. }
            | Refusal::CheckedInTheFuture { .. } => Some(Key::CheckedOn),
            _ => None,
        }
    }

    fn written(&self, entry: &LogEntry, view: &View) -> Effect {
        let lang = view.lang;
        let name = self.name(view);
        let end = self.end(view);
        let text = match (entry.what, end.map(|end| long_date(end.last_day, lang))) {
            (What::EndStay, Some(last)) => {
                say!(lang, sv: "{name} slutar {last}.", en: "{name} ends on {last}.")
            }
            (What::SetOutcome, _) => {
                let outcome = end.map_or("", |end| end.outcome.name().get(lang));
                say!(lang, sv: "{name}: {outcome}.", en: "{name}: {outcome}.")
            }
            (What::CheckJob, _) => match end.and_then(|end| end.lasted.as_ref()) {
                Some(lasted) if lasted.yes => {
                    say!(lang, sv: "{name}: arbetet varade.", en: "{name}: the job lasted.")
                }
                Some(_) => {
                    say!(lang, sv: "{name}: arbetet varade inte.", en: "{name}: the job did not last.")
                }
                None => say!(lang,
                    sv: "{name}: om arbetet varade är inte känt än.",
                    en: "{name}: whether the job lasted is not known yet."),
            },
            _ => {
                say!(lang, sv: "Vistelsen för {name} är öppen igen.", en: "The stay of {name} is open again.")
            }
        };
        let lost = lost_moves(&entry.changes, view.register, lang);
        let told = std::iter::once(text).chain(lost).collect::<Vec<_>>();
        Effect::All(vec![Effect::Close, Effect::told(told.join(" "))])
    }
}
