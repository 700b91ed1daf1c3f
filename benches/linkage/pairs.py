"""Writes pairs.csv: pairs of names, whether they can be one person's, and what makes the pair hard. The same bytes every time.

The truth is in the making: a person is drawn, and written as two offices would have written the name. A pair of two persons is made
so that the names are as near as two persons' can be. The romanizations here are written out by hand from the official tables and
share nothing with the tables that the program reads. `half` is by hash: rules may be tuned on `open`, figures are told of `kept`.
"""
import csv, hashlib, random

rng = random.Random(1956)
# Russian, Ukrainian, Belarusian; patronymics of a son and a daughter in Russian, Ukrainian, Belarusian
MEN = [line.split() for line in """Иван Іван Іван Иванович Ивановна Іванович Іванівна Іванавіч Іванаўна
Пётр Петро Пятро Петрович Петровна Петрович Петрівна Пятровіч Пятроўна
Николай Микола Мікалай Николаевич Николаевна Миколайович Миколаївна Мікалаевіч Мікалаеўна
Григорий Григорій Рыгор Григорьевич Григорьевна Григорович Григорівна Рыгоравіч Рыгораўна
Павел Павло Павел Павлович Павловна Павлович Павлівна Паўлавіч Паўлаўна
Михаил Михайло Міхаіл Михайлович Михайловна Михайлович Михайлівна Міхайлавіч Міхайлаўна
Александр Олександр Аляксандр Александрович Александровна Олександрович Олександрівна Аляксандравіч Аляксандраўна
Алексей Олексій Аляксей Алексеевич Алексеевна Олексійович Олексіївна Аляксеевіч Аляксееўна
Василий Василь Васіль Васильевич Васильевна Васильович Василівна Васільевіч Васільеўна
Владимир Володимир Уладзімір Владимирович Владимировна Володимирович Володимирівна Уладзіміравіч Уладзіміраўна
Сергей Сергій Сяргей Сергеевич Сергеевна Сергійович Сергіївна Сяргеевіч Сяргееўна
Дмитрий Дмитро Дзмітрый Дмитриевич Дмитриевна Дмитрович Дмитрівна Дзмітрыевіч Дзмітрыеўна
Андрей Андрій Андрэй Андреевич Андреевна Андрійович Андріївна Андрэевіч Андрэеўна
Степан Степан Сцяпан Степанович Степановна Степанович Степанівна Сцяпанавіч Сцяпанаўна
Фёдор Федір Фёдар Фёдорович Фёдоровна Федорович Федорівна Фёдаравіч Фёдараўна
Яков Яків Якаў Яковлевич Яковлевна Якович Яківна Якаўлевіч Якаўлеўна
Илья Ілля Ілья Ильич Ильинична Ілліч Іллівна Ільіч Ільінічна
Семён Семен Сямён Семёнович Семёновна Семенович Семенівна Сямёнавіч Сямёнаўна
Константин Костянтин Канстанцін Константинович Константиновна Костянтинович Костянтинівна Канстанцінавіч Канстанцінаўна
Евгений Євген Яўген Евгеньевич Евгеньевна Євгенович Євгенівна Яўгенавіч Яўгенаўна
Игорь Ігор Ігар Игоревич Игоревна Ігорович Ігорівна Ігаравіч Ігараўна
Леонид Леонід Леанід Леонидович Леонидовна Леонідович Леонідівна Леанідавіч Леанідаўна
Никита Микита Мікіта Никитич Никитична Микитович Микитівна Мікітавіч Мікітаўна
Матвей Матвій Мацвей Матвеевич Матвеевна Матвійович Матвіївна Мацвеевіч Мацвееўна
Тимофей Тимофій Цімафей Тимофеевич Тимофеевна Тимофійович Тимофіївна Цімафеевіч Цімафееўна
Артём Артем Арцём Артёмович Артёмовна Артемович Артемівна Арцёмавіч Арцёмаўна
Лев Лев Леў Львович Львовна Львович Львівна Львовіч Львоўна
Борис Борис Барыс Борисович Борисовна Борисович Борисівна Барысавіч Барысаўна
Роман Роман Раман Романович Романовна Романович Романівна Раманавіч Раманаўна
Виктор Віктор Віктар Викторович Викторовна Вікторович Вікторівна Віктаравіч Віктараўна""".split("\n")]
WOMEN = [line.split() for line in """Мария Марія Марыя
Анна Ганна Ганна
Елена Олена Алена
Ольга Ольга Вольга
Екатерина Катерина Кацярына
Наталья Наталія Наталля
Татьяна Тетяна Таццяна
Ирина Ірина Ірына
Надежда Надія Надзея
Вера Віра Вера
Александра Олександра Аляксандра
Евгения Євгенія Яўгенія
Валентина Валентина Валянціна
Анастасия Анастасія Настасся
Евдокия Євдокія Еўдакія
Софья Софія Соф'я""".split("\n")]
SHORT = {"Иван": "Ваня", "Николай": "Коля", "Михаил": "Миша", "Александр": "Саша", "Владимир": "Володя", "Пётр": "Петя",
         "Мария": "Маша", "Екатерина": "Катя", "Наталья": "Наташа", "Татьяна": "Таня", "Сергей": "Серёжа", "Евгений": "Женя"}
