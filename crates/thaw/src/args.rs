//! The command line as it is typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXIT_CODES: &str = "Exit codes: 0 done; 1 done, but something was skipped, refused or differs; 2 not done.";

/// Undoes a cult of personality in public data, in the open and on the record.
///
/// Without a command, thaw loads the bundled record and prints what bore Stalin's name on the day of his death, what
/// each of these places is called today, and what still bears the name.
#[derive(Debug, Parser)]
#[command(name = "thaw", version, after_help = EXIT_CODES, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The ledger file; made when absent. Default: `thaw/ledger.sqlite` in the user's data folder
    #[arg(long, global = true, value_name = "FILE", env = "THAW_LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
    /// Who records; decisions need a name. Default: the user's login name
    #[arg(long, global = true, value_name = "NAME", env = "THAW_RECORDER")]
    pub(crate) recorder: Option<String>,
    /// Write for programs: JSON, or JSON Lines where there are many
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Only results and errors, no progress and no remarks
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// The commands, in the order of the work.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    // What a command does stands at its arguments.
    Survey(Survey),
    Forms(Forms),
    Scan(Scan),
    /// Draft or check a dossier
    #[command(subcommand)]
    Dossier(DossierCommand),
    Decide(Decide),
    Asof(Asof),
    History(History),
    Find(Find),
    Export(Export),
    Verify(Verify),
    Approve(Approve),
    Undo(Undo),
    /// Check a record, the bundled one or your own
    #[command(subcommand)]
    Record(RecordCommand),
    #[command(subcommand)]
    Cases(crate::commands::cases::CasesCommand),
    #[command(subcommand)]
    Decree(crate::commands::decree::DecreeCommand),
    #[cfg(feature = "atlas")]
    Serve(crate::commands::serve::Serve),
    Revise(crate::commands::revise::Revise),
    Compare(crate::commands::compare::Compare),
    Measure(crate::commands::measure::Measure),
    Publish(crate::commands::publish::Publish),
    Collate(crate::commands::collate::Collate),
    Works(crate::commands::works::Works),
    Completions(Completions),
    Man(Man),
}

/// Find what bears a name in maps and gazetteers.
///
/// Reads OpenStreetMap (PBF; XML, plain or in gz or bz2), GeoNames, Linked Places (JSON, TSV), GeoJSON, CSV and TSV. Prints
/// candidates, each with its evidence; nothing is decided.
///
/// Memory: below 300 MB for OpenStreetMap files of any size.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw survey city.osm.pbf --dossier stalin\n  thaw survey towns.csv --name-column town --dossier stalin,molotov --format csv\n\nExit codes: 0 done; 1 done, but parts of a file were skipped; 2 not done."
)]
pub(crate) struct Survey {
    /// The files to read; their format is told by their content
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The dossiers: names of bundled ones or files
    #[arg(long, short, value_delimiter = ',', default_value = "stalin")]
    pub(crate) dossier: Vec<String>,
    /// Only what was named in this period (EDTF); objects without a date of naming are left out
    #[arg(long, value_name = "PERIOD")]
    pub(crate) named: Option<String>,
    /// With --named: keep objects whose date of naming is not known
    #[arg(long, requires = "named")]
    pub(crate) undated: bool,
    /// Only candidates with at least this score
    #[arg(long, default_value_t = 0.5, value_name = "0..1")]
    pub(crate) min_score: f32,
    /// How to write the candidates
    #[arg(long, value_enum, default_value_t = SurveyFormat::Table)]
    pub(crate) format: SurveyFormat,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Show the evidence of each candidate in the table
    #[arg(long, short)]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) columns: Columns,
}

/// Which columns of a CSV or TSV hold what.
#[derive(Debug, Args)]
pub(crate) struct Columns {
    /// CSV: the column of the name
    #[arg(long, value_name = "COLUMN")]
    pub(crate) name_column: Option<String>,
    /// CSV: the column of the id; the row number when absent
    #[arg(long, value_name = "COLUMN")]
    pub(crate) id_column: Option<String>,
    /// CSV: the column of the language
    #[arg(long, value_name = "COLUMN")]
    pub(crate) lang_column: Option<String>,
    /// CSV: the column of the latitude
    #[arg(long, value_name = "COLUMN")]
    pub(crate) lat_column: Option<String>,
    /// CSV: the column of the longitude
    #[arg(long, value_name = "COLUMN")]
    pub(crate) lon_column: Option<String>,
    /// CSV: the column of the class (street, town...)
    #[arg(long, value_name = "COLUMN")]
    pub(crate) class_column: Option<String>,
    /// CSV: the column of the date of naming
    #[arg(long, value_name = "COLUMN")]
    pub(crate) date_column: Option<String>,
    /// CSV: the column of the municipality or country
    #[arg(long, value_name = "COLUMN")]
    pub(crate) within_column: Option<String>,
}

/// How a survey is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SurveyFormat {
    /// For people
    Table,
    /// One row a candidate; also the table to write decisions into
    Csv,
    /// One feature a candidate
    Geojson,
    /// One candidate a line, with everything known
    Jsonl,
}

