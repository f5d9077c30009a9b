//! THE table of lists as text that go wrong in the world: what each file is, and what becomes of it.

use encoding_rs::{MACINTOSH, UTF_8, WINDOWS_1252};
use oem_cp::code_table::{ENCODING_TABLE_CP437, ENCODING_TABLE_CP850};
use tolv::import::{Encoding, Form, Unreadable, read};
use tolv::text::Lang;

use crate::import::{file, today};

/// The name of a variant.
pub(crate) fn variant(debug: impl std::fmt::Debug) -> String {
    let debug = format!("{debug:?}");
    let end = debug.find(|c: char| !c.is_alphanumeric());
    debug[..end.unwrap_or(debug.len())].to_owned()
}

/// What becomes of a list: `[encoding] line name, … | line heading: reason, … | line passed over | ~near heading | line
/// hidden | line struck`, or `! why none of it was read`.
pub(crate) fn outcome(bytes: &[u8]) -> String {
    match read(bytes, today(), &mut |_| {}) {
        Err(fault) => said(&fault),
        Ok(sheet) => {
            let mut parts = Vec::new();
            if let Form::Text { encoding, .. } = &sheet.form
                && *encoding != Encoding::Utf8
            {
                parts.push(format!("[{encoding:?}]"));
            }
            let people = sheet.rows.iter().map(|(line, draft)| {
                let name = format!("{} {}", draft.details.given, draft.details.family);
                format!("{line} {}", name.trim())
            });
            parts.push(people.collect::<Vec<_>>().join(", "));
            let bad = sheet.bad.iter();
            parts.extend(bad.map(|c| format!("| {} {}: {}", c.line, c.column, variant(&c.reason))));
            let passed = sheet.passed_over.iter();
            parts.extend(passed.map(|(line, below)| format!("| {line} {below:?}")));
            let near = sheet.near_headings.iter();
            parts.extend(near.map(|(heading, _)| format!("| ~{heading}")));
            parts.extend(sheet.hidden.iter().map(|line| format!("| {line} hidden")));
            parts.extend(sheet.struck.iter().map(|line| format!("| {line} struck")));
            parts.join(" ").trim().to_owned()
        }
    }
}

fn said(fault: &Unreadable) -> String {
    for lang in [Lang::Sv, Lang::En] {
        let text = fault.text(lang);
        assert!(
            text.ends_with('.') && !text.contains(char::is_control),
            "{text}"
        );
    }
    assert!(fault.text(Lang::Sv).contains("Ingenting är importerat"));
    format!("! {}", variant(fault))
}

