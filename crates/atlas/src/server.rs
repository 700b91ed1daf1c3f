//! Listening: connections with limits, so that slow or many clients cannot stop the rest.

use crate::{Atlas, answer, problem::Problem};
use axum::{
    body::{Body, to_bytes},
    http::{Request, Response},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use std::{convert::Infallible, future::Future, io, net::SocketAddr, sync::Arc, time::Duration};
use thaw_publish::edition::EditionError;
use tokio::{
    net::TcpListener,
    sync::Semaphore,
    time::{sleep, timeout},
};

/// So long a client may take to send its request's head, also between requests of one connection.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// So long it may take to send a body.
const BODY_TIME: Duration = Duration::from_secs(10);
/// So long one connection may live in all.
const LIFE_TIME: Duration = Duration::from_secs(600);
/// So many bytes a body may have.
const MAX_BODY: usize = 256 * 1024;
/// So many connections are served at a time; others wait their turn.
const MAX_CONNECTIONS: usize = 4096;
/// So long open connections may take to finish after the server was asked to stop.
const GRACE: Duration = Duration::from_secs(3);

/// A server that could not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address is taken, or not one of this machine.
    #[error("cannot listen on {addr}")]
    Listen {
        /// The address.
        addr: SocketAddr,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The words of the atlas cannot be read.
    #[error("cannot make the atlas")]
    Edition(#[source] EditionError),
    /// The runtime could not start.
    #[error("cannot start the server")]
    Runtime(#[source] io::Error),
}

/// Serves an atlas until `stop` is ready; `ready` is told the address, whose port the system chose when 0 was asked for.
///
/// `make` builds the atlas from the address under which it will be reached. Blocks the caller.
///
/// # Errors
/// When the address cannot be listened on, or the atlas cannot be made.
pub fn serve(
    atlas: impl FnOnce(SocketAddr) -> Result<Atlas, EditionError>,
    addr: SocketAddr,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(ServeError::Runtime)?;
    runtime.block_on(async {
        let listen = |source| ServeError::Listen { addr, source };
        let listener = TcpListener::bind(addr).await.map_err(listen)?;
        let bound = listener.local_addr().map_err(listen)?;
        let atlas = Arc::new(atlas(bound).map_err(ServeError::Edition)?);
        ready(bound);
        accept(listener, atlas, stop).await;
        Ok(())
    })
}

/// Waits until the person at the terminal, or the system, asks the program to end.
pub async fn interrupted() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        return;
    }
    // Without a handler the program ends with its process.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn accept(listener: TcpListener, atlas: Arc<Atlas>, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, _)) = accepted else {
            // Out of file handles, or a client that left at once: give others time to finish.
            sleep(Duration::from_millis(20)).await;
            continue;
        };
        // Small answers go out at once; a failure to set this only makes them later.
        let _ = stream.set_nodelay(true);
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
        let atlas = Arc::clone(&atlas);
        let service = service_fn(move |request| respond(Arc::clone(&atlas), request));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIME)
            .max_buf_size(64 * 1024)
            .serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A connection that breaks is the client's affair.
            let _ = timeout(LIFE_TIME, connection).await;
            drop(place);
        });
    }
    let _ = timeout(GRACE, graceful.shutdown()).await;
}

async fn respond(atlas: Arc<Atlas>, request: Request<Incoming>) -> Result<Response<Body>, Infallible> {
    let (head, body) = request.into_parts();
    let body = match timeout(BODY_TIME, to_bytes(Body::new(body), MAX_BODY)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return Ok(answer::refuse(Problem::too_large(MAX_BODY))),
        Err(_) => return Ok(answer::refuse(Problem::body("the body did not arrive in time".to_owned()))),
    };
    Ok(answer::answer(&atlas, &head.method, &head.uri, &head.headers, &body))
}
