//! thaw-testkit
