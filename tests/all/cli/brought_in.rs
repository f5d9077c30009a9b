//! Lists from elsewhere that are brought in: what is said of what was not taken.

use serde_json::{Value, json};

use super::Home;

/// A list of `tests/data/import`.
fn list(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/import");
    format!("{folder}/{name}")
}

#[test]
fn the_same_fault_on_many_lines_is_one_sentence_with_each_value_behind_its_lines() {
    let home = Home::new();
    let file = list("F16-list.csv");
    let run = home.run(&["--lang", "sv", "import", &file]);
    assert_eq!(run.code, 1);
    let wanted = "\
        rad 2, 7, 12, 17, 22, Start, ”2026-13-01”: Det finns ingen månad 13. Skriv till exempel 2026-11-22.\n\
        rad 3, 8, 13, 18, 23 ”okänt”, rad 5, 10, 15, 20, 25 ”2026-1”, Start: Det är inget datum. Skriv till exempel 2026-11-22.\n\
        rad 4, 9, 14, 19, 24, Start, ”31/2 2026”: Den 31 februari 2026 finns inte. Månaden har 28 dagar.\n\
        rad 6, 11, 16, 21, 26, Start: Cellen är tom men måste fyllas i.\n";
    assert!(run.err.starts_with(wanted), "{}", run.err);

    let told = home.run(&["import", &file, "--json"]).out;
    let told: Value = serde_json::from_str(&told).unwrap();
    let first = &told["rejected"][0];
    assert_eq!(
        (&first["line"], &first["column"]),
        (&json!(2), &json!("Start"))
    );
    assert_eq!(first["value"], "2026-13-01");
    assert_eq!(told["rejected"][4]["value"], Value::Null);
}

#[test]
fn a_personnummer_is_never_quoted() {
    let home = Home::new();
    let text = "Namn;Grupp;Start;Personnummer;Telefon;Slut\nBo Ek;inne;nyss;19850412-9804;070;850412-9803\n";
    let run = home.run(&["import", &home.file("lista.csv", text)]);
    assert!(
        run.err.contains("“nyss”") && run.err.contains("“******-****”"),
        "{}",
        run.err
    );
    assert!(
        !run.err.contains("9804") && !run.err.contains("9803"),
        "{}",
        run.err
    );
    let told = home.run(&["import", &home.file("lista.csv", text), "--json"]);
    assert!(
        !told.out.contains("9804") && !told.out.contains("9803"),
        "{}",
        told.out
    );
}
