"""Writes second.csv: a second set of labelled pairs, written by hand and labelled before it was first run; no table of pairs.py is used.

A line is a kind and the spellings of one person's name, as clerks of several offices might have left them. Spellings of a line are one
person; lines of one block are other people with names as near. Nobody in it is meant to be a person who lived.
"""
import csv, hashlib, itertools

BLOCKS = """
ukrainian|Коваленко Оксана Степанівна|Коваленко Оксана Степановна|Kovalenko Oksana Stepanivna|Коваленко О. С.|О. Ст. Коваленко
ukrainian|Коваленко Остап Степанович|Kovalenko Ostap Stepanovych|КОВАЛЕНКО Остап Степанович

ukrainian|Гнатюк Володимир Гнатович|Гнатюк Владимир Игнатьевич|Hnatiuk Volodymyr|Gnatyuk Vladimir Ignatevich
ukrainian|Гнатюк Володимир Петрович|Hnatiuk Volodymyr Petrovych|Гнатюк В. П.

ukrainian|Щербак Юрій Микитович|Щербак Юрий Никитич|Shcherbak Yurii|Szczerbak Jurij
ukrainian|Щербак Юрій Лукич|Щербак Юрий Лукич|Shcherbak Yurii Lukych

ukrainian|Яремчук Ганна Іванівна|Яремчук Анна Ивановна|Yaremchuk Hanna|Jaremczuk Anna
ukrainian|Яремчук Галина Іванівна|Яремчук Галина Ивановна|Yaremchuk Halyna Ivanivna

belarusian|Ляўковіч Алесь Антонавіч|Левкович Александр Антонович|Laukovich Ales|Lewkowicz Aleksander
belarusian|Ляўковіч Алена Антонаўна|Левкович Елена Антоновна

belarusian|Каралёў Мікіта Цімафеевіч|Королёв Никита Тимофеевич|Королев Н. Т.
belarusian|Каралёў Мікола Цімафеевіч|Королёв Николай Тимофеевич|Королев Ник. Тим.

belarusian|Вайцяховіч Зміцер|Войцехович Дмитрий|Wojciechowicz Dmitrij|Вайцяховіч Дзмітрый
belarusian|Вайцяховіч Кастусь|Войцехович Константин|Вайцеховіч Канстанцін

kazakh|Сәрсенбаев Ерлан Қайратұлы|Сарсенбаев Ерлан Кайратович|Sarsenbayev Yerlan|Сарсенбаев Е. К.
kazakh|Сәрсенбаев Ербол Қайратұлы|Сарсенбаев Ербол Кайратович

kazakh|Нұрғалиева Гүлнар Сәкенқызы|Нургалиева Гульнара Сакеновна|Nurgalieva Gulnar|Нургалиева Гульнар Сакен кызы
kazakh|Нұрғалиев Болат Сәкенұлы|Нургалиев Булат Сакенович|Нургалиев Болат

kazakh|Әбдіғали Төлеген|Абдигали Толеген|Abdigali Tolegen
kazakh|Әбдіғали Тұрсын|Абдигали Турсун|Abdigali Tursyn

georgian|გელოვანი დავით|Геловани Давид|Gelovani Davit|Геловани Д.
georgian|გელოვანი თამარ|Геловани Тамара|Gelovani Tamar

georgian|Чавчанидзе Шалва Ильич|Tchavtchanidze Chalva|Chavchanidze Shalva|Чавчанидзе Ш. И.
georgian|Чавчанидзе Шота Ильич|Chavchanidze Shota|Чавчанидзе Шота И.

georgian|Кварацхелашвили Нино Георгиевна|Kvaratskhelashvili Nino|კვარაცხელაშვილი ნინო
georgian|Кварацхелашвили Нана Георгиевна|Kvaratskhelashvili Nana

armenian|Тер-Аванесян Ашот Гарегинович|Ter-Avanesyan Ashot|Тер-Аванесян А. Г.|ТЕР-АВАНЕСЯН Ашот
armenian|Тер-Аванесян Арам Гарегинович|Ter-Avanesyan Aram

armenian|Մկրտչյան Հովհաննես|Мкртчян Ованес|Mkrtchyan Hovhannes|Mkrtchian Ovanes
armenian|Մկրտչյան Արամ|Мкртчян Арам|Mkrtchyan Aram

armenian|Саркисова Сирануш Мкртычевна|Саркисян Сирануш Мкртычевна|Sarkisova Siranush
armenian|Саркисова Сатеник Мкртычевна|Sarkisova Satenik

estonian|Tamm Jaan|Тамм Яан|Тамм Иван|Jaan Tamm
estonian|Tamm Jüri|Тамм Юри|Тамм Юрий

estonian|Põldmäe Ülo|Пыльдмяэ Юло|Poldmae Ulo
estonian|Põldmäe Aino|Пыльдмяэ Айно|Poldmae Aino

latvian|Kalniņš Pēteris|Калниньш Петерис|Калнин Петр|Kalnins Peteris
latvian|Kalniņš Pāvils|Калниньш Павилс|Калнин Павел

latvian|Bērziņa Anna|Берзинь Анна|Берзиня Анна|Berzina Anna
latvian|Bērziņš Andrejs|Берзинь Андрей|Берзиньш Андрей

latvian|Ozoliņš Jānis Kārļa d.|Озолинь Ян Карлович|Озолиньш Янис|Ozolins Janis
latvian|Ozoliņš Juris|Озолинь Юрий|Ozolins Juris

lithuanian|Kazlauskas Jonas|Козловский Иван|Казлаускас Йонас|Kazlauskas J.
lithuanian|Kazlauskas Juozas|Козловский Иосиф|Казлаускас Юозас

lithuanian|Petrauskienė Ona|Петраускене Она|Петровская Анна|Petrauskiene Ona
lithuanian|Petrauskas Antanas|Петраускас Антанас|Петровский Антон

lithuanian|Žemaitytė Genovaitė|Жемайтите Геновайте|Zemaityte Genovaite
lithuanian|Žemaitis Gediminas|Жемайтис Гедиминас|Zemaitis Gediminas

polish|Wiśniewski Stanisław|Вишневский Станислав|Wisniewski Stanislaw|Вишневский Станислав Янович
polish|Wiśniewski Zdzisław|Вишневский Здислав|Wisniewski Zdzislaw

polish|Szymańska Jadwiga|Шиманская Ядвига|Szymanska Jadwiga|Шиманская Я.
polish|Szymański Józef|Шиманский Юзеф|Шиманский Иосиф|Szymanski Jozef

polish|Wróblewski Wojciech|Врублевский Войцех|Wroblewski Wojciech|Врублевский В.
polish|Wróblewska Wanda|Врублевская Ванда|Wroblewska Wanda

german|Schäfer Heinrich Jakowlewitsch|Шефер Генрих Яковлевич|Schaefer Heinrich|Шефер Андрей-Генрих Яковлевич
german|Schäfer Johannes Jakowlewitsch|Шефер Иоганнес Яковлевич|Шефер Иван Яковлевич

german|Weiß Katharina|Вейс Екатерина|Вайс Катарина|Weiss Katharina
german|Weiß Konrad|Вейс Конрад|Вайс Конрад|Weiss Konrad

german|Müller Friedrich|Мюллер Фридрих|Миллер Федор|Mueller Friedrich
german|Müller Ferdinand|Мюллер Фердинанд|Миллер Фердинанд

jewish|Рабинович Ицхак Лейбович|Рабинович Исаак Львович|Rabinowitz Isaac|Rabinovich Itzhak
jewish|Рабинович Иосиф Лейбович|Рабинович Иосиф Львович|Rabinovich Yosef

jewish|Гольдштейн Мойше Аронович|Гольдштейн Моисей Аронович|Goldstein Moishe|Goldshteyn Moisey
jewish|Гольдштейн Мария Ароновна|Goldstein Maria|Гольдштейн М. А-на

jewish|Хаимов Борис (Берл) Шмуэлевич|Хаимов Борис Самуилович|Khaimov Boris
jewish|Хаимов Бенцион Шмуэлевич|Хаимов Бенцион Самуилович

tatar|Гайнутдинов Рәшит Хәбибулла улы|Гайнутдинов Рашит Хабибуллович|Гайнутдинов Рашид|Gaynutdinov Rashit
tatar|Гайнутдинов Рафаил Хабибуллович|Gaynutdinov Rafail

tatar|Мамедов Али Гасан оглы|Мамедов Али Гасанович|Məmmədov Əli Həsən oğlu|Mamedov Ali
tatar|Мамедов Вели Гасан оглы|Мамедов Вели Гасанович

tatar|Алиева Лейла Мамед кызы|Алиева Лейла Мамедовна|Əliyeva Leyla Məmməd qızı|Aliyeva Leyla
tatar|Алиева Севда Мамед кызы|Алиева Севда Мамедовна

korean|Ким Чер Су|Ким Черсу|Ким Чер-Су|Kim Cher Su
korean|Ким Ен Су|Ким Енсу|Kim En Su

korean|Цой Ман Ир|Цой Манир|Tsoi Man Ir
korean|Цой Сен Ир|Цой Сенир|Tsoi Sen Ir

chinese|Ван Чжэнь-фу|Ван Чжэньфу|Ван Чжень Фу
chinese|Ли Чжэнь-фу|Ли Чжэньфу

double|Немирович-Данченко Олег Юрьевич|Немирович Олег Юрьевич|Nemirovich-Danchenko Oleg|Данченко Олег Юрьевич
double|Немирович-Данченко Юрий Юрьевич|Немирович Юрий Юрьевич

double|Иванова-Северцева Зинаида Львовна|Иванова Зинаида Львовна|Северцева Зинаида Львовна
double|Иванова-Северцева Зоя Львовна|Иванова Зоя Львовна

maiden|Лебедева (Соколова) Тамара Фёдоровна|Лебедева Тамара Федоровна|Соколова Тамара Фёдоровна|Лебедева Тамара Фёдоровна (урожд. Соколова)
maiden|Лебедева Таисия Фёдоровна|Соколова Таисия Фёдоровна

maiden|Романова Вера Ильинична, она же Фомина|Романова Вера Ильинична|Фомина Вера Ильинична
maiden|Романова Варвара Ильинична|Фомина Варвара Ильинична

maiden|Anna Schmidt geb. Becker|Anna Schmidt|Anna Becker
maiden|Agnes Schmidt|Agnes Becker

titles|гр. Тарасов Ефим Кузьмич|Тарасов Ефим Кузьмич|тов. Тарасов Е. К.|Тарасов Е.К.
titles|гр. Тарасов Егор Кузьмич|тов. Тарасов Егор Кузьмич

titles|д-р Бехтер Отто Карлович|Бехтер Отто Карлович|Dr. Otto Bechter|Бехтер О. К.
titles|д-р Бехтер Август Карлович|Dr August Bechter

titles|проф. Вольский Аркадий Сергеевич|Вольский Аркадий Сергеевич|Prof. Arkady Volsky
titles|проф. Вольская Ариадна Сергеевна|Вольская Ариадна Сергеевна

mixed-scripts|Ceмёнoв Пaвeл Eгopoвич|Семёнов Павел Егорович|CEMEHOB ПАВЕЛ ЕГОРОВИЧ
mixed-scripts|Ceмёнoв Пётp Eгopoвич|Семёнов Пётр Егорович

mixed-scripts|Copoкинa Oльгa Cepгeeвнa|Сорокина Ольга Сергеевна|Сорокина O. C.
mixed-scripts|Copoкинa Oкcaнa Cepгeeвнa|Сорокина Оксана Сергеевна

marks|Ве́рхов Матве́й Лукья́нович|Верхов Матвей Лукьянович|ВЕРХОВ Матвей Лукьянович
marks|Верхов Марк Лукьянович|Ве́рхов Марк Лукья́нович

marks|Майоров Николай Андреевич|Майоров Николай Андреевич|Майоров Н. А.
marks|Майоров Никанор Андреевич|Майоров Никанор Андреевич

ocr|Пшеничников Илья Никонович|Пщеничников Илья Никонович|Пшеничннков Илья Никоиович|Пшепичников Илья Никонович
ocr|Пшеничников Иван Никонович|Пщеничников Иван Никонович

ocr|Шишкина Антонина Петровна|Шишкниа Антонина Петровна|Шишкина Антоннна Пегровна|Шшпкина Антонина Петровна
ocr|Шишкина Анфиса Петровна|Шишкниа Анфиса Петровна

nickname|Ваня Огурцов|Огурцов Иван|Огурцов Иван Савельевич
nickname|Вася Огурцов|Огурцов Василий|Огурцов Василий Савельевич

nickname|Дуня Пантелеева|Пантелеева Евдокия|Пантелеева Авдотья|Pantelejewa Jewdokija
nickname|Даша Пантелеева|Пантелеева Дарья

nickname|Грицько Скоробогатько|Скоробогатько Григорий|Скоробогатько Григорій
nickname|Гаврило Скоробогатько|Скоробогатько Гавриил|Скоробогатько Гаврило

before-1918|Ѳоминъ Ѳедоръ Матвѣевичъ|Фомин Фёдор Матвеевич|Fomin Fedor Matveevich
before-1918|Ѳоминъ Ѳаддей Матвѣевичъ|Фомин Фаддей Матвеевич

before-1918|Бѣлинскій Сергій Алексѣевичъ|Белинский Сергей Алексеевич|Bielinski Sergiusz
before-1918|Бѣлинскій Семенъ Алексѣевичъ|Белинский Семён Алексеевич

moldovan|Чебан Ион Георгиевич|Ceban Ion|Чебан Иван Георгиевич|Чеban Ion
moldovan|Чебан Ионел Васильевич|Ceban Ionel

near-surname|Лаптев Гурий Фомич|Lapteff Gury|Лаптев Г. Ф.
near-surname|Лапшев Гурий Фомич|Lapshev Gury
near-surname|Лапин Гурий Фомич|Lapin Gury

near-surname|Горбань Сидор Титович|Horban Sydir
near-surname|Горбанев Сидор Титович|Gorbanev Sidor
near-surname|Горбанюк Сидор Титович|Horbaniuk Sydir
near-surname|Горбатюк Сидор Титович|Horbatiuk Sydir

near-surname|Белкин Архип Нилович|Belkin Arkhip
near-surname|Белов Архип Нилович|Belov Arkhip
near-surname|Белый Архип Нилович|Belyi Arkhip

near-surname|Савин Прохор Евсеевич|Savin Prokhor
near-surname|Саввин Прокофий Евсеевич|Savvin Prokofii
near-surname|Савинов Прохор Евсеевич|Savinov Prokhor
"""

