//! THE table of actions: what a person can ask for with a key, one line each.

use crate::text::{Lang, Text};

/// A group of actions that are active in the same place. A keymap has one table a section, and the help one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    General,
    Moving,
    /// The board's keys that also mark on a person's card.
    Marks,
    Board,
    /// The board's keys that lead to another day wherever a day is shown.
    Days,
    Codes,
    /// The menu of what can be done with a person.
    Card,
    /// The same of one of a person's decisions.
    Decisions,
    List,
    /// The same of a duty.
    Duties,
    /// The menu of closed days.
    Calendar,
    /// The menu of an arena.
    Arenas,
    Form,
    Question,
}

impl Section {
    /// Every section, in the order of the help.
    pub const ALL: [Section; 14] = [
        Section::General,
        Section::Moving,
        Section::Marks,
        Section::Board,
        Section::Days,
        Section::Codes,
        Section::List,
        Section::Card,
        Section::Decisions,
        Section::Duties,
        Section::Calendar,
        Section::Arenas,
        Section::Form,
        Section::Question,
    ];

    /// The name of its table in a keymap. All that can be done on the board is one table.
    pub const fn name(self) -> &'static str {
        match self {
            Section::General => "general",
            Section::Moving => "moving",
            Section::Board | Section::Marks | Section::Days => "board",
            Section::Codes => "codes",
            Section::Card => "card",
            Section::Decisions => "decisions",
            Section::List => "list",
            Section::Duties => "duties",
            Section::Calendar => "calendar",
            Section::Arenas => "arenas",
            Section::Form => "form",
            Section::Question => "question",
        }
    }

    /// The heading above its actions in the help.
    pub const fn title(self) -> Text {
        let (sv, en) = match self {
            Section::General => ("Överallt", "Everywhere"),
            Section::Moving => ("Flytta markören", "Moving about"),
            Section::Board => ("Närvarotavlan", "The attendance board"),
            Section::Marks => (
                "Markera, på tavlan och kortet",
                "Marking, on the board and the card",
            ),
            Section::Days => (
                "Andra dagar, på tavlan och kortet",
                "Other days, on the board and the card",
            ),
            Section::Codes => ("Menyn med koder", "The menu of codes"),
            Section::List => ("Listor och personkortet", "Lists and a person's card"),
            Section::Card => ("Menyn för en person", "A person's menu"),
            Section::Decisions => ("Menyn för ett beslut", "A decision's menu"),
            Section::Duties => ("Menyn för en bevakning", "A duty's menu"),
            Section::Calendar => ("Menyn för stängda dagar", "The menu of closed days"),
            Section::Arenas => ("Menyn för en arena", "An arena's menu"),
            Section::Form => ("Formulär", "Forms"),
            Section::Question => ("Frågor", "Questions"),
        };
        Text { sv, en }
    }

    /// THE table of what is active together: the sections a screen of this kind asks, in the order of its help.
    ///
    /// No key may mean two things within one of these lists. A form and a question stand alone, because what is typed
    /// there is text or an answer. The menu of codes looks for a code's own letter before it asks the keymap. A letter that
    /// the board knows is the same action elsewhere or none, but for the menus, which show what their letters do.
    pub const fn scope(self) -> &'static [Section] {
        use Section::*;
        match self {
            General => &[General],
            Moving => &[Moving, General],
            Board => &[Marks, Board, Days, Moving, General],
            Marks => &[Marks, Days, List, Moving, General],
            Days => &[Days, List, Moving, General],
            Codes => &[Codes, Moving, General],
            List => &[List, Moving, General],
            Card => &[Card, Moving, General],
            Decisions => &[Decisions, Card, Moving, General],
            Duties => &[Duties, Card, Moving, General],
            Calendar => &[Calendar, Moving, General],
            Arenas => &[Arenas, Moving, General],
            Form => &[Form],
            Question => &[Question],
        }
    }

    /// The section with this name in a keymap.
    pub fn named(name: &str) -> Option<Section> {
        Section::ALL
            .into_iter()
            .find(|section| section.name() == name)
    }

    /// Whether its keys work only while a menu shows them.
    pub const fn is_menu(self) -> bool {
        matches!(
            self,
            Section::Card
                | Section::Decisions
                | Section::Duties
                | Section::Calendar
                | Section::Arenas
        )
    }

    /// Whether a key pressed on some screen is looked for in both sections.
    pub fn is_active_with(self, other: Section) -> bool {
        (Section::ALL.iter())
            .any(|section| section.scope().contains(&self) && section.scope().contains(&other))
    }
}

