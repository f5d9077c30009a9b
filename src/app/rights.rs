//! What whoever is at the keyboard may see and do, as the register has it now.

use super::Surroundings;
use crate::action::Action;
use crate::commands::right_of_action;
use crate::domain::decide::rights::{Right, Rights};
use crate::domain::facts::user::User;
use crate::domain::register::Register;

impl Surroundings {
    /// Whoever is at the keyboard, where they have been given rights.
    pub fn user(&self) -> Option<&User> {
        let reader = self.register.reader?;
        self.register.users.get(&reader.id)
    }

    /// Takes in what the register says of whoever is at the keyboard: to what they may not do no key leads, and nothing
    /// offers it. Whether they have a role at all.
    pub fn take_rights(&mut self) -> bool {
        let Surroundings {
            register,
            keymap,
            today,
            who,
            ..
        } = self;
        let reader = who.reads(register, *today);
        register.reader = Some(reader);
        let rights = Rights::of_reader(register, reader);
        keymap.allow(|action| may(&rights, register, action));
        !register.has_roles() || rights.roles().next().is_some()
    }
}

fn may(rights: &Rights, register: &Register, action: Action) -> bool {
    match action {
        // Only of use to one who has some groups or arenas, and not all.
        Action::TakeCover => register.has_roles() && rights.is_narrowed(),
        // The rule of the twelve months stands there too.
        Action::Settings => rights.may(Right::Settings) || rights.may(Right::Rules),
        action => right_of_action(action).is_none_or(|right| rights.may(right)),
    }
}
