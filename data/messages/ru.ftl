# Что говорят страницы «Оттепели» по-русски.


## The frame of every page
brand = Оттепель
skip = К тексту
nav-label = Главное меню
nav-map = Карта
nav-story = Рассказ
nav-after = Последствия
nav-record = Реестр
nav-data = Данные
nav-about = Об атласе
nav-report = Доклад
nav-sources = Источники
nav-acts = Акты
nav-feed = Лента новых актов
languages = Языки
theme = Светлая или тёмная
crumbs = Вы здесь
foot-ledger = Запись {$n} в журнале, хеш
feed-title = Оттепель: новые акты
close = Закрыть
now = Теперь:

## The first page
home-title = Оттепель: имена, которых больше нет
home-claim = Когда имя вождя исчезает с карты
home-lead = Что носило имя вождя, что с этим стало, в какой день и по чьему решению.
home-picture = Пустой постамент у реки, на которой тронулся лёд
home-map = Открыть карту
home-story = Читать рассказ
home-strata = Одно место, много имён
home-strata-lead = Каждая полоса — имя и годы, когда оно действовало.
home-ways = С чего начать
home-map-text = Двигайтесь по времени: имена меняются, памятники исчезают.
home-story-text = Что случилось и почему — для тех, кому десять лет.
home-after-text = Облегчение, растерянность, волнения: к чему это привело.
home-record-text = Каждый факт с датой, решением и источником.

## The map
map-title = Карта и время
map-lead = Как назывались места и какие памятники стояли в любой день с 1922 года до наших дней.
map-wait = Карта загружается…
map-failed = Не удалось загрузить карту.
map-noscript = Для карты нужен JavaScript. Те же изменения перечислены здесь по годам.
map-missing = Эта копия собрана без карты.
map-missing-how = Установите Node.js 20 или новее и соберите снова:
map-side = Что произошло
map-unknown = на эту дату нет сведений
map-possibly = возможно
map-two = Две даты рядом
map-nothing = В реестре нет изменений за этот год.
map-first = Первая дата
map-second = Вторая дата
map-closer = Приблизить
map-farther = Отдалить
map-previous = Предыдущее изменение
map-next = Следующее изменение
map-play = Пуск
map-date = Дата
map-exact = Точная дата
changes-in = {$year} год
date-problem = Напишите дату так: 1961-11-10, 1961-11, 1961 или 196X, начиная с 1922 года.
date-pattern = {$day} {$month} {$year}
see-on-map = Показать на карте
legend-warm = Носило имя вождя
legend-other = Носило другое имя
legend-unsure = Даты неточны
legend-possible = Возможно
legend-monument = Памятник стоит
legend-in-force = Стоит или под запретом
legend-gone = Уже нет
strip-label = Имена и состояния по годам: {$what}

## Dates
date-plain = {$date}
date-about = около {$date}
date-uncertain = {$date} (неточно)
date-about-uncertain = около {$date} (неточно)
date-decade = {$decade}-е годы
date-century = когда-то после {$year} года
date-month = {$month} {$year}
date-day = {$day} {$month} {$year}
date-always = всегда
date-unknown = время неизвестно
date-until = до: {$to}
date-since = с: {$from}
date-from-unknown = с: {$from}, конец неизвестен
date-from-to = {$from} — {$to}
month-1 = январь
month-2 = февраль
month-3 = март
month-4 = апрель
month-5 = май
month-6 = июнь
month-7 = июль
month-8 = август
month-9 = сентябрь
month-10 = октябрь
month-11 = ноябрь
month-12 = декабрь
month-of-1 = января
month-of-2 = февраля
month-of-3 = марта
month-of-4 = апреля
month-of-5 = мая
month-of-6 = июня
month-of-7 = июля
month-of-8 = августа
month-of-9 = сентября
month-of-10 = октября
month-of-11 = ноября
month-of-12 = декабря

