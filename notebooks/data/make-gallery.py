#!/usr/bin/env python3
"""Writes gallery.csv: columns that are trouble to draw, for notebooks/gallery.md."""
import csv, datetime, math, pathlib

names = [
    "an ordinary name", "<script>alert(\"x\")</script>", "a & b, 'c' and \"d\"", "a very long name that goes on " * 12,
    "بيانات الرحلات المتأخرة", "נתוני הטיסות", "遅延した便の割合と到着時刻の予測モデル一覧表", "👩‍👩‍👧‍👦 a family", "e" + "\u0301" * 40, "−1",
]
names += [f"name {place}" for place in range(len(names) + 1, 61)]
start = datetime.date(1969, 11, 15)
with open(pathlib.Path(__file__).with_name("gallery.csv"), "w", newline="", encoding="utf-8") as file:
    rows = csv.writer(file)
    rows.writerow(["step", "day", "name", "wave", "single", "equal", "negative", "huge", "tiny", "gaps", "group", "kind"])
    for step in range(60):
        wave = round(math.sin(step / 5) + step / 40, 4)
        rows.writerow([
            step + 1, start + datetime.timedelta(days=2 * step), names[step], wave, 0.4 if step == 30 else "", 3,
            round(-5 - 4 * math.cos(step / 7), 3), f"{(wave - 0.5) * 1e300:.4g}", f"{(wave + 2) * 1e-300:.4g}",
            "" if step % 7 in (3, 4) else wave, ["north", "south", "west"][step * step % 3], ["even", "odd"][step % 2],
        ])
