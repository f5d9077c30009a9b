//! The page for whoever runs the machine: the README's own, as `man 8 tolv-administration` has it.

use roff::{Roff, bold, roman};

/// All that the README says.
const README: &str = include_str!("../../../README.md");
/// What stands before the part that is this page.
const BEGIN: &str = "<!-- administration -->";

/// The page's name in its folder.
pub const NAME: &str = "tolv-administration.8";

/// The page.
pub fn page() -> String {
    let (_, part) = README.split_once(BEGIN).unwrap_or_default();
    let (part, _) = part.split_once("\n## ").unwrap_or((part, ""));
    let version = concat!("tolv ", env!("CARGO_PKG_VERSION"));
    let mut page = Roff::new();
    page.control("TH", ["tolv-administration", "8", "", version]);
    page.control("SH", ["NAME"]);
    page.text([roman(
        "tolv-administration - a machine that several log in to",
    )]);
    for block in part.split("```") {
        match block.strip_prefix("text\n") {
            Some(lines) => {
                page.control("PP", []).control("nf", []);
                for line in lines.lines() {
                    page.text([bold(line)]);
                }
                page.control("fi", []);
            }
            None => prose(block, &mut page),
        }
    }
    page.render()
}

/// Headings, paragraphs, and points that begin with a word in bold.
fn prose(text: &str, page: &mut Roff) {
    for paragraph in text.split("\n\n").flat_map(|part| part.split("\n* ")) {
        let joined = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = joined.trim_start_matches("* ").replace('`', "");
        match (plain.strip_prefix("### "), plain.split_once("**")) {
            _ if plain.is_empty() => {}
            (Some(heading), _) => {
                page.control("SH", [heading.to_uppercase().as_str()]);
            }
            (None, Some(("", point))) => {
                let (name, said) = point.split_once("**").unwrap_or((point, ""));
                page.control("TP", []);
                page.text([bold(name)])
                    .text([roman(said.trim_start_matches(": "))]);
            }
            _ => {
                page.control("PP", []);
                page.text([roman(plain)]);
            }
        }
    }
}
