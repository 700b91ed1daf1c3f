# Lo que dicen las páginas de Thaw en español.


## The frame of every page
brand = Thaw
skip = Saltar al texto
nav-label = Principal
nav-map = Mapa
nav-story = Historia para niños
nav-after = Después
nav-record = Registro
nav-data = Datos
nav-about = Acerca de
nav-report = El informe
nav-sources = Fuentes
nav-acts = Actos
nav-feed = Canal de actos nuevos
languages = Idiomas
theme = Claro u oscuro
crumbs = Estás aquí
foot-ledger = Asiento {$n} del libro, huella
feed-title = Thaw: actos nuevos
close = Cerrar
now = Ahora:

## The first page
home-title = Thaw: los nombres que cayeron
home-claim = Cuando el nombre de un líder sale del mapa
home-lead = Lo que llevaba el nombre de un dirigente, qué fue de ello, qué día y por decisión de quién.
home-picture = Un pedestal vacío junto a un río cuyo hielo se rompe
home-map = Abrir el mapa
home-story = Leer la historia
home-strata = Un lugar, muchos nombres
home-strata-lead = Cada barra es un nombre y los años en que estuvo vigente.
home-ways = Por dónde empezar
home-map-text = Muévete por el tiempo y mira cómo cambian los nombres y caen las estatuas.
home-story-text = Qué pasó y por qué, contado para alguien de diez años.
home-after-text = Alivio, confusión y protestas: a qué llevó.
home-record-text = Cada hecho con su fecha, su autoridad y su fuente.

## The map
map-title = El mapa y el tiempo
map-lead = Cómo se llamaban los lugares y qué monumentos estaban en pie cualquier día desde 1922 hasta hoy.
map-wait = El mapa se está cargando…
map-failed = No se pudo cargar el mapa.
map-noscript = El mapa necesita JavaScript. Los mismos cambios están aquí año por año.
map-missing = Esta copia se construyó sin el mapa.
map-missing-how = Instala Node.js 20 o posterior y vuelve a construir:
map-side = Qué pasó
map-unknown = sin datos para esta fecha
map-possibly = posiblemente
map-two = Dos fechas juntas
map-nothing = El registro no tiene cambios en este año.
map-first = Primera fecha
map-second = Segunda fecha
map-closer = Acercar
map-farther = Alejar
map-previous = Cambio anterior
map-next = Cambio siguiente
map-play = Reproducir
map-date = Fecha
map-exact = Fecha exacta
changes-in = En {$year}
date-problem = Escribe una fecha como 1961-11-10, 1961-11, 1961 o 196X, desde 1922.
date-pattern = {$day} de {$month} de {$year}
see-on-map = Verlo en el mapa
legend-warm = Llevaba el nombre de un líder
legend-other = Llevaba otro nombre
legend-unsure = Fechas no seguras
legend-possible = Posiblemente
legend-monument = Monumento en pie
legend-in-force = En pie, o prohibido
legend-gone = Ya no está
strip-label = Los nombres y estados de {$what} a lo largo de los años

## Dates
date-plain = {$date}
date-about = hacia {$date}
date-uncertain = {$date} (incierto)
date-about-uncertain = hacia {$date} (incierto)
date-decade = los años {$decade}
date-century = algún momento después de {$year}
date-month = {$month} de {$year}
date-day = {$day} de {$month} de {$year}
date-always = siempre
date-unknown = en fecha desconocida
date-until = hasta {$to}
date-since = desde {$from}
date-from-unknown = desde {$from}, fin desconocido
date-from-to = de {$from} a {$to}
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
month-of-1 = enero
month-of-2 = febrero
month-of-3 = marzo
month-of-4 = abril
month-of-5 = mayo
month-of-6 = junio
month-of-7 = julio
month-of-8 = agosto
month-of-9 = septiembre
month-of-10 = octubre
month-of-11 = noviembre
month-of-12 = diciembre

