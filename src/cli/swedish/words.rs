//! THE table of the command line's Swedish: what each command does, and what each of its arguments is.

/// A command: its words after `tolv`, what it does, and its arguments by their ids.
pub type Told = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

const WHO: (&str, &str) = ("who", "Ett nummer (12 eller #12) eller hela namnet");
const NOTE: (&str, &str) = ("note", "En anteckning");
const TODAY_IF_NOT: &str = "Dagen; i dag om den inte anges";
const ONE_GROUP: (&str, &str) = ("group", "Bara en grupp: inne, ute eller annan-enhet");
const GROUP: (&str, &str) = ("group", "inne, ute eller annan-enhet");
const ARENA: (&str, &str) = (
    "arena",
    "Arenan, eller den andra enheten; gruppen som helhet om den inte anges",
);
const ONE_ARENA: (&str, &str) = ("arena", "Bara en arena");
const GROUP_OF_ARENA: (&str, &str) = ("group", "Arenans grupp, där båda har en med det namnet");
const THIS_YEAR: (&str, &str) = ("year", "Året; i år om det inte anges");
const AS_CSV: (&str, &str) = ("csv", "Skriv listan som CSV, för ett kalkylprogram");
const WHAT_IF: (&str, &str) = (
    "what_if",
    "Visa vilkas flaggor det skulle ändra, och ändra inget",
);
const RULE: (&str, &str) = ("name", "Regeln");
const RECEIVER: (&str, &str) = (
    "employer",
    "Vem som tog emot: arbetsgivaren, den andra enheten eller skolan",
);
const OUTCOME: (&str, &str) = ("outcome", "Vad det blev");
const STAY: (&str, &str) = (
    "stay",
    "Vistelsens första dag; den senaste som har slutat om den inte anges",
);
const DUTY: (&str, &str) = ("key", "Bevakningens nyckel, som den står i listan");
const BACKUP: (&str, &str) = ("file", "Säkerhetskopian");

