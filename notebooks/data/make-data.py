"""Makes bikes.sqlite, reference.sqlite and reference.jsonl: `python3 make-data.py`, in this folder.

bikes.sqlite holds two tables. `hours` has one row an hour from 2023-01-01 to 2024-06-30: the weather, and how many
bikes were rented in that hour. `holidays` has one row a public holiday. All of it is simulated from a fixed seed, so
that nobody's trips are in it and every run makes the same rows: rentals are Poisson, their rate follows the hour, the
day of the week, the season, temperature, rain and wind, and grows by a fifth a year.

reference.sqlite and reference.jsonl hold rows of reference.csv in other forms, for the reference of the language.
"""

import csv
import datetime
import json
import math
import os
import random
import sqlite3

HOLIDAYS = [
    ("2023-01-01", "New Year"), ("2023-04-07", "Good Friday"), ("2023-04-10", "Easter Monday"),
    ("2023-05-01", "May Day"), ("2023-05-29", "Whit Monday"), ("2023-12-25", "Christmas"),
    ("2023-12-26", "Boxing Day"), ("2024-01-01", "New Year"), ("2024-03-29", "Good Friday"),
    ("2024-04-01", "Easter Monday"), ("2024-05-01", "May Day"), ("2024-05-20", "Whit Monday"),
]


def poisson(rng, rate):
    if rate > 60:
        return max(0, round(rng.gauss(rate, math.sqrt(rate))))
    limit, count, product = math.exp(-rate), 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count


def bump(hour, middle, width):
    return math.exp(-((hour - middle) ** 2) / (2 * width**2))


def bikes(path):
    rng = random.Random(20240701)
    holidays = {day for day, _ in HOLIDAYS}
    moment, end = datetime.datetime(2023, 1, 1), datetime.datetime(2024, 7, 1)
    warmth, storm, wind, rows = 0.0, 0.0, 12.0, []
    while moment < end:
        day_of_year = moment.timetuple().tm_yday
        warmth = 0.97 * warmth + rng.gauss(0, 0.8)
        storm = 0.9 * storm + rng.gauss(0, 0.45)
        wind = max(0.0, 12 + 0.9 * (wind - 12) + rng.gauss(0, 2))
        season = -math.cos(2 * math.pi * (day_of_year - 20) / 365)
        temperature = 11 + 9 * season + 4 * math.sin(2 * math.pi * (moment.hour - 9) / 24) + warmth
        rain = max(0.0, storm - 1.2) * 2.5
        is_free = moment.weekday() >= 5 or moment.strftime("%Y-%m-%d") in holidays
        if is_free:
            shape = 0.15 + 1.3 * bump(moment.hour, 14, 3.5) + 0.25 * bump(moment.hour, 21, 2)
        else:
            shape = 0.08 + 1.9 * bump(moment.hour, 8, 1.1) + 2.1 * bump(moment.hour, 17.5, 1.5) + 0.5 * bump(moment.hour, 13, 2.5)
        comfort = math.exp(-((temperature - 23) ** 2) / 450)
        growth = 1 + 0.2 * (moment - datetime.datetime(2023, 1, 1)).days / 365
        rate = 170 * shape * comfort * growth * math.exp(-0.55 * rain) * math.exp(-0.015 * max(0, wind - 15))
        # The station's thermometer was away for repair for a week.
        is_broken = datetime.datetime(2023, 9, 11) <= moment < datetime.datetime(2023, 9, 18)
        rows.append((
            moment.strftime("%Y-%m-%d %H:%M:%S"), None if is_broken else round(temperature, 1), round(rain, 1),
            round(wind, 1), poisson(rng, rate * rng.gauss(1, 0.08)),
        ))
        moment += datetime.timedelta(hours=1)
    with fresh(path) as database:
        database.execute("CREATE TABLE hours (start TEXT PRIMARY KEY, temperature REAL, rain REAL, wind REAL, rentals INTEGER)")
        database.executemany("INSERT INTO hours VALUES (?, ?, ?, ?, ?)", rows)
        database.execute("CREATE TABLE holidays (day TEXT PRIMARY KEY, name TEXT)")
        database.executemany("INSERT INTO holidays VALUES (?, ?)", HOLIDAYS)


def fresh(path):
    if os.path.exists(path):
        os.remove(path)
    return sqlite3.connect(path)


def reference():
    with open("reference.csv", newline="") as file:
        rows = list(csv.DictReader(file))[:400]
    with fresh("reference.sqlite") as database:
        database.execute("CREATE TABLE flights (day DATE, carrier TEXT, origin TEXT, dep_delay REAL, is_late BOOLEAN)")
        for row in rows:
            delay = float(row["dep_delay"]) if row["dep_delay"] not in ("", "NA") else None
            database.execute(
                "INSERT INTO flights VALUES (?, ?, ?, ?, ?)",
                (day(row), row["carrier"], row["origin"], delay, None if delay is None else int(delay > 15)))
    with open("reference.jsonl", "w") as file:
        for row in rows[:120]:
            record = {
                "day": day(row), "carrier": row["carrier"], "distance": int(row["distance"]),
                "route": {"origin": row["origin"], "dest": row["dest"]},
            }
            if row["arr_delay"] not in ("", "NA"):
                record["arr_delay"] = float(row["arr_delay"])
            file.write(json.dumps(record) + "\n")


def day(row):
    return f"{int(row['year']):04}-{int(row['month']):02}-{int(row['day']):02}"


if __name__ == "__main__":
    os.chdir(os.path.dirname(os.path.abspath(__file__)))
    bikes("bikes.sqlite")
    reference()