## What acts did, in a sentence
act-name = Se da el nombre {$new}
act-rename = {$old} pasa a llamarse {$new}
act-keep = El nombre se mantiene: {$what}
act-reject = Honra a otra persona: {$what}
act-defer = Aún sin decidir: {$what}
act-unveil = Inaugurado: {$what}
act-remove = Retirado: {$what}
act-relocate = Trasladado: {$what}
act-replace = Reemplazado: {$what}
act-reinstate = Repuesto: {$what}
act-publish = Publicado: {$what}
act-revise = Revisado o retirado: {$what}
act-ban = Prohibido: {$what}
act-restore = Se puede leer de nuevo: {$what}
act-release = Se libera a personas: {$what}
act-rehabilitate = Se rehabilita a personas: {$what}
act-decree = Decretado: {$what}
act-judge = Juzgado: {$what}
act-reversal = Revertido: {$what}
act-count = {$what}: {$key}
act-kind-name = Denominación
act-kind-rename = Cambio de nombre
act-kind-keep = Mantenido por decisión
act-kind-reject = Parecido casual
act-kind-defer = Aplazado
act-kind-unveil = Inauguración
act-kind-remove = Retirada
act-kind-relocate = Traslado
act-kind-replace = Sustitución
act-kind-reinstate = Reposición
act-kind-publish = Publicación
act-kind-revise = Revisión
act-kind-ban = Prohibición
act-kind-restore = Vuelta a los lectores
act-kind-release = Liberación
act-kind-rehabilitate = Rehabilitación
act-kind-decree = Decreto
act-kind-event = Suceso
act-kind-judge = Juicio sobre fichas
act-kind-reversal = Reversión
state-proposed = propuesto
state-approved = decidido
state-carried-out = realizado
state-reversed = revertido

## Pages of the record
history = Qué pasó
linked-acts = Actos que remiten aquí
names = Nombres
name = Nombre
language = Idioma
when = Cuándo
what = Qué
value = Valor
colloquial = de uso común
conditions = Estados
numbers = Cifras
about-it = Datos
take-it = Para llevar
what-where = {$what}, {$where}
by-count = Cifra de
by = Por
source = Fuente:
no-source = sin fuente
not-seen = no comprobado en la fuente
about = Sobre
authority = Autoridad
instrument = Instrumento
date = Fecha
reverses = Revierte
reversed-by = Revertido por
made-true = Qué hizo verdadero
doubts = Dudas y discrepancias
on-the-ledger = En el libro
act-id = Identificador
recorded-at = Registrado
recorded-by = Quién lo registró
hash = Huella
author = Autor
address = Dirección
licence = Licencia
record-lead = Todo lo que sabe el atlas, cada hecho con su fecha, autoridad y fuente.
by-year = Por año
years = Años
all-acts = Todos los actos
acts-before = Antes de 1922 o en fecha desconocida
year-title = El año {$year}
list-description = {$what} en el registro, con sus nombres y fechas
kind-places = Lugares
kind-monuments = Monumentos
kind-books = Libros
kind-works = Obras prohibidas
kind-decrees = Decretos
kind-events = Sucesos
list-lead-camps = Un campo era una prisión donde se obligaba a trabajar. ITL en un nombre quiere decir un campo así; LO, una parte de él; PFL, un campo donde se retenía a la gente para investigarla. El año es el primero con un número de presos.
list-lead-works = Los años dicen desde cuándo y hasta cuándo una obra estuvo prohibida, cortada o entera en su país; lo publicado en el extranjero lo dice. El signo ~ acompaña a los años que no son seguros.
work = Obra
readable = Qué se podía leer
kind-camps = Campos
kind-persons = Personas
format-json = En JSON
format-geojson = En GeoJSON
format-lpf-json = En Linked Places
format-txt = Cómo citarlo
format-bib = Para BibTeX

