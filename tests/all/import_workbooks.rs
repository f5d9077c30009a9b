//! Workbooks as they are made: what each is, and what becomes of it.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use tolv::domain::facts::participant::Draft;
use tolv::import::{How, Unreadable, read, read_as};
use tolv::text::Lang;
use zip::write::SimpleFileOptions;

use crate::import::{file, today};
use crate::import_cases::outcome;

pub(crate) type Made = Result<(), XlsxError>;

/// A workbook with one sheet.
pub(crate) fn xlsx(fill: impl FnOnce(&mut Worksheet) -> Made) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet()).expect("a sheet");
    book.save_to_buffer().expect("a workbook")
}

/// Writes rows of texts from a row on.
fn rows(sheet: &mut Worksheet, from: u32, rows: &[&[&str]]) -> Made {
    for (row, cells) in (from..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write(row, column, *cell)?;
        }
    }
    Ok(())
}

pub(crate) const HEADINGS: &[&str] = &["Namn", "Grupp", "Start"];
const BO: &[&str] = &["Bo Ek", "inne", "2026-01-05"];
const IDA: &[&str] = &["Ida Ek", "ute", "2026-02-02"];

pub(crate) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(text.as_bytes()).expect("a part");
    }
    zip.finish().expect("a zip").into_inner()
}

/// An .ods with these sheets: what stands within `office:spreadsheet`.
pub(crate) fn ods(sheets: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content>\
         <office:automatic-styles><style:style style:name=\"hid\" style:family=\"table\">\
         <style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    );
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &content),
    ])
}

pub(crate) fn sheet(name: &str, rows: &str) -> String {
    format!("<table:table table:name=\"{name}\">{rows}</table:table>")
}

/// A row of an .ods with texts in its cells.
pub(crate) fn row(cells: &[&str]) -> String {
    let cells = cells.iter().map(|cell| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>")
    });
    format!(
        "<table:table-row>{}</table:table-row>",
        cells.collect::<String>()
    )
}

fn headed(rows: &str) -> Vec<u8> {
    ods(&sheet("Blad1", &(row(HEADINGS) + rows)))
}

