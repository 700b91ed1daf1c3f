//! The site of files: every link leads somewhere inside of it, nothing is asked of other computers, the same record gives the
//! same bytes.

use crate::{bundled, edition};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};
use thaw_core::{ActId, Entry};
use thaw_formats::record;
use thaw_ledger::{Ledger, Undo};
use thaw_publish::{
    address::Links,
    edition::Edition,
    messages::Language,
    model::{About, Model, Stamp},
    output,
    page::{Page, paths},
    site,
};

/// The files that the map's web build adds.
const MAP: [&str; 2] = ["assets/map/map.js", "assets/map/map.css"];

/// The addresses in a page, each with its element: `a`, `link`, `script`.
fn addresses(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.split('<').skip(1).flat_map(|tag| {
        let element = tag.split([' ', '>']).next().unwrap_or_default();
        let tag = tag.split('>').next().unwrap_or_default();
        ["href=\"", "src=\"", "action=\"", "data-atlas=\""]
            .into_iter()
            .filter_map(move |attribute| tag.split_once(attribute)?.1.split_once('"'))
            .map(move |(address, _)| (element, address))
    })
}

/// Resolves an address against the file in which it stands; nothing when it leads out of the site.
fn resolve(file: &str, address: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Follows every link of a site. Returns how many there are.
#[track_caller]
fn check_links(edition: &Edition) -> usize {
    let the_site = edition.site();
    let mut names: BTreeSet<String> = MAP.map(str::to_owned).into();
    names.extend(site::ASSETS.iter().map(|(name, _, _)| format!("assets/{name}")));
    names.insert("index.html".to_owned());
    for language in Language::ALL {
        names.extend(paths(&the_site).iter().map(|path| {
            if path.is_empty() { format!("{language}/index.html") } else { format!("{language}/{path}.html") }
        }));
    }
    names.extend(output::paths(&the_site).iter().map(|path| format!("api/v1/{path}")));
    let (mut wrong, mut n_links) = (Vec::new(), 0);
    let mut anchors: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut written = BTreeSet::new();
    for (name, bytes) in site::files(the_site) {
        assert!(names.contains(&name), "{name} is written, but no page list has it");
        // The five hundred camps have one page each, alike in every language.
        let is_one_of_many = !name.starts_with("en/") && (name.contains("/camp/") || name.contains("/act/camp-"));
        if name.ends_with(".html") && !is_one_of_many {
            let page = String::from_utf8(bytes).unwrap();
            for (element, address) in addresses(&page) {
                n_links += 1;
                if address.starts_with("https://") || address.starts_with("http://") {
                    // To follow a link to a source is the reader's choice; to load something is not.
                    if element != "a" {
                        wrong.push(format!("{name}: <{element}> loads {address}"));
                    }
                    continue;
                }
                let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
                let path = path.split('?').next().unwrap_or_default();
                let target = if path.is_empty() { Some(name.clone()) } else { resolve(&name, path) };
                match target.filter(|target| names.contains(target)) {
                    None => wrong.push(format!("{name}: <{element}> leads to {address}")),
                    Some(target) if !fragment.is_empty() => {
                        anchors.entry(target).or_default().insert(fragment.to_owned());
                    }
                    Some(_) => {}
                }
            }
            if anchors.contains_key(&name) || !name.contains("/act/") {
                ids.insert(
                    name.clone(),
                    page.split(" id=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect(),
                );
            }
        }
        written.insert(name);
    }
    for (page, fragments) in &anchors {
        let known = ids.get(page);
        wrong.extend(
            fragments
                .iter()
                .filter(|id| known.is_none_or(|ids| !ids.contains(*id)))
                .map(|id| format!("{page} has no #{id}")),
        );
    }
    assert!(
        wrong.is_empty(),
        "{} wrong links:\n{}",
        wrong.len(),
        wrong.iter().take(30).cloned().collect::<Vec<_>>().join("\n")
    );
    let unwritten: Vec<_> =
        names.iter().filter(|name| !name.starts_with("assets/") && !written.contains(*name)).collect();
    assert!(unwritten.is_empty(), "{unwritten:?}");
    n_links
}

#[test]
fn no_link_is_broken_and_nothing_comes_from_elsewhere() {
    assert!(check_links(&bundled()) > 100_000, "links are overlooked");
}

#[test]
fn nothing_is_drawn_with_a_negative_size() {
    let edition = bundled();
    let (site, links) = (edition.site(), Links::files(1));
    let pages = Page { site, language: Language::En, links: &links };
    for subject in site.model.subjects.values() {
        let page = pages.subject(subject);
        for attribute in ["width=\"-", "height=\"-", " r=\"-"] {
            assert!(!page.contains(attribute), "{}: {attribute}", subject.id);
        }
    }
}

#[test]
fn a_case_of_ones_own_becomes_an_atlas() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides/francoist-names");
    assert_eq!(record::check(&dir).unwrap(), []);
    let found = record::read_dir(&dir).unwrap();
    let entries = found.entries.into_iter().map(|entry| (Stamp::default(), entry));
    let edition = edition(Model::build(About::from(&found.manifest), entries));
    assert!(check_links(&edition) > 1000);
    let links = Links::files(1);
    let page = |language, path: &str| Page { site: edition.site(), language, links: &links }.at(path, "");
    assert_eq!(page(Language::En, "story"), None, "it has no story, and no other case's");
    let home = page(Language::En, "").unwrap();
    assert!(
        home.contains("Franco’s rule in Spain") && !home.contains("Stalin") && !home.contains("story.html"),
        "{home}"
    );
    let street = page(Language::Es, "place/calle-millan-astray-madrid").unwrap();
    assert!(street.contains("Maestra Justa Freire"), "{street}");
    for path in paths(&edition.site()) {
        let text = page(Language::Ru, &path).unwrap();
        assert!(!text.contains("Сталин"), "{path} speaks of another case");
    }
}

/// A ledger with the small case, written at a given moment.
fn ledger(folder: &Path, at: &str) -> Ledger {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides/francoist-names");
    let found = record::read_dir(&dir).unwrap();
    let mut ledger = Ledger::create(folder.join("ledger.sqlite")).unwrap();
    ledger.append(&found.entries, "somebody", at).unwrap();
    ledger
}

/// Every file of a folder, by its path.
fn read_all(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

#[test]
fn the_same_ledger_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(folder.path(), "2026-11-23T12:00:00Z");
    let write = |out: &str| {
        let out = folder.path().join(out);
        let edition = edition(Model::of_ledger_without_persons(About::default(), &ledger).unwrap());
        let n_files = site::write(edition.site(), &[("map.js", b"map"), ("map.css", b"")], &out).unwrap();
        let files = read_all(&out);
        assert_eq!(files.len(), n_files);
        files
    };
    let (first, second, again) = (write("one"), write("two"), write("one"));
    assert!(first == second, "two folders differ");
    assert!(first == again, "the second time differs");
    let head = ledger.head().unwrap();
    let hash: String = head.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let report = String::from_utf8(first[Path::new("en/report.html")].clone()).unwrap();
    assert!(report.contains(&hash), "the report names the ledger's last hash");
}

#[test]
fn a_folder_with_other_things_is_left_alone_and_stale_files_go() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(folder.path(), "2026-11-23T12:00:00Z");
    let edition = edition(Model::of_ledger_without_persons(About::default(), &ledger).unwrap());
    let out = folder.path().join("full");
    std::fs::create_dir(&out).unwrap();
    std::fs::write(out.join("mine.txt"), "mine").unwrap();
    let error = site::write(edition.site(), &[], &out).unwrap_err();
    assert!(error.to_string().ends_with("full` is not empty and holds no atlas that was published before"), "{error}");
    let out = folder.path().join("site");
    site::write(edition.site(), &[("old.js", b"old")], &out).unwrap();
    std::fs::write(out.join("mine.txt"), "mine").unwrap();
    site::write(edition.site(), &[("new.js", b"new")], &out).unwrap();
    assert!(!out.join("assets/map/old.js").exists() && out.join("assets/map/new.js").exists());
    assert!(out.join("mine.txt").exists(), "what somebody else put there stays");
}

