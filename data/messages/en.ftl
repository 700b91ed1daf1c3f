# What Thaw's pages say in English. Every message stands in every catalogue; a test sees to it.


## The frame of every page
brand = Thaw
skip = Skip to the text
nav-label = Main
nav-map = Map
nav-story = Story
nav-after = After
nav-record = Record
nav-data = Data
nav-about = About
nav-report = The report
nav-sources = Sources
nav-acts = Acts
nav-feed = Feed of new acts
languages = Languages
theme = Light or dark
crumbs = You are here
foot-ledger = Ledger entry {$n}, hash
feed-title = Thaw: new acts
close = Close
now = Now:

## The first page
home-title = Thaw: the names that fell
home-claim = When a leader’s name comes off the map
home-lead = What bore a leader’s name, what became of it, on which day and by whose decision.
home-picture = An empty pedestal by a river whose ice is breaking
home-map = Open the map
home-story = Read the story
home-strata = One place, many names
home-strata-lead = Each bar is a name and the years for which it held.
home-ways = Ways in
home-map-text = Move through time and see names change and statues fall.
home-story-text = What happened and why, told for a ten-year-old.
home-after-text = Relief, confusion and unrest: what it led to.
home-record-text = Every fact with its date, its authority and its source.

## The map
map-title = The map and time
map-lead = What places were called and which monuments stood on any day from 1922 to today.
map-wait = The map is loading…
map-failed = The map could not be loaded.
map-noscript = The map needs JavaScript. The same changes stand here year by year.
map-missing = This copy was built without the map.
map-missing-how = Install Node.js 20 or later and build again:
map-side = What happened
map-unknown = not recorded for this date
map-possibly = possibly
map-two = Two dates side by side
map-nothing = The record holds no change in this year.
map-first = First date
map-second = Second date
map-closer = Zoom in
map-farther = Zoom out
map-previous = Previous change
map-next = Next change
map-play = Play
map-date = Date
map-exact = Exact date
changes-in = In {$year}
date-problem = Write a date such as 1961-11-10, 1961-11, 1961 or 196X, from 1922 on.
date-pattern = {$day} {$month} {$year}
see-on-map = See it on the map
legend-warm = Bore a leader’s name
legend-other = Bore another name
legend-unsure = Dates not certain
legend-possible = Possibly
legend-monument = Monument standing
legend-in-force = Standing, or banned
legend-gone = Gone
strip-label = The names and conditions of {$what} along the years

## Dates
date-plain = {$date}
date-about = about {$date}
date-uncertain = {$date} (uncertain)
date-about-uncertain = about {$date} (uncertain)
date-decade = the {$decade}s
date-century = some time after {$year}
date-month = {$month} {$year}
date-day = {$day} {$month} {$year}
date-always = always
date-unknown = at an unknown time
date-until = until {$to}
date-since = since {$from}
date-from-unknown = from {$from}, end unknown
date-from-to = {$from} to {$to}
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-of-1 = January
month-of-2 = February
month-of-3 = March
month-of-4 = April
month-of-5 = May
month-of-6 = June
month-of-7 = July
month-of-8 = August
month-of-9 = September
month-of-10 = October
month-of-11 = November
month-of-12 = December

