//! From a key pressed to an action: keys as text, the keymap and its overlays, and the words made from them.
//!
//! ```text
//! keymaps/*.toml ─ overlay ─▶ Keymap ─ resolve(scope, key) ─▶ Action
//!                                   └─ hints, help ─▶ bottom line, help screen, palette, `tolv keys`
//! ```

mod clash;
mod complaint;
mod help;
mod hints;
mod key;
mod keymap;
mod overlay;
pub(crate) mod salvage;

pub use complaint::{Complaint, Complaints, Place, Problem};
pub use help::{Entry, HelpRow, KeyRow, entries, help_rows, help_text, key_rows};
pub use hints::{HINT_GAP, hint_line, hint_width};
pub use key::{Key, Keys};
pub use keymap::{Bound, Keymap, Pending, Resolved, SHIPPED};
