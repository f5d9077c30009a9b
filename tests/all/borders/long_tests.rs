//! Which functions of the tests are longer than a screen: tables, and those that are still to be parted.

use std::path::Path;

use super::{LONG_FUNCTION, functions_of, read, root, sources};

/// Tables of cases, each held against the same few lines, or a world that is built row by row.
const TABLES: &[&str] = &[
    "all/absences.rs: days_of_absence_up_to_today_move_the_marks_only_where_the_setting_says_so",
    "all/absences.rs: the_clock_counts_from_the_first_decision_where_the_setting_says_so",
    "all/cli/languages.rs: every_command_speaks_both",
    "all/cli/languages.rs: the_first_that_says_a_language_decides",
    "all/cli/safety.rs: what_is_typed_is_never_echoed_raw",
    "all/disk.rs: every_kind",
    "all/exchange.rs: an_export_that_was_changed_or_cut_between_rows_is_refused",
    "all/exchange.rs: what_is_no_whole_export_is_refused_and_leaves_nothing",
    "all/forms/cases.rs: cases",
    "all/import.rs: hours_in_every_way_of_telling_them",
    "all/import.rs: people",
    "all/onward/decisions.rs: each_refusal_lands_at_its_field",
    "all/outcomes.rs: an_outcome_is_held_to_what_can_have_come_of_a_stay",
    "all/outcomes.rs: unit",
    "all/pty/jail.rs: a_key_opens_what_its_user_may_and_nothing_else",
    "all/reading.rs: dates_in_every_way_they_are_typed",
    "all/rights.rs: commands",
    "all/rules_dated.rs: what_no_rule_can_be_is_refused",
    "all/schema.rs: a_register_of_this_schema",
    "all/store.rs: a_chain_with_an_entry_changed_removed_or_swapped_is_not_whole",
    "all/subsidy/duties.rs: af_has_three_working_days_to_make_contact",
    "all/subsidy/limits.rs: the_total_is_counted_in_days_however_it_is_split",
    "all/terminal/input.rs: table",
    "all/terminal/input.rs: what_comes_late_of_a_paste_is_pasted_and_no_key",
    "all/terminal/input.rs: what_comes_late_of_an_answer_is_no_key",
    "all/threshold.rs: a_change_of_arena_restarts_the_clock_only_where_the_rule_says_so",
    "all/threshold.rs: an_earlier_stay_counts_where_the_gap_is_under_six_months",
];
/// What is longer and is to be parted; nothing may be added, and what is shorter by now leaves the list.
const TO_PART: &[&str] = &[
    "all/backup/faults.rs: a_disk_that_is_full_or_becomes_so_gets_nothing",
    "all/check.rs: what_was_changed_behind_the_logs_back_is_found",
    "all/cli/remedies.rs: each_remedy_that_is_named_works",
    "all/demo.rs: commands",
    "all/outcomes.rs: the_figures_are_those_of_a_plain_count",
    "all/pty/disks.rs: a_full_disk_refuses_marks_until_there_is_room",
    "all/schema.rs: told",
    "all/sessions.rs: three_sessions_write_at_once_and_one_is_killed",
    "all/terminal/pty.rs: child",
    "faults/failing.rs: fail",
    "faults/flips.rs: flips",
    "faults/stops.rs: one",
];

#[test]
fn no_test_is_over_a_screen_that_is_no_table() {
    let tests = root().join("tests");
    let mut files = Vec::new();
    sources(&tests, &mut files);
    let mut found: Vec<String> = files.iter().flat_map(|file| long(file, &tests)).collect();
    found.sort();
    let mut named = [TABLES, TO_PART].concat();
    named.sort_unstable();
    assert_eq!(found, named);
}

/// The long functions of a file, each after the file's path below `tests`.
fn long(file: &Path, tests: &Path) -> Vec<String> {
    let below = file.strip_prefix(tests).expect("a file of tests").display();
    let functions = functions_of(&read(file)).into_iter();
    let long = functions.filter(|(_, lines)| *lines > LONG_FUNCTION);
    long.map(|(name, _)| format!("{below}: {name}")).collect()
}
