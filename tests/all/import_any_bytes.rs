//! Lists of any bytes, and changed lists: always an answer, and nothing in it that a terminal would obey.

use proptest::prelude::*;
use tolv::{import::read, text::Lang};

use super::import::{file, today};

fn survives(bytes: &[u8]) {
    match read(bytes, today(), &mut |_| {}) {
        Ok(sheet) => {
            let lines = bytes
                .iter()
                .filter(|b| matches!(**b, b'\n' | b'\r'))
                .count() as u64
                + 1;
            assert!(sheet.rows.iter().all(|(line, _)| *line <= lines));
            for complaint in &sheet.bad {
                assert!(complaint.line <= lines, "{complaint:?}");
                assert!(!complaint.column.contains(char::is_control));
                assert!(!complaint.reason.text(Lang::Sv).contains(char::is_control));
            }
            for (_, draft) in &sheet.rows {
                assert!(
                    !format!("{}{}{}", draft.given, draft.family, draft.note)
                        .contains(char::is_control)
                );
                assert!(draft.end.is_none_or(|end| draft.start <= end));
            }
        }
        Err(fault) => assert!(!fault.text(Lang::En).contains(char::is_control)),
    }
}

/// A change in a file: at a place (in thousandths of its length) some bytes are taken out and others put in.
fn changes() -> impl Strategy<Value = Vec<(usize, usize, Vec<u8>)>> {
    let telling = prop::sample::select(vec![
        "\"",
        ";",
        ",",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "\0",
        "\u{feff}",
        "å",
        "\u{202e}",
        "\x1b[2J",
        "=\"",
        "99999999999",
        "-",
        ":",
        "45992",
        "\u{a0}",
        "T1:",
        "60",
        "8,",
        "\u{200d}",
    ]);
    let bytes = prop_oneof![
        telling.prop_map(|text| text.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec((0_usize..1_000, 0_usize..6, bytes), 1..8)
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        survives(&bytes);
        survives(&[b"Namn;Grupp;Start;Timmar;Dagar;Pnr;Slut\n", bytes.as_slice()].concat());
    }

    #[test]
    fn any_cells_are_answered(cells in prop::collection::vec("[^;\"]{0,12}", 7)) {
        survives(format!("Namn;Grupp;Start;Timmar;Dagar;Pnr;Slut\n{}", cells.join(";")).as_bytes());
    }

    #[test]
    fn a_changed_list_is_answered(
        name in prop::sample::select(vec!["utf8-semicolon.csv", "utf16-tab.txt", "windows-1252-tab.txt",
            "two-name-columns.csv", "excel-dates.csv", "bad.csv"]),
        changes in changes(),
    ) {
        let mut bytes = file(name);
        for (place, taken, put) in changes {
            let at = bytes.len() * place / 1_000;
            let end = (at + taken).min(bytes.len());
            bytes.splice(at..end, put);
        }
        survives(&bytes);
    }
}
