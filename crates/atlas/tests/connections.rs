//! Many clients, slow ones among them: the server keeps answering.

use crate::of_record;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::mpsc;
use std::time::Duration;
use thaw_formats::record;

fn fetch(addr: SocketAddr) -> String {
    let mut stream = TcpStream::connect(addr).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
        .write_all(b"GET /api/v1/asof?id=volgograd&date=1950 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_thousand_slow_clients_keep_nobody_waiting() {
    let (tell, told) = mpsc::channel();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = std::thread::spawn(move || {
        let record = record::read_embedded(
            &thaw_data::files("record/")
                .map(|(path, text)| (path.strip_prefix("record/").unwrap(), text))
                .collect::<Vec<_>>(),
        );
        let atlas = of_record(record);
        thaw_atlas::serve(
            |_| Ok(atlas),
            SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            |addr| tell.send(addr).unwrap(),
            async {
                let _ = stopped.await;
            },
        )
    });
    let addr = told.recv().unwrap();
    // Each sends half a request and waits. Some systems allow fewer open files: then as many as there can be.
    let slow: Vec<TcpStream> = (0..1_000)
        .map_while(|_| {
            let mut stream = TcpStream::connect(addr).ok()?;
            stream.write_all(b"GET /en/ HTTP/1.1\r\nhos").ok()?;
            Some(stream)
        })
        .collect();
    assert!(slow.len() >= 400, "only {} connections could be opened", slow.len());
    for _ in 0..20 {
        assert!(fetch(addr).starts_with("HTTP/1.1 200 OK"));
    }
    // Nonsense is refused, and the server lives on.
    for nonsense in
        [&b"\x16\x03\x01\x02\x00garbage\r\n\r\n"[..], b"GET\r\n\r\n", b"GET /%zz HTTP/1.1\r\nhost: x\r\n\r\n"]
    {
        let mut stream = TcpStream::connect(addr).unwrap();
        stream.write_all(nonsense).unwrap();
    }
    assert!(fetch(addr).contains("Stalingrad"));
    drop(slow);
    stop.send(()).unwrap();
    server.join().unwrap().unwrap();
}