/// Every command with a help text of its own. `""` is the program itself, with what all commands take.
pub const COMMANDS: &[Told] = &[
    (
        "",
        "Närvaro och tolvmånadersgräns för en kommuns arbetsmarknadsenhet, i terminalen",
        &[
            (
                "database",
                "Registerfilen; annars $TOLV_DATABASE, annars $XDG_DATA_HOME/tolv/register.redb",
            ),
            (
                "actor",
                "Vem som frågar; annars `name` i config.toml, annars $LOGNAME eller $USER, annars kontot",
            ),
            ("today", "Dagen som räknas som i dag"),
            (
                "lang",
                "Språket; annars `lang` i config.toml, annars datorns språk",
            ),
            ("ascii", "Använd bara ASCII-tecken"),
            (
                "keymap",
                "En tangentfil att lägga över den vanliga; kan anges flera gånger",
            ),
            ("json", "Skriv JSON, för skript"),
        ],
    ),
    (
        "import",
        "Ta in en lista på personer (CSV), eller ett helt register som exporterats (JSON)",
        &[
            (
                "file",
                "Listan: CSV med en rad rubriker; eller JSON från `tolv export`; - är stdin",
            ),
            ("dry_run", "Säg vad som skulle hända, och skriv inget"),
            ("skip_bad", "Ta in de rader som är rätt fast andra är fel"),
        ],
    ),
    (
        "list",
        "Lista dem som är på AMI",
        &[ONE_GROUP, ("all", "Även tidigare och kommande personer")],
    ),
    (
        "find",
        "Sök personer, även tidigare",
        &[(
            "query",
            "Ett namn, en del av ett, ett nummer eller en arena",
        )],
    ),
    (
        "mark",
        "Markera en persons dag",
        &[
            WHO,
            (
                "code",
                "En närvarokod: dess namn, dess bokstav eller dess fasta namn, till exempel sick",
            ),
            ("on", TODAY_IF_NOT),
            ("from", "Från det klockslaget, för en del av dagen"),
            ("until", "Till det klockslaget"),
            ("minutes", "Så många minuter som koden täcker"),
            ("rest", "Koden för resten av en del av dag"),
            NOTE,
            (
                "yes",
                "Markera närvaro, eller oanmäld frånvaro, på en dag som inte har varit än",
            ),
        ],
    ),
    (
        "clear",
        "Ta bort en markering",
        &[WHO, ("on", TODAY_IF_NOT)],
    ),
    (
        "day",
        "Visa en dags närvaro",
        &[("on", TODAY_IF_NOT), ONE_GROUP],
    ),
    (
        "threshold",
        "Visa vilkas tolv månader är nära eller har gått",
        &[(
            "within",
            "Alla med högst så många dagar kvar, i stället för nära eller över; med minus framför, så många dagar över",
        )],
    ),
    (
        "calendar",
        "Visa helgdagar och egna stängda dagar, eller ändra de egna",
        &[THIS_YEAR],
    ),
    (
        "calendar close",
        "Stäng en dag, eller gör den till en halvdag",
        &[
            ("date", "Dagen"),
            ("name", "Varför, med något ord"),
            ONE_ARENA,
            GROUP_OF_ARENA,
            ("open_hours", "Timmar som arbetas ändå: en halvdag"),
        ],
    ),
    (
        "calendar open",
        "Öppna en dag som var stängd",
        &[("date", "Dagen"), ONE_ARENA, GROUP_OF_ARENA],
    ),
    (
        "log",
        "Visa vad som har gjorts, det senaste först",
        &[("limit", "Högst så många rader")],
    ),
    (
        "settings",
        "Visa eller ändra enhetens inställningar",
        &[
            ("key", "Inställningen; alla visas om ingen anges"),
            ("value", "Dess nya värde"),
            WHAT_IF,
        ],
    ),
    (
        "rules",
        "Visa reglerna med värde, giltighet och källa, eller sätt en egen för enheten",
        &[
            ("name", "Bara en regel; alla visas om ingen anges"),
            ("on", "Som de gäller den dagen; i dag om den inte anges"),
            ("history", "Även vad som gällde före och vad som kommer"),
        ],
    ),
    (
        "rules set",
        "Sätt ett eget värde för enheten från en dag",
        &[
            RULE,
            (
                "value",
                "Dess värde: månader, dagar, kronor, ett antal, eller ja eller nej",
            ),
            ("from", "Första dagen det gäller"),
            (
                "until",
                "Sista dagen det gäller; tills ett annat tar vid om den inte anges",
            ),
            ("source", "Var det står, eller vem som har bestämt det"),
            WHAT_IF,
        ],
    ),
    (
        "rules drop",
        "Ta tillbaka ett eget värde för enheten",
        &[RULE, ("from", "Dagen som värdet gäller från"), WHAT_IF],
    ),
    ("show", "Visa en persons kort; läsningen loggas", &[WHO]),
    (
        "add",
        "Lägg till en person",
        &[
            ("given", "Förnamnet"),
            ("family", "Efternamnet"),
            GROUP,
            ARENA,
            ("from", "Första dagen; i dag om den inte anges"),
            ("until", "Sista dagen"),
            ("hours", "Timmar per dag"),
            ("weekdays", "Veckodagarna med de timmarna"),
            ("personnummer", "Personnumret eller samordningsnumret"),
            (
                "protection",
                "Skydd i folkbokföringen: inget, sekretessmarkering eller skyddad-folkbokföring; namnet visas inte i listor",
            ),
            ("phone", "Telefonnumret"),
            ("supervisor", "Handledaren"),
            ("measure", "Insatsen, till exempel arbetsprövning"),
            ("note", "En anteckning; inga diagnoser"),
        ],
    ),
    (
        "move",
        "Flytta en person till en annan grupp eller arena",
        &[
            WHO,
            GROUP,
            ARENA,
            ("from", "Första dagen där; i dag om den inte anges"),
        ],
    ),
    (
        "end",
        "Avsluta en persons vistelse",
        &[
            WHO,
            ("on", "Sista dagen"),
            OUTCOME,
            RECEIVER,
            (
                "start",
                "Första dagen i ett arbete; dagen efter den sista om den inte anges",
            ),
            NOTE,
        ],
    ),
    (
        "absence",
        "Visa en persons längre frånvaro, eller anteckna en period",
        &[
            WHO,
            (
                "from",
                "Första dagen; om den inte anges visas alla perioder, och läsningen loggas",
            ),
            ("until", "Sista dagen; tills vidare om den inte anges"),
            ("remove", "Ta bort frånvaron som började den dagen"),
        ],
    ),
    (
        "outcome",
        "Visa ett års utfall i siffror, eller säg vad det blev av en vistelse",
        &[("year", "Siffrorna för det året; för i år om det inte anges")],
    ),
    (
        "outcome set",
        "Säg på nytt vad det blev av en vistelse; det som inte anges står kvar",
        &[
            WHO,
            STAY,
            OUTCOME,
            RECEIVER,
            ("start", "Första dagen i ett arbete"),
            NOTE,
        ],
    ),
    (
        "outcome check",
        "Säg om arbetet efter en vistelse varade",
        &[
            WHO,
            STAY,
            ("lasted", "Om arbetet varade; okänt tar tillbaka ett svar"),
            ("on", "Dagen för uppföljningen; i dag om den inte anges"),
            NOTE,
        ],
    ),
    (
        "duties",
        "Visa bevakningarna: vad som är att göra, för vem och varför; eller anteckna vad som gjorts",
        &[
            (
                "within",
                "Även det som ska göras inom så många dagar, fast det inte har kommit upp; med minus framför, bara det som är så många dagar sent",
            ),
            ("all", "Även det som är avklarat eller undanlagt"),
        ],
    ),
    (
        "duties handle",
        "Anteckna att en bevakning är avklarad",
        &[DUTY, ("note", "Vad som gjordes")],
    ),
    (
        "duties set-aside",
        "Lägg undan en bevakning till en kommande dag",
        &[
            DUTY,
            ("until", "Dagen då den kommer upp igen"),
            ("note", "Varför"),
        ],
    ),
    (
        "duties take-up",
        "Ta upp en bevakning som är avklarad eller undanlagd",
        &[DUTY],
    ),
    (
        "decision",
        "Registrera AF:s beslut om lönebidrag, visa dem eller avsluta dem",
        &[],
    ),
    (
        "decision add",
        "Registrera ett beslut: ett första, ett som förlänger ett annat, eller ett i stället för ett annat",
        &[
            WHO,
            (
                "form",
                "Stödets form: utveckling, anställning eller trygghet",
            ),
            ("from", "Första dagen med stöd"),
            (
                "until",
                "Sista dagen; om den inte anges ett år, eller vad som är kvar av det längsta",
            ),
            (
                "decided_on",
                "Dagen för beslutet: reglerna är de som gällde den dagen",
            ),
            ("level", "Stödets nivå i procent, som AF har beslutat den"),
            ("working_time", "Arbetstiden i procent av heltid"),
            (
                "wage_base",
                "Lönen som stödet räknas på, i kronor i månaden",
            ),
            (
                "extra",
                "Extra medel till arbetsgivaren, i kronor i månaden",
            ),
            ("reference", "AF:s diarienummer"),
            ("contact", "Vem på AF man vänder sig till"),
            NOTE,
            (
                "not_via_ami",
                "Anställningen kom till utan AMI och räknas inte i årets kvot",
            ),
            (
                "replaces",
                "Numret på det beslut som det här kommer i stället för",
            ),
            (
                "dry_run",
                "Kontrollera och varna, och registrera inget; att kortet lästes loggas",
            ),
        ],
    ),
    (
        "decision list",
        "Visa en persons beslut med gränser och klockor (läsningen loggas), eller vilkas stöd måste följas upp",
        &[(
            "who",
            "Ett nummer (12 eller #12) eller hela namnet; utan det alla på AMI vars stöd löper, eller har löpt ut utan att något följer, efter sista dag",
        )],
    ),
    (
        "decision end",
        "Avsluta ett beslut i förtid, återta det, eller låt det gälla igen som det beslutades",
        &[
            WHO,
            ("number", "Beslutets nummer"),
            ("on", "Dess sista dag"),
            (
                "withdraw",
                "Det har aldrig gällt: registrerat av misstag, eller återtaget av AF",
            ),
            (
                "reopen",
                "Det avslutades eller återtogs av misstag, och gäller som det beslutades",
            ),
            NOTE,
        ],
    ),
    (
        "step",
        "Visa stegen mot ett beslut, eller anteckna ett",
        &[
            WHO,
            (
                "step",
                "intresseanmälan, kontakt, utredning eller uppföljning; utan steg visas alla, och läsningen loggas",
            ),
            ("planned", "När det ska göras; \"\" tar bort dagen"),
            ("done", "När det gjordes; \"\" tar bort dagen"),
            ("by", "Vem som sköter det"),
            NOTE,
            (
                "new",
                "Börja en ny väg mot ett beslut; den förra finns kvar",
            ),
        ],
    ),
    (
        "plan",
        "Visa en persons plan vidare, gör den eller ändra den",
        &[
            WHO,
            (
                "toward",
                "Vart den leder: ordinarie-arbetsgivare, annan-enhet, studier eller annan-insats",
            ),
            ("next", "Nästa steg"),
            ("with", "Med vem: en arbetsgivare, en enhet, en skola"),
            ("responsible", "Vem på AMI som sköter det"),
            ("due", "När nästa steg ska ha tagits"),
            NOTE,
            ("remove", "Ta bort planen"),
        ],
    ),
    (
        "quota",
        "Visa årets lönebidragsanställningar via AMI mot det antal som planeras",
        &[THIS_YEAR, AS_CSV],
    ),
    (
        "check",
        "Undersök hela registret: sidor, poster, hänvisningar, och loggen mot tabellerna",
        &[
            (
                "repair",
                "Rätta det som loggen säger hur, när ingen har registret öppet; filen som den var sparas bredvid",
            ),
            (
                "against",
                "Jämför också loggen med en tidigare säkerhetskopia, dess manifest, eller en posts nummer och kontrollsumma; kan anges flera gånger",
            ),
            (
                "wait",
                "Ge öppna sessioner så lång tid att avsluta före en lagning, till exempel 30s, 10m eller 1h",
            ),
        ],
    ),
    (
        "doctor",
        "Se över en installation: fil, mapp, disk, säkerhetskopior, klocka, inställningar, terminal",
        &[],
    ),
    (
        "salvage",
        "Rädda det som ännu går att läsa av ett skadat register till ett nytt",
        &[
            ("file", "Den skadade filen; den läses bara"),
            ("out", "Det nya registret, som inte får finnas än"),
        ],
    ),
    (
        "export",
        "Skriv allt i registret som JSON",
        &[(
            "file",
            "Filen att skriva, som inte får finnas än; - är stdout",
        )],
    ),
    (
        "backup",
        "Gör en säkerhetskopia medan andra arbetar, och kontrollera den",
        &[
            (
                "dest",
                "En mapp, eller en ny fil i en; annars mappen backups bredvid registret",
            ),
            (
                "keep",
                "Ta sedan bort gamla: behåll den nyaste från var och en av så många dagar, veckor och månader",
            ),
            (
                "dry_run",
                "Säg vilka gamla som skulle tas bort, och gör inget",
            ),
            (
                "encrypt_to",
                "Kryptera till en publik nyckel som age-keygen skriver den (age1…); kan anges flera gånger",
            ),
            (
                "recipients_file",
                "Kryptera till var och en av de publika nycklarna i en fil, en på raden",
            ),
            (
                "print_systemd",
                "Skriv en tjänst och en timer för systemd, och en rad för cron, som gör kopian varje natt",
            ),
        ],
    ),
    (
        "verify",
        "Bevisa att en säkerhetskopia kan återställas, och säg vad den innehåller",
        &[
            BACKUP,
            (
                "identity",
                "En fil med privata nycklar som age-keygen skriver den, för en krypterad; kan anges flera gånger",
            ),
        ],
    ),
    (
        "restore",
        "Återställ en säkerhetskopia i registrets ställe, och lägg undan det som ligger där",
        &[
            BACKUP,
            (
                "wait",
                "Ge öppna sessioner så lång tid att avsluta, till exempel 30s, 10m eller 1h, och gå sedan vidare",
            ),
            (
                "identity",
                "En fil med privata nycklar som age-keygen skriver den, för en krypterad säkerhetskopia; kan anges flera gånger",
            ),
            (
                "save_newer",
                "Skriv det som registret har men inte kopian till en ny lista (CSV)",
            ),
            (
                "other_register",
                "Ersätt registret fast säkerhetskopian är av ett annat",
            ),
        ],
    ),
    ("keys", "Visa vilka tangenter som gör vad", &[]),
    (
        "demo",
        "Öppna tavlan med påhittade personer, eller skriv ett påhittat register till --database",
        &[
            ("seed", "Ett annat frö hittar på andra personer"),
            ("participants", "Hur många som är på AMI"),
            (
                "years",
                "Hur många års närvaro som finns; utan det fjorton månader",
            ),
        ],
    ),
    (
        "completions",
        "Skriv ett kompletteringsskript för ett skal",
        &[("shell", "Skalet")],
    ),
    ("man", "Skriv manualsidan (på engelska)", &[]),
];

