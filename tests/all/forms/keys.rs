//! What keys, taps and pastes do in every form, and the forms of a date, the settings and a question.

use super::*;

#[test]
fn leaving_is_asked_twice_only_where_something_was_typed() {
    let mut seat = desk(small(Lang::Sv));
    seat.press("p Tab Tab Esc");
    hides(&mut seat, "Ny person");
    seat.press("p x Esc");
    shows(&mut seat, "Esc igen lämnar formuläret utan att spara.");
    shows(&mut seat, "Ny person");
    // Any other key means that the form was not to be left.
    seat.press("Tab Esc");
    shows(&mut seat, "Ny person");
    seat.press("Esc");
    hides(&mut seat, "Ny person");
    // What was typed and taken away again is no change.
    seat.press("p x Backspace Esc");
    hides(&mut seat, "Ny person");
    assert_eq!(seat.desk.register().people.len(), 4);
}

#[test]
fn a_date_is_gone_to_and_told_while_it_is_typed() {
    let mut seat = desk(small(Lang::Sv));
    seat.press("g").type_in("20/1");
    shows(&mut seat, "tis 20 jan 2026");
    retype(&mut seat, "31/2");
    seat.press("Enter");
    shows(&mut seat, "! Den 31 februari 2026 finns inte.");
    retype(&mut seat, "fre");
    shows(&mut seat, "fre 20 nov 2026");
    seat.press("Enter");
    hides(&mut seat, "Gå till datum");
    shows(&mut seat, "fre 20 nov 2026 · v 47");
}

#[test]
fn settings_out_of_order_are_refused_and_their_effect_is_told_before() {
    let mut seat = desk(small(Lang::Sv));
    seat.press(", Tab Tab");
    retype(&mut seat, "13");
    seat.press("Enter");
    let told = under(&mut seat, "Nära från, mån.");
    assert!(told.contains("Gränserna måste komma i ordning"), "{told}");
    // Karin came 2026-03-02, Olle 2025-10-06, Lena 2025-12-29: by a rule of eight months all three are over.
    retype(&mut seat, "7,5");
    seat.press("Up");
    retype(&mut seat, "8");
    seat.press("Down Down");
    retype(&mut seat, "sex");
    seat.press("Enter");
    let told = under(&mut seat, "Planera från, mån.");
    assert!(
        told.contains("”sex” passar inte: ange månader, hela eller halva"),
        "{told}"
    );
    retype(&mut seat, "6");
    shows(
        &mut seat,
        "2 flaggor ändras (tolv månader). Det blir 1 färre nära, 2 fler över.",
    );
    shows(
        &mut seat,
        "Regeln: 8 mån från första dagen; planera vid 6, nära vid 7½",
    );
    // Before it is saved it is told whose: a no leaves everything as it was, and the form as it is.
    seat.press("Enter");
    shows(&mut seat, "■ Lena Bergström: nära → över");
    shows(&mut seat, "■ Karin Andersson: löper → över");
    hides(&mut seat, "Olle Berg: ");
    seat.press("n");
    shows(&mut seat, "▸ Planera från, mån.");
    assert_eq!(seat.desk.register().settings.rule.length.0, 24);
    seat.press("Enter j");
    shows(&mut seat, "Inställningarna är sparade och gäller alla.");
    let rule = &seat.desk.register().settings.rule;
    assert_eq!([rule.length.0, rule.near.0, rule.plan.0], [16, 15, 12]);
    assert!(seat.desk.register().settings.advance);
    // The last field is the first one's neighbour.
    seat.press(", Up");
    shows(&mut seat, "▸ Markera och gå vidare");
    seat.press("n Enter");
    assert!(!seat.desk.register().settings.advance);
}

#[test]
fn on_a_phone_enter_goes_on_and_saves_from_the_last_field() {
    let world = World {
        overlays: &["phone"],
        ..small(Lang::Sv)
    };
    let mut seat = desk(world);
    seat.press("e n Enter Enter");
    shows(&mut seat, "▸ Timmar");
    seat.type_in("4")
        .press("Enter")
        .type_in("bara förmiddag")
        .press("Enter");
    hides(&mut seat, "Från–till");
    let entry = mark(&seat, KARIN).expect("it is marked").entry();
    assert_eq!(
        (entry.minutes, entry.note.as_str()),
        (Some(240), "bara förmiddag")
    );
    // The hint line is tapped where there is no Esc.
    seat.press("e");
    let narrow = seat.screen(45, 20);
    let hints = narrow.lines().last().expect("a hint line");
    let at = hints[..hints.find("avbryt").expect("a way out")]
        .chars()
        .count();
    seat.desk.tap(at as u16, 19);
    assert!(!seat.screen(45, 20).contains("Från–till"));
}

#[test]
fn a_tap_on_a_field_brings_it_in_focus() {
    for (columns, rows) in [(100, 30), (45, 20)] {
        let mut seat = desk(small(Lang::Sv));
        seat.press("e n");
        let before = seat.screen(columns, rows);
        let row = before
            .lines()
            .position(|row| row.contains("  Anteckning"))
            .expect("a row");
        seat.desk.tap(6, row as u16);
        let after = seat.screen(columns, rows);
        if columns < 60 {
            assert!(after.contains("▸ Anteckning"), "{after}");
        } else {
            seat.desk.tap(30, row as u16);
            assert!(seat.screen(columns, rows).contains("▸ Anteckning"));
        }
        seat.type_in("x").press("Enter");
        assert_eq!(mark(&seat, KARIN).expect("it is marked").note(), "x");
    }
}

