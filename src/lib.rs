//! tolv: attendance and the twelve-month threshold for a labour-market unit, in the terminal.
//!
//! ```text
//!  tolv   AMI Exempelby       sön 22 nov 2026 · v 47       anna · utegruppen   screens/board/paint.rs
//!  må16  ti17  on18  to19  fr20 (lö21)[sö22]                                   screens/board/layout.rs
//! ╭ Innegruppen ─────── 3 av 4 ╮╭ Utegruppen ──────── 2 av 4 ╮╭ Lena ──────╮
//! │ Köket                      ││ Parken                     ││ Utegruppen │  domain/register.rs
//! │  Karin A.  n Närvarande    ││▸ Lena B.   n Närvarande   ▲││ sedan 2025 │  domain/attendance.rs (the codes)
//! │  Åsa Öberg s Sjuk          ││  Måns D.   ·               ││ ████▊░ 37 d│  domain/threshold.rs (the clock)
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
//!    │                                                                          domain::decide() ◀┤ others' entries applied,
//!    └── draw ◀── app ◀── Register.apply(LogEntry) ◀───────────────────────────────────────────────┘ decided, state + log
//! ```
//!
//! Words: a **command** is what a person asks for; **decide** says which **changes** follow, or a **refusal**; a change is
//! a fact; the **register** is everything in memory; the **store** is the only door to the file; the **log** keeps each
//! command's changes and is what undo, the other sessions and the audit read. `run` and `cli` are where store, clock and
//! screen meet; `tests/all/borders.rs` holds who may know whom.

pub mod action;
pub mod app;
pub mod cli;
pub mod config;
pub mod demo;
pub mod desk;
pub mod domain;
pub mod import;
pub mod keys;
pub mod run;
pub mod screens;
pub mod store;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod widgets;
