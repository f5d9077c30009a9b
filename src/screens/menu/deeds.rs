//! What can be done with somebody, with one of their decisions or with a duty: when, and else why not.

use crate::action::{Action, Section};
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Reading;
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::decision::{Decision, DecisionId};
use crate::domain::facts::participant::{Participant, PersonId, Protection};
use crate::domain::plain::shown;
use crate::domain::reckon::duties::{About, Duty};
use crate::lists::arenas::ArenaRow;
use crate::lists::calendar::CalendarRow;
use crate::say;
use crate::screens::{Effect, Opening, View, absences};

/// What a menu is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// The person; `None` for a duty of a whole group, and where nothing is chosen.
    pub who: Option<PersonId>,
    pub on: On,
}

/// Where it was opened, and on what there.
#[derive(Clone, Debug, PartialEq)]
pub enum On {
    /// A person's row. The log does not know yet that anything else of them was read.
    List,
    /// The person's card; whether it shows what is protected.
    Card { revealed: bool },
    /// The person's decisions, and the chosen one.
    Decisions(Option<DecisionId>),
    /// The duties, and the chosen one.
    Duties(Option<Box<Duty>>),
    /// The closed days, and the chosen one that is the unit's own.
    Calendar(Option<Box<ClosedDay>>),
    /// The arenas, and the chosen one.
    Arenas(Option<Box<ArenaRow>>),
}

impl Subject {
    /// Of a person's row in a list.
    pub fn in_list(who: Option<PersonId>) -> Subject {
        Subject { who, on: On::List }
    }

    /// Of a duty, and whom it is about.
    pub fn of_duty(duty: Option<&Duty>) -> Subject {
        let who = duty.and_then(|duty| match duty.about {
            About::Person(who) => Some(who),
            About::Group(_) => None,
        });
        let duty = duty.map(|duty| Box::new(duty.clone()));
        Subject {
            who,
            on: On::Duties(duty),
        }
    }

    /// Of a day that the unit has closed.
    pub fn of_day(day: Option<&ClosedDay>) -> Subject {
        Subject {
            who: None,
            on: On::Calendar(day.map(|day| Box::new(day.clone()))),
        }
    }

    /// Of an arena.
    pub fn of_arena(arena: Option<&ArenaRow>) -> Subject {
        Subject {
            who: None,
            on: On::Arenas(arena.map(|arena| Box::new(arena.clone()))),
        }
    }

    /// Whether there is nothing to be done with it.
    pub fn is_nothing(&self) -> bool {
        self.deeds().next().is_none()
    }

    /// Whose keys are in force in its menu.
    pub fn section(&self) -> Section {
        match self.on {
            On::List | On::Card { .. } => Section::Card,
            On::Decisions(_) => Section::Decisions,
            On::Duties(_) => Section::Duties,
            On::Calendar(_) => Section::Calendar,
            On::Arenas(_) => Section::Arenas,
        }
    }

    /// Everything its menu shows, in order.
    pub fn deeds(&self) -> impl Iterator<Item = Action> {
        let sections = self.section().scope().iter();
        let sections = sections.filter(|section| section.is_menu());
        let deeds = sections.flat_map(|section| {
            let all = Action::ALL.iter().copied();
            all.filter(move |action| action.section() == *section)
        });
        deeds.filter(|action| self.has(*action))
    }

    fn has(&self, action: Action) -> bool {
        match action {
            // Only the card shows it.
            Action::ShowPersonnummer => matches!(self.on, On::Card { .. }),
            // The menu of the decisions is where it leads.
            Action::Decisions => self.who.is_some() && !matches!(self.on, On::Decisions(_)),
            action => self.who.is_some() || action.section() != Section::Card,
        }
    }

