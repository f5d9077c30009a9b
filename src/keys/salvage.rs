//! Takes what cannot be read out of a keymap, so that one slip does not hide the others.

use std::ops::Range;

use toml::de::DeTable;

/// The text with everything unreadable turned into spaces, and where each unreadable statement began, in bytes.
///
/// A TOML parser that meets a forgotten bracket blames the lines after it. So each statement is read on its own, where
/// a statement begins at a line that looks like `name = …` or `[name]`. What stands under an unreadable heading is not
/// judged, since nobody can know where it belongs.
pub fn readable(text: &str) -> (String, Vec<usize>) {
    let mut bytes = text.as_bytes().to_vec();
    let mut unreadable = Vec::new();
    let mut heading_is_readable = true;
    for statement in statements(text) {
        let words = &text[statement.clone()];
        let reads = DeTable::parse(words).is_ok();
        if !reads && (heading_is_readable || is_heading(words)) {
            unreadable.push(statement.start);
        }
        if is_heading(words) {
            heading_is_readable = reads;
        }
        if !reads || !heading_is_readable {
            bytes[statement]
                .iter_mut()
                .filter(|byte| !matches!(byte, b'\n' | b'\r'))
                .for_each(|byte| *byte = b' ');
        }
    }
    (String::from_utf8(bytes).unwrap_or_default(), unreadable)
}

fn statements(text: &str) -> Vec<Range<usize>> {
    let mut statements: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        match statements.last_mut() {
            Some(statement) if !begins_statement(line) => statement.end = end,
            _ => statements.push(at..end),
        }
        at = end;
    }
    statements
}

fn begins_statement(line: &str) -> bool {
    let is_name =
        |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '\t' | '"' | '\'');
    let line = line.trim_start();
    let names_a_value = line
        .split_once('=')
        .is_some_and(|(name, _)| !name.is_empty() && name.chars().all(is_name));
    names_a_value || is_heading(line) || line.starts_with(char::is_alphabetic)
}

fn is_heading(statement: &str) -> bool {
    let inner = statement
        .trim_start()
        .trim_start_matches('\u{feff}')
        .strip_prefix('[');
    inner.is_some_and(|inner| {
        inner
            .trim_start_matches('[')
            .starts_with(char::is_alphabetic)
    })
}
