//! What people see of a workbook and its values do not say: hidden rows, names struck through, formulas not reckoned;
//! and a group that is the name of the sheet.

use rust_xlsxwriter::Format;

use crate::import_workbooks::{HEADINGS, holds, list, ods, packed, row, sheet, xlsx};

/// A workbook as programs write it that reckon nothing: the second row's cell for the name, and the third's for a last
/// day, as they stand.
fn unreckoned(name: &str, end: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let texts = |row: u32, cells: &[&str]| -> String {
        let cells = ["A", "B", "C", "D"].iter().zip(cells);
        let text = |(column, cell): (&&str, &&str)| match cell.starts_with('<') {
            true => (*cell).to_owned(),
            false => format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
        };
        let cells: String = cells.map(text).collect();
        format!("<row r=\"{row}\">{cells}</row>")
    };
    let rows = [
        texts(1, &["Namn", "Grupp", "Start", "Slut"]),
        texts(2, &[name, "inne", "2026-01-05"]),
        texts(3, &["Ida Ek", "ute", "2026-02-02", end]),
    ];
    let sheet = format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetData>{}</sheetData></worksheet>",
        rows.concat()
    );
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
         <sheet name=\"Blad1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId1\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    packed(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            &relation("officeDocument", "xl/workbook.xml"),
        ),
        ("xl/workbook.xml", &book),
        (
            "xl/_rels/workbook.xml.rels",
            &relation("worksheet", "worksheets/sheet1.xml"),
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

#[test]
fn formulas_that_nobody_has_reckoned_are_no_empty_cells() {
    let name = "<c r=\"A2\"><f>B9&amp;C9</f><v></v></c>";
    let empty_end = "<c r=\"D3\" t=\"str\"><f>IF(A3=0,1,\"\")</f><v></v></c>";
    let end = "<c r=\"D3\"><f>EDATE(C3,12)</f></c>";
    let known = "<c r=\"A2\" t=\"str\"><f>B9&amp;C9</f><v>Bo Ek</v></c>";
    holds(&[
        (
            "a name, and an end",
            unreckoned(name, end),
            "| 2 Namn: Unreckoned | 3 Slut: Unreckoned",
        ),
        (
            "one that is, and one that gives nothing",
            unreckoned(known, empty_end),
            "2 Bo Ek, 3 Ida Ek",
        ),
    ]);
}

#[test]
fn rows_that_are_hidden_or_struck_through_are_told() {
    let hidden = "<table:table-row table:visibility=\"filter\">";
    let bo = row(&["Bo Ek", "inne", "2026-01-05"]);
    let ida = row(&["Ida Ek", "ute", "2026-02-02"]).replace("<table:table-row>", hidden);
    holds(&[
        (
            "a row that a filter hides",
            xlsx(|sheet| {
                list(sheet, 0)?;
                sheet.set_row_hidden(2)?;
                Ok(())
            }),
            "2 Bo Ek, 3 Ida Ek | 3 hidden",
        ),
        (
            "the same in an open document",
            ods(&sheet("Blad1", &(row(HEADINGS) + &bo + &ida + &bo))),
            "2 Bo Ek, 3 Ida Ek | 4 Namn: SameAs | 3 hidden",
        ),
        (
            "a name struck through, and a group",
            xlsx(|sheet| {
                list(sheet, 0)?;
                let struck = Format::new().set_font_strikethrough();
                sheet.write_with_format(1, 0, "Bo Ek", &struck)?;
                sheet.write_with_format(2, 1, "ute", &struck)?;
                Ok(())
            }),
            "2 Bo Ek, 3 Ida Ek | 2 struck",
        ),
    ]);
}

#[test]
#[rustfmt::skip]
fn names_struck_through_in_an_open_document_are_told() {
    const STYLES: &str = "<style:style style:name=\"ce1\"><style:text-properties \
        style:text-line-through-style=\"solid\"/></style:style><style:style style:name=\"ce2\">\
        <style:text-properties style:text-line-through-style=\"none\"/></style:style>";
    let bo = row(&["Bo Ek", "inne", "2026-01-05"]);
    let ida = row(&["Ida Ek", "ute", "2026-02-02"]);
    let list = |rows: String| {
        let sheet = sheet("Blad1", &(row(HEADINGS) + &rows));
        ods(&(STYLES.to_owned() + &sheet))
    };
    let struck = "table:table-cell table:style-name=\"ce1\"";
    let first = |row: &str| row.replacen("table:table-cell", struck, 1);
    let of_row = bo.replacen("table:table-row", "table:table-row table:default-cell-style-name=\"ce1\"", 1);
    let own = of_row.replacen("table:table-cell", "table:table-cell table:style-name=\"ce2\"", 1);
    let span = |text: &str| bo.replace("Bo Ek", text);
    let whole = span("<text:span text:style-name=\"ce1\">Bo</text:span> <text:span text:style-name=\"ce1\">Ek</text:span>");
    let part = span("Bo <text:span text:style-name=\"ce1\">Ek</text:span>");
    let column = "<table:table-column table:default-cell-style-name=\"ce1\"/>".to_owned();
    let group = bo.replace("table:table-cell office:value-type=\"string\"><text:p>inne", &format!("{struck} office:value-type=\"string\"><text:p>inne"));
    let both = "2 Bo Ek, 3 Ida Ek";
    let told = format!("{both} | 2 struck");
    holds(&[
        ("a name", list(first(&bo) + &ida), &told),
        ("a row", list(of_row + &ida), &told),
        ("a row, but not its name", list(own + &ida), both),
        ("all parts of a name", list(whole + &ida), &told),
        ("a part of a name", list(part + &ida), both),
        ("a group", list(group + &ida), both),
        ("the column of the names", ods(&(STYLES.to_owned() + &sheet("Blad1", &(column + &row(HEADINGS) + &bo + &ida)))), &format!("{told} | 3 struck")),
    ]);
}

#[test]
fn a_sheet_that_is_called_as_a_group_holds_that_group() {
    let start = |name: &str| row(&[name, "2026-01-05"]);
    let people = row(&["Namn", "Start"]) + &start("Bo Ek");
    holds(&[
        ("a group", ods(&sheet("Utegruppen", &people)), "2 Bo Ek"),
        ("any name", ods(&sheet("Blad1", &people)), "! Missing"),
    ]);
}
