//! What a source names of the crate: its `use`s, each joined to its `;` and taken out of its braces, and the paths in its
//! code. Paths begin at the crate, whatever they are written from.

use std::path::Path;

/// A path that a source names, as its parts below the crate, with the line where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub line: usize,
    pub parts: Vec<String>,
}

/// The code of a source without its comments and without its own tests; lines stay where they are.
pub fn code(text: &str) -> String {
    let own = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = own
        .lines()
        .map(|line| match line.trim_start().starts_with("//") {
            true => "",
            false => line,
        });
    lines.collect::<Vec<_>>().join("\n")
}

/// The module of a source below `src`: `domain/rules/names.rs` is `domain`, `rules`, `names`.
pub fn module(below: &Path) -> Vec<String> {
    let path = below.with_extension("");
    let parts = path
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect::<Vec<_>>();
    match parts.as_slice() {
        [one] if one == "lib" || one == "main" => Vec::new(),
        _ => parts,
    }
}

/// Every path of the crate that a module's code names.
pub fn named(code: &str, module: &[String]) -> Vec<Named> {
    let mut found = Vec::new();
    let mut rest = String::with_capacity(code.len());
    let mut left = code;
    while let Some(at) = next_use(left) {
        let (before, from) = left.split_at(at);
        rest.push_str(before);
        let (used, after) = from.split_once(';').unwrap_or((from, ""));
        let line = rest.lines().count().max(1) + usize::from(rest.ends_with('\n'));
        for path in leaves(used.trim_start_matches("use ")) {
            found.extend(absolute(&path, module).map(|parts| Named { line, parts }));
        }
        rest.extend(used.chars().filter(|c| *c == '\n'));
        left = after;
    }
    rest.push_str(left);
    for (number, line) in rest.lines().enumerate() {
        let starts = ["crate::", "tolv::", "super::"].into_iter();
        let places = starts.flat_map(|start| line.match_indices(start).map(|(at, _)| at));
        for at in places.filter(|at| begins_a_word(line, *at)) {
            let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
            let end = line[at..].find(|c| !is_path(c)).unwrap_or(line.len() - at);
            let path = line[at..at + end].trim_end_matches(':');
            let line = number + 1;
            found.extend(absolute(path, module).map(|parts| Named { line, parts }));
        }
    }
    found
}

fn begins_a_word(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
}

/// Where the next `use` stands, which begins a line but for what makes it public.
fn next_use(code: &str) -> Option<usize> {
    let places = code.match_indices("use ").map(|(at, _)| at);
    places.into_iter().find(|at| {
        let line = code[..*at].rsplit('\n').next().unwrap_or_default();
        let before = line.trim();
        before.is_empty() || before == "pub" || before.starts_with("pub(")
    })
}

/// The paths of a `use` with its braces taken apart.
fn leaves(used: &str) -> Vec<String> {
    let used = used.trim();
    let Some((start, list)) = used.split_once('{') else {
        let path = used.split(" as ").next().unwrap_or_default();
        return vec![path.split_whitespace().collect()];
    };
    let list = list.trim_end().strip_suffix('}').unwrap_or(list);
    let (mut parts, mut depth) = (vec![String::new()], 0_usize);
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("there is always one").push(c);
    }
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts
        .flat_map(|part| leaves(&format!("{}{}", start.trim(), part.trim())))
        .collect()
}

/// A path as its parts below the crate; `None` where it leads elsewhere.
fn absolute(path: &str, module: &[String]) -> Option<Vec<String>> {
    let mut parts: Vec<String> = path.split("::").map(str::to_owned).collect();
    let first = parts.first()?.as_str();
    let base = match first {
        "crate" | "tolv" => &[],
        "self" => module,
        "super" => {
            let ups = parts.iter().take_while(|part| *part == "super").count();
            parts.drain(..ups - 1);
            &module[..module.len().saturating_sub(ups)]
        }
        _ => return None,
    };
    let below = parts.drain(1..).collect::<Vec<_>>();
    Some([base, &below].concat())
}

#[test]
fn a_path_is_found_however_it_is_written() {
    let cases = [
        ("use crate::store::Store;", vec!["store::Store"]),
        ("use crate::{say, text::Lang};", vec!["say", "text::Lang"]),
        (
            "use crate::{\n    say,\n    store::{self, Store as It},\n};\nlet x = 1;",
            vec!["say", "store::self", "store::Store"],
        ),
        ("use super::super::store;", vec!["store"]),
        (
            "pub use self::names::Name;",
            vec!["domain::rules::names::Name"],
        ),
        ("pub(super) use super::plain;", vec!["domain::plain"]),
        (
            "let x = crate::domain::plain::shown(y);",
            vec!["domain::plain::shown"],
        ),
        ("    super::super::store::open()", vec!["store::open"]),
        ("use std::fs;", vec![]),
        ("// use crate::store;\nlet supercrate = 1;", vec![]),
    ];
    let module = ["domain", "rules"].map(str::to_owned);
    for (text, paths) in cases {
        let found = named(&code(text), &module);
        let found: Vec<String> = found.iter().map(|named| named.parts.join("::")).collect();
        assert_eq!(found, paths, "{text}");
    }
    let lines = named("\nuse crate::{\n  a,\n};\n\ncrate::b();", &module);
    let lines: Vec<usize> = lines.iter().map(|named| named.line).collect();
    assert_eq!(lines, [2, 6]);
}
