//! The protobuf wire format, as much of it as OSM PBF needs: fields, varints, zigzag, packed lists.
//! <https://protobuf.dev/programming-guides/encoding/>

/// What was wrong, in one sentence; the caller knows where.
pub(crate) type WireError = &'static str;

/// A field's value as it lies on the wire.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    Varint(u64),
    Bytes(&'a [u8]),
    /// A fixed-width number; no message of OSM PBF has one, so unknown ones are passed over.
    Fixed,
}

impl<'a> Value<'a> {
    pub(crate) fn bytes(self) -> Result<&'a [u8], WireError> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            _ => Err("expected a length-delimited field, found a number"),
        }
    }

    pub(crate) fn varint(self) -> Result<u64, WireError> {
        match self {
            Self::Varint(number) => Ok(number),
            _ => Err("expected a number, found a length-delimited field"),
        }
    }
}

/// Reads the fields of one message, or the numbers of one packed list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wire<'a> {
    rest: &'a [u8],
}

impl<'a> Wire<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Returns the next number of field and its value, or nothing at the end of the message.
    #[inline]
    pub(crate) fn field(&mut self) -> Result<Option<(u64, Value<'a>)>, WireError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let key = self.varint()?;
        let value = match key & 7 {
            0 => Value::Varint(self.varint()?),
            1 => self.skip(8)?,
            2 => {
                let length = usize::try_from(self.varint()?).map_err(|_| "a field is longer than memory")?;
                let (bytes, rest) =
                    self.rest.split_at_checked(length).ok_or("a field is longer than the message it stands in")?;
                self.rest = rest;
                Value::Bytes(bytes)
            }
            5 => self.skip(4)?,
            _ => return Err("expected a field of wire type 0, 1, 2 or 5, found another"),
        };
        Ok(Some((key >> 3, value)))
    }

    fn skip(&mut self, n_bytes: usize) -> Result<Value<'a>, WireError> {
        self.rest = self.rest.get(n_bytes..).ok_or("a fixed-width number is cut short")?;
        Ok(Value::Fixed)
    }

    /// Reads an unsigned number of up to ten bytes.
    #[inline]
    pub(crate) fn varint(&mut self) -> Result<u64, WireError> {
        // Nearly all numbers have one byte or two.
        match self.rest {
            [byte @ ..0x80, rest @ ..] => {
                self.rest = rest;
                Ok(u64::from(*byte))
            }
            [low, high @ ..0x80, rest @ ..] => {
                self.rest = rest;
                Ok(u64::from(low & 0x7F) | u64::from(*high) << 7)
            }
            _ => self.long_varint(),
        }
    }

    fn long_varint(&mut self) -> Result<u64, WireError> {
        let mut number = 0;
        for (idx, byte) in self.rest.iter().take(10).enumerate() {
            number |= u64::from(byte & 0x7F) << (7 * idx);
            if *byte < 0x80 {
                self.rest = &self.rest[idx + 1..];
                return Ok(number);
            }
        }
        Err(if self.rest.len() < 10 { "a number is cut short" } else { "a number is longer than ten bytes" })
    }

    /// Reads a signed number in zigzag code.
    #[inline]
    pub(crate) fn sint(&mut self) -> Result<i64, WireError> {
        self.varint().map(zigzag)
    }
}

/// Decodes zigzag: 0, -1, 1, -2 are written as 0, 1, 2, 3.
#[inline]
pub(crate) fn zigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}
