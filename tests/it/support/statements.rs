//! Counting the SQL statements of a request.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tracing::span;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry;

/// Counts the spans that sea-orm's drivers open for every statement.
struct Counter(Arc<AtomicUsize>);

impl<S: tracing::Subscriber> Layer<S> for Counter {
    fn on_new_span(&self, attributes: &span::Attributes<'_>, _: &span::Id, _: Context<'_, S>) {
        let metadata = attributes.metadata();
        let is_driver =
            metadata.target().starts_with("sea_orm::driver::") || metadata.target().ends_with("transaction");
        if is_driver && ["query_one", "query_all", "execute", "stream"].contains(&metadata.name()) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// How many statements `work` makes the server run. For tests with one thread: only that thread is watched.
pub async fn count_statements(work: impl Future<Output = ()>) -> usize {
    let count = Arc::new(AtomicUsize::new(0));
    let watching = tracing::subscriber::set_default(registry().with(Counter(Arc::clone(&count))));
    work.await;
    drop(watching);
    count.load(Ordering::Relaxed)
}