## Finding
find-title = Buscar un nombre
find-lead = Cualquier nombre de cualquier época, en cualquier escritura, aunque tenga errores.
find-label = Buscar
find-hint = Busca un nombre
find-none = No hay resultados. Prueba con menos letras.

## About, data, report
about-lead = Un registro de cómo se deshizo el culto a un líder, abierto a todos.
about-1-title = Qué muestra
about-1 = Cada cambio es un acto: una decisión con fecha, autoridad y fuente. El mapa, las páginas y el relato se hacen con los actos y con nada más.
about-2-title = Qué tan seguro es
about-2 = Una fecha puede conocerse al día, al mes o al año. Donde el atlas dice «posiblemente», las fechas lo permiten pero no lo prueban. Lo que nadie comprobó en la fuente está marcado.
about-3-title = Nada se borra
about-3 = Los nombres antiguos y los monumentos perdidos se pueden encontrar. Un acto posterior puede revertir otro, pero ambos quedan en el libro, y sus huellas delatan cualquier alteración.
about-4-title = Qué no es
about-4 = Las fronteras del mapa son las de hoy. El registro no está completo: contiene lo que una fuente respalda.
about-licence = Los datos del registro:
about-base-map = Natural Earth (dominio público): el mapa base
data-lead = Todo lo de aquí se puede llevar, leer con programas y volver a usar.
data-atlas = Los datos del mapa
data-places = Lugares con sus nombres fechados
data-monuments = Monumentos con su historia
data-lpf = Lugares en formato Linked Places
data-acts = Todos los actos
data-sources = Todas las fuentes
data-feed = Actos nuevos, para lectores de canales
data-api = Para programas
data-api-lead = La API JSON lee el mismo registro. Su descripción:
data-static = Esta copia está hecha de ficheros; el programa responde además a preguntas: thaw serve.
data-asof = Cómo se llamaba un lugar en una fecha
data-find = Buscar un nombre
data-list = Una lista, página a página
data-reconcile = Emparejar una columna de nombres (OpenRefine)
report-lead = Qué se encontró y decidió, con qué pruebas, y qué está en duda.
report-no-ledger = Esta copia se hizo con tablas, no con un libro de actos: no tiene huella.
report-found = Qué se halló
report-found-lead = {$places} lugares del registro llevaron el nombre de un dirigente; {$still} aún lo llevan en su último día. {$monuments} monumentos mostraban a un dirigente.
report-by-country = Por país
report-still = Aún lo llevan
report-deciders = Quién decidió
report-authorities = Todas las autoridades
report-authorities-count = { $n ->
    [one] Se nombra {$shown} autoridad.
   *[other] Se nombran {$shown} autoridades.
}
report-evidence = Con qué pruebas
report-verify = «thaw verify» vuelve a calcular esta huella; una sola letra cambiada da otra.
report-acts = Actos por clase
report-number = Número
report-seen = Visto en una fuente
report-authority = Con autoridad o decreto
report-seen-note = «Visto» significa que alguien leyó el dato en la fuente; el resto son pistas por comprobar.
report-reversed = Lo que se revirtió
report-doubts = Dudas y discrepancias

## El cuento y las preguntas
story-switch = Para mayores, con cada fecha y cada fuente:
story-chapters = Capítulos
story-proof = ¿Cómo lo sabemos?
story-map = {$n} lugares del registro llevaban el nombre de un dirigente el {$date}.
story-more = Más sobre esto en el registro
story-words = Palabras que conviene saber
story-back = En el relato para niños:
quiz-title = ¿Lo sabes?
quiz-lead = ¿Qué ciudad era? Ocho preguntas hechas con el registro. Elige y lo verás enseguida.
quiz-start = Empezar las preguntas
quiz-none = El registro tiene muy poco para hacer preguntas.
quiz-which = De {$from} a {$to} se llamó {$name}. ¿Cómo se llama hoy?
quiz-year = ¿En qué año pasó {$old} a llamarse {$new}?
quiz-instead = ¿Qué ocupó su lugar: {$what}?
quiz-restored = «{$what}» estuvo prohibida. ¿En qué año se pudo leer, ver u oír?
quiz-read = Lee más:
quiz-score = Aciertos: {$right} de {$all}
quiz-again = Empezar otra vez

