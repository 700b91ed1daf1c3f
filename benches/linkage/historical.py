"""Writes a made table in the shape of Splink's historical people: English persons of 1600 to 1900, about ten records each, the later ones
worse. Usage: historical.py PERSONS OUT [SEED]

The columns are that set's: unique_id, cluster, full_name, first_and_surname, first_name, surname, dob, birth_place, postcode_fake, gender,
occupation. Nobody in it lived. Names are drawn with the skew of real ones; what a copyist spoils: a short form for the first name (Wm,
Bill), initials, a slip of the pen, a part left out, first name and surname in each other's place, a title and its seat as the surname; a
date that is wrong in one place, the first of January or missing; the place of birth, the postcode near by or another, the occupation and
the gender left out or changed.
"""
import csv, random, sys

n_persons, out = int(sys.argv[1]), sys.argv[2]
rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1837)
SHORT = {name: short.split() for name, short in (line.split(" ", 1) for line in """john jack jno johnny
william wm bill will billy willie
thomas tom thos tommy
george geo georgie
james jas jim jimmy
henry harry hal hy
charles chas charlie charley
robert robt bob rob bobby
edward edwd ned ted eddie
richard richd dick rich
joseph jos joe
samuel saml sam
arthur art
frederick fredk fred freddie
alfred alf fred
francis frank fras
david dave davy
alexander alex sandy alexr
peter pete
walter walt wally
benjamin ben benj
daniel dan danl
hugh hughie
edmund ned edmd
andrew andy
philip phil
matthew matt mathew
nathaniel nat nathl
christopher kit chris
anthony tony antony
michael mick mike
stephen steve steven
lawrence laurence larry
nicholas nick nicolas
patrick pat paddy
ralph rafe
simon sim
albert bert
herbert bert
ernest ernie
percy percival
reginald reg
harold harry
cecil cec
jonathan jon
isaac ike
abraham abe
gilbert gil
theodore theo
leonard len
mary molly polly may
elizabeth eliza bess betty lizzie eliz
sarah sally sara
anne ann annie nancy
jane janie jenny
margaret maggie meg peggy margt
catherine kate kitty katharine cath
charlotte lottie
emma em
alice ally
harriet hattie
ellen nellie helen
frances fanny
caroline carrie
louisa lou
florence flo florrie
edith edie
martha patty
eleanor nell ellie
susan sue susannah
dorothy dolly dot
isabella bella
maria mary
lucy luce
henrietta hetty etta
georgiana georgie
sophia sophie
amelia milly
katherine kate kathy""".split("\n"))}
ONLY_MEN = "rupert hubert lancelot marmaduke silvester horace miles owen evan rhys roger oliver humphrey geoffrey clement augustus ambrose adam giles jasper josiah luke mark martin maurice basil bernard".split()
names = list(SHORT)
MEN, WOMEN = names[:names.index("mary")] + ONLY_MEN, names[names.index("mary"):]
FIRST = "smith jones williams taylor brown davies evans wilson thomas roberts johnson walker wright robinson thompson white hughes edwards green hall wood harris lewis martin jackson clarke clark turner hill scott cooper morris ward moore king watson baker harrison morgan patel allen james mitchell phillips campbell lee kelly parker bennett cook shaw griffiths richardson bell marshall collins carter bailey gray murphy miller cox adams richards wilkinson foster graham ellis chapman simpson mason stevens russell hunt hamilton fletcher barnes stewart mills pearson knight lloyd palmer reynolds matthews fisher barker holmes powell gibson rogers".split()
HEAD = "ald ash bar beck ber bin black brad bram bram brook bur cal chad char clay clif col cram craw dal den dud ed ell els fair farn fen gar gil gran had hal ham har hart haw hay hol hor hum ken kirk lam lang law lin lock long mal mar mel mer mid mil mor nor oak old pem pen pick pres rad red rams ros row rush sel sher stan stock strat sut tem thorn tid up wal war wat wes whit wick wil win wool wor".split()
TAIL = "bridge brook burn bury by cliffe combe cott croft dale den don ell er ers ey field fold ford ham hurst ing ington land ley low man mere mont more ner ridge sall sey shaw son stead stone ston ter thorpe ton tree well wick win wood worth".split()
surnames = FIRST + rng.sample(sorted({h + t for h in HEAD for t in TAIL if h[-1] != t[0]} - set(FIRST)), 2400)
PLACES = "london|manchester|liverpool|birmingham|leeds|bristol|sheffield|edinburgh|glasgow|dublin|westminster|city of london|devon|kent|bath|norwich|york|exeter|oxford|cambridge|newcastle upon tyne|nottingham|leicester|hull|plymouth|southampton|portsmouth|derby|brighton|cornwall|essex|somerset|middlesex|cheltenham|ipswich|lancaster|chester|worcester|gloucester|shrewsbury|hereford|durham|carlisle|lincoln|northampton|bedford|reading|kingston upon hull|stoke-on-trent|wolverhampton|camden town|kensington|chelsea|greenwich|islington|hackney|lambeth|croydon|richmond|windsor|dorset|sussex|norfolk|suffolk|yorkshire|lancashire|cheshire|shropshire|wiltshire|hampshire|surrey|buckinghamshire|ireland|wales|scotland".split("|") + [h + t for h in HEAD[:60] for t in ("ton", "ham", "ford")]
JOBS = "politician|cricketer|writer|painter|footballer|military officer|lawyer|actor|poet|journalist|composer|botanist|engineer|priest|physician|architect|novelist|chemist|historian|mathematician|sculptor|photographer|merchant|naval officer|astronomer|geologist|singer|teacher|explorer|banker|theologian|clergyman|illustrator|inventor|librarian|philosopher|publisher|surgeon|tennis player|rower|zoologist|entomologist|economist|engraver|translator|diplomat|judge|peer".split("|")
TITLES = ["1st baron", "2nd baron", "3rd earl of", "sir", "1st baronet, of", "4th duke of", "1st viscount"]
skew = lambda items, a: [1 / (i + a) for i in range(len(items))]
WS, WM, WW, WP, WJ = skew(surnames, 12), skew(MEN, 2), skew(WOMEN, 3), skew(PLACES, 4), skew(JOBS, 3)
letters = "abcdefghijklmnopqrstuvwxyz"
AREAS = sorted({a + b + str(i) for a in "bcdeghlmnprstw" for b in "abdelnrstw" for i in (1, 2, 3, 4, 6, 9, 13)})