#[test]
fn a_paste_goes_into_the_field_as_one_line() {
    let mut seat = desk(small(Lang::Sv));
    seat.press("e n Up");
    seat.desk.paste("två\nrader\u{1b}[2J");
    seat.press("Enter");
    assert_eq!(
        mark(&seat, KARIN).expect("it is marked").note(),
        "två rader[2J"
    );
}

#[test]
fn an_arena_is_completed_from_those_of_the_group() {
    let mut seat = desk(small(Lang::Sv));
    seat.press("p").type_in("Bo").press("Tab Tab Tab");
    shows(&mut seat, "Köket, Verkstaden; tomt är hela gruppen");
    seat.type_in("ver");
    shows(&mut seat, "högerpil fyller i Verkstaden");
    seat.press("Right");
    shows(&mut seat, "finns i Innegruppen");
    seat.press("Up u Tab");
    shows(&mut seat, "ny arena i Utegruppen");
    // Leaving the field completes once, and only once.
    retype(&mut seat, "Par");
    seat.press("Tab");
    shows(&mut seat, "▸ Arena");
    shows(&mut seat, "│ Parken");
    seat.press("Backspace Backspace Backspace Tab");
    shows(&mut seat, "▸ Första dag");
}

#[test]
fn a_question_carries_its_command_out_on_yes_alone() {
    let register = Register::default();
    let keymap = Keymap::default();
    let view = View {
        register: &register,
        keymap: &keymap,
        theme: Theme {
            palette: Palette::None,
            ascii: false,
        },
        lang: Lang::Sv,
        today: monday(),
        actor: "anna",
        advance: true,
        saved: None,
        message: None,
        size: (80, 24),
        log: &[],
    };
    let command = Command::ReopenStay { who: KARIN };
    let opening = || Opening::Question {
        text: "Öppna vistelsen igen?".to_owned(),
        command: Box::new(command.clone()),
    };
    let mut asked = open(opening(), &view);
    assert!(!asked.takes_text());
    // Nothing that was typed before it could be read, and no other key, is an answer.
    assert!(matches!(asked.act(Action::Yes, &view), Effect::Say(_)));
    assert!(matches!(asked.act(Action::No, &view), Effect::Say(_)));
    asked.painted();
    assert!(matches!(asked.act(Action::Open, &view), Effect::Nothing));
    assert!(matches!(asked.act(Action::No, &view), Effect::Close));
    let failed = Failure {
        text: "Nej.",
        refusal: None,
    };
    for (outcome, closes) in [(Outcome::Failed(failed), false), (Outcome::Unchanged, true)] {
        let mut asked = open(opening(), &view);
        asked.painted();
        // What becomes of somebody else's command is no answer.
        assert!(matches!(
            asked.carried_out(&outcome, &view),
            Effect::Nothing
        ));
        match asked.act(Action::Yes, &view) {
            Effect::Do(done) => assert_eq!(done, command),
            other => panic!("{other:?}"),
        }
        let after = asked.carried_out(&outcome, &view);
        assert_eq!(matches!(after, Effect::Close), closes);
    }
}

#[test]
fn what_was_typed_before_a_question_was_painted_does_not_answer_it() {
    // Yesterday's rest is asked about: a yes in the same burst was typed without having read of whom.
    let mut seat = desk(small(Lang::Sv));
    seat.press("<");
    seat.burst("a j");
    shows(&mut seat, "Markera 3 personer som närvarande");
    shows(
        &mut seat,
        "Frågan kom upp först nu, och inget är gjort: läs den",
    );
    seat.press("Enter");
    shows(&mut seat, "Markera 3 personer som närvarande");
    seat.press("j");
    shows(&mut seat, "3 markerade som närvarande.");
    // So is whose flags a setting would change, and the second key that leaves a form.
    seat.press("i , Tab");
    retype(&mut seat, "8");
    seat.press("Tab");
    retype(&mut seat, "7");
    seat.press("Tab");
    retype(&mut seat, "6");
    seat.burst("Enter j");
    shows(&mut seat, "Spara ändringen?");
    assert_eq!(seat.desk.register().settings.rule.length.0, 24);
    seat.press("n");
    seat.burst("Esc Esc");
    shows(&mut seat, "Esc igen lämnar formuläret utan att spara.");
    seat.press("Esc");
    hides(&mut seat, "Inställningar för hela enheten");
    // Marks of a burst all count, as they are done as they come.
    seat.burst("n s Tab v");
    let code = |who| {
        seat.desk
            .register()
            .marks
            .mark(who, monday())
            .map(|mark| mark.code)
    };
    let codes = [1, 2, 4].map(|who| code(PersonId(who)));
    assert_eq!(
        codes,
        [Some(Code::Present), Some(Code::Sick), Some(Code::SickChild)]
    );
}
