//! OpenStreetMap files, real and small.

use crate::samples;
use proptest::{collection::vec, prelude::*};
use std::path::Path;
use thaw_core::LonLat;
use thaw_formats::{
    error::FormatError,
    osm::{OsmFile, OsmId, OsmIds, OsmKind, OsmObject, OsmQuery, OsmShape},
    osm_change::{OsmChange, OsmChangeError},
    osm_pbf::{self, Packing},
    osm_xml,
};

fn read_file(path: &Path, query: OsmQuery<'_>, n_threads: usize) -> Vec<OsmObject> {
    let mut objects = Vec::new();
    let file = OsmFile::open(path).unwrap().threads(n_threads);
    let problems = file.read(query, &mut |object| objects.push(object)).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    objects
}

fn read_pbf(bytes: &[u8], query: OsmQuery<'_>) -> Result<Vec<OsmObject>, FormatError> {
    let mut objects = Vec::new();
    osm_pbf::read(Path::new("sample.osm.pbf"), bytes, query, 2, &mut |object| objects.push(object))?;
    Ok(objects)
}

/// Reading one kind alone finds all of it, or says that the kinds do not lie apart.
#[test]
fn one_kind_alone_is_read_whole_or_not_at_all() {
    let object = |(number, kind): (usize, usize)| {
        let id = i64::try_from(number).unwrap() + 1;
        let (id, shape) = match kind {
            0 => (OsmId::node(id), OsmShape::Node(LonLat::new(24.9, 60.2))),
            1 => (OsmId::way(id), OsmShape::Way(vec![1, 2])),
            _ => (OsmId::relation(id), OsmShape::Relation(Vec::new())),
        };
        OsmObject { id, version: Some(1), tags: vec![("name".to_owned(), format!("{number}"))], shape }
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mixed.osm.pbf");
    proptest!(ProptestConfig::with_cases(200), |(kinds in vec(0_usize..3, 1..14), is_sorted: bool)| {
        let mut kinds = kinds;
        if is_sorted {
            kinds.sort_unstable();
        }
        let objects: Vec<OsmObject> = kinds.iter().copied().enumerate().map(object).collect();
        osm_pbf::write(&mut std::fs::File::create(&path).unwrap(), Packing::Plain, &objects).unwrap();
        let read = |file: &OsmFile| {
            let mut found = Vec::new();
            for kind in [OsmKind::Relation, OsmKind::Way, OsmKind::Node] {
                file.read_kind(kind, OsmQuery::All, &mut |object| {
                    assert_eq!(object.id.kind, kind);
                    found.push(object);
                })?;
            }
            found.sort_by_key(|object| object.id.id);
            Ok(found)
        };
        let file = OsmFile::open(&path).unwrap();
        match read(&file) {
            Ok(found) => prop_assert_eq!(&found, &objects),
            Err(FormatError::OutOfOrder { .. }) => prop_assert!(!kinds.is_sorted()),
            Err(error) => return Err(TestCaseError::fail(error.to_string())),
        }
        prop_assert_eq!(read(&file.whole()).unwrap(), objects);
    });
}

/// The numbers that `osmium fileinfo -e` 1.15 gives.
#[test]
fn real_files_hold_what_osmium_counts() {
    let check = |name: &str, expected: [usize; 3]| {
        let Some(path) = samples::shared(&format!("data/osm/{name}")) else { return };
        let mut counts = [0; 3];
        let file = OsmFile::open(&path).unwrap();
        let problems = file.read(OsmQuery::All, &mut |object| counts[object.id.kind as usize] += 1).unwrap();
        assert_eq!((counts, problems.count()), (expected, 0), "{name}");
    };
    check("Helsinki.osm.pbf", [24_260, 5_130, 620]);
    check("baltimore.osm.pbf", [51_385, 7_230, 167]);
    check("liechtenstein-latest.osm.pbf", [142_832, 15_247, 358]);
    check("moscow.osm.gz", [8_402, 1_652, 272]);
}

#[test]
fn a_query_delivers_what_a_filter_over_all_objects_would() {
    let Some(path) = samples::shared("data/osm/Helsinki.osm.pbf") else { return };
    let looked_for =
        |string: &[u8]| memchr::memmem::find(string, "Mannerheim".as_bytes()).is_some() || string == b"old_name";
    let bears =
        |object: &OsmObject| object.tags.iter().any(|(k, v)| looked_for(k.as_bytes()) || looked_for(v.as_bytes()));
    let all = read_file(&path, OsmQuery::All, 2);
    let expected: Vec<_> = all.iter().filter(|object| bears(object)).cloned().collect();
    assert!(expected.len() > 150, "{}", expected.len());
    for n_threads in [1, 2, 3, 7] {
        assert!(read_file(&path, OsmQuery::Strings(&looked_for), n_threads) == expected, "{n_threads} threads");
    }

    let ids: OsmIds = all.iter().step_by(97).map(|object| object.id).collect();
    let expected: Vec<_> = all.iter().filter(|object| ids.contains(object.id)).cloned().collect();
    assert!(read_file(&path, OsmQuery::Ids(&ids), 3) == expected);

    let expected: Vec<_> = all
        .iter()
        .filter(|object| ids.contains(object.id) || bears(object))
        .map(|object| if bears(object) { object.clone() } else { OsmObject { tags: Vec::new(), ..object.clone() } })
        .collect();
    assert!(read_file(&path, OsmQuery::StringsOrIds(&looked_for, &ids), 3) == expected);
}

#[test]
fn real_files_survive_the_way_through_our_writers() {
    let Some(path) = samples::shared("data/osm/Helsinki.osm.pbf") else { return };
    let all = read_file(&path, OsmQuery::All, 2);
    let (mut pbf, mut xml) = (Vec::new(), Vec::new());
    osm_pbf::write(&mut pbf, Packing::Zlib, &all).unwrap();
    osm_xml::write(&mut xml, &all).unwrap();
    assert!(read_pbf(&pbf, OsmQuery::All).unwrap() == all);
    let mut again = Vec::new();
    osm_xml::read(Path::new("again.osm"), xml.as_slice(), OsmQuery::All, &mut |object| again.push(object)).unwrap();
    assert!(again == all);
}

#[test]
fn the_sample_reads_alike_from_xml_and_pbf() {
    let objects = samples::objects(samples::MAP);
    assert_eq!(objects.len(), 7);
    assert_eq!(read_pbf(&samples::pbf(samples::MAP, Packing::Zlib), OsmQuery::All).unwrap(), objects);
    let city = &objects[2];
    assert_eq!((city.id, city.version, city.tag("old_name")), (OsmId::node(3), Some(12), Some("Сталинград")));
    assert_eq!(city.at().map(|at| (at.lon, at.lat)), Some((-179.999_999_9, -0.5)));
    assert_eq!(objects[3].tag("note"), Some("<b> & \"quotes\"\nsecond line"));
    assert_eq!(objects[5].nodes(), [2, 1, 2]);
    assert_eq!(objects[6].members()[1].id, OsmId::node(3));
    assert_eq!(objects[6].id.subject().0, "osm/relation/20");
    assert_eq!(OsmId::of_subject(&objects[6].id.subject()), Some(objects[6].id));
}

#[test]
fn only_objects_with_a_hit_are_delivered() {
    let street = |string: &[u8]| string == "улица Сталина".as_bytes();
    let found = read_pbf(&samples::pbf(samples::MAP, Packing::Zlib), OsmQuery::Strings(&street)).unwrap();
    assert_eq!(found.iter().map(|object| object.id.to_string()).collect::<Vec<_>>(), ["node/4", "way/10"]);
    let nothing = |_: &[u8]| false;
    assert_eq!(read_pbf(&samples::pbf(samples::MAP, Packing::Zlib), OsmQuery::Strings(&nothing)).unwrap(), []);
}

#[test]
fn a_change_repeats_whole_objects_sorted_and_once() {
    let mut objects: Vec<_> =
        samples::objects(samples::MAP).into_iter().filter(|o| [4, 10, 20].contains(&o.id.id)).collect();
    objects.reverse();
    for object in &mut objects {
        for (_, value) in &mut object.tags {
            *value = value.replace("Сталина", "Мира \"<&>\"");
        }
    }
    let change = OsmChange::new(objects.clone()).unwrap();
    let mut bytes = Vec::new();
    change.write(&mut bytes).unwrap();
    insta::assert_snapshot!(String::from_utf8(bytes.clone()).unwrap(), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <osmChange version="0.6" generator="thaw">
          <modify>
            <node id="4" version="2" lat="48.7085" lon="44.5135">
              <tag k="addr:housenumber" v="7"/>
              <tag k="addr:street" v="улица Мира &quot;&lt;&amp;&gt;&quot;"/>
              <tag k="note" v="&lt;b&gt; &amp; &quot;quotes&quot;&#10;second line"/>
            </node>
            <way id="10" version="5">
              <nd ref="1"/>
              <nd ref="2"/>
              <tag k="highway" v="residential"/>
              <tag k="name" v="улица Мира &quot;&lt;&amp;&gt;&quot;"/>
            </way>
            <relation id="20" version="4">
              <member type="way" ref="11" role="outer"/>
              <member type="node" ref="3" role="admin_centre"/>
              <member type="relation" ref="21" role=""/>
              <tag k="type" v="boundary"/>
              <tag k="boundary" v="administrative"/>
              <tag k="admin_level" v="8"/>
              <tag k="name" v="Волгоград"/>
            </relation>
          </modify>
        </osmChange>
        "#);
    let mut again = Vec::new();
    osm_xml::read(Path::new("a.osc"), bytes.as_slice(), OsmQuery::All, &mut |object| again.push(object)).unwrap();
    objects.reverse();
    assert_eq!(again, objects);

    let twice = OsmChange::new([objects[0].clone(), objects[0].clone()]).unwrap_err();
    assert_eq!(twice, OsmChangeError::Twice(OsmId::node(4)));
    let mut nameless = objects[1].clone();
    nameless.version = None;
    assert_eq!(OsmChange::new([nameless]).unwrap_err(), OsmChangeError::NoVersion(OsmId::way(10)));
}

/// The oracle is optional: the test says when it is left out.
#[test]
fn osmium_applies_our_change() {
    let osmium = |arguments: &[&Path]| std::process::Command::new("osmium").args(arguments).output();
    if osmium(&[Path::new("--version")]).is_err() {
        println!("left out: osmium is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let [before, change, after] = ["before.osm", "change.osc", "after.osm"].map(|name| folder.path().join(name));
    std::fs::write(&before, samples::MAP).unwrap();
    let mut expected = samples::objects(samples::MAP);
    let mut edits = Vec::new();
    for object in &mut expected {
        if object.tag("addr:street").is_some() || object.tag("highway").is_some() {
            object.tags.push(("old_name".into(), "с <тегами> & \"кавычками\"".into()));
            edits.push(object.clone());
        }
    }
    assert_eq!(edits.len(), 2);
    let edits = OsmChange::new(edits).unwrap();
    thaw_formats::open::write_whole(&change, |out| edits.write(out)).unwrap();
    let arguments = [Path::new("apply-changes"), &before, &change, Path::new("-o"), &after];
    let output = osmium(&arguments).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(read_file(&after, OsmQuery::All, 1), expected);
}

#[test]
fn deleted_objects_name_nothing() {
    let xml = "<osmChange><delete><node id='1' lat='0' lon='0'/></delete><modify><node id='2' version='2' lat='0' lon='0'/>\
        <node id='3' visible='false'/><way id='4' action='delete'><nd ref='1'/></way></modify></osmChange>";
    assert_eq!(samples::objects(xml).iter().map(|o| o.id).collect::<Vec<_>>(), [OsmId::node(2)]);
}

#[test]
fn what_cannot_be_used_is_a_problem_with_its_place() {
    let xml = "<osm>\n <node id='x' lat='1' lon='1'><tag k='a' v='b'/></node>\n <node id='5' lat='91' lon='1'/>\n\
         <way id='6'><nd ref='?'/><nd ref='1'/></way>\n <way id='7'><tag k='name'/><nd ref='1'/></way></osm>";
    let mut objects = Vec::new();
    let problems =
        osm_xml::read(Path::new("p.osm"), xml.as_bytes(), OsmQuery::All, &mut |o| objects.push(o.id)).unwrap();
    assert_eq!(objects, [OsmId { kind: OsmKind::Node, id: 5 }, OsmId::way(7)]);
    let lines: Vec<_> = problems.list().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
        p.osm: line 2, column 31: expected a number as the id of a node, found `x` (skipped)
        p.osm: line 3, column 33: node/5: expected a place on the earth (kept without a position)
        p.osm: line 4, column 26: way/6: a node reference that is not a number (skipped)
        p.osm: line 5, column 29: way/7: a tag without `k` or `v` (tag skipped)
        "#);
}
