//! `arena`: the arenas, and adding, renaming, merging and closing them.

use clap::{Args, Subcommand};

use super::answer::{Answer, Format};
use super::failure::Failure;
use super::options::{self, Options};
use super::session::Session;
use super::shared::{ARENA_GROUP, GROUP};
use crate::domain::decide::command::Command;
use crate::domain::facts::participant::{ArenaId, Group};
use crate::lists::arenas::Arenas;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(flatten)]
    format: Format,
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Add an arena
    ///
    /// Lägg till en arena
    Add {
        /// What it is called
        ///
        /// Vad den heter
        name: String,
        #[arg(long, value_parser = options::group, help = GROUP)]
        group: Group,
    },
    /// Give an arena another name
    ///
    /// Byt namn på en arena
    Rename {
        #[command(flatten)]
        which: Which,
        /// What it is to be called
        ///
        /// Vad den ska heta
        name: String,
    },
    /// Let an arena go into another one of its group, with everybody who is or was placed there
    ///
    /// Låt en arena gå upp i en annan i gruppen, med alla som är eller har varit placerade där
    Merge {
        #[command(flatten)]
        which: Which,
        /// The arena it goes into
        ///
        /// Arenan som den går upp i
        #[arg(value_name = "ARENA")]
        into: String,
    },
    /// From a day on, let nobody be placed in an arena
    ///
    /// Låt ingen vara placerad i en arena från en dag
    Close {
        #[command(flatten)]
        which: Which,
        /// The first day on which nobody is placed there; today if not given
        ///
        /// Första dagen då ingen är placerad där; i dag om den inte anges
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
    },
    /// Open an arena again that was closed
    ///
    /// Öppna en arena som är stängd
    Open {
        #[command(flatten)]
        which: Which,
    },
}

#[derive(Debug, Args)]
struct Which {
    /// The arena
    ///
    /// Arenan
    arena: String,
    #[arg(long, value_parser = options::group, help = ARENA_GROUP)]
    group: Option<Group>,
}

impl Which {
    fn id(&self, session: &Session) -> Result<ArenaId, Failure> {
        session.arena_itself(self.group, &self.arena)
    }
}

/// Lists the arenas, or changes one.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let Some(change) = &arguments.change else {
        let session = Session::open(options)?;
        let arenas = Arenas::of(&session.telling());
        return Answer::list(&session, &arguments.format, &arenas);
    };
    let mut session = match change {
        Change::Add { .. } => Session::open_or_create(options)?,
        _ => Session::open(options)?,
    };
    let (command, id) = match change {
        Change::Add { name, group } => {
            let (group, name) = (*group, name.clone());
            (Command::AddArena { group, name }, None)
        }
        Change::Rename { which, name } => {
            let (id, name) = (which.id(&session)?, name.clone());
            (Command::RenameArena { id, name }, Some(id))
        }
        Change::Merge { which, into } => {
            let id = which.id(&session)?;
            let group = session.register.arenas.get(&id).map(|arena| arena.group);
            let into = session.arena_itself(which.group.or(group), into)?;
            (Command::MergeArena { id, into }, Some(into))
        }
        Change::Close { which, from } => {
            let (id, from) = (which.id(&session)?, options.day(from.as_deref())?);
            (Command::CloseArena { id, from }, Some(id))
        }
        Change::Open { which } => {
            let id = which.id(&session)?;
            (Command::ReopenArena { id }, Some(id))
        }
    };
    session.commit(&command)?;
    let id = id.unwrap_or(session.register.numbers().arena);
    let arenas = Arenas::of(&session.telling());
    let row = arenas.row(id);
    let answer = Answer::new(options, &row, || {
        row.as_ref()
            .map(|row| row.text(options.lang))
            .unwrap_or_default()
    });
    let is_named = matches!(change, Change::Add { .. } | Change::Rename { .. });
    let near = row.as_ref().filter(|_| is_named);
    let near = near.and_then(|row| row.near(&session.telling()));
    Ok(match near {
        Some(near) => answer.remark(near),
        None => answer,
    })
}