## What acts did, in a sentence
act-name = Дано имя {$new}
act-rename = {$old} → {$new}
act-keep = Имя остаётся: {$what}
act-reject = Названо не в его честь: {$what}
act-defer = Решение отложено: {$what}
act-unveil = Открыт: {$what}
act-remove = Снят: {$what}
act-relocate = Перемещён: {$what}
act-replace = Заменён: {$what}
act-reinstate = Возвращён: {$what}
act-publish = Опубликовано: {$what}
act-revise = Переработано или изъято: {$what}
act-ban = Запрещено: {$what}
act-restore = Снова можно читать: {$what}
act-release = Людей отпускают: {$what}
act-rehabilitate = Людей реабилитируют: {$what}
act-decree = Постановлено: {$what}
act-judge = Оценено: {$what}
act-reversal = Отменено: {$what}
act-count = {$what}: {$key}
act-kind-name = Присвоение имени
act-kind-rename = Переименование
act-kind-keep = Оставлено решением
act-kind-reject = Совпадение
act-kind-defer = Отложено
act-kind-unveil = Открытие
act-kind-remove = Снос
act-kind-relocate = Перенос
act-kind-replace = Замена
act-kind-reinstate = Возвращение
act-kind-publish = Публикация
act-kind-revise = Переработка
act-kind-ban = Запрет
act-kind-restore = Возвращение читателям
act-kind-release = Освобождение
act-kind-rehabilitate = Реабилитация
act-kind-decree = Постановление
act-kind-event = Событие
act-kind-judge = Решение о записях
act-kind-reversal = Отмена
state-proposed = предложено
state-approved = решено
state-carried-out = исполнено
state-reversed = отменено

## Pages of the record
history = Что произошло
linked-acts = Связанные акты
names = Имена
name = Имя
language = Язык
when = Когда
what = Что
value = Значение
colloquial = обиходное
conditions = Состояния
numbers = Числа
about-it = Сведения
take-it = Взять с собой
what-where = {$what}, {$where}
by-count = Число даёт:
by = Решение:
source = Источник:
no-source = источник не указан
not-seen = не проверено по источнику
about = О чём
authority = Кто решил
instrument = Документ
date = Дата
reverses = Отменяет
reversed-by = Отменено актом
made-true = Что стало верным
doubts = Сомнения и споры
on-the-ledger = В журнале
act-id = Идентификатор
recorded-at = Записано
recorded-by = Кто записал
hash = Хеш
author = Автор
address = Адрес
licence = Лицензия
record-lead = Всё, что знает атлас: каждый факт с датой, решением и источником.
by-year = По годам
years = Годы
all-acts = Все акты
acts-before = До 1922 года или время неизвестно
year-title = {$year} год
list-description = {$what}: как назывались и когда
kind-places = Места
kind-monuments = Памятники
kind-books = Книги
kind-works = Запрещённые произведения
kind-decrees = Постановления
kind-events = События
list-lead-camps = Лагерь — это тюрьма, где людей заставляли работать. ИТЛ значит «исправительно-трудовой лагерь», ЛО — «лагерное отделение», ПФЛ — «проверочно-фильтрационный лагерь», где людей держали для проверки. Год — первый, за который есть число заключённых.
list-lead-works = Годы показывают, с каких и до каких пор произведение было запрещено, урезано или доступно целиком у себя в стране; об издании за границей сказано особо. Знак ~ стоит у годов, которые неточны.
work = Произведение
readable = Что можно было читать
kind-camps = Лагеря
kind-persons = Люди
format-json = В формате JSON
format-geojson = В формате GeoJSON
format-lpf-json = В формате Linked Places
format-txt = Как ссылаться
format-bib = Для BibTeX

## Finding
find-title = Найти имя
find-lead = Любое имя любого времени, любым письмом, даже с ошибками.
find-label = Найти
find-hint = Найти имя
find-none = Ничего не найдено. Попробуйте короче.