def main():
    rows, seen = [], set()
    def add(left, right, same, kind):
        key = tuple(sorted((left, right)))
        if left != right and key not in seen:
            seen.add(key)
            rows.append((left, right, int(same), kind))
    for block in BLOCKS.strip().split("\n\n"):
        people = [line.split("|") for line in block.split("\n")]
        for kind, *spellings in people:
            for left, right in itertools.combinations(spellings, 2):
                add(left, right, True, kind)
        for (kind, *first), (_, *second) in itertools.combinations(people, 2):
            is_given_shared = first[0].split()[1] == second[0].split()[1]
            for left, right in itertools.product(first, second):
                # A name that does not give what tells two people apart tells nothing.
                if is_given_shared and min(len(left.split()), len(right.split())) < 3:
                    continue
                # Bare initials that fit both people tell nothing.
                if not any(word.rstrip(".").isupper() and len(word.rstrip(".")) == 1 for word in (left + " " + right).replace(".", ". ").split()):
                    add(left, right, False, kind)
    rows.sort(key=lambda row: hashlib.sha256("|".join(row[:2]).encode()).digest())
    with open("second.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["left", "right", "same", "kind"])
        writer.writerows(rows)
    print(len(rows), sum(row[2] for row in rows))

if __name__ == "__main__":
    main()
