"""The oracle for the twelve-month clock: reads a start date a line, prints `start threshold near plan` a line.

threshold is 12 months after the start, near 10 months and 15 days (half a month counts as 15 days), plan 9 months,
as python-dateutil's relativedelta counts calendar months.
"""

import sys
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

for line in sys.stdin:
    start = date.fromisoformat(line.strip())
    threshold = start + relativedelta(months=12)
    near = start + relativedelta(months=10) + timedelta(days=15)
    plan = start + relativedelta(months=9)
    print(start, threshold, near, plan)