def slip(text):
    if len(text) < 4: return text
    i, kind = rng.randrange(1, len(text) - 1), rng.randrange(4)
    if kind == 0: return text[:i] + text[i + 1:]
    if kind == 1: return text[:i] + rng.choice(letters) + text[i:]
    if kind == 2: return text[:i] + text[i + 1] + text[i] + text[i + 2:]
    return text[:i] + rng.choice(letters) + text[i + 1:]

def post(area): return f"{area} {rng.randint(1, 9)}{rng.choice(letters)}{rng.choice(letters)}"

rows = []
for number in range(n_persons):
    woman = rng.random() < 0.16
    given = rng.choices(WOMEN if woman else MEN, WW if woman else WM)[0]
    middle = rng.choice(MEN + surnames[:200]) if rng.random() < 0.35 else ""
    surname = rng.choices(surnames, WS)[0]
    title, seat = (rng.choice(TITLES), rng.choice(surnames)) if rng.random() < 0.12 else ("", "")
    year, month, day = int(rng.triangular(1600, 1910, 1860)), rng.randint(1, 12), rng.randint(1, 28)
    if rng.random() < 0.12: month, day = 1, 1
    place, area, job = rng.choices(PLACES, WP)[0], rng.choice(AREAS), rng.choices(JOBS, WJ)[0]
    code = post(area)
    for k in range(1 + min(int(rng.expovariate(1 / 9.0)), 35)):
        bad = min(0.35 + 0.07 * k, 1.0) if k else 0.0
        hit = lambda share: rng.random() < share * bad
        first, last, mid = given, surname, middle
        if title and rng.random() < (0.5 if k else 1.0): last = seat
        if hit(0.30): first = rng.choice(SHORT.get(given, [given]))
        elif hit(0.08): first = given[0]
        elif hit(0.10): first = slip(first)
        if hit(0.14): last = slip(last)
        if hit(0.35): mid = "" if rng.random() < 0.5 else mid[:1]
        if hit(0.03): first, last = last, first
        if hit(0.04): first = ""
        if hit(0.03): last = ""
        born = f"{year}-{month:02}-{day:02}"
        if hit(0.10): born = ""
        elif hit(0.12): born = f"{year}-01-01"
        elif hit(0.10): born = f"{year + rng.choice([-10, -2, -1, 1, 2, 10])}-{month:02}-{day:02}"
        elif hit(0.08): born = f"{year}-{rng.randint(1, 12):02}-{day:02}"
        elif hit(0.08): born = f"{year}-{month:02}-{rng.randint(1, 28):02}"
        where = "" if hit(0.15) else rng.choices(PLACES, WP)[0] if hit(0.12) else slip(place) if hit(0.05) else place
        sent = "" if hit(0.15) else post(area) if hit(0.25) else post(rng.choice(AREAS)) if hit(0.12) else slip(code) if hit(0.04) else code
        sex = "" if hit(0.2) else "female" if woman else "male"
        if hit(0.02): sex = "male" if woman else "female"
        does = "" if hit(0.35) else rng.choices(JOBS, WJ)[0] if hit(0.12) else job
        rank = f"{title} " if title and rng.random() < 0.6 else ""
        full = " ".join(part for part in (first, mid, f"{rank}{last}".strip()) if part)
        pid = f"Q{1000003 + 7919 * number % 900007}"
        rows.append([f"{pid}-{k + 1}", pid, full, " ".join(part for part in (first, last) if part), first, last, born, where, sent, sex, does])
rng.shuffle(rows)
with open(out, "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow("unique_id,cluster,full_name,first_and_surname,first_name,surname,dob,birth_place,postcode_fake,gender,occupation".split(","))
    writer.writerows(rows)