fn holds(cases: &[(&str, &[u8], &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(what, bytes, wanted)| {
            let got = outcome(bytes);
            (got != *wanted).then(|| format!("{what}:\n  {got}\n  {wanted}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A list of these names, a line each, all in the indoor group.
fn names(names: &[&str], end: &str) -> String {
    let mut text = format!("Namn;Grupp;Start{end}");
    for name in names {
        text += &format!("{name};inne;2026-01-05{end}");
    }
    text
}

fn dos(text: &str) -> Vec<u8> {
    oem_cp::encode_string_checked(text, &ENCODING_TABLE_CP850).expect("letters of the page")
}

fn american(text: &str) -> Vec<u8> {
    oem_cp::encode_string_checked(text, &ENCODING_TABLE_CP437).expect("letters of the page")
}

fn windows(text: &str) -> Vec<u8> {
    WINDOWS_1252.encode(text).0.into_owned()
}

fn mac(text: &str) -> Vec<u8> {
    MACINTOSH.encode(text).0.into_owned()
}

fn wide(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

/// A text whose bytes were taken for another encoding and saved again as UTF-8.
fn mangled(bytes: &[u8], page: &'static encoding_rs::Encoding) -> Vec<u8> {
    page.decode_without_bom_handling(bytes)
        .0
        .into_owned()
        .into_bytes()
}

#[test]
fn the_files_that_people_sent() {
    let files: Vec<(&str, Vec<u8>, &str)> = [
        ("F04-list.csv", "[Cp850] 2 Lena Bergström, 3 Pär Hägg"),
        ("F05-list.csv", "[MacRoman] 2 Lena Bergström, 3 Pär Hägg"),
        ("F14-list.csv", "3 Bo Ek | 2 Timmar/vecka: DecimalComma"),
        ("F22-title.csv", "4 Lena Berg"),
        ("F22-two.csv", "3 Lena Berg"),
        ("F23-list.csv", "[Utf16] 2 Lena Berg"),
        ("F29-list.csv", "2 Lena Berg | ~Deltagare (namn)"),
    ]
    .map(|(name, wanted)| (name, file(name), wanted))
    .into();
    let cases: Vec<(&str, &[u8], &str)> = files
        .iter()
        .map(|(name, bytes, wanted)| (*name, bytes.as_slice(), *wanted))
        .collect();
    holds(&cases);
}

#[test]
#[rustfmt::skip]
fn encodings_are_recognised_by_their_letters_or_told() {
    let swedish = names(&["Lena Bergström", "Åsa Öberg", "Pär Hägg"], "\r\n");
    let wanted = "2 Lena Bergström, 3 Åsa Öberg, 4 Pär Hägg";
    let is = |page: &str| format!("[{page}] {wanted}");
    let slavic = names(&["Ana Mašek", "Žana Ek"], "\r\n");
    let one = |name: &str| names(&[name], "\r\n");
    let french = names(&["René Dubois", "Françoise Ek"], "\r\n");
    let notes = "Namn;Grupp;Start;Anteckning\r\nBo Ek;inne;2026-01-05;mån – fre, 100 €\r\n";
    let mixed = [
        windows(&swedish).as_slice(),
        &dos("Ulf Sjöö;inne;2026-01-05\r\n"),
    ]
    .concat();
    let marked = [b"\xef\xbb\xbf\xef\xbb\xbf", swedish.as_bytes()].concat();
    let cyrillic =
        b"Namn;Grupp;Start\r\n\xc8\xe2\xe0\xed \xcf\xe5\xf2\xf0\xee\xe2;inne;2026-01-05\r\n";
    let cut = swedish.find("är").expect("a letter of two bytes") + 1;
    let between = swedish.replace("Pär", "\u{feff}Pär");
    holds(&[
        ("UTF-8", swedish.as_bytes(), wanted),
        ("two marks", &marked, wanted),
        ("Windows", &windows(&swedish), &is("Windows1252")),
        ("MS-DOS", &dos(&swedish), &is("Cp850")),
        ("MS-DOS of America", &american(&swedish), &is("Cp850")),
        ("a Mac", &mac(&swedish.replace("\r\n", "\r")), &is("MacRoman")),
        ("a Mac, through Windows", &mac(&swedish), &is("MacRoman")),
        ("UTF-16 without its mark", &wide(&swedish, u16::to_le_bytes), &is("Utf16")),
        ("and the other way", &wide(&swedish, u16::to_be_bytes), &is("Utf16")),
        ("with its mark", &wide(&format!("\u{feff}{swedish}"), u16::to_be_bytes), &is("Utf16")),
        ("Š and ž in Windows", &windows(&slavic), "[Windows1252] 2 Ana Mašek, 3 Žana Ek"),
        ("Š in UTF-8", one("Ivana Šarić").as_bytes(), "2 Ivana Šarić"),
        ("French in Windows", &windows(&french), "[Windows1252] 2 René Dubois, 3 Françoise Ek"),
        ("a dash and a euro", &windows(notes), "[Windows1252] 2 Bo Ek"),
        ("an apostrophe", &windows(&one("Sean O’Brien")), "[Windows1252] 2 Sean O’Brien"),
        ("one word in MS-DOS", &dos(&one("Lena Bergström")), "[Cp850] 2 Lena Bergström"),
        ("one word of a Mac", &mac(&one("Lena Bergström")), "[MacRoman] 2 Lena Bergström"),
        ("Windows and one line of MS-DOS", &mixed, "[Windows1252] 2 Lena Bergström, 3 Åsa Öberg, 4 Pär Hägg | 5 Namn: LettersStrange"),
        ("Cyrillic", cyrillic, "! CodePage"),
        ("UTF-8 cut in a letter", &swedish.as_bytes()[..cut], "! Cut"),
        ("a mark within", between.as_bytes(), "2 Lena Bergström, 3 Åsa Öberg | 4 Namn: NotPlain"),
    ]);
}

#[test]
fn bytes_that_are_no_text_are_told_with_the_line_and_what_stands_before_them() {
    let list = names(&["Lena Bergström", "Pär Hägg", "Åsa Öberg"], "\r\n");
    let at = |text: &str| list.find(text).expect("a name");
    let broken = |places: &[&str]| {
        let mut bytes = list.clone().into_bytes();
        places.iter().for_each(|place| bytes[at(place)] = 0xff);
        bytes
    };
    let wide = wide(&list, u16::to_le_bytes);
    let lone = [&wide[..20], &[0, 0xd8], &wide[22..]].concat();
    let marked = [b"\xff\xfe".as_slice(), &lone].concat();
    let cases = [
        (
            list.as_bytes()[..at("är") + 1].to_vec(),
            "slutar mitt i ett tecken på rad 3 efter ”P”, så",
        ),
        (
            broken(&["ström"]),
            "skadad: på rad 2 efter ”Lena Berg” går ett tecken",
        ),
        (
            broken(&["sa Ö", "ena", "Hägg"]),
            "på 3 rader: den första gången går ett tecken inte att läsa på rad 2 efter ”L”.",
        ),
        (
            list.replace("inne", "\0inne").into_bytes(),
            "på rad 2 står ett NUL-tecken",
        ),
        (
            list.replace("Hägg", "H\0gg").into_bytes(),
            "på rad 3 efter ”Pär H” står ett NUL-tecken",
        ),
        (
            b"\x7fELF\x02\0\0\xff\xfe".to_vec(),
            "på rad 1 efter ”\u{fffd}ELF\u{fffd}” står ett NUL-tecken",
        ),
        (
            wide[..wide.len() - 5].to_vec(),
            "slutar mitt i ett tecken på rad 4 efter ”2026-01-0”, så",
        ),
        (marked, "skadad: på rad 1 efter ”Grupp” går ett tecken"),
    ];
    for (bytes, wanted) in cases {
        let fault = read(&bytes, today(), &mut |_| {}).expect_err(wanted);
        let told = fault.text(Lang::Sv);
        assert!(told.contains(wanted), "{told}\n{wanted}");
        said(&fault);
    }
}

#[test]
fn letters_spoilt_before_are_told_where_they_stand() {
    let list = names(&["Lena Bergström"], "\r\n");
    let told = "| 2 Namn: LettersMangled";
    let broken = |letter: &str| list.replace('ö', letter);
    let heading = "FÃ¶rnamn;Efternamn;Grupp;Start\r\nBo;Ek;inne;2026-01-05\r\n";
    holds(&[
        (
            "UTF-8 as Windows",
            &mangled(list.as_bytes(), WINDOWS_1252),
            told,
        ),
        (
            "UTF-8 as a Mac's",
            &mangled(list.as_bytes(), MACINTOSH),
            told,
        ),
        (
            "twice",
            &mangled(&mangled(list.as_bytes(), WINDOWS_1252), WINDOWS_1252),
            told,
        ),
        (
            "a question mark",
            broken("?").as_bytes(),
            "| 2 Namn: LettersLost",
        ),
        (
            "a replacement",
            broken("\u{fffd}").as_bytes(),
            "| 2 Namn: LettersLost",
        ),
        (
            "MS-DOS as Windows",
            &mangled(&dos(&list), WINDOWS_1252),
            "| 2 Namn: LettersStrange",
        ),
        (
            "sound",
            &mangled(list.as_bytes(), UTF_8),
            "2 Lena Bergström",
        ),
        ("the heading", heading.as_bytes(), "! Missing"),
    ]);
}

#[test]
fn headings_are_found_or_shown() {
    holds(&[
        ("a title", b"AMI 2026\n\nNamn;Grupp;Start\nBo Ek;inne;2026-01-05\n", "4 Bo Ek"),
        (
            "a title with cells",
            b"Unit:;AMI;;\nPrinted:;2026-11-20;;\n;;;\nNamn;Grupp;Start;\nBo Ek;inne;2026-01-05;\n",
            "5 Bo Ek",
        ),
        (
            "two rows together",
            b"Namn;Grupp;Vistelse;;Timmar;\n;;Start;Slut;per vecka;per dag\nBo Ek;inne;2026-01-05;;37,5;7,5\n",
            "3 Bo Ek",
        ),
        (
            "a row above the headings",
            b"Person;;Tid\nNamn;Grupp;Start\nBo Ek;inne;2026-01-05\n",
            "3 Bo Ek",
        ),
        ("a typo", b"Namn;Grupp;Startdaum\nBo Ek;inne;2026-01-05\n", "2 Bo Ek | ~Startdaum"),
        ("blanks and dots", b"N a m n;Grupp:;Start datum;Pers.nr\nBo Ek;inne;2026-01-05;\n", "2 Bo Ek"),
        (
            "with the form in brackets",
            "Namn;Grupp;Startdatum (ÅÅÅÅ-MM-DD)\nBo Ek;inne;2026-01-05\n".as_bytes(),
            "2 Bo Ek | ~Startdatum (ÅÅÅÅ-MM-DD)",
        ),
        ("capitals", b"NAMN;GRUPP;STARTDATUM\nBo Ek;inne;2026-01-05\n", "2 Bo Ek"),
        ("English", b"Name;Group;Start date\nBo Ek;indoor;2026-01-05\n", "2 Bo Ek"),
        ("none", b"Bo Ek;inne;2026-01-05\nIda Ek;ute;2026-01-05\n", "! Missing"),
        ("the same twice", b"Namn;Grupp;Start;Startdatum\nBo Ek;inne;2026-01-05;\n", "! Twice"),
        ("headings alone", b"Namn;Grupp;Start\n", ""),
        (
            "a sum",
            b"Namn;Grupp;Start\nBo Ek;inne;2026-01-05\nSumma;;\nAntal: 1;;\n",
            "2 Bo Ek | 3 Foot | 4 Foot",
        ),
        (
            "a foot",
            b"Namn;Grupp;Start\nBo Ek;inne;2026-01-05\n\nUtskriven 2026-11-20;;\nSida 1 av 2\n",
            "2 Bo Ek | 4 Foot | 5 Foot",
        ),
        (
            "the headings on each page",
            b"Namn;Grupp;Start\nBo Ek;inne;2026-01-05\nNamn;Grupp;Start\nIda Ek;ute;2026-01-05\n",
            "2 Bo Ek, 4 Ida Ek | 3 Headings",
        ),
        (
            "somebody called Summa",
            b"Namn;Grupp;Start\nSumma Ek;inne;2026-01-05\n",
            "2 Summa Ek",
        ),
    ]);
}

#[test]
#[rustfmt::skip]
fn delimiters_and_quotation_marks_of_every_spreadsheet() {
    let row = |by: &str| format!("Namn{by}Grupp{by}Start\nBo Ek{by}inne{by}2026-01-05\n");
    let comma = |rows: &str| format!("Namn,Grupp,Start,Timmar/vecka,Anteckning\n{rows}");
    let next = comma("Bo Ek,inne,2026-01-05,37,5\n");
    let more = comma("Bo Ek,inne,2026-01-05,37,5,ok\n");
    let quoted = comma("Bo Ek,inne,2026-01-05,\"37,5\",ok\n");
    let point = comma("Bo Ek,inne,2026-01-05,37.5,5\n");
    let both = "Namn,Grupp,Start,Tim/dag,Tim/vecka\nBo Ek,inne,2026-01-05,8,40\n";
    let said = "Namn;Grupp;Start;Anteckning\nBo Ek;inne;2026-01-05;\"sa \"\"hej\"\"; gick\"\n";
    let cells = "\"Namn\",\"Grupp\",\"Start\"\n\"Ek, Bo\",\"inne\",\"2026-01-05\"\n";
    let one = "\"Namn;Grupp;Start\"\n\"Bo Ek;inne;2026-01-05\"\n";
    let open = "Namn;Grupp;Start;Anteckning\nBo Ek;inne;2026-01-05;\"x\nIda Ek;ute;2026-01-05;\n";
    holds(&[
        ("semicolons", row(";").as_bytes(), "2 Bo Ek"),
        ("tabs", row("\t").as_bytes(), "2 Bo Ek"),
        ("commas", row(",").as_bytes(), "2 Bo Ek"),
        ("bars", row("|").as_bytes(), "2 Bo Ek"),
        ("sep=", format!("sep=;\r\n{}", row(";")).as_bytes(), "3 Bo Ek"),
        ("sep= and a tab", format!("sep=\t\n{}", row("\t")).as_bytes(), "3 Bo Ek"),
        ("CR alone", row(";").replace('\n', "\r").as_bytes(), "2 Bo Ek"),
        ("delimiters at the end", b"Namn;Grupp;Start;;;\nBo Ek;inne;2026-01-05;;;\n", "2 Bo Ek"),
        ("blank lines", b"\n\nNamn;Grupp;Start\n;;\n\nBo Ek;inne;2026-01-05\n;;\n", "6 Bo Ek"),
        ("no end of the last line", b"Namn;Grupp;Start\nBo Ek;inne;2026-01-05", "2 Bo Ek"),
        ("a bare decimal comma", next.as_bytes(), "| 2 Timmar/vecka: DecimalComma"),
        ("and one cell more", more.as_bytes(), "| 2 Timmar/vecka: DecimalComma"),
        ("a quoted decimal comma", quoted.as_bytes(), "2 Bo Ek"),
        ("a decimal point", point.as_bytes(), "2 Bo Ek"),
        ("hours a day and a week", both.as_bytes(), "2 Bo Ek"),
        ("quotation marks in quotation marks", said.as_bytes(), "2 Bo Ek"),
        ("all cells quoted", cells.as_bytes(), "2 Bo Ek"),
        ("each row in one cell", one.as_bytes(), "! RowsInOneCell"),
        ("a comma in a name", b"Namn,Grupp,Start\nEk, Bo,inne,2026-01-05\n", "| 2 Start: TooManyCells"),
        ("an open quotation mark", open.as_bytes(), "| 2 Anteckning: OpenQuote"),
        ("NUL", b"Namn;Grupp;Start\nBo\0 Ek;inne;2026-01-05\n", "! Binary"),
    ]);
}

#[test]
fn what_is_no_list_is_told_by_what_it_is() {
    let compound = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(),
            &[0; 80],
            &wide,
        ]
        .concat()
    };
    holds(&[
        ("nothing", b"", "! Empty"),
        ("old Excel", &compound("Workbook"), "! OtherWorkbook"),
        (
            "an encrypted workbook",
            &compound("EncryptedPackage"),
            "! Locked",
        ),
        ("old Word", &compound("WordDocument"), "! OtherKind"),
        ("a PDF", b"%PDF-1.7\n%\xe2\xe3", "! OtherKind"),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0", "! OtherKind"),
        (
            "a web page called .xls",
            b"\n<html><table><tr><td>Namn",
            "! OtherKind",
        ),
        ("XML", b"<?xml version=\"1.0\"?><Workbook/>", "! OtherKind"),
        ("packed", b"\x1f\x8b\x08\0\0\0", "! OtherKind"),
        ("RTF", b"{\\rtf1\\ansi Namn}", "! OtherKind"),
        (
            "the start of a zip",
            b"PK\x03\x04\x14\0",
            "! DamagedWorkbook",
        ),
    ]);
}
