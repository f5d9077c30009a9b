//! What every screen is: it answers an action with an effect, and draws itself from what is given.

use chrono::{Datelike, NaiveDate, NaiveTime};
use crossterm::event::KeyEvent;
use ratatui::{Frame, layout::Rect};

use crate::action::{Action, Section};
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::LogEntry;
use crate::domain::facts::decision::DecisionId;
use crate::domain::facts::participant::{ArenaId, Participant, PersonId};
use crate::domain::reckon::duties::Duty;
use crate::domain::register::Register;
use crate::domain::rules::Name;
use crate::keys::Keymap;
use crate::lists::Telling;
use crate::text::Lang;
use crate::theme::{Role, Theme};

mod absences;
mod arena_list;
mod arenas;
pub mod board;
mod card;
mod chrome;
mod clock;
mod closed_days;
pub mod codes;
mod cover;
mod decisions;
mod duties;
mod end_stay;
pub mod find;
mod form;
mod go_to_date;
pub mod help;
mod listed;
mod listing;
mod log;
mod meanwhile;
mod menu;
mod move_person;
mod moving;
mod note;
mod onward;
pub mod other_units;
mod outcomes;
pub mod palette;
mod person_form;
mod query;
mod question;
mod quota;
mod rules;
mod settings;
mod twelve_months;
mod what_if;

/// What a screen may see. It holds no store and no clock.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub register: &'a Register,
    pub keymap: &'a Keymap,
    pub theme: Theme,
    pub lang: Lang,
    pub today: NaiveDate,
    /// Who is at the keyboard.
    pub actor: &'a str,
    /// Whether a mark moves on to the next unmarked person.
    pub advance: bool,
    /// When this session last saved something.
    pub saved: Option<NaiveTime>,
    /// What was last said, until the next key.
    pub message: Option<&'a Message>,
    /// The terminal's columns and rows.
    pub size: (u16, u16),
    /// The log entries that a screen asked for with [`Needs::log`], newest first.
    pub log: &'a [LogEntry],
}

impl View<'_> {
    /// Whether there is room for two panes, for one, or for the chosen person beside them.
    pub fn width(&self) -> Width {
        match self.size.0 {
            100.. => Width::Wide,
            60..=99 => Width::Medium,
            _ => Width::Narrow,
        }
    }

    /// The place of a screen: the whole terminal but its status and hints.
    pub fn area(&self) -> Rect {
        let (columns, rows) = self.size;
        Rect::new(0, 0, columns, rows.saturating_sub(HINT_ROWS))
    }

    /// What its lists are told from.
    pub fn telling(&self) -> Telling<'_> {
        Telling {
            register: self.register,
            today: self.today,
            lang: self.lang,
            zone: self.register.settings.zone,
            ascii: self.theme.ascii,
            log: self.log,
        }
    }

    /// What is pressed for an action, to name in a sentence; its word where it has no key.
    pub fn key(&self, action: Action) -> String {
        let key = (self.keymap).way_to(action, self.lang, self.theme.ascii);
        key.unwrap_or_else(|| action.label(self.lang).to_owned())
    }

    /// The person's name for lists, harmless to show.
    pub fn name(&self, person: &Participant) -> String {
        crate::domain::plain::shown(&person.name(self.lang)).into_owned()
    }

    /// An arena with its group before it, harmless to show; empty where the register has no such arena.
    pub fn place(&self, id: ArenaId) -> String {
        self.register.place(id, self.lang)
    }
}

/// The three widths that every screen is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// From 100 columns: both panes and the chosen person.
    Wide,
    /// 60–99: both panes.
    Medium,
    /// Under 60, a phone: one pane.
    Narrow,
}

/// Something said on the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub text: String,
    pub kind: MessageKind,
}

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    Done,
    /// Not done, and why.
    Refused,
    /// From another session.
    News,
}

