"""Writes tests/data/holidays-se.csv, the oracle for the Swedish calendar: date;kind;name.

Made with the PyPI package `holidays` 0.109 (`pip install holidays==0.109`), run from the top of the repository:
python3 tests/scripts/holidays.py > tests/data/holidays-se.csv

`public` are the package's public holidays without the plain Sundays it can add. `eve` are the four days usually free
by agreement: the package knows three as DE_FACTO, and påskafton among its OPTIONAL days; its other days are left out.
"""

import sys
from os.path import abspath, dirname

# This script is called holidays.py: its own folder must not hide the package.
sys.path = [p for p in sys.path if abspath(p) != dirname(abspath(__file__))]

import holidays  # noqa: E402

YEARS = range(1990, 2101)
EVES = {"Påskafton", "Midsommarafton", "Julafton", "Nyårsafton"}


def days(categories):
    found = holidays.Sweden(years=YEARS, categories=categories, include_sundays=False, language="sv")
    return {(day, name) for day in found for name in found.get_list(day)}


public = days((holidays.PUBLIC,))
eves = {(day, name) for day, name in days((holidays.DE_FACTO, holidays.OPTIONAL)) if name in EVES}
rows = [(day, "public", name) for day, name in public] + [(day, "eve", name) for day, name in eves]

sys.stdout.reconfigure(encoding="utf-8", newline="\n")
print("date;kind;name")
for day, kind, name in sorted(rows):
    print(f"{day.isoformat()};{kind};{name}")
