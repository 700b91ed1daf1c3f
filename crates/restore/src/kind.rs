//! The kinds of changes and the layers in which they stand, each with its rule in plain words.

/// What kind of change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Words of the full edition are missing.
    Cut,
    /// The sentence was kept, but said less, or said it more mildly.
    Softened,
    /// Other words stand there.
    Replaced,
    /// There are words that the full edition lacks.
    Added,
    /// The words stand elsewhere.
    Moved,
    /// A slip of the printer.
    Misprint,
    /// The same word in another form or spelling.
    Variant,
    /// Only marks between the words differ.
    Punctuation,
}

impl Kind {
    /// All kinds, the gravest first.
    pub const ALL: [Self; 8] = [
        Self::Cut,
        Self::Softened,
        Self::Replaced,
        Self::Added,
        Self::Moved,
        Self::Misprint,
        Self::Variant,
        Self::Punctuation,
    ];

    /// Returns its name in outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cut => "cut",
            Self::Softened => "softened",
            Self::Replaced => "replaced",
            Self::Added => "added",
            Self::Moved => "moved",
            Self::Misprint => "misprint",
            Self::Variant => "variant",
            Self::Punctuation => "punctuation",
        }
    }

    /// Returns the rule by which it is told, in plain words.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::Cut => "words of the full edition have nothing in their place",
            Self::Softened => {
                "inside a sentence that is otherwise kept (half of its other words or more), other words stand there, and \
                 either a word of harm (data/softening) is gone, or four words or more became half as many or fewer"
            }
            Self::Replaced => "other words stand there, and no other rule fits",
            Self::Added => "words stand where the full edition has nothing",
            Self::Moved => "eight equal words or more in a row stand in another place in the order of the text",
            Self::Misprint => {
                "one word for one word, no other number in it, a letter wrong (or a figure in a letter's place), missing, doubled or swapped (two from eight letters \
                 on); one of the two forms stands nowhere else in any witness (of words of two or three letters: it is in the full edition \
                 nowhere, and the other three times or more), and it is not merely the other with letters at \
                 its end, or with two or more in front; or a word broken in two or three, one of them no word of the full edition"
            }
            Self::Variant => {
                "one word for one word, no other number in it, and they are alike (60 of 100 letters or more, and not merely two or \
                 more in front); or its letters are those that the witness has in three other words or more (as a machine misreads them), and the full \
                 edition has no such word; or the same letters, written together or apart; or they differ only in capital letters, hyphens, accents of letters or old spelling that was not \
                 folded"
            }
            Self::Punctuation => "the words are the same, the marks that hang on them differ",
        }
    }
}

/// In which layer of the apparatus a change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// What was done to passages.
    Passages,
    /// What was done throughout.
    Systematic,
    /// Slips, forms and marks.
    Small,
}

impl Layer {
    /// All layers.
    pub const ALL: [Self; 3] = [Self::Passages, Self::Systematic, Self::Small];

    /// Returns its name in outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Passages => "passages",
            Self::Systematic => "systematic",
            Self::Small => "small",
        }
    }

    /// Returns the rule by which it is told, in plain words.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::Passages => "cut, softened, replaced, added or moved, and not systematic",
            Self::Systematic => {
                "softened or replaced: the same words (at most four) were put for the same others three times or more"
            }
            Self::Small => "misprints, variants and punctuation, also where they come again and again",
        }
    }
}
