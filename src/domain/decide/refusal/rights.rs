//! Refusals about rights, users and keys.

use chrono::NaiveDate;

use super::words::Roles;
use crate::domain::decide::rights::Right;
use crate::domain::facts::user::{KeyId, Role};
use crate::sentences;

sentences! {
    /// Why somebody may not do what they asked for, or why a user or a key is not as was asked.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum NotAllowed {
        NoRole:
            "Du har ingen roll i registret, och får inte göra det. Inget är ändrat; be en administratör om en roll."
            / "You have no role in the register, and may not do that. Nothing was changed; ask an administrator for a role.";
        Role { right: Right, roles: Vec<Role> }:
            "Din roll får inte {right}: det gör {roles}. Inget är ändrat."
            / "Your role may not {right}: that is for {roles}. Nothing was changed.",
            roles = Roles(&roles);
        /// It does not say who that is, nor where.
        Elsewhere { right: Right }:
            "Du får {right} bara i dina egna grupper och arenor, och det gäller någon annan. Inget är ändrat; ta vikariat om du står in i dag."
            / "You may {right} in your own groups and arenas only, and this is about somebody else. Nothing was changed; take cover if you stand in today.";
        /// Nobody has been given a role yet.
        Alone:
            "Ingen har någon roll i registret än, och du får göra allt. Inget är ändrat: det här gäller först när någon har fått en roll."
            / "Nobody has a role in the register yet, and you may do all. Nothing was changed: this holds only once somebody has been given a role.";
        NoUser { name: String }:
            "”{name}” är ingen användare med rättigheter. Inget är ändrat; lägg till användaren först."
            / "“{name}” is no user with rights. Nothing was changed; add the user first.";
        UserThere { name: String }:
            "”{name}” är redan användare. Inget är ändrat; ändra användaren i stället."
            / "“{name}” is a user already. Nothing was changed; change the user instead.";
        NameAlike { name: String, known: String }:
            "”{name}” är nästan samma namn som ”{known}”, som finns i registret. Inget är ändrat; skriv det namnet, eller ett som är ett annat."
            / "“{name}” is nearly the same name as “{known}”, which is in the register. Nothing was changed; write that name, or one that is another.";
        NameMissing: "Användarens namn saknas." / "The user's name is missing.";
        NoRoleGiven:
            "En användare måste ha minst en roll. Inget är ändrat; den som ska sluta avslutas."
            / "A user must have at least one role. Nothing was changed; whoever is to leave is ended.";
        PlacesOfNobody:
            "Grupper, arenor och vikariat gäller bara arbetshandledare. Inget är ändrat; ge rollen också."
            / "Groups, arenas and cover are for supervisors only. Nothing was changed; give that role too.";
        CoverPast { day: NaiveDate }:
            "Vikariatet skulle sluta {day}, som har varit. Inget är ändrat."
            / "The cover would end on {day}, which has been. Nothing was changed.";
        WhyMissing: "Skriv varför du vikarierar." / "Write why you stand in.";
        LastAdministrator:
            "Då skulle registret inte ha någon administratör. Inget är ändrat; ge någon annan den rollen först."
            / "Then the register would have no administrator. Nothing was changed; give somebody else that role first.";
        NoKey { id: KeyId }: "Det finns ingen nyckel {id}. Inget är ändrat." / "There is no key {id}. Nothing was changed.";
        KeyThere { id: KeyId, name: String }:
            "Nyckeln finns redan: {id}, {name}. Inget är ändrat; var och en har sin egen nyckel."
            / "The key is there already: {id}, {name}. Nothing was changed; everybody has a key of their own.";
        KeyRevoked { id: KeyId, day: NaiveDate }:
            "Nyckeln återkallades {day} ({id}), och öppnar inget mer. Inget är ändrat; gör en ny nyckel."
            / "The key was revoked on {day} ({id}), and opens nothing any more. Nothing was changed; make a new key.";
        KeyExpired { day: NaiveDate }:
            "Nyckelns sista dag {day} har varit. Inget är ändrat."
            / "The key's last day {day} has been. Nothing was changed.";
    }
}
