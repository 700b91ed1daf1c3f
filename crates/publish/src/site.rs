//! The whole atlas as files that any host can serve: pages, data and assets, with relative addresses.

use crate::{
    address::Links,
    messages::Language,
    output,
    page::{self, Page, Site},
};
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// A file of the site: its path below the root, and its bytes.
pub type File = (String, Vec<u8>);

/// The style sheet, script and icon that every page uses: path below `assets/`, media type, bytes.
pub const ASSETS: [(&str, &str, &[u8]); 5] = [
    ("style.css", "text/css; charset=utf-8", include_bytes!("../assets/style.css")),
    ("site.js", "text/javascript; charset=utf-8", include_bytes!("../assets/site.js")),
    ("find.js", "text/javascript; charset=utf-8", include_bytes!("../assets/find.js")),
    ("icon.svg", "image/svg+xml", include_bytes!("../assets/icon.svg")),
    // What a user draws below the record; empty unless the server is given a file.
    ("base.json", "application/geo+json", include_bytes!("../assets/base.json")),
];

/// A site that could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SiteError {
    /// A file or directory.
    #[error("cannot write `{}`", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The directory holds something else.
    #[error("`{}` is not empty and holds no atlas that was published before", path.display())]
    NotOurs {
        /// Which.
        path: PathBuf,
    },
}

/// What tells a directory that was published before.
const MARK: &str = "thaw.txt";

/// Returns every file of the site but the assets, one after the other; the same site gives the same bytes.
pub fn files<'a>(site: Site<'a>) -> impl Iterator<Item = File> + 'a {
    let pages = Language::ALL
        .into_iter()
        .flat_map(move |language| page::paths(&site).into_iter().map(move |path| (language, path)));
    let pages = pages.filter_map(move |(language, path)| {
        let links = Links::files(1 + path.matches('/').count());
        let name = if path.is_empty() { format!("{language}/index.html") } else { format!("{language}/{path}.html") };
        let text = Page { site, language, links: &links }.at(&path, "")?;
        Some((name, text.into_bytes()))
    });
    let data = output::paths(&site).into_iter().filter_map(move |path| {
        let output = output::at(&site, &path)?;
        Some((format!("api/v1/{path}"), output.body.into_bytes()))
    });
    let links = Links::files(0);
    let door = Page { site, language: Language::En, links: &links }.door();
    std::iter::once(("index.html".to_owned(), door.into_bytes())).chain(pages).chain(data)
}

/// Writes the site into a directory: a new one, an empty one, or one that this function wrote before, whose stale files go.
/// `more` are the files of the web build, below `assets/map/`. Returns how many files there are.
///
/// # Errors
/// When the directory holds something else, or a file cannot be written.
pub fn write(site: Site<'_>, more: &[(&str, &[u8])], out: &Path) -> Result<usize, SiteError> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| SiteError::Io { path, source }
    };
    let mark = out.join(MARK);
    let stale: BTreeSet<String> = match fs::read_to_string(&mark) {
        Ok(listed) => listed.lines().filter(|line| is_inside(line)).map(str::to_owned).collect(),
        Err(_) if out.exists() && fs::read_dir(out).map_err(at(out))?.next().is_some() => {
            return Err(SiteError::NotOurs { path: out.to_owned() });
        }
        Err(_) => BTreeSet::new(),
    };
    let assets = ASSETS.iter().map(|(path, _, bytes)| (format!("assets/{path}"), bytes.to_vec()));
    let map = more.iter().map(|(path, bytes)| (format!("assets/map/{path}"), bytes.to_vec()));
    let mut written = BTreeSet::new();
    for (name, bytes) in files(site).chain(assets).chain(map) {
        let path = out.join(&name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(at(folder))?;
        }
        fs::write(&path, bytes).map_err(at(&path))?;
        written.insert(name);
    }
    for name in stale.difference(&written) {
        let path = out.join(name);
        if path.is_file() {
            fs::remove_file(&path).map_err(at(&path))?;
        }
    }
    let mut list: String = written.iter().map(|name| format!("{name}\n")).collect();
    list.push_str(MARK);
    list.push('\n');
    fs::write(&mark, list).map_err(at(&mark))?;
    Ok(written.len() + 1)
}

/// A line of the list that cannot lead out of the directory.
fn is_inside(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('/')
        && name.split('/').all(|part| !part.is_empty() && part != ".." && part != ".")
}