    /// The person's name, or what the duty is.
    pub fn title(&self, view: &View) -> String {
        let person = self.person(view).map(|person| view.name(person));
        let what = match &self.on {
            On::List | On::Card { .. } => None,
            On::Decisions(id) => {
                id.map(|id| say!(view.lang, sv: "beslut {id}", en: "decision {id}"))
            }
            On::Duties(duty) => (duty.as_ref()).map(|duty| duty.title(view.today, view.lang)),
            On::Calendar(Some(day)) => Some(CalendarRow::own(day).text(&view.telling())),
            On::Calendar(None) => Some(Action::ClosedDays.label(view.lang).to_owned()),
            On::Arenas(Some(arena)) => Some(shown(&arena.text(view.lang)).into_owned()),
            On::Arenas(None) => Some(Action::Arenas.label(view.lang).to_owned()),
        };
        let title: Vec<String> = [person, what].into_iter().flatten().collect();
        match title.is_empty() {
            true => say!(view.lang, sv: "Bevakningar", en: "Duties"),
            false => title.join(": "),
        }
    }

    fn person<'a>(&self, view: &View<'a>) -> Option<&'a Participant> {
        view.register.people.get(&self.who?)
    }

    fn decision<'a>(&self, view: &View<'a>) -> Option<&'a Decision> {
        let On::Decisions(Some(chosen)) = self.on else {
            return None;
        };
        let decisions = &self.person(view)?.decisions;
        decisions.iter().find(|decision| decision.id == chosen)
    }

    fn duty(&self) -> Option<&Duty> {
        match &self.on {
            On::Duties(duty) => duty.as_deref(),
            _ => None,
        }
    }

    /// Why something cannot be done now; `None` where it can.
    pub fn why_not(&self, action: Action, view: &View) -> Option<String> {
        let lang = view.lang;
        match action.section() {
            Section::Card => self.why_not_with(self.person(view)?, action, view),
            Section::Decisions => match (action, self.decision(view)) {
                (Action::AddDecision, _) => None,
                (_, None) => Some(no_decision(view)),
                (Action::ReplaceDecision, Some(decision)) if !decision.is_real() => {
                    let key = view.key(Action::AddDecision);
                    Some(say!(lang,
                        sv: "Det beslutet gäller inte. Med {key} registreras ett nytt.",
                        en: "That decision does not hold. {key} records a new one."))
                }
                _ => None,
            },
            Section::Duties if action != Action::ShowHandled => {
                let Some(duty) = self.duty() else {
                    return Some(
                        say!(lang, sv: "Ingen bevakning är vald.", en: "No duty is chosen."),
                    );
                };
                let handling = view.register.handled.get(&duty.key());
                let is_stilled = handling.is_some_and(|h| duty.is_stilled(h, view.today));
                (action == Action::TakeUpDuty && !is_stilled)
                    .then(|| Refusal::NotHandled.text(lang))
            }
            Section::Calendar if action == Action::OpenDay => match self.on {
                On::Calendar(Some(_)) => None,
                _ => Some(say!(lang,
                    sv: "Den dagen är ingen som enheten har stängt.",
                    en: "That day is none that the unit has closed.")),
            },
            Section::Arenas if action != Action::AddArena => match self.on {
                On::Arenas(Some(_)) => None,
                _ => Some(say!(lang, sv: "Ingen arena är vald.", en: "No arena is chosen.")),
            },
            _ => None,
        }
    }

    fn why_not_with(&self, person: &Participant, action: Action, view: &View) -> Option<String> {
        let lang = view.lang;
        let protected = person.protection != Protection::None;
        match action {
            // The form shows the name, which of a protected person is only shown when the log keeps that it was.
            Action::ChangePerson if protected && self.on != (On::Card { revealed: true }) => {
                Some(say!(lang,
                    sv: "Skyddade uppgifter: visa dem först, på kortet. Det skrivs i loggen.",
                    en: "Protected data: show it first, on the card. The log keeps that you did."))
            }
            Action::NewStay => match person.stays.last().map(|stay| stay.last_day()) {
                Some(None) => Some(say!(lang,
                    sv: "Vistelsen pågår. Avsluta den innan en ny kan börja.",
                    en: "The stay is running. End it before a new one can begin.")),
                Some(Some(last)) if last >= view.today => Some(say!(lang,
                    sv: "Vistelsen pågår till {last}. En ny kan börja efter den.",
                    en: "The stay is running until {last}. A new one can begin after it.")),
                _ => None,
            },
            Action::PlanOnward if person.stay(view.today).is_none() => {
                let name = view.name(person);
                Some(Refusal::NotAtAmi { name }.text(lang))
            }
            Action::ShowPersonnummer if !matches!(self.on, On::Card { .. }) => Some(say!(lang,
                sv: "Personnumret visas på kortet; öppna det först.",
                en: "The personnummer is shown on the card; open that first.")),
            Action::ShowPersonnummer if person.personnummer.is_none() && !protected => Some(
                say!(lang, sv: "Inget personnummer är antecknat.", en: "No personnummer is recorded."),
            ),
            _ => None,
        }
    }

    /// What doing it leads to; else why it cannot be done.
    pub fn perform(&self, action: Action, view: &View) -> Result<Effect, String> {
        if let Some(why) = self.why_not(action, view) {
            return Err(why);
        }
        if action.section() == Section::Card {
            return match self.who {
                Some(who) => Ok(self.with_person(who, action, view)),
                None => Err(say!(view.lang, sv: "Ingen är vald.", en: "Nobody is chosen.")),
            };
        }
        if let On::Calendar(day) = &self.on {
            return Ok(match (action, day) {
                (Action::CloseDay, _) => Effect::Open(Opening::ClosedDay(None)),
                (Action::OpenDay, Some(day)) => Effect::Do(Command::Open {
                    date: day.date,
                    arena: day.arena,
                }),
                _ => Effect::Nothing,
            });
        }
        if let On::Arenas(arena) = &self.on {
            return Ok(match (action, arena) {
                (Action::AddArena, _) => Effect::Open(Opening::Arena(None)),
                (Action::ChangeArena, Some(arena)) => Effect::Open(Opening::Arena(Some(arena.id))),
                (Action::MergeArena, Some(arena)) => Effect::Open(Opening::MergeArena(arena.id)),
                _ => Effect::Nothing,
            });
        }
        let effect = match (action, self.who, self.duty(), self.decision(view)) {
            (Action::AddDecision, Some(who), ..) => Effect::Open(Opening::Decision {
                who,
                replaces: None,
            }),
            (Action::ReplaceDecision, Some(who), _, Some(decision)) => {
                Effect::Open(Opening::Decision {
                    who,
                    replaces: Some(decision.id),
                })
            }
            (Action::EndDecision, Some(who), _, Some(decision)) => {
                Effect::Open(Opening::EndDecision {
                    who,
                    id: decision.id,
                })
            }
            (Action::HandleDuty | Action::SetAsideDuty, _, Some(duty), _) => {
                Effect::Open(Opening::HandleDuty {
                    duty: Box::new(duty.clone()),
                    sets_aside: action == Action::SetAsideDuty,
                })
            }
            (Action::TakeUpDuty, _, Some(duty), _) => {
                Effect::Do(Command::TakeUpDuty { key: duty.key() })
            }
            _ => Effect::Nothing,
        };
        Ok(effect)
    }

    fn with_person(&self, who: PersonId, action: Action, view: &View) -> Effect {
        let opening = match action {
            Action::ChangePerson => Opening::ChangePerson(who),
            Action::MovePerson => Opening::MovePerson(who),
            Action::EndStay => Opening::EndStay(who),
            Action::NewStay => Opening::NewStay(who),
            Action::LongAbsence => absences::opening(who, view),
            Action::Decisions => Opening::Decisions(who),
            Action::SetStep => Opening::Step(who),
            Action::PlanOnward => Opening::PlanOnward(who),
            Action::ShowOnBoard => return Effect::ShowPerson(who),
            Action::ShowPersonnummer => {
                return Effect::Do(Command::Read {
                    who,
                    what: Reading::Personnummer,
                });
            }
            _ => return Effect::Nothing,
        };
        match self.on {
            On::Card { .. } | On::Decisions(_) => Effect::Open(opening),
            On::List | On::Duties(_) | On::Calendar(_) | On::Arenas(_) => {
                Effect::OpenReading(who, opening)
            }
        }
    }
}

/// That there is no decision to do anything with, and how one comes to be.
pub fn no_decision(view: &View) -> String {
    let key = view.key(Action::AddDecision);
    say!(view.lang,
        sv: "Det finns inget beslut än. Med {key} registreras ett.",
        en: "There is no decision yet. {key} records one.")
}
