mod conformance;
mod errors;
mod properties;
mod verdicts;
