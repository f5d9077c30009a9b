//! JSON that a terminal can be shown.

use std::fmt::Write as _;

use serde::Serialize;

use crate::domain::plain::shown;

/// JSON in which the characters that a terminal would obey, or nobody can see, are written as `\u` escapes: the data
/// is whole, the terminal safe.
pub fn data(data: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(data)
        .expect("rows have text keys and no number that JSON cannot hold");
    let mut safe = String::with_capacity(json.len() + 1);
    let mut bytes = [0; 4];
    for c in json.chars() {
        let as_text = &*c.encode_utf8(&mut bytes);
        if c == '\n' || shown(as_text) == *as_text {
            safe.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(safe, "\\u{unit:04x}");
        }
    }
    safe.push('\n');
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_the_data_and_spares_the_terminal() {
        let text = "a\u{1b}[31m\u{9b}b\u{202e}c\n\t\u{7f}\u{e0041}åäö 👩‍🌾";
        let json = data(&text);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        assert!(json.trim_end().chars().all(|c| !c.is_control()));
        assert!(!json.contains(['\u{202e}', '\u{e0041}']));
        assert!(json.contains("åäö 👩‍🌾"));
    }
}
