//! Whether a record says nothing that this version would drop, or read as something else than it says.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_transcode::transcode;

use super::fault::Fault;
use crate::store::records::{from_bytes, to_bytes};

/// Refuses a record with a field that is not known, a value of another kind or one that stands for another. What an
/// older version wrote or left out is known.
pub fn check<T: Serialize + DeserializeOwned>(stored: &[u8]) -> Result<(), Fault> {
    let read = from_bytes::<T>(stored, "row");
    // Nearly always: then there is nothing in it that is not written again.
    if let Ok(record) = &read
        && to_bytes(record, "row").is_ok_and(|again| again == stored)
    {
        return Ok(());
    }
    let mut from = rmp_serde::Deserializer::from_read_ref(stored);
    let said = transcode(&mut from, serde_json::value::Serializer).map_err(|_| Fault::Row)?;
    let mut unknown: Option<Vec<String>> = None;
    let mut note = |path: serde_ignored::Path| {
        unknown.get_or_insert_with(|| path.to_string().split('.').map(str::to_owned).collect());
    };
    let from = serde_ignored::Deserializer::new(&said, &mut note);
    let record: T = serde_path_to_error::deserialize(from).map_err(|error| {
        let steps = error.path().iter().map(|step| step.to_string());
        let steps: Vec<String> = steps
            .map(|step| step.trim_matches(['[', ']']).to_owned())
            .collect();
        at(&said, &steps, true)
    })?;
    if let Some(steps) = unknown {
        return Err(at(&said, &steps, false));
    }
    let means = serde_json::to_value(&record).map_err(|_| Fault::Row)?;
    let mut steps = Vec::new();
    match differs(&said, &means, &mut steps) {
        true => Err(at(&said, &steps, true)),
        // JSON says less than the bytes do: they are of another kind all the same.
        false => read.map(drop).map_err(|_| Fault::Row),
    }
}

/// Whether something that is said is not what was understood; the steps then lead there.
fn differs(said: &Value, means: &Value, steps: &mut Vec<String>) -> bool {
    let mut within = |step: String, said: &Value, means: &Value| {
        steps.push(step);
        let differs = differs(said, means, steps);
        if !differs {
            steps.pop();
        }
        differs
    };
    match (said, means) {
        // Fields that are missing in `means` were found as unknown before.
        (Value::Object(said), Value::Object(means)) => said.iter().any(|(name, said)| {
            let means = means.get(name);
            means.is_some_and(|means| within(name.clone(), said, means))
        }),
        (Value::Array(said), Value::Array(means)) if said.len() == means.len() => {
            let mut pairs = said.iter().zip(means).enumerate();
            pairs.any(|(n, (said, means))| within(n.to_string(), said, means))
        }
        (said, means) => said != means,
    }
}

/// What stands where the steps lead.
fn at(record: &Value, steps: &[String], is_known: bool) -> Fault {
    let mut place = Vec::new();
    let mut value = record;
    for step in steps {
        let next = match value {
            Value::Object(fields) => fields.get(step),
            Value::Array(items) => step.parse().ok().and_then(|n: usize| items.get(n)),
            _ => None,
        };
        // A step into an option or a variant leads nowhere else.
        if let Some(next) = next {
            place.push(step.as_str());
            value = next;
        }
    }
    let value = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Fault::Value {
        at: Some(place.join(".")).filter(|place| !place.is_empty()),
        value,
        is_known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::facts::change::LogEntry;
    use crate::domain::facts::participant::{Arena, Participant};
    use crate::domain::facts::settings::Settings;

    /// What is said against a record in JSON, as it is stored.
    fn said<T: Serialize + DeserializeOwned>(json: &str) -> String {
        let mut stored = Vec::new();
        let mut from = serde_json::Deserializer::from_str(json);
        transcode(&mut from, &mut rmp_serde::Serializer::new(&mut stored)).expect("a record");
        match check::<T>(&stored) {
            Ok(()) => "good".to_owned(),
            Err(Fault::Value {
                at,
                value,
                is_known,
            }) => {
                let at = at.unwrap_or_default();
                format!("{at}{} {value}", if is_known { ":" } else { "?" })
            }
            Err(other) => format!("{other:?}"),
        }
    }

    #[test]
    fn what_a_record_says_beyond_what_is_understood_is_found_where_it_stands() {
        let arena = said::<Arena>;
        for (json, expected) in [
            (r#"{"id":1,"name":"Köket","group":"indoor"}"#, "good"),
            (r#"{"group":"indoor","name":"Köket","id":1}"#, "good"),
            (r#"{"id":1,"name":"Köket","group":1}"#, "group: 1"),
            (r#"{"id":1,"name":"Köket","group":"inne"}"#, "group: inne"),
            (r#"{"id":1,"name":7,"group":"indoor"}"#, "name: 7"),
            (r#"{"id":"1","name":"Köket","group":"indoor"}"#, "id: 1"),
            (r#"{"id":1,"name":"Köket","group":"indoor","x":2}"#, "x? 2"),
        ] {
            assert_eq!(arena(json), expected, "{json}");
        }
        let person = |stays: &str, rest: &str| {
            said::<Participant>(&format!(
                r#"{{"id":1,"given":"Maj","family":"Sand","stays":[{stays}]{rest}}}"#
            ))
        };
        assert_eq!(person("", ""), "good");
        assert_eq!(person("", r#","protection":"none","note":"""#), "good");
        assert_eq!(person("", r#","protection":0"#), "protection: 0");
        assert_eq!(person("", r#","phone":{}"#), "phone: {}");
        for (rest, expected) in [
            (r#""schedules":[]"#, "good"),
            (
                r#""schedules":[{"from":"2026-01-05","minutes":[1,2,3,4,5,6]}]"#,
                "stays.0.schedules.0.minutes: [1,2,3,4,5,6]",
            ),
            (
                r#""end":{"last_day":"2026-02-30","outcome":"job","note":""}"#,
                "stays.0.end.last_day: 2026-02-30",
            ),
            (r#""extra":true"#, "stays.0.extra? true"),
        ] {
            let stay = format!(r#"{{"start":"2026-01-05","placements":[],{rest}}}"#);
            assert_eq!(person(&stay, ""), expected, "{rest}");
        }
        let entry = |what: &str| {
            said::<LogEntry>(&format!(r#"{{"at":1,"by":1,"what":{what},"changes":[]}}"#))
        };
        assert_eq!(entry(r#""mark""#), "good");
        assert_eq!(entry(r#""dance""#), "what: dance");
        assert_eq!(entry("3"), "what: 3");
        let settings = said::<Settings>;
        assert_eq!(settings(r#"{"unit":"AMI"}"#), "good");
        assert_eq!(settings(r#"{"zone":"Europe/Helsinki"}"#), "good");
        assert_eq!(settings(r#"{"zone":"Mars"}"#), "zone: Mars");
        assert_eq!(settings(r#"{"rule":{"near":2.5}}"#), "rule.near: 2.5");
    }
}