/// List every form that a dossier's names take.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw forms stalin --lang ka\n  thaw forms my-dossier.toml --json\n\nExit codes: 0 done; 2 not done."
)]
pub(crate) struct Forms {
    /// A bundled dossier or a file
    #[arg(default_value = "stalin")]
    pub(crate) dossier: String,
    /// Only this language
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Option<String>,
}

/// Find the forms in plain text.
///
/// Prints file:line:column, the form and why, for each match. Text is read as a stream: its size does not matter.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw scan chapter1.txt chapter2.txt\n  thaw scan - --dossier stalin,molotov < book.txt\n\nExit codes: 0 done (with or without matches); 1 parts of the text were not UTF-8 and were skipped; 2 not done."
)]
pub(crate) struct Scan {
    /// The files; `-` is standard input
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The dossiers: names of bundled ones or files
    #[arg(long, short, value_delimiter = ',', default_value = "stalin")]
    pub(crate) dossier: Vec<String>,
    /// Only matches with at least this score
    #[arg(long, default_value_t = 0.5, value_name = "0..1")]
    pub(crate) min_score: f32,
    /// The language of the text, when all of it is in one
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Option<String>,
    /// Print only the number of matches of each file
    #[arg(long, short)]
    pub(crate) count: bool,
    /// How many threads; the output is the same for any number
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) threads: usize,
}

/// Draft or check a dossier.
#[derive(Debug, Subcommand)]
pub(crate) enum DossierCommand {
    /// Draft a dossier for anybody; it works at once and can be edited by hand
    #[command(
        after_long_help = "Example:\n  thaw dossier new \"Francisco Franco Bahamonde\" --alias Caudillo --title Generalísimo --lang es,ca,gl,eu -o franco.toml"
    )]
    New {
        /// The full name, in the usual order
        name: String,
        /// The surname by which the person is known, when it is not the last word of the name
        #[arg(long)]
        surname: Option<String>,
        /// Another name or epithet; give the option again for each
        #[arg(long)]
        alias: Vec<String>,
        /// A title that stands for the person; give the option again for each
        #[arg(long)]
        title: Vec<String>,
        /// The languages
        #[arg(long, value_delimiter = ',', required = true)]
        lang: Vec<String>,
        /// Year or date of birth (EDTF)
        #[arg(long)]
        born: Option<String>,
        /// Year or date of death (EDTF)
        #[arg(long)]
        died: Option<String>,
        /// The id in Wikidata, such as Q855
        #[arg(long)]
        wikidata: Option<String>,
        /// Write to this file instead of standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Find the mistakes of a dossier
    #[command(after_long_help = "Example:\n  thaw dossier check stalin")]
    Check {
        /// Bundled dossiers or files
        #[arg(required = true)]
        dossiers: Vec<String>,
    },
    /// List the bundled dossiers
    List,
}

/// Decide on candidates, one at a time or from a table.
///
/// In a terminal each candidate is shown with its evidence and you answer: keep, rename, reject, source (needs one),
/// skip, quit. With --from, a table (CSV, TSV, XLSX, JSON Lines) with the columns candidate, decision, new_name, authority, instrument, date, source
/// (and new_name:LANG for other languages) is carried over. Every decision becomes an act on the ledger.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw survey city.osm.pbf --format jsonl -o candidates.jsonl\n  thaw decide candidates.jsonl\n  thaw decide candidates.jsonl --from decisions.csv --recorder \"Street Commission\"\n\nExit codes: 0 done; 1 some decisions were refused; 2 not done."
)]
pub(crate) struct Decide {
    /// Candidates, as `thaw survey --format jsonl` writes them
    pub(crate) candidates: PathBuf,
    /// A table of decisions: CSV, TSV, XLSX or JSON Lines
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// Map files whose names a new name is compared with
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Vec<PathBuf>,
    /// Who decides, where the table does not say
    #[arg(long)]
    pub(crate) authority: Option<String>,
    /// The law, decree or minute, where the table does not say
    #[arg(long)]
    pub(crate) instrument: Option<String>,
    /// The day from which decisions hold (EDTF), where the table does not say
    #[arg(long)]
    pub(crate) date: Option<String>,
    /// The source, where the table does not say
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// The longest name that fits a sign, in characters
    #[arg(long, default_value_t = 40, value_name = "N")]
    pub(crate) sign_length: usize,
    /// Record new names in spite of warnings
    #[arg(long)]
    pub(crate) in_spite: bool,
    /// Record decisions as approved, not only proposed
    #[arg(long)]
    pub(crate) approved: bool,
    /// Check and show, but record nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Tell what something was called on a date.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw asof 1955-06 Stalino\n  thaw asof 2026 --id volgograd\n\nExit codes: 0 found; 1 nothing bore this name on that date; 2 not done."
)]
pub(crate) struct Asof {
    /// The date (EDTF)
    pub(crate) date: String,
    /// The name that was in use on the date
    #[arg(required_unless_present = "id", conflicts_with = "id")]
    pub(crate) name: Option<String>,
    /// The id of a subject
    #[arg(long)]
    pub(crate) id: Option<String>,
    /// As the ledger knew it at this moment (RFC 3339)
    #[arg(long, value_name = "MOMENT")]
    pub(crate) recorded: Option<String>,
}

