//! What a log entry's command was, and why some of what was done stands.

use serde::{Deserialize, Serialize};

use crate::text::Text;
use crate::{text, words};

words! {
    /// What a log entry's command was.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum What {
        Create "create", "skapade registret" / "created the register";
        Mark "mark", "markerade" / "marked";
        MarkRest "mark-rest", "markerade övriga" / "marked the rest";
        Clear "clear", "tog bort markering" / "cleared a mark";
        Undo "undo", "ångrade" / "undid";
        Redo "redo", "gjorde om" / "redid";
        Enrol "enrol", "lade till" / "added";
        Import "import", "importerade" / "imported";
        Change "change", "ändrade" / "changed";
        Move "move", "flyttade" / "moved";
        EndStay "end-stay", "avslutade vistelse" / "ended a stay";
        SetOutcome "set-outcome", "ändrade utfall" / "changed an outcome";
        CheckJob "check-job", "kontrollerade arbete" / "checked a job";
        ReopenStay "reopen-stay", "öppnade vistelse igen" / "reopened a stay";
        NewStay "new-stay", "ny vistelse" / "began a new stay";
        AddArena "add-arena", "lade till arena" / "added an arena";
        RenameArena "rename-arena", "bytte namn på arena" / "renamed an arena";
        MergeArena "merge-arena", "slog ihop arenor" / "merged arenas";
        CloseArena "close-arena", "stängde arena" / "closed an arena";
        ReopenArena "reopen-arena", "öppnade arena igen" / "reopened an arena";
        SetAbsence "set-absence", "antecknade längre frånvaro" / "recorded a long absence";
        RemoveAbsence "remove-absence", "tog bort längre frånvaro" / "took a long absence away";
        Read "read", "läste" / "read";
        Close "close", "stängde dag" / "closed a day";
        Open "open", "öppnade dag" / "opened a day";
        Configure "configure", "ändrade inställning" / "changed a setting";
        AddDecision "add-decision", "registrerade beslut" / "recorded a decision";
        ReplaceDecision "replace-decision", "ersatte beslut" / "replaced a decision";
        EndDecision "end-decision", "avslutade beslut" / "ended a decision";
        WithdrawDecision "withdraw-decision", "återtog beslut" / "took back a decision";
        SetStep "set-step", "antecknade steg" / "noted a step";
        PlanOnward "plan-onward", "planerade vidare" / "planned onward";
        HandleDuty "handle-duty", "avklarade bevakning" / "handled a duty";
        SetAsideDuty "set-aside-duty", "lade undan bevakning" / "set aside a duty";
        TakeUpDuty "take-up-duty", "tog upp bevakning igen" / "took up a duty again";
        AddUser "add-user", "lade till användare" / "added a user";
        ChangeUser "change-user", "ändrade användare" / "changed a user";
        EndUser "end-user", "avslutade användare" / "ended a user";
        TakeCover "take-cover", "tog vikariat" / "took cover";
        Prefer "prefer", "valde hur programmet visas" / "chose how the program looks";
        AddKey "add-key", "lade till nyckel" / "added a key";
        RevokeKey "revoke-key", "återkallade nyckel" / "revoked a key";
        Restore "restore", "återställde registret" / "restored the register";
        Backup "backup", "säkerhetskopierade" / "backed up";
        Export "export", "exporterade allt" / "exported everything";
        Salvage "salvage", "räddade ur skadad fil" / "salvaged from a damaged file";
        Repair "repair", "lagade registret" / "repaired the register";
        SetRule "set-rule", "satte en regel" / "set a rule";
        DropRule "drop-rule", "tog bort en regel" / "took a rule back";
        Demo "demo", "påhittade uppgifter" / "made-up data";
        TakeIn "take-in", "tog in ett helt register" / "took in a whole register";
        #[serde(other)]
        Other "other", "annat" / "other";
    }
}

/// What no undo takes back, and why. All else can be taken back.
const STANDS: &[(What, Text)] = &[
    (
        What::Create,
        text!("registret finns", "the register is there"),
    ),
    (
        What::Read,
        text!(
            "den som har läst något har läst det",
            "who has read something has read it"
        ),
    ),
    (What::AddUser, RIGHTS),
    (What::ChangeUser, RIGHTS),
    (What::EndUser, RIGHTS),
    (What::TakeCover, RIGHTS),
    (What::Prefer, RIGHTS),
    (What::AddKey, RIGHTS),
    (What::RevokeKey, RIGHTS),
    (What::Backup, text!("kopian är gjord", "the copy is made")),
    (
        What::Export,
        text!("exporten är gjord", "the export is made"),
    ),
    (
        What::Restore,
        text!(
            "ett register som ersatts tas tillbaka ur sin egen fil",
            "a register that was replaced is taken back from its own file"
        ),
    ),
    (What::Salvage, MADE_ANEW),
    (What::Repair, MADE_ANEW),
    (
        What::Demo,
        text!(
            "påhittade uppgifter ligger i ett register för sig",
            "made-up data is in a register of its own"
        ),
    ),
    (
        What::TakeIn,
        text!(
            "hela registret kom ur en export",
            "the whole register came from an export"
        ),
    ),
    (
        What::Other,
        text!(
            "den här versionen vet inte vad det är",
            "this version does not know what it is"
        ),
    ),
];

const RIGHTS: Text = text!(
    "rättigheter ändras på nytt, och går inte att ångra",
    "rights are changed anew, and are not undone"
);
const MADE_ANEW: Text = text!(
    "registret är gjort på nytt ur det som gick att läsa",
    "the register was made anew of what could be read"
);

impl What {
    /// The reason why no undo takes it back; `None` of what can be taken back, and of what does that.
    pub fn stands(self) -> Option<Text> {
        let mut stands = STANDS.iter();
        stands.find(|(what, _)| *what == self).map(|(_, why)| *why)
    }

    /// Whether it changes nothing that anybody would take back, and so is not in the way of what was done before.
    pub const fn is_beside(self) -> bool {
        matches!(
            self,
            What::Read
                | What::Backup
                | What::Export
                | What::AddUser
                | What::ChangeUser
                | What::EndUser
                | What::TakeCover
                | What::Prefer
                | What::AddKey
                | What::RevokeKey
        )
    }
}