# A man's and a woman's form, Ukrainian, Belarusian
SURNAMES = [line.split() for line in """Иванов Иванова Іванов Іваноў
Петров Петрова Петров Пятроў
Сидоров Сидорова Сидоров Сідараў
Кузнецов Кузнецова Кузнєцов Кузняцоў
Семёнов Семёнова Семенов Сямёнаў
Фёдоров Фёдорова Федоров Фёдараў
Киселёв Киселёва Кисельов Кісялёў
Соловьёв Соловьёва Соловйов Салаўёў
Ковалёв Ковалёва Ковальов Кавалёў
Горбачёв Горбачёва Горбачов Гарбачоў
Королёв Королёва Корольов Каралёў
Жуков Жукова Жуков Жукаў
Чернышёв Чернышёва Чернишов Чарнышоў
Щербаков Щербакова Щербаков Шчарбакоў
Хрущёв Хрущёва Хрущов Хрушчоў
Цветков Цветкова Цвєтков Цвяткоў
Юдин Юдина Юдін Юдзін
Яшин Яшина Яшин Яшын
Воробьёв Воробьёва Воробйов Вераб'ёў
Вознесенский Вознесенская Вознесенський Вазнясенскі
Рокоссовский Рокоссовская Рокоссовський Ракасоўскі
Островский Островская Островський Астроўскі
Белый Белая Білий Белы
Толстой Толстая Толстой Талстой
Шевченко Шевченко Шевченко Шаўчэнка
Коваленко Коваленко Коваленко Каваленка
Мельник Мельник Мельник Мельнік
Гончар Гончар Гончар Ганчар
Михайлов Михайлова Михайлов Міхайлаў
Григорьев Григорьева Григор'єв Рыгор'еў
Алексеев Алексеева Алексєєв Аляксееў
Ильин Ильина Ільїн Ільін
Мейерхольд Мейерхольд Мейєрхольд Меерхольд
Эйхе Эйхе Ейхе Эйхе
Зощенко Зощенко Зощенко Зошчанка
Пастернак Пастернак Пастернак Пастэрнак
Гумилёв Гумилёва Гумільов Гумілёў
Мандельштам Мандельштам Мандельштам Мандэльштам
Орлов Орлова Орлов Арлоў
Козлов Козлова Козлов Казлоў
Попов Попова Попов Папоў
Егоров Егорова Єгоров Ягораў
Ефимов Ефимова Єфімов Яфімаў
Аксёнов Аксёнова Аксьонов Аксёнаў
Тухачевский Тухачевская Тухачевський Тухачэўскі
Бухарин Бухарина Бухарін Бухарын
Заболоцкий Заболоцкая Заболоцький Забалоцкі
Гинзбург Гинзбург Гінзбург Гінзбург""".split("\n")]
NEAR = {"Иванов": "Иванцов", "Петров": "Петряков", "Орлов": "Козлов", "Жуков": "Юдин", "Попов": "Поляков", "Ильин": "Юдин", "Сидоров": "Сидоренко",
        "Ковалёв": "Коваленко", "Михайлов": "Михалков", "Алексеев": "Аксёнов", "Козлов": "Котлов", "Мельник": "Мельников", "Гончар": "Гончаров"}