## Después: lo que trajo
after-title = Lo que trajo consigo
after-lead = Alivio, confusión, disturbios y pasos atrás, junto a los actos anteriores. Quién contó qué, y qué no sabe nadie.
on-this-page = En esta página
after-reactions = Actos y reacciones
after-reactions-lead = Cada marca es un suceso del registro; ábrela para ver su fecha y su fuente. Las barras de arriba cuentan los cambios de nombre, retiradas, revisiones, liberaciones y devoluciones de cada año.
after-caution = Que una cosa venga después de otra no muestra que venga de ella. Cuando el registro nombra una causa, lo dice la fuente.
after-acts = Actos por año
after-where = Dónde
after-where-lead = Alivio, confusión, disturbios y pasos atrás en el mapa de hoy.
after-figures = Cifras, y quién las da
after-figures-lead = Las cuentas difieren porque se contaron cosas distintas. Un intervalo las abarca; «al menos» significa que nadie conoce el máximo.
after-prisoners = Presos por año y campo, de 1945 a 1960
after-prisoners-lead = Las barras suman los campos para los que el registro tiene una cifra ese año. Los rombos son los totales de campos y colonias del propio ministerio del Interior.
after-prisoners-caution = Hay huecos: ningún año tiene cifras de todos los campos, y después de 1953 faltan casi todas. Por eso las barras no cuentan a todos los presos, y si bajan puede ser porque faltan filas. Muestran cuándo, no por qué: influyen los indultos, las revisiones, las penas acortadas, el fin de los campos especiales y las muertes.
after-millions = Millones de presos
after-sum = Suma de los campos con cifra
after-total = Total oficial de campos y colonias
after-camps-with = Campos con cifra
after-camps-known = { $n ->
    [one] {$shown} campo con cifra
   *[other] {$shown} campos con cifra
}
after-largest = Los 30 campos mayores, año por año
after-gap = Un punto es un hueco, no un cero. Todos los campos:
after-speed = Con qué rapidez cayeron los nombres
after-speed-lead = De los {$all} nombres del registro que honraban a un dirigente y acabaron en un año conocido, {$shown} acabaron de {$from} a {$to}. El registro tiene lo que sostienen sus fuentes, no todos los nombres que hubo.
after-names-went = Nombres que acabaron
as-table = Lo mismo en una tabla
says = Quién lo dice
country = País
year = Año
source-word = fuente
at-least = al menos {$n}
at-most = como mucho {$n}
reaction-speech = Discurso

## Wrong addresses
missing-title = No existe esa página
missing-lead = El registro no tiene nada en esta dirección. Quizá se escriba de otra forma.

## Numbers of things
list-count = { $n ->
    [one] {$shown} entrada
   *[other] {$shown} entradas
}
year-count = { $n ->
    [one] {$shown} acto en este año
   *[other] {$shown} actos en este año
}
acts-count = { $n ->
    [one] {$shown} acto
   *[other] {$shown} actos
}
sources-count = { $n ->
    [one] {$shown} fuente respalda el registro
   *[other] {$shown} fuentes respaldan el registro
}
source-supports = { $n ->
    [one] Respalda {$shown} acto
   *[other] Respalda {$shown} actos
}
report-doubts-count = { $n ->
    [one] {$shown} acto lleva una nota
   *[other] {$shown} actos llevan una nota
}
count-places = { $n ->
    [one] lugar
   *[other] lugares
}
count-monuments = { $n ->
    [one] monumento
   *[other] monumentos
}
count-books = { $n ->
    [one] libro
   *[other] libros
}
count-works = { $n ->
    [one] obra prohibida
   *[other] obras prohibidas
}
count-decrees = { $n ->
    [one] decreto
   *[other] decretos
}
count-events = { $n ->
    [one] suceso
   *[other] sucesos
}
count-camps = { $n ->
    [one] campo
   *[other] campos
}