/// Makes the enum and its look-ups from one line an action: the variant, its name in keymaps, a short label for the
/// hint line (`sv / en`), and a sentence for the help (`sv / en`).
macro_rules! actions {
    ($($section:ident { $($variant:ident $name:literal $sv:literal / $en:literal, $help_sv:literal / $help_en:literal;)+ })+) => {
        /// What a person can ask for with a key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $($($variant,)+)+ }

        impl Action {
            /// Every action, in the order of the help.
            pub const ALL: &'static [Action] = &[$($(Action::$variant,)+)+];

            /// Its name in keymaps, in kebab-case.
            pub const fn name(self) -> &'static str {
                match self { $($(Action::$variant => $name,)+)+ }
            }

            /// The section it belongs to.
            pub const fn section(self) -> Section {
                match self { $($(Action::$variant => Section::$section,)+)+ }
            }

            /// One to three words for the hint line, at most 14 columns wide.
            pub const fn label(self, lang: Lang) -> &'static str {
                match self { $($(Action::$variant => Text { sv: $sv, en: $en },)+)+ }.get(lang)
            }

            /// One sentence for the help.
            pub const fn help(self, lang: Lang) -> &'static str {
                match self { $($(Action::$variant => Text { sv: $help_sv, en: $help_en },)+)+ }.get(lang)
            }
        }
    };
}

