//! tolv: attendance and the twelve-month threshold for a labour-market unit, in the terminal.
//!
//! ```text
//!  tolv   AMI Exempelby       sön 22 nov 2026 · v 47       anna · utegruppen   screens/board/paint.rs
//!  må16  ti17  on18  to19  fr20 (lö21)[sö22]                                   screens/board/layout.rs
//! ╭ Innegruppen ─────── 3 av 4 ╮╭ Utegruppen ──────── 2 av 4 ╮╭ Lena ──────╮
//! │ Köket                      ││ Parken                     ││ Utegruppen │  domain/register.rs
//! │  Karin A.  n Närvarande    ││▸ Lena B.   n Närvarande   ▲││ sedan 2025 │  domain/facts/attendance.rs (the codes)
//! │  Åsa Öberg s Sjuk          ││  Måns D.   ·               ││ ████▊░ 37 d│  domain/reckon/threshold.rs (the clock)
//! ╰────────────────────────────╯╰────────────────────────────╯╰────────────╯
//!  ▲ 1 nära   ■ 1 över   · 3 omarkerade                     sparat 08:14:07   screens/chrome.rs
//!  n närvarande  s sjuk  a övriga här  u ångra  ? hjälp                       keys/hints.rs, action.rs
//! ```
//!
//! One path: **key → action → effect → command → decide → commit → apply → draw**
//!
//! ```text
//! terminal ─ key ─▶ keys ─ Action ─▶ screens: act() ─ Effect ─▶ app ─ Order ─▶ desk ─ Command ─▶ store.commit()
//!    ▲                                                                                            │ one redb transaction:
//!    │                                                                          decide::decide() ◀┤ others' entries applied,
//!    └── draw ◀── app ◀── Register.apply(LogEntry) ◀───────────────────────────────────────────────┘ decided, state + log
//! ```
//!
//! Words: a **command** is what a person asks for; **decide** says which **changes** follow, or a **refusal**; a change is
//! a fact; the **register** is everything in memory; the **store** is the only door to the file; the **log** keeps each
//! command's changes and is what undo, the other sessions and the audit read. `run` and `cli` are where store, clock and
//! screen meet; `tests/all/borders.rs` holds who may know whom, rooms and the storeys of `domain`.
//!
//! Words for words: a **text** is said to people, as it stands (`Text` in both languages, `text()` in one); a **name** is
//! what something is called, in one or two words, a **title** what stands above it; a **slug** is its stable name for files
//! and the command line; **told** says what happened or was asked, **why** where a figure or a day comes from; a **line** is
//! one row of the screen or of a file.
//!
//! To add a … go to …, and the compiler or a test names what is missing:
//!
//! * **action**: a row in `action.rs`, its keys in `keymaps/default.toml` (and `vim`, `phone`), and `act()` of a screen.
//! * **code**: a row of the table in `domain/facts/attendance.rs`.
//! * **command**: a variant in `domain/decide/command.rs` with its row of `What` (`domain/facts/change.rs`), an arm in
//!   `domain/decide/deciding.rs`, and who asks for it: a screen and `cli.rs`.
//! * **refusal**: a variant and its sentence in `domain/decide/refusal.rs`.
//! * **duty**: a `Matter` in `domain/reckon/duties.rs`, found there, said in `duties/words.rs`.
//! * **rule**: a row in `domain/rules/names.rs` and its values with their sources in `domain/rules/shipped.toml`.
//! * **setting**: a field in `domain/facts/settings.rs`, a row in `cli/settings.rs`, a field in `screens/settings.rs`, and
//!   its words in `domain/difference.rs`.
//! * **field of a person**: `domain/facts/participant.rs` (`Participant`, `Draft`), `domain/decide/enrolment.rs` and
//!   `stays.rs`, `screens/person_form`, `screens/card/lines.rs`, `cli/add.rs` and `show.rs`, `import/headings.rs` and
//!   `rows.rs`, `domain/difference.rs`.
//! * **column of a list**: a `Column` and its cell in `lists`, for a list that is told there (the quota); else its screen and
//!   its file in `cli`.
//! * **word with a stable name**: a row of its `words!`; **language**: `Lang` in `text.rs`, and the compiler goes round.
//! * **thing stored**: a schema number and a step in `store/migration.rs`, a golden in `tests/data/schema`, a version in
//!   `store/exchange.rs`.

pub mod action;
pub mod app;
pub mod cli;
pub mod config;
pub mod demo;
pub mod desk;
pub mod domain;
pub mod import;
pub mod keys;
pub mod lists;
pub mod run;
pub mod screens;
pub mod store;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod widgets;
pub mod write;