## Words of the record: classes, conditions, parts, properties, roles, sources, languages, countries
class-city = Ciudad
class-town = Localidad
class-village = Aldea
class-settlement = Poblado
class-street = Calle
class-district = Distrito
class-region = Región
class-station = Estación
class-square = Plaza
class-mountain = Montaña
class-works = Fábrica
class-park = Parque
class-township = Municipio
class-tomb = Tumba
class-resort = Balneario
class-network = Red
class-neighbourhood = Barrio
class-housing-estate = Urbanización
class-canal = Canal
class-building = Edificio
class-bridge = Puente
class-statue = Estatua
class-statue-group = Grupo de estatuas
class-sculpture = Escultura
class-sculpture-group = Grupo escultórico
class-memorial = Memorial
class-all-statues = Todas las estatuas de un país
class-bust = Busto
class-relief = Relieve
class-plaque = Placa
class-textbook = Libro de texto
class-encyclopedia = Enciclopedia
class-history = Obra de historia
class-biography = Biografía
class-dictionary = Diccionario
class-book = Libro
class-novel = Novela
class-story = Relato
class-novella = Novela corta
class-poem = Poema
class-poems = Poemas
class-play = Obra de teatro
class-film = Película
class-memoir = Memorias
class-music = Música
class-essay = Ensayo
class-work = Obra
class-release = Liberación
class-review = Revisión de casos
class-rehabilitation = Rehabilitación
class-rehabilitate = Rehabilitación
class-abolish = Supresión
class-restore = Devolución de derechos
reaction-relief = Alivio
reaction-confusion = Confusión
reaction-unrest = Protesta
reaction-reversal = Paso atrás
reaction-reform = Reforma
class-rename = Cambio de nombre
class-remove = Retirada
class-revise = Revisión
class-speech = Discurso
class-resolution = Resolución
class-law = Ley
class-decree = Decreto
class-camp = Campo
class-person = Persona
status-standing = En pie
status-removed = Retirado
status-destroyed = Destruido
status-stored = En depósito
status-empty = Vacío
status-reused = Usado para otro
status-on-display = Expuesto en otro lugar
status-buried = Enterrado
status-planned = Previsto
status-damaged = Dañado
status-reinstated = Repuesto
status-banned = Prohibido
status-cut = Con cortes
status-published = Publicado
status-in-use = En uso
status-withdrawn = Retirado
status-replaced = Reemplazado
status-revised = Revisado
status-unpublished = Inédito
status-working = En funcionamiento
status-in-force = En vigor
part-statue = la estatua
part-pedestal = el pedestal
part-plaque = la placa
part-boots = las botas
part-site = el lugar
part-slab = la losa
part-bust = el busto
property-prisoners = presos
property-released = liberados
property-rehabilitated = rehabilitados
property-deaths = muertes
property-killed = muertos
property-arrested = detenidos
property-wounded = heridos
property-copies = ejemplares
property-author = Autor
property-lang = Idioma
property-within = Dentro de
property-note = Nota
property-of = De
property-place = Lugar
property-where = Dónde
property-maker = Autor
property-height-m = Altura, m
property-what-was-cut = Qué se cortó
property-what-changed = Qué cambió
property-effect = Efecto
property-excluded = Excluidos
property-max-sentence-years = Condena máxima, años
property-authority = Autoridad
role-replaced-by = Reemplazado por
role-decree = Decreto
role-place = Lugar
role-work = Obra
role-subject = Sobre
role-response-to = En respuesta a
role-reacts-to = Reacciona a
system-wikidata = Wikidata
system-geonames = GeoNames
system-osm = OpenStreetMap
source-kind-law = Leyes
source-kind-archive = Archivos
source-kind-book = Libros
source-kind-press = Prensa
source-kind-dataset = Conjuntos de datos
source-kind-web = Páginas web
source-kind-memory = De memoria
lang-en = inglés
lang-es = español
lang-ru = ruso
lang-uk = ucraniano
lang-be = bielorruso
lang-ka = georgiano
lang-hy = armenio
lang-az = azerí
lang-tg = tayiko
lang-ky = kirguís
lang-kk = kazajo
lang-uz = uzbeko
lang-tk = turcomano
lang-pl = polaco
lang-de = alemán
lang-hu = húngaro
lang-ro = rumano
lang-bg = búlgaro
lang-sq = albanés
lang-cs = checo
lang-sk = eslovaco
lang-zh = chino
lang-fr = francés
lang-nl = neerlandés
lang-lt = lituano
lang-lv = letón
lang-et = estonio
lang-mn = mongol
lang-os = osetio
lang-und = desconocido
country-ru = Rusia
country-ua = Ucrania
country-by = Bielorrusia
country-ge = Georgia
country-am = Armenia
country-az = Azerbaiyán
country-kz = Kazajistán
country-kg = Kirguistán
country-tj = Tayikistán
country-tm = Turkmenistán
country-uz = Uzbekistán
country-pl = Polonia
country-de = Alemania
country-hu = Hungría
country-ro = Rumanía
country-bg = Bulgaria
country-al = Albania
country-cz = Chequia
country-sk = Eslovaquia
country-cn = China
country-kp = Corea del Norte
country-mn = Mongolia
country-fr = Francia
country-nl = Países Bajos
country-at = Austria
country-ca = Canadá
country-gb = Reino Unido
country-us = Estados Unidos
country-lt = Lituania
country-lv = Letonia
country-ee = Estonia
country-md = Moldavia
country-fi = Finlandia
country-be = Bélgica
country-it = Italia
country-rs = Serbia
country-dk = Dinamarca
country-tr = Turquía
country-su = Unión Soviética
country-cs = Checoslovaquia
country-dd = Alemania Oriental
country-yu = Yugoslavia
country-vn = Vietnam
class-airport = Aeropuerto
class-anthem = Himno
class-collected-works = Obras completas
class-council-decision = Acuerdo de un concejo
class-declaration = Declaración
class-documents = Documentos
class-examination = Examen
class-letter = Carta
class-memoirs = Memorias
class-opera = Ópera
class-party-resolution = Resolución del partido
class-poem-in-prose = Poema en prosa
class-presidential-decree = Decreto presidencial
class-reservoir = Embalse
class-stories = Relatos
class-streets = Calles
class-symphony = Sinfonía
class-teaching-plan = Plan de enseñanza
lang-fa = persa
lang-it = italiano
lang-ko = coreano
lang-pt = portugués
lang-sr = serbio
lang-tg-latn = tayiko (alfabeto latino)
lang-ca = catalán
lang-eu = euskera
lang-gl = gallego
part-abroad = en el extranjero
property-cases-revised = casos revisados
property-households-change = hogares que quieren otro nombre
property-households-keep = hogares que quieren conservar el nombre
property-lenin-monuments-removed = monumentos a Lenin retirados
property-people-killed = personas muertas
property-people-rehabilitated = personas rehabilitadas
property-people-released = personas liberadas
property-prisoners-camps-and-colonies = presos en campos y colonias
property-settlements-renamed = localidades con nombre nuevo
property-streets-renamed = calles con nombre nuevo
role-monument = Monumento
role-text = Obra
status-broken-off = Interrumpida
status-cancelled = Cancelado
status-held = Celebrado
status-published-abroad = Publicada en el extranjero
status-retouched = Retocada
status-secret = Secreto
status-shown = Exhibida
status-sung-without-words = Sin letra
status-supplemented = Completada
status-withheld = Retenida
country-es = España
country-pt = Portugal
country-no = Noruega
country-se = Suecia
country-ch = Suiza
country-ie = Irlanda
country-gr = Grecia
country-hr = Croacia
country-si = Eslovenia
country-ba = Bosnia y Herzegovina
country-me = Montenegro
country-mk = Macedonia del Norte
country-lu = Luxemburgo
country-il = Israel
country-ir = Irán
country-iq = Irak
country-in = India
country-jp = Japón
country-kr = Corea del Sur
country-tw = Taiwán
country-id = Indonesia
country-au = Australia
country-nz = Nueva Zelanda
country-za = Sudáfrica
country-cd = Congo (Kinsasa)
country-eg = Egipto
country-ma = Marruecos
country-dz = Argelia
country-mx = México
country-cu = Cuba
country-br = Brasil
country-ar = Argentina
country-cl = Chile
country-co = Colombia
country-pe = Perú
country-ve = Venezuela
country-do = República Dominicana
property-articles = Artículos incluidos
property-benefits = A quién beneficia
property-groups = Grupos incluidos
property-sites = Sedes
names-elsewhere = En otras lenguas
person-stalin = Iósif Stalin
person-lenin = Vladímir Lenin
person-franco = Francisco Franco