COMMON = dict(zip("абвгдзиклмнопрстуф", "a b v g d z i k l m n o p r s t u f".split()))
TABLES = {
    "english": {**COMMON, **dict(zip("еёжйхцчшщъыьэюя", "e yo zh y kh ts ch sh shch _ y _ e yu ya".split()))},
    "passport": {**COMMON, **dict(zip("еёжйхцчшщъыьэюя", "e e zh i kh ts ch sh shch ie y _ e iu ia".split()))},
    "german": {**COMMON, **dict(zip("веёжзйхцчшщъыьэюя", "w e jo sch s i ch z tsch sch schtsch _ y _ e ju ja".split()))},
    "french": {**COMMON, **dict(zip("уеёжйхцчшщъыьэюя", "ou e io j i kh ts tch ch chtch _ y _ e iou ia".split()))},
    "scholarly": {**COMMON, **dict(zip("еёжйхцчшщъыьэюя", "e ë ž j ch c č š šč _ y _ è ju ja".split()))},
    "polish": {**COMMON, **dict(zip("веёжйлхцчшщъыьэюя", "w ie io ż j ł ch c cz sz szcz _ y _ e iu ia".split()))},
    "ukrainian": {**COMMON, **dict(zip("гґеєжиіїйхцчшщьюя'’", "h g e ie zh y i i i kh ts ch sh shch _ iu ia _ _".split()))},
}

def romanize(text, table):
    out = "".join(TABLES[table].get(letter, letter).replace("_", "") for letter in text.lower())
    return " ".join(word[:1].upper() + word[1:] for word in out.split(" "))

class Person:
    def __init__(self, woman=None, surname=None, given=None, father=None):
        self.woman = rng.random() < 0.4 if woman is None else woman
        self.surname = surname or rng.choice(SURNAMES)
        self.given = given or rng.choice(WOMEN if self.woman else MEN)
        self.father = father or rng.choice(MEN)
    def but(self, **changes):
        return Person(**{**dict(woman=self.woman, surname=self.surname, given=self.given, father=self.father), **changes})
    def parts(self, lang="ru"):
        at = {"ru": 0, "uk": 1, "be": 2}[lang]
        surname = self.surname[[0, 2, 3][at]]
        if self.woman:
            surname = self.surname[1] if lang == "ru" else feminine(surname)
        return surname, self.given[at], self.father[3 + 2 * at + self.woman]

def feminine(surname):
    for end, other in (("ський", "ська"), ("цький", "цька"), ("скі", "ская"), ("цкі", "цкая"), ("ий", "а"), ("ой", "а"), ("оў", "ова"), ("аў", "ава"), ("ёў", "ёва"), ("еў", "ева")):
        if surname.endswith(end):
            return surname[: -len(end)] + other
    return surname + "а" if surname.endswith(("ов", "ев", "єв", "їн", "ин", "ін", "ын", "ьов", "йов")) and surname not in ("Мельник",) else surname

full = lambda p, lang="ru": " ".join(p.parts(lang))
def western(p, table, lang="ru"):
    s, g, f = p.parts(lang)
    return romanize(f"{g} {f} {s}" if rng.random() < 0.5 else f"{g} {s}", table)
def initials(p):
    s, g, f = p.parts()
    return rng.choice([f"{s} {g[0]}. {f[0]}.", f"{g[0]}. {f[0]}. {s}", f"{s} {g[0]}.{f[0]}.", f"{s} {g[0]}."])
