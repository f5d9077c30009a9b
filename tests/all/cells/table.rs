//! THE table of cells: the column, what stands in the cell, and what is read or why it is refused.

use tolv::domain::personnummer::Fault;
use tolv::domain::reading::{ReadingError, hours};
use tolv::import::Reason;

use super::{bad, day, drafts, list, value, with_cell};

/// The kinds of refusal, by short names.
fn reason(name: &str) -> Option<Reason> {
    Some(match name {
        "!missing" => Reason::Missing,
        "!number in name" => Reason::NumberInName,
        "!none" => Reason::NoName {
            word: "None".to_owned(),
        },
        "!saknas" => Reason::NoName {
            word: "Saknas".to_owned(),
        },
        "!name" => Reason::NotAName,
        "!date" => Reason::NotADate,
        "!no year" => Reason::Reading(ReadingError::NoYear),
        "!relative" => Reason::Reading(ReadingError::RelativeDay),
        "!which year" => Reason::Reading(ReadingError::YearUnclear),
        "!century" => Reason::Reading(ReadingError::ShortYear { year: 1928 }),
        "!zone" => Reason::Reading(ReadingError::DayUnclear {
            written: day(2026, 1, 4),
            here: day(2026, 1, 5),
        }),
        "!month or day" => Reason::Reading(ReadingError::MonthOrDay {
            day: day(2026, 2, 1),
            other: day(2026, 1, 2),
        }),
        "!weekday" => Reason::Reading(ReadingError::WrongWeekday {
            date: day(2026, 1, 5),
        }),
        "!year" => Reason::Reading(ReadingError::YearOutside),
        "!end too late" => Reason::EndTooLate,
        "!before 1990" => Reason::StartTooEarly,
        "!hours" => Reason::NotHours,
        "!worked" => Reason::MoreThanWorked,
        "!share" => Reason::Reading(ReadingError::ShareOfFullTime),
        "!hours unclear" => Reason::Reading(ReadingError::HoursUnclear),
        "!disagree" => Reason::HoursDisagree,
        "!other" => Reason::HoursOfOther,
        "!too many" => Reason::TooManyHours,
        "!pnr in phone" => Reason::NumberInPhone,
        "!days" => Reason::NotWeekdays,
        "!number" => Reason::Reading(ReadingError::NumberOfDays),
        "!some weeks" => Reason::Reading(ReadingError::OnlySomeWeeks),
        "!narrow" => Reason::TooNarrow,
        "!error" => Reason::ErrorCell,
        "!shortened" => Reason::NumberShortened,
        "!pnr shortened" => Reason::Personnummer(Fault::Shortened),
        "!pnr zero" => Reason::Personnummer(Fault::ZeroLost),
        "!pnr birth" => Reason::Personnummer(Fault::BirthDateOnly),
        "!pnr digits" => Reason::Personnummer(Fault::Digits),
        "!pnr form" => Reason::Personnummer(Fault::Form),
        "!pnr check" => Reason::Personnummer(Fault::CheckDigit),
        "!group" => Reason::NotAGroup,
        "!no group" => Reason::NoGroupOrArena,
        "!protection" => Reason::NotAProtection,
        "!which protection" => Reason::WhichProtection,
        _ => return None,
    })
}

fn holds(heading: &str, cases: &[(&str, &str)]) {
    for (cell, wanted) in cases {
        let sheet = list(&with_cell(heading, cell));
        let rows = drafts(&sheet);
        match wanted.strip_prefix('~') {
            // A part of a day: the hours that it may be.
            Some(days) => {
                let reasons = bad(&sheet);
                let [(2, at, Reason::Reading(ReadingError::PartOfADay { days: told, .. }))] =
                    &reasons[..]
                else {
                    panic!("{heading}: {cell:?}: {reasons:?}");
                };
                assert_eq!((*at, hours(*told).as_str()), (heading, days), "{cell:?}");
            }
            None => match reason(wanted) {
                Some(reason) => {
                    assert_eq!(bad(&sheet), [(2, heading, reason)], "{heading}: {cell:?}");
                }
                None => {
                    assert_eq!(bad(&sheet), [], "{heading}: {cell:?}");
                    assert_eq!(value(rows[0], heading), *wanted, "{heading}: {cell:?}");
                }
            },
        }
    }
}

