//! Made-up names, each one once.

use super::random::Random;

/// Names put together by hand, so that the small register reads like a real list.
const BY_HAND: [(&str, &str); 27] = [
    ("Åsa", "Öberg"),
    ("Anna-Karin", "Lindström"),
    ("Amina", "Yusuf"),
    ("Oleksandr", "Kovalenko"),
    ("Björn", "Sjöqvist"),
    ("Fatima", "Al-Hassan"),
    ("Göran", "Åkerlund"),
    ("Märta", "Nyström"),
    ("Tesfaye", "Bekele"),
    ("Ewa", "Kowalczyk"),
    ("Jörgen", "Hägg"),
    ("Nasrin", "Ahmadi"),
    ("Carl-Johan", "af Ekenstam"),
    ("Mehmet", "Yıldız"),
    ("Pia", "Söderlund"),
    ("Khadija", "Warsame"),
    ("Östen", "Järvinen"),
    ("Ngoc Anh", "Trần"),
    ("Rebecka", "Ängquist"),
    ("Zoran", "Petrović"),
    ("Siv", "Bäckman"),
    ("Somchai", "Wongsa"),
    ("Elin", "Forsgård"),
    ("Mahmoud", "Darwish"),
    ("Lars-Åke", "Höglund"),
    ("Tigist", "Haile"),
    ("Håkan", "Björkegren"),
];

const GIVEN: &str = "\
    Abdi Agneta Ahmed Aisha Alexander Ali Andreas Anette Anton Asha Astrid Bahar Birgitta Bo Camilla Christer \
    Daniel David Elena Emil Erika Eva Filip Fredrik Gunilla Gustav Hamid Hanna Hassan Helena Ibrahim Inger Ingrid \
    Iryna Jan Jasmin Johan Josefin Jürgen Kerstin Kristoffer Lars Leila Linnéa Lovisa Malin Marcus Maria Mats \
    Mikael Mohamed Märit Nils Olena Ove Patrik Per Petra Rasmus Robin Rolf Sahar Samira Sara Sören Tommy Tove Ulf \
    Viktor Yusra Åke Örjan";

const FAMILY: &str = "\
    Abdullahi Adolfsson Ahlström Ali Alm Andersson Arvidsson Aslan Berg Berggren Berglund Bergström Björk Blom \
    Blomqvist Bondarenko Boström Bäck Carlsson Dahl Dahlberg Danielsson Demir Ek Eklund Ekström Eliasson Engström \
    Eriksson Falk Forsberg Fransson Fredriksson Friberg Gebre Gunnarsson Gustafsson Haddad Hansson Hassan Hedlund \
    Hellström Henriksson Hermansson Holm Holmberg Holmgren Håkansson Ismail Jakobsson Jansson Johansson Jonasson \
    Jönsson Karlsson Khalil Larsson Lind Lindberg Lindgren Lindqvist Lund Lundgren Löfgren Magnusson Martinsson \
    Mattsson Melnyk Mohammadi Månsson Mårtensson Nguyen Nilsson Nordin Norberg Nowak Olofsson Olsson Omar Persson \
    Rahimi Rosén Samuelsson Sandberg Shevchenko Sjöberg Ström Sundqvist Svensson Söderberg Tekle Viklund Wallin \
    Wikström Åberg Öhman";

/// Given and family names without end; the first 500,000 or so differ from each other.
pub fn names(seed: u64) -> impl Iterator<Item = (String, String)> {
    let mut by_hand = BY_HAND;
    let mut given: Vec<&str> = GIVEN.split_whitespace().collect();
    let mut family: Vec<&str> = FAMILY.split_whitespace().collect();
    let mut random = Random::of(seed, "names", 0);
    random.shuffle(&mut by_hand);
    random.shuffle(&mut given);
    random.shuffle(&mut family);
    let put_together = (0usize..).map(move |n| {
        let (column, row) = (n % given.len(), n / given.len());
        let family_name = family[(column + row) % family.len()];
        // When every pair has been used, a second given name is added, then the next.
        let given_name = match (row / family.len()) % given.len() {
            0 => given[column].to_owned(),
            second => {
                let second = given[(column + second) % given.len()];
                format!("{} {second}", given[column])
            }
        };
        (given_name, family_name.to_owned())
    });
    by_hand
        .into_iter()
        .map(|(given, family)| (given.to_owned(), family.to_owned()))
        .chain(put_together)
}
