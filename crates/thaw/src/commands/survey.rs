//! `thaw survey`

use super::dossiers;
use crate::args::{Survey, SurveyFormat};
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui, visible};
use std::io::Write;
use std::path::PathBuf;
use thaw_core::candidate::Honours;
use thaw_core::{Candidate, Edtf, Problem};
use thaw_formats::detect::{Format, detect};
use thaw_formats::error::FormatError;
use thaw_formats::gazetteer::Columns;
use thaw_formats::geojson;
use thaw_names::{Languages, Matcher};
use thaw_rename::survey;

pub(crate) fn run(args: Survey, ui: &Ui) -> Result<Done, CommandError> {
    let dossiers = dossiers::load(&args.dossier)?;
    let named = match &args.named {
        Some(text) => Some(text.parse::<Edtf>().doing(|| format!("--named: cannot read the period `{text}`"))?),
        None => None,
    };
    let matcher = Matcher::new(&dossiers, &Languages::bundled());
    let (files, alternates) = geonames_apart(&args.files);
    let options = survey::Options {
        dossiers: &dossiers,
        named,
        undated: args.undated,
        min_score: args.min_score,
        columns: columns(&args),
        alternates: &alternates,
    };
    let mut candidates = Vec::new();
    let mut problems: Vec<Problem> = Vec::new();
    let mut n_undated = 0;
    for path in files {
        let bar = ui.spinner(format!("surveying {}", path.display()));
        let found = survey::survey(path, &matcher, &options);
        bar.finish_and_clear();
        let found =
            found.map_err(|error| (needs_columns(&error, &args), error)).map_err(|(needs_columns, error)| {
                let error = CommandError::of(format!("cannot survey `{}`", path.display()), error);
                if needs_columns {
                    error.hint("for CSV and TSV name the column of the names with --name-column")
                } else {
                    error
                }
            })?;
        candidates.extend(found.candidates);
        problems.extend(found.problems);
        n_undated += found.n_undated;
        found.notes.iter().for_each(|note| ui.note(&format!("note: {}: {note}", path.display())));
    }
    survey::sort(&mut candidates);
    let format = if ui.json { SurveyFormat::Jsonl } else { args.format };
    super::write_to(args.output.as_deref(), ui, |out| match format {
        SurveyFormat::Table => table(&candidates, args.explain, ui, out),
        SurveyFormat::Csv => csv(&candidates, out),
        SurveyFormat::Geojson => geojson(&candidates, out),
        SurveyFormat::Jsonl => candidates.iter().try_for_each(|candidate| {
            serde_json::to_writer(&mut *out, candidate)?;
            writeln!(out)
        }),
    })?;
    ui.problems(&problems);
    if n_undated > 0 {
        ui.note(&format!("{n_undated} more have no date of naming and were left out; --undated keeps them"));
    }
    if candidates.is_empty() {
        ui.note("nothing that bears the name was found");
    } else if format == SurveyFormat::Table && args.output.is_none() {
        ui.note("next: write the candidates with --format jsonl -o candidates.jsonl, then decide: thaw decide candidates.jsonl");
    }
    Ok(Done::with_problems(!problems.is_empty()))
}

/// Parts the tables of alternate names of GeoNames from the other files, when there is a main table to join them with.
fn geonames_apart(paths: &[PathBuf]) -> (Vec<&PathBuf>, Vec<PathBuf>) {
    // A file that cannot be read is told when its turn comes.
    let is = |path: &PathBuf, format: Format| detect(path).is_ok_and(|found| found == format);
    if !paths.iter().any(|path| is(path, Format::GeoNames)) {
        return (paths.iter().collect(), Vec::new());
    }
    let (alternates, files): (Vec<_>, Vec<_>) = paths.iter().partition(|path| is(path, Format::GeoNamesAlternate));
    (files, alternates.into_iter().cloned().collect())
}

/// Tells whether a file was not understood that may be a table whose columns were not named.
fn needs_columns(error: &FormatError, args: &Survey) -> bool {
    args.columns.name_column.is_none() && matches!(error, FormatError::Unsupported { .. })
}