impl MessageKind {
    /// How it looks.
    pub const fn role(self) -> Role {
        match self {
            MessageKind::Done => Role::Good,
            MessageKind::Refused => Role::Alarm,
            MessageKind::News => Role::Accent,
        }
    }
}

/// What a screen wants done: data, never an act.
#[derive(Debug)]
pub enum Effect {
    Nothing,
    /// Leave the program.
    Quit,
    /// Close this screen.
    Close,
    Open(Opening),
    /// Open this once the log keeps that the person's card was read, since it tells what stands there.
    OpenReading(PersonId, Opening),
    /// Close this screen and open another in its place.
    Replace(Opening),
    /// Carry a command out. The screen is told what became of it.
    Do(Command),
    Undo,
    Redo,
    Say(Message),
    /// Close this screen and do this where it was opened.
    Pass(Action),
    /// Close this screen and show this day where it was opened, or else on the board.
    ShowDay(NaiveDate),
    /// Close every screen above the board and choose this person there.
    ShowPerson(PersonId),
    /// Draw everything anew.
    Redraw,
    /// Several, one after the other.
    All(Vec<Effect>),
}

impl Effect {
    /// A refusal in the screen's own words.
    pub fn refuse(text: String) -> Effect {
        Effect::Say(Message {
            text,
            kind: MessageKind::Refused,
        })
    }

    /// Something done, said on the status line.
    pub fn told(text: String) -> Effect {
        Effect::Say(Message {
            text,
            kind: MessageKind::Done,
        })
    }
}

/// A screen to open, and what it is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Opening {
    /// The menu of all codes for a person's day.
    Codes {
        who: PersonId,
        day: NaiveDate,
    },
    /// Times, hours and note of a mark; `code` where it is to be another than the present one.
    Note {
        who: PersonId,
        day: NaiveDate,
        code: Option<crate::domain::facts::attendance::Code>,
    },
    GoToDate {
        from: NaiveDate,
    },
    /// Why one stands in for others today.
    Cover,
    Card(PersonId),
    /// What can be done with whom or what was chosen.
    Menu(menu::Subject),
    AddPerson,
    ChangePerson(PersonId),
    MovePerson(PersonId),
    EndStay(PersonId),
    /// Whether the job lasted after the stay that began on a day.
    CheckJob {
        who: PersonId,
        stay: NaiveDate,
    },
    NewStay(PersonId),
    /// A person's long absences, to choose among.
    Absences(PersonId),
    /// One long absence: the one that began on this day, or a new one.
    Absence {
        who: PersonId,
        from: Option<NaiveDate>,
    },
    Find,
    TwelveMonths,
    Duties,
    /// AF's decisions on a person.
    Decisions(PersonId),
    /// A decision to be recorded, or one in the place of another.
    Decision {
        who: PersonId,
        replaces: Option<DecisionId>,
    },
    EndDecision {
        who: PersonId,
        id: DecisionId,
    },
    /// A step towards a decision.
    Step(PersonId),
    PlanOnward(PersonId),
    /// What was done about a duty; whether it is set aside instead of handled.
    HandleDuty {
        duty: Box<Duty>,
        sets_aside: bool,
    },
    Quota,
    Outcomes,
    /// Those in other units; whom the marker begins at.
    OtherUnits(Option<PersonId>),
    Help(Section),
    /// All that can be done where the keys of a section are in force, and with what is chosen there.
    Palette(Section, &'static [Section]),
    Log,
    Settings,
    Rules,
    Arenas,
    /// One arena that is to be changed, or a new one.
    Arena(Option<ArenaId>),
    /// An arena that is to go into another one.
    MergeArena(ArenaId),
    /// A year's closed days.
    ClosedDays,
    /// One day that the unit closes: the one of this day and arena, or a new one.
    ClosedDay(Option<(NaiveDate, Option<ArenaId>)>),
    /// One rule's history.
    Rule(Name),
    /// The unit's own value of a rule: the one from this day, or a new one.
    OwnRule {
        name: Name,
        from: Option<NaiveDate>,
    },
    /// Whose flags a command would change; a yes carries it out.
    WhatIf(Box<Command>),
    /// A question whose yes carries the command out.
    Question {
        text: String,
        command: Box<Command>,
    },
    /// A question whose yes is told to the screen below it.
    AskBelow {
        text: String,
    },
}