#[test]
fn starts() {
    holds(
        "Start",
        &[
            ("2026-01-05", "2026-01-05"),
            ("2026–01–05", "2026-01-05"),
            ("2026\u{ad}01\u{ad}05", "2026-01-05"),
            ("2026\u{a0}-\u{202f}01-05", "2026-01-05"),
            ("'2026-01-05", "2026-01-05"),
            ("=\"2026-01-05\"", "2026-01-05"),
            ("260105", "2026-01-05"),
            ("5 JAN 2026", "2026-01-05"),
            ("den 5 januari 2026", "2026-01-05"),
            ("måndag 5 januari 2026", "2026-01-05"),
            ("tisdag 5 januari 2026", "!weekday"),
            ("5/1/2026", "2026-01-05"),
            ("01/02/2026 12:00:00 AM", "!month or day"),
            ("46027", "2026-01-05"),
            ("46027.0", "2026-01-05"),
            ("46027,375", "2026-01-05"),
            ("2026-01-05 08:30:00", "2026-01-05"),
            ("2026-01-04T23:00:00+00:00", "2026-01-05"),
            ("2026-07-05T22:00:00Z", "2026-07-06"),
            ("2026-01-04T23:45:00Z", "!zone"),
            ("5/1", "!no year"),
            ("idag", "!relative"),
            ("+3", "!relative"),
            ("fre", "!relative"),
            ("05-01-26", "!which year"),
            ("5/1/26", "!which year"),
            ("30/6-28", "!century"),
            ("2026-01", "!date"),
            ("v. 2", "!date"),
            ("våren 2026", "!date"),
            ("saknas", "!date"),
            ("1E+05", "!date"),
            ("", "!missing"),
            ("########", "!narrow"),
            ("#VÄRDEFEL!", "!error"),
            ("Err:502", "!error"),
            ("1900-01-05", "!before 1990"),
        ],
    );
}

#[test]
fn last_days() {
    let empty = [
        "",
        "-",
        "–",
        "—",
        "--",
        "tills vidare",
        "Tills vidare.",
        "t.v.",
        "TV",
        "pågående",
        "None",
        "nan",
        "NaT",
        "NULL",
        "N/A",
        "?",
        ".",
        "…",
        "0",
        "0000-00-00",
        "9999-12-31",
        "1900-01-00",
        "saknas",
        "okänt",
        "(tom)",
        "until further notice",
    ];
    holds("Slut", &empty.map(|cell| (cell, "none")));
    holds(
        "Slut",
        &[
            ("31 december 2027", "2027-12-31"),
            ("2099-12-31", "!end too late"),
            ("2206-12-31", "!year"),
            ("2028-06-30", "2028-06-30"),
            ("28-06-30", "!century"),
            ("#SAKNAS!", "!error"),
            ("#N/A", "!error"),
            ("sommaren", "!date"),
        ],
    );
}

#[test]
fn hours_a_week() {
    holds(
        "Timmar/vecka",
        &[
            ("37:30:00", "7:30 xxxxx.."),
            ("37:30", "7:30 xxxxx.."),
            ("37.5", "7:30 xxxxx.."),
            ("37,5", "7:30 xxxxx.."),
            ("37,50", "7:30 xxxxx.."),
            ("37½", "!hours"),
            ("37 h", "7:24 xxxxx.."),
            ("37 tim 30 min", "7:30 xxxxx.."),
            ("30 tim/vecka", "6:00 xxxxx.."),
            ("20 h per vecka", "4:00 xxxxx.."),
            ("6 tim/dag", "!other"),
            ("37.30", "!hours unclear"),
            ("1,5625", "~37:30"),
            ("0.833333333333333", "~20:00"),
            ("100 %", "!share"),
            ("Heltid", "!share"),
            ("-20", "!hours"),
            ("−20", "!hours"),
            ("inf", "!hours"),
            ("NaN", "none"),
            ("saknas", "none"),
            ("20-25", "!hours"),
            ("ca 20", "!hours"),
            ("#REF!", "!error"),
        ],
    );
}

