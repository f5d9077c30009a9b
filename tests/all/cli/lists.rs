//! Every list in its three forms: text, JSON and CSV.

use super::{Home, words};

/// Each command that answers with a list, what its text begins with in English, and how many fields a row of its CSV has.
const LISTS: &[(&[&str], &str, usize)] = &[
    (&["list"], "Participants", 9),
    (&["list", "--all", "--group", "indoor"], "Participants", 9),
    (&["find", "e"], "Participants", 9),
    (&["day"], "Attendance", 8),
    (&["threshold", "--within", "999"], "Twelve months", 11),
    (&["duties", "--all", "--within", "400"], "Duties", 9),
    (&["quota"], "Wage subsidies via AMI", 6),
    (&["decision", "list"], "Support to follow up", 6),
    (&["decision", "list", "3"], "Decisions for", 11),
    (&["rules", "--history"], "Rules today", 7),
    (&["log", "--limit", "40"], "Log", 7),
    (&["outcome"], "Outcomes", 0),
    (&["absence", "3"], "Long absence of", 2),
    (&["calendar"], "", 0),
    (&["arena"], "Arenas", 4),
];

fn lived_in() -> Home {
    let home = Home::with_people();
    for line in [
        "decision add 1 --form employment --from 2025-06-02 --decided-on 2025-05-20 --level 60 --until 2027-06-01",
        "decision add 3 --form development --from 2026-06-02 --decided-on 2026-05-20 --level 60 --until 2026-12-15",
        "absence 3 --from 2026-03-02 --until 2026-04-30",
        "mark 3 n --note =1+1",
        "end 4 --on 2026-11-20 --outcome studies",
    ] {
        home.run(&words(line)).ok();
    }
    home
}

fn records(csv: &str) -> Vec<Vec<String>> {
    let csv = csv.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_reader(csv.as_bytes());
    let records = reader
        .records()
        .map(|record| record.expect("rows of one length"));
    records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn every_list_is_text_json_and_csv() {
    let home = lived_in();
    for (command, begins, fields) in LISTS {
        let text = home.run(command).ok().out;
        assert!(text.starts_with(begins), "{command:?}: {text}");
        home.json(command);
        let csv = home.run(&[command, &["--csv"][..]].concat()).ok().out;
        let records = records(&csv);
        assert!(records.len() > 1, "{command:?}: {csv}");
        let width = records[0].len();
        assert!(
            *fields == 0 || width == *fields,
            "{command:?}: {width} in {csv}"
        );
        assert!(
            records[0].iter().all(|name| !name.is_empty()),
            "{command:?}: {csv}"
        );
        let both = [command, &["--csv", "--json"][..]].concat();
        assert_eq!(home.run(&both).code, 2, "{command:?}");
    }
}

#[test]
fn no_cell_of_any_list_is_a_formula() {
    let home = lived_in();
    for (command, ..) in LISTS {
        let csv = home.run(&[command, &["--csv"][..]].concat()).ok().out;
        for record in records(&csv) {
            let is_formula = |cell: &String| {
                cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err()
            };
            assert!(!record.iter().any(is_formula), "{command:?}: {record:?}");
        }
    }
}
