//! `thaw export`

use crate::args::{Export, ExportFormat};
use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::Ui;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use thaw_core::{ActState, Entry, Problem, State};
use thaw_formats::osm_change::OsmChange;
use thaw_formats::{geojson, linked_places};
use thaw_ledger::Ledger;
use thaw_rename::carry_out::crosswalk::{HEAD, crosswalk};
use thaw_rename::carry_out::{self, Change, OldName, Renaming, gazetteer};

pub(crate) fn run(args: &Export, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let mut ledger = case.open_ledger(ui)?;
    let state = state(&ledger)?;
    match args.format {
        ExportFormat::Osc | ExportFormat::Csv | ExportFormat::Geojson => from_maps(args, &state, &mut ledger, case, ui),
        ExportFormat::Lpf => super::write_to(args.output.as_deref(), ui, |out| {
            let places: Vec<_> =
                gazetteer::places(&state).map(|place| gazetteer::linked_place(&state, place)).collect();
            linked_places::write(out, &places)
        })
        .map(|()| Done::Clean),
        ExportFormat::GeojsonHistory => super::write_to(args.output.as_deref(), ui, |out| {
            let places = gazetteer::places(&state).map(|place| gazetteer::history_place(&state, place));
            geojson::write(out, geojson::history(places))
        })
        .map(|()| Done::Clean),
    }
}

/// Folds the whole ledger.
pub(crate) fn state(ledger: &Ledger) -> Result<State, CommandError> {
    let entries = ledger.entries(1).map(|recorded| recorded.map(|recorded| recorded.entry));
    Ok(State::fold(entries.collect::<Result<Vec<_>, _>>().doing(|| "cannot read the ledger".to_owned())?))
}

fn from_maps(args: &Export, state: &State, ledger: &mut Ledger, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    // What a map gets must be decided and not done yet; a crosswalk may be asked for all renamings in force.
    let approved = args.approved || args.format == ExportFormat::Osc;
    let renamings: Vec<Renaming> = carry_out::renamings(state, approved)
        .filter_map(|act| Renaming::of(act, state.subject(&act.subject)?))
        .collect();
    if renamings.is_empty() {
        let proposed = state.acts().filter(|act| act.state == ActState::Proposed).count();
        ui.note(&format!("no approved renaming of a map's object waits to be carried out ({proposed} acts are only proposed: thaw approve ACT)"));
    } else if args.map.is_empty() {
        return Err(CommandError::new("the renamings are about objects of a map, and no map was given")
            .hint("name the map files with --map: the objects are changed as they stand there"));
    }
    let old_names = if args.no_old_name { OldName::Leave } else { OldName::Keep };
    let mut objects = BTreeMap::new();
    for path in &args.map {
        let bar = ui.spinner(format!("reading {}", path.display()));
        let found = carry_out::members(path, &renamings).doing(|| format!("cannot read `{}`", path.display()));
        bar.finish_and_clear();
        objects.extend(found?);
    }
    let maps: Vec<String> = args.map.iter().map(|path| path.display().to_string()).collect();
    let (changes, problems) = carry_out::changes(&renamings, &objects, old_names, &maps.join(", "));
    super::write_to(args.output.as_deref(), ui, |out| match args.format {
        ExportFormat::Csv => csv(&changes, out),
        ExportFormat::Geojson => changes_as_geojson(&changes, out),
        _ => osc(&changes, out),
    })?;
    ui.problems(&problems);
    let acts: BTreeSet<_> = changes.iter().flat_map(|change| &change.acts).collect();
    ui.note(&format!("{} objects changed by {} acts; nothing was uploaded", changes.len(), acts.len()));
    if args.carried_out {
        let note = Some(format!(
            "written as {}",
            args.output.as_ref().map_or_else(|| "standard output".to_owned(), |path| path.display().to_string())
        ));
        let steps: Vec<Entry> = acts
            .into_iter()
            .map(|act| Entry::Progress {
                act: act.clone(),
                state: ActState::CarriedOut,
                sources: Vec::new(),
                note: note.clone(),
            })
            .collect();
        ledger
            .append(&steps, &case.recorder, &case.now())
            .doing(|| "cannot record that the acts are carried out".to_owned())?;
    }
    Ok(done(&problems))
}

fn done(problems: &[Problem]) -> Done {
    Done::with_problems(!problems.is_empty())
}

fn osc(changes: &[Change], out: &mut dyn Write) -> io::Result<()> {
    let change = OsmChange::new(changes.iter().map(|change| change.after.clone())).map_err(io::Error::other)?;
    change.write(out)
}

fn csv(changes: &[Change], out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEAD)?;
    for line in crosswalk(changes) {
        writer.write_record(line.cells())?;
    }
    writer.flush()
}

fn changes_as_geojson(changes: &[Change], out: &mut dyn Write) -> io::Result<()> {
    let features = crosswalk(changes).into_iter().map(|line| geojson::OutFeature {
        id: Some(line.id),
        geometry: line.at.map(geojson::Geometry::Point),
        properties: [("key", line.key), ("old_name", line.old), ("new_name", line.new), ("act", line.acts)]
            .into_iter()
            .map(|(key, value)| (key.to_owned(), serde_json::Value::String(value)))
            .collect(),
    });
    geojson::write(out, features)
}