## About, data, report
about-lead = Открытый реестр того, как избавлялись от культа вождя.
about-1-title = Что здесь показано
about-1 = Каждое изменение — это акт: решение с датой, органом и источником. Карта, страницы и рассказ составлены из актов и больше ни из чего.
about-2-title = Насколько это надёжно
about-2 = Дата бывает известна до дня, месяца или года. «Возможно» значит, что даты это допускают, но не доказывают. То, что никто не проверил по источнику, помечено.
about-3-title = Ничего не стирается
about-3 = Старые имена и утраченные памятники можно найти. Позднейший акт может отменить прежний, но оба остаются в журнале, а хеши выдают подделку.
about-4-title = Чем это не является
about-4 = Границы на карте нынешние. Реестр не полон: в нём то, что подтверждено источником.
about-licence = Данные реестра:
about-base-map = Natural Earth (общественное достояние): основа карты
data-lead = Всё это можно взять с собой, читать программами и использовать снова.
data-atlas = Данные карты
data-places = Места с датированными именами
data-monuments = Памятники и их судьбы
data-lpf = Места в формате Linked Places
data-acts = Все акты
data-sources = Все источники
data-feed = Новые акты для чтения лентой
data-api = Для программ
data-api-lead = JSON API читает тот же реестр. Описание:
data-static = Эта копия состоит из файлов; сама программа отвечает и на запросы: thaw serve.
data-asof = Как место называлось в указанный день
data-find = Найти имя
data-list = Список по страницам
data-reconcile = Сопоставить столбец имён (OpenRefine)
report-lead = Что найдено и решено, на каких основаниях и что остаётся под сомнением.
report-no-ledger = Эта копия сделана из таблиц, а не из журнала: у неё нет хеша.
report-found = Что найдено
report-found-lead = Имя вождя носило мест: {$places}; на последний день реестра всё ещё носит: {$still}. Памятников вождям: {$monuments}.
report-by-country = По странам
report-still = Всё ещё носят
report-deciders = Кто решал
report-authorities = Все органы власти
report-authorities-count = { $n ->
    [one] Назван {$shown} орган власти.
    [few] Названы {$shown} органа власти.
   *[other] Названо {$shown} органов власти.
}
report-evidence = На каких доказательствах
report-verify = «thaw verify» вычисляет этот хеш заново; одна изменённая буква даст другой.
report-acts = Акты по видам
report-number = Число
report-seen = Проверено по источнику
report-authority = С органом или документом
report-seen-note = «Проверено» значит, что кто-то прочёл это в источнике; остальное ещё предстоит проверить.
report-reversed = Что было отменено
report-doubts = Сомнения и споры

## Рассказ и вопросы
story-switch = Для взрослых, со всеми датами и источниками:
story-chapters = Главы
story-proof = Откуда мы это знаем?
story-map = Мест из реестра с именем вождя ({$date}): {$n}.
story-more = Больше об этом в реестре
story-words = Слова, которые стоит знать
story-back = В рассказе для детей:
quiz-title = Проверь себя
quiz-lead = Какой это был город? Восемь вопросов по реестру. Выбери ответ и сразу увидишь.
quiz-start = Начать
quiz-none = В реестре слишком мало для вопросов.
quiz-which = С {$from} по {$to} год это место называлось {$name}. Как оно называется сейчас?
quiz-year = В каком году {$old} получил имя {$new}?
quiz-instead = Что встало на это место: {$what}?
quiz-restored = «{$what}»: долго было под запретом. В каком году запрет кончился?
quiz-read = Подробнее:
quiz-score = Верно: {$right} из {$all}
quiz-again = Начать сначала

## После: к чему это привело
after-title = К чему это привело
after-lead = Облегчение, растерянность, волнения и шаги назад рядом с решениями, которые были до них. Кто что посчитал и чего не знает никто.
on-this-page = На этой странице
after-reactions = Решения и отклик
after-reactions-lead = Каждый знак — событие из реестра; откройте его, и увидите дату и источник. Столбцы сверху — сколько за год было переименований, снятых памятников, правок, освобождений и возвращённых книг.
after-caution = Если одно случилось после другого, это ещё не значит, что оно случилось из-за него. Когда реестр называет причину, так говорит источник.
after-acts = Решения по годам
after-where = Где
after-where-lead = Облегчение, растерянность, волнения и шаги назад на сегодняшней карте.
after-figures = Числа и кто их называет
after-figures-lead = Числа расходятся, потому что считали разное. Промежуток вмещает оба; «не меньше» значит, что верхнего числа не знает никто.
after-prisoners = Заключённые по годам и лагерям, 1945–1960
after-prisoners-lead = Столбцы складывают лагеря, для которых в реестре есть число за этот год. Ромбы — собственные итоги министерства внутренних дел по лагерям и колониям.
after-prisoners-caution = В данных есть пробелы: ни за один год нет чисел по всем лагерям, а после 1953 года их нет у большинства. Поэтому столбцы не показывают всех заключённых, и если они падают, могло стать меньше строк. Они говорят когда, а не почему: тут и амнистии, и пересмотр дел, и короткие сроки, и конец особых лагерей, и смерти.
after-millions = Миллионы заключённых
after-sum = Сумма по лагерям, где есть число
after-total = Официальный итог по лагерям и колониям
after-camps-with = Лагерей с числом
after-camps-known = { $n ->
    [one] {$shown} лагерь с числом
    [few] {$shown} лагеря с числом
   *[other] {$shown} лагерей с числом
}
after-largest = 30 самых больших лагерей, год за годом
after-gap = Точка — это пробел, а не ноль. Все лагеря:
after-speed = Как быстро уходили имена
after-speed-lead = Из {$all} имён реестра, которые давали в честь вождей и которые кончились в известном году, {$shown} ушли с {$from} по {$to} год. В реестре есть то, что подтверждают источники, а не все имена, какие были.
after-names-went = Имена, которые ушли
as-table = То же таблицей
says = Кто говорит
country = Страна
year = Год
source-word = источник
at-least = не меньше {$n}
at-most = не больше {$n}
reaction-speech = Речь