## What acts did, in a sentence
act-name = The name {$new} is given
act-rename = {$old} becomes {$new}
act-keep = The name stays: {$what}
act-reject = Found to honour another: {$what}
act-defer = Not decided yet: {$what}
act-unveil = Unveiled: {$what}
act-remove = Taken down: {$what}
act-relocate = Moved: {$what}
act-replace = Replaced: {$what}
act-reinstate = Put back: {$what}
act-publish = Published: {$what}
act-revise = Revised or withdrawn: {$what}
act-ban = Banned: {$what}
act-restore = Can be read again: {$what}
act-release = People are let go: {$what}
act-rehabilitate = People are cleared: {$what}
act-decree = Decreed: {$what}
act-judge = Judged: {$what}
act-reversal = Undone: {$what}
act-count = {$what}: {$key}
act-kind-name = Naming
act-kind-rename = Renaming
act-kind-keep = Kept by decision
act-kind-reject = Look-alike
act-kind-defer = Deferred
act-kind-unveil = Unveiling
act-kind-remove = Removal
act-kind-relocate = Move
act-kind-replace = Replacement
act-kind-reinstate = Put back
act-kind-publish = Publication
act-kind-revise = Revision
act-kind-ban = Ban
act-kind-restore = Return to readers
act-kind-release = Release
act-kind-rehabilitate = Rehabilitation
act-kind-decree = Decree
act-kind-event = Event
act-kind-judge = Judgement on records
act-kind-reversal = Reversal
state-proposed = proposed
state-approved = decided
state-carried-out = carried out
state-reversed = reversed

## Pages of the record
history = What happened
linked-acts = Acts that point here
names = Names
name = Name
language = Language
when = When
what = What
value = Value
colloquial = in daily use
conditions = Conditions
numbers = Numbers
about-it = About it
take-it = Take it with you
what-where = {$what}, {$where}
by-count = Figure given by
by = By
source = Source:
no-source = no source given
not-seen = not checked in the source
about = About
authority = Authority
instrument = Instrument
date = Date
reverses = Undoes
reversed-by = Undone by
made-true = What it made true
doubts = Doubts and disputes
on-the-ledger = On the ledger
act-id = Id
recorded-at = Recorded
recorded-by = Recorder
hash = Hash
author = Author
address = Address
licence = Licence
record-lead = Everything the atlas knows, each fact with its date, authority and source.
by-year = By year
years = Years
all-acts = All acts
acts-before = Before 1922, or at an unknown time
year-title = The year {$year}
list-description = {$what} in the record, with what they were called and when
kind-places = Places
kind-monuments = Monuments
kind-books = Books
kind-works = Banned works
kind-decrees = Decrees
kind-events = Events
list-lead-camps = A camp was a prison where people were made to work. ITL in a name stands for such a camp, LO for a part of one, PFL for a camp where people were held to be checked. The year is the first for which there is a number of prisoners.
list-lead-works = The years say since when and until when a work was banned, cut or whole at home; what was published abroad says so. A sign ~ stands behind years that are not certain.
work = Work
readable = What could be read
kind-camps = Camps
kind-persons = People
format-json = As JSON
format-geojson = As GeoJSON
format-lpf-json = As Linked Places
format-txt = How to cite it
format-bib = For BibTeX

## Finding
find-title = Find a name
find-lead = Any name of any time, in any script, also misspelt.
find-label = Find
find-hint = Find a name
find-none = Nothing found. Try fewer letters.

## About, data, report
about-lead = A record of how the cult of a leader was undone, open to everybody.
about-1-title = What it shows
about-1 = Each change is an act: a dated decision with an authority and a source. The map, the pages and the story are made from the acts and from nothing else.
about-2-title = How sure it is
about-2 = A date may be known to the day, the month or the year. Where the atlas says “possibly”, the dates allow it but do not prove it. A claim that nobody checked in its source is marked.
about-3-title = Nothing is erased
about-3 = Old names and lost monuments stay findable. An act can be undone by a later act, but both stay on the ledger, and its hashes show tampering.
about-4-title = What it is not
about-4 = The borders on the map are those of today. The record is not complete: it holds what a source supports.
about-licence = The data of the record:
about-base-map = Natural Earth (public domain): the base map
data-lead = Everything here may be taken away, read by programs and used again.
data-atlas = The data of the map
data-places = Places with their dated names
data-monuments = Monuments with their lives
data-lpf = Places in Linked Places format
data-acts = All acts
data-sources = All sources
data-feed = New acts, for feed readers
data-api = For programs
data-api-lead = The JSON API reads the same record. Its description:
data-static = This copy is made of files; the program itself answers questions too: thaw serve.
data-asof = What a place was called on a date
data-find = Find a name
data-list = A list, page by page
data-reconcile = Match a column of names (OpenRefine)
report-lead = What was found and decided, on which evidence, and what is in doubt.
report-no-ledger = This copy was made from tables, not from a ledger: it has no hash.
report-found = What was found
report-found-lead = {$places} places of the record bore a leader’s name; {$still} of them still do on its last day. {$monuments} monuments showed a leader.
report-by-country = By country
report-still = Still do
report-deciders = Who decided
report-authorities = All authorities
report-authorities-count = { $n ->
    [one] {$shown} authority is named.
   *[other] {$shown} authorities are named.
}
report-evidence = On which evidence
report-verify = “thaw verify” computes this hash from the entries again; one changed letter gives another.
report-acts = Acts by kind
report-number = Number
report-seen = Seen in a source
report-authority = With authority or decree
report-seen-note = “Seen” means that somebody read the claim in the source; the rest are leads that still have to be checked.
report-reversed = What was undone again
report-doubts = Doubts and disputes

