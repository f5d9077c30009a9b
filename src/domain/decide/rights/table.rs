//! THE table of rights: what each role may do, and where. Whatever is not in it is denied.
//!
//! Source: domain.md, "Personal data" (roles).

use crate::domain::facts::user::Role;
use crate::words;

words! {
    /// Something that one may do or may not.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Right {
        Mark "mark", "markera närvaro" / "mark attendance";
        /// Somebody's card, and the lists in which they stand: the day, the names.
        See "see", "läsa om deltagare" / "read about participants";
        /// Lists over everybody: clocks, duties, the quota, outcomes.
        Survey "survey", "läsa listor över alla" / "read lists over everybody";
        /// Who comes, goes and moves, with absences, decisions, plans and duties; whole lists of people.
        People "people", "ändra uppgifter om deltagare" / "change what is kept about participants";
        /// Arenas and closed days.
        Places "places", "ändra arenor och stängda dagar" / "change arenas and closed days";
        Rules "rules", "ändra regler" / "change rules";
        Settings "settings", "ändra inställningar" / "change settings";
        /// How the program looks to oneself: everybody with a role.
        Prefer "prefer", "välja hur programmet visas" / "choose how the program looks";
        /// To stand in for others today.
        Cover "cover", "ta vikariat" / "take cover";
        /// Users and their keys.
        Users "users", "hantera användare och nycklar" / "manage users and keys";
        /// The file itself: backup, check, restore, repair. No name is shown.
        File "file", "sköta registerfilen" / "look after the register file";
        /// All that is kept, in a file.
        Export "export", "exportera registret" / "export the register";
        Log "log", "läsa loggen" / "read the log";
    }
}

words! {
    /// Where somebody is, seen from one user.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Place {
        /// In one of the user's groups or arenas, or in one that they cover.
        Own "own", "egen" / "own";
        Other "other", "annan" / "other";
        /// With a group as a whole, where the user has arenas only; or with no stay at all.
        NoArena "no-arena", "ingen arena" / "no arena";
        OtherUnit "other-unit", "annan enhet" / "other unit";
    }
}

/// How far a right goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Own,
    Everywhere,
}

use Reach::{Everywhere, Own};
use Right as R;

/// What everybody with a role may do.
pub const OF_EVERYBODY: &[(Right, Reach)] = &[(R::Prefer, Everywhere)];

/// What a role may do beside that.
pub const fn of_role(role: Role) -> &'static [(Right, Reach)] {
    match role {
        Role::Supervisor => &[(R::Mark, Own), (R::See, Own), (R::Cover, Everywhere)],
        Role::Coordinator => &[
            (R::Mark, Everywhere),
            (R::See, Everywhere),
            (R::Survey, Everywhere),
            (R::People, Everywhere),
            (R::Places, Everywhere),
            (R::Rules, Everywhere),
            (R::Export, Everywhere),
            (R::Log, Everywhere),
        ],
        Role::Manager => &[
            (R::See, Everywhere),
            (R::Survey, Everywhere),
            (R::Rules, Everywhere),
            (R::Log, Everywhere),
        ],
        // Closed months of employees, which there are none of yet.
        Role::Payroll => &[],
        Role::Administrator => &[
            (R::Settings, Everywhere),
            (R::Users, Everywhere),
            (R::File, Everywhere),
        ],
        // Weeding, which there is none of yet.
        Role::Archivist => &[],
        Role::ProtectionOfficer => &[(R::Log, Everywhere)],
    }
}

impl Right {
    /// The roles that have it somewhere.
    pub fn roles(self) -> impl Iterator<Item = Role> {
        let has = move |role: &Role| of_role(*role).iter().any(|(right, _)| *right == self);
        Role::ALL.into_iter().filter(has)
    }
}
