//! Numbers that are names of something, such as a telephone's, after a spreadsheet took them for amounts.

use super::is_hyphen;

/// The digits of `701234567.0`, `701 234 567` and `701.234.567`; `None` where the text is written in another way, or
/// begins with a zero, which no amount does.
pub fn amount_as_digits(text: &str) -> Option<String> {
    let text = text.trim();
    let whole = [".0", ",0", ".00", ",00"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text);
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_short = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | '\'' | '\u{2019}');
    let separator = whole.chars().find(|c| !c.is_ascii_digit());
    if whole.starts_with('0') && whole == text {
        return None;
    }
    match separator {
        None => (whole != text && is_digits(whole)).then(|| whole.to_owned()),
        Some(c) if is_short(c) => {
            let mut parts = whole.split(c);
            let first = parts
                .next()
                .filter(|first| first.len() <= 3 && is_digits(first));
            let by_thousands = parts.all(|part| part.len() == 3 && is_digits(part));
            (first.is_some() && by_thousands && !whole.starts_with('0'))
                .then(|| whole.replace(c, ""))
        }
        Some(_) => None,
    }
}

/// A telephone number as a list, a form and the command line take it: without what makes an amount of it, and with the
/// zero or the plus that a spreadsheet takes from the beginning of a number. A mobile number is ten digits from 07 on, or
/// eleven from +467 on. `None` where a spreadsheet wrote it short.
pub fn phone_number(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['\'', ' ']);
    if is_shortened(text) {
        return None;
    }
    let number = amount_as_digits(text).unwrap_or_else(|| text.to_owned());
    let is_between = |c: char| is_hyphen(c) || c == ' ';
    let digits = number.replace(is_between, "");
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    Some(match (digits.len(), all_digits) {
        (9, true) if digits.starts_with('7') => format!("0{number}"),
        (11, true) if digits.starts_with("467") => format!("+{number}"),
        _ => number,
    })
}

/// A telephone number as it is dialled within the country, digits alone: `0701234567` of `+46 (0)70-123 45 67`. One of
/// another country keeps its country's digits.
pub fn dialled(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_bare = digits.len() == 11 && digits.starts_with("467");
    let (is_whole, digits) = match digits.strip_prefix("00") {
        Some(rest) => (true, rest.to_owned()),
        None => (is_bare || text.trim_start().starts_with('+'), digits),
    };
    match digits.strip_prefix("46").filter(|_| is_whole) {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => digits,
    }
}

/// Whether it is a number that a spreadsheet wrote short, `7,01235E+08`: its last digits are lost.
pub fn is_shortened(text: &str) -> bool {
    let text = text.trim();
    let Some((number, power)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.strip_prefix(['-', '\u{2212}']).unwrap_or(number);
    let (whole, decimals) = number.split_once([',', '.']).unwrap_or((number, "0"));
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    is_digits(whole) && is_digits(decimals) && is_digits(power)
}
