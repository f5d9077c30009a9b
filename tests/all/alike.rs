//! Which names are the same in another form, which only look the same, and which words mix scripts.

use proptest::prelude::*;
use tolv::domain::alike::{Look, folded, mixed_word, strange_word};
use tolv::domain::decide::command::Command;
use tolv::domain::plain::plain;
use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

use crate::world::{World, draft};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Are {
    Same,
    LookAlike,
    Other,
}
use Are::{LookAlike, Other, Same};

const NAMES: &[(&str, &str, Are)] = &[
    ("Åsa Öberg", "A\u{30a}sa O\u{308}berg", Same),
    ("Åsa Öberg", "\u{212b}sa Öberg", Same),
    ("Åsa Öberg", "ÅSA ÖBERG", Same),
    ("Åsa Öberg", "åsa  öberg ", Same),
    ("Åsa Öberg", "Åsa\u{a0}Öberg", Same),
    ("Åsa Öberg", "Åsa\u{202f}Öberg", Same),
    ("Åsa Öberg", "Åsa\u{3000}Öberg", Same),
    ("Åsa Öberg", "Ås\u{200b}a Öberg", Same),
    ("Åsa Öberg", "Åsa\u{200d} Öberg", Same),
    ("Åsa Öberg", "Åsa\u{fe0f} Öberg", Same),
    ("Åsa Öberg", "Åsa Ö\u{ad}berg", Same),
    ("Åsa Öberg", "Åsa Ö\u{34f}berg\u{e0101}", Same),
    ("Anna-Karin Ek", "Anna\u{2010}Karin Ek", Same),
    ("Anna-Karin Ek", "Anna\u{2011}Karin Ek", Same),
    ("Anna-Karin Ek", "Anna\u{2012}Karin Ek", Same),
    ("Anna-Karin Ek", "Anna–Karin Ek", Same),
    ("Anna-Karin Ek", "Anna—Karin Ek", Same),
    ("Anna-Karin Ek", "Anna\u{2212}Karin Ek", Same),
    ("Anna-Karin Ek", "Anna\u{fe63}Karin Ek", Same),
    ("Anna-Karin Ek", "Anna Karin Ek", LookAlike),
    ("Anna-Karin Ek", "AnnaKarin Ek", Other),
    ("Sean O'Brien", "Sean O’Brien", Same),
    ("Sean O'Brien", "Sean O`Brien", Same),
    ("Sean O'Brien", "Sean O´Brien", Same),
    ("Sean O'Brien", "Sean O\u{2bc}Brien", Same),
    ("Sean O'Brien", "Sean O\u{2032}Brien", Same),
    ("Sean O'Brien", "Sean OBrien", Other),
    ("Lena Berg", "Ｌｅｎａ Ｂｅｒｇ", Same),
    ("Lena Berg", "𝐋𝐞𝐧𝐚 Berg", Same),
    ("Karl Weiß", "Karl Weiss", Same),
    ("İbrahim Kaya", "ibrahim kaya", Same),
    ("Yıldız Ak", "YILDIZ AK", Same),
    ("Sofia ﬁnn", "Sofia finn", Same),
    ("Lena Berg", "L\u{435}na Berg", LookAlike),
    ("Lena Berg", "Len\u{430} Berg", LookAlike),
    ("Lena Berg", "\u{216c}ena Berg", Same),
    ("Anna Berg", "\u{391}nna Berg", LookAlike),
    ("Anna Berg", "\u{410}nna \u{412}erg", LookAlike),
    ("Oskar Ek", "\u{39f}skar Ek", LookAlike),
    ("Ida Falk", "lda Falk", LookAlike),
    ("Ida Falk", "1da Falk", LookAlike),
    ("Olle Berg", "0lle Berg", LookAlike),
    ("Mamie Berg", "Marnie Berg", LookAlike),
    ("Anna Berg", "\u{251}nna Berg", LookAlike),
    ("Lena Berg", "Lena Ber\u{261}", LookAlike),
    ("Ḥasan Ṣāliḥ", "Hasan Salih", LookAlike),
    ("H\u{323}asan Ek", "Hasan Ek", LookAlike),
    ("Āmina Ek", "Amina Ek", LookAlike),
    ("Jan Żak", "Jan Zak", LookAlike),
    ("Pál Szőke", "Pál Szöke", LookAlike),
    ("Ana Veđić", "Ana Veðić", LookAlike),
    ("Ioana Ștefan", "Ioana Ştefan", LookAlike),
    ("Åsa Öberg", "Asa Oberg", Other),
    ("Åsa Ek", "A\u{307}sa Ek", Other),
    ("Elin Ek", "Ellen Ek", Other),
    ("Alia Ek", "Aila Ek", Other),
    ("Hakan Ek", "Håkan Ek", Other),
    ("Lena Berg", "Berg Lena", Other),
    ("Lena Berg", "Lena Berg 2", Other),
    ("Deltagare 14", "Deltagare 15", Other),
    ("José Ek", "Jose\u{301} Ek", Same),
    ("Đặng Linh", "\u{110}a\u{323}\u{306}ng Linh", Same),
    ("Σωκράτης", "ΣΩΚΡΆΤΗΣ", Same),
    ("محمد علی", "محمد\u{a0}علی", Same),
];

