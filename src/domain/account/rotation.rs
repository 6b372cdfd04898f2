//! What may be done with a refresh token (RFC 9700 §4.14.2).
//!
//! Every use exchanges the token for a new one of the same family. A client that lost the answer uses the old one again
//! within a short grace and gets another sibling; a later second use means that two parties hold the token, and nobody
//! can tell which of them is the thief: the whole family ends.

use chrono::{DateTime, Duration, Utc};

/// What is known of a refresh token.
#[derive(Copy, Clone, Debug)]
pub struct RefreshToken {
    pub expires_at: DateTime<Utc>,
    /// When it was first exchanged.
    pub rotated_at: Option<DateTime<Utc>>,
    /// When its family was ended.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// What follows from the use of a refresh token.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Exchange it.
    Rotate,
    /// It has been exchanged a moment ago: give out another sibling.
    Again,
    /// It has been exchanged long ago: end its family.
    Stolen,
    /// It is of no use any more.
    Dead,
}

impl RefreshToken {
    /// Judges a use of the token at `now`.
    pub fn judge(self, now: DateTime<Utc>, grace: Duration) -> Verdict {
        match self.rotated_at {
            _ if self.revoked_at.is_some() || self.expires_at <= now => Verdict::Dead,
            None => Verdict::Rotate,
            Some(rotated_at) if now - rotated_at <= grace => Verdict::Again,
            Some(_) => Verdict::Stolen,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_judged_by_what_happened_to_it() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let ago = |seconds| Some(now - Duration::seconds(seconds));
        for (left, rotated_at, revoked_at, verdict) in [
            (10, None, None, Verdict::Rotate),
            (10, ago(20), None, Verdict::Again),
            (10, ago(21), None, Verdict::Stolen),
            (0, None, None, Verdict::Dead),
            (-1, ago(1), None, Verdict::Dead),
            (10, None, ago(1), Verdict::Dead),
            (10, ago(5), ago(1), Verdict::Dead),
        ] {
            let token = RefreshToken { expires_at: now + Duration::seconds(left), rotated_at, revoked_at };
            assert_eq!(token.judge(now, Duration::seconds(20)), verdict, "{token:?}");
        }
    }
}
