//! `user`: who may do what, and where; and `cover`: standing in for others today.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};

use super::answer::{Answer, Format};
use super::failure::Failure;
use super::options::{self, Options};
use super::session::Session;
use super::value::WrongValue;
use crate::config::{ACTOR_LIMIT, actor_name};
use crate::domain::alike::folded;
use crate::domain::decide::command::{Command, Wanted};
use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::participant::{ArenaId, Group};
use crate::domain::facts::user::{Background, Preferences, Role, User};
use crate::keys::SHIPPED;
use crate::lists::rows::moment;
use crate::lists::users::Users;
use crate::say;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(flatten)]
    format: Format,
    #[command(subcommand)]
    change: Option<Asked>,
}

#[derive(Debug, Subcommand)]
enum Asked {
    /// Give somebody a role
    ///
    /// Ge någon en roll
    Add {
        /// The name that what they do is logged under: the account's where they stand at the machine
        ///
        /// Namnet som det de gör loggas under: kontots för den som sitter vid datorn
        name: String,
        /// What they are: supervisor, coordinator, manager, payroll, administrator, archivist or protection-officer; may be given several times
        ///
        /// Vad de är: arbetshandledare, samordnare, enhetschef, lönehandläggare, administratör, arkivarie eller dataskyddsombud; kan anges flera gånger
        #[arg(long, value_name = "ROLE", required = true, value_parser = role)]
        role: Vec<Role>,
        #[command(flatten)]
        places: Places,
    },
    /// Give a user other roles or places; what is not given stays as it is
    ///
    /// Ge en användare andra roller eller platser; det som inte anges står kvar
    Change {
        /// The user
        ///
        /// Användaren
        name: String,
        /// What they are, in place of what they were; may be given several times
        ///
        /// Vad de är, i stället för vad de var; kan anges flera gånger
        #[arg(long, value_name = "ROLE", value_parser = role)]
        role: Vec<Role>,
        #[command(flatten)]
        places: Places,
        /// Let a supervisor have both groups again
        ///
        /// Låt en arbetshandledare ha båda grupperna igen
        #[arg(long, conflicts_with_all = ["group", "arena"])]
        everywhere: bool,
        /// Let them stand in for others no more
        ///
        /// Låt dem inte vikariera längre
        #[arg(long, conflicts_with = "cover_until")]
        no_cover: bool,
    },
    /// End a user: from today on they have no rights, and their keys open nothing
    ///
    /// Avsluta en användare: från i dag har den inga rättigheter, och dess nycklar öppnar inget
    End {
        /// The user
        ///
        /// Användaren
        name: String,
    },
    /// List the users, with the names that have no rights
    ///
    /// Lista användarna, med de namn som inte har några rättigheter
    List {
        #[command(flatten)]
        format: Format,
    },
}

/// Where a supervisor has what they may do.
#[derive(Debug, Args)]
struct Places {
    /// A group that a supervisor has; both where neither a group nor an arena is given
    ///
    /// En grupp som en arbetshandledare har; båda om varken grupp eller arena anges
    #[arg(long, value_parser = options::group)]
    group: Vec<Group>,
    /// An arena that a supervisor has; may be given several times
    ///
    /// En arena som en arbetshandledare har; kan anges flera gånger
    #[arg(long, value_name = "ARENA")]
    arena: Vec<String>,
    /// The last day on which they stand in for others
    ///
    /// Sista dagen som de vikarierar för andra
    #[arg(long, value_name = "DATE")]
    cover_until: Option<String>,
}

fn role(text: &str) -> Result<Role, WrongValue> {
    Role::read(text).ok_or_else(|| {
        WrongValue::new(|lang| {
            let all = Role::ALL.map(|role| match lang {
                crate::text::Lang::Sv => role.name().sv,
                crate::text::Lang::En => role.slug(),
            });
            let all = all.join(", ");
            say!(lang, sv: "ange en av {all}", en: "give one of {all}")
        })
    })
}

