//! The reference of the command line is the help itself; this test keeps the handbook's page true.
//!
//! `THAW_BLESS=1 cargo test -p thaw reference` writes it anew.

use crate::command::Desk;
use std::fmt::Write as _;
use std::path::Path;
use thaw_testkit::check_golden;

#[test]
fn the_handbook_shows_the_help_of_every_command() {
    let desk = Desk::new();
    let mut page = String::from("# The command line\n\nThis page is made from the program's own help.\n\n");
    section(&desk, &mut page, "");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/cli.md");
    check_golden(&path, &page, std::env::var_os("THAW_BLESS").is_some());
}

fn section(desk: &Desk, page: &mut String, command: &str) {
    let help = desk.run(&format!("{command} --help")).done();
    let help =
        help.replace(&format!("={}", desk.path("ledger.sqlite").display()), "").replace("=Street Commission", "=");
    let title = if command.is_empty() { "thaw".to_owned() } else { format!("thaw {command}") };
    let help: String = help.lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
    writeln!(page, "## {title}\n\n```text\n{}\n```\n", help.trim_end()).unwrap();
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names: Vec<&str> = commands.filter_map(|line| line.split_whitespace().next()).collect();
    for name in names {
        section(desk, page, format!("{command} {name}").trim_start());
    }
}
