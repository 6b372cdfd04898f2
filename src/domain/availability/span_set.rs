//! Many spans, seen as one set of ticks.

use crate::domain::time::TickSpan;

/// Spans in order, none empty, none touching another.
#[derive(Debug, Default)]
pub(super) struct SpanSet(Vec<TickSpan>);

impl SpanSet {
    /// The set of those spans that share a tick with `range`.
    pub(super) fn near(range: TickSpan, spans: impl Iterator<Item = TickSpan>) -> Self {
        let mut sorted: Vec<TickSpan> = spans.filter(|span| span.intersects(range)).collect();
        sorted.sort_unstable();
        sorted.dedup_by(|next, kept| {
            let joined = next.start <= kept.end;
            if joined {
                kept.end = kept.end.max(next.end);
            }
            joined
        });
        Self(sorted)
    }

    /// Whether any tick of a span is in the set.
    pub(super) fn intersects(&self, span: TickSpan) -> bool {
        let after = self.0.partition_point(|own| own.end <= span.start);
        self.0.get(after).is_some_and(|own| own.start < span.end)
    }

    /// Its spans, earliest first.
    pub(super) fn spans(&self) -> &[TickSpan] {
        &self.0
    }
}