## Wrong addresses
missing-title = Такой страницы нет
missing-lead = По этому адресу в реестре ничего нет. Возможно, адрес пишется иначе.

## Numbers of things
list-count = { $n ->
    [one] {$shown} запись
    [few] {$shown} записи
   *[many] {$shown} записей
}
year-count = { $n ->
    [one] {$shown} акт за этот год
    [few] {$shown} акта за этот год
   *[many] {$shown} актов за этот год
}
acts-count = { $n ->
    [one] {$shown} акт
    [few] {$shown} акта
   *[many] {$shown} актов
}
sources-count = { $n ->
    [one] реестр опирается на {$shown} источник
    [few] реестр опирается на {$shown} источника
   *[many] реестр опирается на {$shown} источников
}
source-supports = { $n ->
    [one] Подтверждает {$shown} акт
    [few] Подтверждает {$shown} акта
   *[many] Подтверждает {$shown} актов
}
report-doubts-count = { $n ->
    [one] {$shown} акт с примечанием
    [few] {$shown} акта с примечанием
   *[many] {$shown} актов с примечанием
}
count-places = { $n ->
    [one] место
    [few] места
   *[many] мест
}
count-monuments = { $n ->
    [one] памятник
    [few] памятника
   *[many] памятников
}
count-books = { $n ->
    [one] книга
    [few] книги
   *[many] книг
}
count-works = { $n ->
    [one] запрещённое произведение
    [few] запрещённых произведения
   *[many] запрещённых произведений
}
count-decrees = { $n ->
    [one] постановление
    [few] постановления
   *[many] постановлений
}
count-events = { $n ->
    [one] событие
    [few] события
   *[many] событий
}
count-camps = { $n ->
    [one] лагерь
    [few] лагеря
   *[many] лагерей
}