def old(text):
    words = []
    for word in text.split():
        word = word.replace("ё", "е").replace("Фед", "Ѳед")
        for vowel in "аеиоуыэюя":
            word = word.replace("и" + vowel, "і" + vowel)
        word = word.replace("ий", "ій").replace("Алексе", "Алексѣ").replace("Матве", "Матвѣ").replace("Серге", "Сергѣ").replace("Бел", "Бѣл")
        words.append(word + "ъ" if word[-1] in "бвгджзклмнпрстфхцчшщ" else word)
    return " ".join(words)
def typo(text):
    i = rng.randrange(1, len(text) - 1)
    while not (text[i].isalpha() and text[i - 1].isalpha()) or text[i].isupper():
        i = rng.randrange(1, len(text) - 1)
    kind = rng.randrange(4)
    if kind == 0: return text[:i] + text[i + 1:]
    if kind == 1: return text[:i] + text[i] + text[i:]
    if kind == 2 and i + 1 < len(text) and text[i + 1].isalpha(): return text[:i] + text[i + 1] + text[i] + text[i + 2:]
    return text[:i] + rng.choice("аоеинтслрв") + text[i + 1:]
OCR = {"и": "н", "н": "п", "п": "н", "ш": "щ", "е": "с", "с": "е", "о": "а", "л": "д", "б": "в", "г": "т", "ц": "и", "й": "и", "ь": "ъ"}
def ocr(text):
    spots = [i for i, letter in enumerate(text) if letter in OCR]
    i = rng.choice(spots)
    return text[:i] + OCR[text[i]] + text[i + 1:]

def baltic(p):
    s, g, f = p.parts()
    s = romanize(s, "scholarly")
    if p.woman: return f"{romanize(g, 'scholarly')} {s}"
    given = romanize(g, "scholarly")
    return f"{given + ('s' if given[-1] not in 'aij' else 's' if given[-1] == 'j' else '')} {s + ('s' if s[-1] in 'vn' else '')}"

KAZAKH = [("Жаксылыков Касым Ахметович", "Жақсылықов Қасым Ахметұлы"), ("Сейфуллин Сакен", "Сейфуллин Сәкен"), ("Ауэзов Мухтар Омарханович", "Әуезов Мұхтар Омарханұлы"),
          ("Жансугуров Ильяс", "Жансүгіров Ілияс"), ("Байтурсынов Ахмет", "Байтұрсынов Ахмет"), ("Жумабаев Магжан", "Жұмабаев Мағжан"), ("Рыскулов Турар", "Рысқұлов Тұрар"),
          ("Букейханов Алихан", "Бөкейханов Әлихан"), ("Дулатов Миржакып", "Дулатов Міржақып"), ("Аймауытов Жусупбек", "Аймауытов Жүсіпбек"), ("Ходжанов Султанбек", "Қожанов Сұлтанбек"), ("Майлин Беимбет", "Майлин Бейімбет")]

rows, seen = [], set()
def add(left, right, same, kind):
    key = tuple(sorted((left, right)))
    if left != right and key not in seen:
        seen.add(key)
        if rng.random() < 0.5: left, right = right, left
        half = "kept" if hashlib.sha256("|".join(key).encode()).digest()[0] % 2 else "open"
        rows.append((left, right, int(same), kind, half))