/// Tell the whole history of a subject.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example:\n  thaw history volgograd\n\nExit codes: 0 found; 1 no such subject; 2 not done."
)]
pub(crate) struct History {
    /// The id of a subject, or one of its names
    pub(crate) id: String,
}

/// Find a name of any time in any script, with typing errors.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw find Staliningrad\n  thaw find სტალინირი\n\nExit codes: 0 found; 1 nothing found; 2 not done."
)]
pub(crate) struct Find {
    /// What to look for
    pub(crate) name: String,
    /// The most answers to show
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub(crate) limit: usize,
}

/// Write approved acts as files that other systems take.
///
/// Nothing is ever uploaded. For osc the map file is read again, so that each object is touched once, with the version
/// that it has there.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw export osc --approved --map city.osm.pbf -o changes.osc\n  thaw export csv --approved --map city.osm.pbf -o crosswalk.csv\n  thaw export lpf -o places.lpf.json\n\nExit codes: 0 done; 1 some acts could not be carried out; 2 not done."
)]
pub(crate) struct Export {
    /// The format
    #[arg(value_enum)]
    pub(crate) format: ExportFormat,
    /// Only acts that are approved but not yet carried out (always so for osc)
    #[arg(long)]
    pub(crate) approved: bool,
    /// The map files that the acts are about (osc, csv, geojson)
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Vec<PathBuf>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Record on the ledger that the acts are carried out
    #[arg(long)]
    pub(crate) carried_out: bool,
    /// Leave `old_name` alone (osc); the old name then stands only in the ledger and the crosswalk
    #[arg(long)]
    pub(crate) no_old_name: bool,
}

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// osmChange, for map editors and `osmium apply-changes`
    Osc,
    /// A crosswalk from each old name and address to the new one
    Csv,
    /// The renamed objects with old and new name
    Geojson,
    /// Linked Places with dated names
    Lpf,
    /// One feature for each dated name
    GeojsonHistory,
}

/// Check the whole ledger.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example:\n  thaw verify\n\nExit codes: 0 the ledger is whole; 1 it is not, and the entries are named; 2 it could not be read."
)]
pub(crate) struct Verify {
    /// The hash that the last entry must have, as printed by an earlier run or by a report
    #[arg(long, value_name = "HASH")]
    pub(crate) head: Option<String>,
}

/// Record that proposed acts are approved.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example:\n  thaw approve city-decision-7 --source \"minutes of 12 May\"\n\nExit codes: 0 done; 2 not done."
)]
pub(crate) struct Approve {
    /// The ids of the acts
    #[arg(required = true)]
    pub(crate) acts: Vec<String>,
    /// Where the approval can be read
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// Anything else
    #[arg(long)]
    pub(crate) note: Option<String>,
}

/// Record the reversal of an act.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example:\n  thaw undo city-decision-7 --reason \"the council withdrew it\"\n\nExit codes: 0 done; 2 not done."
)]
pub(crate) struct Undo {
    /// The id of the act
    pub(crate) act: String,
    /// Why
    #[arg(long)]
    pub(crate) reason: Option<String>,
    /// Who decided the reversal
    #[arg(long)]
    pub(crate) authority: Option<String>,
    /// Since when it holds (EDTF). Default: today
    #[arg(long)]
    pub(crate) date: Option<String>,
}

/// Check, load or update a record, the bundled one or your own.
#[derive(Debug, Subcommand)]
pub(crate) enum RecordCommand {
    /// Find the mistakes of a record
    #[command(
        after_long_help = "Examples:\n  thaw record check\n  thaw record check my-record/\n\nExit codes: 0 no mistake; 1 mistakes found; 2 not done."
    )]
    Check {
        /// The folder; the bundled record when absent
        dir: Option<PathBuf>,
    },
    /// Load a record onto the ledger
    Load {
        /// The folder
        dir: PathBuf,
    },
    /// Take in what a newer edition of a record says differently
    ///
    /// A ledger keeps the acts of the record that it was made with. This compares them with the record of this program, or with your own in a folder, and where they
    /// differ records the reversal of the old act and a new one. Nothing is erased, and each can be undone; acts that somebody
    /// took back stay so.
    #[command(
        after_long_help = "Examples:\n  thaw record update --dry-run\n  thaw record update\n  thaw record update my-record/\n\nExit codes: 0 done; 1 done, but the record has mistakes; 2 not done."
    )]
    Update {
        /// The folder of a record of your own; the bundled record when absent
        dir: Option<PathBuf>,
        /// Only list what differs
        #[arg(long)]
        dry_run: bool,
    },
}

/// Write completions for a shell.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  thaw completions bash > ~/.local/share/bash-completion/completions/thaw")]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

/// Write the manual pages.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  thaw man target/man")]
pub(crate) struct Man {
    /// The folder to write them to
    pub(crate) dir: PathBuf,
}
