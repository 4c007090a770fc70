"""Writes the 1 MB document of the suite: an export job's history as an API would answer it.

usage: document.py PATH
"""
import json
import random
import sys

random.seed(8259)
WORDS = ("export report building table season façade Größe naïve café résumé 東京 資料 данные layout floor invoice "
         "order total customer shipping quarterly summary chapter figure draft final approved").split()


def text(low, high):
    return " ".join(random.choice(WORDS) for _ in range(random.randint(low, high)))


def item(number):
    note = text(5, 30)
    if number % 5 == 0:
        note += '\n"' + text(1, 4) + '"\tC:\\exports\\' + str(number)
    if number % 17 == 0:
        note += " \U0001F600 done"
    return {
        "id": f"{random.getrandbits(128):032x}",
        "sequence": number,
        "title": text(2, 6),
        "note": note,
        "created": f"2026-{random.randint(1, 12):02}-{random.randint(1, 28):02}T{random.randint(0, 23):02}:15:00.{random.randint(0, 999):03}Z",
        "active": random.random() < 0.5,
        "parent": None if number % 3 else number // 3,
        "size": {"bytes": random.randrange(10**10), "pages": random.randrange(500), "ratio": random.random()},
        "price": round(random.uniform(0, 5000), 2),
        "position": [round(random.uniform(-180, 180), 6), round(random.uniform(-90, 90), 6)],
        "matrix": [[random.randrange(-100, 100) for _ in range(4)] for _ in range(2)],
        "tags": random.sample(WORDS, random.randint(0, 5)),
    }


items = []
size = 0
while size < 1_000_000:
    items.append(item(len(items)))
    size += len(json.dumps(items[-1], ensure_ascii=False, separators=(",", ":")).encode()) + 1
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump({"kind": "history", "items": items}, file, ensure_ascii=False, separators=(",", ":"))
