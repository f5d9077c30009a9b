//! The steps towards a decision, and the plan onward, typed in.

use super::*;

#[test]
fn the_next_step_is_the_one_preset_and_a_rule_says_what_is_late() {
    let mut seat = with(Vec::new(), Lang::Sv, false);
    seat.press("Enter Enter s");
    shows(&mut seat, "Steg < intresseanmälan >");
    hides(&mut seat, "Ny process");
    seat.press("Down").type_in("2026-11-16").press("Enter");
    shows(
        &mut seat,
        "Steget för Lena Bergström är antecknat. Med mellanslag s kan det ändras eller tömmas.",
    );
    // Monday and three working days: AF's contact is late on Friday.
    seat.press("PageDown Up");
    shows(
        &mut seat,
        "intresseanmälan ✓ 2026-11-16 ─ kontakt ▲ senast 2026-11-19",
    );
    seat.press("Enter s");
    shows(
        &mut seat,
        "AF kontaktar arbetsgivaren inom 3 arbetsdagar (Arbetsförmedlingens egen uppgift): senast 2026-11-19.",
    );
    // Looking at another step is no change that would have to be saved.
    seat.press("Right Esc");
    hides(&mut seat, "Inget är sparat");
    seat.press("Enter s Down Down")
        .type_in("2026-11-24")
        .press("Down")
        .type_in("Ingrid")
        .press("Enter");
    let process = her(&seat).process().expect("one");
    assert_eq!(
        (process.contact.planned, process.contact.who.as_str()),
        (Some(day("2026-11-24")), "Ingrid")
    );
}

#[test]
fn what_is_known_of_a_step_is_there_to_be_changed_and_emptied() {
    let mut seat = with(
        vec![done(StepKind::Interest, day("2026-11-16"), "Karin", false)],
        Lang::Sv,
        false,
    );
    seat.press("Enter Enter s Left");
    shows(&mut seat, "Klart 2026-11-16");
    shows(&mut seat, "Vem Karin");
    seat.press("Down ctrl-u Down Down ctrl-u Enter");
    // The counterpart of the first step: no process is left behind.
    assert!(her(&seat).processes.is_empty());
}

#[test]
fn steps_out_of_order_land_at_their_field() {
    let mut seat = with(Vec::new(), Lang::Sv, false);
    for (go, typed, sentence) in [
        (
            "Right Down",
            "2026-11-16",
            "! Steget kontakt kan inte vara klart före intresseanmälan.",
        ),
        (
            "Down",
            "2026-11-23",
            "! Steget intresseanmälan kan inte vara klart en dag som inte har varit.",
        ),
    ] {
        seat.press("Enter Enter s")
            .press(go)
            .type_in(typed)
            .press("Enter");
        shows(&mut seat, sentence);
        assert!(row(&mut seat, "▸").contains("▸ Klart"));
        seat.press("Esc Esc Esc");
    }
    assert!(her(&seat).processes.is_empty());
}

#[test]
fn a_new_process_begins_blank_beside_the_old_one() {
    let mut seat = with(eventful(), Lang::Sv, false);
    let before = her(&seat).processes.len();
    seat.press("Enter Enter s Left Up Right");
    shows(&mut seat, "Ny process < ja >");
    let filled = row(&mut seat, "Klart");
    assert!(!filled.contains("2026"), "{filled}");
    seat.press("Up Up Up Up")
        .type_in("2026-11-19")
        .press("Enter");
    let processes = &her(&seat).processes;
    assert_eq!(processes.len(), before + 1);
    assert_eq!(processes[before].interest.done, Some(day("2026-11-19")));
}

#[test]
fn a_plan_needs_a_way_a_step_and_a_day() {
    let mut seat = with(Vec::new(), Lang::Sv, false);
    seat.press("Enter Enter o");
    // Her supervisor sees to it, unless somebody else is said to.
    shows(&mut seat, "Ansvarig Karin Ek");
    hides(&mut seat, "Gör så här");
    seat.press("Enter");
    shows(&mut seat, "! Välj vart planen leder.");
    shows(
        &mut seat,
        "! En plan behöver ett nästa steg och en ansvarig.",
    );
    seat.press("s Tab")
        .type_in("Ansökan")
        .press("Tab")
        .type_in("Vuxenutbildningen");
    seat.press("Tab Tab").type_in("2026-11-19");
    shows(&mut seat, "Den dagen har redan varit.");
    retype(&mut seat, "2027-01-15");
    seat.press("Enter");
    shows(
        &mut seat,
        "Lena Bergström är planerad till 2027-01-15. Med mellanslag o kan planen ändras eller tas bort.",
    );
    let plan = her(&seat).plan_onward(today()).expect("a plan").clone();
    assert_eq!((plan.toward, plan.made_on), (Toward::Studies, today()));
    assert_eq!(
        (plan.with.as_str(), plan.responsible.as_str()),
        ("Vuxenutbildningen", "Karin Ek")
    );
    shows(
        &mut seat,
        "planerad 2027-01-15: Ansökan med Vuxenutbildningen, mot studier; Karin Ek ansvarar",
    );
}

#[test]
fn a_plan_is_taken_away_only_after_a_question() {
    let mut seat = with(eventful(), Lang::Sv, false);
    seat.press("Enter Enter o Right");
    hides(&mut seat, "Nästa steg");
    seat.press("Enter");
    shows(&mut seat, "Ta bort planen för Lena Bergström?");
    seat.press("n");
    assert!(her(&seat).onward.is_some());
    seat.press("Enter o Right Enter j");
    assert!(her(&seat).onward.is_none());
    shows(&mut seat, "ingen plan vidare: mellanslag o gör en");
    seat.press("l");
    shows(&mut seat, "plan annan enhet 2026-12-01 → –");
}

#[test]
fn who_is_not_at_ami_has_decisions_but_no_plan() {
    let mut gone = lena();
    gone.stays.truncate(1);
    let mut changes = arenas();
    changes.push(enrolled(&gone));
    let mut seat = desk(World {
        today: today(),
        changes,
        ..World::default()
    });
    seat.press("/").type_in("lena").press("Enter Enter o");
    shows(&mut seat, "Lena Bergström är inte på AMI i dag.");
    seat.press("Esc");
    shows(&mut seat, "Inte på AMI i dag, så ingen klocka går.");
    seat.press("Enter d Enter a");
    shows(
        &mut seat,
        "Första dagen ligger utanför personens vistelser på AMI.",
    );
}
