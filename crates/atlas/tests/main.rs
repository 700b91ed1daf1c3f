//! The routes of the atlas.