## The story and the quiz
story-switch = For grown-ups, with every date and source:
story-chapters = Chapters
story-proof = How do we know?
story-map = {$n} places of the record bore a leader’s name on {$date}.
story-more = More about this in the record
story-words = Words to know
story-back = In the story for children:
quiz-title = A quiz
quiz-lead = Which city was this? Eight questions made from the record. Choose, and see at once.
quiz-start = Start the quiz
quiz-none = The record holds too little for a quiz.
quiz-which = From {$from} to {$to} it was called {$name}. What is it called today?
quiz-year = In which year did {$old} become {$new}?
quiz-instead = What took its place: {$what}?
quiz-restored = “{$what}” was banned. In which year could people read, see or hear it?
quiz-read = Read about it:
quiz-score = Right: {$right} of {$all}
quiz-again = Start again

## After: what it led to
after-title = What it led to
after-lead = Relief, confusion, unrest and steps back, beside the acts that came before them. Who counted what, and what nobody knows.
on-this-page = On this page
after-reactions = Acts and reactions
after-reactions-lead = Each mark is an event of the record; open it to see its date and source. The bars above count the renamings, removals, revisions, releases and restorings of each year.
after-caution = That one thing came after another does not show that it came from it. Where the record names a cause, the source says so.
after-acts = Acts by year
after-where = Where
after-where-lead = Relief, confusion, unrest and steps back on today’s map.
after-figures = Figures, and who says so
after-figures-lead = Counts differ because people counted different things. A range holds both; “at least” means that nobody knows the upper end.
after-prisoners = Prisoners by year and camp, 1945 to 1960
after-prisoners-lead = The bars add up the camps for which the record has a number in that year. The diamonds are the interior ministry’s own totals of camps and colonies.
after-prisoners-caution = The rows have gaps: in no year does every camp have a number, and after 1953 most have none. The bars are therefore no count of all prisoners, and a fall of the bars may be a fall of the rows. They show when, not why: pardons, reviews of cases, shorter terms, the end of special camps and deaths all play a part.
after-millions = Millions of prisoners
after-sum = Sum of the camps that have a number
after-total = Official total of camps and colonies
after-camps-with = Camps with a number
after-camps-known = { $n ->
    [one] {$shown} camp with a number
   *[other] {$shown} camps with a number
}
after-largest = The 30 largest camps, year by year
after-gap = A dot is a gap, not a zero. All camps:
after-speed = How fast the names went
after-speed-lead = Of the {$all} names of the record that honoured a leader and ended in a known year, {$shown} ended from {$from} to {$to}. The record holds what its sources support, not all names there were.
after-names-went = Names that ended
as-table = The same as a table
says = Who says so
country = Country
year = Year
source-word = source
at-least = at least {$n}
at-most = at most {$n}
reaction-speech = Speech

## Wrong addresses
missing-title = There is no such page
missing-lead = The record has nothing under this address. It may have been written differently.

