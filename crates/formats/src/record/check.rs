//! Whether the tables of a record agree with each other and with the map.

use super::{
    outlines,
    rows::{ActRow, LifeRow, Rows},
    table::Spot,
};
use std::collections::{BTreeMap, BTreeSet};
use thaw_core::{Answer, Citation, Edtf, Entry, Lang, Period, Problem, SubjectId, SubjectKind, period::End};

/// The two-letter languages of ISO 639-1.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz \
    ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka \
    kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr \
    nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk \
    tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// The countries of ISO 3166-1, `XK` for Kosovo, and former countries whose decrees are cited (ISO 3166-3).
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW \
    BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB \
    GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM \
    KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC \
    NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL \
    SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK \
    YE YT ZA ZM ZW SU DD CS YU";

/// The kinds of source.
const SOURCE_KINDS: &str = "law archive book press dataset web";

/// How a work can stand: kept back (three ways), printed with cuts, whole, or in other countries.
const WORK_STATUSES: &str = "banned withheld secret cut published published-abroad";

/// Finds what the tables get wrong together.
pub(super) fn run(rows: &Rows, entries: &[Entry]) -> Vec<Problem> {
    let mut check =
        Check { rows, problems: Vec::new(), used: BTreeSet::new(), subjects: BTreeMap::new(), acts: BTreeSet::new() };
    check.acts.extend(entries.iter().filter_map(|entry| match entry {
        Entry::Act(act) => Some(act.id.0.as_str()),
        _ => None,
    }));
    check.manifest();
    check.subjects();
    check.names();
    check.lives();
    check.acts();
    check.counts();
    check.sources();
    check.problems
}

struct Check<'r> {
    rows: &'r Rows,
    problems: Vec<Problem>,
    used: BTreeSet<&'r str>,
    subjects: BTreeMap<&'r SubjectId, SubjectKind>,
    acts: BTreeSet<&'r str>,
}

impl<'r> Check<'r> {
    fn tell(&mut self, spot: &Spot, field: &str, what: String, action: &str) {
        self.problems.push(spot.problem(field, what, action));
    }

    fn manifest(&mut self) {
        let manifest = &self.rows.manifest;
        if *manifest == super::Manifest::default() {
            return; // The reader has told that it is missing or broken.
        }
        let spot = Spot { path: super::rows::MANIFEST.to_owned(), line: 1 };
        for (field, empty) in [
            ("id", manifest.id.is_empty()),
            ("title", manifest.title.is_empty()),
            ("languages", manifest.languages.is_empty()),
            ("dossiers", manifest.dossiers.is_empty()),
            ("licence", manifest.licence.is_empty()),
        ] {
            if empty {
                self.tell(&spot, field, format!("`{field}` is empty"), "fill it in");
            }
        }
        for tag in &manifest.languages {
            self.language(&spot, "languages", tag);
        }
    }

    fn language(&mut self, spot: &Spot, field: &str, tag: &str) {
        let known = Lang::parse(tag).is_some_and(|lang| match lang.primary().len() {
            2 => LANGUAGES.split_whitespace().any(|known| known == lang.primary()),
            3 => lang.primary().bytes().all(|byte| byte.is_ascii_lowercase()),
            _ => false,
        });
        if !known {
            self.tell(
                spot,
                field,
                format!("no language has the tag `{tag}`"),
                "write its BCP 47 tag: `uk` for Ukrainian",
            );
        }
    }

