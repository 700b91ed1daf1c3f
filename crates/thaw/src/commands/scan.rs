//! `thaw scan`

use super::dossiers;
use crate::args::Scan;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Ui, visible};
use std::io::{self, Read, Write};
use std::path::Path;
use thaw_core::Problem;
use thaw_names::{Languages, Matcher};
use thaw_revise::scan::{self, Found, Options, Scanned};

pub(crate) fn run(args: &Scan, ui: &Ui) -> Result<Done, CommandError> {
    let dossiers = dossiers::load(&args.dossier)?;
    let matcher = Matcher::new(&dossiers, &Languages::bundled());
    let options = Options {
        lang: args.lang.as_deref(),
        min_score: args.min_score,
        n_threads: args.threads,
        ..Options::default()
    };
    let mut problems = Vec::new();
    for path in &args.files {
        let name = path.display().to_string();
        let bar = ui.spinner(format!("scanning {name}"));
        let scanned = if path == Path::new("-") {
            one("(standard input)", io::stdin().lock(), &matcher, &options, args, ui)
        } else {
            let stream = thaw_formats::open::open(path).doing(|| format!("cannot scan `{name}`"))?;
            one(&name, stream, &matcher, &options, args, ui)
        };
        bar.finish_and_clear();
        problems.extend(not_utf8(&name, &scanned?));
    }
    ui.problems(&problems);
    Ok(Done::with_problems(!problems.is_empty()))
}

fn one(
    name: &str,
    source: impl Read,
    matcher: &Matcher,
    options: &Options<'_>,
    args: &Scan,
    ui: &Ui,
) -> Result<Scanned, CommandError> {
    let mut out = ui.out();
    let mut written = Ok(());
    let mut n_found = 0_u64;
    let scanned = scan::scan(source, matcher, options, &mut |found| {
        n_found += 1;
        if !args.count && written.is_ok() {
            written = write(&mut out, name, &found, ui);
        }
    })
    .doing(|| format!("cannot scan `{name}`"))?;
    written?;
    if args.count {
        writeln!(out, "{name}: {n_found}")?;
    }
    out.flush()?;
    Ok(scanned)
}

fn write(out: &mut impl Write, name: &str, place: &Found, ui: &Ui) -> io::Result<()> {
    let Found { line, column, offset, found } = place;
    if ui.json {
        let value = serde_json::json!({
            "file": name,
            "line": line,
            "column": column,
            "offset": offset,
            "length": found.span.len(),
            "form": found.form,
            "dossier": found.dossier_id,
            "lang": found.lang,
            "kind": found.kind,
            "derivation": found.derivation,
            "honours": found.honours,
            "score": found.score,
            "why": found.explain(),
        });
        return writeln!(out, "{value}");
    }
    let form = ui.bold(&visible(&found.form));
    writeln!(out, "{name}:{line}:{column}: {form}  {}", ui.dim(&visible(&found.explain())))
}

fn not_utf8(name: &str, scanned: &Scanned) -> Option<Problem> {
    let (line, column) = scanned.first_bad?;
    Some(Problem {
        path: name.to_owned(),
        place: format!("line {line}, column {column}"),
        what: format!(
            "expected UTF-8, found {} bytes that are not; in another encoding, convert it first",
            scanned.n_bad_bytes
        ),
        action: "they were passed over".to_owned(),
    })
}