fn columns(args: &Survey) -> Option<Columns> {
    let columns = &args.columns;
    columns.name_column.as_ref().map(|name| Columns {
        id: columns.id_column.clone(),
        names: name.split(',').map(str::to_owned).collect(),
        lang: columns.lang_column.clone(),
        lat: columns.lat_column.clone(),
        lon: columns.lon_column.clone(),
        class: columns.class_column.clone(),
        country: columns.within_column.clone(),
        named: columns.date_column.clone(),
        ..Columns::default()
    })
}

/// Returns whom a name honours, in words.
pub(crate) fn honours(honours: Honours) -> &'static str {
    match honours {
        Honours::Person => "the person",
        Honours::Indirect => "something of that name",
        Honours::Victims => "the victims",
        Honours::OtherPerson => "another person",
        Honours::Nobody => "nobody",
        Honours::Unknown => "not known",
    }
}

fn table(candidates: &[Candidate], explain: bool, ui: &Ui, out: &mut dyn Write) -> std::io::Result<()> {
    let mut table = Table::new(&["score", "dossier", "name", "class", "in", "honours", "length, repeated by", "id"]);
    for candidate in candidates {
        let property = |key: &str| candidate.properties.get(key);
        let mut size = Vec::new();
        size.extend(property("length_m").map(|metres| format!("{metres} m")));
        size.extend(property("repeated_by").cloned());
        table.row(vec![
            format!("{:.2}", candidate.score),
            candidate.dossier.clone(),
            candidate.name.clone(),
            candidate.class.clone(),
            candidate.within.clone().unwrap_or_default(),
            honours(candidate.honours).to_owned(),
            size.join(", "),
            candidate.id.to_string(),
        ]);
    }
    if !explain {
        return table.write(ui, &mut &mut *out);
    }
    for candidate in candidates {
        writeln!(
            out,
            "{}  {}  {:.2}  {}",
            ui.bold(&visible(&candidate.name)),
            candidate.class,
            candidate.score,
            candidate.id
        )?;
        writeln!(out, "    honours {}", honours(candidate.honours))?;
        for evidence in &candidate.evidence {
            writeln!(out, "    {:+.2}  {}", evidence.weight, visible(&evidence.text))?;
        }
    }
    Ok(())
}

fn csv(candidates: &[Candidate], out: &mut dyn Write) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "candidate",
        "dossier",
        "name",
        "class",
        "within",
        "lon",
        "lat",
        "score",
        "honours",
        "named",
        "length_m",
        "n_addresses",
        "why",
        "decision",
        "new_name",
        "named_after",
        "authority",
        "instrument",
        "date",
        "source",
        "note",
    ])?;
    for candidate in candidates {
        let property = |key: &str| candidate.properties.get(key).cloned().unwrap_or_default();
        let why = candidate.evidence.first().map(|evidence| evidence.text.clone()).unwrap_or_default();
        let mut row = vec![
            candidate.id.to_string(),
            candidate.dossier.clone(),
            candidate.name.clone(),
            candidate.class.clone(),
            candidate.within.clone().unwrap_or_default(),
            candidate.at.map(|at| at.lon.to_string()).unwrap_or_default(),
            candidate.at.map(|at| at.lat.to_string()).unwrap_or_default(),
            format!("{:.2}", candidate.score),
            honours(candidate.honours).to_owned(),
            candidate.named.clone().unwrap_or_default(),
            property("length_m"),
            property("n_addresses"),
            why,
        ];
        row.resize(21, String::new());
        writer.write_record(row)?;
    }
    writer.flush()
}

fn geojson(candidates: &[Candidate], out: &mut dyn Write) -> std::io::Result<()> {
    let mut features = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let mut properties = serde_json::to_value(candidate)?;
        if let Some(map) = properties.as_object_mut() {
            map.remove("at");
        }
        let serde_json::Value::Object(properties) = properties else { continue };
        features.push(geojson::OutFeature {
            id: Some(candidate.id.to_string()),
            geometry: candidate.at.map(geojson::Geometry::Point),
            properties: properties.into_iter().collect(),
        });
    }
    geojson::write(out, features)
}