    fn subjects(&mut self) {
        let rows = self.rows;
        let mut lines: BTreeMap<&SubjectId, &Spot> = BTreeMap::new();
        for row in &rows.subjects {
            let subject = &row.subject;
            let id = subject.id.0.as_str();
            if let Some(first) = lines.insert(&subject.id, &row.spot) {
                let what = format!("id `{id}` stands already in {}, line {}", first.path, first.line);
                self.tell(&row.spot, "id", what, "give one of the two another id");
            }
            self.subjects.insert(&subject.id, subject.kind);
            if !id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
                let what = format!("expected small letters a to z, digits and hyphens, found `{id}`");
                self.tell(&row.spot, "id", what, "write a short slug such as `volgograd`");
            }
            self.place(row);
            if let Some(item) = subject.external.get("wikidata") {
                let digits = item.strip_prefix('Q').unwrap_or_default();
                if digits.is_empty() || digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                    let what = format!("expected an item id such as `Q914`, found `{item}`");
                    self.tell(&row.spot, "wikidata", what, "copy the item's id, without its address");
                }
            }
            if subject.kind != SubjectKind::Place {
                let languages = rows.manifest.languages.iter().filter(|tag| !subject.title.contains_key(*tag));
                for tag in languages {
                    let what = format!("the title in `{tag}` is missing");
                    self.tell(
                        &row.spot,
                        &format!("title_{tag}"),
                        what,
                        "fill it in, or drop the language from record.toml",
                    );
                }
            }
            self.support(&row.spot, &row.sources, subject.kind == SubjectKind::Camp);
        }
    }

    /// Country and point of a subject.
    fn place(&mut self, row: &'r super::rows::SubjectRow) {
        let Some(country) = row.subject.country.as_deref() else {
            if matches!(row.subject.kind, SubjectKind::Place | SubjectKind::Monument | SubjectKind::Decree) {
                self.tell(
                    &row.spot,
                    "country",
                    "the cell is empty".to_owned(),
                    "write the ISO 3166-1 code of the country",
                );
            }
            return;
        };
        if !COUNTRIES.split_whitespace().any(|known| known == country) {
            let what = format!("expected an ISO 3166-1 code such as `RU`, found `{country}`");
            self.tell(&row.spot, "country", what, "write the two-letter code of today's country");
            return;
        }
        let Some(point) = row.subject.at else { return };
        if outlines::lies_in(country, point) == Some(false) {
            let found = outlines::country_at(point).map_or_else(|| "no country".to_owned(), |code| format!("`{code}`"));
            let what = format!("expected a point in `{country}`, found one in {found} ({}, {})", point.lon, point.lat);
            self.tell(&row.spot, "lon", what, "mend the country or the point; are longitude and latitude swapped?");
        }
    }

    fn support(&mut self, spot: &Spot, sources: &'r [Citation], needed: bool) {
        if needed && sources.is_empty() {
            self.tell(
                spot,
                "sources",
                "the cell is empty".to_owned(),
                "name at least one source by its id in sources.csv",
            );
        }
        for citation in sources {
            let id = citation.source.0.as_str();
            self.used.insert(id);
            if !self.rows.sources.iter().any(|row| row.source.id == citation.source) {
                self.tell(
                    spot,
                    "sources",
                    format!("no source has the id `{id}`"),
                    "add it to sources.csv, or mend the id",
                );
            }
        }
    }

    fn resolves(&mut self, spot: &Spot, field: &str, id: &SubjectId) {
        if !self.subjects.contains_key(id) {
            let what = format!("no place, monument, book, work, decree, event or camp has the id `{id}`");
            self.tell(spot, field, what, "mend the id, or add a row for it");
        }
    }

    fn names(&mut self) {
        let rows = self.rows;
        let mut by_place: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in &rows.names {
            self.resolves(&row.spot, "place", &row.place);
            self.language(&row.spot, "lang", row.name.lang.as_str());
            self.support(&row.spot, &row.support.sources, true);
            by_place.entry((&row.place, row.name.kind, row.name.lang.as_str())).or_default().push(row);
        }
        for group in by_place.into_values() {
            let periods = group.iter().map(|row| (&row.name.period, &row.written, row.name.text.as_str(), &row.spot));
            self.overlaps(periods.collect(), "of the same kind and language", "give one of the names another kind");
        }
        let named: BTreeSet<_> = rows.names.iter().map(|row| &row.place).collect();
        for row in rows.subjects.iter().filter(|row| row.subject.kind == SubjectKind::Place) {
            if !named.contains(&row.subject.id) {
                self.tell(&row.spot, "id", format!("`{}` has no name", row.subject.id), "add a row to names.csv");
            }
        }
    }

    fn lives(&mut self) {
        let rows = self.rows;
        let mut by_part: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in &rows.lives {
            self.resolves(&row.spot, "subject", &row.subject);
            self.act(&row.act);
            if row.spot.path.ends_with("work_life.csv") {
                self.form_of_work(row);
            }
            by_part.entry((&row.subject, row.part.as_deref())).or_default().push(row);
        }
        for group in by_part.into_values() {
            let periods = group.iter().map(|row| (&row.period, &row.written, row.status.as_str(), &row.spot));
            self.overlaps(periods.collect(), "of the same part", "name the part");
        }
    }

    /// Of a work the register tells in which form it could be read, so its statuses are few.
    fn form_of_work(&mut self, row: &LifeRow) {
        let status = row.status.as_str();
        if !WORK_STATUSES.split_whitespace().any(|known| known == status) {
            let what = format!("expected one of {WORK_STATUSES}, found `{status}`");
            self.tell(&row.spot, "status", what, "choose the nearest, and say more in `text_*`");
        } else if (status == "published-abroad") != (row.part.as_deref() == Some("abroad")) {
            let what = format!("expected `published-abroad` for the part `abroad` and for no other, found `{status}`");
            self.tell(&row.spot, "part", what, "what is read in other countries has the part `abroad`");
        }
    }

    /// Tells of periods that surely share a day. Each is held against the one of those before it that ends last.
    fn overlaps(&mut self, mut facts: Vec<(&Period, &(String, String), &str, &Spot)>, same: &str, or: &str) {
        let key = |end: &End| end.date().map(Edtf::sort_key);
        facts.sort_by_key(|(period, ..)| key(&period.from));
        let mut last: Option<&(&Period, &(String, String), &str, &Spot)> = None;
        for fact in &facts {
            let (period, (from, to), text, spot) = fact;
            if let Some((other, (other_from, other_to), other_text, other_spot)) = last
                && period.overlaps(other) == Answer::Yes
            {
                let what = format!(
                    "`{text}` ({from}/{to}) overlaps `{other_text}` ({other_from}/{other_to}) in line {}, {same}",
                    other_spot.line
                );
                self.tell(spot, "from", what, &format!("mend the dates, or {or}"));
            }
            let ends_later = |other: &Period| match (&period.to, &other.to) {
                (_, End::Open) => false,
                (End::Open, _) => true,
                (to, other) => key(to) > key(other),
            };
            if last.is_none_or(|(other, ..)| ends_later(other)) {
                last = Some(fact);
            }
        }
    }

    fn acts(&mut self) {
        let rows = self.rows;
        let mut lines: BTreeMap<&str, &Spot> = BTreeMap::new();
        for row in &rows.acts {
            if let Some(first) = lines.insert(&row.id, &row.spot) {
                let what = format!("id `{}` stands already in line {}", row.id, first.line);
                self.tell(&row.spot, "id", what, "give one of the two another id");
            }
        }
        for row in rows.happenings.iter().chain(&rows.acts) {
            if let Some(subject) = &row.subject {
                self.resolves(&row.spot, "subject", subject);
            }
            self.act(row);
        }
    }

    fn act(&mut self, row: &'r ActRow) {
        self.support(&row.spot, &row.support.sources, true);
        for (role, id) in &row.links {
            let field = if role == "replaced-by" { "replaced_by" } else { "links" };
            self.resolves(&row.spot, field, id);
        }
        if let Some(decree) = &row.decree
            && self.subjects.get(decree) != Some(&SubjectKind::Decree)
        {
            self.tell(
                &row.spot,
                "decree",
                format!("no decree has the id `{decree}`"),
                "mend the id, or add it to decrees.csv",
            );
        }
        if let Some(reversed) = &row.reverses
            && !self.acts.contains(reversed.as_str())
        {
            self.tell(
                &row.spot,
                "reverses",
                format!("no act has the id `{reversed}`"),
                "mend the id of the act that is undone",
            );
        }
    }

    fn counts(&mut self) {
        let rows = self.rows;
        for row in &rows.counts {
            self.resolves(&row.spot, "subject", &row.subject);
            self.support(&row.spot, &row.support.sources, true);
            if let Some((low, high)) = row.value.split_once("..")
                && let (Ok(low), Ok(high)) = (low.parse::<u64>(), high.parse::<u64>())
                && low > high
            {
                let what = format!("expected the smaller number first, found `{}`", row.value);
                self.tell(&row.spot, "value", what, "swap the two numbers");
            }
        }
        let mut lines = BTreeMap::new();
        for row in &rows.camp_years {
            self.resolves(&row.spot, "camp", &row.camp);
            if let Some(first) = lines.insert((&row.camp, row.year), &row.spot) {
                let what = format!("camp `{}` has a number for {} already in line {}", row.camp, row.year, first.line);
                self.tell(&row.spot, "year", what, "keep one number a camp and year");
            }
        }
    }

    fn sources(&mut self) {
        let rows = self.rows;
        let mut lines: BTreeMap<&str, &Spot> = BTreeMap::new();
        for row in &rows.sources {
            let source = &row.source;
            if let Some(first) = lines.insert(&source.id.0, &row.spot) {
                let what = format!("id `{}` stands already in line {}", source.id, first.line);
                self.tell(&row.spot, "id", what, "give one of the two another id");
            } else if !self.used.contains(source.id.0.as_str()) {
                self.tell(
                    &row.spot,
                    "id",
                    format!("no row cites the source `{}`", source.id),
                    "cite it, or take it out",
                );
            }
            if !SOURCE_KINDS.split_whitespace().any(|kind| kind == source.kind) {
                let what = format!("expected one of {SOURCE_KINDS}, found `{}`", source.kind);
                self.tell(&row.spot, "kind", what, "choose the nearest");
            }
        }
    }
}
