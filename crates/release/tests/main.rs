//! Behaviour of the reform "release": decrees and cases.

mod decrees;
