//! Rows of tables of every kind, handed over as text.

use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::Path;
use thaw_formats::rows;

/// Returns the columns, and each row as `place: column=cell, ...` with its fault.
fn read(path: &Path) -> (Vec<String>, Vec<String>) {
    let mut told = Vec::new();
    let heading = rows::read(path, &mut |row| {
        let cells: Vec<String> = row.cells.iter().map(|(key, cell)| format!("{key}={cell}")).collect();
        let fault = row.fault.map_or_else(String::new, |fault| format!(" ! {fault}"));
        told.push(format!("{}: {}{fault}", row.place, cells.join(", ")));
        ControlFlow::Continue(())
    });
    (heading.unwrap(), told)
}

fn file(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> std::path::PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_table_with_a_broken_row_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "list.csv", "имя;год\nАнна;1901\nИван\nПётр;1903\n");
    let (heading, told) = read(&path);
    assert_eq!(heading, ["имя", "год"]);
    assert_eq!(
        told,
        ["line 2: год=1901, имя=Анна", "line 3: имя=Иван ! expected 2 fields, found 1", "line 4: год=1903, имя=Пётр"]
    );
}

#[test]
fn json_lines_are_flattened_and_a_broken_line_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let text = "{\"name\":\"Анна\",\"born\":1901,\"properties\":{\"alias\":[\"Аня\",\"Нюра\"]}}\n\n{\"name\":\n[1]\n{\"name\":null}\n";
    let (heading, told) = read(&file(folder.path(), "list.jsonl", text));
    assert_eq!(heading, ["born", "name", "properties.alias"]);
    assert_eq!(
        told,
        [
            "line 1: born=1901, name=Анна, properties.alias=Аня; Нюра",
            "line 3:  ! EOF while parsing a value at line 1 column 8",
            "line 4:  ! expected an object",
            "line 5: ",
        ]
    );
}

#[test]
fn objects_in_an_array_have_columns_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let text = r#"{"names":[{"full":"Петренко Микола","lang":"uk"},{"full":"Petrenko N."}],"arrests":[{"date":"1937","term":{"years":8}}],"none":[]}"#;
    let (heading, told) = read(&file(folder.path(), "list.jsonl", text));
    assert_eq!(heading, ["arrests.date", "arrests.term.years", "names (2).full", "names.full", "names.lang"]);
    assert_eq!(
        told,
        [
            "line 1: arrests.date=1937, arrests.term.years=8, names (2).full=Petrenko N., names.full=Петренко Микола, names.lang=uk"
        ]
    );
}

/// Makes a workbook by hand: a cover; a list with texts, a number and a date; more of the list, below a title; another table.
fn workbook() -> Vec<u8> {
    let parts = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Cover" sheetId="3" r:id="rId3"/><sheet name="List" sheetId="1" r:id="rId1"/><sheet name="More" sheetId="4" r:id="rId4"/><sheet name="Sums" sheetId="5" r:id="rId5"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet3.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet4.xml"/><Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet5.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>имя</t></is></c><c r="B1" t="inlineStr"><is><t>год</t></is></c><c r="C1" t="inlineStr"><is><t>арест</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Анна</t></is></c><c r="B2"><v>1901</v></c><c r="C2" s="1"><v>13819</v></c></row><row r="4"><c r="A4" t="inlineStr"><is><t>Иван</t></is></c></row></sheetData></worksheet>"#,
        ),
        (
            "xl/worksheets/sheet3.xml",
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Список</t></is></c><c r="B1" t="inlineStr"><is><t>1937</t></is></c></row></sheetData></worksheet>"#,
        ),
        (
            "xl/worksheets/sheet4.xml",
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Продолжение</t></is></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>имя</t></is></c><c r="B3" t="inlineStr"><is><t>год</t></is></c><c r="C3" t="inlineStr"><is><t>арест</t></is></c></row><row r="4"><c r="A4" t="inlineStr"><is><t>1</t></is></c><c r="B4" t="inlineStr"><is><t>2</t></is></c><c r="C4" t="inlineStr"><is><t>3</t></is></c></row><row r="5"><c r="A5" t="inlineStr"><is><t>Пётр</t></is></c><c r="B5" t="inlineStr"><is><t>1899</t></is></c></row></sheetData></worksheet>"#,
        ),
        (
            "xl/worksheets/sheet5.xml",
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>год</t></is></c><c r="B1" t="inlineStr"><is><t>дел</t></is></c><c r="C1" t="inlineStr"><is><t>лиц</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>1937</t></is></c><c r="B2" t="inlineStr"><is><t>12</t></is></c><c r="C2" t="inlineStr"><is><t>15</t></is></c></row></sheetData></worksheet>"#,
        ),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn the_sheets_of_a_workbook_with_one_heading_are_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let (heading, told) = read(&file(folder.path(), "list.xlsx", workbook()));
    assert_eq!(heading, ["имя", "год", "арест"]);
    assert_eq!(
        told,
        [
            "row 2: арест=1937-10-31, год=1901, имя=Анна",
            "row 4: имя=Иван",
            "sheet `More`, row 5: год=1899, имя=Пётр",
            "sheet `Sums`, row 1: имя=Sums ! the sheet has another heading than the one that is read; save it as a file of its own",
        ]
    );
}

