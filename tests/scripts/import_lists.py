#!/usr/bin/env python3
"""Writes tests/data/import/: one small list of made-up people in every form a spreadsheet may give it.

The personnummer have birth numbers 980-999, which are given to nobody.
"""
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent / "data" / "import"


def personnummer(nine, century="19"):
    """Nine digits with their check digit: the one that makes Luhn's sum end in 0."""
    for digit in range(10):
        total = 0
        for place, char in enumerate(nine + str(digit)):
            value = int(char) * (2 if place % 2 == 0 else 1)
            total += sum(map(int, str(value)))
        if total % 10 == 0:
            return f"{century}{nine[:6]}-{nine[6:]}{digit}"


SWEDISH = ["Namn", "Personnummer", "Grupp", "Arena", "Start", "Slut", "Timmar/vecka", "Veckodagar", "Telefon",
           "Handledare", "Insats", "Skydd", "Anteckning"]
ENGLISH = ["Supervisor", "Person number", "GROUP", "Workplace", "Start_date", "End date:", "Hours per week", "Weekdays",
           "Mobile", "Participant", "Measure", "Protected", "Comment"]
PEOPLE = [
    ["Lena Bergström", personnummer("850412980"), "Ute", "Parken", "2025-12-29", "", "30", "", "070-000 00 01",
     "Maj Ek", "Lönebidrag", "", "Har egna arbetskläder"],
    ["Måns Dahl", personnummer("910731981"), "Utegruppen", "Parken", "2026-03-02", "", "37,5", "mån-fre", "", "Maj Ek",
     "Lönebidrag", "nej", ""],
    ["Åsa Öberg", personnummer("790203982"), "Inne", "Köket", "2026-01-12", "2026-12-31", "20", "mån, ons, fre", "",
     "Per Al", "Praktik", "", "Två rader\ni samma cell"],
    ["Nils von der Heide", "", "ute", "Snickeriet", "2026-08-17", "", "", "", "", "", "", "", ""],
    ["Sara Ek", personnummer("000229983", "20"), "Innegruppen", "Verkstaden", "2026-02-02", "", "16", "ti to", "", "",
     "", "sekretessmarkering", ""],
    ["Öhman, Eva Maria", personnummer("660675984"), "INNE", "Köket", "2026-09-01", "", "25", "", "", "Per Al", "", "",
     "Kommer med buss; slutar 15"],
    ["Sukarno", "", "inne", "", "2026-11-02", "", "40", "", "", "", "", "", ""],
]


def cell(text, delimiter):
    if any(sign in text for sign in (delimiter, '"', "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text


def lines(headings, rows, delimiter, end="\r\n"):
    return "".join(delimiter.join(cell(c, delimiter) for c in row) + end for row in [headings, *rows])


def two_columns(row):
    given, family = {
        "Lena Bergström": ("Lena", "Bergström"), "Måns Dahl": ("Måns", "Dahl"), "Åsa Öberg": ("Åsa", "Öberg"),
        "Nils von der Heide": ("Nils", "von der Heide"), "Sara Ek": ("Sara", "Ek"),
        "Öhman, Eva Maria": ("Eva Maria", "Öhman"), "Sukarno": ("", "Sukarno"),
    }[row[0]]
    return [family, *row[1:], given]


def english(row):
    return [row[9], row[1].replace("-", ""), {"u": "Outdoor", "i": "indoor group"}[row[2][0].lower()], *row[3:6],
            row[6].replace(",", "."), row[7].replace("mån-fre", "Mon-Fri"), row[8], row[0], *row[10:]]


def short_dates(row):
    """Excel's day numbers and d/m yyyy, the two that Swedish people meet."""
    import datetime
    row = list(row)
    start = datetime.date.fromisoformat(row[4])
    row[4] = str((start - datetime.date(1899, 12, 30)).days)
    if row[5]:
        end = datetime.date.fromisoformat(row[5])
        row[5] = f"{end.day}/{end.month} {end.year}"
    return row


GOOD = ["Bo Bra", "", "ute", "Parken", "2026-05-04", "", "30", "", "", "", "", "", ""]


def changed(**cells):
    row = list(GOOD)
    for heading, text in cells.items():
        row[SWEDISH.index(heading)] = text
    return row


BAD = [
    GOOD,                                                                    # line 2, the only good one
    changed(Namn=""),
    changed(Namn="1234"),
    changed(Namn="Bo\x1b[2J Bra"),
    changed(Namn="Bo \u202eBra"),
    changed(Namn="Bo\u200b Bra"),
    changed(Namn="B" * 201),
    changed(Anteckning="x" * 2001),
    changed(Personnummer="19850412-9800"),                                   # 10: check digit
    changed(Personnummer="19850231-9801"),
    changed(Personnummer="1985"),
    changed(Personnummer="okänt"),
    changed(Grupp="inomskärs"),
    changed(Grupp="", Arena=""),                                             # 15
    changed(Start=""),
    changed(Start="i våras"),
    changed(Start="1989-12-31"),
    changed(Start="2027-11-23"),
    changed(Slut="2026-05-03"),                                              # 20
    ["Bo Bra", *changed(Telefon="070-000 00 02")[1:]],
    changed(Skydd="kanske"),
    changed(**{"Timmar/vecka": "många"}),
    changed(**{"Timmar/vecka": "169"}),
    changed(**{"Timmar/vecka": "60", "Veckodagar": "mån ti"}),               # 25
    changed(Veckodagar="ibland"),
    changed(**{"Timmar/vecka": "", "Veckodagar": "mån-fre"}),
    changed() + ["en cell till"],
    changed(Namn="", Start="nyss", Telefon="\u2066070"),                     # 29: three faults at once
]


def write(name, text, encoding):
    (HERE / name).write_bytes(text.encode(encoding))


HERE.mkdir(parents=True, exist_ok=True)
write("utf8-semicolon.csv", lines(SWEDISH, PEOPLE, ";"), "utf-8")
write("utf8-bom-comma.csv", lines(SWEDISH, PEOPLE, ","), "utf-8-sig")
write("windows-1252-tab.txt", lines([h.upper() for h in SWEDISH], PEOPLE, "\t", "\n"), "cp1252")
write("utf16-tab.txt", lines(SWEDISH, PEOPLE, "\t"), "utf-16")
write("english.csv", lines(ENGLISH, map(english, PEOPLE), ","), "utf-8")
write("two-name-columns.csv", "sep=;\r\n" + lines(["Efternamn", *SWEDISH[1:], "Förnamn"], map(two_columns, PEOPLE), ";"),
      "utf-8")
write("excel-dates.csv", lines(SWEDISH, map(short_dates, PEOPLE), ";", "\r"), "utf-8")
write("bad.csv", lines(SWEDISH, BAD, ";"), "utf-8")
