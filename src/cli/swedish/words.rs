//! The Swedish of what stands for a value, of the words that a value can be, and of clap's own help.

/// What clap itself puts into the help.
pub const HELP: &str = "Visa hjälpen";
pub const SHORT_HELP: &str = "Visa hjälpen (mer med --help)";
pub const LONG_HELP: &str = "Visa hjälpen (kortare med -h)";
pub const VERSION: &str = "Visa versionen";
pub const HELP_COMMAND: &str = "Visa den här hjälpen, eller hjälpen om ett kommando";

/// What stands for a value.
pub const VALUES: &[(&str, &str)] = &[
    ("ADDRESSES", "ADRESSER"),
    ("ARENA", "ARENA"),
    (
        "BACKUP|MANIFEST|HEAD|NUMBER:HASH",
        "KOPIA|MANIFEST|HUVUD|NUMMER:HASH",
    ),
    ("CODE", "KOD"),
    ("DATE", "DATUM"),
    ("DAYS", "DAGAR"),
    ("DEST", "PLATS"),
    ("DIR", "MAPP"),
    ("DURATION", "TID"),
    ("FAMILY", "EFTERNAMN"),
    ("FILE", "FIL"),
    ("FILE.csv", "FIL.csv"),
    ("FORM", "FORM"),
    ("GIVEN", "FÖRNAMN"),
    ("GROUP", "GRUPP"),
    ("HH:MM", "TT:MM"),
    ("HOURS", "TIMMAR"),
    ("KEY", "NYCKEL"),
    ("KEYFILE", "NYCKELFIL"),
    ("KRONOR", "KRONOR"),
    ("LASTED", "SVAR"),
    ("LEVEL", "NIVÅ"),
    ("MEASURE", "INSATS"),
    ("N", "N"),
    ("NAME", "NAMN"),
    ("NAME_OR_FILE", "NAMN|FIL"),
    ("NOTE", "ANTECKNING"),
    ("NUMBER", "NUMMER"),
    ("OUT", "NY_FIL"),
    ("OUTCOME", "UTFALL"),
    ("PHONE", "TELEFON"),
    ("QUERY", "SÖKORD"),
    ("ROLE", "ROLL"),
    ("ROW=NUMBER", "RAD=NUMMER"),
    ("ROWS", "RADER"),
    ("SHELL", "SKAL"),
    ("STEP", "STEG"),
    ("SUPERVISOR", "HANDLEDARE"),
    ("TEXT", "TEXT"),
    ("TOWARD", "MÅL"),
    ("VALUE", "VÄRDE"),
    ("WHO", "VEM"),
    ("WHY", "VARFÖR"),
    ("Y", "ANTAL"),
    ("YEAR", "ÅR"),
    ("YYYY-MM-DD", "ÅÅÅÅ-MM-DD"),
    (
        "daily=14,weekly=8,monthly=24",
        "daily=14,weekly=8,monthly=24",
    ),
    ("sv|en", "sv|en"),
];

/// Words that a value can be, where they have Swedish ones; the command line takes both.
pub const WORDS: &[(&str, &str)] = &[
    ("mon-fri", "mån-fre"),
    ("no", "nej"),
    ("unknown", "okänt"),
    ("yes", "ja"),
];