/// What stands after a command's arguments.
pub const AFTER: &[(&str, &str)] = &[(
    "export",
    "\
Filen är ett JSON-objekt: \"format\":\"tolv\", \"version\":3, och listor med rader:
  meta      id, number          hur tabellerna är ordnade
  actors    id, name            vem som har markerat
  arenas    id, record          namn och grupp
  people    id, record          namn, personnummer, vistelser, platser, tider
  closed    day, arena, record  egna stängda dagar; arena 0 är alla arenor
  settings  id, record
  duties    id, record          vad som gjorts åt bevakningar
  marks     who, day, code, by, at; och, där det gäller, minutes, from, until,
            rest, note, first: at i sekunder sedan 1970 UTC, from och until i
            minuter sedan midnatt
  log       seq, hash, record   SHA-256 över hashen före, platsen, posten
och \"end\": hur många personer, markeringar, poster och rader det är, loggens sista hash.
En post som JSON inte kan återge helt står som byte, i hexadecimal.
`tolv import FIL.json` gör samma register av den, till minsta byte utom en
post i loggen, som säger vem som tog in den och när.",
)];

/// What clap itself puts into the help.
pub const HELP: &str = "Visa hjälpen";
pub const SHORT_HELP: &str = "Visa hjälpen (mer med --help)";
pub const LONG_HELP: &str = "Visa hjälpen (kortare med -h)";
pub const VERSION: &str = "Visa versionen";
pub const HELP_COMMAND: &str = "Visa den här hjälpen, eller hjälpen om ett kommando";

/// What stands for a value.
pub const VALUES: &[(&str, &str)] = &[
    ("ARENA", "ARENA"),
    ("BACKUP|MANIFEST|NUMBER:HASH", "KOPIA|MANIFEST|NUMMER:HASH"),
    ("CODE", "KOD"),
    ("DATE", "DATUM"),
    ("DAYS", "DAGAR"),
    ("DEST", "PLATS"),
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
    ("SHELL", "SKAL"),
    ("STEP", "STEG"),
    ("TEXT", "TEXT"),
    ("TOWARD", "MÅL"),
    ("VALUE", "VÄRDE"),
    ("WHO", "VEM"),
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
    ("none", "inget"),
    ("unknown", "okänt"),
    ("yes", "ja"),
];
