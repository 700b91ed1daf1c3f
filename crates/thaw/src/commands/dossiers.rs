//! `thaw dossier`, and how every command finds its dossiers.

use crate::args::DossierCommand;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui};
use std::io::Write;
use std::path::Path;
use thaw_core::{Dossier, Problem};
use thaw_names::{Languages, Sketch};

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
        DossierCommand::Check { dossiers } => check(&dossiers, ui),
        DossierCommand::New { name, surname, alias, title, lang, born, died, wikidata, output } => {
            for date in born.iter().chain(&died) {
                date.parse::<thaw_core::Edtf>().doing(|| format!("cannot read the date `{date}`"))?;
            }
            let sketch = Sketch { name, surname, aliases: alias, titles: title, langs: lang, born, died, wikidata };
            new(&sketch, output.as_deref(), ui)
        }
    }
}

fn new(sketch: &Sketch, output: Option<&Path>, ui: &Ui) -> Result<Done, CommandError> {
    if sketch.name.trim().is_empty() {
        return Err(CommandError::new("the name is empty"));
    }
    if let Some(tag) = sketch.langs.iter().find(|tag| thaw_core::Lang::parse(tag).is_none()) {
        return Err(CommandError::new(format!("`{tag}` is no language tag")).hint("write tags such as es, ru, zh-Hant"));
    }
    if let Some(path) = output.filter(|path| path.exists()) {
        return Err(CommandError::new(format!("`{}` is there already", path.display()))
            .hint("name another file, or remove this one first"));
    }
    let text = thaw_names::draft(sketch, &Languages::bundled());
    // What we hand out must be readable.
    let drafted = Dossier::parse(&text).doing(|| format!("cannot draft a dossier for `{}`", sketch.name))?;
    super::write_to(output, ui, |out| out.write_all(text.as_bytes()))?;
    // The surname alone stands for the person, so a wrong guess loses most mentions. A patronymic tells it for sure.
    let is_sure = sketch.surname.is_some() || drafted.names.values().any(|names| !names.patronymic.is_empty());
    let words: Vec<&str> = sketch.name.split_whitespace().collect();
    let surnames = drafted.names.values().flat_map(|names| &names.surname);
    let guessed = surnames.map(String::as_str).find(|surname| words.contains(surname)).filter(|_| !is_sure);
    if let (Some(surname), Some(other)) = (guessed, words.iter().find(|word| Some(**word) != guessed)) {
        ui.note(&format!("`{surname}` is taken for the surname; when it is another word, say so: --surname {other}"));
    }
    if let Some(path) = output {
        ui.note(&format!("next: thaw dossier check {0}; thaw survey FILE --dossier {0}", path.display()));
    }
    Ok(Done::Clean)
}

fn check(names: &[String], ui: &Ui) -> Result<Done, CommandError> {
    let languages = Languages::bundled();
    let mut problems = Vec::new();
    for name in names {
        let text = text(name)?;
        match Dossier::parse(&text) {
            Ok(dossier) => problems.extend(thaw_names::check(&dossier, &languages, name)),
            Err(error) => problems.push(Problem {
                path: name.clone(),
                place: format!("line {}, column {}", error.line, error.column),
                what: error.what,
                action: "mend it first".to_owned(),
            }),
        }
    }
    if ui.json {
        let mut out = ui.out();
        for problem in &problems {
            writeln!(out, "{}", serde_json::to_string(problem).map_err(std::io::Error::from)?)?;
        }
        out.flush()?;
    } else {
        ui.problems(&problems);
        ui.note(&format!("{} dossiers checked, {} problems", names.len(), problems.len()));
    }
    Ok(Done::with_problems(!problems.is_empty()))
}