#[test]
fn names_are_the_same_or_look_the_same_or_are_others() {
    for (one, other, wanted) in NAMES {
        let are = match (
            folded(one) == folded(other),
            Look::of(one).is_like(&Look::of(other)),
        ) {
            (true, true) => Same,
            (false, true) => LookAlike,
            (false, false) => Other,
            (true, false) => panic!("{one:?} and {other:?} are the same and do not look so"),
        };
        assert_eq!(are, *wanted, "{one:?} {other:?}");
        assert_eq!(
            Look::of(one).is_of(other),
            are != Other,
            "{one:?} {other:?}"
        );
        assert_eq!(
            Look::of(other).is_of(one),
            are != Other,
            "{one:?} {other:?}"
        );
    }
}

#[test]
fn no_letter_that_can_be_taken_for_another_makes_another_name() {
    // What Unicode lists for the letters of a name, of many scripts (confusables.txt).
    let taken_for = [
        ('a', "ａ⍺𝐚𝑎𝒂ɑα𝛂а"),
        ('e', "℮ｅℯⅇ𝐞ꬲеҽ"),
        ('i', "ⅰℹⅈ𝐢ıɩ⍳іꙇӏᎥ"),
        ('o', "०੦໐၀ｏℴ𝐨ᴏоοօס૦๐ჿ"),
        ('n', "𝐧ոռ"),
        ('L', "Ⅼℒ𝐋ᏞᒪⳐ"),
        ('B', "Ｂℬ𝐁ꞴΒВᏴᗷ"),
        ('A', "Ａ𝐀ΑАᎪᗅ"),
        ('c', "ｃⅽ𝐜ᴄϲсⲥ"),
        ('p', "ｐ𝐩ρр⍴ⲣ"),
        ('s', "ｓ𝐬ꜱѕƽ"),
        ('x', "ｘⅹ×х᙮"),
        ('y', "ｙ𝐲уγү"),
    ];
    for (letter, others) in taken_for {
        let name = |c: char| format!("Per{c}n Ek");
        let known = Look::of(&name(letter));
        for other in others.chars() {
            let is_like = Look::of(&name(other)).is_like(&known);
            assert!(
                is_like || mixed_word(&name(other)).is_some(),
                "{other} for {letter}"
            );
        }
    }
}

#[test]
fn a_word_of_several_scripts_is_told_with_the_letter_that_does_not_belong() {
    let cases = [
        ("L\u{435}na", Some(("L\u{435}na", '\u{435}'))),
        ("\u{410}nna", Some(("\u{410}nna", '\u{410}'))),
        ("Eva-M\u{430}ria Ek", Some(("M\u{430}ria", '\u{430}'))),
        ("Лена", None),
        ("Лена Berg", None),
        ("Ελένη", None),
        ("فاطمة", None),
        ("山田 はなこ", None),
        ("山田はなこ", None),
        ("김민수", None),
        ("Åsa O'Brien-Öz", None),
        ("Person 001", None),
        ("Nguyễn", None),
        ("", None),
    ];
    for (name, wanted) in cases {
        assert_eq!(mixed_word(name), wanted, "{name}");
    }
}

#[test]
fn a_first_letter_with_a_mark_of_its_own_is_found() {
    for name in ["A\u{300}sa", "\u{c0}\u{a3c}", "O\u{338}st", "´ek"] {
        assert!(Look::of(&name.to_uppercase()).is_of(name), "{name:?}");
    }
}

proptest! {
    #[test]
    fn a_name_is_like_itself_in_every_form(name in "\\PC{0,30}") {
        let upper = folded(&name.to_uppercase());
        prop_assert_eq!(folded(&folded(&name)), folded(&name));
        prop_assert_eq!(folded(&upper), upper);
        prop_assert!(Look::of(&name).is_like(&Look::of(&name)));
        prop_assert!(Look::of(&name.to_uppercase()).is_of(&name));
        if let Ok(stored) = plain(&name) {
            prop_assert_eq!(folded(&stored), folded(&name));
        }
    }
}