#[test]
fn damaged_files_are_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let whole = workbook();
    for (name, bytes) in
        [("cut.xlsx", &whole[..whole.len() / 2]), ("empty.csv", &b""[..]), ("cut.parquet", &b"PAR1\x00\x01"[..])]
    {
        let path = file(folder.path(), name, bytes);
        let error = rows::read(&path, &mut |_| ControlFlow::Continue(())).unwrap_err().to_string();
        assert!(error.contains(name), "{error}");
    }
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_read_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let written = [["Анна", "1901"], ["Иван", ""]].map(|row| row.map(str::to_owned).to_vec());
    let mut bytes = Vec::new();
    rows::parquet::write(&["name", "born"], &written, &mut bytes).unwrap();
    let (heading, told) = read(&file(folder.path(), "list.parquet", bytes));
    assert_eq!(heading, ["name", "born"]);
    assert_eq!(told, ["row 1: born=1901, name=Анна", "row 2: name=Иван"]);
}

#[cfg(feature = "parquet")]
#[test]
fn groups_and_lists_of_groups_in_parquet_are_columns() {
    // Two made persons, written by DuckDB: a group, a list of groups, a decimal.
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/arrests.parquet");
    let (heading, told) = read(&path);
    let columns =
        ["arrests (2).article", "arrests (2).date", "arrests.article", "arrests.date", "person.born", "person.full"];
    assert_eq!(heading[0], "sum");
    assert_eq!(heading[1..], columns);
    assert_eq!(
        told[0],
        "row 1: arrests (2).article=54-11, arrests (2).date=1941-02-03, arrests.article=54-10, arrests.date=1937-11-01, \
        person.born=1901-05-02, person.full=Мельник Ганна Василівна, sum=10.50"
    );
}

#[test]
fn a_title_is_passed_over_and_no_cell_is_lost_under_a_heading_that_stands_twice() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Список жертв;;;\nФамилия;Дата;Дата;\n1;2;3;4\nПримеров;1900;1937;;\nОбразцова;1901;1938;см. том 2\n";
    let path = file(folder.path(), "list.csv", text);
    let (heading, told) = read(&path);
    assert_eq!(heading, ["Фамилия", "Дата", "Дата (2)", "4"]);
    assert_eq!(
        told,
        [
            "line 4: Дата=1900, Дата (2)=1937, Фамилия=Примеров",
            "line 5: 4=см. том 2, Дата=1901, Дата (2)=1938, Фамилия=Образцова"
        ]
    );
    // Without a heading, and with one that people say.
    let path = file(folder.path(), "bare.csv", "Примеров,1900\nОбразцова,1901\n");
    assert_eq!(read(&path).0, ["1", "2"]);
    assert_eq!(read(&path).1.len(), 2);
    let heading = rows::read_below(&path, Some(2), &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(heading, ["Образцова", "1901"]);
    let error = rows::read_below(&path, Some(9), &mut |_| ControlFlow::Continue(())).unwrap_err().to_string();
    assert!(error.ends_with("line 9: expected the heading there, found no such line with cells"), "{error}");
}

#[test]
fn a_column_of_a_further_object_is_told_by_its_number() {
    assert_eq!(rows::of_first("names (2).full").as_deref(), Some("names.full"));
    assert_eq!(rows::of_first("names.full"), None);
    assert_eq!(rows::of_first("Срок (лет)."), None);
}
