//! What every form does when it is saved at once, when something that it needs is missing, and when a colleague changes
//! underneath what it is about.

use crossterm::event::{KeyCode, KeyModifiers};
use tolv::domain::facts::change::What;
use tolv::domain::facts::decision::{DecisionId, Ending};

use super::cases::{cases, decided, karin, marked, note_of, planned};
use super::opened::Opened;
use super::*;

/// Forms that nobody can change anything under, and a mark that is there already.
fn others() -> Vec<(Vec<Command>, Opening, &'static str)> {
    let small = || small(Lang::Sv).before;
    let mark = marked(Code::Sick);
    let note = Opening::Note {
        who: KARIN,
        day: monday(),
        code: None,
    };
    vec![
        (small(), Opening::AddPerson, "Förnamn"),
        (small(), Opening::GoToDate { from: monday() }, "Datum"),
        (small(), note.clone(), "Kod"),
        ([small().as_slice(), &[mark]].concat(), note, ""),
    ]
}

fn fill(form: &mut Opened, typed: &[(&str, &str)]) {
    for (label, text) in typed {
        form.write(label, text);
    }
}

const NOTHING: &str = "Inget är ändrat i formuläret, så det finns inget att spara.";

/// Whether an untouched form that was asked to save has done nothing and said why: at the field, or in a sentence.
fn stays_and_says(form: &mut Opened, before: &str, context: &str) {
    assert_eq!(form.facts(), before, "{context}");
    assert!(form.done.is_empty(), "{context}: {:?}", form.done);
    assert_eq!(form.open(), 1, "{context}");
    let told = form.screen().contains("! ") || form.said.iter().any(|said| said.contains(NOTHING));
    let (said, screen) = (form.said.clone(), form.screen());
    assert!(told, "{context}: {said:?}\n{screen}");
}

#[test]
fn an_untouched_form_is_not_saved_and_says_why() {
    let forms = cases().into_iter().map(|case| (case.before, case.opening));
    for (before, opening) in forms {
        let mut form = Opened::new(&before, &[], opening);
        let facts = form.facts();
        form.act(Action::Save);
        stays_and_says(&mut form, &facts, "Enter at once");
        // On a phone, where Enter goes on: from the last field it is the same.
        let mut form = Opened::new(&before, &["phone"], opening);
        for _ in 0..20 {
            form.act(Action::NextField);
        }
        stays_and_says(&mut form, &facts, "Enter all the way");
    }
    for (before, opening, at) in others() {
        let mut form = Opened::new(&before, &[], |_| opening.clone());
        let facts = form.facts();
        form.act(Action::Save);
        stays_and_says(&mut form, &facts, at);
        assert!(at.is_empty() || form.is_at(at), "{at}\n{}", form.screen());
    }
}

#[test]
fn what_a_form_cannot_be_without_is_where_saving_it_goes() {
    for case in cases() {
        for missing in case.required {
            let mut form = Opened::new(&case.before, &[], case.opening);
            let facts = form.facts();
            let there = case.typed.iter().filter(|(label, _)| label != missing);
            fill(&mut form, &there.copied().collect::<Vec<_>>());
            // What is chosen among words begins with none of them.
            let is_chosen = case
                .typed
                .iter()
                .any(|(label, text)| label == missing && text.starts_with('>'));
            if !is_chosen {
                form.write(missing, "");
            }
            form.act(Action::Save);
            assert!(form.is_at(missing), "{missing}\n{}", form.screen());
            assert!(form.screen().contains("! "), "{missing}\n{}", form.screen());
            assert_eq!(form.facts(), facts, "{missing}");
        }
        // With all of it there, it is saved.
        let mut form = Opened::new(&case.before, &[], case.opening);
        fill(&mut form, case.typed);
        form.act(Action::Save);
        assert_eq!(form.open(), 0, "{:?}\n{}", case.what, form.words());
        let done: Vec<What> = form.done.iter().map(Command::what).collect();
        assert_eq!(done, [case.what]);
    }
    let mut form = Opened::new(&[], &[], |_| Opening::AddPerson);
    for (label, text) in [("Förnamn", "Bo"), ("Efternamn", "-")] {
        form.act(Action::Save);
        assert!(form.is_at(label), "{label}\n{}", form.screen());
        form.write(label, text);
    }
    form.act(Action::Save);
    assert_eq!(form.open(), 0);
    assert_eq!(form.register.people[&KARIN].full_name(), "Bo");
}

#[test]
fn what_a_colleague_changes_under_a_form_is_shown_and_asked_about() {
    for case in cases() {
        let what = case.what;
        let mut form = Opened::new(&case.before, &[], case.opening);
        fill(&mut form, case.typed);
        form.colleague(&case.theirs).hear();
        let words = form.words();
        assert!(
            words.contains("berit har ändrat det här"),
            "{what:?}\n{words}"
        );
        assert!(words.contains(case.told), "{what:?}\n{words}");
        let theirs = form.facts();
        form.act(Action::Save);
        let words = form.words();
        assert!(words.contains("Spara ditt ändå?"), "{what:?}\n{words}");
        assert!(words.contains(case.told), "{what:?}\n{words}");
        form.act(Action::No);
        assert_eq!((form.open(), form.facts()), (1, theirs.clone()), "{what:?}");
        // It is asked every time, and a yes writes what the form shows.
        form.act(Action::Save).act(Action::Yes);
        assert_eq!(form.open(), 0, "{what:?}\n{:?}", form.said);
        assert!((case.is_ours)(&form.register), "{what:?}\n{}", form.facts());
        assert_ne!(form.facts(), theirs);
    }
}