pub(crate) fn holds(cases: &[(&str, Vec<u8>, &str)]) {
    let wrong = cases.iter().filter_map(|(what, bytes, wanted)| {
        let got = outcome(bytes);
        (got != *wanted).then(|| format!("{what}:\n  {got}\n  {wanted}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The only person of a workbook.
fn person(bytes: &[u8]) -> Draft {
    let sheet = read(bytes, today(), &mut |_| {}).expect("a list");
    assert_eq!(sheet.bad, []);
    let [(_, draft)] = &sheet.rows[..] else {
        panic!("{:?}", sheet.rows);
    };
    draft.clone()
}

fn asked(bytes: &[u8], sheet: &str) -> Result<String, Unreadable> {
    let how = How {
        today: today(),
        zone: Default::default(),
        sheet: Some(sheet),
    };
    let sheet = read_as(bytes, how, &mut |_| {})?;
    Ok(sheet
        .rows
        .iter()
        .map(|(_, draft)| draft.details.given.as_str())
        .collect())
}

#[test]
fn values_are_what_the_workbook_means_by_them() {
    let bytes = xlsx(|sheet| {
        let headings = [
            "Namn",
            "Grupp",
            "Start",
            "Slut",
            "Pnr",
            "Telefon",
            "Timmar/vecka",
            "Timmar/dag",
        ];
        rows(sheet, 0, &[&headings, &["Bo Ek", "inne"]])?;
        let date = Format::new().set_num_format("d mmm yyyy");
        sheet.write_with_format(1, 2, &ExcelDateTime::from_ymd(2026, 1, 5)?, &date)?;
        let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm");
        sheet.write_with_format(1, 3, &ExcelDateTime::from_ymd(2026, 12, 31)?, &moment)?;
        sheet.write(1, 4, 198_504_129_803_f64)?;
        let phone = Format::new().set_num_format("0000000000");
        sheet.write_with_format(1, 5, 701_234_567, &phone)?;
        sheet.write_with_format(1, 6, 1.5625, &Format::new().set_num_format("[h]:mm"))?;
        sheet.write_with_format(1, 7, 0.3125, &Format::new().set_num_format("h:mm"))?;
        Ok(())
    });
    let found = person(&bytes);
    assert_eq!(
        (found.start.to_string(), found.end.map(|d| d.to_string())),
        ("2026-01-05".to_owned(), Some("2026-12-31".to_owned()))
    );
    let number = found.details.personnummer.expect("a personnummer");
    assert_eq!(number.to_string(), "19850412-9803");
    assert_eq!(found.details.phone, "0701234567");
    assert_eq!(found.schedule, Some([450, 450, 450, 450, 450, 0, 0]));

    let cell = |kind: &str, shown: &str| {
        format!("<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>")
    };
    let cells = [
        cell("office:value-type=\"string\"", "Bo Ek"),
        cell("office:value-type=\"string\"", "inne"),
        cell(
            "office:value-type=\"date\" office:date-value=\"2026-01-05\"",
            "5 jan 26",
        ),
        cell(
            "office:value-type=\"float\" office:value=\"701234567\"",
            "0701 234567",
        ),
        cell(
            "office:value-type=\"time\" office:time-value=\"PT37H30M00S\"",
            "37:30:00",
        ),
    ];
    let headings = row(&["Namn", "Grupp", "Start", "Telefon", "Timmar/vecka"]);
    let cells = format!("<table:table-row>{}</table:table-row>", cells.concat());
    let found = person(&ods(&sheet("Blad1", &(headings + &cells))));
    assert_eq!(found.start.to_string(), "2026-01-05");
    assert_eq!(found.details.phone, "0701 234567");
    assert_eq!(found.schedule, Some([450, 450, 450, 450, 450, 0, 0]));
}

pub(crate) fn list(sheet: &mut Worksheet, from: u32) -> Made {
    rows(sheet, from, &[HEADINGS, BO, IDA])
}

#[test]
fn workbooks_of_excel() {
    holds(&[
        ("plain", xlsx(|sheet| list(sheet, 0)), "2 Bo Ek, 3 Ida Ek"),
        (
            "rows of Excel are named",
            xlsx(|sheet| list(sheet, 4)),
            "6 Bo Ek, 7 Ida Ek",
        ),
        (
            "a merged title",
            xlsx(|sheet| {
                sheet.merge_range(0, 0, 0, 2, "Deltagarlista 2026", &Format::new())?;
                list(sheet, 2)
            }),
            "4 Bo Ek, 5 Ida Ek",
        ),
        (
            "one group for two rows",
            xlsx(|sheet| {
                rows(sheet, 0, &[HEADINGS, BO, IDA])?;
                sheet.merge_range(1, 1, 2, 1, "inne", &Format::new())?;
                Ok(())
            }),
            "2 Bo Ek, 3 Ida Ek",
        ),
        (
            "an error of a formula",
            xlsx(|sheet| {
                list(sheet, 0)?;
                sheet.write(1, 2, Formula::new("=NA()").set_result("#N/A"))?;
                Ok(())
            }),
            "3 Ida Ek | 2 Start: CellError",
        ),
        (
            "an error in a column that is not read",
            xlsx(|sheet| {
                list(sheet, 0)?;
                sheet.write(0, 3, "Skostorlek")?;
                sheet.write(1, 3, Formula::new("=NA()").set_result("#N/A"))?;
                Ok(())
            }),
            "2 Bo Ek, 3 Ida Ek",
        ),
        (
            "a formula's value",
            xlsx(|sheet| {
                list(sheet, 0)?;
                sheet.write(1, 0, Formula::new("=A9&B9").set_result("Eva Ek"))?;
                Ok(())
            }),
            "2 Eva Ek, 3 Ida Ek",
        ),
    ]);
}

#[test]
fn what_stands_around_a_list_in_excel() {
    holds(&[
        (
            "lines within a cell, and a note beside the list",
            xlsx(|sheet| {
                list(sheet, 0)?;
                sheet.write(1, 0, "Bo\nEk")?;
                sheet.write(2, 7, "obs; kom; ihåg")?;
                Ok(())
            }),
            "2 Bo Ek, 3 Ida Ek",
        ),
        (
            "formatted rows and columns without content",
            xlsx(|sheet| {
                list(sheet, 0)?;
                sheet.set_row_format(9000, &Format::new().set_bold())?;
                sheet.write_blank(1_000_000, 16_000, &Format::new().set_bold())?;
                Ok(())
            }),
            "2 Bo Ek, 3 Ida Ek",
        ),
        (
            "a sum",
            xlsx(|sheet| {
                list(sheet, 0)?;
                sheet.write(3, 0, "Summa")?;
                sheet.write(3, 3, 2)?;
                Ok(())
            }),
            "2 Bo Ek, 3 Ida Ek | 4 Foot",
        ),
    ]);
}

#[test]
fn sheets_of_excel_that_are_no_list() {
    holds(&[
        (
            "content far away",
            xlsx(|sheet| {
                list(sheet, 0)?;
                sheet.write(0, 16_383, "x")?;
                Ok(())
            }),
            "2 Bo Ek, 3 Ida Ek",
        ),
        (
            "rows in one cell each",
            xlsx(|sheet| {
                rows(
                    sheet,
                    0,
                    &[&["Namn;Grupp;Start"], &["Bo Ek;inne;2026-01-05"]],
                )
            }),
            "! RowsInOneCell",
        ),
        ("nothing", xlsx(|_| Ok(())), "! NoContent"),
        (
            "mangled letters",
            xlsx(|sheet| {
                rows(
                    sheet,
                    0,
                    &[HEADINGS, &["Bo BergstrÃ¶m", "inne", "2026-01-05"]],
                )
            }),
            "| 2 Namn: LettersMangled",
        ),
    ]);
}

#[test]
#[rustfmt::skip]
fn workbooks_of_open_documents() {
    let bo = row(BO);
    let times = |rows: &str, times: &str| {
        rows.replace(
            "<table:table-row>",
            &format!("<table:table-row table:number-rows-repeated=\"{times}\">"),
        )
    };
    let blank = |times: &str| {
        format!(
            "<table:table-row table:number-rows-repeated=\"{times}\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>"
        )
    };
    let wide = row(BO).replace(
        "<table:table-cell office",
        "<table:table-cell table:number-columns-repeated=\"99999\" office",
    );
    let rich = row(&[
        "B<text:span>o</text:span><text:s/>Ek<office:annotation><text:p>x</text:p></office:annotation>",
        "inne",
        "2026-01-05",
    ]);
    let error = row(BO).replace(
        "office:value-type=\"string\"><text:p>2026-01-05",
        "office:value-type=\"string\" calcext:value-type=\"error\"><text:p>#N/A",
    );
    let spanned = row(BO).replacen(
        "office:value-type=\"string\"><text:p>inne",
        "table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>inne",
        1,
    ) + &row(&["Ida Ek", "", "2026-02-02"]);
    let entity = row(&["Bo &amp; Ek&#246;", "inne", "2026-01-05"]);
    holds(&[
        ("plain", headed(&bo), "2 Bo Ek"),
        ("a million blank rows", headed(&(blank("1048000") + &bo)), "1048002 Bo Ek"),
        ("blank rows below", headed(&(bo.clone() + &blank("1048000"))), "2 Bo Ek"),
        ("a row a million times", headed(&times(&bo, "1000000")), "! TooManyRows"),
        ("and of sheer endless number", headed(&times(&bo, "4294967295")), "! TooManyRows"),
        ("a cell a hundred thousand times", headed(&wide), "! TooManyColumns"),
        ("rich text and a comment", headed(&rich), "2 Bo Ek"),
        ("an error", headed(&error), "| 2 Start: CellError"),
        ("one group for two rows", headed(&spanned), "2 Bo Ek, 3 Ida Ek"),
        ("entities", headed(&entity), "2 Bo & Ekö"),
        ("cut", ods("<table:table table:name=\"x\"><table:table-row>"), "! DamagedWorkbook"),
        ("without a sheet", ods(""), "! NoContent"),
        ("a hidden sheet beside", ods(&(sheet("A", &(row(HEADINGS) + &bo)) + &sheet("B", &row(IDA)).replace("table:name", "table:style-name=\"hid\" table:name"))), "2 Bo Ek"),
    ]);
}

#[test]
fn the_sheet_is_the_only_one_with_content_or_is_asked_for() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Tomt").expect("a name");
    for (name, person) in [("Deltagare", BO), ("Förra året", IDA), ("3", BO)] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        rows(sheet, 0, &[HEADINGS, person]).expect("rows");
    }
    let hidden = book
        .add_worksheet()
        .set_name("Dolt")
        .expect("a name")
        .set_hidden(true);
    rows(hidden, 0, &[HEADINGS, &["Eva Ek", "inne", "2026-01-05"]]).expect("rows");
    let bytes = book.save_to_buffer().expect("a workbook");
    let names = ["Deltagare", "Förra året", "3"].map(str::to_owned).to_vec();
    assert_eq!(
        read(&bytes, today(), &mut |_| {}),
        Err(Unreadable::SeveralSheets(names))
    );
    let chosen = [
        ("Deltagare", "Bo"),
        ("förra ÅRET", "Ida"),
        ("2", "Bo"),
        ("3", "Bo"),
        ("Dolt", "Eva"),
    ];
    for (name, wanted) in chosen {
        assert_eq!(asked(&bytes, name).as_deref(), Ok(wanted), "{name}");
    }
    let fault = asked(&bytes, "Andra").expect_err("no such sheet");
    let names = [
        (Lang::Sv, "”Deltagare”, ”Förra året”"),
        (Lang::En, "“Deltagare”, “Förra året”"),
    ];
    for (lang, names) in names {
        assert!(fault.text(lang).contains(names), "{}", fault.text(lang));
    }
    assert_eq!(asked(b"Namn;Grupp;Start\n", "1"), Err(Unreadable::NoSheets));
}

#[test]
fn what_is_packed_and_no_workbook_is_told_and_what_would_grow_is_not_unpacked() {
    let large = "x".repeat(70 << 20);
    let book = |strings: &str| {
        packed(&[
            ("[Content_Types].xml", "<Types/>"),
            ("xl/workbook.xml", "<workbook/>"),
            ("xl/sharedStrings.xml", strings),
        ])
    };
    holds(&[
        ("Word", packed(&[("word/document.xml", "")]), "! OtherKind"),
        (
            "binary Excel",
            packed(&[("xl/workbook.bin", "")]),
            "! OtherWorkbook",
        ),
        (
            "any zip",
            packed(&[("lista.csv", "Namn;Grupp;Start")]),
            "! OtherKind",
        ),
        ("an empty zip", packed(&[]), "! OtherKind"),
        ("a bomb", book(&large), "! TooLarge"),
        (
            "a promise of texts",
            book("<sst uniqueCount=\"999999999999\"></sst>"),
            "! DamagedWorkbook",
        ),
        (
            "a workbook without sheets",
            book("<sst></sst>"),
            "! DamagedWorkbook",
        ),
        (
            "an encrypted .ods",
            packed(&[
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
                ("content.xml", "\u{1}"),
            ]),
            "! Locked",
        ),
    ]);
}

#[test]
fn the_files_of_the_corpus_are_read() {
    for name in ["list.xlsx", "list.ods"] {
        assert_eq!(outcome(&file(name)), "2 Bo Ek, 3 Ida Ek", "{name}");
    }
}