## Numbers of things
list-count = { $n ->
    [one] {$shown} entry
   *[other] {$shown} entries
}
year-count = { $n ->
    [one] {$shown} act in this year
   *[other] {$shown} acts in this year
}
acts-count = { $n ->
    [one] {$shown} act
   *[other] {$shown} acts
}
sources-count = { $n ->
    [one] {$shown} source supports the record
   *[other] {$shown} sources support the record
}
source-supports = { $n ->
    [one] It supports {$shown} act
   *[other] It supports {$shown} acts
}
report-doubts-count = { $n ->
    [one] {$shown} act carries a note
   *[other] {$shown} acts carry a note
}
count-places = { $n ->
    [one] place
   *[other] places
}
count-monuments = { $n ->
    [one] monument
   *[other] monuments
}
count-books = { $n ->
    [one] book
   *[other] books
}
count-works = { $n ->
    [one] banned work
   *[other] banned works
}
count-decrees = { $n ->
    [one] decree
   *[other] decrees
}
count-events = { $n ->
    [one] event
   *[other] events
}
count-camps = { $n ->
    [one] camp
   *[other] camps
}

## Words of the record: classes, conditions, parts, properties, roles, sources, languages, countries
class-city = City
class-town = Town
class-village = Village
class-settlement = Settlement
class-street = Street
class-district = District
class-region = Region
class-station = Station
class-square = Square
class-mountain = Mountain
class-works = Works
class-park = Park
class-township = Township
class-tomb = Tomb
class-resort = Resort
class-network = Network
class-neighbourhood = Neighbourhood
class-housing-estate = Housing estate
class-canal = Canal
class-building = Building
class-bridge = Bridge
class-statue = Statue
class-statue-group = Group of statues
class-sculpture = Sculpture
class-sculpture-group = Sculptural group
class-memorial = Memorial
class-all-statues = All statues of a country
class-bust = Bust
class-relief = Relief
class-plaque = Plaque
class-textbook = Textbook
class-encyclopedia = Encyclopedia
class-history = History
class-biography = Biography
class-dictionary = Dictionary
class-book = Book
class-novel = Novel
class-story = Story
class-novella = Novella
class-poem = Poem
class-poems = Poems
class-play = Play
class-film = Film
class-memoir = Memoir
class-music = Music
class-essay = Essay
class-work = Work
class-release = Release
class-review = Review of cases
class-rehabilitation = Rehabilitation
class-rehabilitate = Rehabilitation
class-abolish = Abolition
class-restore = Restoring of rights
reaction-relief = Relief
reaction-confusion = Confusion
reaction-unrest = Unrest
reaction-reversal = Step back
reaction-reform = Reform
class-rename = Renaming
class-remove = Removal
class-revise = Revision
class-speech = Speech
class-resolution = Resolution
class-law = Law
class-decree = Decree
class-camp = Camp
class-person = Person
status-standing = Standing
status-removed = Removed
status-destroyed = Destroyed
status-stored = In store
status-empty = Empty
status-reused = Used for another
status-on-display = On display elsewhere
status-buried = Buried
status-planned = Planned
status-damaged = Damaged
status-reinstated = Put back
status-banned = Banned
status-cut = Cut
status-published = Published
status-in-use = In use
status-withdrawn = Withdrawn
status-replaced = Replaced
status-revised = Revised
status-unpublished = Not published
status-working = Working
status-in-force = In force
part-statue = the statue
part-pedestal = the pedestal
part-plaque = the plaque
part-boots = the boots
part-site = the site
part-slab = the slab
part-bust = the bust
property-prisoners = prisoners
property-released = released
property-rehabilitated = rehabilitated
property-deaths = deaths
property-killed = killed
property-arrested = arrested
property-wounded = wounded
property-copies = copies
property-author = Author
property-lang = Language
property-within = Within
property-note = Note
property-of = Of
property-place = Place
property-where = Where
property-maker = Maker
property-height-m = Height, m
property-what-was-cut = What was cut
property-what-changed = What changed
property-effect = Effect
property-excluded = Excluded
property-max-sentence-years = Longest sentence, years
property-authority = Authority
role-replaced-by = Replaced by
role-decree = Decree
role-place = Place
role-work = Work
role-subject = About
role-response-to = In response to
role-reacts-to = Reacts to
system-wikidata = Wikidata
system-geonames = GeoNames
system-osm = OpenStreetMap
source-kind-law = Laws
source-kind-archive = Archives
source-kind-book = Books
source-kind-press = Press
source-kind-dataset = Data sets
source-kind-web = Web pages
source-kind-memory = From memory
lang-en = English
lang-es = Spanish
lang-ru = Russian
lang-uk = Ukrainian
lang-be = Belarusian
lang-ka = Georgian
lang-hy = Armenian
lang-az = Azerbaijani
lang-tg = Tajik
lang-ky = Kyrgyz
lang-kk = Kazakh
lang-uz = Uzbek
lang-tk = Turkmen
lang-pl = Polish
lang-de = German
lang-hu = Hungarian
lang-ro = Romanian
lang-bg = Bulgarian
lang-sq = Albanian
lang-cs = Czech
lang-sk = Slovak
lang-zh = Chinese
lang-fr = French
lang-nl = Dutch
lang-lt = Lithuanian
lang-lv = Latvian
lang-et = Estonian
lang-mn = Mongolian
lang-os = Ossetian
lang-und = unknown
country-ru = Russia
country-ua = Ukraine
country-by = Belarus
country-ge = Georgia
country-am = Armenia
country-az = Azerbaijan
country-kz = Kazakhstan
country-kg = Kyrgyzstan
country-tj = Tajikistan
country-tm = Turkmenistan
country-uz = Uzbekistan
country-pl = Poland
country-de = Germany
country-hu = Hungary
country-ro = Romania
country-bg = Bulgaria
country-al = Albania
country-cz = Czechia
country-sk = Slovakia
country-cn = China
country-kp = North Korea
country-mn = Mongolia
country-fr = France
country-nl = Netherlands
country-at = Austria
country-ca = Canada
country-gb = United Kingdom
country-us = United States
country-lt = Lithuania
country-lv = Latvia
country-ee = Estonia
country-md = Moldova
country-fi = Finland
country-be = Belgium
country-it = Italy
country-rs = Serbia
country-dk = Denmark
country-tr = Turkey
country-su = Soviet Union
country-cs = Czechoslovakia
country-dd = East Germany
country-yu = Yugoslavia
country-vn = Vietnam
class-airport = Airport
class-anthem = Anthem
class-collected-works = Collected works
class-council-decision = Decision of a council
class-declaration = Declaration
class-documents = Documents
class-examination = Examination
class-letter = Letter
class-memoirs = Memoirs
class-opera = Opera
class-party-resolution = Party resolution
class-poem-in-prose = Poem in prose
class-presidential-decree = Decree of a president
class-reservoir = Reservoir
class-stories = Stories
class-streets = Streets
class-symphony = Symphony
class-teaching-plan = Teaching plan
lang-fa = Persian
lang-it = Italian
lang-ko = Korean
lang-pt = Portuguese
lang-sr = Serbian
lang-tg-latn = Tajik (Latin script)
lang-ca = Catalan
lang-eu = Basque
lang-gl = Galician
part-abroad = abroad
property-cases-revised = cases reviewed
property-households-change = households that want a new name
property-households-keep = households that want to keep the name
property-lenin-monuments-removed = Lenin monuments taken down
property-people-killed = people killed
property-people-rehabilitated = people cleared
property-people-released = people let go
property-prisoners-camps-and-colonies = prisoners in camps and colonies
property-settlements-renamed = settlements renamed
property-streets-renamed = streets renamed
role-monument = Monument
role-text = Work
status-broken-off = Broken off
status-cancelled = Cancelled
status-held = Held
status-published-abroad = Published abroad
status-retouched = Retouched
status-secret = Secret
status-shown = Shown
status-sung-without-words = Played without words
status-supplemented = Supplemented
status-withheld = Withheld
country-es = Spain
country-pt = Portugal
country-no = Norway
country-se = Sweden
country-ch = Switzerland
country-ie = Ireland
country-gr = Greece
country-hr = Croatia
country-si = Slovenia
country-ba = Bosnia and Herzegovina
country-me = Montenegro
country-mk = North Macedonia
country-lu = Luxembourg
country-il = Israel
country-ir = Iran
country-iq = Iraq
country-in = India
country-jp = Japan
country-kr = South Korea
country-tw = Taiwan
country-id = Indonesia
country-au = Australia
country-nz = New Zealand
country-za = South Africa
country-cd = Congo (Kinshasa)
country-eg = Egypt
country-ma = Morocco
country-dz = Algeria
country-mx = Mexico
country-cu = Cuba
country-br = Brazil
country-ar = Argentina
country-cl = Chile
country-co = Colombia
country-pe = Peru
country-ve = Venezuela
country-do = Dominican Republic
property-articles = Articles covered
property-benefits = Who benefits
property-groups = Groups covered
property-sites = Sites
names-elsewhere = In other languages
person-stalin = Joseph Stalin
person-lenin = Vladimir Lenin
person-franco = Francisco Franco

