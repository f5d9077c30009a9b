//! The only room that talks to the terminal; it knows nothing of the work.
//!
//! ```text
//! bytes in ─▶ decode ─▶ inbox ─ Event ─▶ (the loop) ─ frame ─▶ backend ─▶ bytes out
//!                         ▲                                       ▲
//!            signals, news of the file            session: what the terminal is put in, and out of
//! ```

pub mod backend;
pub mod decode;
pub mod inbox;
pub mod session;
mod watch;

pub use backend::Thrifty;
pub use inbox::{Burst, Event, Inbox, Waker};
pub use session::Session;
