//! The site of files: every link leads somewhere inside of it, nothing is asked of other computers, the same record gives the
//! same bytes.

use crate::bundled;
use std::collections::{BTreeMap, BTreeSet};
use thaw_publish::{messages::Language, output, page::paths, site};

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

#[test]
fn no_link_is_broken_and_nothing_comes_from_elsewhere() {
    let edition = bundled();
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
        if name.ends_with(".html") {
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
    assert!(n_links > 100_000, "only {n_links} links were seen");
    let unwritten: Vec<_> =
        names.iter().filter(|name| !name.starts_with("assets/") && !written.contains(*name)).collect();
    assert!(unwritten.is_empty(), "{unwritten:?}");
}
