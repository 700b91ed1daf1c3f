//! `thaw dossier`, and how every command finds its dossiers.

use crate::args::DossierCommand;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui};
use std::io::Write;
use std::path::Path;
use thaw_core::Dossier;

/// Reads dossiers by name (bundled) or by path.
pub(crate) fn load(names: &[String]) -> Result<Vec<Dossier>, CommandError> {
    names.iter().map(|name| read(name)).collect()
}

/// Reads the bundled dossiers.
pub(crate) fn bundled() -> impl Iterator<Item = (&'static str, &'static str)> {
    thaw_data::files("dossiers/")
        .filter_map(|(path, text)| Some((path.strip_prefix("dossiers/")?.strip_suffix(".toml")?, text)))
}

fn text(name: &str) -> Result<String, CommandError> {
    if let Some((_, text)) = bundled().find(|(id, _)| *id == name) {
        return Ok(text.to_owned());
    }
    let path = Path::new(name);
    if !path.exists() && !name.contains(['/', '.']) {
        let known: Vec<&str> = bundled().map(|(id, _)| id).collect();
        return Err(CommandError::new(format!("there is no bundled dossier `{name}`"))
            .hint(format!("bundled: {}; or name a file", known.join(", "))));
    }
    std::fs::read_to_string(path).doing(|| format!("cannot read the dossier `{name}`"))
}

fn read(name: &str) -> Result<Dossier, CommandError> {
    let text = text(name)?;
    Dossier::parse(&text).doing(|| format!("cannot read the dossier `{name}`"))
}

pub(crate) fn list(ui: &Ui) -> Result<Done, CommandError> {
    let mut table = Table::new(&["dossier", "person", "born", "died", "languages"]);
    for (id, _) in bundled() {
        let dossier = read(id)?;
        let date = |date: &Option<thaw_core::Edtf>| date.as_ref().map(ToString::to_string).unwrap_or_default();
        let languages: Vec<&str> = dossier.names.keys().map(String::as_str).collect();
        table.row(vec![
            id.to_owned(),
            dossier.name.clone(),
            date(&dossier.born),
            date(&dossier.died),
            languages.join(" "),
        ]);
    }
    let mut out = ui.out();
    table.write(ui, &mut out)?;
    out.flush()?;
    Ok(Done::Clean)
}

pub(crate) fn run(command: DossierCommand, ui: &Ui) -> Result<Done, CommandError> {
    match command {
        DossierCommand::List => list(ui),
        _ => Err(CommandError::new("not yet")),
    }
}
