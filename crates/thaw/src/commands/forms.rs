//! `thaw forms`

use super::dossiers;
use crate::args::Forms;
use crate::error::{CommandError, Done};
use crate::ui::{Table, Ui};
use std::io::Write;
use thaw_names::Languages;

pub(crate) fn run(args: &Forms, ui: &Ui) -> Result<Done, CommandError> {
    let dossiers = dossiers::load(std::slice::from_ref(&args.dossier))?;
    let languages = Languages::bundled();
    let mut out = ui.out();
    let mut table = Table::new(&["language", "form", "script", "kind", "derivation"]);
    let mut n_forms = 0;
    let mut found_langs = std::collections::BTreeSet::new();
    for form in dossiers.iter().flat_map(|dossier| thaw_names::Forms::of(dossier, &languages)) {
        found_langs.insert(form.lang.to_string());
        if args.lang.as_ref().is_some_and(|lang| form.lang.as_str() != lang && form.lang.primary() != lang) {
            continue;
        }
        n_forms += 1;
        if ui.json {
            serde_json::to_writer(&mut out, &form).map_err(std::io::Error::from)?;
            writeln!(out)?;
        } else {
            let script = format!("{:?}", form.script);
            table.row(vec![form.lang.to_string(), form.text, script, form.kind.words().to_owned(), form.derivation]);
        }
    }
    if let (0, Some(lang)) = (n_forms, &args.lang) {
        let known: Vec<&str> = found_langs.iter().map(String::as_str).collect();
        return Err(CommandError::new(format!("dossier `{}` has no names in `{lang}`", args.dossier))
            .hint(format!("it has: {}", known.join(", "))));
    }
    if !ui.json {
        table.write(ui, &mut out)?;
    }
    out.flush()?;
    ui.note(&format!("{n_forms} forms"));
    Ok(Done::Clean)
}
