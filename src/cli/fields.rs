//! The options of a person's fields, one for each row of THE table.

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};

use super::failure::Failure;
use super::options::Options;
use super::value::WrongValue;
use crate::domain::facts::details::{Details, Field, Value};
use crate::domain::facts::participant::Protection;
use crate::domain::personnummer::Personnummer;
use crate::{import, say};

/// The group of the options where at least one has to be given.
pub const TOLD: &str = "told";

/// What was given of the fields: of those below the name, or, `NAMED`, of all, as options of the group [`TOLD`].
#[derive(Clone, Debug)]
pub struct Fields<const NAMED: bool> {
    texts: Vec<(Field, String)>,
    protection: Option<Protection>,
}

impl<const NAMED: bool> Fields<NAMED> {
    fn all() -> impl Iterator<Item = Field> {
        Field::ALL
            .into_iter()
            .filter(|field| NAMED || !field.is_name())
    }

    /// The details with what was given in the place of what is known; an empty text takes that away.
    pub fn over(&self, known: Details, options: &Options) -> Result<Details, Failure> {
        let mut details = known;
        for (field, given) in &self.texts {
            match details.text_mut(*field) {
                Some(text) => text.clone_from(given),
                None if given.is_empty() || field.says_nothing(given) => {
                    details.personnummer = None
                }
                None => details.personnummer = Some(number(given, options)?),
            }
        }
        details.protection = self.protection.unwrap_or(details.protection);
        Ok(details)
    }
}

fn number(text: &str, options: &Options) -> Result<Personnummer, Failure> {
    Personnummer::read(text, options.today)
        .map_err(|fault| Failure::usage(fault.text().get(options.lang)))
}

fn protection(text: &str) -> Result<Protection, WrongValue> {
    import::protection(text, "").map_err(|_| {
        WrongValue::new(|lang| {
            say!(lang,
                sv: "ange inget, sekretessmarkering eller skyddad-folkbokföring",
                en: "give none, marked or strong")
        })
    })
}

impl<const NAMED: bool> Args for Fields<NAMED> {
    fn augment_args(command: Command) -> Command {
        let empty = Details::default();
        command.args(Self::all().map(|field| {
            let slug = field.slug();
            let mut arg = Arg::new(slug).long(slug).help(field.help());
            if NAMED {
                arg = arg.group(TOLD);
            }
            match empty.value(field) {
                Value::Text(_) => arg.value_name(slug.to_uppercase()),
                Value::Number(_) => arg.value_name("NUMBER"),
                Value::Protection(_) => arg.value_name("LEVEL").value_parser(protection),
            }
        }))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<const NAMED: bool> FromArgMatches for Fields<NAMED> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let texts = Self::all().filter(|field| *field != Field::Protection);
        let texts = texts.filter_map(|field| {
            let given = matches.get_one::<String>(field.slug())?;
            Some((field, given.clone()))
        });
        Ok(Fields {
            texts: texts.collect(),
            protection: matches
                .get_one::<Protection>(Field::Protection.slug())
                .copied(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