/// What a screen has to have read before it can be drawn whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Needs {
    pub days: Vec<NaiveDate>,
    /// Whose marks of these days are drawn now; everybody else's are read when there is time.
    pub first: Vec<PersonId>,
    pub histories: Vec<PersonId>,
    /// The log's newest entries, until they hold so many changes.
    pub log: usize,
}

/// What became of a command that a screen asked for.
#[derive(Debug)]
pub enum Outcome<'a> {
    Written(&'a LogEntry),
    Unchanged,
    Failed(Failure<'a>),
}

/// Why a command was not carried out.
#[derive(Clone, Copy, Debug)]
pub struct Failure<'a> {
    /// The sentence that says why not.
    pub text: &'a str,
    /// What the register refused; none where the file could not be written.
    pub refusal: Option<&'a Refusal>,
}

/// One screen.
pub trait Screen {
    /// Which keys are in force.
    fn section(&self) -> Section;

    /// Whether characters are text here, and not looked up in the keymap.
    fn takes_text(&self) -> bool {
        false
    }

    /// Whether it answers this action itself, which otherwise means the same on every screen.
    fn answers(&self, _action: Action) -> bool {
        false
    }

    /// The tables of its menu: what it answers besides its own keys, from the palette.
    fn menu(&self) -> &'static [Section] {
        &[]
    }

    /// Whom it was about, for the board's marker to stand at once this screen closes; `None` where it was nobody in
    /// particular, or nobody was more than looked over.
    fn about(&self) -> Option<PersonId> {
        None
    }

    /// Answers an action.
    fn act(&mut self, action: Action, view: &View) -> Effect;

    /// Answers a key that means no action here: text, or a letter of its own such as a code's. `None` where the key
    /// means nothing.
    fn typed(&mut self, _key: KeyEvent, _view: &View) -> Option<Effect> {
        None
    }

    /// Answers pasted text. Says whether there is a field in focus that takes it.
    fn pasted(&mut self, _text: &str, _view: &View) -> bool {
        false
    }

    /// Answers a tap or click at a place on the screen.
    fn tapped(&mut self, _column: u16, _row: u16, _view: &View) -> Effect {
        Effect::Nothing
    }

    /// Is told what became of its command. The answer is carried out like any effect.
    fn carried_out(&mut self, _outcome: &Outcome, _view: &View) -> Effect {
        Effect::Nothing
    }

    /// Takes in a day: one typed in a dialog on top, or the board's as the screen opens. Says whether it shows days at
    /// all; else the board does.
    fn show_day(&mut self, _day: NaiveDate, _view: &View) -> bool {
        false
    }

    /// Takes in that the register, the day or the size changed. Called before every draw; must be cheap.
    fn refresh(&mut self, _view: &View) {}

    /// Takes in that a frame has shown it: what it asks can be answered now.
    fn painted(&mut self) {}

    fn needs(&self, _view: &View) -> Needs {
        Needs::default()
    }

    /// The actions for the hint line, the most important first.
    fn hints(&self, view: &View) -> Vec<Action>;

    /// Whether the screen below shows through around it.
    fn is_dialog(&self) -> bool {
        false
    }

    /// Draws into the whole terminal but its last two rows, which hold the status and the hints.
    fn draw(&self, frame: &mut Frame, area: Rect, view: &View);
}

pub use chrome::{
    HINT_ROWS, TOO_SMALL, draw_hints, draw_long_message, draw_status, draw_too_small, hint_at,
};