## Words of the record: classes, conditions, parts, properties, roles, sources, languages, countries
class-city = Город
class-town = Город
class-village = Село
class-settlement = Посёлок
class-street = Улица
class-district = Район
class-region = Область
class-station = Станция
class-square = Площадь
class-mountain = Гора
class-works = Завод
class-park = Парк
class-township = Тауншип
class-tomb = Гробница
class-resort = Курорт
class-network = Сеть
class-neighbourhood = Жилой район
class-housing-estate = Жилой массив
class-canal = Канал
class-building = Здание
class-bridge = Мост
class-statue = Статуя
class-statue-group = Группа статуй
class-sculpture = Скульптура
class-sculpture-group = Скульптурная группа
class-memorial = Мемориал
class-all-statues = Все статуи страны
class-bust = Бюст
class-relief = Рельеф
class-plaque = Доска
class-textbook = Учебник
class-encyclopedia = Энциклопедия
class-history = Исторический труд
class-biography = Биография
class-dictionary = Словарь
class-book = Книга
class-novel = Роман
class-story = Рассказ
class-novella = Повесть
class-poem = Поэма
class-poems = Стихи
class-play = Пьеса
class-film = Фильм
class-memoir = Воспоминания
class-music = Музыка
class-essay = Очерк
class-work = Произведение
class-release = Освобождение
class-review = Пересмотр дел
class-rehabilitation = Реабилитация
class-rehabilitate = Реабилитация
class-abolish = Упразднение
class-restore = Возвращение прав
reaction-relief = Облегчение
reaction-confusion = Растерянность
reaction-unrest = Волнения
reaction-reversal = Шаг назад
reaction-reform = Реформа
class-rename = Переименование
class-remove = Снос
class-revise = Переработка
class-speech = Речь
class-resolution = Постановление
class-law = Закон
class-decree = Указ
class-camp = Лагерь
class-person = Человек
status-standing = Стоит
status-removed = Снят
status-destroyed = Уничтожен
status-stored = На хранении
status-empty = Пусто
status-reused = Занят другим
status-on-display = Выставлен в другом месте
status-buried = Захоронен
status-planned = Задуман
status-damaged = Повреждён
status-reinstated = Возвращён
status-banned = Под запретом
status-cut = С купюрами
status-published = Опубликовано
status-in-use = В употреблении
status-withdrawn = Изъято
status-replaced = Заменено
status-revised = Переработано
status-unpublished = Не издано
status-working = Действует
status-in-force = Действует
part-statue = статуя
part-pedestal = постамент
part-plaque = доска
part-boots = сапоги
part-site = место
part-slab = плита
part-bust = бюст
property-prisoners = заключённых
property-released = освобождено
property-rehabilitated = реабилитировано
property-deaths = погибших
property-killed = убитых
property-arrested = арестованных
property-wounded = раненых
property-copies = экземпляров
property-author = Автор
property-lang = Язык
property-within = В составе
property-note = Примечание
property-of = Кого изображает
property-place = Место
property-where = Где
property-maker = Автор
property-height-m = Высота, м
property-what-was-cut = Что вырезано
property-what-changed = Что изменилось
property-effect = Последствия
property-excluded = Кроме
property-max-sentence-years = Наибольший срок, лет
property-authority = Орган
role-replaced-by = Заменён на
role-decree = Постановление
role-place = Место
role-work = Произведение
role-subject = О чём
role-response-to = В ответ на
role-reacts-to = Отклик на
system-wikidata = Wikidata
system-geonames = GeoNames
system-osm = OpenStreetMap
source-kind-law = Законы
source-kind-archive = Архивы
source-kind-book = Книги
source-kind-press = Пресса
source-kind-dataset = Наборы данных
source-kind-web = Сайты
source-kind-memory = По памяти
lang-en = английский
lang-es = испанский
lang-ru = русский
lang-uk = украинский
lang-be = белорусский
lang-ka = грузинский
lang-hy = армянский
lang-az = азербайджанский
lang-tg = таджикский
lang-ky = киргизский
lang-kk = казахский
lang-uz = узбекский
lang-tk = туркменский
lang-pl = польский
lang-de = немецкий
lang-hu = венгерский
lang-ro = румынский
lang-bg = болгарский
lang-sq = албанский
lang-cs = чешский
lang-sk = словацкий
lang-zh = китайский
lang-fr = французский
lang-nl = нидерландский
lang-lt = литовский
lang-lv = латышский
lang-et = эстонский
lang-mn = монгольский
lang-os = осетинский
lang-und = неизвестный
country-ru = Россия
country-ua = Украина
country-by = Белоруссия
country-ge = Грузия
country-am = Армения
country-az = Азербайджан
country-kz = Казахстан
country-kg = Киргизия
country-tj = Таджикистан
country-tm = Туркмения
country-uz = Узбекистан
country-pl = Польша
country-de = Германия
country-hu = Венгрия
country-ro = Румыния
country-bg = Болгария
country-al = Албания
country-cz = Чехия
country-sk = Словакия
country-cn = Китай
country-kp = КНДР
country-mn = Монголия
country-fr = Франция
country-nl = Нидерланды
country-at = Австрия
country-ca = Канада
country-gb = Великобритания
country-us = США
country-lt = Литва
country-lv = Латвия
country-ee = Эстония
country-md = Молдавия
country-fi = Финляндия
country-be = Бельгия
country-it = Италия
country-rs = Сербия
country-dk = Дания
country-tr = Турция
country-su = Советский Союз
country-cs = Чехословакия
country-dd = ГДР
country-yu = Югославия
country-vn = Вьетнам
class-airport = Аэропорт
class-anthem = Гимн
class-collected-works = Собрание сочинений
class-council-decision = Решение думы
class-declaration = Декларация
class-documents = Документы
class-examination = Экзамен
class-letter = Письмо
class-memoirs = Воспоминания
class-opera = Опера
class-party-resolution = Постановление партии
class-poem-in-prose = Поэма в прозе
class-presidential-decree = Указ президента
class-reservoir = Водохранилище
class-stories = Рассказы
class-streets = Улицы
class-symphony = Симфония
class-teaching-plan = Учебный план
lang-fa = персидский
lang-it = итальянский
lang-ko = корейский
lang-pt = португальский
lang-sr = сербский
lang-tg-latn = таджикский (латиница)
lang-ca = каталанский
lang-eu = баскский
lang-gl = галисийский
part-abroad = за границей
property-cases-revised = пересмотрено дел
property-households-change = дворов за новое имя
property-households-keep = дворов за прежнее имя
property-lenin-monuments-removed = снято памятников Ленину
property-people-killed = погибло людей
property-people-rehabilitated = реабилитировано людей
property-people-released = освобождено людей
property-prisoners-camps-and-colonies = заключённых в лагерях и колониях
property-settlements-renamed = переименовано населённых пунктов
property-streets-renamed = переименовано улиц
role-monument = Памятник
role-text = Произведение
status-broken-off = Прервано
status-cancelled = Отменено
status-held = Проведено
status-published-abroad = Издано за границей
status-retouched = Отретушировано
status-secret = Секретно
status-shown = Показано
status-sung-without-words = Исполняется без слов
status-supplemented = Дополнено
status-withheld = Не выпущено
country-es = Испания
country-pt = Португалия
country-no = Норвегия
country-se = Швеция
country-ch = Швейцария
country-ie = Ирландия
country-gr = Греция
country-hr = Хорватия
country-si = Словения
country-ba = Босния и Герцеговина
country-me = Черногория
country-mk = Северная Македония
country-lu = Люксембург
country-il = Израиль
country-ir = Иран
country-iq = Ирак
country-in = Индия
country-jp = Япония
country-kr = Южная Корея
country-tw = Тайвань
country-id = Индонезия
country-au = Австралия
country-nz = Новая Зеландия
country-za = ЮАР
country-cd = Конго (Киншаса)
country-eg = Египет
country-ma = Марокко
country-dz = Алжир
country-mx = Мексика
country-cu = Куба
country-br = Бразилия
country-ar = Аргентина
country-cl = Чили
country-co = Колумбия
country-pe = Перу
country-ve = Венесуэла
country-do = Доминиканская Республика
property-articles = Статьи, на которые распространяется
property-benefits = Кому помогает
property-groups = Группы, на которые распространяется
property-sites = Лагпунктов
names-elsewhere = На других языках
person-stalin = Иосиф Сталин
person-lenin = Владимир Ленин
person-franco = Франсиско Франко