# Quién decidió, como lo nombra el registro.
authority-presidium-of-the-supreme-soviet-of-the-ussr = Presidium del Sóviet Supremo de la URSS
authority-council-of-state-of-poland = Consejo de Estado de Polonia
authority-council-of-ministers-of-the-ussr = Consejo de Ministros de la URSS
authority-central-committee-of-the-cpsu = Comité Central del PCUS
authority-presidium-of-the-supreme-soviet-of-the-rsfsr = Presidium del Sóviet Supremo de la RSFSR
authority-presidium-of-the-supreme-soviet-of-the-ukrainian-ssr = Presidium del Sóviet Supremo de la RSS de Ucrania
authority-22nd-congress-of-the-cpsu = XXII Congreso del PCUS
authority-council-of-state = Consejo de Estado
authority-supreme-soviet-of-the-rsfsr = Sóviet Supremo de la RSFSR
authority-sejm = Sejm (Parlamento polaco)
authority-president-a--novotn- = Presidente A. Novotný
authority-verkhovna-rada = Rada Suprema
authority-president-of-russia = Presidente de Rusia
authority-head-of-the-donetsk-regional-administration-of-ukraine = jefe de la administración regional de Donetsk, Ucrania
authority-ministry-of-internal-affairs-communique = Comunicado del Ministerio del Interior
authority-presidium-of-the-central-committee-of-the-cpsu = Presidium del Comité Central del PCUS
authority-president-of-the-ussr = Presidente de la URSS
authority-presidential-council = Consejo Presidencial
authority-presidium-of-the-people-s-assembly = Presidium de la Asamblea Popular
authority-verkhovna-rada-of-the-ukrainian-ssr = Rada Suprema de la RSS de Ucrania
authority-organising-bureau-of-the-central-committee-of-the-cpsu-b- = Buró de Organización del Comité Central del PCUS(b)
authority-politburo-of-the-central-committee-of-the-cpsu-b- = Politburó del Comité Central del PCUS(b)
authority-supreme-soviet-of-the-ussr = Sóviet Supremo de la URSS
authority-supreme-council-of-kazakhstan = Consejo Supremo de Kazajistán
authority-volgograd-city-duma = Duma de la ciudad de Volgogrado
authority-presidium-of-the-people-s-assembly-of-albania = Presidium de la Asamblea Popular de Albania
authority-vienna-city-council = Ayuntamiento de Viena
authority-amsterdam-city-council = Ayuntamiento de Ámsterdam
authority-town-meeting = asamblea del pueblo
authority-nikita-khrushchev--first-secretary-of-the-cpsu = Nikita Jruschov, primer secretario del PCUS
authority-us-department-of-state = Departamento de Estado de los Estados Unidos