#[test]
fn hours_a_day_and_hours_of_either() {
    holds(
        "Timmar/dag",
        &[
            ("6", "6:00 xxxxx.."),
            ("6.0", "6:00 xxxxx.."),
            ("06:00:00", "6:00 xxxxx.."),
            ("6h/dag", "6:00 xxxxx.."),
            ("0,25", "~6:00"),
            ("0.3125", "~7:30"),
            ("0,333333333333333", "~8:00"),
            ("75 procent", "!share"),
            ("mån-tor 8, fre 6", "8:00 xxxxx.. 38:00"),
            (
                "8:00 mån–tor, 6:00 fre; 38:00 i veckan",
                "8:00 xxxxx.. 38:00",
            ),
            ("mån: 7,5 tis: 7,5 lör: 4", "7:30 xx...x. 19:00"),
            ("Mon, Wed 7.5; Fri 6", "7:30 x.x.x.. 21:00"),
            ("mån-tor 8, tis 6", "!hours"),
            ("mån-fre 8-16", "!hours"),
            ("mån-tor", "!hours"),
        ],
    );
    holds(
        "Timmar",
        &[
            ("6 tim/dag", "6:00 xxxxx.."),
            ("10 tim/vecka", "2:00 xxxxx.."),
            ("100", "!worked"),
        ],
    );
}

#[test]
fn weekdays() {
    holds(
        "Veckodagar",
        &[
            ("mån-fre", "6:00 xxxxx.."),
            ("måndag–fredag", "6:00 xxxxx.."),
            ("mån t.o.m. tor", "6:00 xxxx..."),
            ("M, T, O, T, F", "6:00 xxxxx.."),
            ("mån,tis", "6:00 xx....."),
            ("vardagar", "6:00 xxxxx.."),
            ("alla dagar", "6:00 xxxxxxx"),
            ("1-5", "6:00 xxxxx.."),
            ("Mon to Thu", "6:00 xxxx..."),
            ("-", "6:00 xxxxx.."),
            ("5", "!number"),
            ("5 dagar", "!number"),
            ("jämna veckor", "!some weeks"),
            ("mån varannan vecka", "!some weeks"),
            ("varierar", "!days"),
        ],
    );
}

#[test]
fn personnummer() {
    let nothing = ["", "-", "saknas", "None", "nan", "?", "0", "N/A"];
    holds("Personnummer", &nothing.map(|cell| (cell, "none")));
    holds(
        "Personnummer",
        &[
            ("19850412-9803", "19850412-9803"),
            ("198504129803.0", "19850412-9803"),
            ("198504129803,0", "19850412-9803"),
            ("198 504 129 803", "19850412-9803"),
            ("198\u{a0}504\u{a0}129\u{a0}803", "19850412-9803"),
            ("8504129803", "19850412-9803"),
            ("19850412\u{ad}9803", "19850412-9803"),
            ("'8504129803", "19850412-9803"),
            ("403079809", "!pnr zero"),
            ("40307-9809", "!pnr zero"),
            ("403079809.0", "!pnr zero"),
            ("403079808", "!pnr digits"),
            ("1,98504E+11", "!pnr shortened"),
            ("1.98504129803E+11", "!pnr shortened"),
            ("1988-04-12", "!pnr birth"),
            ("19880412", "!pnr birth"),
            ("880412", "!pnr birth"),
            ("880412-", "!pnr birth"),
            ("19880412-XXXX", "!pnr birth"),
            ("19880412-****", "!pnr birth"),
            ("880412-0000", "!pnr birth"),
            ("19880412-TF01", "!pnr birth"),
            ("19880472", "!pnr birth"),
            ("19850412-9804", "!pnr check"),
            ("okänt", "!pnr form"),
            ("####", "!narrow"),
        ],
    );
}

#[test]
fn telephones() {
    let nothing = [
        "", "-", "–", "saknas", "okänt", "nan", "null", "0", "N/A", "?",
    ];
    holds("Telefon", &nothing.map(|cell| (cell, "none")));
    holds(
        "Telefon",
        &[
            ("070-123 45 67", "070-123 45 67"),
            ("0701234567", "0701234567"),
            ("'0701234567", "0701234567"),
            ("701234567", "0701234567"),
            ("701234567.0", "0701234567"),
            ("701234567,0", "0701234567"),
            ("701 234 567", "0701234567"),
            ("701\u{a0}234\u{a0}567", "0701234567"),
            ("701,234,567", "0701234567"),
            ("70-123 45 67", "070-123 45 67"),
            ("46701234567", "+46701234567"),
            ("+46 70 123 45 67", "+46 70 123 45 67"),
            ("08-12 34 56", "08-12 34 56"),
            ("08 123 456", "08 123 456"),
            ("7 012 345", "7012345"),
            ("anknytning 12", "anknytning 12"),
            // Of somebody born in 2000 to 2009, but for mobile numbers and what has a hyphen after its area code.
            ("0405069808", "!pnr in phone"),
            ("040506-9808", "!pnr in phone"),
            ("040506 9808", "!pnr in phone"),
            ("040-506 98 08", "040-506 98 08"),
            ("040-5069808", "040-5069808"),
            ("0405069809", "0405069809"),
            ("0413069808", "0413069808"),
            ("0804129807", "!pnr in phone"),
            ("hem 0804129807", "!pnr in phone"),
            ("0701239808", "0701239808"),
            ("070123-9808", "!pnr in phone"),
            ("7,01235E+08", "!shortened"),
            ("9.8E+09", "!shortened"),
            ("########", "!narrow"),
        ],
    );
}