# Кто решил, как это названо в реестре.
authority-presidium-of-the-supreme-soviet-of-the-ussr = Президиум Верховного Совета СССР
authority-council-of-state-of-poland = Государственный совет Польши
authority-council-of-ministers-of-the-ussr = Совет министров СССР
authority-central-committee-of-the-cpsu = Центральный комитет КПСС
authority-presidium-of-the-supreme-soviet-of-the-rsfsr = Президиум Верховного Совета РСФСР
authority-presidium-of-the-supreme-soviet-of-the-ukrainian-ssr = Президиум Верховного Совета Украинской ССР
authority-22nd-congress-of-the-cpsu = XXII съезд КПСС
authority-council-of-state = Государственный совет
authority-supreme-soviet-of-the-rsfsr = Верховный Совет РСФСР
authority-sejm = Сейм
authority-president-a--novotn- = Президент А. Новотный
authority-verkhovna-rada = Верховная рада
authority-president-of-russia = Президент России
authority-head-of-the-donetsk-regional-administration-of-ukraine = глава Донецкой областной администрации Украины
authority-ministry-of-internal-affairs-communique = Сообщение Министерства внутренних дел
authority-presidium-of-the-central-committee-of-the-cpsu = Президиум Центрального комитета КПСС
authority-president-of-the-ussr = Президент СССР
authority-presidential-council = Президентский совет
authority-presidium-of-the-people-s-assembly = Президиум Народного собрания
authority-verkhovna-rada-of-the-ukrainian-ssr = Верховный Совет Украинской ССР
authority-organising-bureau-of-the-central-committee-of-the-cpsu-b- = Организационное бюро ЦК ВКП(б)
authority-politburo-of-the-central-committee-of-the-cpsu-b- = Политбюро ЦК ВКП(б)
authority-supreme-soviet-of-the-ussr = Верховный Совет СССР
authority-supreme-council-of-kazakhstan = Верховный Совет Казахстана
authority-volgograd-city-duma = Волгоградская городская дума
authority-presidium-of-the-people-s-assembly-of-albania = Президиум Народного собрания Албании
authority-vienna-city-council = Городской совет Вены
authority-amsterdam-city-council = Городской совет Амстердама
authority-town-meeting = сход жителей
authority-nikita-khrushchev--first-secretary-of-the-cpsu = Никита Хрущёв, первый секретарь ЦК КПСС
authority-us-department-of-state = Государственный департамент США
