//! Which names are the same in another form, which only look the same, and which words mix scripts.

use proptest::prelude::*;
use tolv::domain::alike::{Look, folded, mixed_word};
use tolv::domain::plain::plain;

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