#[test]
fn persons_are_not_published() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = ledger(folder.path(), "2026-11-23T12:00:00Z");
    let entries: Vec<Entry> = [
        r#"{"type":"subject","id":"case-1","kind":"person","class":"person","title":{"en":"Ivan Petrov"}}"#,
        r#"{"type":"act","id":"case-1-rehabilitate","subject":"case-1","kind":"rehabilitate","date":"1956","state":"proposed","sources":[{"source":"press","seen":true}]}"#,
        r#"{"type":"progress","act":"case-1-rehabilitate","state":"approved"}"#,
    ]
    .into_iter()
    .map(|text| serde_json::from_str(text).unwrap())
    .collect();
    ledger.append(&entries, "somebody", "2026-11-23T12:01:00Z").unwrap();
    let whole = Model::of_ledger(About::default(), &ledger).unwrap();
    assert!(whole.subjects.values().any(|subject| subject.id.0 == "case-1"), "at home the case is there");
    let edition = edition(Model::of_ledger_without_persons(About::default(), &ledger).unwrap());
    for (name, bytes) in site::files(edition.site()) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("Petrov") && !text.contains("case-1"), "{name}");
    }
    assert_eq!(
        edition.site().model.head.sequence,
        ledger.head().unwrap().seq,
        "the report names the whole ledger's hash"
    );
    let undo = Undo { date: "2026".parse().unwrap(), authority: None, note: None, sources: Vec::new() };
    ledger.undo(&ActId("case-1-rehabilitate".to_owned()), &undo, "somebody", "2026-11-23T12:02:00Z").unwrap();
    let whole = Model::of_ledger(About::default(), &ledger).unwrap();
    assert!(
        !whole.subjects.values().any(|subject| subject.id.0 == "case-1"),
        "taken back, it is not shown at home either"
    );
}
