//! One row of an export as a line of JSON, and the values that JSON has no form of its own for.

use std::fmt::{self, Write as _};
use std::io;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::ser::Formatter;
use serde_transcode::transcode;

use crate::domain::calendar::{day_from_number, day_number};
use crate::domain::plain::shown;

/// An object under way, field by field.
#[derive(Default)]
pub struct Line {
    text: Vec<u8>,
    is_ended: bool,
    /// A record as JSON, and as what it is read back into; kept from row to row.
    json: Vec<u8>,
    again: Vec<u8>,
}

impl Line {
    /// Adds a field.
    pub fn field(&mut self, name: &str, value: &impl Serialize) {
        self.name(name);
        let began = self.text.len();
        if value.serialize(&mut harmless(&mut self.text)).is_err() {
            // No row has a value that JSON cannot hold.
            self.text.truncate(began);
            self.text.extend(b"null");
        }
    }

    /// Adds MessagePack as `record`, or as `bytes` where the record would not give back the same.
    pub fn record(&mut self, stored: &[u8]) {
        self.json.clear();
        let mut from = rmp_serde::Deserializer::from_read_ref(stored);
        let is_json = transcode(&mut from, &mut harmless(&mut self.json)).is_ok();
        if is_json && Record::read_into(&self.json, &mut self.again) && self.again == stored {
            self.name("record");
            self.text.append(&mut self.json);
        } else {
            self.bytes(stored);
        }
    }

    /// Adds bytes that are no record.
    pub fn bytes(&mut self, stored: &[u8]) {
        self.field("bytes", &Hex(stored.to_vec()));
    }

    /// Adds a list of objects.
    pub fn list<T>(
        &mut self,
        name: &str,
        items: impl IntoIterator<Item = T>,
        each: impl Fn(T, &mut Line),
    ) {
        self.name(name);
        let mut inner = Line::default();
        for (n, item) in items.into_iter().enumerate() {
            self.text.push(if n == 0 { b'[' } else { b',' });
            each(item, &mut inner);
            self.text.extend(inner.ended());
        }
        self.text
            .extend(if inner.is_ended { "]" } else { "[]" }.bytes());
    }

    /// The whole object; the next field begins another.
    pub fn ended(&mut self) -> &[u8] {
        self.text.push(b'}');
        self.is_ended = true;
        &self.text
    }

    fn name(&mut self, name: &str) {
        if self.is_ended || self.text.is_empty() {
            self.text.clear();
            self.is_ended = false;
            self.text.push(b'{');
        } else {
            self.text.push(b',');
        }
        self.text.push(b'"');
        self.text.extend(name.as_bytes());
        self.text.extend(b"\":");
    }
}

fn harmless(out: &mut Vec<u8>) -> serde_json::Serializer<&mut Vec<u8>, Harmless> {
    serde_json::Serializer::with_formatter(out, Harmless)
}

/// Compact JSON in which characters that a terminal would obey, or nobody can see, are `\u` escapes: the data is
/// whole, and an export may be looked at.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if fragment.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut as_text = [0; 4];
        for c in fragment.chars() {
            let one = &*c.encode_utf8(&mut as_text);
            if shown(one) == one {
                writer.write_all(one.as_bytes())?;
                continue;
            }
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
        }
        Ok(())
    }
}

/// A record read from JSON, as the MessagePack that is stored.
pub struct Record(pub Vec<u8>);

impl Record {
    /// Reads JSON into MessagePack; whether it could be.
    fn read_into(json: &[u8], stored: &mut Vec<u8>) -> bool {
        stored.clear();
        let mut from = serde_json::Deserializer::from_slice(json);
        transcode(&mut from, &mut rmp_serde::Serializer::new(stored)).is_ok()
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Record, D::Error> {
        let mut stored = Vec::new();
        transcode(from, &mut rmp_serde::Serializer::new(&mut stored)).map_err(D::Error::custom)?;
        Ok(Record(stored))
    }
}

/// A day as `2026-11-20`; one outside the years of four digits as the number that is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub i32);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let text = day_from_number(self.0).map(|day| day.to_string());
        match text.filter(|text| text.len() == "2026-11-20".len()) {
            Some(text) => to.serialize_str(&text),
            None => to.serialize_i32(self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
        struct DayOrNumber;
        impl Visitor<'_> for DayOrNumber {
            type Value = Day;

            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("a day")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Day, E> {
                let day = text.parse().map(|day| Day(day_number(day)));
                day.map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Day, E> {
                let day = i32::try_from(number).map(Day);
                day.map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Day, E> {
                let day = i32::try_from(number).map(Day);
                day.map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
            }
        }
        from.deserialize_any(DayOrNumber)
    }
}

/// Bytes in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hex(pub Vec<u8>);

impl Serialize for Hex {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut text = String::with_capacity(2 * self.0.len());
        for byte in &self.0 {
            let _ = write!(text, "{byte:02x}");
        }
        to.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Hex, D::Error> {
        let text = String::deserialize(from)?;
        let digits: Option<Vec<u8>> = text.chars().map(digit).collect();
        let digits = digits.filter(|digits| digits.len() % 2 == 0);
        let digits = digits.ok_or_else(|| D::Error::custom("not hexadecimal"))?;
        let pairs = digits.chunks_exact(2);
        Ok(Hex(pairs.map(|pair| 16 * pair[0] + pair[1]).collect()))
    }
}

fn digit(c: char) -> Option<u8> {
    u8::try_from(c.to_digit(16)?).ok()
}
