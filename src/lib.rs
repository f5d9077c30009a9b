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
//! * **action**: a row in `action.rs`, its keys in `keymaps/default.toml` (in `vim` and `phone` where those letters are
//!   taken there), its row in README, and `act()` of a screen, or of `app.rs` where it means the same everywhere; in
//!   `app/burst.rs` where it opens or closes one. `tests/all/pressed.rs` presses each.
//! * **code**: a row of the table in `domain/facts/attendance.rs`.
//! * **command**: a variant in `domain/decide/command.rs` with its row of `What` (`domain/facts/change/what.rs`), an arm in
//!   `domain/decide/deciding.rs`, who asks for it (a screen, and a file in `cli` with its line in `cli.rs`), and its row in
//!   `commands.rs`. Undo takes it back fact by fact (`domain/decide/taking_back.rs`); what stands says why beside `What`.
//! * **right**: a row of the table in `domain/decide/rights/table.rs` and, in `rights.rs`, what asks for it; what an action
//!   asks for follows from its command in `commands.rs`, a word of the command line has it in `cli/allowed.rs`, which says
//!   too whether a session over SSH may. A list takes people from `Register::shown`. **Role**: a row of its `words!`.
//! * **argument** of the command line: a field with its help in both languages, English first, then Swedish; one that
//!   several commands take is told in `cli/shared.rs`.
//! * **refusal**: a row in `domain/decide/refusal.rs`. **Sentence** of any kind (warning, finding, fault): a row of its
//!   `sentences!`; a type that stands in one for the first time: a row of a `told!` beside it. Text from elsewhere is made
//!   safe to show by that. A sentence below `cli` says a remedy in plain words; what the command line calls the means is
//!   a row in `cli/means.rs`.
//! * **duty**: a `Matter` in `domain/reckon/duties.rs`, found there, said in `duties/words.rs`.
//! * **rule**: a row in `domain/rules/names.rs` and its values with their sources in `domain/rules/shipped.toml`.
//! * **setting**: a field with its default in `domain/facts/settings.rs`, and its row in `settings/table.rs`.
//! * **field of a person**: a field of `Participant` in `domain/facts/participant.rs`, its row in `domain/facts/details.rs`,
//!   its place on the form in `screens/person_form/fields.rs`, and what its value is called in `cli/swedish/words.rs`.
//! * **fact that undo sets back** by itself: a row of `Fact` in `domain/decide/taking_back/fact.rs`, taken apart and put
//!   together beside it.
//! * **fact that an imported list tells** beside the fields: a `Fact` in `domain/facts/decided.rs`, by which what somebody
//!   has decided since stands, and its part of a row in `domain/decide/enrolment/list.rs`.
//! * **column of a list**: a row of its `columns!` in `lists`: name, width, from which screen on, and its cell; screen,
//!   text and CSV have it.
//! * **form of a day, of hours or weekdays** that people or programs write: `domain/reading`, which forms, options and
//!   lists brought in share. **Word for an empty cell**, or what a spreadsheet does to one: `import/cells.rs`.
//! * **list**: a file in `lists` that is a `List` (register → rows → columns, cells, sentences, JSON); a `Shown` in
//!   `screens` opened by `listed::open`, with its keys; a file in `cli` that reads arguments and calls `Answer::list`.
//!   **Format** of lists: a file in `write`, and its option in `cli/answer.rs`.
//! * **list from elsewhere**: bytes → `import/kinds.rs` → `decode.rs` and `table.rs`, or `workbook/` → `found.rs` (where
//!   the headings are) → `headings.rs` → `rows.rs`. A **heading** is a word of `headings.rs` or of `domain/facts/details.rs`;
//!   what a sum or a foot begins with one of `below.rs`; a fault of a row a `Reason` in `complaint.rs`, of a file one in
//!   `unreadable.rs`.
//! * **word with a stable name**: a row of its `words!`; **language**: `Lang` in `text.rs`, and the compiler goes round.
//! * **thing stored**: a schema number and a step in `store/migration.rs`, a golden in `tests/data/schema`, a version in
//!   `store/exchange.rs`; its table in `store/layout.rs`.

pub mod action;
pub mod app;
pub mod cli;
pub mod commands;
pub mod config;
pub mod demo;
pub mod desk;
pub mod domain;
mod guard;
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