impl Places {
    fn wanted(
        &self,
        roles: &[Role],
        session: &Session,
        options: &Options,
    ) -> Result<Wanted, Failure> {
        let arenas = self
            .arena
            .iter()
            .map(|name| session.arena_itself(None, name));
        let arenas: Vec<ArenaId> = arenas.collect::<Result<_, _>>()?;
        let is_placed = !self.group.is_empty() || !arenas.is_empty();
        let cover = options.day_if_told(self.cover_until.as_deref())?;
        Ok(Wanted {
            roles: (!roles.is_empty()).then(|| roles.to_vec()),
            groups: is_placed.then(|| self.group.clone()),
            arenas: is_placed.then_some(arenas),
            cover: cover.map(Some),
        })
    }
}

/// The user of a name, in any case.
pub fn named(session: &Session, name: &str) -> Result<ActorId, Failure> {
    let register = &session.register;
    let mut known = register.actors.iter();
    let found = known.find(|(_, known)| folded(known) == folded(name));
    let (id, _) = found.ok_or_else(|| {
        let name = crate::domain::plain::shown(name);
        Failure::refused(say!(session.options.lang,
            sv: "Ingen användare heter ”{name}”. Inget är ändrat; se vilka som finns med tolv user list.",
            en: "No user is called “{name}”. Nothing was changed; see who there is with tolv user list."))
    })?;
    Ok(*id)
}

/// Lists the users, or changes one.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let mut session = match &arguments.change {
        Some(Asked::Add { .. }) => Session::open_or_create(options)?,
        _ => Session::open(options)?,
    };
    let (format, change) = match &arguments.change {
        Some(Asked::List { format }) => (format, None),
        change => (&arguments.format, change.as_ref()),
    };
    let asked = change.map(|change| asked(change, &session)).transpose()?;
    let Some((command, name)) = asked.flatten() else {
        return Answer::list(&session, format, &listed(&session)?);
    };
    session.commit(&command)?;
    let id = named(&session, &name)?;
    let users = listed(&session)?;
    let of = session.telling();
    Ok(Answer::new(options, &users.row(id), || users.text(id, &of)))
}

/// What is asked of the register, and the name of whom it is about; nothing where it is to be listed.
fn asked(change: &Asked, session: &Session) -> Result<Option<(Command, String)>, Failure> {
    let options = session.options;
    Ok(Some(match change {
        Asked::Add { name, role, places } => {
            let name = actor_name(name).ok_or_else(|| {
                let limit = ACTOR_LIMIT;
                Failure::usage(say!(options.lang,
                    sv: "Namnet måste vara 1–{limit} tecken utan styrtecken. Ingen är tillagd.",
                    en: "The name must be 1–{limit} characters without control characters. Nobody was added."))
            })?;
            let wanted = places.wanted(role, session, options)?;
            let added = name.clone();
            let is_oneself = name == options.who.name;
            let command = Command::AddUser {
                name,
                is_oneself,
                wanted,
            };
            (command, added)
        }
        Asked::Change {
            name,
            role,
            places,
            everywhere,
            no_cover,
        } => {
            let mut wanted = places.wanted(role, session, options)?;
            if *everywhere {
                (wanted.groups, wanted.arenas) = (Some(Vec::new()), Some(Vec::new()));
            }
            if *no_cover {
                wanted.cover = Some(None);
            }
            let user = named(session, name)?;
            (Command::ChangeUser { user, wanted }, name.clone())
        }
        Asked::End { name } => {
            let user = named(session, name)?;
            (Command::EndUser { user }, name.clone())
        }
        Asked::List { .. } => return Ok(None),
    }))
}

/// All of them, each with the moment of their latest entry in the log.
fn listed(session: &Session) -> Result<Users, Failure> {
    let options = session.options;
    let mut seen: BTreeMap<ActorId, i64> = BTreeMap::new();
    let all = session.register.actors.len();
    let read = session.store.each_entry_back(|entry| {
        seen.entry(entry.by).or_insert(entry.at);
        match seen.len() < all {
            true => std::ops::ControlFlow::Continue(()),
            false => std::ops::ControlFlow::Break(()),
        }
    });
    read.map_err(|error| session.failure(&error))?;
    // Until somebody is given a role, whoever asks is alone with the register, and may do all.
    let alone = (!session.register.has_roles()).then(|| {
        let mut user = User::new(session.register.actor_id(&options.who.name).0);
        user.roles = vec![Role::Coordinator, Role::Administrator];
        user
    });
    let alone = alone.filter(|user| session.register.actors.contains_key(&user.id));
    let seen = |id| {
        let at = seen.get(&id).copied()?;
        Some(moment(at, options.zone))
    };
    Ok(Users::of(&session.telling(), alone, seen))
}

