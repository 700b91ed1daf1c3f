//! Links a table whose truth is known and reports precision, recall, candidate pairs and time; scores pairs of names.
//!
//! `linkage link TABLE`: a CSV with columns `id`, `cluster` and others called `name:kind`.
//! `linkage names PAIRS`: a CSV with columns `left`, `right`, `same`; writes a likeness a line.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::{collections::BTreeMap, error::Error, time::Instant};
use thaw_release::{
    link::{Field, Kind, Records, Settings, link},
    person::Knowledge,
};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["link", path] => run_link(path),
        ["names", path] => run_names(path),
        _ => Err("usage: linkage link TABLE | linkage names PAIRS".into()),
    }
}

fn kind(word: &str) -> Option<Kind> {
    Some(match word {
        "surname" => Kind::Surname,
        "given" => Kind::Given,
        "patronymic" => Kind::Patronymic,
        "date" => Kind::Date,
        "place" => Kind::Place,
        "text" => Kind::Text,
        "code" => Kind::Code,
        _ => return None,
    })
}

/// The cells of a table, one after the other.
struct Table {
    width: usize,
    text: String,
    ends: Vec<usize>,
}

impl Table {
    fn cell(&self, row: usize, column: usize) -> &str {
        let at = row * self.width + column;
        &self.text[if at == 0 { 0 } else { self.ends[at - 1] }..self.ends[at]]
    }
}

fn run_link(path: &str) -> Result<(), Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let header = reader.headers()?.clone();
    let of = |column: &str| header.iter().position(|name| name == column).ok_or("no column `id` or `cluster`");
    let (id, cluster) = (of("id")?, of("cluster")?);
    let (mut at, mut fields) = (Vec::new(), Vec::new());
    for (i, column) in header.iter().enumerate() {
        if let Some((name, kind)) = column.split_once(':').and_then(|(name, word)| Some((name, kind(word)?))) {
            at.push(i);
            fields.push(Field::new(name, kind));
        }
    }
    let start = Instant::now();
    let mut table = Table { width: header.len(), text: String::new(), ends: Vec::new() };
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row)? {
        for cell in &row {
            table.text.push_str(cell);
            table.ends.push(table.text.len());
        }
    }
    let read = start.elapsed();
    let n_rows = table.ends.len() / table.width;
    let ids: Vec<String> = (0..n_rows).map(|row| table.cell(row, id).to_owned()).collect();
    let known = Knowledge::bundled();
    let records = Records::new(&ids, &fields, |row, field| table.cell(row, at[field]), |_| None, &known);
    let keyed = start.elapsed();
    let settings = Settings::default();
    let linkage = link(&records, &[], &settings);
    let took = start.elapsed();

    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut truth = vec![0; records.len()];
    for (row, id) in ids.iter().enumerate() {
        let number = numbers.len();
        let at = records.row(id).ok_or("an id that was not keyed")?;
        truth[at as usize] = *numbers.entry(table.cell(row, cluster)).or_insert(number);
    }
    let is_same = |a: u32, b: u32| truth[a as usize] == truth[b as usize];
    let mut sizes = vec![0u64; numbers.len()];
    truth.iter().for_each(|number| sizes[*number] += 1);
    let n_true: u64 = sizes.iter().map(|n| n * n.saturating_sub(1) / 2).sum();
    println!("records {}", records.len());
    println!(
        "seconds {:.2} (reading {:.2}, keys {:.2})",
        took.as_secs_f64(),
        read.as_secs_f64(),
        (keyed - read).as_secs_f64()
    );
    println!("{}", spent().unwrap_or_default());
    println!("candidates {}", linkage.n_candidates);
    for rule in &linkage.rules {
        println!("rule {} ({})", rule.words, rule.n_pairs);
    }
    for (column, (m, u)) in records.columns().iter().zip(linkage.model.m.iter().zip(&linkage.model.u)) {
        let bits: Vec<String> = m.iter().zip(u).map(|(m, u)| format!("{:+.1} ({m:.3})", (m / u).log2())).collect();
        println!("field {} {}", column.field.name, bits.join(" "));
    }
    println!("prior 1/{:.0}", 1.0 / linkage.model.prior);
    let scores = |found: u64, right: u64| {
        let (precision, recall) = (right as f64 / found.max(1) as f64, right as f64 / n_true.max(1) as f64);
        (precision, recall, 2.0 * precision * recall / (precision + recall).max(1e-9))
    };
    for from in [0.01, 0.05, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999] {
        let found: Vec<_> = linkage.pairs.iter().take_while(|pair| pair.probability() >= from).collect();
        let right = found.iter().filter(|pair| is_same(pair.a, pair.b)).count() as u64;
        let (precision, recall, f1) = scores(found.len() as u64, right);
        println!("pairs from {from}: precision {precision:.4} recall {recall:.4} F1 {f1:.4}");
    }
    let (mut found, mut right) = (0, 0);
    for rows in &linkage.clusters {
        for (i, a) in rows.iter().enumerate() {
            found += (rows.len() - i - 1) as u64;
            right += rows[i + 1..].iter().filter(|b| is_same(*a, **b)).count() as u64;
        }
    }
    let (precision, recall, f1) = scores(found, right);
    println!("clusters from {}: precision {precision:.4} recall {recall:.4} F1 {f1:.4}", settings.link_from);
    println!("review {}", linkage.review.len());
    Ok(())
}

/// The processor time and the largest memory of this process so far, reading the table included; Linux only.
fn spent() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kib: f64 =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").parse().ok()?;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The 14th field, the 12th after the name in brackets, in hundredths of a second.
    let ticks: f64 = stat.rsplit_once(") ")?.1.split(' ').nth(11)?.parse().ok()?;
    Some(format!("user CPU {:.1} s, memory {:.0} MB", ticks / 100.0, kib / 1024.0))
}

fn run_names(path: &str) -> Result<(), Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let known = Knowledge::bundled();
    let rows = reader.records().collect::<Result<Vec<_>, _>>()?;
    let names: Vec<_> = rows.iter().map(|row| (known.read(&row[0]), known.read(&row[1]))).collect();
    for (a, b) in &names {
        println!("{:.5}", a.likeness(b));
    }
    // The time of comparing alone, each pair with those of others too, so that no cache can help.
    let (start, mut sum, mut n) = (Instant::now(), 0.0, 0u64);
    for shift in 0..200 {
        for (i, (a, _)) in names.iter().enumerate() {
            sum += a.likeness(&names[(i + shift) % names.len()].1);
            n += 1;
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    eprintln!("{n} pairs in {seconds:.2} s, {:.0} pairs a second (sum {sum:.0})", n as f64 / seconds);
    Ok(())
}
