//! THE table of rules: what each is about, one line a rule, under the heading it belongs to.

use crate::domain::rules::Kind;
use crate::text::Text;

/// Makes the enums and their look-ups from one line a rule: the variant, its name, its kind, and what it says
/// (`sv / en`). Each part has its heading, and what stands before a rule of it where the heading does not.
macro_rules! rules {
    ($($part:ident $part_sv:literal / $part_en:literal, $before_sv:literal / $before_en:literal {
        $($variant:ident $name:literal $kind:ident $sv:literal / $en:literal;)+
    })+) => {
        /// What a rule is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Name { $($($variant,)+)+ }

        /// A heading over rules.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Part { $($part,)+ }

        impl Name {
            /// Every rule, in the order people read them.
            pub const ALL: &'static [Name] = &[$($(Name::$variant,)+)+];

            /// Its stable name: in the shipped file, in the register and on the command line.
            pub const fn slug(self) -> &'static str {
                match self { $($(Name::$variant => $name,)+)+ }
            }

            /// What its value is measured in.
            pub const fn kind(self) -> Kind {
                match self { $($(Name::$variant => Kind::$kind,)+)+ }
            }

            /// What it is about, in a few words.
            pub const fn title(self) -> Text {
                match self {
                    $($(Name::$variant => Text { sv: concat!($before_sv, $sv), en: concat!($before_en, $en) },)+)+
                }
            }

            /// The same below the heading of its part.
            pub const fn short(self) -> Text {
                match self { $($(Name::$variant => Text { sv: $sv, en: $en },)+)+ }
            }

            /// The part it belongs to.
            pub const fn part(self) -> Part {
                match self { $($(Name::$variant => Part::$part,)+)+ }
            }
        }

        impl Part {
            /// The heading.
            pub const fn title(self) -> Text {
                match self { $(Part::$part => Text { sv: $part_sv, en: $part_en },)+ }
            }
        }
    };
}

rules! {
    TwelveMonths "Tolv månader på AMI" / "Twelve months at AMI", "tolv månader: " / "twelve months: " {
        TwelveMonthsStart "twelve-months.start" Start "räknas från" / "counted from";
        TwelveMonthsLength "twelve-months.length" Months "gräns" / "threshold";
        TwelveMonthsNear "twelve-months.near" Months "nära från" / "near from";
        TwelveMonthsPlan "twelve-months.plan" Months "planera från" / "plan from";
        TwelveMonthsGap "twelve-months.gap" Months "tidigare vistelse räknas vid uppehåll under" / "an earlier stay counts if the gap is under";
        TwelveMonthsArenaRestarts "twelve-months.arena-restarts" Truth "byte av arena börjar om" / "a change of arena restarts it";
        TwelveMonthsAbsencePauses "twelve-months.absence-pauses" Truth "längre frånvaro pausar" / "long absence pauses it";
    }
    Development "Lönebidrag för utveckling i anställning" / "Wage subsidy for development in employment", "utveckling: " / "development: " {
        DevelopmentLongestDecision "development.longest-decision" Months "längsta beslut" / "longest decision";
        DevelopmentLongestTotal "development.longest-total" Months "längst sammanlagt" / "longest in all";
        DevelopmentExtra "development.extra" Kronor "extra stöd högst" / "extra money at most";
        DevelopmentOutsideLas "development.outside-las" Truth "utanför LAS" / "outside LAS";
    }
    Employment "Lönebidrag för anställning" / "Wage subsidy for employment", "anställning: " / "employment: " {
        EmploymentLongestDecision "employment.longest-decision" Months "längsta beslut" / "longest decision";
        EmploymentFirstDecision "employment.first-decision" Months "första beslut brukar vara högst" / "a first decision is usually at most";
        EmploymentLongestTotal "employment.longest-total" Months "längst sammanlagt" / "longest in all";
        EmploymentExtra "employment.extra" Kronor "extra stöd högst" / "extra money at most";
        EmploymentOutsideLas "employment.outside-las" Truth "utanför LAS" / "outside LAS";
    }
    Security "Lönebidrag för trygghet i anställning" / "Wage subsidy for security in employment", "trygghet: " / "security: " {
        SecurityLongestDecision "security.longest-decision" Months "längsta beslut" / "longest decision";
        SecurityFirstDecision "security.first-decision" Months "första beslut brukar vara högst" / "a first decision is usually at most";
        SecurityExtra "security.extra" Kronor "extra stöd högst, av särskilda skäl" / "extra money at most, for special reasons";
        SecurityOutsideLas "security.outside-las" Truth "utanför LAS" / "outside LAS";
    }
    AllForms "Alla former av lönebidrag" / "All forms of wage subsidy", "" / "" {
        WageCeiling "wage-ceiling" Kronor "lönetak på heltid" / "wage ceiling for full time";
        ClaimWithin "claim.within" Days "rekvisition: inom, efter arbetsmånaden" / "claim: within, after the month of work";
        ChangesWithin "changes.within" Days "ändringar anmäls till AF inom" / "changes are reported to AF within";
        ReconsiderationWithin "reconsideration.within" Days "omprövning begärs inom" / "reconsideration is asked for within";
        ContactWithin "contact.within" WorkingDays "AF:s kontakt efter intresseanmälan inom" / "AF's contact after the interest within";
    }
    Unit "Enhetens egna" / "The unit's own", "" / "" {
        DecisionRemindEarly "decision.remind-early" Days "beslut: påminn före sista dagen" / "decision: remind before the last day";
        DecisionRemindLate "decision.remind-late" Days "beslut: påminn igen" / "decision: remind again";
        TotalRemindEarly "total.remind-early" Days "stödtid: påminn innan den är slut" / "support time: remind before its end";
        TotalRemindLate "total.remind-late" Days "stödtid: påminn igen" / "support time: remind again";
        ClaimRemind "claim.remind" Days "rekvisition: påminn före sista dagen" / "claim: remind before the last day";
        QuotaLeast "quota.least" Number "lönebidrag om året, minst" / "wage subsidies a year, at least";
        QuotaMost "quota.most" Number "lönebidrag om året, högst" / "wage subsidies a year, at most";
        JobLasts "job.lasts" Months "ett arbete ska ha varat minst" / "a job has to have lasted at least";
        UntakenWithin "untaken.within" Days "dagar som inte är tagna bevakas" / "days not taken are watched for";
    }
}

impl Name {
    /// The rule with this name.
    pub fn named(slug: &str) -> Option<Name> {
        Name::ALL.iter().copied().find(|name| name.slug() == slug)
    }

    /// The setting that it is: those of the twelve months hold for every day, and are set with the other settings.
    pub const fn setting(self) -> Option<&'static str> {
        match self {
            Name::TwelveMonthsStart => Some("rule.start"),
            Name::TwelveMonthsLength => Some("rule.length"),
            Name::TwelveMonthsNear => Some("rule.near"),
            Name::TwelveMonthsPlan => Some("rule.plan"),
            Name::TwelveMonthsGap => Some("rule.gap-months"),
            Name::TwelveMonthsArenaRestarts => Some("rule.arena-restarts"),
            Name::TwelveMonthsAbsencePauses => Some("rule.absence-pauses"),
            _ => None,
        }
    }
}