#[test]
fn names() {
    holds(
        "Namn",
        &[
            ("Lena Berg", "Lena|Berg"),
            ("BERG, LENA", "LENA|BERG"),
            ("Person 001", "Person|001"),
            ("Lena Berg 2", "Lena|Berg 2"),
            ("Lena Berg (vik)", "Lena|Berg (vik)"),
            ("Karl \"Kalle\" Berg", "Karl \"Kalle\"|Berg"),
            ("L. Berg", "L.|Berg"),
            ("Chris Null", "Chris|Null"),
            ("None", "!none"),
            ("Nan Saknas", "!saknas"),
            ("Nan Inga", "Nan|Inga"),
            ("Lena Berg,", "Lena|Berg"),
            ("Anna-Karin af Berg-Öst", "Anna-Karin|af Berg-Öst"),
            ("1234", "!name"),
            ("Deltagare 2026-014", "Deltagare|2026-014"),
            ("Lena Berg 19850412-9803", "!number in name"),
            ("8504129803 Lena Berg", "!number in name"),
            ("#REF!", "!error"),
            ("", "!missing"),
        ],
    );
}

#[test]
fn groups_arenas_and_other_texts() {
    let indoor = [
        "inne",
        "INNE",
        "inomhus",
        "I",
        "Innegrupp",
        "Inne-gruppen",
        "Grupp inne",
        "indoor",
        "Inside",
    ];
    holds("Grupp", &indoor.map(|cell| (cell, "indoor")));
    let outdoor = [
        "ute",
        "U",
        "utegruppen",
        "utomhus",
        "ute-gruppen",
        "Outdoor group",
    ];
    holds("Grupp", &outdoor.map(|cell| (cell, "outdoor")));
    let neither = ["inne/ute", "båda", "1", "inne på måndagar"];
    holds("Grupp", &neither.map(|cell| (cell, "!group")));
    holds("Grupp", &[("-", "!no group"), ("saknas", "!no group")]);
    let nothing = ["–", "saknas", "Ingen", "nan", "?", "N/A"];
    holds("Arena", &nothing.map(|cell| (cell, "none")));
    holds("Arena", &[("Köket", "Köket"), ("#NAMN?", "!error")]);
    holds(
        "Handledare",
        &["-", "nan", "None", "saknas"].map(|cell| (cell, "none")),
    );
    holds(
        "Insats",
        &["-", "nan", "None", "saknas"].map(|cell| (cell, "none")),
    );
    holds(
        "Anteckning",
        &["-", "nan", "None", "?"].map(|cell| (cell, "none")),
    );
    holds("Anteckning", &[("#1 i kön", "#1 i kön"), ("Hej!", "Hej!")]);
}

#[test]
fn protection() {
    let none = [
        "", "-", "–", "nej", "Nej", "no", "inget", "0", "saknas", "FALSKT", "nan",
    ];
    holds("Skydd", &none.map(|cell| (cell, "none")));
    let marked = [
        "sekretessmarkering",
        "Sekretess",
        "sekretessmarkerad",
        "confidentiality marking",
    ];
    holds("Skydd", &marked.map(|cell| (cell, "marked")));
    let strong = [
        "skyddad folkbokföring",
        "Skyddad-folkbokföring",
        "protected registration",
    ];
    holds("Skydd", &strong.map(|cell| (cell, "strong")));
    let which = [
        "ja",
        "x",
        "X",
        "1",
        "yes",
        "skyddad",
        "skyddade personuppgifter",
        "SANT",
    ];
    holds("Skydd", &which.map(|cell| (cell, "!which protection")));
    holds(
        "Skydd",
        &["?", "okänt", "kanske", "x?"].map(|cell| (cell, "!protection")),
    );
}