actions! {
    General {
        Quit "quit" "avsluta" / "quit", "Avsluta tolv. Allt som är markerat är redan sparat." / "Leave tolv. Everything marked is already saved.";
        Back "back" "tillbaka" / "back", "Gå tillbaka, eller stäng det som ligger överst." / "Go back, or close what lies on top.";
        Help "help" "hjälp" / "help", "Visa tangenterna och vad de gör." / "Show the keys and what they do.";
        Palette "palette" "kommandon" / "commands", "Sök bland allt som går att göra, och gör det." / "Search everything that can be done, and do it.";
        Find "find" "sök" / "find", "Sök en person." / "Find a person.";
        TwelveMonths "twelve-months" "tolv månader" / "twelve months", "Visa vilkas klockor går ut: tolv månader, beslut och stödtid." / "Show whose clocks run out: twelve months, decisions and support time.";
        Duties "duties" "bevakningar" / "duties", "Visa vad som är att göra, för vem och varför." / "Show what is due, for whom and why.";
        Quota "quota" "kvot" / "quota", "Visa årets lönebidragsanställningar mot kvoten." / "Show the year's wage-subsidised employments against the quota.";
        Outcomes "outcomes" "utfall" / "outcomes", "Visa hur vistelser slutade, i siffror för ett år." / "Show how stays ended, in figures for a year.";
        OtherUnits "other-units" "andra enheter" / "other units", "Visa vilka som är placerade i kommunens andra enheter." / "Show who is placed in the municipality's other units.";
        Settings "settings" "inställningar" / "settings", "Visa och ändra inställningarna." / "Show and change the settings.";
        Rules "rules" "regler" / "rules", "Visa reglerna med värde, giltighet och källa, och sätt egna." / "Show the rules with value, validity and source, and set your own.";
        ClosedDays "closed-days" "stängda dagar" / "closed days", "Visa årets helgdagar och stängda dagar, och stäng egna." / "Show the year's holidays and closed days, and close your own.";
        Arenas "arenas" "arenor" / "arenas", "Visa arenorna, och lägg till, byt namn på, slå ihop eller stäng dem." / "Show the arenas, and add, rename, merge or close them.";
        Log "log" "logg" / "log", "Visa vem som har ändrat vad, och när." / "Show who changed what, and when.";
        TakeCover "take-cover" "vikariat" / "cover", "Stå in för andra i dag, i alla grupper och arenor, med en anledning." / "Stand in for others today, in all groups and arenas, with a reason.";
        Redraw "redraw" "rita om" / "redraw", "Rita om skärmen när något annat har skrivit på den." / "Draw the screen again when something else has written on it.";
    }
    Moving {
        Up "up" "upp" / "up", "Gå en rad upp." / "Go up one row.";
        Down "down" "ner" / "down", "Gå en rad ner." / "Go down one row.";
        PageUp "page-up" "sida upp" / "page up", "Gå en sida upp." / "Go up one page.";
        PageDown "page-down" "sida ner" / "page down", "Gå en sida ner." / "Go down one page.";
        First "first" "först" / "first", "Gå till den första raden." / "Go to the first row.";
        Last "last" "sist" / "last", "Gå till den sista raden." / "Go to the last row.";
        Open "open" "öppna" / "open", "Öppna det valda." / "Open what is chosen.";
        OtherPane "other-pane" "byt ruta" / "other pane", "Gå till nästa ruta." / "Go to the next pane.";
        Left "left" "vänster" / "left", "Gå åt vänster." / "Go left.";
        Right "right" "höger" / "right", "Gå åt höger." / "Go right.";
    }
    Marks {
        MarkPresent "mark-present" "närvarande" / "present", "Markera personen som närvarande." / "Mark the person as present.";
        MarkPartDay "mark-part-day" "del av dag" / "part of day", "Markera närvaro en del av dagen." / "Mark presence for part of the day.";
        MarkSick "mark-sick" "sjuk" / "sick", "Markera personen som sjuk." / "Mark the person as sick.";
        MarkSickChild "mark-sick-child" "vab" / "sick child", "Markera vård av sjukt barn." / "Mark care of a sick child.";
        MarkUnnotified "mark-unnotified" "oanmäld" / "unnotified", "Markera oanmäld frånvaro." / "Mark unnotified absence.";
        MoreCodes "more-codes" "fler koder" / "more codes", "Visa menyn med alla koder." / "Show the menu of all codes.";
        ClearMark "clear-mark" "ta bort" / "clear", "Ta bort markeringen; dagen blir omarkerad." / "Clear the mark; the day becomes unmarked.";
        Note "note" "anteckning" / "note", "Skriv tider, anteckning och annat som hör till markeringen." / "Write times, a note and other details of the mark.";
        Undo "undo" "ångra" / "undo", "Ångra din senaste ändring." / "Undo your latest change.";
        Redo "redo" "gör om" / "redo", "Gör om det du ångrade." / "Do again what you undid.";
    }
    Board {
        MarkRest "mark-rest" "övriga här" / "rest present", "Markera alla omarkerade i rutan som närvarande." / "Mark everybody still unmarked in the pane as present.";
        RepeatMark "repeat-mark" "upprepa" / "repeat", "Upprepa den senaste markeringen på den valda personen." / "Repeat the latest mark on the chosen person.";
        NextUnmarked "next-unmarked" "till omarkerad" / "next unmarked", "Gå till nästa person som är omarkerad." / "Go to the next person who is unmarked.";
        AddPerson "add-person" "ny person" / "add person", "Lägg till en person." / "Add a person.";
    }
    Days {
        PreviousDay "previous-day" "dag bakåt" / "previous day", "Gå en dag bakåt." / "Go to the day before.";
        NextDay "next-day" "dag framåt" / "next day", "Gå en dag framåt." / "Go to the day after.";
        PreviousWeek "previous-week" "vecka bakåt" / "previous week", "Gå en vecka bakåt." / "Go back one week.";
        NextWeek "next-week" "vecka framåt" / "next week", "Gå en vecka framåt." / "Go forward one week.";
        Today "today" "i dag" / "today", "Gå till dagens datum." / "Go to today.";
        GoToDate "go-to-date" "gå till datum" / "go to date", "Skriv ett datum och gå dit." / "Type a date and go there.";
    }
    List {
        Menu "menu" "meny" / "menu", "Visa vad som går att göra med den valda; på kortet gör Enter det också." / "Show what can be done with the chosen one; on a card Enter does that too.";
    }
    Card {
        ChangePerson "change-person" "ändra" / "change", "Ändra personens uppgifter." / "Change the person's details.";
        MovePerson "move-person" "flytta" / "move", "Flytta personen till en annan arena." / "Move the person to another arena.";
        EndStay "end-stay" "avsluta" / "end stay", "Avsluta personens vistelse, ändra utfallet eller följ upp arbetet." / "End the person's stay, change what came of it, or follow a job up.";
        NewStay "new-stay" "ny vistelse" / "new stay", "Börja en ny vistelse för en person som kommer tillbaka." / "Begin a new stay for a person who comes back.";
        LongAbsence "long-absence" "frånvaro" / "absence", "Anteckna eller ändra längre frånvaro, som kan pausa tolvmånadersklockan." / "Record or change a long absence, which may pause the twelve-month clock.";
        Decisions "decisions" "beslut" / "decisions", "Visa AF:s beslut om personen; där förlängs, ersätts och avslutas de." / "Show AF's decisions on the person; there they are extended, replaced and ended.";
        SetStep "set-step" "steg" / "step", "Anteckna ett steg mot ett beslut: intresse, kontakt, utredning, uppföljning." / "Note a step towards a decision: interest, contact, investigation, follow-up.";
        PlanOnward "plan-onward" "plan" / "plan", "Skriv vad som kommer efter AMI, med vem och när." / "Write what comes after the unit, with whom and when.";
        ShowOnBoard "show-on-board" "på tavlan" / "on the board", "Gå till personen på tavlan." / "Go to the person on the board.";
        ShowPersonnummer "show-personnummer" "personnummer" / "personnummer", "Visa hela personnumret. Det skrivs i loggen att du har sett det." / "Show the whole personnummer. The log keeps that you saw it.";
    }
    Decisions {
        AddDecision "add-decision" "nytt" / "new", "Registrera ett nytt beslut, eller ett som förlänger det senaste." / "Record a new decision, or one that extends the latest.";
        ReplaceDecision "replace-decision" "ersätt" / "replace", "Registrera ett beslut i stället för det valda, eller rätta det." / "Record a decision in place of the chosen one, or correct it.";
        EndDecision "end-decision" "beslut upphör" / "end decision", "Avsluta det valda beslutet, återta det, eller låt det gälla igen." / "End the chosen decision, take it back, or let it hold again.";
    }
    Duties {
        HandleDuty "handle-duty" "avklarad" / "handled", "Anteckna att bevakningen är avklarad; den går ur listan." / "Note that the duty is handled; it leaves the list.";
        SetAsideDuty "set-aside-duty" "lägg undan" / "set aside", "Lägg undan bevakningen till en dag." / "Set the duty aside until a day.";
        TakeUpDuty "take-up-duty" "ta upp igen" / "take up again", "Ta upp en bevakning som är avklarad eller undanlagd." / "Take up a duty again that was handled or set aside.";
        ShowHandled "show-handled" "visa avklarade" / "show handled", "Visa eller dölj det som är avklarat eller undanlagt." / "Show or hide what was handled or set aside.";
    }
    Calendar {
        CloseDay "close-day" "stäng en dag" / "close a day", "Stäng en dag för alla eller för en arena, eller gör den till en halvdag." / "Close a day for everybody or for one arena, or make it a half day.";
        OpenDay "open-day" "öppna igen" / "open again", "Öppna den valda dagen igen." / "Open the chosen day again.";
    }
    Arenas {
        AddArena "add-arena" "ny arena" / "new arena", "Lägg till en arena." / "Add an arena.";
        ChangeArena "change-arena" "ändra" / "change", "Byt namn på arenan, stäng den från en dag, eller öppna den igen." / "Rename the arena, close it from a day, or open it again.";
        MergeArena "merge-arena" "slå ihop" / "merge", "Låt arenan gå upp i en annan i samma grupp." / "Let the arena go into another one of the same group.";
    }
    Form {
        NextField "next-field" "nästa fält" / "next field", "Gå till nästa fält." / "Go to the next field.";
        PreviousField "previous-field" "förra fältet" / "previous field", "Gå till föregående fält." / "Go to the previous field.";
        Save "save" "spara" / "save", "Spara och stäng formuläret." / "Save and close the form.";
        ShowRules "show-rules" "regler" / "rules", "Visa reglerna, och kom tillbaka till formuläret." / "Show the rules, and come back to the form.";
        Cancel "cancel" "avbryt" / "cancel", "Stäng formuläret utan att spara." / "Close the form without saving.";
    }
    Question {
        Yes "yes" "ja" / "yes", "Svara ja." / "Answer yes.";
        No "no" "nej" / "no", "Svara nej; ingenting ändras." / "Answer no; nothing is changed.";
        More "more" "mer" / "more", "Visa mer av en lång lista, och efter slutet början." / "Show more of a long list, and after its end its beginning.";
    }
}

impl Action {
    /// The action with this name in a keymap.
    pub fn named(name: &str) -> Option<Action> {
        Action::ALL
            .iter()
            .copied()
            .find(|action| action.name() == name)
    }
}
