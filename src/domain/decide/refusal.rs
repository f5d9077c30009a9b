//! Refusals: why a command was not carried out, in a sentence.

use chrono::NaiveDate;

use crate::domain::decide::taking_back::Fact;
use crate::domain::facts::attendance::Code;
use crate::domain::facts::decision::{DecisionId, Form};
use crate::domain::facts::outcome::Outcome;
use crate::domain::facts::participant::{Absence, Arena, Group};
use crate::domain::facts::process::StepKind;
use crate::domain::rules::{Name, RuleText, Value, thousands};
use crate::sentences;
use crate::text::{Text, sentences::Means};
use names::{Among, Near, how};
use words::{Days, Places};

mod names;
mod rights;
mod words;

pub use names::Namesake;
pub use rights::NotAllowed;
pub use words::{A_COLLEAGUE, At, Somebody};

sentences! {
    /// Why a command was refused. Nothing has been written.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Refusal {
        NotAllowed(why: NotAllowed): "{why}" / "{why}";
        NoSuchPerson: "Personen finns inte i registret." / "That person is not in the register.";
        /// The day lies outside the person's stays; the nearest stay's days are told.
        OutsideStay { name: String, day: NaiveDate, start: NaiveDate, last: Option<NaiveDate> }:
            "{name} är inte på AMI {day}: vistelsen är {stay}. Inget är ändrat."
            / "{name} is not at AMI on {day}: the stay is {stay}. Nothing was changed.",
            stay = Days(*start, *last);
        NoStay { name: String }: "{name} har ingen pågående vistelse." / "{name} has no stay at present.";
        NeedsSpan(code: Code): "{code} behöver en tid från–till eller ett antal timmar." / "{code} needs a time from–until or a number of hours.";
        NeedsNote(code: Code): "{code} behöver en anteckning." / "{code} needs a note.";
        BadSpan: "Tiden måste sluta efter att den börjar, inom dygnet." / "The time must end after it begins, within the day.";
        BadMinutes: "Timmarna måste vara fler än 0 och högst 24. Inget är ändrat." / "The hours must be more than 0 and at most 24. Nothing was changed.";
        BadRest(code: Code): "{code} kan inte stå för resten av dagen." / "{code} cannot stand for the rest of the day.";
        /// A code for the rest of a day where the code before it does not leave one.
        RestOfWhole(code: Code):
            "{code} lämnar ingen rest av dagen att säga något om: det gör bara del av dag. Inget är ändrat."
            / "{code} leaves no rest of the day to say anything of: only part of a day does. Nothing was changed.";
        /// A fact of a person is no longer as the command left it; who changed it is not known where that was long ago.
        ChangedSince { fact: Fact, name: String, by: Option<String>, at: Option<String> }:
            "{by} har ändrat {fact} för {name} sedan dess{at}. Inget är ändrat; gör på nytt om det behövs."
            / "{by} has changed {fact} of {name} since{at}. Nothing was changed; do it anew if it is needed.",
            by = Somebody(&by), at = At(&at);
        /// The same of what is nobody's.
        UnitChangedSince { fact: Fact, by: Option<String>, at: Option<String> }:
            "{by} har ändrat {fact} sedan dess{at}. Inget är ändrat; gör på nytt om det behövs."
            / "{by} has changed {fact} since{at}. Nothing was changed; do it anew if it is needed.",
            by = Somebody(&by), at = At(&at);
        /// A move, or other hours, of a stay that would end before that day, or begin after it.
        OutsideThen { name: String, fact: Fact }:
            "Vistelsen skulle då inte nå till {fact} för {name}. Inget är ändrat; ändra det först."
            / "The stay would then not reach {fact} of {name}. Nothing was changed; change that first.";
        /// Somebody who was added is to be taken away.
        MarkedSince { name: String, day: NaiveDate }:
            "{name} är markerad {day}, och tas inte bort: ta bort markeringarna först. Inget är ändrat."
            / "{name} is marked on {day}, and is not taken away: clear the marks first. Nothing was changed.";
        DutySince { name: String }:
            "En bevakning om {name} är avklarad eller undanlagd: ta upp den igen först. Inget är ändrat."
            / "A duty about {name} is handled or set aside: take it up again first. Nothing was changed.";
        ArenaNeeded { arena: String }:
            "Arenan ”{arena}” har deltagare eller stängda dagar, och tas inte bort. Inget är ändrat."
            / "The arena “{arena}” has participants or closed days, and is not taken away. Nothing was changed.";
        /// Where somebody was is to hold again.
        ArenaGone:
            "Arenan som det gällde finns inte längre. Inget är ändrat."
            / "The arena that it was about is no longer there. Nothing was changed.";
        /// It is to go into another one again.
        ArenaUsedSince { arena: String }:
            "Arenan ”{arena}” har använts sedan dess. Inget är ändrat; slå ihop den på nytt i stället."
            / "The arena “{arena}” has been used since. Nothing was changed; merge it anew instead.";
        NoSuchEntry { seq: u64 }:
            "Loggen har ingen post {seq} att ångra eller göra om. Inget är ändrat."
            / "The log has no entry {seq} to undo or redo. Nothing was changed.";
        NotYours { seq: u64, by: String }:
            "Loggpost {seq} är gjord av {by}: bara den som har gjort något kan ångra det eller göra om det. Inget är ändrat."
            / "Log entry {seq} is by {by}: only who has done something can undo or redo it. Nothing was changed.";
        /// It is of a kind that no undo takes back.
        Stands { seq: u64, why: Text }:
            "Loggpost {seq} går inte att ångra eller göra om: {why}. Inget är ändrat."
            / "Log entry {seq} cannot be undone or redone: {why}. Nothing was changed.";
        IsAnUndo { seq: u64 }:
            "Loggpost {seq} är själv en ångring, eller gör om: ange den post som den gäller. Inget är ändrat."
            / "Log entry {seq} is itself an undo or a redo: name the entry that it is about. Nothing was changed.";
        Weeded { seq: u64 }:
            "Loggpost {seq} går inte att ångra eller göra om: det den ändrade är gallrat. Inget är ändrat."
            / "Log entry {seq} cannot be undone or redone: what it changed has been weeded. Nothing was changed.";
        UndoneAlready { seq: u64 }:
            "Loggpost {seq} är redan ångrad. Inget är ändrat."
            / "Log entry {seq} has been undone already. Nothing was changed.";
        NotUndone { seq: u64 }:
            "Loggpost {seq} är inte ångrad: det finns inget att göra om. Inget är ändrat."
            / "Log entry {seq} is not undone: there is nothing to redo. Nothing was changed.";
        /// A colleague changed the thing that the command is about before it was carried out.
        ChangedMeanwhile { by: Option<String> }:
            "{by} hann ändra det här först. Inget är sparat: se vad som gäller nu, och gör om det om det behövs."
            / "{by} changed this first. Nothing was saved: see what holds now, and do it again if it is needed.",
            by = Somebody(&by);
        NothingToClear { name: String }: "{name} är inte markerad." / "{name} is not marked.";
        NameMissing: "Namnet saknas." / "The name is missing.";
        /// A name without a letter in it. It is not quoted, since it may be a personnummer.
        NotAName:
            "Namnet innehåller ingen bokstav. En benämning som Person 001 går bra."
            / "The name holds no letter. A pseudonym such as Person 001 will do.";
        /// Ten digits in a name.
        NumberInName:
            "Namnet innehåller något som kan vara ett personnummer. Skriv det på sin egen plats."
            / "The name holds what may be a personnummer. Write it in its own place.";
        /// A word in the place of a name that says that there is none.
        NoName { word: String }:
            "”{word}” säger att namnet saknas, och är inget namn. Skriv namnet; den som inte har något efternamn får ett streck (-)."
            / "“{word}” says that there is no name, and is none. Write the name; whoever has no family name gets a hyphen (-).";
        GivenMissing: "Förnamnet saknas: skriv namnet som ska synas på tavlan." / "The given name is missing: write the name that the board is to show.";
        FamilyMissing: "Efternamnet saknas. Den som inte har något får ett streck (-)." / "The family name is missing. Whoever has none gets a hyphen (-).";
        TextTooLong { limit: usize }: "Texten är för lång: högst {limit} tecken." / "The text is too long: at most {limit} characters.";
        TextNotPlain:
            "Texten innehåller styrtecken eller osynliga tecken. Inget är ändrat; skriv den på nytt."
            / "The text holds control or invisible characters. Nothing was changed; type it again.";
        /// A word of a name with letters of several scripts, and the letter that does not belong.
        MixedScripts { word: String, letter: String }:
            "I namnet ”{word}” är ”{letter}” ur en annan skrift än de andra bokstäverna, fast det ser likadant ut. Skriv om namnet för hand."
            / "In the name “{word}”, “{letter}” is of another script than the other letters, though it looks the same. Write the name again by hand.";
        /// A word of a name with a letter, or a sign, that no name is written with.
        StrangeLetter { word: String, letter: String }:
            "I namnet ”{word}” är ”{letter}” inget tecken som namn skrivs med, fast det liknar en bokstav. Skriv om namnet för hand."
            / "In the name “{word}”, “{letter}” is no letter that names are written with, though it looks like one. Write the name again by hand.";
        GroupMissing: "Ange grupp: inne, ute eller annan enhet." / "Say which group: indoor, outdoor or other unit.";
        ArenaUnknown { arena: String, is_in_several: bool }: match (*is_in_several) {
            true => "Arenan ”{arena}” finns i flera grupper: ange grupp." / "The arena “{arena}” is in several groups: say which.";
            false =>
                "Det finns ingen arena som heter ”{arena}”. Rätta namnet; är den ny, ange grupp."
                / "There is no arena called “{arena}”. Correct the name; if it is new, say which group.";
        };
        /// A name that no arena has, and the names that it is near.
        ArenaMisspelt { arena: String, near: Vec<String> }:
            "Det finns ingen arena som heter ”{arena}”{near}. Inget är ändrat; rätta namnet."
            / "There is no arena called “{arena}”{near}. Nothing was changed; correct the name.",
            near = Near(&near);
        /// It is not changed under the name of one that went into it.
        ArenaWent { arena: String, into: String }:
            "”{arena}” har gått upp i ”{into}”. Inget är ändrat; skriv ”{into}” om det är den som avses."
            / "“{arena}” went into “{into}”. Nothing was changed; write “{into}” if that is the one that is meant.";
        /// A name that no arena of the group has, and the names that it is near.
        ArenaNew { arena: String, group: Group, near: Vec<String> }:
            "{group} har ingen arena som heter ”{arena}”{near}. Rätta namnet, eller lägg till arenan{new}."
            / "{group} has no arena called “{arena}”{near}. Correct the name, or add the arena{new}.",
            near = Near(&near), new = Means::NewArena;
        /// A name like that of an arena which a row above makes.
        ArenaLikeAbove { arena: String, other: String, above: u64 }:
            "”{arena}” liknar ”{other}” på rad {above}. Skriv samma namn på båda raderna; är det två arenor, lägg till dem{new}."
            / "“{arena}” is like “{other}” on line {above}. Write the same name on both lines; if they are two arenas, add them{new}.",
            new = Means::NewArena;
        /// A name that an arena had before.
        ArenaRenamed { arena: String, now: String }:
            "Arenan ”{arena}” har bytt namn och heter nu ”{now}”. Skriv ”{now}”; är det en annan arena, lägg till den{new}."
            / "The arena “{arena}” was renamed and is now called “{now}”. Write “{now}”; if it is another arena, add it{new}.",
            new = Means::NewArena;
        ArenaThere { arena: String, group: Group }:
            "{group} har redan en arena som heter ”{arena}”. Inget är ändrat; välj ett annat namn, eller slå ihop de två."
            / "{group} already has an arena called “{arena}”. Nothing was changed; choose another name, or merge the two.";
        ArenaNameMissing: "Skriv vad arenan heter." / "Write what the arena is called.";
        /// Not an arena, but a group as a whole.
        WholeGroup { group: Group }:
            "{group} utan arena är hela gruppen: den byter inte namn, stängs inte och slås inte ihop. Inget är ändrat."
            / "{group} without an arena is the whole group: it is not renamed, closed or merged. Nothing was changed.";
        SameArena { arena: String }:
            "”{arena}” kan inte slås ihop med sig själv. Inget är ändrat."
            / "“{arena}” cannot be merged with itself. Nothing was changed.";
        OtherGroup { arena: String, into: String }:
            "”{arena}” och ”{into}” är i olika grupper, så de slås inte ihop: då skulle gamla dagar byta grupp. Inget är ändrat; flytta deltagarna från en dag i stället."
            / "“{arena}” and “{into}” are in different groups, so they are not merged: old days would change group. Nothing was changed; move the people from a day on instead.";
        /// Nobody is placed there from that day on.
        ArenaClosed { arena: String, from: NaiveDate }:
            "”{arena}” är stängd från {from}. Inget är ändrat; välj en annan arena, eller öppna den igen först."
            / "“{arena}” is closed from {from}. Nothing was changed; choose another arena, or open it again first.";
        ArenaNotClosed { arena: String }: "”{arena}” är inte stängd. Inget är ändrat." / "“{arena}” is not closed. Nothing was changed.";
        /// Those who are placed there on that day or later: some by name, and how many more.
        ArenaInUse { arena: String, from: NaiveDate, who: Vec<String>, more: usize }: match (who.len() + *more) {
            1 =>
                "”{arena}” stängs inte från {from}: {who} är placerad där då eller senare. Inget är ändrat; flytta personen först."
                / "“{arena}” is not closed from {from}: {who} is placed there then or later. Nothing was changed; move that person first.",
                who = Among(&who, *more);
            _ =>
                "”{arena}” stängs inte från {from}: {who} är placerade där då eller senare. Inget är ändrat; flytta dem först."
                / "“{arena}” is not closed from {from}: {who} are placed there then or later. Nothing was changed; move them first.",
                who = Among(&who, *more);
        };
        /// A move within the group that does not say to which arena.
        ArenaMissing { name: String }:
            "Skriv till vilken arena {name} flyttas. Ett streck (-) är hela gruppen, utan arena."
            / "Write to which arena {name} is moved. A hyphen (-) is the whole group, without an arena.";
        /// A placement in another unit that does not say which.
        UnitMissing: "Skriv vilken enhet som tar emot, som arena." / "Say which unit receives, as the arena.";
        EndBeforeStart { start: NaiveDate, end: NaiveDate }: "Slutet {end} är före starten {start}." / "The end {end} is before the start {start}.";
        StartOutOfRange { start: NaiveDate }: "Dagen {start} är utanför 1990–2100." / "The day {start} is outside 1990–2100.";
        /// The person has a stay that the new one would overlap.
        Overlaps { name: String, start: NaiveDate, last: Option<NaiveDate> }:
            "{name} har redan en vistelse {stay}: avsluta den först, eller rätta startdagen på kortet."
            / "{name} already has a stay {stay}: end it first, or correct the start on the card.",
            stay = Days(*start, *last);
        AlreadyThere { name: String }: "{name} med samma startdag finns redan." / "{name} with the same start is there already.";
        PersonnummerTaken { name: String }: "Personnumret finns redan, hos {name}." / "That personnummer is there already, with {name}.";
        /// Nobody learns by trying whose the number is.
        PersonnummerProtected:
            "Personnumret finns redan, hos någon med skyddade personuppgifter. Inget är ändrat: fråga samordnaren."
            / "That personnummer is there already, with somebody whose identity is protected. Nothing was changed: ask the coordinator.";
        /// Who is said to be the person has another personnummer.
        OtherPersonnummer { name: String }:
            "{name} har ett annat personnummer, så det är inte samma person. Inget är ändrat."
            / "{name} has another personnummer, so it is not the same person. Nothing was changed.";
        /// Somebody whose stays are over comes back.
        Returns { who: Namesake }:
            "Personnumret finns redan: {who}. Börja en ny vistelse{how}."
            / "That personnummer is there already: {who}. Begin a new stay{how}.",
            how = Means::NewStay(who.id.0);
        /// Somebody has the same name, and nothing tells the two apart. `row` is the line of a list.
        SameName { people: Vec<Namesake>, row: Option<u64> }:
            "Namnet finns redan: {people}. Utan personnummer på båda måste någon säga om det är samma person eller en ny.{how}"
            / "That name is there already: {people}. Without a personnummer on both, somebody has to say whether it is the same person or a new one.{how}",
            how = how(&people, *row, true);
        /// Somebody has a name that can be taken for this one, which nobody new is called where it holds a strange letter.
        LooksLike { people: Vec<Namesake>, row: Option<u64>, may_be_new: bool }:
            "Namnet ser ut som ett som finns: {people}. Någon måste säga om det är samma person eller en ny.{how}"
            / "The name looks like one that is there: {people}. Somebody has to say whether it is the same person or a new one.{how}",
            how = how(&people, *row, *may_be_new);
        /// As `SameName`, of somebody whom an earlier row of the list adds.
        SameNameAbove { above: u64, row: Option<u64> }:
            "Samma namn, eller ett som ser likadant ut, står på rad {above}. Skriv personnummer på båda; eller säg att det är en ny person{how}."
            / "The same name, or one that looks the same, is on line {above}. Write a personnummer on both; or say that it is a new person{how}.",
            how = Means::NewRow(*row);
        /// Somebody who is known is to be called as another one is, or so that the two look the same.
        NameOfAnother { people: Vec<Namesake> }:
            "Så heter, eller ser ut att heta, redan {people}. Inget är ändrat: någon måste säga att det är två olika personer{how}."
            / "That is already, or looks like, the name of {people}. Nothing was changed: somebody has to say that they are two people{how}.",
            how = Means::Another;
        /// What is wrong with a row would tell that it is about somebody whose identity is protected.
        RowProtected:
            "Raden rör någon med skyddade personuppgifter och stämmer inte med registret. Inget av den är taget: fråga samordnaren."
            / "The row is about somebody whose identity is protected, and does not agree with the register. None of it was taken: ask the coordinator.";
        NumberInPhone:
            "Telefonnumret ser ut att vara ett personnummer. Inget är ändrat: skriv det på sin egen plats; är det ett telefonnummer, skriv bindestreck efter riktnumret, 08-12 34 56 78."
            / "The phone number seems to be a personnummer. Nothing was changed: write it in its own place; if it is a phone number, write a hyphen after the area code, 08-12 34 56 78.";
        /// A telephone number that a spreadsheet wrote short, `7,01235E+08`.
        PhoneShortened:
            "Telefonnumret är skrivet kort, så siffror är borta. Skriv hela numret. Inget är ändrat."
            / "The phone number is written short, so digits are lost. Write the whole number. Nothing was changed.";
        MarksOutside { name: String, day: NaiveDate }:
            "{name} är markerad {day}, utanför den nya vistelsen: ta bort den markeringen först."
            / "{name} is marked on {day}, outside the new stay: clear that mark first.";
        MoveOutside { name: String, from: NaiveDate }:
            "{name} är flyttad för hand från {from}, efter listans sista dag. Inget av raden är taget: avsluta vistelsen för hand om listan har rätt."
            / "{name} is moved by hand from {from}, after the last day of the list. None of the row was taken: end the stay by hand if the list is right.";
        HoursOutside { name: String, from: NaiveDate }:
            "{name} har fått andra timmar för hand från {from}, efter listans sista dag. Inget av raden är taget: avsluta vistelsen för hand om listan har rätt."
            / "{name} was given other hours by hand from {from}, after the last day of the list. None of the row was taken: end the stay by hand if the list is right.";
        AlreadyEnded { name: String, last: NaiveDate }:
            "Vistelsen för {name} är redan avslutad {last}." / "The stay of {name} has already ended, on {last}.";
        NotEnded { name: String }: "Vistelsen för {name} är inte avslutad." / "The stay of {name} has not ended.";
        AlreadyPlaced { name: String }: "{name} är redan placerad där." / "{name} is already placed there.";
        NotClosed { date: NaiveDate }: "{date} är inte en lokalt stängd dag." / "{date} is not a local closed day.";
        /// Only these arenas are closed on that day, each for itself.
        ClosedForSome { date: NaiveDate, arenas: Vec<Arena> }:
            "{date} är inte stängd för alla, bara för {arenas}. Inget är ändrat; öppna dagen för den arenan."
            / "{date} is not closed for everybody, only for {arenas}. Nothing was changed; open the day for that arena.",
            arenas = Places(&arenas);
        /// An arena is closed on that day only since everybody is.
        ClosedForAll { date: NaiveDate, arena: Arena }:
            "{date} är stängd för alla, inte för {arena} för sig. Inget är ändrat; öppna dagen för alla, eller låt den vara."
            / "{date} is closed for everybody, not for {arena} by itself. Nothing was changed; open the day for everybody, or let it be.";
        /// The person has a long absence that the new one would overlap.
        AbsenceOverlaps { name: String, absence: Absence }:
            "{name} är redan antecknad som frånvarande {absence}: ändra den perioden i stället."
            / "{name} is already recorded as absent {absence}: change that period instead.";
        AbsenceOutside { name: String, absence: Absence }:
            "{name} är antecknad som frånvarande {absence}, utanför den nya vistelsen: ändra den perioden först."
            / "{name} is recorded as absent {absence}, outside the new stay: change that period first.";
        NoAbsence { name: String, from: NaiveDate }:
            "{name} har ingen längre frånvaro som börjar {from}. Inget är ändrat."
            / "{name} has no long absence that begins on {from}. Nothing was changed.";
        BadRule:
            "Gränserna måste komma i ordning: planera, nära, tolv månader. Inget är ändrat."
            / "The limits must come in order: plan, near, twelve months. Nothing was changed.";
        NotPerCent:
            "Nivå och arbetstid anges i hela procent, 1–100."
            / "Level and working time are told in whole per cent, 1–100.";
        LevelMissing:
            "Nivån saknas: skriv den som AF har beslutat den, i hela procent, till exempel 60."
            / "The level is missing: write it as AF decided it, in whole per cent, such as 60.";
        NoSuchDecision { name: String, id: DecisionId }: "{name} har inget beslut {id}." / "{name} has no decision {id}.";
        DecisionWithdrawn { id: DecisionId }:
            "Beslut {id} gällde aldrig: registrera ett nytt i stället."
            / "Decision {id} never held: record a new one instead.";
        /// The person has another decision on some of the days.
        DecisionOverlaps { name: String, id: DecisionId, from: NaiveDate, last: NaiveDate }:
            "{name} har redan beslut {id}, {from} – {last}: ersätt eller avsluta det först."
            / "{name} already has decision {id}, {from} – {last}: replace or end it first.";
        StartsBeforeDecision { from: NaiveDate, decided_on: NaiveDate }:
            "En anställning kan inte börja före beslutet: första dag {from}, beslutat {decided_on}."
            / "An employment cannot begin before its decision: first day {from}, decided {decided_on}.";
        /// Longer than one decision can be; the latest last day is told.
        DecisionTooLong { form: Form, latest: NaiveDate, rule: RuleText }:
            "Beslutet är för långt: ett beslut ({form}) är högst {rule}, här till {latest}."
            / "The decision is too long: one decision ({form}) is at most {rule}, here until {latest}.";
        /// More time in the form than there can be; the latest last day is told.
        TotalTooLong { form: Form, latest: NaiveDate, rule: RuleText }:
            "Stödtiden tar slut: {form} är högst {rule} sammanlagt, här till {latest}."
            / "The support time runs out: {form} is at most {rule} in all, here until {latest}.";
        /// The wage is over the ceiling for this working time (per cent of full time).
        OverCeiling { most: u32, working_time: u8, rule: RuleText }:
            "Lönen är över taket: högst {most} kr/mån vid {working_time} % av heltid, där taket är {rule}."
            / "The wage is over the ceiling: at most {most} kr/month at {working_time}% of full time, where it is {rule}.",
            most = thousands(*most);
        ExtraTooLarge { form: Form, rule: RuleText }:
            "Det extra stödet är för stort: {form} har högst {rule}."
            / "The extra money is too much: {form} has at most {rule}.";
        /// A decision that begins after the one it is to replace has ended.
        ReplacesNothing { id: DecisionId, last: NaiveDate }:
            "Beslut {id} slutar {last}, före det nya: det är en förlängning eller ett nytt beslut."
            / "Decision {id} ends on {last}, before the new one: that is an extension or a new decision.";
        DecisionEndOutside { id: DecisionId, from: NaiveDate, until: NaiveDate }:
            "Beslut {id} gäller {from} – {until}: sista dagen måste ligga däri."
            / "Decision {id} holds {from} – {until}: its last day has to lie within.";
        DoneInTheFuture { step: StepKind }:
            "Steget {step} kan inte vara klart en dag som inte har varit. Skriv den som planerad."
            / "The step {step} cannot be done on a day to come. Write it as planned.";
        StepOutOfOrder { step: StepKind, before: StepKind }:
            "Steget {step} kan inte vara klart före {before}." / "The step {step} cannot be done before {before}.";
        NothingToFollowUp { name: String }:
            "{name} har inget beslut att följa upp. Registrera det först."
            / "{name} has no decision to follow up. Record it first.";
        NotAtAmi { name: String }: "{name} är inte på AMI i dag." / "{name} is not at AMI today.";
        NoPlan { name: String }: "{name} har ingen plan att ta bort." / "{name} has no plan to take away.";
        PlanIncomplete: "En plan behöver ett nästa steg och en ansvarig." / "A plan needs a next step and who is responsible.";
        NoteMissing:
            "Skriv vad som är gjort, så att den som läser sedan förstår."
            / "Write what was done, so that whoever reads it later understands.";
        /// Somebody is named who received the person, where nobody does.
        NobodyReceives { outcome: Outcome }:
            "Ingen arbetsgivare, enhet eller skola hör till utfallet {outcome}. Inget är ändrat."
            / "No employer, unit or school belongs to the outcome {outcome}. Nothing was changed.";
        /// What is asked of a job, where there is none.
        NoJob { outcome: Outcome }:
            "Utfallet är {outcome}: det finns inget arbete som har börjat eller varat."
            / "The outcome is {outcome}: there is no job that has begun or lasted.";
        JobBeforeStay { job: NaiveDate, start: NaiveDate }:
            "Arbetet kan inte börja {job}, före vistelsens första dag {start}."
            / "The job cannot begin on {job}, before the first day of the stay, {start}.";
        JobNotBegun { start: NaiveDate }:
            "Arbetet börjar {start}: om det varade kan kontrolleras efter det."
            / "The job begins on {start}: whether it lasted can be checked after that.";
        /// That a job has lasted, before it can have.
        TooEarlyToSay { due: NaiveDate, rule: RuleText }:
            "Att arbetet har varat kan sägas från {due}: minst {rule}."
            / "That the job has lasted can be said from {due}: at least {rule}.";
        CheckedInTheFuture { day: NaiveDate }:
            "Kontrollen kan inte vara gjord {day}: den dagen har inte varit."
            / "The check cannot have been made on {day}: that day is to come.";
        NoSuchStay { name: String, start: NaiveDate }:
            "{name} har ingen vistelse som börjar {start}." / "{name} has no stay that begins on {start}.";
        /// A day to be set aside until that is not to come.
        NotToCome { day: NaiveDate }:
            "{day} är ingen dag som kommer: välj en senare." / "{day} is not a day to come: choose a later one.";
        NotHandled: "Den bevakningen är varken avklarad eller undanlagd." / "That duty is neither handled nor set aside.";
        NoSuchRule { name: String }:
            "Ingen regel heter ”{name}”. Inget är ändrat; se vad de heter{rules}."
            / "No rule is called “{name}”. Nothing was changed; see what they are called{rules}.",
            rules = Means::Rules;
        /// The rule is one of the twelve months, which are settings.
        RuleIsSetting { name: Name, key: &'static str }:
            "”{name}” är en inställning för alla dagar: ändra den i inställningarna{setting}."
            / "“{name}” is a setting for every day: change it in the settings{setting}.",
            setting = Means::Setting(*key);
        /// The value is of another kind than the rule's.
        RuleTakes(name: Name): "”{name}” tar {takes}." / "“{name}” takes {takes}.",
            takes = name.kind().takes();
        RuleOutOfRange { day: NaiveDate }: "Dagen {day} är utanför 1990–2100." / "The day {day} is outside 1990–2100.";
        SourceMissing:
            "Källan saknas: skriv var värdet står eller vem som har beslutat det."
            / "The source is missing: say where the value stands, or who decided it.";
        /// Of two rules that belong together the smaller would come to be the larger on a day.
        RulesOutOfOrder { on: NaiveDate, less: (Name, Value), more: (Name, Value) }:
            "Det går inte ihop {on}: {less}, men {more}. Ändra den andra först. Inget är ändrat."
            / "That cannot be on {on}: {less}, but {more}. Change the other one first. Nothing was changed.";
        NoOwnRule { name: Name, from: NaiveDate }:
            "Enheten har inget eget värde från {from} för ”{name}”. Inget är ändrat."
            / "The unit has no value of its own from {from} for “{name}”. Nothing was changed.";
        /// Rows of a list that cannot be taken: line, column, reason.
        BadRows(rows: Vec<(u64, Refusal)>): match (rows.len()) {
            1 => "En rad kan inte tas in. Inget är importerat." / "One row cannot be taken. Nothing was imported.";
            n => "{n} rader kan inte tas in. Inget är importerat." / "{n} rows cannot be taken. Nothing was imported.";
        };
        Full: "Registret är fullt." / "The register is full.";
    }
}
