//! Personnummer and samordnummer: read, checked, shown masked.

use serde::{Deserialize, Serialize};

/// A Swedish personal identity number, twelve digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Personnummer(String);
