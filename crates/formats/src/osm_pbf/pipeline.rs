//! Blobs in, results out in the order of the file, with a bounded number on the way.

use super::{
    blob::{Blob, Blobs},
    block::{Decoder, Found},
};
use crate::error::FormatError;
use std::{
    collections::BTreeMap,
    io::Read,
    sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc},
};

/// Expanded bytes of blocks that are on the way at one time; a single larger block passes alone.
const MAX_ON_THE_WAY: usize = 24 << 20;

struct State<'a, R> {
    blobs: Blobs<'a, R>,
    n_taken: u64,
    n_delivered: u64,
    n_bytes: usize,
    stopped: bool,
}

struct Gate<'a, R> {
    state: Mutex<State<'a, R>>,
    changed: Condvar,
    n_ahead: u64,
}

impl<'a, R: Read> Gate<'a, R> {
    fn lock(&self) -> MutexGuard<'_, State<'a, R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the next blob and its number as soon as there is room for it.
    fn take(&self) -> Option<(u64, Result<Blob, FormatError>)> {
        let mut state = self.lock();
        while !state.stopped && state.n_taken - state.n_delivered >= self.n_ahead {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.stopped {
            return None;
        }
        let blob = match state.blobs.next() {
            Ok(Some(blob)) => Ok(blob),
            Ok(None) => {
                state.stopped = true;
                return None;
            }
            Err(error) => {
                state.stopped = true;
                Err(error)
            }
        };
        let number = state.n_taken;
        state.n_taken += 1;
        if let Ok(blob) = &blob {
            // The blob that is due next always passes, so that nobody waits for somebody who waits.
            while state.n_bytes + blob.n_raw > MAX_ON_THE_WAY && state.n_delivered < number {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            state.n_bytes += blob.n_raw;
        }
        Some((number, blob))
    }

    fn delivered(&self, n_bytes: usize) {
        let mut state = self.lock();
        state.n_delivered += 1;
        state.n_bytes -= n_bytes;
        self.changed.notify_all();
    }

    fn stop(&self) {
        let mut state = self.lock();
        state.stopped = true;
        // Whoever waits for room may go on and end.
        state.n_delivered = u64::MAX / 2;
        state.n_taken = u64::MAX / 2;
        self.changed.notify_all();
    }
}

/// A thread that panics must not leave the others waiting: the scope hands the panic on when they have ended.
struct StopWhenPanicking<'g, 'a, R: Read>(&'g Gate<'a, R>);

impl<R: Read> Drop for StopWhenPanicking<'_, '_, R> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.stop();
        }
    }
}

/// Decodes every blob and hands the results to `deliver` in the order of the file, until one of them is an error.
pub(super) fn run<'a, R: Read + Send>(
    blobs: Blobs<'a, R>,
    n_threads: usize,
    decoder: impl Fn() -> Decoder<'a> + Sync,
    deliver: &mut dyn FnMut(Found),
) -> Result<(), FormatError> {
    let state = State { blobs, n_taken: 0, n_delivered: 0, n_bytes: 0, stopped: false };
    let gate = Gate { state: Mutex::new(state), changed: Condvar::new(), n_ahead: 4 * n_threads as u64 };
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..n_threads {
            let (sender, gate, decoder) = (sender.clone(), &gate, &decoder);
            scope.spawn(move || {
                let _stop = StopWhenPanicking(gate);
                let mut decoder = decoder();
                while let Some((number, blob)) = gate.take() {
                    let n_bytes = blob.as_ref().map_or(0, |blob| blob.n_raw);
                    let found = blob.and_then(|blob| decoder.decode(&blob));
                    if sender.send((number, n_bytes, found)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let _stop = StopWhenPanicking(&gate);
        let mut early = BTreeMap::new();
        let mut due = 0;
        let mut result = Ok(());
        'all: for (number, n_bytes, found) in &receiver {
            early.insert(number, (n_bytes, found));
            while let Some((n_bytes, found)) = early.remove(&due) {
                due += 1;
                match found {
                    Ok(found) => deliver(found),
                    Err(error) => {
                        result = Err(error);
                        gate.stop();
                        break 'all;
                    }
                }
                gate.delivered(n_bytes);
            }
        }
        drop(receiver);
        result
    })
}