#[test]
fn whoever_saves_before_hearing_of_a_change_is_asked_too() {
    for case in cases() {
        let what = case.what;
        let mut form = Opened::new(&case.before, &[], case.opening);
        fill(&mut form, case.typed);
        form.colleague(&case.theirs);
        let theirs = form.facts();
        form.act(Action::Save);
        assert_eq!(form.facts(), theirs, "{what:?}");
        let words = form.words();
        assert!(
            words.contains("berit har ändrat det här"),
            "{what:?}\n{words}"
        );
        assert!(words.contains("Spara ditt ändå?"), "{what:?}\n{words}");
        form.act(Action::No);
        assert_eq!((form.open(), form.facts()), (1, theirs), "{what:?}");
        form.act(Action::Save).act(Action::Yes);
        assert_eq!(form.open(), 0, "{what:?}\n{:?}", form.said);
        assert!((case.is_ours)(&form.register), "{what:?}\n{}", form.facts());
    }
}

#[test]
fn a_code_chosen_from_the_menu_is_asked_about_where_a_colleague_marked_meanwhile() {
    let menu = |_: &Register| Opening::Codes {
        who: KARIN,
        day: monday(),
    };
    let leave = || KeyCode::Char('l');
    for hears in [true, false] {
        let before = small(Lang::Sv).before;
        let mut form = Opened::new(&before, &[], menu);
        form.colleague(&marked(Code::Sick));
        if hears {
            form.hear();
        }
        let theirs = form.facts();
        form.press(leave(), KeyModifiers::NONE);
        let words = form.words();
        assert!(
            words.contains("omarkerad → Sjuk. Spara ditt ändå?"),
            "{words}"
        );
        form.act(Action::No);
        assert_eq!((form.open(), form.facts()), (1, theirs.clone()));
        // The same letter again asks again.
        form.press(leave(), KeyModifiers::NONE);
        assert_eq!(form.facts(), theirs);
        form.act(Action::Yes);
        assert_eq!(
            (form.open(), note_of(&form.register).code),
            (0, Code::Doctor)
        );
    }
}

#[test]
fn a_question_whose_answer_has_changed_is_asked_anew() {
    let rest = |register: &Register| Opening::Question {
        text: "Markera alla?".to_owned(),
        command: Box::new(Command::MarkRest {
            day: monday(),
            who: register.people.keys().copied().collect(),
        }),
    };
    for hears in [true, false] {
        let mut asked = Opened::new(&small(Lang::Sv).before, &[], rest);
        asked.colleague(&marked(Code::Sick));
        if hears {
            asked.hear();
            let words = asked.words();
            assert!(words.contains("En kollega har ändrat det här"), "{words}");
        }
        let theirs = asked.facts();
        asked.act(Action::Yes);
        assert_eq!((asked.open(), asked.facts()), (0, theirs));
        let said = asked.said.join(" ");
        assert!(
            said.contains("gjort") || said.contains("Inget är sparat"),
            "{said}"
        );
    }
}

#[test]
fn a_plan_that_a_colleague_changed_is_not_taken_away_by_an_old_question() {
    let before = [small(Lang::Sv).before.as_slice(), &[planned("provdag")]].concat();
    let mut form = Opened::new(&before, &[], |_| Opening::PlanOnward(KARIN));
    form.write("Gör så här", ">").act(Action::Save);
    assert!(form.words().contains("Ta bort planen"), "{}", form.words());
    form.colleague(&planned("ansökan"));
    form.act(Action::Yes);
    let plan = karin(&form.register).plan_onward(monday());
    assert_eq!(plan.map(|plan| plan.next.as_str()), Some("ansökan"));
}

#[test]
fn what_is_chosen_of_a_decision_is_the_word_and_not_its_place() {
    let before = [
        small(Lang::Sv).before,
        vec![decided("2026-03-02..2027-03-01", 60)],
    ]
    .concat();
    let end = |_: &Register| Opening::EndDecision {
        who: KARIN,
        id: DecisionId(1),
    };
    let mut form = Opened::new(&before, &[], end);
    form.write("Vad har hänt", ">>");
    // Taken back by a colleague, "holds again" has come to stand where "taken back" stood.
    form.colleague(&Command::EndDecision {
        who: KARIN,
        id: DecisionId(1),
        ending: Ending::Withdrawn,
        note: String::new(),
    });
    form.hear();
    form.act(Action::Save);
    assert!(form.is_at("Vad har hänt"), "{}", form.screen());
    assert!(!karin(&form.register).decisions[0].is_real());
}