#[derive(Debug, Args)]
pub struct CoverArguments {
    /// Why
    ///
    /// Varför
    why: String,
}

/// Lets whoever asks stand in for others today.
pub fn cover(arguments: &CoverArguments, options: &Options) -> Result<Answer, Failure> {
    let mut session = Session::open(options)?;
    let why = arguments.why.clone();
    session.commit(&Command::TakeCover { why })?;
    let id = session.register.actor_id(&options.who.name).0;
    let users = listed(&session)?;
    let of = session.telling();
    Ok(Answer::new(options, &users.row(id), || users.text(id, &of)))
}

#[derive(Debug, Args)]
pub struct PreferArguments {
    /// The language, sv or en
    ///
    /// Språket, sv eller en
    #[arg(long = "speak", value_name = "sv|en", value_parser = language)]
    speak: Option<String>,
    /// A keymap that comes with the program: default, vim or phone
    ///
    /// En tangentfil som följer med programmet: default, vim eller phone
    #[arg(long = "keys", value_name = "NAME", value_parser = shipped)]
    keys: Option<String>,
    /// The terminal's background, dark or light
    ///
    /// Terminalens bakgrund, dark eller light
    #[arg(long, value_name = "NAME", value_parser = background)]
    background: Option<Background>,
    /// Whether a mark moves on to the next unmarked person, yes or no
    ///
    /// Om en markering går vidare till nästa omarkerade, yes eller no
    #[arg(long, value_name = "VALUE", value_parser = yes)]
    advance: Option<bool>,
}

fn one_of(names: &[&str]) -> WrongValue {
    let names = names.join(", ");
    WrongValue::new(move |lang| say!(lang, sv: "ange en av {names}", en: "give one of {names}"))
}

fn language(text: &str) -> Result<String, WrongValue> {
    let known = crate::config::language(text);
    known
        .map(|_| text.to_owned())
        .ok_or_else(|| one_of(&["sv", "en"]))
}

fn shipped(text: &str) -> Result<String, WrongValue> {
    let names: Vec<&str> = ["default"]
        .into_iter()
        .chain(SHIPPED.map(|(name, _)| name))
        .collect();
    match names.contains(&text) {
        true => Ok(text.to_owned()),
        false => Err(one_of(&names)),
    }
}

fn background(text: &str) -> Result<Background, WrongValue> {
    let mut all = Background::ALL.into_iter();
    let found = all.find(|one| [one.slug(), one.name().sv].contains(&text));
    found.ok_or_else(|| one_of(&Background::ALL.map(Background::slug)))
}

fn yes(text: &str) -> Result<bool, WrongValue> {
    match text {
        "yes" | "ja" => Ok(true),
        "no" | "nej" => Ok(false),
        _ => Err(one_of(&["yes", "no"])),
    }
}

/// Says how the program is to look to whoever asks, and tells it.
pub fn prefer(arguments: &PreferArguments, options: &Options) -> Result<Answer, Failure> {
    let PreferArguments {
        speak,
        keys,
        background,
        advance,
    } = arguments;
    let preferences = Preferences {
        lang: speak.clone(),
        keymap: keys.clone(),
        background: *background,
        advance: *advance,
    };
    let mut session = Session::open(options)?;
    session.commit(&Command::Prefer(preferences))?;
    let id = session.register.actor_id(&options.who.name).0;
    let held = session.register.users.get(&id);
    let held = held
        .map(|user| user.preferences.clone())
        .unwrap_or_default();
    Ok(Answer::new(options, &held, || {
        let Preferences {
            lang,
            keymap,
            background,
            advance,
        } = &held;
        let said = [
            ("speak", lang.clone()),
            ("keys", keymap.clone()),
            ("background", background.map(|one| one.slug().to_owned())),
            (
                "advance",
                advance.map(|yes| if yes { "yes" } else { "no" }.to_owned()),
            ),
        ];
        let said = said
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name} {}", value?)));
        said.collect::<Vec<_>>().join("\n")
    }))
}