SAME = {
    "english": lambda p: (full(p), western(p, rng.choice(["english", "passport"]))),
    "romanizations": lambda p: (western(p, "english"), western(p, rng.choice(["german", "french", "scholarly", "polish"]))),
    "german": lambda p: (full(p), western(p, "german")), "french": lambda p: (full(p), western(p, "french")),
    "scholarly": lambda p: (full(p), western(p, "scholarly")), "polish": lambda p: (full(p), western(p, "polish")),
    "initials": lambda p: (full(p), initials(p)), "initials-latin": lambda p: (western(p, "english"), initials(p)),
    "yo": lambda p: (full(p), full(p).replace("ё", "е")), "ukrainian": lambda p: (full(p), full(p, "uk")),
    "ukrainian-latin": lambda p: (full(p), western(p, "ukrainian", "uk")), "belarusian": lambda p: (full(p), full(p, "be")),
    "before-1918": lambda p: (full(p), old(full(p))), "order": lambda p: (full(p), " ".join([p.parts()[1], p.parts()[2], p.parts()[0]])),
    "capitals": lambda p: (full(p), p.parts()[0].upper() + ", " + " ".join(p.parts()[1:])),
    "typo": lambda p: (full(p), typo(full(p))), "ocr": lambda p: (full(p), ocr(full(p))), "no-patronymic": lambda p: (full(p), " ".join(p.parts()[:2])),
    "baltic": lambda p: (full(p), baltic(p)),
    "surname-of-a-woman": lambda p: (full(q := p.but(woman=True, given=rng.choice(WOMEN))), romanize(f"{q.given[0]} {q.father[4]} {q.surname[0]}", "english")),
    "short-form": lambda p: (full(q := p if p.given[0] in SHORT else p.but(woman=False, given=next(m for m in MEN if m[0] == "Михаил"))), f"{SHORT[q.given[0]]} {q.parts()[0]}"),
}
def other(p, what):
    pool = {"father": MEN, "given": WOMEN if p.woman else MEN, "surname": SURNAMES}[what]
    now = getattr(p, what)
    return p.but(**{what: rng.choice([x for x in pool if x[0] != now[0]])})
def near(p):
    pool = [x for x in SURNAMES if x[0] in NEAR]
    return p.but(woman=False, surname=rng.choice(pool), given=rng.choice(MEN))
def son(p):
    q = p.but(woman=False, given=rng.choice(MEN))
    return q, q.but(given=q.father, father=q.given)
OTHER = {
    "other-father": lambda p: (full(p), full(other(p, "father"))),
    "other-father-latin": lambda p: (full(p), romanize(" ".join((lambda s, g, f: (g, f, s))(*other(p, "father").parts())), "english")),
    "other-father-ukrainian": lambda p: (full(p), full(other(p, "father"), "uk")),
    "brothers": lambda p: (full(p), full(other(p, "given"))), "brothers-latin": lambda p: (full(p), western(other(p, "given"), "english")),
    "namesakes": lambda p: (full(p), full(other(p, "surname"))), "namesakes-latin": lambda p: (full(p), western(other(p, "surname"), "passport")),
    "near-surname": lambda p: (full(q := near(p)), " ".join([NEAR[q.surname[0]], *q.parts()[1:]])),
    "father-and-son": lambda p: tuple(full(q) for q in son(p)),
    "man-and-woman": lambda p: (full(q := p.but(woman=False, given=next(m for m in MEN if m[0] == "Александр"))), full(q.but(woman=True, given=next(w for w in WOMEN if w[0] == "Александра")))),
    "brother-and-sister": lambda p: (full(q := p.but(woman=False, given=rng.choice(MEN))), full(q.but(woman=True, given=rng.choice(WOMEN)))),
    "other-initials": lambda p: (full(p), initials(q)) if (q := other(p, "given")).given[0][0] != p.given[0][0] else (full(p), full(other(p, "surname"))),
}
def main():
    for kind, make in SAME.items():
        for _ in range(100):
            left, right = make(Person())
            add(left, right, True, kind)
    for left, right in KAZAKH:
        add(left, right, True, "kazakh")
    for kind, make in OTHER.items():
        for _ in range(150):
            left, right = make(Person())
            # One letter changed may make a name of a brother of it: only what is sure stays.
            p = left.split(), right.split()
            if sorted(p[0]) != sorted(p[1]):
                add(left, right, False, kind)
    rows.sort(key=lambda row: hashlib.sha256("|".join(row[:2]).encode()).digest())
    with open("pairs.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["left", "right", "same", "kind", "half"])
        writer.writerows(rows)

if __name__ == "__main__":
    main()