/// Makes the screen that was asked for.
pub fn open(opening: Opening, view: &View) -> Box<dyn Screen> {
    let year = view.today.year();
    match opening {
        Opening::Codes { who, day } => Box::new(codes::Codes::new(who, day, view)),
        Opening::Note { who, day, code } => form::open(note::NoteSheet { who, day, code }, view),
        Opening::GoToDate { from } => form::open(go_to_date::DateSheet { from }, view),
        Opening::Cover => form::open(cover::CoverSheet, view),
        Opening::Card(who) => Box::new(card::Card::new(who, view)),
        Opening::Menu(subject) => Box::new(menu::Menu::new(subject, view)),
        Opening::AddPerson => form::open(person_form::PersonSheet::add(), view),
        Opening::ChangePerson(who) => form::open(person_form::PersonSheet::Change(who), view),
        Opening::MovePerson(who) => form::open(move_person::MoveSheet { who }, view),
        Opening::EndStay(who) => form::open(end_stay::EndSheet::of_latest(who), view),
        Opening::CheckJob { who, stay } => form::open(end_stay::EndSheet::of_job(who, stay), view),
        Opening::NewStay(who) => form::open(person_form::PersonSheet::NewStay(who), view),
        Opening::Absences(who) => Box::new(absences::Absences::new(who, view)),
        Opening::Absence { who, from } => {
            form::open(absences::period::AbsenceSheet { who, from }, view)
        }
        Opening::Find => Box::new(find::Find::new(view)),
        Opening::TwelveMonths => listed::open(twelve_months::TwelveMonths, view),
        Opening::Decisions(who) => listed::open(decisions::DecisionsOf { who }, view),
        Opening::Decision { who, replaces } => {
            form::open(decisions::form::DecisionSheet { who, replaces }, view)
        }
        Opening::EndDecision { who, id } => {
            form::open(decisions::end::EndDecisionSheet { who, id }, view)
        }
        Opening::Step(who) => form::open(onward::step::StepSheet { who }, view),
        Opening::PlanOnward(who) => form::open(onward::plan::PlanSheet { who }, view),
        Opening::Duties => listed::open(duties::DutyList::default(), view),
        Opening::HandleDuty { duty, sets_aside } => {
            let duty = *duty;
            form::open(duties::handling::HandlingSheet { duty, sets_aside }, view)
        }
        Opening::Outcomes => Box::new(outcomes::Outcomes::new(view)),
        Opening::Quota => listed::open(quota::QuotaOf { year }, view),
        Opening::OtherUnits(first) => listed::open(other_units::InOtherUnits { first }, view),
        Opening::Help(section) => Box::new(help::Help::new(section, view)),
        Opening::Palette(section, menu) => Box::new(palette::Palette::new(section, menu, view)),
        Opening::Log => listed::open(log::LogPages::default(), view),
        Opening::Settings => form::open(settings::SettingsSheet, view),
        Opening::Rules => listed::open(rules::RulesOn { on: view.today }, view),
        Opening::Rule(name) => listed::open(rules::history::RuleHistory { name }, view),
        Opening::Arenas => listed::open(arena_list::ArenaList, view),
        Opening::Arena(id) => form::open(arena_list::change::ArenaSheet { id }, view),
        Opening::MergeArena(id) => form::open(arena_list::merge::MergeSheet { id }, view),
        Opening::ClosedDays => listed::open(closed_days::ClosedDays { year }, view),
        Opening::ClosedDay(of) => form::open(closed_days::day::ClosedDaySheet { of }, view),
        Opening::OwnRule { name, from } => {
            form::open(rules::own::OwnRuleSheet { name, from }, view)
        }
        Opening::WhatIf(command) => Box::new(what_if::WhatIf::new(*command, view)),
        Opening::Question { text, command } => {
            Box::new(question::Question::new(text, *command, view))
        }
        Opening::AskBelow { text } => Box::new(question::Question::of_below(text)),
    }
}
