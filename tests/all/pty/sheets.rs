//! A workbook with several sheets at a terminal: it is asked which of them has the list.

use rust_xlsxwriter::Workbook;

use crate::cli::Home;

/// A workbook with a list in each of these sheets, the last of which is hidden.
fn workbook(home: &Home, sheets: &[&str]) -> String {
    let mut book = Workbook::new();
    for (at, name) in sheets.iter().enumerate() {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        sheet.set_hidden(at + 1 == sheets.len());
        for (row, cells) in [["Namn", "Grupp", "Start"], [name, "inne", "2026-01-05"]]
            .iter()
            .enumerate()
        {
            let row = u32::try_from(row).unwrap();
            for (column, cell) in (0..).zip(cells) {
                sheet.write(row, column, *cell).unwrap();
            }
        }
    }
    home.file("list.xlsx", book.save_to_buffer().unwrap())
}

#[test]
fn which_sheet_has_the_list_is_asked_by_its_name_or_number_and_hidden_ones_are_not_offered() {
    let home = Home::new();
    let list = workbook(&home, &["Aktiva", "Slutade", "Val"]);
    for (answers, code) in [("q", 1), ("9 Enter x Enter s l u t a d e", 0), ("2", 0)] {
        let mut pty = home.screen((100, 24), &["import", &list]);
        pty.wait_for("1  Aktiva");
        pty.wait_for("2  Slutade");
        pty.wait_for("Which sheet has the list? Its name or number, 1–2, or q to cancel:");
        assert!(!pty.screen().contents().contains("Val"));
        pty.keys(&format!("{answers} Enter"));
        assert_eq!(pty.exit(), code, "{}", pty.screen().contents());
        assert_eq!(home.register().exists(), code == 0);
    }
    let people = home.json(&["list"]);
    assert!(people.to_string().contains("Slutade"), "{people}");
}