/// Every character that Unicode says can be taken for a letter of the Swedish alphabet, with that letter.
fn confusables() -> Vec<(char, char)> {
    let letters = ('a'..='z').chain('A'..='Z').chain("åäöéüÅÄÖÉÜ".chars());
    let look = |c: char| skeleton(&c.to_string()).collect::<String>();
    let letters: Vec<(char, String)> = letters.map(|c| (c, look(c))).collect();
    let all = ('\u{80}'..=char::MAX).filter(|c| c.is_alphanumeric() || look(*c) != c.to_string());
    let taken = all.flat_map(|c| {
        let of = look(c);
        let for_one = letters
            .iter()
            .filter(move |(letter, look)| *look == of && *letter != c);
        for_one
            .map(move |(letter, _)| (*letter, c))
            .collect::<Vec<_>>()
    });
    taken.collect()
}

#[test]
fn nothing_that_unicode_takes_for_a_letter_makes_another_name() {
    let all = confusables();
    let mut through = Vec::new();
    for (letter, other) in &all {
        for name in [
            "{}",
            "{}ena Ek",
            "Per{}n Ek",
            "Per{} Ek",
            "Lena {}k",
            "PER{}N EK",
        ] {
            let [one, two] = [letter, other].map(|c| name.replace("{}", &c.to_string()));
            let is_told =
                plain(&two).is_err() || mixed_word(&two).is_some() || strange_word(&two).is_some();
            let is_like = Look::of(&one).is_of(&two) && Look::of(&two).is_of(&one);
            if !is_told && !is_like {
                through.push((*letter, *other, name));
            }
        }
    }
    println!("{} of {}: {through:?}", through.len(), all.len());
    assert!(
        through.is_empty(),
        "{} of {}: {through:?}",
        through.len(),
        all.len()
    );
}

/// Letters that are a letter of the alphabet but for a hook, a stroke or a tail, and that have no other form: one that no
/// name is written with is refused, and of the others it is asked.
#[test]
fn a_letter_with_a_hook_or_a_stroke_makes_no_other_name_without_a_word() {
    let base = |c: char| {
        let look: String = skeleton(&c.to_string()).collect();
        let marks = |c: &char| !('\u{300}'..='\u{36f}').contains(c);
        look.chars().filter(marks).collect::<String>()
    };
    let is_letter =
        |text: &str| text.len() == 1 && text.contains(|c: char| c.is_ascii_alphabetic());
    let with_marks = |c: char| c.nfd().nth(1).is_some();
    let alike = ('\u{100}'..=char::MAX).filter(|c| is_letter(&base(*c)) && !with_marks(*c));
    let alike: Vec<char> = alike.collect();
    let enrol = |name: &str| Command::Enrol(Box::new(draft(name, "2026-01-05")));
    let through = alike.iter().filter(|c| {
        let mut world = World::new();
        world.must("anna", &enrol(&format!("Per{}n Ek", base(**c))));
        world.ask("anna", &enrol(&format!("Per{c}n Ek"))).is_ok()
    });
    let through: String = through.collect();
    assert_eq!(through, "", "of {}", alike.len());
}

#[test]
fn letters_of_names_are_not_strange() {
    let names = "Łukasz Żółć|Đorđe Šćepanović|Yıldız Ğül Şahin|Ştefan Țîrlea|Őze Űr|Guðrún Þórsdóttir|Søren Æbelø|Ħal Ġwann|\
        Ķēniņš Ļubova|Jūratė Įčienė|Əliyev Rəşad|Áŋŋel Ŧuolla|Nguyễn Thị Đặng|Ọláṣubọ̀mi Adé|José Núñez|Weiß|Œuvre L’Été|\
        O'Brien|Kurdî Şêrko Çû|Ελένη Παπαδοπούλου|Лена Ёлкина|Їжак Ґалаґан|Ђорђе Љубић|Әлия Қазақ Ұлы|Һади|فاطمة|山田はなこ|김민수|\
        Person 001|Lena Berg (vik)|Karl \"Kalle\" Berg|Anna–Karin Ek|Anna—Karin|Bo Ek \u{1f600}|Maria Karlsson/Berg|Ｌｅｎａ|Åsa Öberg|D.Y. Ek, jr|Ḥasan Āmina";
    for name in names.split('|').map(str::trim) {
        assert_eq!(strange_word(name), None, "{name}");
    }
    for (name, word, letter) in [
        ("Per\u{17f}n Ek", "Per\u{17f}n", '\u{17f}'),
        ("\u{251}nna", "\u{251}nna", '\u{251}'),
        ("Lena \u{1d07}k", "\u{1d07}k", '\u{1d07}'),
        ("L\u{212e}na", "L\u{212e}na", '\u{212e}'),
        ("\u{3f2}", "\u{3f2}", '\u{3f2}'),
    ] {
        assert_eq!(strange_word(name), Some((word, letter)), "{name}");
    }
}
