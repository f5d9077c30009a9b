//! Old registers beside the present one: what restores, repairs and changes of schema have kept, and nobody has removed.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;

use super::Finding;
use crate::cli::options::Options;
use crate::cli::said::named;
use crate::say;
use crate::store::kept_on;
use crate::text::Lang;

/// Looks beside the file itself, by whatever name it is given, and where it is gone too.
pub fn look(path: &Path, options: &Options) -> Option<Finding> {
    let lang = options.lang;
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let entries = fs::read_dir(real.parent()?).into_iter().flatten().flatten();
    let mut kept: Vec<_> = entries
        .filter_map(|entry| Some((kept_on(&entry.file_name(), &real)?, entry.path())))
        .collect();
    if kept.is_empty() {
        return None;
    }
    kept.sort();
    let told = kept.iter().map(|(day, path)| {
        let (file, age) = (named(path, lang), age(*day, options.today, lang));
        format!("{file} ({age})")
    });
    let files: Vec<String> = told.collect();
    let files = files.join(", ");
    Some(Finding::note(
        "kept",
        say!(lang,
            sv: "Äldre register ligger kvar bredvid: {files}.",
            en: "Older registers lie beside it still: {files}."),
        say!(lang,
            sv: "Ta bort det som inte längre behövs; vart och ett har alla personuppgifter.",
            en: "Remove what is no longer needed; each holds all the personal data."),
    ))
}

fn age(day: NaiveDate, today: NaiveDate, lang: Lang) -> String {
    match (today - day).num_days() {
        ..=0 => say!(lang, sv: "från i dag", en: "from today"),
        1 => say!(lang, sv: "1 dygn gammalt", en: "1 day old"),
        days => say!(lang, sv: "{days} dygn gammalt", en: "{days} days old"),
    }
}
