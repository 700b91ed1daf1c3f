#!/usr/bin/env python3
"""Writes a Russian text: plain prose, and about every kilobyte, or every so many, a labelled sentence with names.

usage: generate.py MEGABYTES [KILOBYTES]
"""
import csv, pathlib, random, sys

n_bytes = int(sys.argv[1]) * 1_000_000
n_plain = int(sys.argv[2]) if len(sys.argv) > 2 else 1
root = pathlib.Path(__file__).resolve().parents[2]
with open(root / "crates/revise/tests/cases/resolution.csv", encoding="utf-8") as file:
    sentences = [row["text"] for row in csv.DictReader(file) if row["lang"] == "ru"]
# Plain prose with the small words and stops that prose has.
plain = """Утром мы вышли из дома и пошли к реке, где уже ждал учитель.
Снег лежал на полях до самой весны, и дороги не было видно.
Она написала письмо сестре, но ответа так и не получила.
В школе было тихо: дети ушли смотреть на новый мост.
Поезд опоздал на два часа, потому что ночью занесло пути.
Если бы не старый сторож, никто бы не узнал об этом деле.
Он долго молчал, а потом сказал, что работы хватит на всех.
За лесом начиналась другая деревня, о которой мало кто помнил.
Мы читали вслух по очереди, пока не погас свет.
Зимой дни были короткие, и в комнате рано зажигали лампу.
На собрании говорили о школе, о хлебе и о том, как чинить крышу.
Дед любил вспоминать, как он был молодым и ходил на охоту.
Хозяйка поставила на стол чай и спросила, надолго ли они приехали.
Из окна было видно поле, а за ним темнела полоска леса.
К вечеру дождь перестал, но идти дальше было уже поздно.
Тот год запомнился всем, кто тогда жил у реки.
Никто не знал, когда придёт следующая баржа и что она привезёт.
Мать складывала письма в коробку и никому их не показывала.
После обеда они снова взялись за дело и не заметили, как стемнело.
Когда дорогу починили, в деревню стал ходить автобус.""".splitlines()
chance = random.Random(1953)
written = 0
while written < n_bytes:
    paragraphs = [" ".join(chance.choice(plain) for _ in range(8)) for _ in range(n_plain)]
    text = "\n\n".join(paragraphs) + f" {chance.choice(sentences)}\n\n"
    sys.stdout.write(text)
    written += len(text.encode())