# Who decided, as the record names them.
authority-presidium-of-the-supreme-soviet-of-the-ussr = Presidium of the Supreme Soviet of the USSR
authority-council-of-state-of-poland = Council of State of Poland
authority-council-of-ministers-of-the-ussr = Council of Ministers of the USSR
authority-central-committee-of-the-cpsu = Central Committee of the CPSU
authority-presidium-of-the-supreme-soviet-of-the-rsfsr = Presidium of the Supreme Soviet of the RSFSR
authority-presidium-of-the-supreme-soviet-of-the-ukrainian-ssr = Presidium of the Supreme Soviet of the Ukrainian SSR
authority-22nd-congress-of-the-cpsu = 22nd Congress of the CPSU
authority-council-of-state = Council of State
authority-supreme-soviet-of-the-rsfsr = Supreme Soviet of the RSFSR
authority-sejm = Sejm
authority-president-a--novotn- = President A. Novotný
authority-verkhovna-rada = Verkhovna Rada
authority-president-of-russia = President of Russia
authority-head-of-the-donetsk-regional-administration-of-ukraine = head of the Donetsk regional administration of Ukraine
authority-ministry-of-internal-affairs-communique = Ministry of Internal Affairs communique
authority-presidium-of-the-central-committee-of-the-cpsu = Presidium of the Central Committee of the CPSU
authority-president-of-the-ussr = President of the USSR
authority-presidential-council = Presidential Council
authority-presidium-of-the-people-s-assembly = Presidium of the People's Assembly
authority-verkhovna-rada-of-the-ukrainian-ssr = Verkhovna Rada of the Ukrainian SSR
authority-organising-bureau-of-the-central-committee-of-the-cpsu-b- = Organising Bureau of the Central Committee of the CPSU(b)
authority-politburo-of-the-central-committee-of-the-cpsu-b- = Politburo of the Central Committee of the CPSU(b)
authority-supreme-soviet-of-the-ussr = Supreme Soviet of the USSR
authority-supreme-council-of-kazakhstan = Supreme Council of Kazakhstan
authority-volgograd-city-duma = Volgograd City Duma
authority-presidium-of-the-people-s-assembly-of-albania = Presidium of the People's Assembly of Albania
authority-vienna-city-council = Vienna City Council
authority-amsterdam-city-council = Amsterdam City Council
authority-town-meeting = town meeting
authority-nikita-khrushchev--first-secretary-of-the-cpsu = Nikita Khrushchev, First Secretary of the CPSU
authority-us-department-of-state = US Department of State
