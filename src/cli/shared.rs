//! The words of arguments that several commands take, in both languages, told once: `#[arg(help = WHO)]`.

use clap::builder::StyledStr;

use crate::text;
use crate::text::Text;

pub const WHO: Text = text!(
    "Ett nummer (12 eller #12), hela namnet, eller ett helt telefon- eller ärendenummer",
    "A number (12 or #12), a full name, or a whole phone or case number"
);
pub use crate::domain::facts::details::NOTE_HELP as NOTE;
pub const DAY: Text = text!("Dagen", "The day");
pub const DAY_OR_TODAY: Text = text!(
    "Dagen; i dag om den inte anges",
    "The day; today if not given"
);
pub const LAST_DAY: Text = text!("Sista dagen", "The last day");
pub const YEAR: Text = text!(
    "Året; i år om det inte anges",
    "The year; this year if not given"
);
pub const GROUP: Text = text!(
    "inne, ute eller annan-enhet",
    "indoor, outdoor or other-unit"
);
pub const ONE_GROUP: Text = text!(
    "Bara en grupp: inne, ute eller annan-enhet",
    "One group only: indoor, outdoor or other-unit"
);
pub const ARENA: Text = text!(
    "Arenan, eller den andra enheten; gruppen som helhet om den inte anges",
    "The arena, or the other unit; the group as a whole if not given"
);
pub const ARENA_GROUP: Text = text!(
    "Arenans grupp, där båda har en med det namnet",
    "The arena's group, where both have one of that name"
);
pub const NEW_ARENA: Text = text!(
    "Arenan är ny, och inte ett känt namn som är felskrivet",
    "The arena is new, and not a known name that is misspelt"
);
pub const OUTCOME: Text = text!("Vad det blev", "What came of it");
pub const RECEIVER: Text = text!(
    "Vem som tog emot: arbetsgivaren, den andra enheten eller skolan",
    "Who received the person: the employer, the other unit or the school"
);
pub const RULE: Text = text!("Regeln", "The rule");
pub const WHAT_IF: Text = text!(
    "Visa vilkas flaggor det skulle ändra, och ändra inget",
    "Show whose flags it would change, and change nothing"
);
pub const DUTY: Text = text!(
    "Bevakningens nyckel, som den står i listan",
    "The duty's key, as the list has it"
);
pub const BACKUP: Text = text!("Säkerhetskopian", "The backup");

/// Both languages, as `swedish::told_in` parts them: the English one, and after an empty line the Swedish one.
impl From<Text> for StyledStr {
    fn from(Text { sv, en }: Text) -> StyledStr {
        StyledStr::from(format!("{en}\n\n{sv}"))
    }
}
